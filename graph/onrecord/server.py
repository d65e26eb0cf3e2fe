"""Any SPARQL 1.1 server as the store: filled by the Graph Store Protocol, asked by the Protocol.

What a document says is put into a graph named by it, the rest into one graph of its own, so that
servers without a writable default graph do as well. The server must show the union of its graphs
where a query names none: Virtuoso does, Oxigraph with --union-default-graph.
"""

import base64
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from xml.etree import ElementTree

from rdflib import Graph
from rdflib.plugins.stores.sparqlstore import SPARQLStore

from onrecord.errors import StoreError
from onrecord.identifiers import ONR
from onrecord.turtle import homes, term

REST = "urn:onrecord:corpus"  # the graph of all that is not one document's
_SECONDS = 600  # that an answer may take
_DOCUMENTS = f"SELECT DISTINCT ?g {{ GRAPH ?g {{ ?g a <{ONR.Document}> }} }}"
_RESULT = "{http://www.w3.org/2005/sparql-results#}uri"


@dataclass(frozen=True, slots=True)
class Server:
    """The addresses of one server; user:password@ before a host is sent as basic authentication."""

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
        return Graph(SPARQLStore(self.query, method="POST"), bind_namespaces="none")

    def fill(self, graph: Graph) -> None:
        """Puts a build there: its documents' graphs anew, those of documents that are gone away.

        Raises StoreError if the server cannot be reached, refuses, or does not show the union.
        """
        home = homes(graph)
        parts: dict[str, list[str]] = {REST: []}
        for subject, predicate, object in graph:
            lines = parts.setdefault(str(home.get(subject, REST)), [])
            lines.append(f"{term(subject)} {term(predicate)} {term(object)} .\n")
        for name in sorted(self._documents() - parts.keys()):
            self._send(self.update, f"DROP SILENT GRAPH <{name}>", "application/sparql-update")
        for name, lines in sorted(parts.items()):
            self._put(name, sorted(lines))
        if graph and not self._ask(f"ASK {{ ?d a <{ONR.Document}> }}"):
            raise StoreError(
                f"{self.query}: its default graph does not hold the named graphs. Start the server "
                "with that (Oxigraph: --union-default-graph) or say so in the query's address."
            )

    def _put(self, name: str, lines: list[str]) -> None:
        if self.data is not None:
            mark = "&" if "?" in self.data else "?"
            address = f"{self.data}{mark}{urllib.parse.urlencode({'graph': name})}"
            self._send(address, "".join(lines), "application/n-triples", "PUT")
            return
        self._send(self.update, f"DROP SILENT GRAPH <{name}>", "application/sparql-update")
        for start in range(0, len(lines), 1000):
            block = "".join(lines[start : start + 1000])
            update = f"INSERT DATA {{ GRAPH <{name}> {{\n{block}}} }}"
            self._send(self.update, update, "application/sparql-update")

    def _documents(self) -> set[str]:
        answer = self._send(self.query, _DOCUMENTS, "application/sparql-query")
        return {node.text or "" for node in ElementTree.fromstring(answer).iter(_RESULT)}

    def _ask(self, query: str) -> bool:
        return b"true" in self._send(self.query, query, "application/sparql-query")

    def _send(self, address: str, body: str, kind: str, method: str = "POST") -> bytes:
        parts = urllib.parse.urlsplit(address)
        headers = {"Content-Type": f"{kind}; charset=utf-8", "User-Agent": "onrecord"}
        headers["Accept"] = "application/sparql-results+xml, */*;q=0.1"
        if parts.username:
            user = ":".join(map(urllib.parse.unquote, (parts.username, parts.password or "")))
            headers["Authorization"] = "Basic " + base64.b64encode(user.encode()).decode()
        bare = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
        request = urllib.request.Request(bare, body.encode("utf-8"), headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=_SECONDS) as answer:
                data: bytes = answer.read()
                return data
        except urllib.error.HTTPError as error:
            said = error.read(300).decode("utf-8", "replace").strip()
            raise StoreError(
                f"{bare}: refused ({error.code}): {said}. Check the address."
            ) from error
        except (OSError, ValueError) as error:
            raise StoreError(f"{bare}: no answer ({error}). Is the server running?") from error
