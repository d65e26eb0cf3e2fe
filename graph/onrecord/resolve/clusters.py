"""Nodes that may be one thing -> things: best evidence first, never across a veto.

Agglomeration with cannot-link constraints (Davidson and Ravi 2005): a veto holds between all
members of two clusters, so that A~B and B~C do not join an A and a C that exclude each other.
A node that fits two candidates which exclude each other about equally well joins neither.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from onrecord.resolve.portraits import Portrait
from onrecord.resolve.weights import ENOUGH, MARGIN, conflict


@dataclass(frozen=True, slots=True)
class Edge:
    """Two nodes, by their places, and what was weighed between them."""

    one: int
    other: int
    score: float
    veto: str | None = None

    @property
    def is_enough(self) -> bool:
        return self.veto is None and self.score >= ENOUGH

    @property
    def order(self) -> tuple[float, int, int]:
        """Best first."""
        return (-self.score, self.one, self.other)


@dataclass(slots=True)
class Clusters:
    """The state of one clustering; `root` tells which cluster a node has come to be in."""

    portraits: dict[int, Portrait]  # by root, as all that follow
    parent: dict[int, int]
    members: dict[int, list[int]]
    # The best score between two clusters, where there is an edge.
    near: dict[int, dict[int, float]] = field(default_factory=lambda: defaultdict(dict))
    foes: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))  # a user's
    vetoes: dict[int, dict[int, str | None]] = field(default_factory=lambda: defaultdict(dict))

    @classmethod
    def of(cls, nodes: Mapping[int, Portrait]) -> "Clusters":
        """Each node for itself."""
        return cls({**nodes}, {i: i for i in nodes}, {i: [i] for i in nodes})

    def root(self, node: int) -> int:
        while self.parent[node] != node:
            self.parent[node] = self.parent[self.parent[node]]
            node = self.parent[node]
        return node

    def link(self, one: int, other: int, score: float) -> None:
        """Notes down an edge between two clusters."""
        if one != other:
            best = max(score, self.near[one].get(other, score))
            self.near[one][other] = self.near[other][one] = best

    def join(self, one: int, other: int) -> None:
        """Joins two clusters by their roots; the lower root stays."""
        keep, go = sorted((one, other))
        self.parent[go] = keep
        self.portraits[keep] = self.portraits[keep] + self.portraits.pop(go)
        self.members[keep] += self.members.pop(go)
        self.foes[keep] |= self.foes.pop(go, set())
        for third, score in self.near.pop(go, {}).items():
            del self.near[third][go]
            self.link(keep, third, score)
        self._forget_vetoes(keep)
        self._forget_vetoes(go)

    def adopt(self, root: int, node: int) -> None:
        """Adds a node that tells nothing; the cluster's portrait stays as it is."""
        self.parent[node] = root
        self.members[root] += self.members.pop(node)
        self.foes[root] |= self.foes.pop(node, set())
        del self.portraits[node]
        self._forget_vetoes(root)

    def _forget_vetoes(self, root: int) -> None:
        for third in self.vetoes.pop(root, ()):
            del self.vetoes[third][root]

    def veto(self, one: int, other: int) -> str | None:
        """Why two clusters cannot be one thing; kept until one of them grows."""
        if other not in self.vetoes[one]:
            self.vetoes[one][other] = self.vetoes[other][one] = self._veto(one, other)
        return self.vetoes[one][other]

    def _veto(self, one: int, other: int) -> str | None:
        if not self.foes[one].isdisjoint(self.members[other]):
            return "your decision"
        return conflict(self.portraits[one], self.portraits[other])

    def has_rival(self, one: int, other: int, score: float) -> bool:
        """Whether a candidate of either side fits about as well and excludes the other side."""
        return any(
            best > score - MARGIN
            and third != far
            and self.veto(near, third) is None
            and self.veto(far, third) is not None
            for near, far in ((one, other), (other, one))
            for third, best in self.near[near].items()
        )

    def parting(self, edge: Edge) -> str:
        """Why the ends of an edge are apart in the end."""
        one, other = self.root(edge.one), self.root(edge.other)
        if (veto := edge.veto or self._veto(one, other)) is not None:
            return veto
        return "another candidate fits as well" if edge.is_enough else "not enough evidence"


def cluster(
    nodes: Mapping[int, Portrait],
    open_: Collection[int],
    edges: Iterable[Edge],
    same: Iterable[tuple[int, int]] = (),
    different: Iterable[tuple[int, int]] = (),
) -> tuple[Clusters, list[Edge]]:
    """Joins nodes, by their places, along edges; gives the clusters and the edges that joined.

    `edges` come in their order; that of places must not depend on that of documents. Nodes that
    are `open_` tell nothing that could join others; they come last. `same` and `different` are
    pairs that a user has decided: they bind before any evidence.
    """
    state = Clusters.of(nodes)
    for one, other in different:
        state.foes[one].add(other)
        state.foes[other].add(one)
    for one, other in sorted(same):
        if (a := state.root(one)) != (b := state.root(other)):
            state.join(a, b)
    fit = [e for e in edges if e.is_enough]
    told = [e for e in fit if e.one not in open_ and e.other not in open_]
    return state, [*_join_told(state, told), *_join_open(state, open_, fit)]


def _join_told(state: Clusters, edges: Sequence[Edge]) -> Iterator[Edge]:
    """Best edges first, again and again: a merge can rule out what stood in another's way."""
    for edge in edges:
        state.link(state.root(edge.one), state.root(edge.other), edge.score)
    joined, before = 0, -1
    refused: dict[tuple[int, int], int] = {}  # two clusters: how many had been joined then
    while joined != before:
        before = joined
        for edge in edges:
            one, other = two = state.root(edge.one), state.root(edge.other)
            if one == other or refused.get(two) == joined:
                continue  # a worse edge between the two has all the rivals of a better one
            if state.veto(one, other) is None and not state.has_rival(one, other, edge.score):
                state.join(one, other)
                joined += 1
                yield edge
            else:
                refused[two] = joined


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
        if ranked and (len(ranked) == 1 or ranked[0].score - ranked[1].score >= MARGIN):
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
