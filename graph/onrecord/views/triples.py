"""From triples to the record: the one place where the views read the graph."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, OWL, PROV, RDF, RDFS, SKOS
from rdflib.term import Node

from onrecord.identifiers import OA, ONR, SCHEMA
from onrecord.views.record import (
    KINDS,
    Alignment,
    Change,
    Document,
    Entity,
    Passage,
    Position,
    Record,
    Relation,
    Stance,
    Statement,
)

_PARTS = [(name, OA[name]) for name in ("start", "end", "exact", "prefix", "suffix")]


def read(graph: Graph) -> Record:
    """The record that the triples of `graph` hold.

    Things that point at an entity the graph does not describe are left out: `onrecord check`
    reports them. The result does not depend on the order of the triples.
    """
    things = _Things(graph)
    documents = {iri: _document(things, iri) for iri in things.of("Document")}
    entities = {iri: _entity(things, iri, kind) for kind in KINDS for iri in things.of(kind)}
    statements = {iri: _statement(things, iri, documents) for iri in things.of("Statement")}
    positions = (_position(things, iri) for iri in things.of("Position"))
    relations = (_relation(things, iri) for iri in things.of("Relation"))
    alignments = chain.from_iterable(_alignment(things, iri) for iri in things.of("Alignment"))
    changes = (_change(things, iri) for iri in things.of("PositionChange"))
    return Record(
        documents=documents,
        entities=dict(sorted(entities.items())),
        statements=statements,
        positions=tuple(p for p in positions if {p.holder, p.target} <= entities.keys()),
        relations=tuple(r for r in relations if {r.subject, r.object} <= entities.keys()),
        alignments=tuple(a for a in alignments if set(a.actors) <= entities.keys()),
        changes=tuple(c for c in changes if {c.before, c.after} <= statements.keys()),
    )


class _Things:
    """The triples by subject and predicate, each list sorted: one pass, then look-ups."""

    def __init__(self, graph: Graph) -> None:
        self._values: dict[str, dict[Node, list[Node]]] = {}
        for subject, predicate, value in graph:
            of_subject = self._values.setdefault(str(subject), {})
            of_subject.setdefault(predicate, []).append(value)
        self._of: dict[str, list[str]] = defaultdict(list)
        for iri, of_subject in self._values.items():
            for values in of_subject.values():
                if len(values) > 1:
                    values.sort(key=lambda node: (str(node), getattr(node, "language", None) or ""))
            for kind in of_subject.get(RDF.type, ()):
                self._of[str(kind)].append(iri)

    def of(self, kind: str) -> list[str]:
        """The IRIs of all things of a class, sorted."""
        return sorted(self._of[str(ONR[kind])])

    def all(self, iri: str, *predicates: URIRef) -> tuple[str, ...]:
        """The values of the first of these properties that has any."""
        return tuple(dict.fromkeys(map(str, self._first(iri, predicates))))

    def one(self, iri: str, *predicates: URIRef) -> str | None:
        """The first value, an English or untagged one where there is a choice."""
        found = self._first(iri, predicates)
        if len(found) == 1:
            return str(found[0])
        return str(min(found, key=lambda node: not _is_english(node))) if found else None

    def _first(self, iri: str, predicates: Iterable[URIRef]) -> Sequence[Node]:
        if values := self._values.get(iri):
            for predicate in predicates:
                if predicate in values:
                    return values[predicate]
        return ()

    def number(self, iri: str, predicate: URIRef) -> int:
        value = self.one(iri, predicate)
        return int(value) if value else 0

    def confidence(self, iri: str) -> float | None:
        value = self.one(iri, ONR.confidence)
        return float(value) if value else None

    def passages(self, iri: str, predicate: URIRef) -> tuple[Passage, ...]:
        """The evidence under a property, in text order."""
        found = (_passage(self, evidence) for evidence in self.all(iri, predicate))
        return tuple(sorted(found, key=lambda p: (p.document, p.start, p.end, p.iri)))


def _is_english(node: Node) -> bool:
    return not isinstance(node, Literal) or (node.language or "en").startswith("en")


def _document(things: _Things, iri: str) -> Document:
    return Document(
        iri=iri,
        title=things.one(iri, DCTERMS.title, RDFS.label) or _tail(iri),
        outlet=things.one(iri, DCTERMS.publisher),
        author=things.one(iri, DCTERMS.creator),
        published=things.one(iri, DCTERMS.issued),
        url=things.one(iri, SCHEMA.url),
        sha256=things.one(iri, ONR.sha256),
        paths=things.all(iri, ONR.path),
    )


def _entity(things: _Things, iri: str, kind: str) -> Entity:
    name = things.one(iri, RDFS.label, SKOS.prefLabel) or _tail(iri)
    return Entity(
        iri=iri,
        kind=kind,
        name=name,
        aliases=tuple(alias for alias in things.all(iri, SKOS.altLabel) if alias != name),
        definition=things.one(iri, SKOS.definition) or "",
        broader=things.all(iri, SKOS.broader),
        same_as=things.all(iri, OWL.sameAs),
        documents=things.all(iri, ONR.mentionedIn),
        colour=_colour(things.one(iri, SCHEMA.color)),
    )


def _colour(value: str | None) -> str | None:
    """A colour only where it can be nothing else: it becomes a value of a style."""
    return value.lower() if value and re.fullmatch("#[0-9a-fA-F]{6}", value) else None


def _passage(things: _Things, iri: str) -> Passage:
    found: dict[str, str] = {}
    for selector in things.all(iri, OA.hasSelector):
        for term, predicate in _PARTS:
            value = things.one(selector, predicate)
            if value is not None:
                found[term] = value
    return Passage(
        iri=iri,
        document=things.one(iri, OA.hasSource) or "",
        start=int(found.get("start", 0)),
        end=int(found.get("end", 0)),
        exact=found.get("exact", ""),
        prefix=found.get("prefix", ""),
        suffix=found.get("suffix", ""),
    )


def _statement(things: _Things, iri: str, documents: dict[str, Document]) -> Statement:
    document = things.one(iri, PROV.wasQuotedFrom) or ""
    said_on = things.one(iri, ONR.saidOn)
    published = documents[document].published if document in documents else None
    return Statement(
        iri=iri,
        document=document,
        speaker=things.one(iri, ONR.speaker),
        source_text=things.one(iri, ONR.sourceText) or "",
        cue=things.one(iri, ONR.cue) or "",
        words=things.one(iri, ONR.words) or "",
        act=_tail(things.one(iri, ONR.act) or ""),
        form=things.one(iri, ONR.form) or "",
        date=said_on or published,
        said_on=said_on,
        confidence=things.confidence(iri),
        content=things.passages(iri, ONR.evidence),
        source=things.passages(iri, ONR.sourceEvidence),
        cues=things.passages(iri, ONR.cueEvidence),
        stances=tuple(_stances(things, iri)),
    )


def _stances(things: _Things, statement: str) -> Iterator[Stance]:
    for iri in things.all(statement, ONR.stance):
        yield Stance(
            iri=iri,
            polarity=_polarity(things.one(iri, ONR.polarity)),
            target=things.one(iri, ONR.target) or "",
            confidence=things.confidence(iri),
            evidence=things.passages(iri, ONR.evidence),
            weight=float(things.one(iri, ONR.weight) or 1),
        )


def _position(things: _Things, iri: str) -> Position:
    return Position(
        iri=iri,
        holder=things.one(iri, ONR.holder) or "",
        target=things.one(iri, ONR.target) or "",
        polarity=_polarity(things.one(iri, ONR.polarity)),
        supporting=things.number(iri, ONR.supportingStatements),
        opposing=things.number(iri, ONR.opposingStatements),
        first=things.one(iri, ONR.firstStated),
        last=things.one(iri, ONR.lastStated),
        statements=things.all(iri, PROV.wasDerivedFrom),
    )


def _relation(things: _Things, iri: str) -> Relation:
    return Relation(
        iri=iri,
        subject=things.one(iri, ONR.subject) or "",
        predicate=_tail(things.one(iri, ONR.predicate) or ""),
        object=things.one(iri, ONR.object) or "",
        confidence=things.confidence(iri),
        evidence=things.passages(iri, ONR.evidence),
    )


def _alignment(things: _Things, iri: str) -> Iterator[Alignment]:
    actors = things.all(iri, ONR.actor)
    if len(actors) == 2:
        yield Alignment(
            iri=iri,
            actors=(actors[0], actors[1]),
            agreements=things.number(iri, ONR.agreements),
            disagreements=things.number(iri, ONR.disagreements),
            targets=things.all(iri, ONR.sharedTarget),
            first=things.one(iri, ONR.firstStated),
            last=things.one(iri, ONR.lastStated),
        )


def _change(things: _Things, iri: str) -> Change:
    return Change(
        iri=iri,
        holder=things.one(iri, ONR.holder) or "",
        target=things.one(iri, ONR.target) or "",
        before=things.one(iri, ONR["from"]) or "",
        after=things.one(iri, ONR.to) or "",
    )


def _polarity(iri: str | None) -> str:
    return _tail(iri or "").lower()


def _tail(iri: str) -> str:
    """What follows the last # or / of an IRI."""
    return iri.replace("#", "/").rstrip("/").rpartition("/")[2]
