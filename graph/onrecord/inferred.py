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

from rdflib import RDF, RDFS, SKOS, XSD, Graph, Literal, URIRef

from onrecord.extract.policies.codebook import is_set_in
from onrecord.identifiers import ONR, Identifiers, is_iri
from onrecord.lexicon import Lexicon
from onrecord.model import Concept, Document, Reading, Statement
from onrecord.sentence_model import SentenceModel
from onrecord.things import label

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


def links(
    readings: Iterable[Reading], lexicon: Lexicon, model: SentenceModel, least: float
) -> Iterator[Link]:
    """At most one link a statement, to a concept that it does not name; `least` is the cosine."""
    concepts = [concept for concept in lexicon.concepts if is_iri(concept.iri)]
    names = [(c, text) for c in concepts for text in _texts(c)]
    if not names:
        return
    table = model.vectors(text for _, text in names)
    for reading in readings:
        held = {s.iri for s in lexicon.schemes if not is_set_in(s, reading.document.text)}
        for statement in reading.statements:
            sentences = _sentences(reading.document, statement)
            if not sentences:
                continue
            scores: dict[str, float] = {}
            closest = (table @ model.vectors(sentences).T).max(axis=1)
            for (concept, _), score in zip(names, closest.tolist(), strict=True):
                if concept.scheme not in held:
                    scores[concept.iri] = max(score, scores.get(concept.iri, 0.0))
            ranked = sorted(((score, iri) for iri, score in scores.items()), reverse=True)
            chosen = _chosen(ranked, least)
            if chosen and chosen[1] not in _named(reading, statement):
                concept = next(c for c in concepts if c.iri == chosen[1])
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


def add(graph: Graph, identifiers: Identifiers, found: Iterable[Link]) -> None:
    """Writes links into a graph that has their statements."""
    for link in found:
        document, said = link.document.sha256, link.statement
        statement = identifiers.statement(document, said.attribution, said.speaker)
        concept = URIRef(link.concept.iri)
        node = identifiers.inferred(statement, concept)
        graph.add((statement, ONR.inferredTopic, node))
        graph.add((node, RDF.type, ONR.InferredTopic))
        graph.add((node, ONR.topic, concept))
        score = Literal(f"{link.similarity:.2f}", datatype=XSD.decimal)
        graph.add((node, ONR.similarity, score))
        if (concept, RDFS.label, None) not in graph:
            graph.add((concept, RDF.type, SKOS.Concept))
            graph.add((concept, RDFS.label, label(link.concept.label)))
            graph.add((concept, SKOS.prefLabel, label(link.concept.label)))
