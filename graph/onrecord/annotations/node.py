"""One object of an annotation file: every look at it is checked, and every fault says where."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from onrecord.annotations.terms import ARGUABLE, SURE, Json, Passage
from onrecord.errors import AnnotationError
from onrecord.files import limits
from onrecord.model import Entity, Span

_DATE = re.compile(r"\d{4}(-\d\d){0,2}")
_SINGULAR = {
    "entities": "entity",
    "statements": "statement",
    "stances": "stance",
    "relations": "relation",
}


@dataclass(slots=True)
class Article:
    """The text that was coded, and how many more places in it may be looked at."""

    text: str
    left: int = limits.PLACES

    def find(self, pattern: str) -> list[Span]:
        """Where a pattern stands; ends early where that is more often than is left."""
        found = [Span(*m.span()) for m in islice(re.finditer(pattern, self.text), self.left)]
        self.left -= len(found)
        return found


@dataclass(frozen=True, slots=True)
class Node:
    """A JSON object and where it stands: every look at it is checked."""

    where: str
    data: Json
    coded: Article

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
        raise self.error(f'"{key}" is {shown(value)}, not a string', "Put it in quotation marks")

    def required(self, key: str) -> str:
        if value := self.optional(key):
            return value
        raise self.error(f'has no "{key}"', "Add it")

    def choice(self, key: str, allowed: Iterable[str]) -> Any:
        if (value := self.required(key)) in allowed:
            return value
        raise self.error(f'unknown "{key}": {shown(value)}', f"Choose from {', '.join(allowed)}")

    def entity(self, key: str, known: dict[str, Entity]) -> str:
        if (value := self.required(key)) in known:
            return value
        raise self.error(
            f'"{key}" is {shown(value)}, which no entity has as its id',
            'Correct it, or add the entity under "entities"',
        )

    def confidence(self, key: str = "confidence") -> float:
        value = self.data.get(key, "sure")
        if value in ("sure", "arguable"):
            return SURE if value == "sure" else ARGUABLE
        if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1:
            return float(value)
        raise self.error(
            f'"{key}" is {shown(value)}', 'Give a number from 0 to 1, "sure" or "arguable"'
        )

    def flag(self, key: str) -> bool:
        value = self.data.get(key, False)
        if isinstance(value, bool):
            return value
        raise self.error(f'"{key}" is {shown(value)}', "Give true or false, without marks")

    def date(self) -> str | None:
        if (value := self.optional("date")) is None:
            return None
        try:
            if not _DATE.fullmatch(value):
                raise ValueError
            date.fromisoformat(f"{value}-01-01"[:10])
        except ValueError:
            step = "Write 2013-06-07, 2013-06 or 2013"
            raise self.error(f'"date" is {shown(value)}, which is no date', step) from None
        return value

    def items(self, key: str) -> list[Any]:
        value = self.data.get(key)
        if value is None or isinstance(value, list):
            return value or []
        raise self.error(f'"{key}" is {shown(value)}, not a list', "Put it in [ ]")

    def strings(self, key: str) -> tuple[str, ...]:
        values = self.items(key)
        if all(isinstance(value, str) for value in values):
            return tuple(values)
        raise self.error(f'"{key}" is {shown(values)}', "Give strings only")

    def children(self, key: str) -> Iterator["Node"]:
        """The objects listed under `key`, each named by its id or its number."""
        for number, item in enumerate(self.items(key), 1):
            name = f"{_SINGULAR[key]} {number}"
            if key == "relations" and isinstance(item, list) and len(item) == 3:
                item = dict(zip("spo", item, strict=True))
            if not isinstance(item, dict):
                step = "Write [s, p, o] or an object" if key == "relations" else "Write an object"
                raise self.error(f"{name} is {shown(item)}", step)
            if key == "relations":
                name = " ".join(["relation", *(short(item.get(part)) for part in "spo")])
            elif isinstance(item.get("id"), str):
                name = f"{_SINGULAR[key]} {short(item['id'])}"
            yield Node(f"{self.where}: {name}", item, self.coded)

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
            raise self.error(f'"{key}" holds {shown(part)}', step)
        if not placed:
            return words
        if not (type(start) is type(end) is int and 0 <= start < end <= len(self.article)):
            stands = "which is no place in the text"
        elif self.article[start:end] != words:
            stands = f"but there stands {shown(self.article[start:end])}"
        else:
            return Span(start, end)
        raise self.error(
            f'"{key}" puts {shown(words)} at {start}..{end}, {stands}',
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
            f'"{key}" {shown(words)} does not stand in the text',
            "Copy it exactly, with its punctuation; give a passage that is broken as a list",
        )


def shown(value: Any) -> str:
    return short(json.dumps(value, ensure_ascii=False, default=str))


def short(value: object) -> str:
    words = str(value)
    return words if len(words) <= 80 else f"{words[:79]}…"
