"""Pages that a command has made, opened in a browser."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.terminal import put_out

if TYPE_CHECKING:
    from onrecord.views.network import Network

OpenPage = Annotated[bool, typer.Option("--open/--no-open", help="Open the page in a browser.")]


def show(net: "Network", title: str, target: Path, open_page: bool) -> None:
    """Writes a network's page, tells where it is and opens it, if that is wanted."""
    from onrecord.building import output
    from onrecord.views import page

    output.put(target, page.html(net, title).encode())
    put_out(f"{target}\n")
    if open_page:
        open_file(target)


def open_file(page: Path) -> None:
    """Opens a page in the browser of whoever asked for it."""
    import webbrowser

    webbrowser.open(page.resolve().as_uri())
