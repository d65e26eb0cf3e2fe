"""A graph checked part by part, in memory that does not grow with it.

What a node tells of itself, and whether its words stand where it says, is judged in any part that
has the node; where it leads to is asked of the index of the whole. Together both find exactly what
`validate` and `verify` find in the whole graph at once.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from pyoxigraph import Store
from rdflib import PROV, Graph, URIRef
from rdflib.term import Node

from onrecord.identifiers import OA, ONR
from onrecord.rdf import quads
from onrecord.rdf.turtle import Prefixes
from onrecord.validation import shapes, verify
from onrecord.validation.validate import Compiled, Violation

_LEADING = {OA.hasSource, OA.hasSelector, PROV.wasQuotedFrom}
_LEADING |= {ONR.evidence, ONR.sourceEvidence, ONR.cueEvidence}


@dataclass(frozen=True, slots=True)
class Found:
    """What is wrong with a part, and what of it only the whole graph can tell."""

    violations: frozenset[Violation] = frozenset()
    strays: frozenset[Node] = frozenset()  # of a document, but leading out of this part

    @property
    def is_sound(self) -> bool:
        """Whether there is nothing to tell: true of the same part in any other graph, too."""
        return not self.violations and not self.strays

    def __or__(self, other: "Found") -> "Found":
        return Found(self.violations | other.violations, self.strays | other.strays)


class Checks:
    """The shapes of an ontology, made ready once.

    `ontology` is what `validate.load_shapes` gives, `prefixes` the short names of IRIs. Raises
    VocabularyError for a shape of which it is not known how far it looks.
    """

    def __init__(self, ontology: Graph, prefixes: Iterable[tuple[str, URIRef]]) -> None:
        self._names = Prefixes(prefixes)
        self._own = Compiled(shapes.own(ontology))
        self._nearby = tuple(shapes.nearby(ontology))
        every = (*shapes.questions(ontology), *verify.QUESTIONS)
        self._questions = tuple(each for each in every if not each.is_of_documents)
        self._of_documents = tuple(each for each in every if each.is_of_documents)
        self._links = {each.link for each in self._of_documents if each.link}

    def part(
        self,
        graph: Graph,
        texts: Mapping[str, str] = MappingProxyType({}),
        turtle: str | None = None,
    ) -> Found:
        """Judges nodes with all their triples: of one or several documents, or shared ones.

        `texts` are those of the documents among them, by the SHA-256 of their text in UTF-8;
        `turtle` is the graph as it will be written, where it is laid out already.
        """
        by_shapes = self._own.violations(graph, self._names, turtle)
        untrue, strays = verify.check_part(graph, texts, self._names, self._links)
        return Found(frozenset({*by_shapes, *untrue}), frozenset(strays))

    def whole(
        self, index: Store, strays: Iterable[Node], texts: Mapping[str, str]
    ) -> set[Violation]:
        """Judges what no part can tell, by an index of all of them.

        Each node stands with all its triples in one graph of the index. `strays` are those of all
        parts; the texts are asked for by these alone.
        """
        found = set(shapes.ask(index, self._questions, self._names))
        if strays := sorted(strays, key=str):
            gathered = _gathered(index, strays)
            found |= verify.check_strays(gathered, texts, self._names)
            settled = (*self._nearby, *self._of_documents)  # of all that are no strays
            found |= set(shapes.ask(index, settled, self._names))
        return found


def _gathered(index: Store, nodes: Iterable[Node]) -> Graph:
    """Nodes with all that they lead to on the way to the words of their documents."""
    whole, found = quads.as_rdflib(index, {}), Graph(bind_namespaces="none")
    left = list(nodes)
    while left:
        node = left.pop()
        if (node, None, None) in found:
            continue
        for predicate, value in whole.predicate_objects(node):
            found.add((node, predicate, value))
            if predicate in _LEADING and isinstance(value, URIRef):
                left.append(value)
    return found
