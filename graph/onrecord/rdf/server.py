"""Any SPARQL 1.1 server as the store: filled by the Graph Store Protocol, asked by the Protocol.

What a document says is put into a graph named by it, the rest into one graph of its own, so that
servers without a writable default graph do as well. The server must show the union of its graphs
where a query names none: Virtuoso does, Oxigraph with --union-default-graph.

Where Virtuoso 7.2 goes its own ways, this keeps to what it does as others do: queries are sent as
forms (it never answers a bare application/sparql-query), and graphs cleared (it drops only those
that were created by name).
"""

import io
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from rdflib import Graph, Variable
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from rdflib.query import Result

from onrecord.errors import StoreError
from onrecord.identifiers import ONR
from onrecord.rdf.endpoint import Endpoint

REST = "urn:onrecord:corpus"  # the graph of all that is not one document's
_DOCUMENTS = f"SELECT DISTINCT ?g {{ GRAPH ?g {{ ?g a <{ONR.Document}> }} }}"
_ANY = f"SELECT ?d {{ ?d a <{ONR.Document}> }} LIMIT 1"
_BLOCK = 1000  # triples of one INSERT DATA: Virtuoso takes 3,000, and gives up on more than 4,990


@dataclass(frozen=True, slots=True)
class Server:
    """The addresses of one server; user:password@ may stand before each host."""

    query: str
    update: str
    data: str | None = None  # of the Graph Store Protocol

    @classmethod
    def at(cls, addresses: str) -> "Server":
        """From QUERY,UPDATE or QUERY,UPDATE,DATA. Raises StoreError for anything else."""
        parts = [part.strip() for part in addresses.split(",")]
        is_web = all(part.startswith(("http://", "https://")) for part in parts)
        if len(parts) not in (2, 3) or not is_web:
            raise StoreError(
                f"--store {addresses!r}: not the addresses of a server. Give them as "
                "https://host/query,https://host/update (and ,https://host/data for bulk)."
            )
        return cls(*parts)

    def graph(self) -> Graph:
        """The server's graphs behind rdflib's API, to read from."""
        return Graph(_Asked(self.query), bind_namespaces="none")

    def fill(self, parts: Iterable[tuple[str | None, str]], documents: Collection[str]) -> None:
        """Puts a build there: its documents' graphs anew, those of documents that are gone away.

        Args:
            parts: N-Triples, each with the document that says so, or None.
            documents: all of the build.

        Raises StoreError if the server cannot be reached, refuses, or does not show the union.
        """
        update = Endpoint(self.update)
        data = Endpoint(self.data) if self.data is not None else None
        asked = self.graph()
        there = {str(name) for (name,) in asked.query(_DOCUMENTS)}  # type: ignore[misc]
        for name in sorted((there | {REST}) - {*documents}):
            _update(update, f"CLEAR SILENT GRAPH <{name}>")
        begun: set[str] = set()
        for document, lines in parts:
            name = document or REST
            if data is not None:
                kind = {"Content-Type": "application/n-triples; charset=utf-8"}
                data.send(lines, kind, "POST" if name in begun else "PUT", graph=name)
            else:
                if name not in begun:
                    _update(update, f"CLEAR SILENT GRAPH <{name}>")
                _insert(update, name, lines.split("\n"))
            begun.add(name)
        if begun and not asked.query(_ANY).bindings:
            raise StoreError(
                f"{update.address}: its default graph does not hold the named graphs. Start the "
                "server with that (Oxigraph: --union-default-graph) or say so in the query's "
                "address."
            )


def _insert(update: Endpoint, name: str, lines: list[str]) -> None:
    for start in range(0, len(lines), _BLOCK):
        block = "\n".join(lines[start : start + _BLOCK])
        _update(update, f"INSERT DATA {{ GRAPH <{name}> {{\n{block}\n}} }}")


def _update(update: Endpoint, text: str) -> None:
    update.send(text, {"Content-Type": "application/sparql-update; charset=utf-8"})


class _Asked(SPARQLStore):
    """rdflib's store of a server, asked over an `Endpoint`."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self._endpoint = Endpoint(address)

    def _query(self, query: str, **_: object) -> Result:
        from rdflib.plugins.sparql.parser import parseQuery  # 0.1 s, and a build asks nothing

        form = parseQuery(query)[1].name
        is_graph = form in ("ConstructQuery", "DescribeQuery")
        kind = "application/n-triples" if is_graph else "application/sparql-results+json"
        answer = self._endpoint.send({"query": query}, {"Accept": kind})
        result = Result.parse(io.BytesIO(answer.content), content_type=kind)
        if form == "AskQuery" and result.vars == [Variable("__ASK_RETVAL")]:
            yes = Result("ASK")  # Virtuoso's: a row for yes, none for no
            yes.askAnswer = bool(result.bindings)
            return yes
        return result
