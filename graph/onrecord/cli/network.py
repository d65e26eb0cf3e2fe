"""`onrecord network`: who agrees and who disagrees, for programs that analyse networks."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli.folder import Folder
from onrecord.discourse.choices import By, Duplicates, Mode, Normalise, Qualifier
from onrecord.terminal import Stages, stops_cleanly, talk


class NetworkFormat(StrEnum):
    graphml = "graphml"
    gexf = "gexf"
    csv_matrix = "csv-matrix"
    csv_edges = "csv-edges"


@stops_cleanly
def network(
    folder: Folder = Path("output"),
    mode: Annotated[Mode, typer.Option(help="What is joined.")] = "actors",
    qualifier: Annotated[
        Qualifier, typer.Option(help="Agreement, conflict, the one less the other, or any.")
    ] = "subtract",
    normalise: Annotated[
        Normalise, typer.Option(help="What a weight is divided by; the last two for two-mode.")
    ] = "no",
    duplicates: Annotated[
        Duplicates,
        typer.Option(help="Within what a repetition counts once; all: nowhere."),
    ] = "range",
    by: Annotated[
        By, typer.Option(help="Who counts as one: each speaker, a party, or a body.")
    ] = "person",
    since: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="Only what was said from then on.")
    ] = None,
    until: Annotated[
        str | None, typer.Option("--to", metavar="DATE", help="Only what was said up to then.")
    ] = None,
    window: Annotated[
        str | None,
        typer.Option(metavar="SIZE", help="A network for each such stretch: 30d, 4w, 6m or 1y."),
    ] = None,
    policies_only: Annotated[
        bool, typer.Option("--policies-only", help="Leave out sides towards people and bodies.")
    ] = False,
    format: Annotated[
        list[NetworkFormat] | None, typer.Option(help="Only this format; repeatable.")
    ] = None,
    into: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Where to write (DIR/network of the build).")
    ] = None,
) -> None:
    """Write who agrees and who disagrees as networks for Gephi, visone and spreadsheets."""
    from onrecord.building import output
    from onrecord.discourse import files
    from onrecord.discourse.network import Wanted, networks
    from onrecord.rdf import store

    wanted = Wanted(
        *(mode, qualifier, normalise, duplicates, by),
        policies_only=policies_only,
        since=since,
        until=until,
        window=window,
    )
    with Stages() as stages:
        stages.name("Counting who sides with whom")
        found = list(networks(store.load(folder), wanted))
        stages.name("Writing the networks")
        target = into or folder / "network"
        written = files.files(found, [one.value for one in format or NetworkFormat])
        count = sum(1 for _ in output.put_all(target, written))
    talk.print(f"Wrote {count} files into {target}")
    if not any(network.rows for network in found):
        talk.print("Nobody surely takes a side within these settings: the network is empty.")
