"""How good the annotations are: precision, recall and F1 of a folder against hand-coded gold.

Both sides are annotation files of either form. Names are compared leniently, what is claimed
strictly; what the gold calls arguable costs nothing when missed and counts when found.

statement           same words: Jaccard index of the content's words, counted with repetition,
                    of at least a half; one to one
on record           a matched statement with the same speaker on both sides, or with none
speaker             of the matched statements that have a speaker in the gold
kind, act           of the matched statements
stance              (speaker, side, target) of a document, each counted once
side, given target  the side alone, where speaker and target are the same
entity              of one type, per type and over all
relation            (subject, predicate, object)

Pairs are a maximum matching: the best pairs first, then augmenting paths (Kuhn's method) for
what is left over.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from onrecord.annotations import ARGUABLE, KINDS, load_json
from onrecord.errors import AnnotationError

_WORD = re.compile(r"\w+")
_TITLES = re.compile(
    r"(?:(?:mr|mrs|ms|miss|dr|sir|dame|lord|lady|baroness|rt hon|the|a|an)\.?\s+)+"
)
_ENDINGS = re.compile(r"(?<=\w{4})(?:ations?|ings?|ies|ed|es|s)$")
_EDGES = "'\"“”‘’.,;:"
_PRONOUNS = {"he", "she", "they", "it", "his", "her", "their", "who", "i", "we", "you"}
_EMPTY = {"the", "a", "an", "of", "for", "to", "in", "on", "and", "or", "by", "at", "with"}
_EMPTY |= {"their", "his", "its", "be", "is", "nhs"}  # in nearly every name of this field
_DESCRIBED = ("Policy", "Event", "Office")  # named by a description: overlap of words is enough

MEASURES = (
    *("statement", "on record", "speaker", "kind", "act"),
    *("stance", "side, given target", "entity", "relation"),
    *(f"entity {kind}" for kind in KINDS),
)


@dataclass(frozen=True, slots=True)
class Score:
    """One measure over all documents; `n` counts what the gold asks for."""

    measure: str
    precision: float
    recall: float
    f1: float
    n: int


@dataclass(frozen=True, slots=True)
class Scores:
    """All measures in the order of `MEASURES`, and how many gold documents they rest on."""

    documents: int
    missing: tuple[str, ...]  # gold documents that nothing was predicted for
    scores: tuple[Score, ...]

    def __getitem__(self, measure: str) -> Score:
        """The score of one of `MEASURES`."""
        return self.scores[MEASURES.index(measure)]


def evaluate(gold_dir: Path, pred_dir: Path) -> Scores:
    """The scores of the annotations below `pred_dir` against those below `gold_dir`.

    A gold document is paired with the prediction of the same "doc" or file stem, else with the
    first whose name begins with its own. Raises AnnotationError for a folder that does not
    exist, one without gold, and a file that cannot be read as an annotation.
    """
    predicted: dict[str, _Coding] = {}
    for path, data in _annotations(pred_dir):
        if "statements" in data:
            coding = _read(path, data)
            predicted[_name(path, data)] = coding
            predicted.setdefault(path.stem, coding)
    tally: Counter[_Outcome] = Counter()
    documents, missing = 0, []
    for path, data in _annotations(gold_dir):
        name = _name(path, data)
        longer = (coding for key, coding in predicted.items() if key.startswith(name))
        found = predicted.get(name) or next(longer, None)
        documents += 1
        if found is None:
            missing.append(name)
        tally.update(_compare(_read(path, data), found or _Coding()))
    if not documents:
        raise AnnotationError(f"{gold_dir}: no annotation files (*.json). Name the gold's folder.")
    return Scores(documents, tuple(missing), tuple(_score(name, tally) for name in MEASURES))


_Outcome = tuple[str, str]  # measure; "hit", "extra" (only predicted) or "missed" (only gold)


def _score(measure: str, tally: Counter[_Outcome]) -> Score:
    hits = tally[measure, "hit"]
    claimed, wanted = hits + tally[measure, "extra"], hits + tally[measure, "missed"]
    precision = hits / claimed if claimed else 0.0
    recall = hits / wanted if wanted else 0.0
    f1 = 2 * precision * recall / (precision + recall) if hits else 0.0
    return Score(measure, precision, recall, f1, wanted)


# --- what is compared -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Named:
    """What an entity is called, ready for comparison."""

    kind: str | None
    names: frozenset[str]
    surnames: frozenset[str]
    stems: tuple[frozenset[str], ...]  # of each name that has any


class _Said(NamedTuple):
    words: Counter[str]
    speaker: _Named | None
    form: Any
    act: Any
    arguable: bool


class _Tie(NamedTuple):
    """A relation, or a stance as (speaker, side, target)."""

    subject: _Named
    label: str
    object: _Named
    arguable: bool


@dataclass(frozen=True, slots=True)
class _Coding:
    """One document's annotations, ready for comparison."""

    entities: tuple[_Named, ...] = ()
    statements: tuple[_Said, ...] = ()
    stances: tuple[_Tie, ...] = ()
    relations: tuple[_Tie, ...] = ()


def _annotations(folder: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    if not folder.is_dir():
        raise AnnotationError(
            f"{folder}: no such folder. Name one that holds annotations (*.json)."
        )
    for path in sorted(folder.rglob("*.json")):
        yield path, load_json(path)


def _name(path: Path, data: dict[str, Any]) -> str:
    return str(data.get("doc") or path.stem)


def _read(path: Path, data: dict[str, Any]) -> _Coding:
    try:
        return _coding(data)
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        problem = f"no {error}" if isinstance(error, KeyError) else str(error)
        raise AnnotationError(
            f"{path}: breaks the annotation format ({problem}). Mend or remove the file."
        ) from error


def _coding(data: dict[str, Any]) -> _Coding:
    known = {item["id"]: _entity(item) for item in data.get("entities", [])}

    def named(identifier: str) -> _Named:
        return known.get(identifier) or _called(None, [identifier.replace("-", " ")])

    statements, stances = [], dict[tuple[str, str, str], bool]()
    for item in data.get("statements", []):
        speaker, arguable = item.get("speaker"), _arguable(item)
        words = Counter(word for part in _texts(item.get("content")) for word in _words(part))
        voice = None if speaker is None else named(speaker)
        statements.append(_Said(words, voice, item.get("kind"), item.get("act"), arguable))
        for stance in item.get("stances", []) if speaker else []:
            key = (speaker, stance["stance"], stance["target"])
            stances[key] = stances.get(key, True) and (arguable or _arguable(stance))
    relations = [
        (item["s"], item["p"], item["o"], _arguable(item))
        if isinstance(item, dict)
        else (item[0], item[1], item[2], False)
        for item in data.get("relations", [])
    ]
    return _Coding(
        tuple(known.values()),
        tuple(statements),
        tuple(_Tie(named(s), side, named(t), unsure) for (s, side, t), unsure in stances.items()),
        tuple(_Tie(named(s), p, named(o), unsure) for s, p, o, unsure in relations),
    )


def _arguable(item: dict[str, Any]) -> bool:
    """As the gold says it in words, or as a loaded gold says it in figures."""
    value = item.get("confidence")
    return value == "arguable" or (isinstance(value, int | float) and value <= ARGUABLE)


def _texts(value: Any) -> list[str]:
    """The words of passages in short or long form."""
    parts = value if isinstance(value, list) else [] if value is None else [value]
    return [part if isinstance(part, str) else part.get("text", "") for part in parts]


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


def _entity(item: dict[str, Any]) -> _Named:
    mentions = {_plain(text) for text in _texts(item.get("mentions"))} - _PRONOUNS - {""}
    return _called(item.get("type"), [item.get("name", item["id"])], mentions)


def _called(kind: str | None, names: list[str], mentions: Any = ()) -> _Named:
    plain = frozenset({*map(_plain, names), *mentions})
    bags = (frozenset(_stem(w) for w in _words(name) if w not in _EMPTY) for name in plain)
    surnames = frozenset(parts[-1] for name in plain if len(parts := name.split()) > 1)
    return _Named(kind, plain, surnames, tuple(bag for bag in bags if bag))


def _plain(name: str) -> str:
    """A name without case, marks around it, possessive, articles and titles."""
    bare = name.strip().strip(_EDGES).lower().replace("’", "'").removesuffix("'s")
    return re.sub(r"\s+", " ", bare[found.end() :] if (found := _TITLES.match(bare)) else bare)


def _stem(word: str) -> str:
    return _ENDINGS.sub("", word, count=1)


# --- comparing ------------------------------------------------------------------------------


def _same(one: _Named, other: _Named, described: bool = True) -> bool:
    """Whether two entities are one: a name in common, for persons the surname of a full name.

    `described` lets an overlap of words do: half of them, or all of the shorter name's two.
    """
    if one.names & other.names:
        return True
    if one.kind == other.kind == "Person":
        return bool(one.surnames & other.surnames)
    return described and any(
        2 * len(a & b) >= len(a | b) or (min(len(a), len(b)) >= 2 and (a <= b or b <= a))
        for a in one.stems
        for b in other.stems
    )


def _pairs(weights: dict[tuple[int, int], float]) -> dict[int, int]:
    """A one-to-one matching with as many of these pairs as there can be, as left -> right.

    Pairs are taken by falling weight (of equal ones the later first); whoever is left out then
    looks for a partner along augmenting paths, again by falling weight (Kuhn 1955).
    """
    ranked = sorted(weights, key=lambda pair: (weights[pair], pair), reverse=True)
    choices: dict[int, list[int]] = {}
    partner: dict[int, int] = {}  # right -> left
    settled = set()
    for left, right in ranked:
        choices.setdefault(left, []).append(right)
        if left not in settled and right not in partner:
            partner[right] = left
            settled.add(left)

    def place(left: int, tried: set[int]) -> bool:
        for right in choices[left]:
            if right not in tried:
                tried.add(right)
                if right not in partner or place(partner[right], tried):
                    partner[right] = left
                    return True
        return False

    waiting = choices.keys() - settled
    for left in sorted(waiting, key=lambda left: (-weights[left, choices[left][0]], left)):
        place(left, set())
    return {left: right for right, left in partner.items()}


def _tied(gold: Sequence[_Tie], predicted: Sequence[_Tie], label: bool = True) -> dict[int, int]:
    return _pairs(
        {
            (i, j): 1.0
            for i, one in enumerate(gold)
            for j, other in enumerate(predicted)
            if (one.label == other.label or not label)
            and _same(one.subject, other.subject)
            and _same(one.object, other.object)
        }
    )


def _compare(gold: _Coding, predicted: _Coding) -> Iterator[_Outcome]:
    yield from _compare_statements(gold.statements, predicted.statements)
    yield from _compare_ties("stance", gold.stances, predicted.stances)
    for i, j in _tied(gold.stances, predicted.stances, label=False).items():
        right = gold.stances[i].label == predicted.stances[j].label
        yield from _verdict("side, given target", right)
    for kind in KINDS:
        yield from _compare_entities(kind, gold.entities, predicted.entities)
    yield from _compare_ties("relation", gold.relations, predicted.relations)


def _verdict(measure: str, right: bool) -> list[_Outcome]:
    """What a pair counts: a wrong one is missed and extra at once."""
    return [(measure, "hit")] if right else [(measure, "missed"), (measure, "extra")]


def _compare_statements(gold: Sequence[_Said], predicted: Sequence[_Said]) -> Iterator[_Outcome]:
    found = _pairs(
        {
            (i, j): weight
            for i, one in enumerate(gold)
            for j, other in enumerate(predicted)
            if (weight := _alike(one, other))
        }
    )
    for i, one in enumerate(gold):
        if i in found:
            yield from _compare_said(one, predicted[found[i]])
        elif not one.arguable:
            yield from (("statement", "missed"), ("on record", "missed"))
    for _ in range(len(predicted) - len(found)):
        yield from (("statement", "extra"), ("on record", "extra"))


def _alike(one: _Said, other: _Said) -> float:
    """The Jaccard index of the words, 0 below a half, and a half more for the same speaker."""
    either = (one.words | other.words).total()
    index = (one.words & other.words).total() / either if either else 0.0
    if index < 0.5:
        return 0.0
    known = one.speaker is not None and other.speaker is not None
    return index + (0.5 if known and _same_speaker(one, other) else 0.0)


def _same_speaker(one: _Said, other: _Said) -> bool:
    if one.speaker is None or other.speaker is None:
        return one.speaker is other.speaker
    return _same(one.speaker, other.speaker)


def _compare_said(one: _Said, other: _Said) -> Iterator[_Outcome]:
    right = _same_speaker(one, other)
    yield "statement", "hit"
    yield "on record", "hit" if right else "extra"
    if not right and not one.arguable:
        yield "on record", "missed"
    if one.speaker is not None:
        yield "speaker", "hit" if right else "missed"
        if not right and other.speaker is not None:
            yield "speaker", "extra"
    yield from _verdict("kind", one.form == other.form)
    yield from _verdict("act", one.act == other.act)


def _compare_ties(
    measure: str, gold: Sequence[_Tie], predicted: Sequence[_Tie]
) -> Iterator[_Outcome]:
    found = _tied(gold, predicted)
    for i, one in enumerate(gold):
        if i in found:
            yield measure, "hit"
        elif not one.arguable:
            yield measure, "missed"
    yield from [(measure, "extra")] * (len(predicted) - len(found))


def _compare_entities(
    kind: str, gold: Sequence[_Named], predicted: Sequence[_Named]
) -> Iterator[_Outcome]:
    ours = [entity for entity in gold if entity.kind == kind]
    theirs = [entity for entity in predicted if entity.kind == kind]
    described = kind in _DESCRIBED
    hits = len(
        _pairs(
            {
                (i, j): 1.0
                for i, one in enumerate(ours)
                for j, other in enumerate(theirs)
                if _same(one, other, described)
            }
        )
    )
    counts = {"hit": hits, "extra": len(theirs) - hits, "missed": len(ours) - hits}
    for outcome, count in counts.items():
        yield from [("entity", outcome), (f"entity {kind}", outcome)] * count
