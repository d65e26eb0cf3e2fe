"""Whether what a graph states leads to evidence, and every line and inference to its grounds."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import permutations, product
from math import isfinite

from rdflib import PROV, Literal, URIRef
from rdflib.term import Node

from onrecord.identifiers import ONR
from onrecord.validation.validate import Violation, shown
from onrecord.validation.verify.part import Part
from onrecord.validation.verify.promises import (
    BARE,
    DERIVED,
    SHORTCUTS,
    SIDES,
    TYPE,
    UNBACKED,
    WITH_EVIDENCE,
    ungrounded,
)

Line = tuple[Node, ...]  # subject, predicate, object


def facts(part: Part) -> Iterator[Violation]:
    """Whatever a document states leads to evidence."""
    for kind in WITH_EVIDENCE:
        for node in part.graph.subjects(TYPE, ONR[kind]):
            if not any(place in part.passages for place in part.graph.objects(node, ONR.evidence)):
                yield part.breach(node, BARE, ONR.evidence)


def inferences(part: Part) -> Iterator[Violation]:
    """Positions rest on statements, alignments on positions."""
    for kind, ground in DERIVED:
        for node in part.graph.subjects(TYPE, kind):
            grounds = part.graph.objects(node, PROV.wasDerivedFrom)
            if not any((each, TYPE, ground) in part.graph for each in grounds):
                yield part.breach(node, ungrounded(ground), PROV.wasDerivedFrom)


def shortcuts(part: Part) -> Iterator[Violation]:
    """Each direct line is a reading of a relation, a position or an alignment."""
    yield from words_as_ends(part)
    backed = {*_relations(part), *_sides(part), *_alignments(part)}
    for predicate in SHORTCUTS:
        for subject, object in part.graph.subject_objects(predicate):
            if not isinstance(object, Literal) and (subject, predicate, object) not in backed:
                yield part.breach(subject, UNBACKED, predicate, shown(object, part.names))


def words_as_ends(part: Part) -> Iterator[Violation]:
    """A direct line leads to a node: words are nobody's, whatever backs them."""
    for predicate in SHORTCUTS:
        for subject, object in part.graph.subject_objects(predicate):
            if isinstance(object, Literal):
                yield part.breach(subject, UNBACKED, predicate, str(object))


def _every(part: Part, node: Node, *terms: URIRef) -> Iterator[Line]:
    return product(*(list(part.graph.objects(node, term)) for term in terms))


def _relations(part: Part) -> Iterator[Line]:
    for node in part.graph.subjects(TYPE, ONR.Relation):
        yield from _every(part, node, ONR.subject, ONR.predicate, ONR.object)


def _sides(part: Part) -> Iterator[Line]:
    for node in part.graph.subjects(TYPE, ONR.Position):
        for holder, side, target in _every(part, node, ONR.holder, ONR.polarity, ONR.target):
            for line in (line for line, backing in SIDES.items() if backing == side):
                yield holder, line, target


def _alignments(part: Part) -> Iterator[Line]:
    for node in part.graph.subjects(TYPE, ONR.Alignment):
        same, opposite = (
            [_number(n) for n in part.graph.objects(node, term)] or [Decimal(0)]
            for term in (ONR.agreements, ONR.disagreements)
        )
        balances = {a - b for a, b in product(same, opposite) if a is not None and b is not None}
        lines = [ONR.agreesWith] if any(b > 0 for b in balances) else []
        lines += [ONR.disagreesWith] if any(b < 0 for b in balances) else []
        for one, other in permutations(part.graph.objects(node, ONR.actor), 2):
            yield from ((one, line, other) for line in lines)


def _number(node: Node) -> Decimal | None:
    """What a number amounts to; None where it is none."""
    value = node.value if isinstance(node, Literal) else None
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return None
    return Decimal(value) if isfinite(value) else None
