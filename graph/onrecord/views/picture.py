"""The drawing: where each node stands and how large it is, held by pyvis.

The colours and dashes of kinds and lines go into the page once, as a table; what is written for
each node and edge is only what is its own.
"""

import json
from pathlib import Path
from typing import Any

from onrecord.deferred import deferred
from onrecord.views import style
from onrecord.views.layout import Point, layout
from onrecord.views.network import Network
from onrecord.views.payload import Line, Values
from onrecord.views.record import Record

with deferred("IPython.display", "IFrame"):  # for notebooks: 0.06 CPU s of every build
    import pyvis
    from pyvis.edge import Edge
    from pyvis.network import Network as Picture
    from pyvis.node import Node

FOLDER = Path(pyvis.__file__).parent

PAIRS = 4000  # the strongest alignments that shape the picture of camps: 1 s of layout


def picture(
    net: Network, drawn: list[Line]
) -> tuple[list[Values], list[Values], dict[str, Point], Values]:
    """pyvis' nodes, edges and physics, and the places of actors in the picture of their camps.

    pyvis is filled directly: its `add_edge` searches all nodes for every edge, so that `from_nx`
    takes 13.5 s for 20,000 nodes where this takes 0.6 s.
    """
    numbers = {node: place for place, node in enumerate(net)}
    held = Picture(directed=True)
    held.barnes_hut()
    places = _places(net, drawn)
    for node, data in net.nodes(data=True):
        x, y = places[node]
        shape = style.KINDS[data["kind"]].shape
        drawing = Node(f"n{numbers[node]}", shape, None, x=x, y=y, size=_radius(data))
        held.nodes.append({k: v for k, v in drawing.options.items() if v is not None})
    for place, line in enumerate(drawn):
        ends = f"n{numbers[line.holder]}", f"n{numbers[line.target]}"
        wide = round(min(line.weight - 1, 6) * 0.5, 1)
        own = {"id": f"e{place}", "width": wide} | ({"bend": line.bend} if line.bend else {})
        held.edges.append(Edge(*ends, **own).options)
    nodes, edges, _, _, _, options = held.get_network_data()
    physics = json.loads(options).get("physics", {})
    camps = {f"n{numbers[node]}": place for node, place in _camps(net).items()}
    return nodes, edges, camps, physics


def _places(net: Network, drawn: list[Line]) -> dict[str, Point]:
    radii = {node: _radius(data) for node, data in net.nodes(data=True)}
    minor = [node for node, data in net.nodes(data=True) if not style.KINDS[data["kind"]].shown]
    ties = [(line.holder, line.target) for line in drawn if style.LINES[line.sort].shown]
    return layout(radii, ties, later=minor)


def _camps(net: Network) -> dict[str, Point]:
    """Those who take sides on the same things; each group that agrees stands together.

    Only agreement draws near: with disagreements as weak edges the camps lay across one another.
    """
    record: Record = net.graph["record"]
    strong = sorted(record.alignments, key=lambda a: (-a.agreements - a.disagreements, a.iri))
    kept = [a for a in strong[:PAIRS] if set(a.actors) <= net.nodes.keys()]
    actors = sorted({actor for alignment in kept for actor in alignment.actors})
    friends = [a.actors for a in kept if a.agreements > a.disagreements]
    return layout({actor: _radius(net.nodes[actor]) for actor in actors}, friends)


def _radius(node: dict[str, Any]) -> float:
    return style.size(node["statements"]) * (1 if style.KINDS[node["kind"]].shown else 0.7)
