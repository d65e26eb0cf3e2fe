"""The folder of a build that a command reads, here or at an address elsewhere."""

from pathlib import Path
from typing import Annotated

import typer

from onrecord.files import staging
from onrecord.files.addresses import is_remote, protocol
from onrecord.terminal import Stages, stops_cleanly

# What the commands read of a build at an address; those that are not named, its graph.
READS = {
    "check": (staging.GRAPH, "sources.json"),
    "view": (staging.GRAPH, "graph.html"),
    "serve": (staging.GRAPH, "graph.html", "sources.json"),
    "evaluate": ("annotations/",),
}
ASKS = ("query", "serve")  # those that ask the graph questions, for which it is indexed here


def here(output: str) -> Path | None:
    """The folder that -o names; None if it is an address elsewhere."""
    if protocol(output) in ("file", "local"):
        return Path(output.partition("://")[2])
    return None if is_remote(output) else Path(output)


@stops_cleanly
def found(context: typer.Context, output: str) -> Path:
    """The folder of a build that a command is to read, or of a copy of what it needs of one.

    A folder whose build was killed at its end is put in order.
    """
    folder = here(output)
    if folder is not None or context.resilient_parsing:
        return staging.settle(folder or Path("output"))
    from onrecord.remote.fetch import fetched, index

    with Stages() as stages:
        stages.name("Fetching the build")
        name = context.info_name or ""
        folder = fetched(output, READS.get(name, (staging.GRAPH,)))
        if name in ASKS:
            stages.name("Indexing its graph")
            index(folder)
        return folder


Folder = Annotated[
    Path,
    typer.Option(
        "--output",
        "-o",
        metavar="DIR",
        help="Folder of the build, or its address (s3://bucket/folder).",
        parser=str,
        callback=found,
    ),
]
