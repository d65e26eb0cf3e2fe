"""Whether the evidence is true: every piece of it re-read in the documents themselves.

The promise: no fact without evidence, and no evidence that a program cannot check. This reads
nothing but the graph and the texts, so that it holds for graphs that others hand on, too.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import permutations
from typing import get_args

from rdflib import PROV, RDF, Graph, URIRef
from rdflib.term import Node

from onrecord.annotations import PREDICATES
from onrecord.columns import column
from onrecord.evidence import JOINT, Passage, passages, quote, storable
from onrecord.identifiers import OA, ONR
from onrecord.model import Kind
from onrecord.turtle import Prefixes
from onrecord.validate import Violation, shown

Line = tuple[Node | None, ...]  # subject, predicate, object

_WITH_EVIDENCE = ("Statement", "Stance", "Relation", *get_args(Kind))
_DERIVED = ((ONR.Position, ONR.Statement), (ONR.Alignment, ONR.Position))
_WORDED = (
    (ONR.words, ONR.evidence),
    (ONR.sourceText, ONR.sourceEvidence),
    (ONR.cue, ONR.cueEvidence),
)


def check_evidence(graph: Graph, texts: Mapping[str, str]) -> tuple[Violation, ...]:
    """Every fact that does not lead to words that stand where it says; sorted.

    Args:
        graph: a build's graph.
        texts: the documents by the SHA-256 of their text in UTF-8.
    """
    check = _Check(graph, texts)
    found = {
        *check.documents(),
        *check.places(),
        *check.facts(),
        *check.statements(),
        *check.inferences(),
        *check.shortcuts(),
    }
    return tuple(sorted(found))


@dataclass(frozen=True)
class _Check:
    graph: Graph
    texts: Mapping[str, str]

    @cached_property
    def names(self) -> Prefixes:
        return Prefixes(self.graph.namespaces())

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

    def documents(self) -> Iterator[Violation]:
        """The text of each document is at hand, and is what it was."""
        for document in self.graph.subjects(RDF.type, ONR.Document):
            sha256 = str(self.graph.value(document, ONR.sha256) or "")
            if sha256 not in self.texts:
                paths = ", ".join(sorted(map(str, self.graph.objects(document, ONR.path))))
                message = f"no text with this hash ({paths}): it is gone or altered; build it anew."
                yield self.breach(document, message, ONR.sha256, sha256)
            elif document not in self.readable:
                message = "the text is not what it was when the graph was built: build it anew."
                yield self.breach(document, message, ONR.sha256, sha256)

    @cached_property
    def faults(self) -> dict[Node, Violation]:
        """What is wrong with each piece of evidence of which something is."""
        found = ((node, self._fault(node, passage)) for node, passage in self.passages.items())
        return {node: violation for node, violation in found if violation}

    def places(self) -> Iterator[Violation]:
        """The words of each piece of evidence stand at its offsets."""
        yield from self.faults.values()

    def _fault(self, node: Node, passage: Passage | None) -> Violation | None:
        if passage is None:
            return self.breach(node, "lacks its document, sound offsets or words: build it anew.")
        if (passage.document, RDF.type, ONR.Document) not in self.graph:
            message = "its document is not in the graph: build it anew."
            return self.breach(node, message, OA.hasSource, str(passage.document))
        text = self.readable.get(passage.document)
        if text is None:
            return None
        told, found = passage.quote, quote(text, passage.start, passage.end)
        offsets = f"{passage.start} to {passage.end}"
        if told.exact != found.exact:
            message = f"other words stand at {offsets} of its document: build it anew."
            return self.breach(node, message, OA.exact, told.exact)
        if told.prefix != found.prefix:
            message = f"other words stand before {offsets} of its document: build it anew."
            return self.breach(node, message, OA.prefix, told.prefix)
        if told.suffix != found.suffix:
            message = f"other words stand after {offsets} of its document: build it anew."
            return self.breach(node, message, OA.suffix, told.suffix)
        return None

    def facts(self) -> Iterator[Violation]:
        """Whatever a document states leads to evidence."""
        for kind in _WITH_EVIDENCE:
            for node in self.graph.subjects(RDF.type, ONR[kind]):
                if not any(
                    place in self.passages for place in self.graph.objects(node, ONR.evidence)
                ):
                    yield self.breach(node, "a fact without evidence: build it anew.", ONR.evidence)

    def statements(self) -> Iterator[Violation]:
        """The words of a statement are those of its evidence, in its own document."""
        documents = column(self.graph, PROV.wasQuotedFrom)
        told_words = {words: column(self.graph, words) for words, _ in _WORDED}
        for node in self.graph.subjects(RDF.type, ONR.Statement):
            document = documents.get(node)
            for words, evidence in _WORDED:
                places = set(self.graph.objects(node, evidence))
                passages = sorted(p for place in places if (p := self.passages.get(place)))
                if any(passage.document != document for passage in passages):
                    message = "its evidence stands in another document: build it anew."
                    yield self.breach(node, message, evidence)
                    continue
                told = str(told_words[words].get(node) or "")
                found = JOINT.join(passage.quote.exact for passage in passages)
                is_reported = not self.faults.keys().isdisjoint(places)
                is_reported |= words == ONR.words and not passages
                if told != found and not is_reported:
                    message = "these are not the words of its evidence: build it anew."
                    yield self.breach(node, message, words, told)

    def inferences(self) -> Iterator[Violation]:
        """Positions rest on statements, alignments on positions."""
        for kind, ground in _DERIVED:
            for node in self.graph.subjects(RDF.type, kind):
                grounds = self.graph.objects(node, PROV.wasDerivedFrom)
                if not any((each, RDF.type, ground) in self.graph for each in grounds):
                    message = f"rests on no {shown(ground, self.names)}: build it anew."
                    yield self.breach(node, message, PROV.wasDerivedFrom)

    def shortcuts(self) -> Iterator[Violation]:
        """Each direct line is a reading of a relation, a position or an alignment."""
        backed = {*self._relations(), *self._sides(), *self._alignments()}
        names = (*PREDICATES, "agreesWith", "disagreesWith")
        for predicate in (ONR[name] for name in names):
            for subject, object in self.graph.subject_objects(predicate):
                if (subject, predicate, object) not in backed:
                    message = "no relation, position or alignment backs this line: build it anew."
                    yield self.breach(subject, message, predicate, shown(object, self.names))

    def _one(self, node: Node, *terms: URIRef) -> tuple[Node | None, ...]:
        return tuple(self.graph.value(node, term) for term in terms)

    def _relations(self) -> Iterator[Line]:
        for node in self.graph.subjects(RDF.type, ONR.Relation):
            yield self._one(node, ONR.subject, ONR.predicate, ONR.object)

    def _sides(self) -> Iterator[Line]:
        lines = {
            ONR.Supports: (ONR.supports, ONR.backs),
            ONR.Opposes: (ONR.opposes, ONR.criticises),
        }
        for node in self.graph.subjects(RDF.type, ONR.Position):
            holder, side, target = self._one(node, ONR.holder, ONR.polarity, ONR.target)
            for line in lines.get(side, ()) if isinstance(side, URIRef) else ():
                yield holder, line, target

    def _alignments(self) -> Iterator[Line]:
        for node in self.graph.subjects(RDF.type, ONR.Alignment):
            same, opposite = self._one(node, ONR.agreements, ONR.disagreements)
            balance = int(str(same or 0)) - int(str(opposite or 0))
            line = ONR.agreesWith if balance > 0 else ONR.disagreesWith
            for one, other in (
                permutations(self.graph.objects(node, ONR.actor), 2) if balance else ()
            ):
                yield one, line, other


def _hash(text: str) -> str:
    return hashlib.sha256(storable(text).encode("utf-8")).hexdigest()
