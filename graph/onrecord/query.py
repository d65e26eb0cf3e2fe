"""Questions to the graph: the named queries of `ontology/queries/`, a file, or SPARQL as text.

Reading only, and from this graph only: updates, SERVICE and FROM are refused before anything is
evaluated, so that no query can change a build or reach out to a network.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pyparsing import ParseBaseException, ParseResults
from rdflib import Graph
from rdflib.plugins.sparql.parser import parseQuery, parseUpdate
from rdflib.query import Result

from onrecord import slips
from onrecord.errors import OnrecordError, QueryError, Refused
from onrecord.files import intake, limits
from onrecord.rdf.turtle import escaped, term
from onrecord.results import Rows, shown, written
from onrecord.triples.evidence import storable
from onrecord.triples.mapping import empty_graph

__all__ = [
    "NamedQuery",
    "Rows",
    "ask",
    "checked",
    "find",
    "named_queries",
    "prefixes",
    "run",
    "shown",
    "written",
]

_ESCAPE = re.compile(r"\\(?:u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})")
_PARAMETER = re.compile(r"# parameter: (\w+)\s+(\S.*)")
_REFUSED = {
    "ServiceGraphPattern": "SERVICE asks another machine",
    "DatasetClause": "FROM loads another graph",
}


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A question as its file has it. It runs as it stands; parameters narrow it."""

    name: str
    title: str
    text: str
    parameters: tuple[tuple[str, str], ...] = ()  # name, meaning


def named_queries(ontology: Path) -> list[NamedQuery]:
    """Every query of an ontology folder, sorted by name.

    Raises:
        QueryError: a file declares a parameter that it does not use.
    """
    return [read_query(path) for path in sorted((ontology / "queries").glob("*.rq"))]


def ask(graph: Graph, asked: str, parameters: Mapping[str, str], ontology: Path) -> Rows:
    """The answer to a question by name, in a file or in SPARQL; see `find` and `run`."""
    return run(graph, find(asked, named_queries(ontology)), parameters)


def read_query(path: Path) -> NamedQuery:
    """A query from its file: the first line, a comment, is its title."""
    try:
        text = intake.content(path, 4 * limits.QUERY).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(f"{path}: cannot be read ({error}). Check the path.") from error
    comments = [line for line in text.splitlines() if line.startswith("#")]
    title = comments[0].lstrip("# ") if text.startswith("#") else path.stem
    parameters = tuple(m.groups() for line in comments if (m := _PARAMETER.fullmatch(line)))
    for name, _ in parameters:
        if _slot(name) not in text:
            raise QueryError(f"{path}: parameter {name} has no line {_slot(name)!r}. Add it.")
    return NamedQuery(path.stem, title, text, tuple((name, about) for name, about in parameters))


def find(asked: str, queries: Iterable[NamedQuery]) -> NamedQuery:
    """The query that is meant: one of these by name, a file, or SPARQL as it stands.

    Raises:
        QueryError: it is none of the three.
    """
    by_name = {query.name: query for query in queries}
    if asked in by_name:
        return by_name[asked]
    if re.search(r"[\s{}]", asked):
        return NamedQuery("query", "query", asked)
    if asked.endswith((".rq", ".sparql")):
        return read_query(Path(asked))
    raise QueryError(
        f'no query named "{asked}". Available: {", ".join(by_name)}. See ontology/queries/.'
    )


def run(graph: Graph, query: NamedQuery, parameters: Mapping[str, str] | None = None) -> Rows:
    """The answer of a graph.

    Args:
        graph: where to look; it is left as it is.
        query: from `find` or `named_queries`.
        parameters: values for the query's parameters; what is not given matches all.

    Raises:
        QueryError: SPARQL that does not parse or is refused, or an unknown parameter.
    """
    text, tree = checked(_fill(query, parameters or {}))
    known = prefixes(graph)
    slips.refuse_undeclared(tree, known)
    namespaces = {name: iri for name, iri in known.items() if f"{name}:" in text}
    try:
        answer = graph.query(text, initNs=namespaces)  # of memory, Oxigraph or a server
        return _rows(graph, answer, is_ordered=bool(tree[1].orderby))
    except OnrecordError:
        raise  # a server's own troubles included
    except Exception as error:  # rdflib raises bare exceptions for unknown prefixes and the like
        raise QueryError(
            f"the query cannot be answered: {error}. Mend it and ask again."
        ) from error


def prefixes(graph: Graph) -> dict[str, str]:
    """The prefixes that a query of this graph need not declare, ours last.

    A graph that another program has written may call our namespace ns1, and of two prefixes of
    one namespace rdflib knows the later alone: it is given only those that stand in the query.
    """
    own = {prefix: str(iri) for prefix, iri in graph.namespaces()}
    known = {prefix: str(iri) for prefix, iri in empty_graph().namespaces()}
    return own | {prefix: iri for prefix, iri in known.items() if prefix not in own}


def checked(text: str) -> tuple[str, ParseResults]:
    """A query as it may be put to a store, and its syntax tree: it reads, and this graph alone.

    rdflib's parser looks where Oxigraph's then reads, and the two must not see different things.
    To rdflib a comment ends with a line feed alone, to Oxigraph with a carriage return, too; and
    rdflib takes \\u0022 for a quotation mark before it reads, Oxigraph within its string. So line
    ends are made one, and a text with such escapes has to pass in both ways of reading it.

    Raises:
        Refused: SERVICE, FROM, or an update.
        QueryError: it does not parse.
    """
    if len(text) > limits.QUERY:
        raise QueryError(f"a query of more than {limits.QUERY:,} characters. Ask a shorter one.")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    tree = _parse(text)
    readings = [tree]
    if _ESCAPE.search(text):
        readings.append(_parse(_ESCAPE.sub("x", text)))
    for part in (part for reading in readings for part in slips.parts(reading)):
        if part.name in _REFUSED:
            raise Refused(f"{_REFUSED[part.name]}; queries read this graph only. Remove it.")
    return text, tree


def _fill(query: NamedQuery, values: Mapping[str, str]) -> str:
    """The text with each parameter's empty string replaced by its value."""
    text, known = query.text, dict(query.parameters)
    for name, value in values.items():
        if name not in known:
            takes = f"It takes: {', '.join(known)}." if known else "It takes none."
            raise QueryError(f"query {query.name} has no parameter {name!r}. {takes}")
        if wanted := slips.unfit(value, known[name]):
            raise QueryError(f"{name}={value}: {name} is {wanted}.")
        literal = _escaped(value)
        text = text.replace(_slot(name), f'VALUES ?{name} {{ "{literal}" }}')
    return text


def _slot(name: str) -> str:
    return f'VALUES ?{name} {{ "" }}'


def _escaped(value: str) -> str:
    """As it stands between double quotes, for a parser that takes \\uXXXX for its character before
    it reads (rdflib) and for one that does so within a string (Oxigraph).

    So no backslash of the value stands before a u. All with eight digits: rdflib takes those that
    follow four of them along.
    """
    first, *rest = (escaped(storable(part)) for part in value.split("\\"))
    text = first + "".join("\\\\" + re.sub("^[uU]", _in_digits, part) for part in rest)
    return re.sub(r"(?<!\\)\\u(?=[0-9A-F]{4})", r"\\U0000", text)


def _in_digits(letter: re.Match[str]) -> str:
    return f"\\U{ord(letter[0]):08X}"


def _parse(text: str) -> ParseResults:
    try:
        with intake.in_time():
            return parseQuery(text)
    except intake.OutOfTime as error:
        raise QueryError("the query takes too long to be parsed. Ask it in parts.") from error
    except (RecursionError, ValueError) as error:  # ValueError: an escape beyond Unicode
        raise QueryError(f"the query cannot be read ({error}). Write it more simply.") from None
    except ParseBaseException as error:
        if _is_update(text):
            raise Refused("an update; queries only read. Ask with SELECT or ASK.") from None
        raise QueryError(
            f"the query does not parse at line {error.lineno}, column {error.column}: {error.msg}."
        ) from error


def _is_update(text: str) -> bool:
    try:
        return bool(parseUpdate(text).request)
    except ParseBaseException:
        return False


def _rows(graph: Graph, answer: Result, is_ordered: bool) -> Rows:
    """Rows in the order that was asked for; sorted where none was."""
    if answer.type == "ASK":
        return Rows(ask=bool(answer.askAnswer))
    if answer.graph is not None:
        for prefix, namespace in graph.namespaces():
            answer.graph.bind(prefix, namespace)
        return Rows(graph=answer.graph)
    variables = answer.vars or []
    rows = [tuple(row.get(variable) for variable in variables) for row in answer.bindings]
    if not is_ordered:
        rows.sort(
            key=lambda row: [("", "") if node is None else (str(node), term(node)) for node in row]
        )
    prefixes = tuple((prefix, str(namespace)) for prefix, namespace in graph.namespaces())
    return Rows(tuple(map(str, variables)), tuple(rows), prefixes=prefixes)
