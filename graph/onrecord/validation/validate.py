"""Whether a graph has the shape that `ontology/` demands: every breach in words.

pySHACL is the reference implementation of SHACL and tells what is wrong. Whether anything is, is
asked of an engine in Rust first (`shacl`), which finds the same breaches in a fifth of the time;
where there is no wheel of it, pySHACL does all. Whether the evidence is true of the documents is
for `verify`.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from rdflib import RDFS, SH, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from onrecord.errors import VocabularyError
from onrecord.identifiers import ONR
from onrecord.rdf.compact import nodes
from onrecord.rdf.turtle import Prefixes, ntriples, term

try:
    import shacl
except ImportError:  # no wheel for this machine
    shacl = None  # type: ignore[assignment]


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One breach: the node, what to do, and where and by what value, as far as these are known."""

    focus: str
    message: str
    path: str = ""
    value: str = ""

    def __str__(self) -> str:
        place = f" {self.path}" if self.path else ""
        value = f" [{self.value}]" if self.value else ""
        return f"{self.focus}{place}: {self.message}{value}"


def load_shapes(ontology: Path) -> Graph:
    """The shapes and the terms of an ontology folder, as `validate` wants them.

    Raises:
        VocabularyError: a file is missing or is not Turtle.
    """
    shapes = Graph()
    for name in ("shapes.ttl", "onrecord.ttl"):
        try:
            shapes.parse(ontology / name, format="turtle")
        except Exception as error:  # rdflib's parser raises what it happens to stumble on
            raise VocabularyError(f"{ontology / name}: {error}. Install onrecord again.") from error
    return shapes


class Compiled:
    """Shapes made ready once, to judge one graph after another."""

    def __init__(self, shapes: Graph) -> None:
        self.shapes = shapes
        self.defined = frozenset(shapes.subjects(RDFS.isDefinedBy))
        text = ntriples(shapes)
        self._quick = shacl.Shapes.from_text(text, format="ntriples") if shacl else None

    def violations(
        self, graph: Graph, names: Prefixes, text: str | None = None
    ) -> Iterator[Violation]:
        """Every breach of the shapes, and every onr: term that the ontology lacks; in no order.

        `text` is the graph as Turtle, where it is laid out already.
        """
        try:
            text, iris = _ntriples(graph) if text is None else (text, _sound(nodes(graph)))
            is_sound = self._quick is not None and self.report(text).conforms
        except ValueError:  # no graph that the quick engine can read
            is_sound, iris = False, {node for triple in graph for node in triple}
        if not is_sound:
            yield from _breaches(graph, self.shapes, names)
        unknown = {iri for iri in iris if isinstance(iri, URIRef) and iri.startswith(ONR)}
        yield from _unknown_terms(graph, unknown - self.defined, names)

    def report(self, text: str) -> "shacl.Report":
        """What the quick engine finds in Turtle. Raises ValueError for what it cannot read."""
        assert self._quick is not None
        return self._quick.validate_text(text, format="turtle")


def validate(graph: Graph, shapes: Graph) -> tuple[Violation, ...]:
    """Every breach of the shapes, and every onr: term that the ontology lacks; sorted.

    `shapes` is what `load_shapes` gives: the shapes together with the ontology's terms.
    """
    found = Compiled(shapes).violations(graph, Prefixes(graph.namespaces()))
    return tuple(sorted(set(found)))


def conforms(graph: Graph, shapes: Graph) -> bool:
    """Whether the quick engine is at hand, can read the graph and finds no breach."""
    if shacl is None:
        return False
    try:
        return quick_report(graph, shapes).conforms
    except ValueError:
        return False


def quick_report(graph: Graph, shapes: Graph) -> "shacl.Report":
    """What the quick engine finds. Raises ValueError for a graph that it cannot read."""
    return Compiled(shapes).report(_ntriples(graph)[0])


def _ntriples(graph: Graph) -> tuple[str, Collection[Node]]:
    """A graph in N-Triples, and its IRIs. Raises ValueError for a node that could end early."""
    written: dict[Node, str] = {}  # an IRI stands in a graph some five times
    lines = []
    for triple in graph:
        for node in triple:
            if isinstance(node, Literal):
                lines.append(_nt(node))
            elif (known := written.get(node)) is not None:
                lines.append(known)
            else:
                lines.append(written.setdefault(node, _nt(node)))
        lines.append(".\n")
    return " ".join(lines), written.keys()


def _sound(iris: Collection[Node]) -> Collection[Node]:
    if any(type(iri) is not URIRef or ">" in iri for iri in iris):
        raise ValueError("a blank node, or no IRI")
    return iris


def _nt(node: Node) -> str:
    """A node in N-Triples that can end nowhere but at its own end."""
    iri = node.datatype if isinstance(node, Literal) else node
    if iri is not None and (not isinstance(iri, URIRef) or ">" in iri):
        raise ValueError(f"a blank node, or no IRI: {node}")
    return f"<{node}>" if iri is node else term(node)


def _breaches(graph: Graph, shapes: Graph, names: Prefixes) -> Iterator[Violation]:
    import pyshacl  # this and SPARQL take half a second, for a graph with breaches alone
    from rdflib.plugins.sparql.sparql import SPARQLError

    try:
        sound, report, text = pyshacl.validate(graph, shacl_graph=shapes, inference="none")
    except SPARQLError as error:  # a sum over words: the shapes without queries tell which value
        if not any(shapes.objects(None, SH.sparql)):
            raise VocabularyError(f"shapes.ttl cannot be used: {error}") from error
        plain = Graph(bind_namespaces="none")
        plain += (triple for triple in shapes if triple[1] != SH.sparql)
        yield from _breaches(graph, plain, names)
        return
    if not isinstance(report, Graph):
        raise VocabularyError(f"shapes.ttl cannot be used: {text}")
    for result in () if sound else report.objects(None, SH.result):
        focus, path, value = (
            report.value(result, term) for term in (SH.focusNode, SH.resultPath, SH.value)
        )
        message = report.value(result, SH.resultMessage)
        yield Violation(
            shown(focus, names), str(message), _path(report, path, names), shown(value, names)
        )


def _path(report: Graph, path: Node | None, names: Prefixes) -> str:
    if not isinstance(path, BNode):
        return shown(path, names)
    if (inverse := report.value(path, SH.inversePath)) is not None:
        return f"^{shown(inverse, names)}"
    first = report.value(path, SH.alternativePath)
    return "|".join(shown(each, names) for each in report.items(first)) if first else ""


def shown(node: Node | None, names: Prefixes) -> str:
    """A node as a person would write it: the short name, else the address or the words."""
    return "" if node is None else names.compact(node) or str(node)


def _unknown_terms(graph: Graph, unknown: Collection[Node], names: Prefixes) -> Iterator[Violation]:
    message = "no such term in ontology/onrecord.ttl: define it there, or mend its spelling."
    for triple in graph if unknown else ():
        for node in set(triple).intersection(unknown):
            yield Violation(shown(triple[0], names), message, value=shown(node, names))
