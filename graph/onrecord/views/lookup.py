"""What triples tell of each subject, as texts, from whichever library they come."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, TypeAlias

import pyoxigraph as ox
from rdflib import Graph, URIRef
from rdflib.namespace import RDF
from rdflib.term import Node

from onrecord.identifiers import ONR
from onrecord.rdf.compact import described

_TYPE, _ONR, _CONFIDENCE = str(RDF.type), str(ONR), str(ONR.confidence)

Source: TypeAlias = Graph | Iterable[ox.Triple | ox.Quad]
Value: TypeAlias = tuple[str, str]  # text and language, "" where it has none


class Things:
    """Look-ups by subject and property; the values of each are sorted."""

    def __init__(self, source: Source) -> None:
        found = _Described(source) if isinstance(source, Graph) else _Parsed(source)
        self._values, self._of = found.values, found.of

    def of(self, kind: str) -> list[str]:
        """The IRIs of all things of a class, sorted."""
        return sorted(self._of(_ONR + kind))

    def all(self, iri: str, *predicates: str) -> tuple[str, ...]:
        """The values of the first of these properties that has any."""
        return tuple(dict.fromkeys(text for text, _ in self._first(iri, predicates)))

    def one(self, iri: str, *predicates: str) -> str | None:
        """The first value, an English or untagged one where there is a choice."""
        found = self._first(iri, predicates)
        if len(found) > 1:
            return min(found, key=lambda value: not _is_english(value))[0]
        return found[0][0] if found else None

    def _first(self, iri: str, predicates: Iterable[str]) -> Sequence[Value]:
        for predicate in predicates:
            if found := self._values(iri, predicate):
                return found
        return ()

    def number(self, iri: str, predicate: str) -> int:
        value = self.one(iri, predicate)
        return int(value) if value else 0

    def decimal(self, iri: str, predicate: str) -> float:
        value = self.one(iri, predicate)
        return float(value) if value else 0.0

    def confidence(self, iri: str) -> float | None:
        value = self.one(iri, _CONFIDENCE)
        return float(value) if value else None


def _is_english(value: Value) -> bool:
    return not value[1] or value[1].startswith("en")


class _Parsed:
    """Triples of Oxigraph's, read once. A store of it gives numbers short: 0.9 for 0.90."""

    def __init__(self, triples: Iterable[ox.Triple | ox.Quad]) -> None:
        self._values: dict[str, dict[str, list[Value]]] = {}
        several, literal = [], ox.Literal
        triple: Any  # Oxigraph's own types are unions of which a build has two
        for triple in triples:
            subject, predicate, object = triple.subject.value, triple.predicate.value, triple.object
            value = (object.value, object.language or "" if type(object) is literal else "")
            if (told := self._values.get(subject)) is None:
                told = self._values[subject] = {}
            if (values := told.get(predicate)) is None:
                told[predicate] = [value]
            else:
                if len(values) == 1:
                    several.append(values)
                values.append(value)
        for values in several:
            values.sort()
        self._of = defaultdict[str, list[str]](list)
        for iri, told in self._values.items():
            for kind, _ in told.get(_TYPE, ()):
                self._of[kind].append(iri)

    def of(self, kind: str) -> Iterable[str]:
        return self._of.get(kind, ())

    def values(self, iri: str, predicate: str) -> Sequence[Value]:
        told = self._values.get(iri)
        return told.get(predicate, ()) if told else ()


class _Described:
    """A graph of rdflib's, of which nothing is copied but what is asked for."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._nodes: dict[str, Node] = {}  # that were given out as texts
        self._told: dict[str, Mapping[Node, Collection[Node]]] = {}

    def of(self, kind: str) -> Iterator[str]:
        return (self._text(node) for node in self._graph.subjects(RDF.type, URIRef(kind)))

    def values(self, iri: str, predicate: str) -> Sequence[Value]:
        if (told := self._told.get(iri)) is None:
            node = self._nodes.get(iri) or URIRef(iri)
            told = self._told[iri] = described(self._graph, node)
        found = [
            (self._text(value), getattr(value, "language", None) or "")
            for value in told.get(_property(predicate), ())
        ]
        return sorted(found) if len(found) > 1 else found

    def _text(self, node: Node) -> str:
        text = str(node)
        self._nodes[text] = node
        return text


_property: Callable[[str], URIRef] = cache(URIRef)  # made anew each time it costs a microsecond
