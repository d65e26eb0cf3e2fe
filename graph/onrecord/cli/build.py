"""`onrecord build`: articles in, graph, page, tables and report out."""

import os
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli import folder
from onrecord.cli.options import (
    Address,
    Attribution,
    Entities,
    Finder,
    Hospitals,
    Least,
    Model,
    People,
    Sides,
    Threads,
    Topics,
    server_at,
)
from onrecord.cli.told import stop_on, tell_skipped
from onrecord.files import staging
from onrecord.files.addresses import DEFAULT_BASE, build_folder, plain
from onrecord.progress import Tell
from onrecord.terminal import Log, Stages, stops_cleanly, talk

if TYPE_CHECKING:
    from onrecord.remote.publish import Sent

Output = Annotated[
    str,
    typer.Option(
        "--output",
        "-o",
        metavar="DIR",
        help="Folder of the build, or an address (s3://bucket/folder): made in onrecord/builds of "
        "your cache folder ($XDG_CACHE_HOME or ~/.cache), then put up there.",
    ),
]
Likeness = Annotated[
    float | None,
    typer.Option(
        "--infer-topics",
        metavar="SIMILARITY",
        min=0,
        max=1,
        help="Also link statements to topics that they only paraphrase, from this likeness on "
        "(try 0.6); marked as inferred, often wrong.",
    ),
]
SameAs = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="Your decisions on who is whom; without it, same-as.csv in the build's folder.",
    ),
]


class Engine(StrEnum):
    processes = "processes"
    dask = "dask"


@stops_cleanly
def build(
    sources: Annotated[
        list[str],
        typer.Argument(metavar="SOURCES...", help="Files, folders, or - for standard input."),
    ],
    output: Output = "output",
    model: Model = None,
    topics: Topics = None,
    people: People = None,
    hospitals: Hospitals = None,
    same_as: SameAs = None,
    base_iri: Annotated[
        str, typer.Option(metavar="IRI", help="Start of the IRIs of people, statements and so on.")
    ] = DEFAULT_BASE,
    attribution: Attribution = Finder.model,
    entities: Entities = Finder.model,
    stances: Sides = Finder.model,
    min_confidence: Least = 0.0,
    infer_topics: Likeness = None,
    threads: Threads = 1,
    address: Address = None,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes that read articles; one for each core.")
    ] = None,
    engine: Annotated[
        Engine, typer.Option(help="What reads articles: processes here, or a Dask cluster.")
    ] = Engine.processes,
    scheduler: Annotated[
        str | None, typer.Option(metavar="URL", help="Of the Dask cluster: tcp://host:8786.")
    ] = None,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Read every article again, changed or not.")
    ] = False,
    log_json: Annotated[
        bool, typer.Option("--log-json", help="Tell how far it is in JSON lines, on stderr.")
    ] = False,
) -> None:
    """Read articles and write their graph, page, tables and report."""
    from onrecord.building import unchanged
    from onrecord.building.options import Options
    from onrecord.remote.publish import begin

    if (engine is Engine.dask) != (scheduler is not None):
        raise typer.BadParameter("--engine dask and --scheduler tcp://host:8786 go together.")
    here, sent = folder.here(output), None
    made = here or build_folder(output)
    with Log() if log_json else Stages() as tell:
        decisions = begin(output, sources) if here is None else None
        options = Options(
            model=model,
            topics=tuple(topics or ()),
            people=tuple(people or ()),
            hospitals=tuple(hospitals or ()),
            same_as=same_as or decisions,
            base_iri=base_iri,
            attribution=attribution.value,
            entities=entities.value,
            stances=stances.value,
            least=min_confidence,
            likeness=infer_topics,
            server=server_at(address) if address is not None else None,
            threads=threads,
            workers=workers or _cores(),
            scheduler=scheduler,
            fresh=fresh,
            tell=tell,
        )
        found: unchanged.Result | None = None
        if not fresh:
            found = unchanged.since(made, sources, options)
        if found is not None:
            talk.print("Nothing has changed since the last build.")
        else:
            from onrecord import build as flow  # spaCy and all

            found = flow.build(sources, made, options)
        if here is None:
            sent = _put_up(output, tell)
    talk.print(found.summary)
    tell_skipped(found.skipped)
    place = here or plain(output).rstrip("/")
    for name, file in (("Page", "graph.html"), ("Graph", staging.GRAPH), ("Report", "report.md")):
        talk.print(f"{name + ':':8}{place}/{file}")
    if sent is not None:
        talk.print(f"Put up {sent.put} of {sent.files} files, removed {sent.removed}.")
        talk.print(f"Made in {made}")
    stop_on(found.violations)


@stops_cleanly
def _put_up(address: str, tell: Tell) -> "Sent":
    from onrecord.remote.publish import put_up

    return put_up(address, tell)


def _cores() -> int:
    """The cores that this process may use, which can be fewer than the machine has."""
    allowed = getattr(os, "sched_getaffinity", None)  # Linux alone has it
    return len(allowed(0)) if allowed else os.cpu_count() or 1
