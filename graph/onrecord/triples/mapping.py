"""Readings to triples: what each article puts on record, with its evidence.

The shape is that of `ontology/onrecord.ttl`. No blank nodes and no counters, so that the same
readings give the same triples in any order. What cannot be said in RDF (a web address with
spaces, the 31st of June) is left out here and told by `omissions`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from pathlib import PurePosixPath

from rdflib import DCTERMS, OWL, PROV, RDF, RDFS, SKOS, XSD, Graph, Literal, URIRef
from rdflib.term import Node

from onrecord.annotations import PREDICATES
from onrecord.identifiers import ACT, FOLDERS, OA, ONR, SCHEMA, Identifiers, is_iri
from onrecord.lexicon import Known, Tenure
from onrecord.model import (
    Concept,
    Document,
    Reading,
    Span,
    Stance,
    Statement,
    Thing,
)
from onrecord.rdf.compact import describe, small_graph
from onrecord.slugs import slug
from onrecord.triples.dates import partial_date
from onrecord.triples.evidence import JOINT, add_evidence, storable
from onrecord.triples.facts import Fact, Facts
from onrecord.triples.things import Mention, Things, decimal, label

Merged = Mapping[tuple[str, str], Thing]
TYPE, QUOTED_FROM = RDF.type, PROV.wasQuotedFrom  # named once, as a term is made anew each time
SIDES = {"supports": "supports", "backs": "supports", "opposes": "opposes", "criticises": "opposes"}


@dataclass(frozen=True, slots=True)
class Part:
    """What one document adds to the graph: triples of its own, and what it tells of shared things.

    The subjects of `graph` are the document, its evidence, statements and stances.
    """

    graph: Graph
    mentions: tuple[Mention, ...]
    facts: tuple[Fact, ...]


def part(
    reading: Reading, here: Mapping[str, URIRef], identifiers: Identifiers, graph: Graph
) -> Part:
    """What a reading puts on record.

    Args:
        reading: of one document.
        here: the node of each of its entities, by `Entity.id`.
        identifiers: the maker of IRIs.
        graph: which gets the document's own triples.
    """
    node = identifiers.document(reading.document.sha256)
    article = _Article(graph, identifiers, reading.document, here, node)
    article.add_document()
    mentions = tuple(article.mentions(reading))
    for statement in reading.statements:
        article.add_statement(statement)
    return Part(graph, mentions, tuple(article.facts(reading)))


def triples(
    readings: Iterable[Reading],
    merged: Merged,
    identifiers: Identifiers,
    concepts: Mapping[str, Concept] | None = None,
    tenures: Iterable[Tenure] = (),
    known: Mapping[str, Known] | None = None,
) -> Graph:
    """The graph of all readings, without what is inferred from them (see `positions`).

    Args:
        readings: one per document, in any order.
        merged: what each (document id, entity id) is over the whole corpus.
        identifiers: the maker of IRIs.
        concepts: the codebook, by IRI; a policy that stands in it takes its names from there.
        tenures: used where both the holder and the office occur in the readings.
        known: what lists say of the people and hospitals in the readings, by IRI.
    """
    graph = empty_graph(identifiers, concepts or {})
    things = Things(set(merged.values()), identifiers, concepts or {}, tenures, known or {})
    facts = Facts(identifiers)
    for reading in readings:
        document = reading.document
        here = {e.id: things.nodes[merged[document.id, e.id]] for e in reading.entities}
        told = part(reading, here, identifiers, graph)
        things.mention(identifiers.document(document.sha256), told.mentions)
        facts.add(told.facts)
    for batch in chain(things.batches(facts.lines()), facts.batches(), things.tenures()):
        graph += batch
    return graph


def _sides_taken(reading: Reading) -> set[tuple[str | None, str | None, str, Span]]:
    """Speaker, side, target and words of every stance of a document."""
    return {
        (statement.speaker, stance.polarity, stance.target, stance.evidence)
        for statement in reading.statements
        for stance in statement.stances
    }


def empty_graph(identifiers: Identifiers | None = None, concepts: Iterable[str] = ()) -> Graph:
    """A graph that knows the prefixes its files are written with, the codebook's included."""
    graph = small_graph()
    standard = {"dct": DCTERMS, "oa": OA, "onr": ONR, "act": ACT, "owl": OWL, "prov": PROV}
    standard |= {"rdf": RDF, "rdfs": RDFS, "schema": SCHEMA, "skos": SKOS, "xsd": XSD}
    for prefix, namespace in standard.items():
        graph.bind(prefix, str(namespace))
    if identifiers:
        for folder in FOLDERS:
            graph.bind(folder, f"{identifiers.base}{folder}/")
    schemes = sorted({iri[: max(iri.rfind("#"), iri.rfind("/")) + 1] for iri in concepts})
    for scheme in schemes:
        stem = slug(scheme.rstrip("#/").rpartition("/")[2])
        graph.bind(stem if stem[0].isalpha() else f"in-{stem}", scheme)
    return graph


def add_build(
    graph: Graph, identifiers: Identifiers, version: str, vocabulary: str, models: Iterable[str]
) -> None:
    """Says what made the graph: the program, its vocabulary by hash, its language models."""
    models = sorted(models)
    node = identifiers.build(version, vocabulary, *models)
    graph.add((node, RDF.type, PROV.Activity))
    graph.add((node, RDFS.label, label(f"onrecord {version}")))
    graph.add((node, ONR.programVersion, Literal(version)))
    graph.add((node, ONR.vocabularyHash, Literal(vocabulary)))
    for model in models:
        graph.add((node, ONR.model, Literal(model)))


@dataclass(frozen=True, slots=True)
class _Article:
    """Writes what one document says into the graph."""

    graph: Graph
    identifiers: Identifiers
    document: Document
    nodes: Mapping[str, URIRef]  # by Entity.id
    node: URIRef  # of the document
    places: dict[Span, URIRef] = field(default_factory=dict)  # evidence that was added

    def add(self, subject: URIRef, predicate: URIRef, object: Literal | URIRef) -> None:
        describe(self.graph, subject, ((predicate, object),))

    def evidence(self, span: Span) -> URIRef:
        if (known := self.places.get(span)) is None:
            known = add_evidence(self.graph, self.identifiers, self.document, span)
            self.places[span] = known
        return known

    def words(self, spans: Iterable[Span]) -> Literal:
        return Literal(
            storable(JOINT.join(span.of(self.document.text) for span in sorted({*spans})))
        )

    def add_document(self) -> None:
        document, paths = self.document, self.document.paths
        stem = PurePosixPath(paths[0] if paths else document.id).stem
        self.add(self.node, TYPE, ONR.Document)
        self.add(self.node, RDFS.label, Literal(str(label(document.title or stem))))
        self.add(self.node, ONR.sha256, Literal(document.sha256))
        for path in paths:
            self.add(self.node, ONR.path, Literal(storable(path)))
        told = {DCTERMS.title: document.title, DCTERMS.publisher: document.outlet}
        for predicate, value in (told | {DCTERMS.creator: document.author}).items():
            if value:
                self.add(self.node, predicate, Literal(str(label(value))))
        if published := partial_date(document.published):
            self.add(self.node, DCTERMS.issued, published.literal)
        if document.url and is_iri(document.url):
            self.add(self.node, SCHEMA.url, URIRef(document.url))

    def mentions(self, reading: Reading) -> Iterator[Mention]:
        """Each thing with the place where the document first speaks of it."""
        first: dict[URIRef, list[Span]] = {}
        for entity in reading.entities:
            places = entity.mentions or tuple(_places(entity.id, reading))
            first.setdefault(self.nodes[entity.id], []).extend(places)
        for node, spans in first.items():
            yield node, self.evidence(min(spans)) if spans else None

    def add_statement(self, statement: Statement) -> None:
        """A statement found twice is one, with the stances of both."""
        said = statement.attribution
        node = self.identifiers.statement(self.document.sha256, said, statement.speaker)
        if (node, TYPE, ONR.Statement) not in self.graph:
            self._describe(node, statement)
        for stance in statement.stances:
            self._add_stance(node, stance)

    def _describe(self, node: URIRef, statement: Statement) -> None:
        said = statement.attribution
        told: list[tuple[Node, Node]] = [
            (TYPE, ONR.Statement),
            (QUOTED_FROM, self.node),
            (ONR.act, ACT[statement.act]),
            (ONR.form, Literal(said.form)),
            (ONR.words, self.words(said.content)),
            (ONR.confidence, decimal(said.confidence, 2)),
        ]
        told += ((ONR.evidence, self.evidence(span)) for span in said.content)
        if statement.speaker is not None:
            told.append((ONR.speaker, self.nodes[statement.speaker]))
            if statement.speaker_confidence is not None:
                told.append((ONR.speakerConfidence, decimal(statement.speaker_confidence, 2)))
        for spans, words, place in (
            (said.source, ONR.sourceText, ONR.sourceEvidence),
            (said.cue, ONR.cue, ONR.cueEvidence),
        ):
            if spans:
                told.append((words, self.words(spans)))
            told += ((place, self.evidence(span)) for span in spans)
        said_on = partial_date(statement.said_on)
        if said_on and statement.said_on != self.document.published:
            told.append((ONR.saidOn, said_on.literal))
            if statement.said_on_evidence:
                told.append((ONR.saidOnEvidence, self.evidence(statement.said_on_evidence)))
        describe(self.graph, node, told)

    def _add_stance(self, statement: URIRef, stance: Stance) -> None:
        target = self.nodes[stance.target]
        node = self.identifiers.stance(statement, stance.polarity, target)
        is_new = (node, TYPE, ONR.Stance) not in self.graph
        self.add(statement, ONR.stance, node)
        self.add(node, ONR.evidence, self.evidence(stance.evidence))
        if is_new:
            self.add(node, TYPE, ONR.Stance)
            self.add(node, ONR.polarity, ONR[stance.polarity.capitalize()])
            self.add(node, ONR.target, target)
            self.add(node, ONR.confidence, decimal(stance.confidence, 2))
            if stance.second_hand:
                self.add(node, ONR.secondHand, Literal(True))
            if stance.hedged:
                self.add(node, ONR.hedged, Literal(True))
        if stance.condition is not None:
            self.add(node, ONR.condition, self.words((stance.condition,)))
            self.add(node, ONR.evidence, self.evidence(stance.condition))

    def facts(self, reading: Reading) -> Iterator[Fact]:
        """Its relations, but for those that say no more than a position on the same words."""
        taken = _sides_taken(reading)
        for relation in reading.relations:
            subject, object = self.nodes[relation.subject], self.nodes[relation.object]
            side = SIDES.get(relation.predicate)
            if (relation.subject, side, relation.object, relation.evidence) in taken:
                continue
            if subject != object and relation.predicate in PREDICATES:
                place = self.evidence(relation.evidence)
                yield Fact(subject, relation.predicate, object, place, relation.confidence)


def _places(entity: str, reading: Reading) -> Iterator[Span]:
    """Where a document speaks of an entity that it never names: what was said by or of it."""
    for relation in reading.relations:
        if entity in (relation.subject, relation.object):
            yield relation.evidence
    for statement in reading.statements:
        if statement.speaker == entity:
            yield from statement.attribution.source or statement.attribution.content
        yield from (s.evidence for s in statement.stances if s.target == entity)
