"""Triples as texts, looked up by subject and property, from whichever library they come."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeAlias

import pyoxigraph as ox
from rdflib import Graph
from rdflib.namespace import RDF
from rdflib.term import Node

from onrecord.compact import described
from onrecord.identifiers import ONR

_TYPE, _ONR, _CONFIDENCE = str(RDF.type), str(ONR), str(ONR.confidence)

Source: TypeAlias = Graph | Iterable[ox.Triple | ox.Quad]
Value: TypeAlias = tuple[str, str]  # text and language, "" where it has none
Plain: TypeAlias = tuple[str, str, Value]


def plain(source: Source) -> Iterator[Plain]:
    """Triples as texts. A number of a store of Oxigraph's is as short as can be: 0.9 for 0.90."""
    if isinstance(source, Graph):
        for subject, predicate, value in source:
            yield str(subject), str(predicate), _value(value)
        return
    literal = ox.Literal
    triple: Any  # Oxigraph's own types are unions of which a build has two
    for triple in source:
        object = triple.object
        language = object.language or "" if type(object) is literal else ""
        yield triple.subject.value, triple.predicate.value, (object.value, language)


def around(graph: Graph, nodes: Iterable[Node], leads: Iterable[Node]) -> Iterator[Plain]:
    """The triples of these nodes, and of those that properties in `leads` lead to, as texts."""
    waiting = list(nodes)
    seen, leading = set(waiting), set(leads)
    named: dict[Node, str] = {}
    while waiting:
        node = waiting.pop()
        subject = str(node)
        for predicate, values in described(graph, node).items():
            name = named.get(predicate) or named.setdefault(predicate, str(predicate))
            for value in values:
                yield subject, name, _value(value)
                if predicate in leading and value not in seen:
                    seen.add(value)
                    waiting.append(value)


def _value(node: Node) -> Value:
    return str(node), getattr(node, "language", None) or ""


class Things:
    """What is told of each subject, each list of values sorted: one pass, then look-ups."""

    def __init__(self, triples: Iterable[Plain]) -> None:
        self._values: dict[str, dict[str, list[Value]]] = {}
        several = []
        for subject, predicate, value in triples:
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

    def kinds(self) -> set[str]:
        """The classes of all things."""
        return {kind.removeprefix(_ONR) for kind in self._of}

    def of(self, kind: str) -> list[str]:
        """The IRIs of all things of a class, sorted."""
        return sorted(self._of.get(_ONR + kind, ()))

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
        if told := self._values.get(iri):
            for predicate in predicates:
                if predicate in told:
                    return told[predicate]
        return ()

    def number(self, iri: str, predicate: str) -> int:
        value = self.one(iri, predicate)
        return int(value) if value else 0

    def confidence(self, iri: str) -> float | None:
        value = self.one(iri, _CONFIDENCE)
        return float(value) if value else None


def _is_english(value: Value) -> bool:
    return not value[1] or value[1].startswith("en")
