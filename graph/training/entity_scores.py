"""Names found against names marked: precision, recall and F1 by type.

A name counts where type and both ends are right, after "the" before it and a possessive ending are
taken off on both sides (corpora and people differ on these).
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from entity_data import Sentence

TYPES = ("person", "organisation", "place")
AS_TYPE = {"party": "organisation", "hospital": "organisation", "organisation": "organisation"}
AS_TYPE |= {"person": "person", "place": "place"}
LEAD = re.compile(r"(?i:the|a|an)\s+")
POSSESSIVE = re.compile(r"\s*['’](?:s\b)?$")

Name = tuple[str, int, int]  # type, start, end


@dataclass(frozen=True, slots=True)
class Score:
    """How many names were marked, found and right."""

    gold: int
    found: int
    right: int

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.gold + self.found) if self.gold + self.found else 0.0


def marked(sentence: Sentence) -> tuple[str, list[Name]]:
    """A sentence's text and its names of the three types."""
    text, names = "", []
    for part in sentence:
        start = len(text) + len(part.text) - len(part.text.lstrip())
        text += part.text
        kind = AS_TYPE.get(part.kinds[0]) if part.kinds else None
        if kind:
            names.append((kind, start, len(text)))
    return text, names


def normalised(text: str, name: Name) -> Name:
    """The name without article and possessive."""
    kind, start, end = name
    if lead := LEAD.match(text, start, end):
        start = lead.end() if lead.end() < end else start
    if tail := POSSESSIVE.search(text[start:end]):
        end = start + tail.start() if tail.start() else end
    return kind, start, end


def scores(
    texts: list[str], gold: Iterable[list[Name]], found: Iterable[list[Name]]
) -> dict[str, Score]:
    """By type, and of all three types together under "all"."""
    counts = {"gold": Counter[str](), "found": Counter[str](), "right": Counter[str]()}
    for text, marks, names in zip(texts, gold, found, strict=True):
        a = {normalised(text, n) for n in marks}
        b = {normalised(text, n) for n in names}
        for key, chosen in (("gold", a), ("found", b), ("right", a & b)):
            counts[key].update(kind for kind, _, _ in chosen)
            counts[key]["all"] += len(chosen)
    return {
        kind: Score(counts["gold"][kind], counts["found"][kind], counts["right"][kind])
        for kind in (*TYPES, "all")
    }
