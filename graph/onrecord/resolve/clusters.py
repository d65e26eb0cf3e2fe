"""Nodes that may be one thing -> things: best evidence first, never across a veto.

Agglomeration with cannot-link constraints (Davidson and Ravi 2005): a veto holds between all
members of two clusters, so that A~B and B~C do not join an A and a C that exclude each other.
A node that fits two candidates which exclude each other about equally well joins neither.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from onrecord.resolve.sightings import Portrait
from onrecord.resolve.weights import MARGIN, Weighed, conflict


@dataclass(frozen=True, slots=True)
class Edge:
    """Two nodes, by their place in the sequence, and what was weighed between them."""

    one: int
    other: int
    weighed: Weighed

    @property
    def order(self) -> tuple[float, int, int]:
        return (-self.weighed.score, self.one, self.other)


@dataclass(frozen=True, slots=True)
class Parted:
    """Two nodes that stayed apart, and why."""

    edge: Edge
    why: str


@dataclass(slots=True)
class Clusters:
    """The state of one clustering; `root` tells which cluster a node has come to be in."""

    portraits: dict[int, Portrait]  # by root
    parent: list[int]
    edges: dict[int, list[Edge]] = field(default_factory=dict)  # by root
    foes: dict[int, set[int]] = field(default_factory=dict)  # by root: nodes a user keeps apart
    members: dict[int, list[int]] = field(default_factory=dict)  # by root

    vetoes: dict[tuple[int, int, int, int], str | None] = field(default_factory=dict)

    def root(self, node: int) -> int:
        while self.parent[node] != node:
            self.parent[node] = self.parent[self.parent[node]]
            node = self.parent[node]
        return node

    def join(self, one: int, other: int) -> None:
        """Joins two clusters by their roots; the lower root stays."""
        keep, go = sorted((one, other))
        self.parent[go] = keep
        self.portraits[keep] = self.portraits[keep] + self.portraits.pop(go)
        self.members[keep] += self.members.pop(go)
        self.edges.setdefault(keep, []).extend(self.edges.pop(go, ()))
        self.foes.setdefault(keep, set()).update(self.foes.pop(go, ()))

    def adopt(self, root: int, node: int) -> None:
        """Adds a node that tells nothing; the cluster's portrait stays as it is."""
        self.parent[node] = root
        self.members[root] += self.members.pop(node)
        self.foes.setdefault(root, set()).update(self.foes.pop(node, ()))
        del self.portraits[node]

    def veto(self, one: int, other: int) -> str | None:
        """Why two clusters cannot be one thing; kept until one of them grows."""
        key = (one, len(self.members[one]), other, len(self.members[other]))
        if key not in self.vetoes:
            self.vetoes[key] = self._veto(one, other)
        return self.vetoes[key]

    def _veto(self, one: int, other: int) -> str | None:
        if any(node in self.foes.get(one, ()) for node in self.members[other]):
            return "your decision"
        return conflict(self.portraits[one], self.portraits[other])

    def rival(self, one: int, other: int, score: float) -> Edge | None:
        """A candidate of either side that fits about as well and excludes the other side."""
        for near, far in ((one, other), (other, one)):
            seen = {near, far}
            for edge in self.edges.get(near, ()):
                third = self.root(edge.one)
                third = third if third != near else self.root(edge.other)
                if edge.weighed.score <= score - MARGIN or third in seen:
                    continue
                seen.add(third)
                if self.veto(near, third) is None and self.veto(far, third) is not None:
                    return edge
        return None


def cluster(
    nodes: Sequence[Portrait],
    open_: Collection[int],
    edges: Iterable[Edge],
    same: Iterable[tuple[int, int]] = (),
    different: Iterable[tuple[int, int]] = (),
) -> tuple[Clusters, list[Edge], list[Parted]]:
    """Joins nodes along edges; gives the clusters, the edges that joined, and those that did not.

    The result depends on the nodes' order alone, which must not depend on that of the documents.
    Nodes that are `open_` tell nothing that could join others; they come last. `same` and
    `different` are pairs that a user has decided: they bind before any evidence.
    """
    state = Clusters(
        dict(enumerate(nodes)), list(range(len(nodes))), members={i: [i] for i in range(len(nodes))}
    )
    for one, other in different:
        state.foes.setdefault(one, set()).add(other)
        state.foes.setdefault(other, set()).add(one)
    for one, other in sorted(same):
        if (a := state.root(one)) != (b := state.root(other)):
            state.join(a, b)
    waiting = sorted((e for e in edges if e.weighed.score), key=lambda e: e.order)
    fit = [e for e in waiting if e.weighed.is_enough]
    told = [e for e in fit if e.one not in open_ and e.other not in open_]
    joined = [*_join_told(state, told), *_join_open(state, open_, fit)]
    return state, joined, [p for e in waiting if (p := _parted(state, e)) is not None]


def _join_told(state: Clusters, edges: Sequence[Edge]) -> Iterator[Edge]:
    """Best edges first, again and again: a merge can rule out what stood in another's way."""
    for edge in edges:
        for node in (edge.one, edge.other):
            state.edges.setdefault(state.root(node), []).append(edge)
    has_changed = True
    while has_changed:
        has_changed = False
        for edge in edges:
            one, other = state.root(edge.one), state.root(edge.other)
            if one == other or state.veto(one, other) is not None:
                continue
            if state.rival(one, other, edge.weighed.score) is None:
                state.join(one, other)
                has_changed = True
                yield edge


def _join_open(state: Clusters, open_: Collection[int], edges: Sequence[Edge]) -> Iterator[Edge]:
    """Joins each open node to the one candidate that leads all others, if there is one.

    Found for all of them before any is joined, so that none of them speaks for another.
    """
    near: dict[int, list[Edge]] = {}
    for edge in edges:
        for node in (n for n in (edge.one, edge.other) if n in open_):
            near.setdefault(node, []).append(edge)
    chosen: list[tuple[int, Edge]] = []
    for node, own in near.items():
        if state.root(node) != node or len(state.members[node]) > 1:
            continue  # a user has said what it is
        best: dict[int, Edge] = {}
        for edge in own:  # best first
            root = state.root(edge.other if edge.one == node else edge.one)
            if root not in best and state.veto(node, root) is None:
                best[root] = edge
        ranked = sorted(best.values(), key=lambda e: e.order)
        if ranked and (
            len(ranked) == 1 or ranked[0].weighed.score - ranked[1].weighed.score >= MARGIN
        ):
            chosen.append((node, ranked[0]))
    taken: dict[int, set[str]] = {}  # documents by root: two of one article are not one thing
    for node, edge in chosen:
        root = state.root(edge.other if edge.one == node else edge.one)
        documents = taken.setdefault(root, set())
        if state.portraits[node].documents & documents:
            continue
        documents |= state.portraits[node].documents
        state.adopt(root, node)
        yield edge


def _parted(state: Clusters, edge: Edge) -> Parted | None:
    """Why the ends of an edge are apart in the end, if they are."""
    one, other = state.root(edge.one), state.root(edge.other)
    if one == other:
        return None
    if edge.weighed.veto is not None:
        return Parted(edge, edge.weighed.veto)
    if (veto := state.veto(one, other)) is not None:
        return Parted(edge, veto)
    if not edge.weighed.is_enough:
        return Parted(edge, "not enough evidence")
    return Parted(edge, "another candidate fits as well")
