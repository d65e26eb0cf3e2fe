"""Who sides with whom, in the graph: the network of agreement and conflict, pair by pair.

The numbers are those of `onrecord network --mode actors` as it is without further options:
congruence and conflict over what both have plainly taken a side on, each side of a target
counting once. Who has said both sides of a target agrees and disagrees over it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from rdflib import URIRef

from onrecord.discourse import weights
from onrecord.discourse.counts import counts
from onrecord.sides import Said

# A thousand who all spoke of one thing are half a million pairs, of 13 triples each at the least.
# Past this many pairs only those that share more are written; `onrecord network` has them all.
MOST = 2_000


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
    found = counts(said, "range")
    spoke = (found.x.sum(axis=0) > 0).astype(np.float64)
    shared = np.triu(spoke @ spoke.T, k=1)
    least = next(n for n in range(1, len(found.concepts) + 2) if (shared >= n).sum() <= most)
    agreed, opposed = weights.congruence(found.x), weights.conflict(found.x)
    for i, j in zip(*(axis.tolist() for axis in np.nonzero(shared >= least)), strict=True):
        same, apart = (
            tuple(found.concepts[k] for k in np.flatnonzero(over).tolist())
            for over in weights.shared(found.x, i, j)
        )
        one, other = found.actors[i], found.actors[j]
        yield Alignment(one, other, same, apart, int(agreed[i, j]), int(opposed[i, j]))
