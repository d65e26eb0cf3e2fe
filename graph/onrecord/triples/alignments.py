"""Who sides with whom, in the graph: the network of agreement and conflict, pair by pair.

The numbers are those of `onrecord network --mode actors` as it is without further options:
congruence and conflict over what both have plainly taken a side on, each side of a target
counting once. Who has said both sides of a target agrees and disagrees over it.

Holders are gone through one at a time, so that memory grows with the sides taken and not with the
pairs: 5,000 who all spoke of one thing are 12 million.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import compress

import numpy as np
from numpy.typing import NDArray
from rdflib import URIRef

from onrecord.model import Polarity
from onrecord.triples.sides import Said

# A thousand who all spoke of one thing are half a million pairs, of 13 triples each at the least.
# Past this many pairs only those that share more are written; `onrecord network` has them all.
MOST = 2_000

BIT: Mapping[Polarity, int] = {"supports": 1, "opposes": 2}
Sides = Mapping[URIRef, int]  # by target the sides of it that one holder has taken, as bits


@dataclass(frozen=True, slots=True)
class Alignment:
    """Over what two holders take one side, and over what opposite sides."""

    one: URIRef
    other: URIRef
    agreed_on: tuple[URIRef, ...]
    disagreed_on: tuple[URIRef, ...]
    agreements: int
    disagreements: int

    @property
    def shared(self) -> tuple[URIRef, ...]:
        return tuple(sorted({*self.agreed_on, *self.disagreed_on}))


def alignments(said: Iterable[Said], most: int = MOST) -> Iterator[Alignment]:
    """Every pair who have taken a side on a same target, in the order of their IRIs.

    Of more than `most` pairs only those that share at least 2 targets, or 3, and so on until
    there are no more than that.
    """
    taken = _taken(said)
    holders = sorted(taken)
    shared = _Shared([taken[holder] for holder in holders])
    for i, j in shared.pairs(most):
        one, other = holders[i], holders[j]
        yield _between(one, other, taken[one], taken[other])


def _taken(said: Iterable[Said]) -> dict[URIRef, Sides]:
    """The sides that each holder has plainly taken."""
    found: dict[URIRef, dict[URIRef, int]] = defaultdict(dict)
    for one in said:
        if one.is_plain:
            own = found[one.holder]
            own[one.target] = own.get(one.target, 0) | BIT[one.polarity]
    return {**found}


class _Shared:
    """How many targets each two holders, by their places, have both spoken of."""

    def __init__(self, sides: list[Sides]) -> None:
        speakers: dict[URIRef, list[int]] = defaultdict(list)
        for place, own in enumerate(sides):
            for target in own:
                speakers[target].append(place)
        self._sides = sides
        self._speakers = {target: np.array(own, np.int32) for target, own in speakers.items()}

    def pairs(self, most: int) -> Iterator[tuple[int, int]]:
        """The pairs that share the most, in their order; `most` of them or fewer."""
        numbers = np.zeros(len(self._speakers) + 1, np.int64)  # of pairs, by what they share
        best = np.zeros(len(self._sides), np.int64)
        for i in range(len(self._sides)):
            found = self._with_later(i)
            if found.size:
                numbers += np.bincount(found, minlength=len(numbers))
                best[i] = found.max()
        so_many = numbers[::-1].cumsum()[::-1]  # pairs that share so many targets or more
        least = next((n for n in range(1, len(so_many)) if so_many[n] <= most), len(so_many))
        for i in np.flatnonzero(best >= least).tolist():
            for j in np.flatnonzero(self._with_later(i) >= least).tolist():
                yield i, i + 1 + j

    def _with_later(self, place: int) -> NDArray[np.int64]:
        """What a holder shares with each of those after it."""
        each = [self._speakers[target] for target in self._sides[place]]
        return np.bincount(np.concatenate(each), minlength=len(self._sides))[place + 1 :]


def _between(one: URIRef, other: URIRef, left: Sides, right: Sides) -> Alignment:
    both = sorted(left.keys() & right.keys())
    same = [(left[target] & right[target]).bit_count() for target in both]
    every = [left[target].bit_count() * right[target].bit_count() for target in both]
    apart = [pairs - agreed for pairs, agreed in zip(every, same, strict=True)]
    agreed_on, disagreed_on = tuple(compress(both, same)), tuple(compress(both, apart))
    return Alignment(one, other, agreed_on, disagreed_on, sum(same), sum(apart))
