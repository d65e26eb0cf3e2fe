"""The commands: each parses its arguments, calls one function and prints.

Data goes to standard output, talk to standard error. Exit 0: done and valid; 1: done, but
something is wrong in the result; 2: could not run.
"""

import sys
import webbrowser
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from functools import wraps
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from onrecord import __version__, annotations, output, query, results, store, vocabulary
from onrecord import build as flow
from onrecord import evaluate as measures
from onrecord.errors import OnrecordError
from onrecord.identifiers import DEFAULT_BASE
from onrecord.model import Document
from onrecord.parse import DEFAULT_MODEL
from onrecord.views import network, page, tables

app = typer.Typer(
    name="onrecord",
    help="Who is on record as saying what, for or against which policy, in which words.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
talk = Console(stderr=True, highlight=False, soft_wrap=True)

Folder = Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="Folder of the build.")]
Model = Annotated[str, typer.Option("--model", help="An installed spaCy model for English.")]
Topics = Annotated[
    list[Path] | None,
    typer.Option("--topics", metavar="FILE", help="A further SKOS codebook in Turtle; repeatable."),
]
People = Annotated[
    list[Path] | None,
    typer.Option(
        "--people", metavar="FILE", help="A further list of offices and bodies; repeatable."
    ),
]


def _stops_cleanly(command: Callable[..., None]) -> Callable[..., None]:
    """A command whose errors are one line on standard error and exit 2."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> None:
        try:
            command(*args, **kwargs)
        except OnrecordError as error:
            talk.print(f"onrecord: {error}", markup=False)
            raise typer.Exit(2) from None
        except BrokenPipeError:  # the reader of the pipe has seen enough
            sys.stderr.close()
            raise typer.Exit(0) from None

    return run


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"onrecord {__version__}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Reads news articles and records who said what, with the words that prove it."""


@app.command()
@_stops_cleanly
def build(
    sources: Annotated[list[str], typer.Argument(help="Files, folders, or - for standard input.")],
    folder: Folder = Path("output"),
    model: Model = DEFAULT_MODEL,
    topics: Topics = None,
    people: People = None,
    base_iri: Annotated[
        str, typer.Option(help="Start of the IRIs of people, statements and so on.")
    ] = DEFAULT_BASE,
) -> None:
    """Read articles and write their graph, page, tables and report."""
    options = flow.Options(model, tuple(topics or ()), tuple(people or ()), base_iri, _progress)
    found = flow.build(sources, folder, options)
    talk.print(found.summary)
    if found.skipped:
        talk.print(f"Skipped {len(found.skipped)}, see {folder / 'report.md'}:")
        for line in found.skipped[:10]:
            talk.print(f"  {line}", markup=False)
    talk.print(f"Page:   {folder / output.PAGE}", markup=False)
    talk.print(f"Graph:  {folder / store.FILE}", markup=False)
    _stop_on(found.violations)


@app.command()
@_stops_cleanly
def extract(
    source: Annotated[str, typer.Argument(help="One file, or - for standard input.")],
    model: Model = DEFAULT_MODEL,
    topics: Topics = None,
    people: People = None,
) -> None:
    """Print what one document puts on record, as annotation JSON."""
    options = flow.Options(model, tuple(topics or ()), tuple(people or ()))
    for reading in flow.extract(source, options):
        typer.echo(annotations.dumps(reading), nl=False)


@app.command()
@_stops_cleanly
def check(
    folder: Folder = Path("output"),
    sources: Annotated[
        list[str] | None,
        typer.Argument(help="The articles, if they have moved since the build."),
    ] = None,
) -> None:
    """Check the graph's shape, and re-read every piece of evidence in the articles."""
    graph = store.load(folder)
    library = flow.read_sources(sources or output.sources(folder), vocabulary.lexicon())
    violations = flow.check(graph, flow.documents_of(library))
    if not violations:
        talk.print("The graph has its shape, and every piece of evidence stands where it says.")
    _stop_on(violations)


class TableFormat(StrEnum):
    table = "table"
    csv = "csv"
    tsv = "tsv"
    json = "json"
    xml = "xml"
    ttl = "ttl"


@app.command(name="query")
@_stops_cleanly
def run_query(
    question: Annotated[
        str | None,
        typer.Argument(
            metavar="QUERY", help="A name, a .rq file, or SPARQL; without it, the names."
        ),
    ] = None,
    parameters: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME=VALUE]...", help="Such as person=Hunt.")
    ] = None,
    folder: Folder = Path("output"),
    format: Annotated[
        TableFormat | None, typer.Option(help="Default: a table on a terminal, else csv.")
    ] = None,
) -> None:
    """Ask the graph a question in SPARQL, by name or in your own words."""
    if question is None:
        for named in query.named_queries(vocabulary.ontology_folder()):
            typer.echo(f"{named.name:45} {named.title}")
        return
    rows = query.ask(
        store.load(folder), question, _assignments(parameters or ()), vocabulary.ontology_folder()
    )
    chosen = format or (TableFormat.table if sys.stdout.isatty() else TableFormat.csv)
    if chosen is TableFormat.table and rows.graph is None and rows.ask is None:
        _print_table(rows.columns, results.shown(rows))
    else:
        default = "ttl" if rows.graph is not None else "csv"
        text = results.written(rows, default if chosen is TableFormat.table else chosen.value)
        typer.echo(text, nl=not text.endswith("\n"))


class ExportFormat(StrEnum):
    turtle = "turtle"
    ntriples = "ntriples"
    trig = "trig"
    jsonld = "jsonld"
    graphml = "graphml"
    gexf = "gexf"
    csv = "csv"


@app.command()
@_stops_cleanly
def export(
    format: Annotated[ExportFormat, typer.Argument(help="What to write.")],
    folder: Folder = Path("output"),
    to: Annotated[Path | None, typer.Option(help="A file instead of standard output.")] = None,
) -> None:
    """Write the graph for another program: RDF, Gephi and visone, or a spreadsheet."""
    graph = store.load(folder)
    if format is ExportFormat.graphml:
        data = network.graphml(network.network(graph)).encode()
    elif format is ExportFormat.gexf:
        data = network.gexf(network.network(graph)).encode()
    elif format is ExportFormat.csv:
        data = tables.statements(graph).encode()
    else:
        data = store.export(graph, format.value)
    if to is None:
        sys.stdout.buffer.write(data)
    else:
        output.put(to, data)
        talk.print(f"Wrote {to}", markup=False)


@app.command()
@_stops_cleanly
def view(
    folder: Folder = Path("output"),
    entity: Annotated[str | None, typer.Option(help="Only what concerns this name.")] = None,
    topic: Annotated[str | None, typer.Option(help="Only this policy and narrower ones.")] = None,
    since: Annotated[str | None, typer.Option(help="Only statements from this date on.")] = None,
    until: Annotated[str | None, typer.Option(help="Only statements up to this date.")] = None,
    type: Annotated[
        list[str] | None, typer.Option(help="Only this kind of node, as Person; repeatable.")
    ] = None,
    to: Annotated[Path | None, typer.Option(help="Where to write the page of a part.")] = None,
    open_page: Annotated[
        bool, typer.Option("--open/--no-open", help="Open the page in a browser.")
    ] = True,
) -> None:
    """Open the page, or make a page of a part of the graph."""
    wanted = any((entity, topic, since, until, type, to))
    target = (to or folder / "part.html") if wanted else folder / output.PAGE
    if wanted:
        whole = network.network(store.load(folder), alignments=True)
        part = network.part(whole, entity, topic, since, until, type or ())
        output.put(target, page.html(part).encode())
    elif not target.is_file():
        store.load(folder)  # says what is missing
    typer.echo(target)
    if open_page:
        webbrowser.open(target.resolve().as_uri())


@app.command()
@_stops_cleanly
def evaluate(
    gold: Annotated[Path, typer.Option(metavar="DIR", help="Annotations coded by hand.")],
    pred: Annotated[
        Path, typer.Option(metavar="DIR", help="Annotations to measure, as a build's annotations/.")
    ] = Path("output/annotations"),
) -> None:
    """Measure annotations against hand-coded ones: precision, recall, F1."""
    scores = measures.evaluate(gold, pred)
    talk.print(f"{scores.documents} documents, {scores.missing} without a prediction")
    rows = [
        (s.measure, f"{s.precision:.3f}", f"{s.recall:.3f}", f"{s.f1:.3f}", str(s.n))
        for s in scores.scores
    ]
    _print_table(("measure", "precision", "recall", "F1", "gold"), rows)


def _assignments(pairs: Iterable[str]) -> dict[str, str]:
    """NAME=VALUE arguments as a mapping; QueryError for anything else."""
    found: dict[str, str] = {}
    for pair in pairs:
        name, sign, value = pair.partition("=")
        if not sign or not name:
            raise OnrecordError(f'"{pair}" is no parameter. Write it as name=value.')
        found[name] = value
    return found


def _print_table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table on a terminal, tab-separated text in a pipe."""
    if not sys.stdout.isatty():
        typer.echo("\t".join(columns))
        for row in rows:
            typer.echo("\t".join(row))
        return
    table = Table(*columns, header_style="bold")
    for row in rows:
        table.add_row(*row)
    Console().print(table, markup=False)


def _progress(stage: str, documents: Sequence[Document]) -> Iterator[Document]:
    """Counts and time left on a terminal; nothing in a pipe or for a handful of articles."""
    if not talk.is_terminal or len(documents) < 5:
        yield from documents
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=talk, transient=True) as progress:
        yield from progress.track(documents, description=stage)


def _stop_on(violations: Sequence[object]) -> None:
    for violation in violations[:20]:
        talk.print(f"  {violation}", markup=False)
    if violations:
        talk.print(f"{len(violations)} violations.")
        raise typer.Exit(1)
