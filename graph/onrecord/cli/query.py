"""`onrecord query`: a question in SPARQL, its answer as a table or drawn."""

import sys
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli.folder import Folder
from onrecord.cli.options import Address, server_at
from onrecord.cli.pages import OpenPage, show
from onrecord.errors import OnrecordError
from onrecord.terminal import Stages, put_out, put_table, stops_cleanly, talk


class TableFormat(StrEnum):
    table = "table"
    csv = "csv"
    tsv = "tsv"
    json = "json"
    xml = "xml"
    ttl = "ttl"


def _names() -> list[tuple[str, str]]:
    """The named queries with their titles, for the shell's completion."""
    from onrecord import query, vocabulary

    named = query.named_queries(vocabulary.ontology_folder())
    return [(each.name, each.title) for each in named]


@stops_cleanly
def run_query(
    question: Annotated[
        str | None,
        typer.Argument(
            metavar="[QUERY]",
            help="A name, a .rq file, or SPARQL; without it, the names.",
            autocompletion=_names,
        ),
    ] = None,
    parameters: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME=VALUE]...", help="Such as person=Hunt.")
    ] = None,
    folder: Folder = Path("output"),
    address: Address = None,
    format: Annotated[
        TableFormat | None, typer.Option(help="Default: a table on a terminal, else csv or ttl.")
    ] = None,
    view: Annotated[
        bool, typer.Option("--view", help="Draw the names and lines of the answer as a page.")
    ] = False,
    to: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="A file instead of standard output; of that page: DIR/answer.html."
        ),
    ] = None,
    open_page: OpenPage = True,
) -> None:
    """Ask the graph a question in SPARQL, by name or in your own words."""
    from onrecord import query, results, slips, vocabulary
    from onrecord.rdf import store

    ontology = vocabulary.ontology_folder()
    if question is None:
        named = query.named_queries(ontology)
        rows = [(q.name, q.title, " ".join(name for name, _ in q.parameters)) for q in named]
        put_table(("query", "what it answers", "parameters"), rows)
        return
    values = _assignments(parameters or ())
    with Stages() as stages:
        stages.name("Asking the graph")
        graph = server_at(address).graph() if address else store.open_build(folder)
        asked = query.find(question, query.named_queries(ontology))
        answer = query.run(graph, asked, values)
    if not (answer.rows or answer.ask or answer.graph):
        why = slips.missing(graph, asked.text, values, dict(asked.parameters), ontology)
        if told := "; ".join(why):
            talk.print(f"No answer: {told}.")
    if view:
        from onrecord.views.answer import answer as drawn

        record = graph if address else store.load(folder)
        page = to or folder / "answer.html"
        show(drawn(answer, record, asked.title), asked.title, page, open_page)
        return
    chosen = format or (TableFormat.table if sys.stdout.isatty() and not to else None)
    if chosen is TableFormat.table and answer.graph is None and answer.ask is None and not to:
        put_table(answer.columns, results.shown(answer))
        return
    usual = "ttl" if answer.graph is not None else "csv"
    asked_for = usual if chosen in (None, TableFormat.table) else chosen.value
    text = results.written(answer, asked_for)
    if to:
        from onrecord.building import output

        output.put(to, text.encode())
        talk.print(f"Wrote {to}")
    else:
        put_out(text)


def _assignments(pairs: Iterable[str]) -> dict[str, str]:
    """NAME=VALUE arguments as a mapping; OnrecordError for anything else."""
    found: dict[str, str] = {}
    for pair in pairs:
        name, sign, value = pair.partition("=")
        if not sign or not name:
            raise OnrecordError(f'"{pair}" is no parameter. Write it as name=value.')
        found[name] = value
    return found
