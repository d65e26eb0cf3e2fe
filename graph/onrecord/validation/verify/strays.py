"""What of a part can be judged only with other parts at hand."""

from collections.abc import Iterable, Iterator

from rdflib.term import Node

from onrecord.identifiers import OA, ONR
from onrecord.rdf.compact import descriptions, valued
from onrecord.rdf.turtle import OWN
from onrecord.validation.shapes import Link
from onrecord.validation.verify.part import Part
from onrecord.validation.verify.promises import TYPE, WITH_EVIDENCE, WORDED


def leading_out(part: Part, links: Iterable[Link]) -> Iterator[Node]:
    """Nodes of a document that lead to what is not here, or not to what they must."""
    graph, told_of = part.graph, descriptions(part.graph)
    links = [link for link in links if link.kind in OWN]
    kinds = {kind for link in links for kind in (link.kind, link.end)}
    here = {kind: set(graph.subjects(TYPE, kind)) for kind in kinds}
    apart = {
        node for node, ends in valued(graph, OA.hasSelector).items() if not all(map(told_of, ends))
    }
    for link in links:
        of_kind, reachable = here[link.kind], here[link.end]
        for node, ends in valued(graph, link.path).items():
            if not reachable.issuperset(ends) and node in of_kind:
                apart.add(node)
    for kind in OWN.intersection(ONR[kind] for kind in WITH_EVIDENCE):
        apart |= set(graph.subjects(TYPE, kind)).difference(valued(graph, ONR.evidence))
    yield from apart
    known = part.passages.keys() - apart
    statements = set(graph.subjects(TYPE, ONR.Statement))
    for _, evidence in WORDED:
        for node, ends in valued(graph, evidence).items():
            if node in statements and not known >= {*ends}:
                yield node
