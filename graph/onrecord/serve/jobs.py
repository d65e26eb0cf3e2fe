"""What is asked of a build: a query, the list of its articles, one article. Each in a process.

The build is opened for each question, so that one that was made meanwhile answers the next.
"""

import io
import json
from pathlib import Path

import pyoxigraph as ox
from pyparsing import ParseResults

from onrecord import query as questions
from onrecord import slips, vocabulary
from onrecord.errors import QueryError, Refused
from onrecord.files import staging
from onrecord.rdf import store
from onrecord.serve.answer import Answer
from onrecord.triples.mapping import empty_graph

TABLES = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "application/xml": ox.QueryResultsFormat.XML,
    "text/csv": ox.QueryResultsFormat.CSV,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}
GRAPHS = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
}


def query(folder: Path, text: str, table: str | None, graph: str | None, most: int) -> Answer:
    """The answer to SPARQL.

    Args:
        folder: of the build.
        text: the query.
        table, graph: keys of `TABLES` and `GRAPHS` for the two sorts of answer, or None where
            the client takes none of them.
        most: bytes that the answer may have.

    Raises:
        QueryError: it does not parse, or cannot be evaluated.
        Refused: it does more than read this graph, or its answer is larger than `most`.
        StoreError: there is no build.
    """
    text, tree = questions.checked(text)
    for is_last in (False, True):
        try:
            return _asked(folder, text, tree, table, graph, most)
        except OSError as error:  # a build took the store's files away: the new one has them
            if is_last:
                raise QueryError(f"the query cannot be answered: {error}. Try again.") from error
    raise AssertionError


def _asked(
    folder: Path, text: str, tree: ParseResults, table: str | None, graph: str | None, most: int
) -> Answer:
    held, prefixes = store.opened(staging.settle(folder))
    known = {prefix: str(iri) for prefix, iri in empty_graph().namespaces()} | prefixes
    slips.refuse_undeclared(tree, known)
    sink = _Sink(most)
    try:
        found = held.query(text, prefixes=known, use_default_graph_as_union=True)
        kind = graph if isinstance(found, ox.QueryTriples) else table
        if kind is None:
            offered = GRAPHS if isinstance(found, ox.QueryTriples) else TABLES
            return Answer(f"Available: {', '.join(offered)}.\n".encode(), status=406)
        if isinstance(found, ox.QueryTriples):
            ox.serialize(found, sink, GRAPHS[kind], prefixes=prefixes)
        else:
            found.serialize(sink, TABLES[kind])
    except SyntaxError as error:
        raise QueryError(f"the query does not parse: {error}.") from error
    except ValueError as error:
        raise QueryError(f"the query cannot be answered: {error}. Mend it.") from error
    return Answer(sink.getvalue(), f"{kind}; charset=utf-8" if kind[:5] == "text/" else kind)


class _Sink(io.BytesIO):
    """Holds so many bytes and no more."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def write(self, data: bytes) -> int:  # type: ignore[override]
        written = super().write(data)
        if self.tell() > self._most:
            raise Refused(
                f"the answer is larger than {self._most / 1_000_000:g} MB, and none of it is sent. "
                "Add a LIMIT, or start the server with a higher --megabytes."
            )
        return written


def named(folder: Path) -> Answer:
    """The named queries, and the prefixes of the build, as JSON."""
    _, prefixes = store.opened(staging.settle(folder))
    listed = [
        {
            "name": each.name,
            "title": each.title,
            "text": each.text,
            "parameters": [{"name": name, "about": about} for name, about in each.parameters],
        }
        for each in questions.named_queries(vocabulary.ontology_folder())
    ]
    values = {"prefixes": prefixes, "queries": listed}
    return Answer(json.dumps(values, ensure_ascii=False).encode(), "application/json")
