"""The interchange format: one JSON per document, to and from a `Reading`.

Written by the program in its long form (every passage with its offsets) and by people in the
short form (passages as plain strings), which is aligned to the text here. Both may be mixed.
Passages are checked against the text either way: what is loaded stands where it says it stands.
"""

import json
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from hashlib import sha256
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import Any, get_args

from onrecord import intake, limits
from onrecord.errors import AnnotationError
from onrecord.model import (
    Attribution,
    Document,
    Entity,
    Form,
    Kind,
    Polarity,
    Reading,
    Relation,
    Span,
    Stance,
    Statement,
)

Json = dict[str, Any]
Passage = Span | str  # where it stands, or words that are still to be found

KINDS: tuple[str, ...] = get_args(Kind)
FORMS: tuple[str, ...] = get_args(Form)
POLARITIES: tuple[str, ...] = get_args(Polarity)
# fmt: off
ACTS = (
    "asserts", "promises", "proposes", "demands", "supports", "opposes", "criticises", "praises",
    "admits", "denies", "warns", "asks", "expects",
)
PREDICATES = (
    "holdsOffice", "heldOffice", "memberOf", "affiliatedWith", "succeeded", "criticises", "backs",
    "supports", "opposes", "affects", "locatedIn", "partOf", "tookPartIn",
)
# fmt: on

SURE, ARGUABLE = 1.0, 0.5  # the two degrees that a human coder writes as words

_DATE = re.compile(r"\d{4}(-\d\d){0,2}")
_LINE = re.compile(r"\S[^\n]*(?<=\S)")
_SENTENCE = re.compile(r"\S.*?(?:[.!?][”’\"')\]]*(?=\s+\S)|$)")
_SINGULAR = {
    "entities": "entity",
    "statements": "statement",
    "stances": "stance",
    "relations": "relation",
}
_LONGEST_ID = 150  # bytes; most file systems allow names of 255, and an id gets extensions
_GAP = " … "  # joins the parts of a passage that is broken in the text


# --- Reading -> JSON ------------------------------------------------------------------------


def dumps(reading: Reading) -> str:
    """The long form as JSON text: the same reading gives the same characters."""
    return json.dumps(dump(reading), ensure_ascii=False, indent=1) + "\n"


def dump(reading: Reading) -> Json:
    """The long form of a reading; what the document does not state is left out."""
    document, text = reading.document, reading.document.text
    head = {
        "doc": document.id,
        "sha256": document.sha256,
        "paths": list(document.paths),
        "title": document.title,
        "outlet": document.outlet,
        "author": document.author,
        "url": document.url,
        "date": document.published,
    }
    return {key: value for key, value in head.items() if value is not None} | {
        "entities": [_dump_entity(entity, text) for entity in reading.entities],
        "statements": [
            _dump_statement(statement, f"s{number}", text)
            for number, statement in enumerate(reading.statements, 1)
        ],
        "relations": [
            {
                "s": relation.subject,
                "p": relation.predicate,
                "o": relation.object,
                "confidence": relation.confidence,
                "evidence": _quoted(relation.evidence, text),
            }
            for relation in reading.relations
        ],
    }


def _dump_entity(entity: Entity, text: str) -> Json:
    item: Json = {
        "id": entity.id,
        "type": entity.kind,
        "name": entity.name,
        "mentions": [_quoted(span, text) for span in entity.mentions],
    }
    if entity.aliases:
        item["aliases"] = list(entity.aliases)
    if entity.iri is not None:
        item["iri"] = entity.iri
    return item


def _dump_statement(statement: Statement, number: str, text: str) -> Json:
    said = statement.attribution
    item: Json = {
        "id": number,
        "speaker": statement.speaker,
        "source_text": _GAP.join(span.of(text) for span in said.source),
        "source": _one_or_more(said.source, text),
        "cue": _one_or_more(said.cue, text),
        "content": [_quoted(span, text) for span in said.content],
        "kind": said.form,
        "act": statement.act,
        "date": statement.said_on,
        "date_evidence": None
        if statement.said_on_evidence is None
        else _quoted(statement.said_on_evidence, text),
        "confidence": said.confidence,
        "stances": [_dump_stance(stance, text) for stance in statement.stances],
    }
    for key in ("date", "date_evidence"):
        if item[key] is None:
            del item[key]
    if statement.speaker_confidence is not None:
        item["speaker_confidence"] = statement.speaker_confidence
    return item


def _dump_stance(stance: Stance, text: str) -> Json:
    item: Json = {
        "stance": stance.polarity,
        "target": stance.target,
        "confidence": stance.confidence,
        "evidence": _quoted(stance.evidence, text),
    }
    if stance.condition is not None:
        item["condition"] = _quoted(stance.condition, text)
    return item | {name: True for name in ("hedged", "second_hand") if getattr(stance, name)}


def _quoted(span: Span, text: str) -> Json:
    return {"text": span.of(text), "start": span.start, "end": span.end}


def _one_or_more(spans: Sequence[Span], text: str) -> Json | list[Json] | None:
    if len(spans) < 2:
        return _quoted(spans[0], text) if spans else None
    return [_quoted(span, text) for span in spans]


# --- JSON -> Reading ------------------------------------------------------------------------


def load_file(path: Path, read_one: Callable[[Path], Document]) -> Reading:
    """The reading that an annotation file holds, with the article it was coded on.

    `read_one` reads the article where it is a file of its own; text inside the JSON needs no
    reader. Raises AnnotationError for a file that is no JSON or breaks the format, and whatever
    `read_one` raises.
    """
    data = load_json(path)
    found = find_text(path, data)
    if isinstance(found, Path):
        return load(data, read_one(found), path.name)
    if "\0" in found or len(found) > limits.TEXT:
        fault = "NUL characters" if "\0" in found else f"more than {limits.TEXT:,} characters"
        raise AnnotationError(f'{path.name}: "text" holds {fault}. Give the article alone.')
    digest = sha256(found.encode()).hexdigest()
    document = Document(_id(path, data), found, digest, (path.name,))
    return load(data, document, path.name)


def _id(path: Path, data: Json) -> str:
    """What names the document: files of a build will be called so."""
    if not (told := data.get("doc")):
        return path.stem
    plain = isinstance(told, str) and told.isprintable() and len(told.encode()) <= _LONGEST_ID
    parts = PurePosixPath(told).parts if plain else ("..",)
    if ".." in parts or "\\" in told or PurePosixPath(told).is_absolute():
        raise AnnotationError(
            f'{path.name}: "doc" is {_shown(told)}, which names no file below a folder. '
            "Give a short plain name."
        )
    return str(told)


def load_json(path: Path) -> Json:
    """The JSON object in a file; AnnotationError if it cannot be read or is something else."""
    try:
        data = intake.from_json(intake.content(path).decode("utf-8-sig"), storable=True)
    except OSError as error:
        raise AnnotationError(f"{path}: cannot be read ({error.strerror}).") from error
    except ValueError as error:
        raise AnnotationError(f"{path}: not JSON ({error}). Mend or remove the file.") from error
    if not isinstance(data, dict):
        raise AnnotationError(f"{path}: holds no JSON object. One file is one document: {{…}}.")
    return data


def find_text(path: Path, data: Json) -> str | Path:
    """The article of an annotation file: its text, or the file that holds it.

    Looked for under "text", then in the file named by "file", then in `<same stem>.txt` or
    `.md`; both beside the JSON. Raises AnnotationError if there is none.
    """
    text, name = data.get("text"), data.get("file")
    if isinstance(text, str) and text:
        return text
    if isinstance(name, str) and name:
        if Path(name).is_absolute() or ".." in Path(name).parts:
            raise AnnotationError(
                f'{path.name}: "file" leads out of the folder ({_shown(name)}). '
                "Put the article beside it."
            )
        beside = path.parent / name
        if beside.is_file() and beside.suffix.lower() != ".json":
            return beside
    for suffix in (".txt", ".md"):
        if (sibling := path.with_suffix(suffix)).is_file():
            return sibling
    wanted = f"{_shown(name)} or " if name else ""
    raise AnnotationError(
        f"{path.name}: its article is missing. Put {wanted}{path.stem}.txt beside it, "
        'or the article itself under "text".'
    )


def load(data: Json, document: Document, where: str | None = None) -> Reading:
    """The reading that `data` (short or long form) states about `document`.

    What `data` says of title, outlet, author, url and date goes before what `document` says.
    `where` names the file in error messages. Raises AnnotationError for whatever does not fit
    the format or the text.
    """
    root = _Node(where or f"{document.id}.json", data, _Article(document.text))
    digest = root.optional("sha256")
    if digest is not None and digest != document.sha256:
        raise root.error(
            f"was coded on another text (sha256 {digest[:12]}…, here {document.sha256[:12]}…)",
            'Give it the text it was coded on, or delete "sha256" to have each passage checked',
        )
    entities = _load_entities(root)
    known = {entity.id: entity for entity in entities}
    return Reading(
        document=replace(
            document,
            title=root.optional("title") or document.title,
            outlet=root.optional("outlet") or document.outlet,
            author=root.optional("author") or document.author,
            url=root.optional("url") or document.url,
            published=root.date() or document.published,
        ),
        entities=entities,
        statements=tuple(_load_statements(root, known)),
        relations=tuple(_load_relation(node, known) for node in root.children("relations")),
    )


@dataclass(slots=True)
class _Article:
    """The text that was coded, and how many more places in it may be looked at."""

    text: str
    left: int = limits.PLACES

    def find(self, pattern: str) -> list[Span]:
        """Where a pattern stands; ends early where that is more often than is left."""
        found = [Span(*m.span()) for m in islice(re.finditer(pattern, self.text), self.left)]
        self.left -= len(found)
        return found


@dataclass(frozen=True, slots=True)
class _Node:
    """A JSON object and where it stands: every look at it is checked."""

    where: str
    data: Json
    coded: _Article

    @property
    def article(self) -> str:
        return self.coded.text

    def error(self, problem: str, step: str) -> AnnotationError:
        line = "".join(c if c.isprintable() else "\ufffd" for c in f"{self.where}: {problem}")
        return AnnotationError(f"{line}. {step}.")

    def optional(self, key: str) -> str | None:
        value = self.data.get(key)
        if value is None or isinstance(value, str):
            return value
        raise self.error(f'"{key}" is {_shown(value)}, not a string', "Put it in quotation marks")

    def required(self, key: str) -> str:
        if value := self.optional(key):
            return value
        raise self.error(f'has no "{key}"', "Add it")

    def choice(self, key: str, allowed: Iterable[str]) -> Any:
        if (value := self.required(key)) in allowed:
            return value
        raise self.error(f'unknown "{key}": {_shown(value)}', f"Choose from {', '.join(allowed)}")

    def entity(self, key: str, known: dict[str, Entity]) -> str:
        if (value := self.required(key)) in known:
            return value
        raise self.error(
            f'"{key}" is {_shown(value)}, which no entity has as its id',
            'Correct it, or add the entity under "entities"',
        )

    def confidence(self, key: str = "confidence") -> float:
        value = self.data.get(key, "sure")
        if value in ("sure", "arguable"):
            return SURE if value == "sure" else ARGUABLE
        if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1:
            return float(value)
        raise self.error(
            f'"{key}" is {_shown(value)}', 'Give a number from 0 to 1, "sure" or "arguable"'
        )

    def flag(self, key: str) -> bool:
        value = self.data.get(key, False)
        if isinstance(value, bool):
            return value
        raise self.error(f'"{key}" is {_shown(value)}', "Give true or false, without marks")

    def date(self) -> str | None:
        if (value := self.optional("date")) is None:
            return None
        try:
            if not _DATE.fullmatch(value):
                raise ValueError
            date.fromisoformat(f"{value}-01-01"[:10])
        except ValueError:
            step = "Write 2013-06-07, 2013-06 or 2013"
            raise self.error(f'"date" is {_shown(value)}, which is no date', step) from None
        return value

    def items(self, key: str) -> list[Any]:
        value = self.data.get(key)
        if value is None or isinstance(value, list):
            return value or []
        raise self.error(f'"{key}" is {_shown(value)}, not a list', "Put it in [ ]")

    def strings(self, key: str) -> tuple[str, ...]:
        values = self.items(key)
        if all(isinstance(value, str) for value in values):
            return tuple(values)
        raise self.error(f'"{key}" is {_shown(values)}', "Give strings only")

    def children(self, key: str) -> Iterator["_Node"]:
        """The objects listed under `key`, each named by its id or its number."""
        for number, item in enumerate(self.items(key), 1):
            name = f"{_SINGULAR[key]} {number}"
            if key == "relations" and isinstance(item, list) and len(item) == 3:
                item = dict(zip("spo", item, strict=True))
            if not isinstance(item, dict):
                step = "Write [s, p, o] or an object" if key == "relations" else "Write an object"
                raise self.error(f"{name} is {_shown(item)}", step)
            if key == "relations":
                name = " ".join(["relation", *(_short(item.get(part)) for part in "spo")])
            elif isinstance(item.get("id"), str):
                name = f"{_SINGULAR[key]} {_short(item['id'])}"
            yield _Node(f"{self.where}: {name}", item, self.coded)

    def passages(self, key: str, spans: str = "") -> list[Passage]:
        """The passages under `key`, checked against the text where they state their place.

        `spans` is the key of a list of [start, end] beside plain strings.
        """
        value = self.data.get(key)
        parts = value if isinstance(value, list) else [] if value in (None, "") else [value]
        pairs = self.data.get(spans)
        if not isinstance(pairs, list) or not pairs:
            pairs = [None] * len(parts)
        elif not isinstance(pairs[0], list):
            pairs = [pairs]
        if len(pairs) != len(parts):
            counts = f'"{spans}" places {len(pairs)} passages, "{key}" has {len(parts)}'
            raise self.error(counts, f'Give one [start, end] for each, or delete "{spans}"')
        return [self._passage(key, part, pair) for part, pair in zip(parts, pairs, strict=True)]

    def _passage(self, key: str, part: Any, pair: Any) -> Passage:
        words, start, end = part, None, None
        if isinstance(pair, list) and len(pair) == 2:
            start, end = pair
        elif isinstance(part, dict):
            words, start, end = part.get("text"), part.get("start"), part.get("end")
        placed = start is not None or end is not None
        if not isinstance(words, str) or not (placed or words.strip()):
            step = 'Give words of the text, or {"text", "start", "end"}'
            raise self.error(f'"{key}" holds {_shown(part)}', step)
        if not placed:
            return words
        if not (type(start) is type(end) is int and 0 <= start < end <= len(self.article)):
            stands = "which is no place in the text"
        elif self.article[start:end] != words:
            stands = f"but there stands {_shown(self.article[start:end])}"
        else:
            return Span(start, end)
        raise self.error(
            f'"{key}" puts {_shown(words)} at {start}..{end}, {stands}',
            "Correct the offsets, or delete them to have the words found",
        )

    def places(self, key: str, words: str) -> list[Span]:
        """Where the words stand, in text order: as whole words, else inside longer ones."""
        left = r"(?<!\w)" if words[0].isalnum() else ""
        right = r"(?!\w)" if words[-1].isalnum() else ""
        exact = re.escape(words)
        for pattern in (left + exact + right, exact):
            if found := self.coded.find(pattern):
                return found
        if not self.coded.left:
            raise self.error(
                f"with this passage the file's passages stand at more than {limits.PLACES:,} "
                "places in the text",
                "Give longer passages, or their offsets",
            )
        raise self.error(
            f'"{key}" {_shown(words)} does not stand in the text',
            "Copy it exactly, with its punctuation; give a passage that is broken as a list",
        )


def _shown(value: Any) -> str:
    return _short(json.dumps(value, ensure_ascii=False, default=str))


def _short(value: object) -> str:
    words = str(value)
    return words if len(words) <= 80 else f"{words[:79]}…"


# --- words -> places ------------------------------------------------------------------------


def _load_entities(root: _Node) -> tuple[Entity, ...]:
    nodes: dict[str, _Node] = {}
    for node in root.children("entities"):
        if (identifier := node.required("id")) in nodes:
            raise node.error("stands twice", "Give each entity an id of its own")
        nodes[identifier] = node
    kinds = {key: node.choice("type", KINDS) for key, node in nodes.items()}
    forms = {key: list(_forms(node)) for key, node in nodes.items()}
    longer = {
        kind: _Longer((p, k) for k in nodes if kinds[k] == kind for f, _ in forms[k] for p in f)
        for kind in set(kinds.values())
    }
    return tuple(
        Entity(
            id=key,
            kind=kinds[key],
            name=node.required("name"),
            mentions=_own(key, forms[key], longer[kinds[key]]),
            aliases=node.strings("aliases"),
            iri=node.optional("iri"),
        )
        for key, node in nodes.items()
    )


def _forms(node: _Node) -> Iterator[tuple[list[Span], bool]]:
    """The places of each surface form of an entity, and whether the file states them.

    Longest form first: a place belongs to the longest form that covers it.
    """
    passages = node.passages("mentions")
    if "mentions" not in node.data and (name := node.required("name")) in node.article:
        passages = [name]
    stated = [passage for passage in passages if isinstance(passage, Span)]
    yield stated, True
    taken = bytearray(len(node.article))  # 1 for each character that a longer form has
    for place in stated:
        taken[place.start : place.end] = b"\1" * (place.end - place.start)
    words = {passage for passage in passages if isinstance(passage, str)}
    for form in sorted(words, key=lambda form: (-len(form), form)):
        places = node.places("mentions", form)
        free = [place for place in places if taken.find(1, place.start, place.end) < 0]
        for place in free:
            taken[place.start : place.end] = b"\1" * (place.end - place.start)
        yield free, False


class _Longer:
    """Where the entities of one kind are mentioned, to tell mentions inside of longer ones."""

    def __init__(self, places: Iterable[tuple[Span, str]]) -> None:
        pairs = sorted(places, key=lambda pair: pair[0].start)
        self._starts = [place.start for place, _ in pairs]
        # Up to each place: the one that ends last, and the last one of another entity than that.
        self._ends = [((0, ""), (0, ""))]
        for place, key in pairs:
            best, second = self._ends[-1]
            found = (place.end, key)
            if found[0] > best[0]:
                best, second = found, second if key == best[1] else best
            elif key != best[1] and found[0] > second[0]:
                second = found
            self._ends.append((best, second))

    def holds(self, place: Span, key: str) -> bool:
        """Whether another entity than `key` has a longer mention that covers a place."""
        before = self._ends[bisect_left(self._starts, place.start)]
        alike = self._ends[bisect_right(self._starts, place.start)]
        return _end(before, key) >= place.end or _end(alike, key) > place.end


def _end(ends: tuple[tuple[int, str], tuple[int, str]], key: str) -> int:
    best, second = ends
    return second[0] if best[1] == key else best[0]


def _own(key: str, forms: list[tuple[list[Span], bool]], longer: _Longer) -> tuple[Span, ...]:
    """An entity's mentions, less those inside a longer mention of another of its kind.

    "NHS" in "NHS Confederation" names the Confederation. A form that stands nowhere else keeps
    its places, and so does whatever the file places itself.
    """
    kept: list[Span] = []
    for places, given in forms:
        free = [place for place in places if not longer.holds(place, key)]
        kept += places if given or not free else free
    return tuple(sorted(kept))


def _load_statements(root: _Node, known: dict[str, Entity]) -> Iterator[Statement]:
    before: tuple[Span, ...] = ()
    for node in root.children("statements"):
        content = before = _find_content(node, before)
        yield Statement(
            attribution=Attribution(
                source=_find_near(node, *_source_keys(node), content),
                cue=_find_near(node, "cue", "cue_span", content),
                content=content,
                form=node.choice("kind", FORMS),
                confidence=node.confidence(),
            ),
            speaker=None if node.optional("speaker") is None else node.entity("speaker", known),
            act=node.choice("act", ACTS),
            stances=tuple(_load_stance(n, content, known) for n in node.children("stances")),
            said_on=node.date(),
            said_on_evidence=next(iter(_find_near(node, "date_evidence", "", content)), None),
            speaker_confidence=node.confidence("speaker_confidence")
            if "speaker_confidence" in node.data
            else None,
        )


def _load_stance(node: _Node, content: tuple[Span, ...], known: dict[str, Entity]) -> Stance:
    return Stance(
        polarity=node.choice("stance", POLARITIES),
        target=node.entity("target", known),
        evidence=_find_evidence(node, content) or content[0],
        confidence=node.confidence(),
        condition=next(iter(_find_near(node, "condition", "", content)), None),
        hedged=node.flag("hedged"),
        second_hand=node.flag("second_hand"),
    )


def _source_keys(node: _Node) -> tuple[str, str]:
    """Where the source stands: "source" of the long form or "source_text" of the short one."""
    if not node.data.get("source"):
        return "source_text", "source_span"
    parts = node.passages("source")
    placed = _GAP.join(part if isinstance(part, str) else part.of(node.article) for part in parts)
    if (said := node.optional("source_text")) and said != placed:
        raise node.error(
            f'"source_text" is {_shown(said)}, but "source" places {_shown(placed)}',
            'Correct one of them, or delete "source" to have "source_text" found',
        )
    return "source", ""


def _find_content(node: _Node, before: tuple[Span, ...]) -> tuple[Span, ...]:
    """Each part after the one before it; the first one after the previous statement's.

    A statement may stand inside the previous one's content or go back in the text, so that
    its start, then the whole text, are tried next.
    """
    found: list[Span] = []
    for passage in node.passages("content", "content_spans"):
        if isinstance(passage, str):
            places = node.places("content", passage)
            floors = (
                [found[-1].end] if found else [before[-1].end, before[0].start] if before else []
            )
            passage = next((p for floor in floors for p in places if p.start >= floor), places[0])
        found.append(passage)
    if not found:
        raise node.error('has no "content"', "Give the words that were said, copied exactly")
    return tuple(sorted(found))


def _find_near(node: _Node, key: str, spans: str, content: tuple[Span, ...]) -> tuple[Span, ...]:
    """The places of source or cue: of several the nearest to the content, outside of it.

    One in the content's own paragraph goes before a nearer one in the next paragraph.
    """

    def gap(place: Span) -> tuple[int, int]:
        ends = ((min(part.end, place.end), max(part.start, place.start)) for part in content)
        return min(ends, key=lambda gap: gap[1] - gap[0])

    def nearest(places: list[Span]) -> Span:
        outside = [place for place in places if not any(map(place.overlaps, content))]
        closest = sorted(outside or places, key=lambda place: gap(place)[1] - gap(place)[0])[:4]
        return min(closest, key=lambda place: node.article.count("\n", *gap(place)))

    passages = node.passages(key, spans)
    return tuple(p if isinstance(p, Span) else nearest(node.places(key, p)) for p in passages)


def _find_evidence(node: _Node, content: tuple[Span, ...] = ()) -> Span | None:
    """The one passage stated as evidence, looked for in the content first; None if none is."""
    passages = node.passages("evidence")
    if len(passages) > 1:
        raise node.error(f'"evidence" has {len(passages)} passages', "Give the one that shows it")
    for passage in passages:
        if isinstance(passage, Span):
            return passage
        places = node.places("evidence", passage)
        inside = [p for p in places if any(part.covers(p) for part in content)]
        return (inside or places)[0]
    return None


def _load_relation(node: _Node, known: dict[str, Entity]) -> Relation:
    subject, target = node.entity("s", known), node.entity("o", known)
    evidence = _find_evidence(node) or _both(known[subject], known[target], node.article)
    if evidence is None:
        raise node.error(
            "neither end is mentioned in the text", 'Add a mention, or "evidence" for the relation'
        )
    return Relation(
        subject=subject,
        predicate=node.choice("p", PREDICATES),
        object=target,
        evidence=evidence,
        confidence=node.confidence(),
    )


def _both(subject: Entity, target: Entity, text: str) -> Span | None:
    """The first sentence that mentions both, else the first paragraph, else the first mention."""
    sentences, paragraphs = _stretches(text)
    for stretches in (sentences, paragraphs):
        shared = _inside(stretches, subject.mentions) & _inside(stretches, target.mentions)
        if shared:
            return stretches[min(shared)]
    return next(iter((*subject.mentions, *target.mentions)), None)


def _inside(stretches: Sequence[Span], mentions: Iterable[Span]) -> set[int]:
    """Indexes of the stretches, in order and apart, that cover a mention."""
    found = ((bisect_right(stretches, m.start, key=lambda s: s.start) - 1, m) for m in mentions)
    return {index for index, mention in found if index >= 0 and stretches[index].covers(mention)}


@lru_cache(maxsize=1)  # a document's relations are loaded one after another
def _stretches(text: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """The sentences, roughly cut, and the paragraphs: every line is one."""
    paragraphs = [Span(*match.span()) for match in _LINE.finditer(text)]
    sentences = (
        Span(*match.span())
        for line in paragraphs
        for match in _SENTENCE.finditer(text, line.start, line.end)
    )
    return tuple(sentences), tuple(paragraphs)
