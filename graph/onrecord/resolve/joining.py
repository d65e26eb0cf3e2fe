"""Nodes -> which of them are one thing, and why: weighed and clustered, block by block."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from onrecord.resolve.blocks import blocks
from onrecord.resolve.clusters import Edge, cluster
from onrecord.resolve.decisions import Bound
from onrecord.resolve.grouping import WEIGHED, Node
from onrecord.resolve.log import Outcome
from onrecord.resolve.sightings import Sighting
from onrecord.resolve.weights import weigh

NOTABLE = 3.0  # a pair that stayed apart is told from this sum on, or where a veto parted it


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sightings, whether they are one thing, and why."""

    outcome: Outcome
    why: str
    left: Sighting
    right: Sighting
    score: float | None = None  # None where no evidence was summed


def joined(nodes: Sequence[Node], bound: Bound) -> tuple[list[int], list[Pair]]:
    """For each node the first one, by its place, of those that are one thing; and why."""
    decided = {spot for pair in (*bound.same, *bound.different) for spot in pair}
    at = {
        s.spot: i for i, node in enumerate(nodes) for s in node.sightings if s.spot in decided
    } if decided else {}  # fmt: skip
    same = sorted({(at[a], at[b]) for a, b in bound.same if a in at and b in at})
    different = [(at[a], at[b]) for a, b in bound.different if a in at and b in at]
    roots = list(range(len(nodes)))
    pairs = [Pair("merged", "your decision", nodes[a].first, nodes[b].first) for a, b in same]
    for places, weighed in blocks(nodes, [(a, b) for a, b in (*same, *different) if a != b]):
        within = {*places}
        bound_same, bound_different = (
            [p for p in tied if within.issuperset(p)] for tied in (same, different)
        )
        pairs += _block(nodes, places, weighed, bound_same, bound_different, roots)
    return roots, pairs


def _block(
    nodes: Sequence[Node],
    places: Sequence[int],
    weighed: Iterable[tuple[int, int]],
    same: Sequence[tuple[int, int]],
    different: Sequence[tuple[int, int]],
    roots: list[int],
) -> Iterator[Pair]:
    """Joins the nodes of one block; enters into `roots` what each of them is one thing with."""
    painted = {i: nodes[i].portrait for i in places}
    edges: list[Edge] = []
    for i, j in weighed:
        found = weigh(painted[i], painted[j])
        if score := found.score:
            edges.append(Edge(i, j, score, found.veto))
    edges.sort(key=lambda edge: edge.order)

    def pair(outcome: Outcome, edge: Edge, *why: str) -> Pair:
        told = weigh(painted[edge.one], painted[edge.other]).why  # texts of all edges took 10 MB
        left, right = nodes[edge.one].first, nodes[edge.other].first
        return Pair(outcome, "; ".join((*why, *told)), left, right, edge.score)

    state, joining = cluster(
        painted, {i for i in places if nodes[i].is_open}, edges, same, different
    )
    for i in places:
        roots[i] = state.root(i)
    for edge in joining:
        yield pair("merged", edge)
    seen: set[tuple[int, ...]] = set()  # one line for two things, the closest of their sightings
    for a, b in different:
        if (two := tuple(sorted((roots[a], roots[b])))) not in seen:
            seen.add(two)
            yield Pair("kept apart", "your decision", nodes[a].first, nodes[b].first)
    for edge in edges:
        two = tuple(sorted((roots[edge.one], roots[edge.other])))
        is_notable = edge.veto is not None or edge.score >= NOTABLE
        if two[0] != two[1] and two not in seen and is_notable:
            seen.add(two)
            yield pair("kept apart", edge, state.parting(edge))


def merges(nodes: Iterable[Node]) -> Iterator[Pair]:
    """Each further sighting of a node beside the first one."""
    for node in nodes:
        first, *others = node.sightings
        is_weighed = node.group.kind in WEIGHED and node.group.rank > 0
        portrait = first.portrait if others and is_weighed else None
        for other in others:
            if portrait is None:
                yield Pair("merged", node.group.why, first, other)
            else:
                weighed = weigh(portrait, other.portrait)
                yield Pair("merged", "; ".join(weighed.why), first, other, weighed.score)
