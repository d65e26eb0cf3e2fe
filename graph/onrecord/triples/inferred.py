"""Statements that paraphrase a concept without naming it: links by meaning, marked as inferred.

A sentence encoder compares each sentence of a statement with every label and definition of the
codebook; the closest concept is linked if it is close enough and clearly closer than the next one.
Such a link says what a statement is about, never which side it takes, and no position rests on it.

Off unless asked for: at the best setting (similarity 0.60, margin 0.06) 7 of 13 links were those of
the coders of the hand-coded articles, and no setting reached 0.8 (MODEL_CARD.md).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rdflib import RDF, Graph, URIRef

from onrecord.identifiers import ONR, Identifiers, is_iri
from onrecord.lexicon import Lexicon
from onrecord.model import Concept, Document, Reading, Statement
from onrecord.rdf.compact import graphs
from onrecord.rdf.turtle import natural
from onrecord.triples.things import decimal

if TYPE_CHECKING:  # the model's libraries are for those who ask for it
    from onrecord.sentence_model import SentenceModel

MARGIN = 0.06
SHORTEST = 4  # words of a sentence that is compared
SENTENCE = re.compile(r"(?<=[.!?;])[\"”’']?\s+")


@dataclass(frozen=True, slots=True)
class Link:
    """What a statement is about by the likeness of its words."""

    document: Document
    statement: Statement
    concept: Concept
    similarity: float  # cosine, 0 to 1


class Linker:
    """Links statements to topics; the codebook is encoded once."""

    def __init__(self, lexicon: Lexicon, model: "SentenceModel", least: float) -> None:
        """`least` is the cosine that a link needs."""
        self._lexicon, self._model, self._least = lexicon, model, least
        self._concepts = {c.iri: c for c in lexicon.concepts if is_iri(c.iri)}
        self._names = [(c, text) for c in self._concepts.values() for text in _texts(c)]
        self._table = model.vectors(text for _, text in self._names)

    def links(self, reading: Reading) -> Iterator[Link]:
        """At most one link a statement, to a concept that it does not name."""
        if not self._names:
            return
        from onrecord.extract.policies.codebook import is_set_in  # spaCy and all

        text = reading.document.text
        held = {s.iri for s in self._lexicon.schemes if not is_set_in(s, text)}
        for statement in reading.statements:
            sentences = _sentences(reading.document, statement)
            if not sentences:
                continue
            scores: dict[str, float] = {}
            closest = (self._table @ self._model.vectors(sentences).T).max(axis=1)
            for (concept, _), score in zip(self._names, closest.tolist(), strict=True):
                if concept.scheme not in held:
                    scores[concept.iri] = max(score, scores.get(concept.iri, 0.0))
            ranked = sorted(((score, iri) for iri, score in scores.items()), reverse=True)
            chosen = _chosen(ranked, self._least)
            if chosen and chosen[1] not in _named(reading, statement):
                concept = self._concepts[chosen[1]]
                yield Link(reading.document, statement, concept, min(chosen[0], 1.0))


def _chosen(ranked: list[tuple[float, str]], least: float) -> tuple[float, str] | None:
    if not ranked or ranked[0][0] < least:
        return None
    runner_up = ranked[1][0] if len(ranked) > 1 else 0.0
    return ranked[0] if ranked[0][0] - runner_up >= MARGIN else None


def _texts(concept: Concept) -> Iterator[str]:
    yield from (concept.label, *concept.labels, *concept.hidden)
    if concept.definition:
        yield concept.definition


def _sentences(document: Document, statement: Statement) -> list[str]:
    parts = (span.of(document.text) for span in statement.attribution.content)
    every = (sentence for part in parts for sentence in SENTENCE.split(part))
    return [sentence for sentence in every if len(sentence.split()) >= SHORTEST]


def _named(reading: Reading, statement: Statement) -> set[str]:
    """The concepts that a statement names or takes a side on."""
    targets = {stance.target for stance in statement.stances}
    return {
        entity.iri
        for entity in reading.entities
        if entity.iri is not None
        and (
            entity.id in targets
            or any(s.covers(m) for s in statement.attribution.content for m in entity.mentions)
        )
    }


@dataclass(frozen=True, slots=True)
class Topic:
    """A link's node in the graph."""

    node: URIRef
    concept: URIRef
    similarity: float


def topics(graph: Graph, identifiers: Identifiers, found: Iterable[Link]) -> Iterator[Topic]:
    """Ties links to their statements, in the graph that these stand in."""
    for link in found:
        document, said = link.document.sha256, link.statement
        statement = identifiers.statement(document, said.attribution, said.speaker)
        concept = URIRef(link.concept.iri)
        node = identifiers.inferred(statement, concept)
        graph.add((statement, ONR.inferredTopic, node))
        yield Topic(node, concept, link.similarity)


def batches(found: Iterable[Topic]) -> Iterator[Graph]:
    """What the graph says of links, in the order of their IRIs, so many in a graph."""
    return graphs(sorted(found, key=lambda topic: natural(topic.node)), _add)


def _add(graph: Graph, topic: Topic) -> None:
    graph.add((topic.node, RDF.type, ONR.InferredTopic))
    graph.add((topic.node, ONR.topic, topic.concept))
    graph.add((topic.node, ONR.similarity, decimal(topic.similarity, 2)))
