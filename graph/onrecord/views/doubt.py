"""What is doubtful: statements read with little confidence, and positions that rest on them.

A position is doubtful where it would not stand as it does without its doubtful statements, by the
rule of `onrecord.triples.positions`. Facts that follow from a statement are no relations of their
own beside its position (`onrecord.triples.mapping`), so that no relation is doubtful in this sense.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from onrecord.model import DOUBTFUL
from onrecord.triples.positions import side
from onrecord.views.record import Position, Statement

SIDES = ("supports", "opposes")


def is_doubtful(said: Statement) -> bool:
    return said.confidence is not None and said.confidence < DOUBTFUL


class Doubts:
    """What doubtful statements weigh for and against things, by speaker and target."""

    def __init__(self, statements: Iterable[Statement] = ()) -> None:
        self._statements = set[str]()
        self._weights = defaultdict[tuple[str, str, str], float](float)  # speaker, target, side
        self.add(statements)

    def add(self, statements: Iterable[Statement]) -> None:
        for said in filter(is_doubtful, statements):
            self._statements.add(said.iri)
            for stance in said.stances:
                self._weights[said.speaker or "", stance.target, stance.polarity] += stance.weight

    def position(self, found: Position) -> Position:
        """The position, with what is doubtful of it."""
        ends = found.holder, found.target
        less = [self._weights.get((*ends, each), 0.0) for each in SIDES]
        left = side(*(all - part for all, part in zip(found.weights, less, strict=True)))
        behind = sum(iri in self._statements for iri in found.statements)
        is_shaken = bool(behind) and left != found.polarity
        firm = left if is_shaken else None
        return replace(found, doubtful=is_shaken, firm=firm, doubtful_statements=behind)
