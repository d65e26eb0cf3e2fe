"""What is doubtful: statements read with little confidence, and ties that rest on them.

A position is doubtful where it would not stand as it does without its doubtful statements, by the
rule of `onrecord.positions`. Of a relation those passages are that no other statement has: it is
doubtful where all of them are.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from onrecord.model import DOUBTFUL
from onrecord.positions import ENOUGH, SHARE
from onrecord.views.record import Position, Relation, Statement
from onrecord.views.style import LEANINGS

SIDES = ("supports", "opposes")


def is_doubtful(said: Statement) -> bool:
    return said.confidence is not None and said.confidence < DOUBTFUL


def side(supporting: float, opposing: float) -> str | None:
    """What statements of these weights come to: supports, opposes, mixed, or None."""
    both = supporting + opposing
    taken = [weight >= ENOUGH and weight >= SHARE * both for weight in (supporting, opposing)]
    if all(taken):
        return "mixed"
    return "supports" if taken[0] else "opposes" if taken[1] else None


class Doubts:
    """What doubtful statements say for and against whom and what."""

    def __init__(self, statements: Iterable[Statement] = ()) -> None:
        self.statements = set[str]()
        self._weights = defaultdict[tuple[str, str, str], float](float)  # speaker, target, side
        self._words = set[tuple[str, str, str]]()  # speaker, target, passage
        self.add(statements)

    def add(self, statements: Iterable[Statement]) -> None:
        """Takes note of all statements of one article, or of several."""
        clear, words = set[tuple[str, str, str]](), set[tuple[str, str, str]]()
        for said in statements:
            speaker = said.speaker or ""
            for stance in said.stances:
                seen = words if is_doubtful(said) else clear
                seen.update((speaker, stance.target, each.iri) for each in stance.evidence)
                if is_doubtful(said):
                    self._weights[speaker, stance.target, stance.polarity] += stance.weight
            if is_doubtful(said):
                self.statements.add(said.iri)
        self._words |= words - clear

    def position(self, found: Position) -> Position:
        """The position, with what is doubtful of it."""
        ends = found.holder, found.target
        less = [self._weights.get((*ends, each), 0.0) for each in SIDES]
        left = side(*(all - part for all, part in zip(found.weights, less, strict=True)))
        behind = sum(iri in self.statements for iri in found.statements)
        is_shaken = bool(behind) and left != found.polarity
        firm = left if is_shaken else None
        return replace(found, doubtful=is_shaken, firm=firm, doubtful_statements=behind)

    def relation(self, found: Relation) -> Relation:
        """The relation, with those of its passages marked that are doubtful."""
        if found.predicate not in LEANINGS:
            return found
        ends = found.subject, found.object
        marked = (replace(p, doubtful=(*ends, p.iri) in self._words) for p in found.evidence)
        return replace(found, evidence=tuple(marked))
