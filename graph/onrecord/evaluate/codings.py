"""One document's annotations, of either form, ready for comparison."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from onrecord.annotations import ARGUABLE, load_json
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


@dataclass(frozen=True, slots=True)
class Named:
    """What an entity is called, ready for comparison."""

    kind: str | None
    names: frozenset[str]
    surnames: frozenset[str]
    stems: tuple[frozenset[str], ...]  # of each name that has any


class Said(NamedTuple):
    words: Counter[str]
    speaker: Named | None
    form: Any
    act: Any
    arguable: bool


class Tie(NamedTuple):
    """A relation, or a stance as (speaker, side, target)."""

    subject: Named
    label: str
    object: Named
    arguable: bool


@dataclass(frozen=True, slots=True)
class Coding:
    """One document's annotations, ready for comparison."""

    entities: tuple[Named, ...] = ()
    statements: tuple[Said, ...] = ()
    stances: tuple[Tie, ...] = ()
    relations: tuple[Tie, ...] = ()


def annotations(folder: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """The annotation files below a folder; AnnotationError for one that is not there."""
    if not folder.is_dir():
        raise AnnotationError(
            f"{folder}: no such folder. Name one that holds annotations (*.json)."
        )
    for path in sorted(folder.rglob("*.json")):
        yield path, load_json(path)


def name_of(path: Path, data: dict[str, Any]) -> str:
    """What an annotation file calls its document."""
    return str(data.get("doc") or path.stem)


def read(path: Path, data: dict[str, Any]) -> Coding:
    """What an annotation file holds; AnnotationError where it breaks the format."""
    try:
        return coding(data)
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        problem = f"no {error}" if isinstance(error, KeyError) else str(error)
        raise AnnotationError(
            f"{path}: breaks the annotation format ({problem}). Mend or remove the file."
        ) from error


def coding(data: dict[str, Any]) -> Coding:
    """What an annotation holds, as it stands in a file."""
    known = {item["id"]: _entity(item) for item in data.get("entities", [])}

    def named(identifier: str) -> Named:
        return known.get(identifier) or _called(None, [identifier.replace("-", " ")])

    statements, stances = [], dict[tuple[str, str, str], bool]()
    for item in data.get("statements", []):
        speaker, arguable = item.get("speaker"), _arguable(item)
        words = Counter(word for part in _texts(item.get("content")) for word in _words(part))
        voice = None if speaker is None else named(speaker)
        statements.append(Said(words, voice, item.get("kind"), item.get("act"), arguable))
        for stance in item.get("stances", []) if speaker else []:
            key = (speaker, stance["stance"], stance["target"])
            stances[key] = stances.get(key, True) and (arguable or _arguable(stance))
    relations = [
        (item["s"], item["p"], item["o"], _arguable(item))
        if isinstance(item, dict)
        else (item[0], item[1], item[2], False)
        for item in data.get("relations", [])
    ]
    return Coding(
        tuple(known.values()),
        tuple(statements),
        tuple(Tie(named(s), side, named(t), unsure) for (s, side, t), unsure in stances.items()),
        tuple(Tie(named(s), p, named(o), unsure) for s, p, o, unsure in relations),
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


def _entity(item: dict[str, Any]) -> Named:
    mentions = {_plain(text) for text in _texts(item.get("mentions"))} - _PRONOUNS - {""}
    return _called(item.get("type"), [item.get("name", item["id"])], mentions)


def _called(kind: str | None, names: list[str], mentions: Any = ()) -> Named:
    plain = frozenset({*map(_plain, names), *mentions})
    bags = (frozenset(_stem(w) for w in _words(name) if w not in _EMPTY) for name in plain)
    surnames = frozenset(parts[-1] for name in plain if len(parts := name.split()) > 1)
    return Named(kind, plain, surnames, tuple(bag for bag in bags if bag))


def _plain(name: str) -> str:
    """A name without case, marks around it, possessive, articles and titles."""
    bare = name.strip().strip(_EDGES).lower().replace("’", "'").removesuffix("'s")
    return re.sub(r"\s+", " ", bare[found.end() :] if (found := _TITLES.match(bare)) else bare)


def _stem(word: str) -> str:
    return _ENDINGS.sub("", word, count=1)
