"""A build's `graph.ttl` taken apart again: a few documents at a time, as they stand in the file."""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pyoxigraph as ox
from rdflib import RDF, Graph
from rdflib.term import Node

from onrecord.errors import StoreError
from onrecord.rdf.compact import small_graph
from onrecord.rdf.terms import node
from onrecord.rdf.turtle import OWN

_PART = 30_000  # triples: some 20 articles

Triple = tuple[Node, Node, Node]


class TornApart(Exception):
    """The triples of a subject do not stand together."""


def parts(turtle: Path) -> Iterator[Graph]:
    """The subjects of a file with all their triples, each document together with its own.

    Nothing is held of what was given but a number for each subject, 20 kB an article.

    Raises:
        StoreError: the file cannot be read, or is not Turtle.
        TornApart: a subject comes twice; what was given before may be a part of one.
    """
    seen: set[int] = set()
    part: list[Triple] = []
    for subject, triples in _subjects(turtle):
        if (known := hash(subject)) in seen:
            raise TornApart(str(subject))
        seen.add(known)
        kinds = {value for _, predicate, value in triples if predicate == RDF.type}
        if len(part) >= _PART and kinds.isdisjoint(OWN):
            yield _graph(part)
            part = []
        part += triples
    yield _graph(part)


def _graph(triples: list[Triple]) -> Graph:
    graph = small_graph()
    for triple in triples:
        graph.add(triple)
    return graph


def _subjects(turtle: Path) -> Iterator[tuple[str, list[Triple]]]:
    try:
        parsed = ox.parse(path=str(turtle), format=ox.RdfFormat.TURTLE)
        for subject, quads in groupby(parsed, key=lambda quad: str(quad.subject)):
            terms = ((q.subject, q.predicate, q.object) for q in quads)
            yield subject, [(node(s), node(p), node(o)) for s, p, o in terms]
    except (OSError, SyntaxError, ValueError) as error:
        raise StoreError(
            f"{turtle}: no Turtle that can be read ({error}). Build it anew."
        ) from error
