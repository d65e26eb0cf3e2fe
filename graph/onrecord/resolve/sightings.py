"""The entities of articles as a corpus is joined: who they are called, and what is told of them.

All that joining keeps of an article while it goes on is here: some 7 kB of 28 entities.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import TypeVar, cast

from onrecord.model import Kind, Reading
from onrecord.resolve.listing import Listing, Named
from onrecord.resolve.names import is_acronym
from onrecord.resolve.portraits import DATED, Portrait, as_company
from onrecord.resolve.told import HELD, Fact, Parties, told

Spot = tuple[str, str]  # document id, entity id
TELLING = DATED | {"genders", "walks", "places"}  # parts that could set a thing apart
T = TypeVar("T", bound=Hashable)


class Once:
    """One copy of values that are equal: the same names come in article after article."""

    def __init__(self) -> None:
        self._known: dict[Hashable, Hashable] = {}

    def __call__(self, value: T) -> T:
        return cast(T, self._known.setdefault(value, value))


@dataclass(frozen=True, slots=True)
class Source:
    """One article, as far as it tells who its entities are."""

    document: str  # Document.id
    sha256: str
    published: str  # ISO date or part of one; "" where unknown
    paths: tuple[str, ...]
    home: str | None  # the one list that it is at home in
    held: tuple[tuple[str, str], ...]  # entity ids of a person and the office that he or she holds
    company: tuple[str, ...]  # full names and bodies that it names

    @property
    def year(self) -> int | None:
        return int(self.published[:4]) if self.published[:4].isdigit() else None


@dataclass(frozen=True, slots=True)
class Sighting:
    """One entity of one article, and what is told of it there.

    There are 28 an article, and all are in memory at a time: its portrait is painted when it is
    asked for.
    """

    source: Source
    id: str  # Entity.id
    kind: Kind
    name: str
    aliases: tuple[str, ...]
    listed: Named | None  # what a list says that it is
    is_foreign: bool  # a list has its name, but not for this article
    told: tuple[Fact, ...]

    @property
    def document(self) -> str:
        return self.source.document

    @property
    def sha256(self) -> str:
        return self.source.sha256

    @property
    def spot(self) -> Spot:
        """Where it is."""
        return (self.source.document, self.id)

    @property
    def age(self) -> tuple[str, str, str]:
        """Sorts by day of publication, undated last: what came first on record comes first."""
        return (self.source.published or "9999", self.source.sha256, self.id)

    @property
    def names(self) -> tuple[str, ...]:
        """The name; of a body also the acronyms that its article gives it."""
        return (self.name, *filter(is_acronym, () if self.kind == "Person" else self.aliases))

    @property
    def signature(self) -> frozenset[tuple[str, str]]:
        """All that could set this thing apart from a namesake; company alone could not."""
        found = {(fact.part, fact.value) for fact in self.told if fact.part in TELLING}
        if self.listed is not None:
            found.add(("iris", self.listed[0]))
        if self.kind == "Event" and self.source.year:
            found.add(("years", str(self.source.year)))
        return frozenset(found)

    @property
    def portrait(self) -> Portrait:
        return portrait_of((self,))


def portrait_of(sightings: Iterable[Sighting]) -> Portrait:
    """One portrait of sightings of one kind; at least one is needed."""
    parts: dict[str, set[object]] = defaultdict(set)
    for s in sightings:
        kind, source = s.kind, s.source
        parts["names"].update(s.names)
        parts["documents"].add(source.sha256)
        parts["company"].update(source.company)
        if s.listed is not None:
            parts["iris"].add(s.listed[0])
        if kind == "Event" and source.year:
            parts["years"].add(source.year)
        for part, value, year in s.told:
            parts[part].add((value, year) if part in DATED else value)
    return Portrait(kind, **{name: frozenset(values) for name, values in parts.items()})  # type: ignore[arg-type]


def sightings(reading: Reading, listing: Listing, parties: Parties, once: Once) -> list[Sighting]:
    """A sighting of each entity of a reading; `listing` is what lists say of them."""
    document = reading.document
    source = Source(
        once(document.id),
        document.sha256,
        once(document.published or ""),
        document.paths,
        listing.home,
        tuple(
            (once(r.subject), once(r.object))
            for r in reading.relations
            if r.predicate in {"holdsOffice", "heldOffice"} and r.confidence >= HELD
        ),
        tuple(sorted({once(c) for e in reading.entities if (c := as_company(e.kind, e.name))})),
    )
    facts = told(reading, parties, listing.iris, source.year)
    return [
        Sighting(
            source,
            once(entity.id),
            entity.kind,
            once(entity.name),
            tuple(map(once, entity.aliases)),
            once(listing.known.get(entity.id)),
            entity.id in listing.foreign,
            tuple(map(once, facts.get(entity.id, ()))),
        )
        for entity in reading.entities
    ]
