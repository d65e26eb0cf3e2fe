"""Relations between things: what several documents state is one, with the evidence of each."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rdflib import RDF, Graph, URIRef

from onrecord.identifiers import ONR, Identifiers
from onrecord.rdf.compact import graphs
from onrecord.rdf.turtle import natural
from onrecord.triples.things import Line, decimal


@dataclass(frozen=True, slots=True)
class Fact:
    """A relation as one document states it."""

    subject: URIRef
    predicate: str
    object: URIRef
    evidence: URIRef
    confidence: float


class Facts:
    """Gathers what documents state, and writes one relation for each fact."""

    def __init__(self, identifiers: Identifiers) -> None:
        self._identifiers = identifiers
        self._found: dict[URIRef, list[Fact]] = {}  # by relation

    def add(self, facts: Iterable[Fact]) -> None:
        for fact in facts:
            node = self._identifiers.relation(fact.subject, fact.predicate, fact.object)
            self._found.setdefault(node, []).append(fact)

    def __len__(self) -> int:
        return len(self._found)

    def lines(self) -> Iterator[Line]:
        """The direct line of each relation."""
        for first, *_ in self._found.values():
            yield first.subject, ONR[first.predicate], first.object

    def batches(self) -> Iterator[Graph]:
        """All relations in the order of their IRIs, so many in a graph."""
        return graphs(sorted(self._found, key=natural), self._add)

    def _add(self, graph: Graph, node: URIRef) -> None:
        found = self._found[node]
        first = found[0]
        graph.add((node, RDF.type, ONR.Relation))
        graph.add((node, ONR.subject, first.subject))
        graph.add((node, ONR.predicate, ONR[first.predicate]))
        graph.add((node, ONR.object, first.object))
        graph.add((node, ONR.confidence, decimal(max(one.confidence for one in found), 2)))
        for one in found:
            graph.add((node, ONR.evidence, one.evidence))
