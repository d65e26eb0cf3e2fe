"""What was merged over the corpus and what was kept apart, with the reason for each.

A line to two sightings of a thing is what a corpus has most of, and it is read only when it is
written out: the lines lie packed, a tenth of their size.
"""

import marshal
import zlib
from collections.abc import Iterable, Iterator
from heapq import merge
from itertools import islice
from typing import Literal, NamedTuple

Outcome = Literal["kept apart", "not applied", "merged"]
ORDER: dict[Outcome, int] = {"kept apart": 0, "not applied": 1, "merged": 2}
RUN = 1 << 13  # lines that are sorted at once, some 5 MB of them
PACKED = 1 << 7  # lines that are unpacked at once, of each run


class Judged(NamedTuple):
    """A line of the log: two names in their articles, whether they are one thing, and why."""

    outcome: Outcome
    why: str
    score: float | None = None  # None where no evidence was summed
    kind: str | None = None
    left: str | None = None
    left_document: str | None = None
    left_iri: str | None = None
    right: str | None = None
    right_document: str | None = None
    right_iri: str | None = None

    @property
    def order(self) -> tuple[int, float, tuple[str, ...]]:
        """What was kept apart first, nearest to a merge on top."""
        named = (self.left, self.left_document, self.right, self.right_document, self.kind)
        told = map(str, (*named, self.why, self.left_iri, self.right_iri))
        return (ORDER[self.outcome], -(self.score or 0), tuple(told))


class Log:
    """Lines in their order, whatever the order in which they came."""

    def __init__(self) -> None:
        self._runs: list[list[bytes]] = []
        self._size = 0

    def add(self, judged: Iterable[Judged]) -> None:
        """Takes lines in, a run at a time."""
        lines = iter(judged)
        while run := sorted(islice(lines, RUN), key=lambda line: line.order):
            self._size += len(run)
            self._runs.append([_packed(run[i : i + PACKED]) for i in range(0, len(run), PACKED)])

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[Judged]:
        return merge(*map(_unpacked, self._runs), key=lambda line: line.order)


def _packed(lines: Iterable[Judged]) -> bytes:
    return zlib.compress(marshal.dumps([*map(tuple, lines)]))


def _unpacked(run: Iterable[bytes]) -> Iterator[Judged]:
    return (Judged(*line) for part in run for line in marshal.loads(zlib.decompress(part)))
