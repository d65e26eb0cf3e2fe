"""Where the nodes of the picture stand: computed before, so that the page opens drawn.

Each connected part is laid out on its own (Fruchterman and Reingold 1991, in C by igraph), its
nodes are moved apart until their labels have room, and the parts are packed in rows. pyvis' own
physics needs 8 s for 200 nodes and 90 s for 1,000 in the reader's browser; this takes 0.1 and
1 s here, once, and gives every reader the same picture.
"""

import math
import random
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from math import floor
from typing import TypeVar

import igraph

Point = tuple[float, float]
Node = TypeVar("Node", bound=Hashable)

CELL = (124.0, 58.0)  # room for a node with its label beneath, in the page's units
LABEL = 34.0  # two rows of text
COLUMN = 1 << 32  # cells of the grid are numbered column after column: numbers are found sooner
# To the cells in which a neighbour can be; a tall one two rows off.
REACH = tuple(column * COLUMN + row for column in (-1, 0, 1) for row in range(-2, 3))
GAP = 1.3  # cells between packed parts
WIDE = 1.5  # width to height of the whole, as a screen has it
ROOM = 2.0  # cells per node before nodes are moved apart
VAST = 5000  # nodes of one part: the first way takes 1 s for 4,000, the second 0.5 s for 16,000
EFFORT = 60_000  # steps of moving apart, over all nodes: 1 s; 200 nodes settle in 10,000


def layout(
    radii: Mapping[Node, float],
    edges: Iterable[tuple[Node, Node]],
    later: Sequence[Node] = (),
) -> dict[Node, Point]:
    """Rounded coordinates of all nodes in `radii`, the same ones for the same input.

    `later` are nodes of minor kinds that the picture hides at first: they are put beside their
    neighbours afterwards and leave no holes when they are hidden.
    """
    edges = list(edges)
    heights = {node: max(1.0, (2 * r + LABEL) / CELL[1]) for node, r in radii.items()}
    minor = set(later)
    nodes = [node for node in radii if node not in minor]
    main = set(nodes)
    inner = [(a, b) for a, b in edges if a in main and b in main and a != b]
    parts = [_spread(part, ties, heights) for part, ties in _parts(nodes, inner)]
    places = _packed(parts)
    places.update(_beside(later, edges, places, heights))
    return {node: (round(x * CELL[0], 1), round(y * CELL[1], 1)) for node, (x, y) in places.items()}


def _parts(
    nodes: Sequence[Node], edges: Iterable[tuple[Node, Node]]
) -> list[tuple[list[Node], list[tuple[Node, Node]]]]:
    """Connected parts, largest first; nodes without any edge are gathered in the last one."""
    number = {node: place for place, node in enumerate(nodes)}
    ends = sorted({tuple(sorted((number[a], number[b]))) for a, b in edges})
    graph = igraph.Graph(n=len(nodes), edges=ends)
    membership: list[int] = graph.connected_components(mode="weak").membership
    members: dict[int, list[Node]] = defaultdict(list)
    inside: dict[int, list[tuple[Node, Node]]] = defaultdict(list)
    for place, part in enumerate(membership):
        members[part].append(nodes[place])
    for a, b in ends:
        inside[membership[a]].append((nodes[a], nodes[b]))
    parts = [(members[part], inside[part]) for part in members if len(members[part]) > 1]
    parts.sort(key=lambda part: (-len(part[0]), number[part[0][0]]))
    alone = [part[0] for part in members.values() if len(part) == 1]
    return [*parts, *([(alone, [])] if alone else [])]


def _spread(
    nodes: list[Node], edges: list[tuple[Node, Node]], heights: Mapping[Node, float]
) -> dict[Node, Point]:
    """One part, in cells: no two nodes so near that they or their labels meet."""
    if not edges:
        columns = max(1, math.ceil(math.sqrt(len(nodes) * WIDE * CELL[1] / CELL[0])))
        return {node: (place % columns, place // columns) for place, node in enumerate(nodes)}
    number = {node: place for place, node in enumerate(nodes)}
    graph = igraph.Graph(n=len(nodes), edges=[(number[a], number[b]) for a, b in edges])
    igraph.set_random_number_generator(random.Random(1))
    try:
        points = _points(graph)
    finally:
        igraph.set_random_number_generator(random)
    wide = _span(points, 0) >= _span(points, 1)
    turned = [(x, y) if wide else (y, -x) for x, y in points]
    across = math.sqrt(len(nodes) * ROOM * WIDE * CELL[1] / CELL[0])
    down = len(nodes) * ROOM / across
    cells = list(
        zip(
            _even([x for x, _ in turned], across),
            _even([y for _, y in turned], down),
            strict=True,
        )
    )
    return dict(zip(nodes, _apart(cells, [heights[node] for node in nodes]), strict=True))


def _points(graph: igraph.Graph) -> list[Point]:
    """Fruchterman and Reingold; past `VAST` nodes, where that takes 15 s, Adai's layout (2004)."""
    size = graph.vcount()
    found: list[Point]
    if size > VAST:
        found = graph.layout_lgl(maxiter=60).coords
    else:
        rounds = 800 if size < 500 else 300 if size < 2000 else 50
        start = graph.layout_circle()
        found = graph.layout_fruchterman_reingold(niter=rounds, seed=start, grid="auto").coords
    return found


def _even(values: Sequence[float], length: float) -> list[float]:
    """Values over 0 to `length`, half by size and half by rank: no crowd in the middle."""
    low, span = min(values), max(max(values) - min(values), 0.1)
    rank = {place: n for n, place in enumerate(sorted(range(len(values)), key=values.__getitem__))}
    last = max(1, len(values) - 1)
    return [
        length * (0.5 * (value - low) / span + 0.5 * rank[place] / last)
        for place, value in enumerate(values)
    ]


def _span(points: Sequence[Sequence[float]], axis: int) -> float:
    values = [point[axis] for point in points]
    return max(values) - min(values)


def _apart(points: Sequence[Point], heights: Sequence[float], fixed: int = 0) -> list[Point]:
    """Points moved until each has a cell of its height; the first `fixed` stay where they are.

    Two that do share one part along the axis that needs the shorter way, as in the removal of
    overlaps by Dwyer, Marriott and Stuckey (2006), but by local steps over a grid.
    """
    x, y = [p[0] for p in points], [p[1] for p in points]
    for _ in range(max(10, min(100, EFFORT // max(1, len(points))))):
        near, moved = _Reach(x, y, fixed), False
        for one in range(len(points)):
            height, share = heights[one], 1.0 if one < fixed else 0.5
            for other in near[floor(x[one]) * COLUMN + floor(y[one])]:
                if other <= one or not -1 < (across := x[other] - x[one]) < 1:
                    continue
                down, room = y[other] - y[one], (height + heights[other]) / 2
                if abs(down) >= room:
                    continue
                moved = True
                sideways = 1 - abs(across) < room - abs(down)
                axis, way, need = (x, across, 1.0) if sideways else (y, down, room)
                push = (need + 0.02 - abs(way)) * (1 if way >= 0 else -1)
                axis[other] += push * share
                if one >= fixed:
                    axis[one] -= push * share
        if not moved:
            break
    return list(zip(x, y, strict=True))


class _Reach(dict[int, list[int]]):
    """Which of the points from `first` on a point in a cell of the grid can meet; each cell is
    looked at when it is asked for.
    """

    def __init__(self, x: Sequence[float], y: Sequence[float], first: int) -> None:
        super().__init__()
        self._grid: dict[int, list[int]] = {}
        for one in range(first, len(x)):
            self._grid.setdefault(floor(x[one]) * COLUMN + floor(y[one]), []).append(one)

    def __missing__(self, cell: int) -> list[int]:
        grid = self._grid
        self[cell] = found = [
            one for step in REACH if cell + step in grid for one in grid[cell + step]
        ]
        return found


def _packed(parts: Sequence[dict[Node, Point]]) -> dict[Node, Point]:
    """Parts side by side in rows, each row as high as its highest."""
    boxes = []
    for part in parts:
        left, top = min(x for x, _ in part.values()), min(y for _, y in part.values())
        width = max(x for x, _ in part.values()) - left + GAP
        height = max(y for _, y in part.values()) - top + GAP
        boxes.append((left, top, width, height))
    area = sum(width * CELL[0] * height * CELL[1] for _, _, width, height in boxes)
    limit = max([math.sqrt(area * WIDE) / CELL[0], *(box[2] for box in boxes)], default=0.0)
    places: dict[Node, Point] = {}
    at_x, at_y, row = 0.0, 0.0, 0.0
    for part, (left, top, width, height) in zip(parts, boxes, strict=True):
        if at_x and at_x + width > limit:
            at_x, at_y, row = 0.0, at_y + row, 0.0
        for node, (x, y) in part.items():
            places[node] = (x - left + at_x, y - top + at_y)
        at_x, row = at_x + width, max(row, height)
    return places


def _beside(
    later: Sequence[Node],
    edges: Iterable[tuple[Node, Node]],
    places: dict[Node, Point],
    heights: Mapping[Node, float],
) -> dict[Node, Point]:
    """Each later node near the middle of its placed neighbours, or below all else."""
    near: dict[Node, list[Point]] = defaultdict(list)
    for a, b in edges:
        for one, other in ((a, b), (b, a)):
            if other in places:
                near[one].append(places[other])
    bottom = max((y for _, y in places.values()), default=0.0) + 2 * GAP
    wanted, lost = [], 0
    for turn, node in enumerate(later):
        angle = turn * 2.39996  # the golden angle: neighbours in turn do not pile up
        if points := near.get(node):
            x = sum(p[0] for p in points) / len(points) + 0.8 * math.cos(angle)
            y = sum(p[1] for p in points) / len(points) + 1.2 * math.sin(angle)
        else:
            x, y, lost = lost % 8, bottom + lost // 8, lost + 1
        wanted.append((x, y))
    tall = [heights[node] for node in (*places, *later)]
    moved = _apart([*places.values(), *wanted], tall, fixed=len(places))[len(places) :]
    return dict(zip(later, moved, strict=True))
