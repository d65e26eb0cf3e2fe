"""From triples to the record: the one place where the views read the graph."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

import pyoxigraph as ox
from rdflib import Graph
from rdflib.namespace import DCTERMS, OWL, PROV, RDF, RDFS, SKOS

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

# Properties as plain texts, as they come from either library.
_ONR, _OA = str(ONR), str(OA)
_TYPE, _LABEL = str(RDF.type), str(RDFS.label)
_PREF_LABEL, _ALT_LABEL = str(SKOS.prefLabel), str(SKOS.altLabel)
_DEFINITION, _BROADER, _SAME_AS = str(SKOS.definition), str(SKOS.broader), str(OWL.sameAs)
_TITLE, _PUBLISHER = str(DCTERMS.title), str(DCTERMS.publisher)
_CREATOR, _ISSUED = str(DCTERMS.creator), str(DCTERMS.issued)
_QUOTED_FROM, _DERIVED_FROM = str(PROV.wasQuotedFrom), str(PROV.wasDerivedFrom)
_URL, _COLOUR = str(SCHEMA.url), str(SCHEMA.color)
_PARTS = tuple((name, _OA + name) for name in ("start", "end", "exact", "prefix", "suffix"))

Source = Graph | Iterable[ox.Triple | ox.Quad]
_Value = tuple[str, str]  # text and language, "" where it has none


def read(source: Source) -> Record:
    """The record that the triples of `source` hold: rdflib's, or Oxigraph's from a store.

    Things that point at an entity the graph does not describe are left out: `onrecord check`
    reports them. The result does not depend on the order of the triples.
    """
    things = Things(source)
    documents = {iri: document(things, iri) for iri in things.of("Document")}
    entities = {iri: entity(things, iri, kind) for kind in KINDS for iri in things.of(kind)}
    statements = {iri: statement(things, iri, documents) for iri in things.of("Statement")}
    positions = (position(things, iri) for iri in things.of("Position"))
    relations = (relation(things, iri) for iri in things.of("Relation"))
    alignments = chain.from_iterable(alignment(things, iri) for iri in things.of("Alignment"))
    changes = (change(things, iri) for iri in things.of("PositionChange"))
    return Record(
        documents=documents,
        entities=dict(sorted(entities.items())),
        statements=statements,
        positions=tuple(p for p in positions if {p.holder, p.target} <= entities.keys()),
        relations=tuple(r for r in relations if {r.subject, r.object} <= entities.keys()),
        alignments=tuple(a for a in alignments if set(a.actors) <= entities.keys()),
        changes=tuple(c for c in changes if {c.before, c.after} <= statements.keys()),
    )


def _plain(source: Source) -> Iterator[tuple[str, str, _Value]]:
    """Triples as texts. A number of Oxigraph's is written as short as can be: 0.9 for 0.90."""
    if isinstance(source, Graph):
        for subject, predicate, value in source:
            language = getattr(value, "language", None) or ""
            yield str(subject), str(predicate), (str(value), language)
        return
    literal = ox.Literal
    triple: Any  # Oxigraph's own types are unions of which a build has two
    for triple in source:
        object = triple.object
        language = object.language if type(object) is literal else None
        yield triple.subject.value, triple.predicate.value, (object.value, language or "")


class Things:
    """The triples by subject and predicate, each list sorted: one pass, then look-ups."""

    def __init__(self, source: Source) -> None:
        self._values = defaultdict[str, dict[str, list[_Value]]](dict)
        several = []
        for subject, predicate, value in _plain(source):
            of_subject = self._values[subject]
            if (values := of_subject.get(predicate)) is None:
                of_subject[predicate] = [value]
            else:
                if len(values) == 1:
                    several.append(values)
                values.append(value)
        for values in several:
            values.sort()
        self._of = defaultdict[str, list[str]](list)
        for iri, of_subject in self._values.items():
            for kind, _ in of_subject.get(_TYPE, ()):
                self._of[kind].append(iri)

    def of(self, kind: str) -> list[str]:
        """The IRIs of all things of a class, sorted."""
        return sorted(self._of.get(_ONR + kind, ()))

    def all(self, iri: str, *predicates: str) -> tuple[str, ...]:
        """The values of the first of these properties that has any."""
        return tuple(dict.fromkeys(text for text, _ in self._first(iri, predicates)))

    def one(self, iri: str, *predicates: str) -> str | None:
        """The first value, an English or untagged one where there is a choice."""
        found = self._first(iri, predicates)
        return min(found, key=lambda value: not _is_english(value))[0] if found else None

    def _first(self, iri: str, predicates: Iterable[str]) -> Sequence[_Value]:
        if values := self._values.get(iri):
            for predicate in predicates:
                if predicate in values:
                    return values[predicate]
        return ()

    def number(self, iri: str, predicate: str) -> int:
        value = self.one(iri, predicate)
        return int(value) if value else 0

    def confidence(self, iri: str) -> float | None:
        value = self.one(iri, _ONR + "confidence")
        return float(value) if value else None

    def passages(self, iri: str, predicate: str) -> tuple[Passage, ...]:
        """The evidence under a property, in text order."""
        found = (_passage(self, evidence) for evidence in self.all(iri, predicate))
        return tuple(sorted(found, key=lambda p: (p.document, p.start, p.end, p.iri)))


def _is_english(value: _Value) -> bool:
    return not value[1] or value[1].startswith("en")


def document(things: Things, iri: str) -> Document:
    return Document(
        iri=iri,
        title=things.one(iri, _TITLE, _LABEL) or _tail(iri),
        outlet=things.one(iri, _PUBLISHER),
        author=things.one(iri, _CREATOR),
        published=things.one(iri, _ISSUED),
        url=things.one(iri, _URL),
        sha256=things.one(iri, _ONR + "sha256"),
        paths=things.all(iri, _ONR + "path"),
    )


def entity(things: Things, iri: str, kind: str) -> Entity:
    name = things.one(iri, _LABEL, _PREF_LABEL) or _tail(iri)
    return Entity(
        iri=iri,
        kind=kind,
        name=name,
        aliases=tuple(alias for alias in things.all(iri, _ALT_LABEL) if alias != name),
        definition=things.one(iri, _DEFINITION) or "",
        broader=things.all(iri, _BROADER),
        same_as=things.all(iri, _SAME_AS),
        documents=things.all(iri, _ONR + "mentionedIn"),
        colour=_colour(things.one(iri, _COLOUR)),
    )


def _colour(value: str | None) -> str | None:
    """A colour only where it can be nothing else: it becomes a value of a style."""
    return value.lower() if value and re.fullmatch("#[0-9a-fA-F]{6}", value) else None


def _passage(things: Things, iri: str) -> Passage:
    found: dict[str, str] = {}
    for selector in things.all(iri, _OA + "hasSelector"):
        for term, predicate in _PARTS:
            value = things.one(selector, predicate)
            if value is not None:
                found[term] = value
    return Passage(
        iri=iri,
        document=things.one(iri, _OA + "hasSource") or "",
        start=int(found.get("start", 0)),
        end=int(found.get("end", 0)),
        exact=found.get("exact", ""),
        prefix=found.get("prefix", ""),
        suffix=found.get("suffix", ""),
    )


def statement(things: Things, iri: str, documents: dict[str, Document]) -> Statement:
    document = things.one(iri, _QUOTED_FROM) or ""
    said_on = things.one(iri, _ONR + "saidOn")
    published = documents[document].published if document in documents else None
    return Statement(
        iri=iri,
        document=document,
        speaker=things.one(iri, _ONR + "speaker"),
        source_text=things.one(iri, _ONR + "sourceText") or "",
        cue=things.one(iri, _ONR + "cue") or "",
        words=things.one(iri, _ONR + "words") or "",
        act=_tail(things.one(iri, _ONR + "act") or ""),
        form=things.one(iri, _ONR + "form") or "",
        date=said_on or published,
        said_on=said_on,
        confidence=things.confidence(iri),
        content=things.passages(iri, _ONR + "evidence"),
        source=things.passages(iri, _ONR + "sourceEvidence"),
        cues=things.passages(iri, _ONR + "cueEvidence"),
        stances=tuple(_stances(things, iri)),
    )


def _stances(things: Things, statement: str) -> Iterator[Stance]:
    for iri in things.all(statement, _ONR + "stance"):
        yield Stance(
            iri=iri,
            polarity=_polarity(things.one(iri, _ONR + "polarity")),
            target=things.one(iri, _ONR + "target") or "",
            confidence=things.confidence(iri),
            evidence=things.passages(iri, _ONR + "evidence"),
            weight=float(things.one(iri, _ONR + "weight") or 1),
        )


def position(things: Things, iri: str) -> Position:
    return Position(
        iri=iri,
        holder=things.one(iri, _ONR + "holder") or "",
        target=things.one(iri, _ONR + "target") or "",
        polarity=_polarity(things.one(iri, _ONR + "polarity")),
        supporting=things.number(iri, _ONR + "supportingStatements"),
        opposing=things.number(iri, _ONR + "opposingStatements"),
        first=things.one(iri, _ONR + "firstStated"),
        last=things.one(iri, _ONR + "lastStated"),
        statements=things.all(iri, _DERIVED_FROM),
    )


def relation(things: Things, iri: str) -> Relation:
    return Relation(
        iri=iri,
        subject=things.one(iri, _ONR + "subject") or "",
        predicate=_tail(things.one(iri, _ONR + "predicate") or ""),
        object=things.one(iri, _ONR + "object") or "",
        confidence=things.confidence(iri),
        evidence=things.passages(iri, _ONR + "evidence"),
    )


def alignment(things: Things, iri: str) -> Iterator[Alignment]:
    actors = things.all(iri, _ONR + "actor")
    if len(actors) == 2:
        yield Alignment(
            iri=iri,
            actors=(actors[0], actors[1]),
            agreements=things.number(iri, _ONR + "agreements"),
            disagreements=things.number(iri, _ONR + "disagreements"),
            targets=things.all(iri, _ONR + "sharedTarget"),
            first=things.one(iri, _ONR + "firstStated"),
            last=things.one(iri, _ONR + "lastStated"),
        )


def change(things: Things, iri: str) -> Change:
    return Change(
        iri=iri,
        holder=things.one(iri, _ONR + "holder") or "",
        target=things.one(iri, _ONR + "target") or "",
        before=things.one(iri, _ONR + "from") or "",
        after=things.one(iri, _ONR + "to") or "",
    )


def _polarity(iri: str | None) -> str:
    return _tail(iri or "").lower()


def _tail(iri: str) -> str:
    """What follows the last # or / of an IRI."""
    return iri.replace("#", "/").rstrip("/").rpartition("/")[2]
