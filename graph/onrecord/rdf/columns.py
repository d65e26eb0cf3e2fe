"""One property of all subjects at once, which costs less than to ask rdflib node by node."""

from collections.abc import Collection

from rdflib import Graph, URIRef
from rdflib.term import Node

from onrecord.rdf.compact import valued


def column(graph: Graph, predicate: URIRef) -> dict[Node, Node]:
    """Subject to value; of several values the same one in whatever order they were added."""
    found = {subject: one_of(values) for subject, values in valued(graph, predicate).items()}
    return {subject: value for subject, value in found.items() if value is not None}


def one_of(values: Collection[Node]) -> Node | None:
    """A value; of several the same one in whatever order they stand."""
    return min(values, key=repr) if len(values) > 1 else next(iter(values), None)
