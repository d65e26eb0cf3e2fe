"""What is read of a record part by part, whether it is in memory or in an index on disk."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, Protocol

from onrecord.views.record import Document, Entity, Position, Record, Statement


class Named(NamedTuple):
    """What a row says of a thing that it points at."""

    kind: str
    name: str


class Said(NamedTuple):
    """Who is in a statement, without its words and passages."""

    statement: str
    document: str
    speaker: str | None
    targets: tuple[str, ...]  # each once


class Fact(NamedTuple):
    """Whom a relation ties, and on how many passages it rests."""

    relation: str
    subject: str
    object: str
    passages: int


class Parts(Protocol):
    """A record that may be larger than memory: `Whole`, or an Index."""

    @property
    def names(self) -> Mapping[str, Named]:
        """Kind and name of every entity, by IRI; sorted."""

    @property
    def titles(self) -> Mapping[str, str]:
        """The title of every document, by IRI."""

    def sources(self) -> Iterable[str]:
        """The IRIs of all documents that a statement is quoted from, and perhaps of others."""

    def document(self, iri: str) -> Document:
        """One of `sources`; without a title where it is only pointed at."""

    def statements(self, document: Document) -> Iterable[Statement]:
        """What an article says."""

    def entity(self, iri: str) -> Entity:
        """One of `names`."""

    def position(self, iri: str) -> Position:
        """One of `positions`."""

    def positions(self) -> Iterable[Position]:
        """Every position between two entities."""

    def said(self) -> Iterable[Said]:
        """Who is in each statement."""

    def facts(self) -> Iterable[Fact]:
        """Whom each relation ties."""


class Whole:
    """A record in memory, in parts."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._of: dict[str, list[Statement]] = defaultdict(list)
        for said in record.statements.values():
            self._of[said.document].append(said)
        self._positions = {position.iri: position for position in record.positions}
        self.names = {iri: Named(thing.kind, thing.name) for iri, thing in record.entities.items()}
        self.titles = {iri: document.title for iri, document in record.documents.items()}

    def sources(self) -> Iterable[str]:
        return self._of

    def document(self, iri: str) -> Document:
        return self._record.documents.get(iri) or Document(iri, "")

    def statements(self, document: Document) -> Iterable[Statement]:
        return self._of[document.iri]

    def entity(self, iri: str) -> Entity:
        return self._record.entities[iri]

    def position(self, iri: str) -> Position:
        return self._positions[iri]

    def positions(self) -> Iterable[Position]:
        return self._record.positions

    def said(self) -> Iterator[Said]:
        for said in self._record.statements.values():
            targets = sorted({stance.target for stance in said.stances})
            yield Said(said.iri, said.document, said.speaker, tuple(targets))

    def facts(self) -> Iterator[Fact]:
        for fact in self._record.relations:
            yield Fact(fact.iri, fact.subject, fact.object, len(fact.evidence))
