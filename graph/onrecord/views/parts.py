"""A record read part by part: one that is in memory, or that of a corpus larger than that.

What each article puts on record is asked for article by article; the things that several speak of,
and the ties between these, stand in pieces that are read one after another. Memory holds the names
of things, who and what each statement is of, and what is known of each article beside its words.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple, Protocol

from onrecord.views import triples
from onrecord.views.doubt import Doubts
from onrecord.views.lookup import Source, Things
from onrecord.views.record import (
    KINDS,
    Article,
    Document,
    Entity,
    Passage,
    Position,
    Record,
    Relation,
    Statement,
)

_CLASSES = (*KINDS, "Position", "Relation")  # that are asked for again


class Named(NamedTuple):
    """What a row says of a thing that it points at."""

    kind: str
    name: str


class Said(NamedTuple):
    """Who makes a statement, and what it takes a side on."""

    document: str
    place: int  # among the statements of its article
    speaker: str | None
    targets: frozenset[str]

    @property
    def ends(self) -> frozenset[str]:
        return self.targets | {self.speaker} if self.speaker else self.targets


class Tie(NamedTuple):
    """A relation, without its words."""

    iri: str
    subject: str
    object: str
    passages: int


class Parts(Protocol):
    """A record in parts: `Whole`, or a `Corpus`."""

    @property
    def names(self) -> Mapping[str, Named]:
        """Kind and name of every entity, by IRI; sorted."""

    @property
    def documents(self) -> Mapping[str, Document]:
        """Every article, by IRI; without a title where it is only pointed at."""

    def statements(self, document: str) -> Iterable[Statement]:
        """What an article says."""

    @property
    def said(self) -> Iterable[Said]:
        """Every statement in short."""

    def entities(self, *kinds: str) -> Iterable[Entity]:
        """Every entity, or every one of these kinds, in any order."""

    def positions(self) -> Iterable[Position]:
        """Every position between two entities, in any order."""

    def ties(self) -> Iterable[Tie]:
        """Every relation between two entities in short, in any order."""


class Whole:
    """A record in memory."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._of: dict[str, list[Statement]] = defaultdict(list)
        for said in record.statements.values():
            self._of[said.document].append(said)
        self.names = {iri: Named(thing.kind, thing.name) for iri, thing in record.entities.items()}
        self.documents = {iri: Document(iri, "") for iri in self._of} | record.documents

    def statements(self, document: str) -> Iterable[Statement]:
        return self._of.get(document, ())

    @property
    def said(self) -> Iterator[Said]:
        return (_in_short(one, place) for own in self._of.values() for place, one in enumerate(own))

    def entities(self, *kinds: str) -> Iterable[Entity]:
        every = self._record.entities.values()
        return (thing for thing in every if thing.kind in kinds) if kinds else every

    def positions(self) -> Iterable[Position]:
        return self._record.positions

    def ties(self) -> Iterator[Tie]:
        return map(_tie, self._record.relations)


def _in_short(said: Statement, place: int) -> Said:
    targets = frozenset(stance.target for stance in said.stances)
    return Said(said.document, place, said.speaker, targets)


def _tie(relation: Relation) -> Tie:
    return Tie(relation.iri, relation.subject, relation.object, len(relation.evidence))


class Corpus:
    """What a build puts on record, however much that is."""

    def __init__(
        self,
        documents: Iterable[str],
        article: Callable[[str], Article],
        shared: Sequence[Callable[[], Source]],
    ) -> None:
        """Of the IRIs of all articles, what each says, and all else in pieces of a graph.

        A subject of the graph stands with all its triples in one of the pieces.
        """
        self._documents, self._article, self._shared = sorted(documents), article, shared

    @property
    def documents(self) -> dict[str, Document]:
        return self._contents[0]

    @property
    def said(self) -> Sequence[Said]:
        return self._contents[1]

    @property
    def doubts(self) -> Doubts:
        return self._contents[2]

    @cached_property
    def _contents(self) -> tuple[dict[str, Document], list[Said], Doubts]:
        """Gathered in one go, as an article takes half a millisecond to read."""
        documents, said, doubts = dict[str, Document](), list[Said](), Doubts()
        known = {iri: iri for iri in self.names}  # each in memory once
        for article in self.articles():
            iri = article.document.iri
            documents[iri] = article.document
            doubts.add(article.statements)
            for place, one in enumerate(article.statements):
                short = _in_short(one, place)
                speaker = known.get(short.speaker or "", short.speaker)
                targets = frozenset(known.get(target, target) for target in short.targets)
                said.append(Said(iri, place, speaker, targets))
        return documents, said, doubts

    @property
    def names(self) -> dict[str, Named]:
        return self._outline[0]

    def articles(self) -> Iterator[Article]:
        """Every article, by IRI."""
        return map(self._article, self._documents)

    def statements(self, document: str) -> Iterable[Statement]:
        return self._article(document).statements

    def entities(self, *kinds: str) -> Iterator[Entity]:
        for things in self.pieces(*(kinds or KINDS)):
            every = triples.entities(things).values()
            yield from (thing for thing in every if not kinds or thing.kind in kinds)

    def positions(self) -> Iterator[Position]:
        for things in self.pieces("Position"):
            for iri in things.of("Position"):
                found = triples.position(things, iri)
                if {found.holder, found.target} <= self.names.keys():
                    yield self.doubts.position(found)

    def relations(self) -> Iterator[Relation]:
        for things in self.pieces("Relation"):
            for iri in things.of("Relation"):
                found = triples.relation(things, iri)
                if {found.subject, found.object} <= self.names.keys():
                    yield found

    def ties(self) -> Sequence[Tie]:
        return self._ties

    @cached_property
    def _ties(self) -> list[Tie]:
        return [*map(_tie, self.relations())]

    def record(self, most: int) -> Record | None:
        """All of it in one pass; None if it is more than `most` statements and facts."""
        documents, statements = dict[str, Document](), dict[str, Statement]()
        passages = dict[str, Passage]()
        for article in self.articles():
            documents[article.document.iri] = article.document
            statements |= {said.iri: said for said in article.statements}
            passages |= {passage.iri: passage for passage in article.passages}
            if len(statements) > most:
                return None
        found = triples.record(documents, statements, self._read(), passages)
        size = len(statements) + sum(len(relation.evidence) for relation in found.relations)
        return found if size <= most else None

    @cached_property
    def _outline(self) -> tuple[dict[str, Named], list[set[str]]]:
        """The names, and which classes each piece has things of."""
        names: dict[str, Named] = {}
        kinds = []
        for things in self._read():
            names |= {iri: Named(*named) for iri, named in triples.names(things).items()}
            kinds.append({kind for kind in _CLASSES if things.of(kind)})
        return dict(sorted(names.items())), kinds

    def pieces(self, *kinds: str) -> Iterator[Things]:
        """The pieces that have things of one of these classes, or all pieces."""
        for place, has in enumerate(self._outline[1]):
            if not kinds or not has.isdisjoint(kinds):
                yield Things(self._shared[place]())

    def _read(self) -> Iterator[Things]:
        return (Things(piece()) for piece in self._shared)
