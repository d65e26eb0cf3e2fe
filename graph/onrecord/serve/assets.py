"""The page with the editor, and the scripts and styles of the server's pages, by name."""

from functools import cache
from importlib.resources import files

from onrecord.serve.answer import Answer
from onrecord.views import legend

# Name at /front/ -> files that make it up. The views' own come first: one look, one set of colours.
_FRONT = {
    "ask.js": ("views/dom.js", "serve/terms.js", "serve/ask.js"),
    "document.js": ("views/dom.js", "serve/document.js"),
    "style.css": ("views/frame.css", "views/panel.css", "serve/serve.css"),
}
_KINDS = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}


@cache
def asset(name: str) -> Answer | None:
    """What is sent for a name at /front/, or None; only these names are known."""
    if name not in _FRONT:
        return None
    texts = [text(*path.split("/")) for path in _FRONT[name]]
    if name == "style.css":
        texts.insert(0, legend.colours())
    return Answer("\n".join(texts).encode(), _KINDS[name[name.rindex(".") :]])


@cache
def ask() -> bytes:
    """The page with the editor and the named queries."""
    return text("serve", "ask.html").encode()


def text(package: str, name: str) -> str:
    """A file of a package's `front` folder."""
    return files(f"onrecord.{package}").joinpath("front", name).read_text(encoding="utf-8")
