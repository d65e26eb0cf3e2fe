"""Whether a graph has the shape that `ontology/` demands: every breach in words.

pySHACL is the reference implementation of SHACL. Whether the evidence is true of the documents
is for `verify`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyshacl
from rdflib import RDFS, SH, Graph, URIRef
from rdflib.term import Node

from onrecord.errors import VocabularyError
from onrecord.identifiers import ONR
from onrecord.turtle import Prefixes


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


def validate(graph: Graph, shapes: Graph) -> tuple[Violation, ...]:
    """Every breach of the shapes, and every onr: term that the ontology lacks; sorted.

    `shapes` is what `load_shapes` gives: the shapes together with the ontology's terms.
    """
    names = Prefixes(graph.namespaces())
    found = {*_breaches(graph, shapes, names), *_unknown_terms(graph, shapes, names)}
    return tuple(sorted(found))


def _breaches(graph: Graph, shapes: Graph, names: Prefixes) -> Iterator[Violation]:
    conforms, report, text = pyshacl.validate(graph, shacl_graph=shapes, inference="none")
    if not isinstance(report, Graph):
        raise VocabularyError(f"shapes.ttl cannot be used: {text}")
    for result in () if conforms else report.objects(None, SH.result):
        focus, path, value = (
            report.value(result, term) for term in (SH.focusNode, SH.resultPath, SH.value)
        )
        message = report.value(result, SH.resultMessage)
        yield Violation(
            shown(focus, names), str(message), _path(report, path, names), shown(value, names)
        )


def _path(report: Graph, path: Node | None, names: Prefixes) -> str:
    inverse = report.value(path, SH.inversePath) if path is not None else None
    return f"^{shown(inverse, names)}" if inverse is not None else shown(path, names)


def shown(node: Node | None, names: Prefixes) -> str:
    """A node as a person would write it: the short name, else the address or the words."""
    return "" if node is None else names.compact(node) or str(node)


def _unknown_terms(graph: Graph, ontology: Graph, names: Prefixes) -> Iterator[Violation]:
    defined = set(ontology.subjects(RDFS.isDefinedBy))
    message = "no such term in ontology/onrecord.ttl: define it there, or mend its spelling."
    for triple in graph:
        for node in triple:
            if isinstance(node, URIRef) and node.startswith(ONR) and node not in defined:
                yield Violation(shown(triple[0], names), message, value=shown(node, names))
