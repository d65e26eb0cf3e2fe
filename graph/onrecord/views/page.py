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

from onrecord.views import style
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
    look = _look() + css
    return Template(_text("page.html")).substitute(
        title=markup.escape(title),
        summary=markup.escape(data["summary"]),
        policy=_policy(look, scripts),
        style=look,
        kinds=_kind_chips(net),
        lines=_line_chips(drawn),
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
    minor = [node for node, kind in net.nodes(data="kind") if not style.KINDS[kind].shown]
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


def _look() -> str:
    """The colours of the table in style.py as properties, for light and for dark."""
    table = {**style.KINDS, **style.LINES}
    light = "".join(f"--{name.lower()}:{look.light};" for name, look in table.items())
    dark = "".join(f"--{name.lower()}:{look.dark};" for name, look in table.items())
    return f":root{{{light}}}\n@media (prefers-color-scheme:dark){{:root{{{dark}}}}}\n"


def _kind_chips(net: Network) -> str:
    present = [kind for _, kind in net.nodes(data="kind")]
    return "\n".join(
        _chip("kind", kind, f"{look.plural}", present.count(kind), look.shown, _shape(kind))
        for kind, look in style.KINDS.items()
        if kind in present
    )


def _line_chips(drawn: list[Line]) -> str:
    present = [line.sort for line in drawn]
    return "\n".join(
        _chip("line", sort, look.label, present.count(sort), look.shown, _stroke(sort))
        for sort, look in style.LINES.items()
        if sort in present
    )


def _chip(group: str, name: str, label: str, count: int, shown: bool, drawing: str) -> str:
    return (
        f'<label class="chip"><input type="checkbox" data-{group}="{name}"'
        f"{' checked' if shown else ''}>{drawing}<span>{label}</span>"
        f'<span class="count">{count}</span></label>'
    )


def _shape(kind: str) -> str:
    """The kind's shape as it is drawn in the picture."""
    outline = {
        "dot": '<circle cx="8" cy="8" r="6"/>',
        "square": '<rect x="2.5" y="2.5" width="11" height="11"/>',
        "triangle": '<path d="M8 2 14.5 13.5H1.5Z"/>',
        "triangleDown": '<path d="M8 14 14.5 2.5H1.5Z"/>',
        "diamond": '<path d="M8 .8 15.2 8 8 15.2.8 8Z"/>',
        "hexagon": '<path d="M4.2 1.8h7.6L15.4 8l-3.6 6.2H4.2L.6 8Z"/>',
        "star": '<path d="M8 .8 10 6h5.4L11 9.4l1.7 5.4L8 11.6l-4.7 3.2L5 9.4.6 6H6Z"/>',
    }[style.KINDS[kind].shape]
    cross = '<path class="cross" d="M8 4.5v7M4.5 8h7"/>' if kind == "Hospital" else ""
    return (
        f'<svg class="swatch fill-{kind.lower()}" viewBox="0 0 16 16" aria-hidden="true">'
        f"{outline}{cross}</svg>"
    )


def _stroke(sort: str) -> str:
    """The line's dash and head as they are drawn in the picture."""
    look = style.LINES[sort]
    head = {
        "arrow": '<path class="head" d="M20 2.5 29 7l-9 4.5Z"/>',
        "bar": '<path d="M27 1.5v11"/>',
        "diamond": '<path class="head" d="M18 7l5.5-4.5L29 7l-5.5 4.5Z"/>',
        "vee": '<path class="head" d="M20 2.5 29 7l-9 4.5 3-4.5Z"/>',
        "": "",
    }[look.head]
    dash = f' stroke-dasharray="{" ".join(map(str, look.dashes))}"' if look.dashes else ""
    return (
        f'<svg class="swatch line stroke-{sort}" viewBox="0 0 30 14" aria-hidden="true">'
        f'<path d="M1 7h{20 if look.head else 28}"{dash}/>{head}</svg>'
    )
