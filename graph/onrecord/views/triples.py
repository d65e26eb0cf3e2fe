"""From triples to the record: the one place where the views read the graph."""

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from itertools import chain
from types import MappingProxyType
from typing import TypeVar

from rdflib import Graph
from rdflib.namespace import DCTERMS, OWL, PROV, RDFS, SKOS

from onrecord.identifiers import OA, ONR, SCHEMA
from onrecord.triples import evidence
from onrecord.views.doubt import Doubts
from onrecord.views.lookup import Source, Things
from onrecord.views.record import (
    KINDS,
    Alignment,
    Article,
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
_ONR = str(ONR)
_LABEL, _PREF_LABEL, _ALT_LABEL = str(RDFS.label), str(SKOS.prefLabel), str(SKOS.altLabel)
_DEFINITION, _BROADER, _SAME_AS = str(SKOS.definition), str(SKOS.broader), str(OWL.sameAs)
_TITLE, _PUBLISHER = str(DCTERMS.title), str(DCTERMS.publisher)
_CREATOR, _ISSUED = str(DCTERMS.creator), str(DCTERMS.issued)
_QUOTED_FROM, _DERIVED_FROM = str(PROV.wasQuotedFrom), str(PROV.wasDerivedFrom)
_URL, _COLOUR = str(SCHEMA.url), str(SCHEMA.color)
_SELECTOR, _SOURCE = str(OA.hasSelector), str(OA.hasSource)
_PARTS = tuple((name, str(OA[name])) for name in ("start", "end", "exact", "prefix", "suffix"))
_NONE: Mapping[str, Passage] = MappingProxyType({})
T = TypeVar("T")
Tie = TypeVar("Tie", Position, Relation, Alignment, Change)


def read(source: Source) -> Record:
    """The record that the triples of `source` hold: rdflib's, or Oxigraph's.

    Things that point at an entity the graph does not describe are left out: `onrecord check`
    reports them. The result does not depend on the order of the triples.
    """
    things = Things(source)
    documents = {iri: document(things, iri) for iri in things.of("Document")}
    statements = {iri: statement(things, iri, documents) for iri in things.of("Statement")}
    return record(documents, statements, [things])


def record(
    documents: dict[str, Document],
    statements: dict[str, Statement],
    parts: Iterable[Things],
    passages: Mapping[str, Passage] = _NONE,
    names: Container[str] | None = None,
    doubts: Doubts | None = None,
) -> Record:
    """The record of documents, of what they say, and of all else in the parts of a graph.

    `passages` are those that relations rest on, by IRI, where the parts do not hold them; `names`
    are the entities that are kept, with the ties among them, where not all are; `doubts` are those
    of more statements than these.
    """
    found: dict[str, Entity] = {}
    positions, relations = list[Position](), list[Relation]()
    alignments, changes = list[Alignment](), list[Change]()
    for things in parts:
        here = entities(things)
        found |= {iri: one for iri, one in here.items() if names is None or iri in names}
        positions += (position(things, iri) for iri in things.of("Position"))
        relations += (relation(things, iri, passages) for iri in things.of("Relation"))
        alignments += chain.from_iterable(alignment(things, iri) for iri in things.of("Alignment"))
        changes += (change(things, iri) for iri in things.of("PositionChange"))
    doubts = doubts or Doubts(statements.values())
    return Record(
        documents=dict(sorted(documents.items())),
        entities=dict(sorted(found.items())),
        statements=dict(sorted(statements.items())),
        positions=_sorted(
            doubts.position(p) for p in positions if {p.holder, p.target} <= found.keys()
        ),
        relations=_sorted(r for r in relations if {r.subject, r.object} <= found.keys()),
        alignments=_sorted(a for a in alignments if set(a.actors) <= found.keys()),
        changes=_sorted(c for c in changes if {c.before, c.after} <= statements.keys()),
    )


def _sorted(ties: Iterable[Tie]) -> tuple[Tie, ...]:
    return tuple(sorted(ties, key=lambda tie: tie.iri))


def articles(graph: Graph, grounds: Iterable[str]) -> dict[str, Article]:
    """What each document of a graph says, by the document's IRI.

    `grounds` are the passages that relations rest on: these stand in another part of the graph.
    """
    things = Things(graph)
    known = {
        str(node): _shown(str(node), one) for node, one in evidence.passages(graph).items() if one
    }
    documents = {iri: document(things, iri) for iri in things.of("Document")}
    said = {iri: list[Statement]() for iri in documents}
    for iri in things.of("Statement"):
        one = statement(things, iri, documents, known)
        said.setdefault(one.document, []).append(one)
    rested_on = defaultdict[str, list[Passage]](list)
    for iri in sorted(set(grounds)):
        found = known.get(iri) or _passage(things, iri)
        rested_on[found.document].append(found)
    return {
        iri: Article(documents.get(iri) or Document(iri, ""), (*every,), (*rested_on[iri],))
        for iri, every in said.items()
    }


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


def entities(things: Things) -> dict[str, Entity]:
    """All of them, by IRI."""
    return {iri: _entity(things, iri, kind) for kind in KINDS for iri in things.of(kind)}


def names(things: Things) -> dict[str, tuple[str, str]]:
    """Kind and name of all entities, by IRI."""
    return {iri: (kind, _name(things, iri)) for kind in KINDS for iri in things.of(kind)}


def _name(things: Things, iri: str) -> str:
    return things.one(iri, _LABEL, _PREF_LABEL) or _tail(iri)


def _entity(things: Things, iri: str, kind: str) -> Entity:
    name = _name(things, iri)
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


def _passages(
    things: Things, iri: str, predicate: str, known: Mapping[str, Passage] = _NONE
) -> tuple[Passage, ...]:
    """The evidence under a property, in text order."""
    found = (known.get(each) or _passage(things, each) for each in things.all(iri, predicate))
    return tuple(sorted(found, key=lambda p: (p.document, p.start, p.end, p.iri)))


def _passage(things: Things, iri: str) -> Passage:
    found: dict[str, str] = {}
    for selector in things.all(iri, _SELECTOR):
        for term, predicate in _PARTS:
            value = things.one(selector, predicate)
            if value is not None:
                found[term] = value
    return Passage(
        iri=iri,
        document=things.one(iri, _SOURCE) or "",
        start=int(found.get("start", 0)),
        end=int(found.get("end", 0)),
        exact=found.get("exact", ""),
        prefix=found.get("prefix", ""),
        suffix=found.get("suffix", ""),
    )


def _shown(iri: str, found: evidence.Passage) -> Passage:
    place, words = (str(found.document), found.start, found.end), found.quote
    return Passage(iri, *place, words.exact, words.prefix, words.suffix)


def statement(
    things: Things,
    iri: str,
    documents: dict[str, Document],
    known: Mapping[str, Passage] = _NONE,
) -> Statement:
    """With these passages, where they have been read before."""
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
        content=_passages(things, iri, _ONR + "evidence", known),
        source=_passages(things, iri, _ONR + "sourceEvidence", known),
        cues=_passages(things, iri, _ONR + "cueEvidence", known),
        stances=tuple(_stances(things, iri, known)),
    )


def _stances(things: Things, statement: str, known: Mapping[str, Passage]) -> Iterator[Stance]:
    for iri in things.all(statement, _ONR + "stance"):
        yield Stance(
            iri=iri,
            polarity=_polarity(things.one(iri, _ONR + "polarity")),
            target=things.one(iri, _ONR + "target") or "",
            confidence=things.confidence(iri),
            evidence=_passages(things, iri, _ONR + "evidence", known),
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
        weights=(
            things.decimal(iri, _ONR + "weightFor"),
            things.decimal(iri, _ONR + "weightAgainst"),
        ),
    )


def relation(things: Things, iri: str, passages: Mapping[str, Passage] = _NONE) -> Relation:
    """With these passages, where `things` does not hold them."""
    return Relation(
        iri=iri,
        subject=things.one(iri, _ONR + "subject") or "",
        predicate=_tail(things.one(iri, _ONR + "predicate") or ""),
        object=things.one(iri, _ONR + "object") or "",
        confidence=things.confidence(iri),
        evidence=_passages(things, iri, _ONR + "evidence", passages),
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
