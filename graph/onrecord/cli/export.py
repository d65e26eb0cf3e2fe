"""`onrecord export`: the graph for other programs."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.folder import Folder
from onrecord.terminal import Stages, put_out, stops_cleanly, talk

if TYPE_CHECKING:
    from rdflib import Graph


class ExportFormat(StrEnum):
    turtle = "turtle"
    ntriples = "ntriples"
    trig = "trig"
    jsonld = "jsonld"
    graphml = "graphml"
    gexf = "gexf"
    csv = "csv"


@stops_cleanly
def export(
    format: Annotated[ExportFormat, typer.Argument(help="What to write.")],
    folder: Folder = Path("output"),
    to: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A file instead of standard output.")
    ] = None,
) -> None:
    """Write the graph for other programs: RDF, a network, or statements."""
    from onrecord.building import output
    from onrecord.rdf import store

    with Stages() as stages:
        stages.name("Writing the graph")
        data = store.export_large(folder, format.value)
        if data is None:
            data = iter((_exported(store.load(folder), format),))
    if to is None:
        for piece in data:
            put_out(piece)
    else:
        output.put(to, data)
        talk.print(f"Wrote {to}")


def _exported(graph: "Graph", format: ExportFormat) -> bytes:
    from onrecord.rdf import store
    from onrecord.views import network, tables

    if format is ExportFormat.graphml:
        return network.graphml(network.network(graph)).encode()
    if format is ExportFormat.gexf:
        return network.gexf(network.network(graph)).encode()
    if format is ExportFormat.csv:
        return tables.statements(graph).encode()
    return store.export(graph, format.value)
