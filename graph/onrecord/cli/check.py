"""`onrecord check`: a graph's shape and its evidence, once more."""

from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli.folder import Folder
from onrecord.cli.told import stop_on
from onrecord.terminal import Stages, stops_cleanly, talk


@stops_cleanly
def check(
    sources: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[SOURCES]...", help="The articles, if they have moved since the build."
        ),
    ] = None,
    folder: Folder = Path("output"),
) -> None:
    """Check the graph's shape, and re-read all its evidence in the articles."""
    from onrecord import build as flow

    with Stages() as stages:
        violations = flow.recheck(folder, sources or (), stages)
    if not violations:
        talk.print("The graph has its shape, and every piece of evidence stands where it says.")
    stop_on(violations)
