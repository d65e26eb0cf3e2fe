"""The picture as one file: `graph.html` opens from a mail attachment, with no network at all.

pyvis holds the nodes and edges, its own copy of vis-network draws them, the template is ours.
Every text reaches the page as data in an inert JSON block and is written by `textContent`; the
page's policy lets nothing run but the two scripts named by their hash, and nothing load.
"""

from __future__ import annotations

import base64
import hashlib
import html as markup
import json
import re
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import Any

import pyvis
from pyvis.edge import Edge
from pyvis.network import Network as Picture
from pyvis.node import Node
from rdflib import Graph

from onrecord.views import legend, style
from onrecord.views.layout import Point, layout
from onrecord.views.network import Network, network
from onrecord.views.payload import Line, lines, payload

SCRIPTS = ("picture.js", "panel.js", "page.js")
LIBRARY = "lib/vis-9.1.2/vis-network.min.js"


def write(graph: Graph | Network, path: Path | str, title: str = "On record") -> None:
    """Writes the page of a graph, or of a part of its network, to `path`."""
    Path(path).write_text(html(graph, title), encoding="utf-8", newline="\n")


def html(graph: Graph | Network, title: str = "On record") -> str:
    """The page: same graph, same bytes.

    A network is drawn as it is; a graph with alignments of actors, which the reader can switch on.
    """
    net = network(graph, alignments=True) if isinstance(graph, Graph) else graph
    ids = {node: f"n{place}" for place, node in enumerate(net)}
    drawn = lines(net)
    picture = _picture(net, ids, drawn)
    nodes, edges, _, _, _, options = picture.get_network_data()
    data = payload(net, ids, drawn)
    data |= {"nodes": nodes, "edges": edges, "options": json.loads(options)}
    css, scripts = _text("page.css"), (_library(), "\n".join(_text(name) for name in SCRIPTS))
    look = legend.colours() + css
    return Template(_text("page.html")).substitute(
        title=markup.escape(title),
        summary=markup.escape(data["summary"]),
        policy=_policy(look, scripts),
        style=look,
        kinds=legend.kinds(net),
        lines=legend.lines(drawn),
        data=_inert(data),
        library=scripts[0],
        script=scripts[1],
    )


def _picture(net: Network, ids: dict[str, str], drawn: list[Line]) -> Picture:
    """pyvis' network, filled directly: its `add_edge` searches all nodes for every edge."""
    picture = Picture(directed=True)
    picture.options = {
        "physics": False,
        "layout": {"improvedLayout": False},
        "interaction": {"hover": True, "hideEdgesOnDrag": len(drawn) > 1500},
        "edges": {"smooth": False, "selectionWidth": 1.5, "hoverWidth": 0.5},
    }
    places = _places(net, drawn)
    for node, data in net.nodes(data=True):
        look = style.KINDS[data["kind"]]
        x, y = places[node]
        drawing = Node(ids[node], look.shape, data["label"], x=x, y=y, size=_radius(data))
        picture.nodes.append(drawing.options | {"color": look.light})
    for place, line in enumerate(drawn):
        look_of_line = style.LINES[line.sort]
        drawing = Edge(ids[line.holder], ids[line.target], directed=True, id=f"e{place}")
        picture.edges.append(
            drawing.options
            | {
                "label": line.label,
                "color": look_of_line.light,
                "width": look_of_line.width + min(line.weight - 1, 6) * 0.5,
                "dashes": list(look_of_line.dashes) or False,
                "arrows": _head(look_of_line.head),
                "smooth": _bend(line.bend),
            }
        )
    return picture


def _places(net: Network, drawn: list[Line]) -> dict[str, Point]:
    radii = {node: _radius(data) for node, data in net.nodes(data=True)}
    minor = [node for node, data in net.nodes(data=True) if not style.KINDS[data["kind"]].shown]
    ties = [(line.holder, line.target) for line in drawn if style.LINES[line.sort].shown]
    return layout(radii, ties, later=minor)


def _radius(node: dict[str, Any]) -> float:
    return style.size(node["statements"]) * (1 if style.KINDS[node["kind"]].shown else 0.7)


def _head(head: str) -> dict[str, Any] | str:
    return {"to": {"enabled": True, "type": head, "scaleFactor": 0.6}} if head else ""


def _bend(bend: float) -> dict[str, Any] | bool:
    """Straight, or bowed to one side so that lines between the same two stay apart."""
    if not bend:
        return False
    turn = "curvedCW" if bend > 0 else "curvedCCW"
    return {"enabled": True, "type": turn, "roundness": abs(bend)}


def _text(name: str) -> str:
    return files("onrecord.views").joinpath(name).read_text(encoding="utf-8")


def _library() -> str:
    """vis-network as pyvis ships it, with its licence, without the address of a source map."""
    path = Path(pyvis.__file__).parent / LIBRARY
    return re.sub(r"\n//# sourceMappingURL=.*", "", path.read_text(encoding="utf-8"))


def _policy(look: str, scripts: tuple[str, ...]) -> str:
    """Nothing loads; of scripts and styles only these run; no text becomes markup or script."""
    run = " ".join(_hash(script) for script in scripts)
    return (
        f"default-src 'none'; script-src {run}; style-src {_hash(look)}; img-src data:; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; "
        "trusted-types 'none'"
    )


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _inert(data: dict[str, Any]) -> str:
    """JSON in which nothing can end the block, open a comment, or break a line of script."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return re.sub(
        "[<>&\u2028\u2029\ud800-\udfff]", lambda found: f"\\u{ord(found.group()):04x}", text
    )
