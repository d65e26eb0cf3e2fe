"""A store of rdflib for small graphs that are written once and read often.

rdflib's own keeps three indexes and every term that it is given: an address that stands in ten
triples, ten times. This one has each IRI once, an index by subject, another by predicate that
shares its values, and a third of those predicates alone that are asked for the subjects of a value;
and no bookkeeping of named graphs.
"""

import gc
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from typing import Any, TypeAlias, TypeVar

from rdflib import Graph, Literal
from rdflib.plugins.stores.memory import SimpleMemory
from rdflib.term import Node

T = TypeVar("T")
Objects: TypeAlias = tuple[Any] | dict[Any, None]  # most are one, which takes a fifth as a tuple
Index: TypeAlias = dict[Any, dict[Any, Objects]]
# What a graph says of a subject: objects by predicate.
Descriptions: TypeAlias = Callable[[Node], Mapping[Node, Collection[Node]]]
_NOWHERE: tuple[()] = ()
BATCH = 500  # subjects of a graph that is written and checked at a time: some 5 MB


class Compact(SimpleMemory):
    """As SimpleMemory: triples in memory, in the order in which they were added."""

    def __init__(self, configuration: str | None = None, identifier: Any = None) -> None:
        super().__init__(configuration, identifier)
        self.nodes: dict[Any, Any] = {}  # each once; all terms but words
        self._of_subject: Index = {}  # subject, predicate, objects
        self._of_predicate: Index = {}  # predicate, subject, the same objects
        # Predicate, object, subjects; of predicates that were asked so.
        self._of_object: dict[Any, dict[Any, dict[Any, None]]] = {}
        self._size = 0

    def add(self, triple: Any, context: Any, quoted: bool = False) -> None:
        """Adds a triple, in terms that the store has already where it has them."""
        subject, predicate, object = triple
        self.describe(subject, ((predicate, object),))

    def describe(self, subject: Any, told: Iterable[tuple[Any, Any]]) -> None:
        """Adds what is told of a subject, as predicates with their objects."""
        one = self.nodes.setdefault
        subject = one(subject, subject)
        of_subject = self._of_subject.setdefault(subject, {})
        for predicate, object in told:
            if type(object) is not Literal:  # words stand in a graph once, most of them
                object = one(object, object)
            objects = of_subject.get(predicate)
            if objects is None:
                predicate = one(predicate, predicate)
                of_subject[predicate] = alone = (object,)
                self._of_predicate.setdefault(predicate, {})[subject] = alone
            elif object in objects:
                continue
            else:
                if isinstance(objects, tuple):
                    objects = of_subject[predicate] = dict.fromkeys(objects)
                    self._of_predicate[predicate][subject] = objects
                objects[object] = None
            self._size += 1
            if predicate in self._of_object:
                self._of_object[predicate].setdefault(object, {})[subject] = None

    def remove(self, triple_pattern: Any, context: Any = None) -> None:
        """Removes what fits a pattern, in which None fits all."""
        for (subject, predicate, object), _ in list(self.triples(triple_pattern)):
            objects = self._of_subject[subject][predicate]
            self._size -= 1
            if len(objects) == 1:
                _drop(self._of_subject, subject, predicate)
                _drop(self._of_predicate, predicate, subject)
            else:
                del objects[object]
        self._of_object.clear()

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
            if object is not None:
                for one in tuple(self._subjects(each).get(object, ())):
                    yield (one, each, object), _NOWHERE
                continue
            for one, objects in tuple(self._of_predicate.get(each, {}).items()):
                for value in tuple(objects):
                    yield (one, each, value), _NOWHERE

    def _subjects(self, predicate: Any) -> dict[Any, dict[Any, None]]:
        """Subjects by object; made when a predicate is first asked for them."""
        found = self._of_object.get(predicate)
        if found is None and predicate in self._of_predicate:
            found = self._of_object[predicate] = {}
            for subject, objects in self._of_predicate[predicate].items():
                for object in objects:
                    found.setdefault(object, {})[subject] = None
        return found or {}

    def __len__(self, context: Any = None) -> int:
        return self._size

    def of(self, subject: Any) -> Mapping[Any, Collection[Any]]:
        """All that is said of a subject: objects by predicate."""
        return self._of_subject.get(subject, {})

    def subjects(self) -> Collection[Any]:
        return self._of_subject.keys()

    def with_(self, predicate: Any) -> Mapping[Any, Collection[Any]]:
        """All that is said with a predicate: objects by subject."""
        return self._of_predicate.get(predicate, {})


def _drop(index: Index, one: Any, other: Any) -> None:
    del index[one][other]
    if not index[one]:
        del index[one]


def described(graph: Graph, subject: Node) -> Mapping[Node, Collection[Node]]:
    """All that a graph says of a subject: objects by predicate."""
    return descriptions(graph)(subject)


def descriptions(graph: Graph) -> Descriptions:
    """`described` of one graph, for many subjects of it."""
    if isinstance(graph.store, Compact):
        return graph.store.of

    def told(subject: Node) -> dict[Node, list[Node]]:
        found: dict[Node, list[Node]] = {}
        for predicate, value in graph.predicate_objects(subject):
            found.setdefault(predicate, []).append(value)
        return found

    return told


def valued(graph: Graph, predicate: Node) -> Mapping[Node, Collection[Node]]:
    """All that a graph says with a predicate: objects by subject."""
    if isinstance(graph.store, Compact):
        return graph.store.with_(predicate)
    found: dict[Node, list[Node]] = {}
    for subject, value in graph.subject_objects(predicate):
        found.setdefault(subject, []).append(value)
    return found


def subjects(graph: Graph) -> Collection[Node]:
    """All that a graph says something of."""
    if isinstance(graph.store, Compact):
        return graph.store.subjects()
    return set(graph.subjects())


def nodes(graph: Graph) -> Collection[Node]:
    """All that stands in a graph but words."""
    if isinstance(graph.store, Compact):
        return graph.store.nodes.keys()
    return {node for triple in graph for node in triple if not isinstance(node, Literal)}


def describe(graph: Graph, subject: Node, told: Iterable[tuple[Node, Node]]) -> None:
    """Adds all that is told of a subject at once, which costs a third of triple by triple."""
    if isinstance(graph.store, Compact):
        graph.store.describe(subject, told)
        return
    for predicate, value in told:
        graph.add((subject, predicate, value))


def small_graph() -> Graph:
    """An empty graph in memory, without prefixes and without the bookkeeping of named graphs."""
    return Graph(store=Compact(), bind_namespaces="none")


@contextmanager
def uncollected() -> Iterator[None]:
    """Until the end of the block no garbage is looked for: a small graph makes none as it grows.

    Each of its triples is a dictionary or two. Python would stop for them again and again to go
    through all that the program holds: a quarter of the time that ten documents take.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def graphs(items: Iterable[T], add: Callable[[Graph, T], None]) -> Iterator[Graph]:
    """What `add` writes of the items into small graphs, `BATCH` items in each."""
    left = iter(items)
    while batch := list(islice(left, BATCH)):
        graph = small_graph()
        for item in batch:
            add(graph, item)
        yield graph
