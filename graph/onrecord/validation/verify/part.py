"""A graph or a part of one, with the texts that its evidence is re-read in."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from rdflib import Graph, URIRef
from rdflib.term import Node

from onrecord.identifiers import ONR
from onrecord.rdf.turtle import Prefixes
from onrecord.triples.evidence import Passage, passages, storable
from onrecord.validation.validate import Violation, shown


@dataclass(frozen=True)
class Part:
    """What is checked: a graph, the texts by their SHA-256, the prefixes that breaches are told
    with, and the nodes that are not to be judged here, as other parts have what they lead to."""

    graph: Graph
    texts: Mapping[str, str]
    names: Prefixes
    strays: set[Node] = field(default_factory=set)

    @cached_property
    def passages(self) -> dict[Node, Passage | None]:
        """Every piece of evidence; None where it lacks a part."""
        return passages(self.graph)

    @cached_property
    def readable(self) -> dict[Node, str]:
        """The text of each document whose text is at hand and is what it was."""
        return {
            document: self.texts[str(sha256)]
            for document, sha256 in self.graph.subject_objects(ONR.sha256)
            if str(sha256) in self.texts and str(sha256) == _hash(self.texts[str(sha256)])
        }

    def breach(
        self, node: Node, message: str, path: URIRef | None = None, value: str = ""
    ) -> Violation:
        return Violation(shown(node, self.names), message, shown(path, self.names), value)


def _hash(text: str) -> str:
    return hashlib.sha256(storable(text).encode("utf-8")).hexdigest()
