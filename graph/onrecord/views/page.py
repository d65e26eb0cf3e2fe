"""The picture as one file: `graph.html` opens from a mail attachment, with no network at all.

pyvis holds the nodes and edges, and its copy of vis-network moves them on request; the template
and the drawing are ours (`front/`): vis-network cannot write SVG, and to draw 5,000 nodes first
its page used 1.2 s of the processor where this one uses 0.5 s. Every text reaches the page as
data in an inert JSON block and is written by `textContent`; the page's policy lets nothing run
but the scripts named by their hash, and nothing load.
"""

from __future__ import annotations

import base64
import hashlib
import html as markup
import json
import re
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import Any

from rdflib import Graph

from onrecord.views import legend
from onrecord.views.foremost import Share
from onrecord.views.network import Network, network
from onrecord.views.payload import lines, payload
from onrecord.views.picture import FOLDER, picture

_ITEMS = 500  # of a list that are written at a time: some 0.3 MB
MOST = 400  # names that a page opens with: more are drawn in time, but hardly read
STYLES = ("frame.css", "views.css", "panel.css")
SCRIPTS = (
    *("dom.js", "record.js", "state.js", "filter.js", "controls.js", "search.js"),
    *("pen.js", "shapes.js", "labels.js", "drawing.js", "graph.js", "pointer.js"),
    *("matrix.js", "timeline.js", "statements.js"),
    *("cards.js", "panel.js", "compare.js", "page.js"),
)
LIBRARY = "lib/vis-9.1.2/vis-network.min.js"


def write(graph: Graph | Network, path: Path | str, title: str = "On record") -> None:
    """Writes the page of a graph, or of a part of its network, to `path`."""
    Path(path).write_text(html(graph, title), encoding="utf-8", newline="\n")


def draw(share: Share, path: Path, title: str = "On record") -> None:
    """Writes the page of a build to `path`: all of it, or what `foremost` takes of a large one.

    The page then says how much it holds of how much. Raises OSError.
    """
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(_pieces(shared(share), title, MOST))


def shared(share: Share) -> Network:
    """The network of what a page holds, which knows how much there is in all."""
    net = network(share.record)
    net.graph["share"] = share
    return net


def html(graph: Graph | Network, title: str = "On record", most: int = MOST) -> str:
    """The page of a graph or of a network: same input, same bytes.

    Where there are more than `most` names, it opens on those with the most statements and says
    so; the reader finds the others by search, or draws them all.
    """
    net = network(graph) if isinstance(graph, Graph) else graph
    return "".join(_pieces(net, title, most))


def _pieces(net: Network, title: str, most: int) -> Iterator[str]:
    """The page bit by bit, since its text takes several times its size while it is put together."""
    drawn = lines(net)
    data, sentences = payload(net, drawn)
    nodes, edges, camps, options = picture(net, drawn)
    data |= {"nodes": nodes, "edges": edges, "camps": camps, "physics": options, "most": most}
    data |= {"answer": net.graph["answer"]} if "answer" in net.graph else {}
    css = legend.colours() + _joined(STYLES)
    scripts = (_joined(SCRIPTS), _library())
    words = {
        "title": markup.escape(title),
        "summary": markup.escape(data["summary"]),
        "policy": _policy(css, scripts),
        "style": css,
        "kinds": legend.kinds(net),
        "lines": legend.lines(drawn),
        "sides": legend.sides(),
        "script": scripts[0],
        "library": scripts[1],
    }
    blocks = {"$data": data, "$sentences": sentences}
    for part in re.split(r"(\$(?:data|sentences))\b", _text("page.html")):
        if part in blocks:
            yield from map(_inert, _json(blocks[part]))
        else:
            yield Template(part).substitute(words)


def _text(name: str) -> str:
    return files("onrecord.views").joinpath("front", name).read_text(encoding="utf-8")


def _joined(names: Iterable[str]) -> str:
    return "\n".join(map(_text, names))


def _library() -> str:
    """vis-network as pyvis ships it, with its licence, without the address of a source map."""
    return re.sub(r"\n//# sourceMappingURL=.*", "", (FOLDER / LIBRARY).read_text(encoding="utf-8"))


def _policy(css: str, scripts: Iterable[str]) -> str:
    """Nothing loads; of scripts and styles only these run; no text becomes markup or script."""
    run = " ".join(_hash(script) for script in scripts)
    return (
        f"default-src 'none'; script-src {run}; style-src {_hash(css)}; img-src data:; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; "
        "trusted-types 'none'"
    )


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _json(data: Any) -> Iterator[str]:
    """JSON item by item: a list of a page is as long as all the rest of it."""
    if isinstance(data, dict):
        for place, (name, value) in enumerate(data.items()):
            yield f"{',' if place else '{'}{_dumped(name)}:"
            yield from _json(value) if isinstance(value, list) else (_dumped(value),)
        yield "}" if data else "{}"
    else:
        for place in range(0, len(data), _ITEMS):
            yield ("," if place else "[") + _dumped(data[place : place + _ITEMS])[1:-1]
        yield "]" if data else "[]"


def _dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _inert(text: str) -> str:
    """JSON in which nothing can end the block, open a comment, or break a line of script."""
    return re.sub(
        "[<>&\u2028\u2029\ud800-\udfff]", lambda found: f"\\u{ord(found.group()):04x}", text
    )
