"""Answers as files: the SPARQL results formats of the W3C, and Turtle for graphs.

The CSV is the W3C's but for one thing: a value that a spreadsheet would run as a formula has an
apostrophe in front (see `spreadsheet`). The other formats have every value as it is.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from rdflib import XSD, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from onrecord.errors import QueryError
from onrecord.files.spreadsheet import table
from onrecord.rdf.turtle import Prefixes, turtle

_XML = "http://www.w3.org/2005/sparql-results#"


@dataclass(frozen=True, slots=True)
class Rows:
    """An answer: a table (SELECT), yes or no (ASK), or a graph (CONSTRUCT, DESCRIBE)."""

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Node | None, ...], ...] = ()
    ask: bool | None = None
    graph: Graph | None = None
    prefixes: tuple[tuple[str, str], ...] = ()  # short names for IRIs


def written(answer: Rows, format: str) -> str:
    """An answer in one of `FORMATS`.

    Raises:
        QueryError: no such format, or one that cannot hold this kind of answer.
    """
    if format not in FORMATS:
        raise QueryError(f"no format {format!r}. Available: {', '.join(FORMATS)}.")
    if (answer.graph is not None) != (format == "ttl"):
        kind = "a graph" if answer.graph is not None else "a table or yes or no"
        fitting = "ttl" if answer.graph is not None else "csv, tsv, json or xml"
        raise QueryError(f"the answer is {kind}, which {format} cannot hold: use {fitting}.")
    return FORMATS[format](answer)


def shown(answer: Rows) -> list[list[str]]:
    """The rows for a terminal: short names, nothing that could steer it."""
    names = Prefixes((prefix, URIRef(iri)) for prefix, iri in answer.prefixes)
    return [[_readable(node, names) for node in row] for row in answer.rows]


def plain(node: Node) -> str:
    """A value as one reads it; a number alike from every store: 1.0 and 1 are both "1"."""
    if isinstance(node, Literal) and node.datatype == XSD.decimal and node.value is not None:
        return format(node.value.normalize(), "f")
    return str(node)


def _readable(node: Node | None, names: Prefixes) -> str:
    words = "" if node is None else names.compact(node) or plain(node)
    return "".join(c if c.isprintable() else " " for c in words)


def _csv(answer: Rows) -> str:
    if answer.ask is not None:
        return f"{json.dumps(answer.ask)}\r\n"
    rows = (["" if node is None else plain(node) for node in row] for row in answer.rows)
    return table([answer.columns, *rows])


def _tsv(answer: Rows) -> str:
    if answer.ask is not None:
        return f"{json.dumps(answer.ask)}\n"
    lines: list[Iterable[str]] = [[f"?{column}" for column in answer.columns]]
    names = Prefixes(())
    lines += [["" if node is None else names.short(node) for node in row] for row in answer.rows]
    return "".join("\t".join(line) + "\n" for line in lines)


def _json(answer: Rows) -> str:
    if answer.ask is not None:
        return _dumped({"head": {}, "boolean": answer.ask})
    bindings = [
        {
            column: _described(node)
            for column, node in zip(answer.columns, row, strict=True)
            if node is not None
        }
        for row in answer.rows
    ]
    return _dumped({"head": {"vars": answer.columns}, "results": {"bindings": bindings}})


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _described(node: Node) -> dict[str, str]:
    if not isinstance(node, Literal):
        return {"type": "bnode" if isinstance(node, BNode) else "uri", "value": str(node)}
    described = {"type": "literal", "value": str(node)}
    if node.language:
        described["xml:lang"] = node.language
    elif node.datatype:
        described["datatype"] = str(node.datatype)
    return described


def _xml(answer: Rows) -> str:
    head = "".join(f"<variable name={quoteattr(name)}/>" for name in answer.columns)
    if answer.ask is not None:
        body = f"<boolean>{json.dumps(answer.ask)}</boolean>"
    else:
        results = (
            "".join(
                _binding(c, n) for c, n in zip(answer.columns, row, strict=True) if n is not None
            )
            for row in answer.rows
        )
        body = "".join(["<results>\n", *(f"<result>{r}</result>\n" for r in results), "</results>"])
    return (
        f'<?xml version="1.0"?>\n<sparql xmlns="{_XML}">\n<head>{head}</head>\n{body}\n</sparql>\n'
    )


def _binding(column: str, node: Node) -> str:
    described = _described(node)
    kind, value = described.pop("type"), escape(_in_xml(described.pop("value")), {"\r": "&#13;"})
    attributes = "".join(f" {key}={quoteattr(text)}" for key, text in described.items())
    return f"<binding name={quoteattr(column)}><{kind}{attributes}>{value}</{kind}></binding>"


def _in_xml(text: str) -> str:
    """Control characters, which XML 1.0 cannot hold at all, as U+FFFD."""
    return "".join(
        c if (c >= " " and c not in "\ufffe\uffff") or c in "\t\n\r" else "\ufffd" for c in text
    )


def _turtle(answer: Rows) -> str:
    return turtle(answer.graph) if answer.graph is not None else ""


FORMATS: dict[str, Callable[[Rows], str]] = {
    "csv": _csv,
    "tsv": _tsv,
    "json": _json,
    "xml": _xml,
    "ttl": _turtle,
}
