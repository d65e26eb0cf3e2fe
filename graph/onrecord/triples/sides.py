"""Every side that a statement takes, with what it weighs: the terms of all sums over statements.

A plain statement weighs 1. A hedged one weighs a half: two of them say as much as one plain one.
So does one whose side is read with less confidence than `model.SURE`: no edge on one guess.
What is reported by another, or holds only under a condition, commits its speaker to nothing yet:
it is shown and weighs 0.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rdflib import DCTERMS, PROV, RDF, Graph, URIRef
from rdflib.term import Node

from onrecord.identifiers import ONR
from onrecord.model import SURE, Polarity
from onrecord.triples.dates import PartialDate, partial_date
from onrecord.triples.things import decimal

PLAIN, HEDGED, UNCOUNTED = 1.0, 0.5, 0.0
POLARITIES: Mapping[object, Polarity] = {ONR.Supports: "supports", ONR.Opposes: "opposes"}


@dataclass(frozen=True, slots=True)
class Said:
    """One statement's stance: who, for or against what, when, and how sure that reading is."""

    holder: URIRef
    target: URIRef
    polarity: Polarity
    statement: URIRef
    document: URIRef
    date: PartialDate | None  # of the saying; the document's where the text tells no other
    weight: float = PLAIN
    confidence: float = 1.0  # that words, speaker and side are all read right

    @property
    def is_plain(self) -> bool:
        return self.weight == PLAIN


def sides(graph: Graph) -> Iterator[Said]:
    """Every stance of every statement whose speaker is known."""
    for statement, stance in graph.subject_objects(ONR.stance):
        document = _one(graph, statement, PROV.wasQuotedFrom)
        target = _one(graph, stance, ONR.target)
        polarity = POLARITIES.get(graph.value(stance, ONR.polarity))
        speaker = _one(graph, statement, ONR.speaker)
        if document is None or target is None or polarity is None or speaker is None:
            continue
        date = _date(graph, statement, ONR.saidOn) or _date(graph, document, DCTERMS.issued)
        sure = _confidence(graph, statement) * _confidence(graph, stance)
        sure *= _confidence(graph, statement, ONR.speakerConfidence)
        node = URIRef(str(statement))
        yield Said(speaker, target, polarity, node, document, date, weight(graph, stance), sure)


def weight(graph: Graph, stance: Node) -> float:
    """What a stance weighs in a sum: 1, a half or nothing."""
    if _is_true(graph, stance, ONR.secondHand) or (stance, ONR.condition, None) in graph:
        return UNCOUNTED
    unsure = _confidence(graph, stance) < SURE
    return HEDGED if unsure or _is_true(graph, stance, ONR.hedged) else PLAIN


def weights(graph: Graph) -> Graph:
    """onr:weight of every stance, for queries to sum up."""
    result = Graph("SimpleMemory", bind_namespaces="none")
    for stance in graph.subjects(RDF.type, ONR.Stance):
        result.add((stance, ONR.weight, decimal(weight(graph, stance), 1)))
    return result


def _is_true(graph: Graph, subject: Node, predicate: URIRef) -> bool:
    return str(graph.value(subject, predicate)) in ("true", "1")


def _confidence(graph: Graph, subject: Node, predicate: URIRef = ONR.confidence) -> float:
    value = graph.value(subject, predicate)
    return 1.0 if value is None else float(str(value))


def _one(graph: Graph, subject: Node, predicate: URIRef) -> URIRef | None:
    value = graph.value(subject, predicate)
    return value if isinstance(value, URIRef) else None


def _date(graph: Graph, subject: Node, predicate: URIRef) -> PartialDate | None:
    value = graph.value(subject, predicate)
    return None if value is None else partial_date(str(value))
