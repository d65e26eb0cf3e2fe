"""The commands: each parses its arguments, calls one function and prints.

Data goes to standard output, talk to standard error. Exit 0: done and valid; 1: done, but
something is wrong in the result; 2: could not run; 130: stopped by Ctrl-C. What takes long to
import (spaCy and the views: 1.5 s, rdflib: 0.3 s) is imported by the commands that need it, so
that help and completion are quick.
"""

import os
import sys
from collections.abc import Iterable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord import __version__, staging
from onrecord.addresses import DEFAULT_BASE, build_folder, is_remote, plain, protocol
from onrecord.discourse.choices import By, Duplicates, Mode, Normalise, Qualifier
from onrecord.errors import OnrecordError
from onrecord.progress import Tell
from onrecord.terminal import Log, Stages, put_out, put_table, stops_cleanly, talk

if TYPE_CHECKING:
    from rdflib import Graph

    from onrecord.publish import Sent
    from onrecord.server import Server
    from onrecord.views.network import Network

app = typer.Typer(
    name="onrecord",
    help="Who is on record as saying what, for or against which policy, in which words.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

SHOWN = 20  # lines of a list on the terminal; report.md has all


# What the commands read of a build at an address; those that are not named, its graph.
READS = {
    "check": (staging.GRAPH, "sources.json"),
    "view": (staging.GRAPH, "graph.html"),
    "serve": (staging.GRAPH, "graph.html", "sources.json"),
    "evaluate": ("annotations/",),
}
ASKS = ("query", "serve")  # those that ask the graph questions, for which it is indexed here


def _here(output: str) -> Path | None:
    """The folder that -o names; None if it is an address elsewhere."""
    if protocol(output) in ("file", "local"):
        return Path(output.partition("://")[2])
    return None if is_remote(output) else Path(output)


@stops_cleanly
def _found(context: typer.Context, output: str) -> Path:
    """The folder of a build that a command is to read, or of a copy of what it needs of one.

    A folder whose build was killed at its end is put in order.
    """
    folder = _here(output)
    if folder is not None or context.resilient_parsing:
        return staging.settle(folder or Path("output"))
    from onrecord.fetch import fetched, index

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
        callback=_found,
    ),
]
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
Model = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="An installed spaCy model; without it, onrecord's own."),
]


OpenPage = Annotated[bool, typer.Option("--open/--no-open", help="Open the page in a browser.")]


class Finder(StrEnum):
    model = "model"
    rules = "rules"


class Engine(StrEnum):
    processes = "processes"
    dask = "dask"


Attribution = Annotated[
    Finder, typer.Option(help="What finds who said what: the trained model, or rules alone.")
]
Entities = Annotated[
    Finder, typer.Option(help="What finds names: the trained model, or the language model alone.")
]
Sides = Annotated[
    Finder, typer.Option(help="What tells sides: rules and the trained model, or rules alone.")
]
Least = Annotated[
    float,
    typer.Option("--min-confidence", min=0, max=1, help="Leave out statements that are less sure."),
]
Threads = Annotated[
    int, typer.Option(min=1, help="Threads of the trained models; the result is the same.")
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
Topics = Annotated[
    list[Path] | None,
    typer.Option("--topics", metavar="FILE", help="A further SKOS codebook; repeatable."),
]
People = Annotated[
    list[Path] | None,
    typer.Option(
        "--people",
        metavar="FILE",
        help="A list of people and offices (Turtle, Popolo); repeatable.",
    ),
]
Hospitals = Annotated[
    list[Path] | None,
    typer.Option("--hospitals", metavar="FILE", help="A list of hospitals (CSV); repeatable."),
]

Address = Annotated[
    str | None,
    typer.Option(
        "--store",
        metavar="URL,URL",
        help="A SPARQL server: its query and update addresses (and a third for bulk).",
    ),
]

SameAs = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="Your decisions on who is whom; without it, same-as.csv in the build's folder.",
    ),
]


def _version(wanted: bool) -> None:
    if wanted:
        put_out(f"onrecord {__version__}\n")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Reads news articles and records who said what, with the words that prove it."""


@app.command()
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
    from onrecord import unchanged
    from onrecord.options import Options
    from onrecord.publish import begin

    if (engine is Engine.dask) != (scheduler is not None):
        raise typer.BadParameter("--engine dask and --scheduler tcp://host:8786 go together.")
    here, sent = _here(output), None
    folder = here or build_folder(output)
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
            server=_server(address) if address is not None else None,
            threads=threads,
            workers=workers or _cores(),
            scheduler=scheduler,
            fresh=fresh,
            tell=tell,
        )
        found: unchanged.Result | None = None
        if not fresh:
            found = unchanged.since(folder, sources, options)
        if found is not None:
            talk.print("Nothing has changed since the last build.")
        else:
            from onrecord import build as flow  # spaCy and all

            found = flow.build(sources, folder, options)
        if here is None:
            sent = _put_up(output, tell)
    talk.print(found.summary)
    _tell_skipped(found.skipped)
    place = here or plain(output).rstrip("/")
    for name, file in (("Page", "graph.html"), ("Graph", staging.GRAPH), ("Report", "report.md")):
        talk.print(f"{name + ':':8}{place}/{file}")
    if sent is not None:
        talk.print(f"Put up {sent.put} of {sent.files} files, removed {sent.removed}.")
        talk.print(f"Made in {folder}")
    _stop_on(found.violations)


@stops_cleanly
def _put_up(address: str, tell: Tell) -> "Sent":
    from onrecord.publish import put_up

    return put_up(address, tell)


@app.command()
@stops_cleanly
def extract(
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="One file, or - for stdin.")],
    model: Model = None,
    topics: Topics = None,
    people: People = None,
    hospitals: Hospitals = None,
    attribution: Attribution = Finder.model,
    entities: Entities = Finder.model,
    stances: Sides = Finder.model,
    min_confidence: Least = 0.0,
    threads: Threads = 1,
) -> None:
    """Print what one document puts on record, as annotation JSON."""
    from onrecord import annotations
    from onrecord import build as flow

    options = flow.Options(
        model=model,
        topics=tuple(topics or ()),
        people=tuple(people or ()),
        hospitals=tuple(hospitals or ()),
        attribution=attribution.value,
        entities=entities.value,
        stances=stances.value,
        least=min_confidence,
        threads=threads,
    )
    readings, skipped = flow.extract(source, options)
    _tell_skipped(skipped)
    for reading in readings:
        put_out(annotations.dumps(reading))


@app.command()
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
    _stop_on(violations)


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


@app.command(name="query")
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
        typer.Option(metavar="FILE", help="Where to write that page (DIR/answer.html)."),
    ] = None,
    open_page: OpenPage = True,
) -> None:
    """Ask the graph a question in SPARQL, by name or in your own words."""
    from onrecord import query, results, store, vocabulary

    if question is None:
        named = query.named_queries(vocabulary.ontology_folder())
        rows = [(q.name, q.title, " ".join(name for name, _ in q.parameters)) for q in named]
        put_table(("query", "what it answers", "parameters"), rows)
        return
    values = _assignments(parameters or ())
    with Stages() as stages:
        stages.name("Asking the graph")
        graph = _server(address).graph() if address else store.open_build(folder)
        asked = query.find(question, query.named_queries(vocabulary.ontology_folder()))
        answer = query.run(graph, asked, values)
    if view or to:
        from onrecord.views.answer import answer as drawn

        record = graph if address else store.load(folder)
        page = to or folder / "answer.html"
        _show_page(drawn(answer, record, asked.title), asked.title, page, open_page)
        return
    chosen = format or (TableFormat.table if sys.stdout.isatty() else None)
    is_table = answer.graph is None and answer.ask is None
    if chosen is TableFormat.table and is_table:
        put_table(answer.columns, results.shown(answer))
    elif chosen is None or chosen is TableFormat.table:
        put_out(results.written(answer, "ttl" if answer.graph is not None else "csv"))
    else:
        put_out(results.written(answer, chosen.value))


class ExportFormat(StrEnum):
    turtle = "turtle"
    ntriples = "ntriples"
    trig = "trig"
    jsonld = "jsonld"
    graphml = "graphml"
    gexf = "gexf"
    csv = "csv"


@app.command()
@stops_cleanly
def export(
    format: Annotated[ExportFormat, typer.Argument(help="What to write.")],
    folder: Folder = Path("output"),
    to: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A file instead of standard output.")
    ] = None,
) -> None:
    """Write the graph for other programs: RDF, a network, or statements."""
    from onrecord import output, store

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
    from onrecord import store
    from onrecord.views import network, tables

    if format is ExportFormat.graphml:
        return network.graphml(network.network(graph)).encode()
    if format is ExportFormat.gexf:
        return network.gexf(network.network(graph)).encode()
    if format is ExportFormat.csv:
        return tables.statements(graph).encode()
    return store.export(graph, format.value)


class NetworkFormat(StrEnum):
    graphml = "graphml"
    gexf = "gexf"
    csv_matrix = "csv-matrix"
    csv_edges = "csv-edges"


@app.command()
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
    from onrecord import output, store
    from onrecord.discourse import files
    from onrecord.discourse.network import Wanted, networks

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


@app.command()
@stops_cleanly
def view(
    folder: Folder = Path("output"),
    entity: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only what concerns this name.")
    ] = None,
    topic: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only this policy and narrower ones.")
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="Only statements from this date on.")
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="DATE", help="Only statements up to this date.")
    ] = None,
    type: Annotated[
        list[str] | None,
        typer.Option(metavar="TYPE", help="Only this kind of node or line, as Person; repeatable."),
    ] = None,
    to: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Where to write the page of a part (DIR/part.html)."),
    ] = None,
    most: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Open on so many names, the strongest.")
    ] = None,
    open_page: OpenPage = True,
) -> None:
    """Open the page, or make a page of a part of the graph."""
    from onrecord import output, store
    from onrecord.views import network, page

    wanted = any((entity, topic, since, until, type, most, to))
    target = (to or folder / "part.html") if wanted else folder / output.PAGE
    with Stages() as stages:
        stages.name("Drawing the page")
        if wanted:
            whole = network.network(store.load(folder), alignments=True)
            part = network.part(whole, entity, topic, _date(since), _date(until), type or ())
            output.put(target, page.html(part, most=most or page.MOST).encode())
        elif not target.is_file():
            output.put(target, page.html(store.load(folder)).encode())
    put_out(f"{target}\n")
    if open_page:
        _open(target.resolve().as_uri())


@app.command()
@stops_cleanly
def serve(
    folder: Folder = Path("output"),
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes any that is free.")] = 8077,
    host: Annotated[
        str,
        typer.Option(help="Where to listen; by default this machine alone can ask."),
    ] = "127.0.0.1",
    timeout: Annotated[float, typer.Option(min=0.1, help="Seconds that a query may take.")] = 30,
    megabytes: Annotated[float, typer.Option(min=0.001, help="Size that an answer may have.")] = 20,
    queries: Annotated[int, typer.Option(min=1, help="Queries answered at the same time.")] = 4,
) -> None:
    """Serve the page, a SPARQL endpoint with an editor, and each article with its marks."""
    from onrecord.serve import Limits
    from onrecord.serve import serve as listen
    from onrecord.serve.guard import is_loopback

    if not is_loopback(host):
        talk.print(f"Whoever can reach {host} can read this build: no password is asked for.")
    limits = Limits(timeout, megabytes, queries)
    listen(folder, host, port, limits, lambda address: put_out(f"{address}\n"))


@app.command()
@stops_cleanly
def evaluate(
    gold: Annotated[Path, typer.Option(metavar="DIR", help="Annotations coded by hand.")],
    pred: Annotated[
        Path,
        typer.Option(
            metavar="DIR",
            help="A build (or its address), or a folder of annotations.",
            parser=str,
            callback=_found,
        ),
    ] = Path("output"),
) -> None:
    """Measure annotations against hand-coded ones: precision, recall, F1."""
    from onrecord.evaluate import evaluate as measure
    from onrecord.output import ANNOTATIONS

    inside = pred / ANNOTATIONS
    scores = measure(gold, inside if inside.is_dir() else pred)
    talk.print(f"{scores.documents} documents, {len(scores.missing)} without a prediction")
    for name in scores.missing[:SHOWN]:
        talk.print(f"  {name}")
    rows = [
        (s.measure, f"{s.precision:.3f}", f"{s.recall:.3f}", f"{s.f1:.3f}", str(s.n))
        for s in scores.scores
    ]
    put_table(("measure", "precision", "recall", "F1", "gold"), rows)


def _cores() -> int:
    """The cores that this process may use, which can be fewer than the machine has."""
    allowed = getattr(os, "sched_getaffinity", None)  # Linux alone has it
    return len(allowed(0)) if allowed else os.cpu_count() or 1


def _show_page(net: "Network", title: str, target: Path, open_page: bool) -> None:
    from onrecord import output
    from onrecord.views import page

    output.put(target, page.html(net, title).encode())
    put_out(f"{target}\n")
    if open_page:
        _open(target.resolve().as_uri())


def _server(addresses: str) -> "Server":
    from onrecord.server import Server

    return Server.at(addresses)


def _open(address: str) -> None:
    import webbrowser

    webbrowser.open(address)


def _assignments(pairs: Iterable[str]) -> dict[str, str]:
    """NAME=VALUE arguments as a mapping; OnrecordError for anything else."""
    found: dict[str, str] = {}
    for pair in pairs:
        name, sign, value = pair.partition("=")
        if not sign or not name:
            raise OnrecordError(f'"{pair}" is no parameter. Write it as name=value.')
        found[name] = value
    return found


def _date(value: str | None) -> str | None:
    """A day, a month or a year as it was given; OnrecordError for anything else."""
    from onrecord.dates import partial_date

    if value is not None and partial_date(value) is None:
        raise OnrecordError(f'"{value}" is no date. Write it as 2013-06-07, 2013-06 or 2013.')
    return value


def _tell_skipped(skipped: Sequence[object]) -> None:
    if skipped:
        talk.print(f"Skipped {len(skipped)}:")
    for line in skipped[:SHOWN]:
        talk.print(f"  {line}")


def _stop_on(violations: Sequence[object]) -> None:
    for violation in violations[:SHOWN]:
        talk.print(f"  {violation}")
    if violations:
        talk.print(f"{len(violations)} violation{'s' if len(violations) > 1 else ''}.")
        raise typer.Exit(1)
