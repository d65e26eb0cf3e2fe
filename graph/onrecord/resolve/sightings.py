"""What one article tells of a thing that could say which one it is, beside its name.

Posts, parties, walk of life, place, titles and company: taken from the article's relations and
from the words that stand beside the name. A portrait sums up what several articles tell.
"""

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields

from onrecord.lexicon import Lexicon
from onrecord.model import Entity, Kind, Reading
from onrecord.resolve.names import is_acronym, person_name, titles
from onrecord.resolve.words import FEMALE, MALE, PEERS, WALKS
from onrecord.slugs import slug

Dated = tuple[str, int | None]  # something that held in a year

PARTY = re.compile(
    r"\b(?:party|democrats?|conservatives?|labour|greens?|liberals?|republicans?)\b", re.I
)
APPOSITION = re.compile(r"^,\s+((?:an?|the)\s[^,.;:\n“”]{3,80}|[^,.;:\n“”]{3,40})[,.;]")
PREPOSITION = re.compile(r"\b(?:of|for|to|by|with|at|in|on|from|who|whose|against)\b")
PAST = re.compile(r"\b(?:former|ex|then|late|retired|one-time|previous)\b", re.I)
PRONOUNS = {"he": "male", "she": "female"}
COMMON = frozenset({"mr", "mrs", "ms", "miss"})
SURE = 2  # pronouns of one gender that tell it, where no title does
DATED = {"ranks", "parties", "posts"}
HELD = 0.7  # confidence of a relation that may speak for or against a merge
BESIDE = 90  # characters before and after a name that may tell what its bearer is


@dataclass(frozen=True, slots=True)
class Portrait:
    """What is known of one thing; two portraits of one thing add up to one."""

    kind: Kind
    names: frozenset[str]
    iris: frozenset[str] = frozenset()
    genders: frozenset[str] = frozenset()
    ranks: frozenset[Dated] = frozenset()
    parties: frozenset[Dated] = frozenset()
    posts: frozenset[Dated] = frozenset()
    past: frozenset[str] = frozenset()
    walks: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()
    years: frozenset[int] = frozenset()  # of an event
    documents: frozenset[str] = frozenset()
    company: frozenset[str] = frozenset()  # full names and bodies of the same articles

    @property
    def signature(self) -> tuple[frozenset[str] | frozenset[int], ...]:
        """All that could set this thing apart from a namesake; company alone could not."""
        dated = (undated(self.ranks), undated(self.parties), undated(self.posts))
        return (self.iris, self.genders, *dated, self.walks, self.places, self.years)

    @property
    def is_plain(self) -> bool:
        return not any(self.signature)

    def __add__(self, other: "Portrait") -> "Portrait":
        return summed((self, other))


def undated(values: frozenset[Dated]) -> frozenset[str]:
    """What held, in whatever year."""
    return frozenset(value for value, _ in values)


SUMMED = [f.name for f in fields(Portrait) if f.name != "kind"]


def summed(portraits: Iterable[Portrait]) -> Portrait:
    """One portrait of several of one kind; at least one is needed."""
    all_ = list(portraits)
    if len(all_) == 1:
        return all_[0]
    parts = {name: frozenset().union(*(getattr(p, name) for p in all_)) for name in SUMMED}
    return Portrait(all_[0].kind, **parts)


@dataclass(frozen=True, slots=True)
class Sighting:
    """One entity of one article, with its portrait."""

    document: str  # Document.id
    sha256: str
    published: str  # ISO date or part of one; "" where unknown
    entity: Entity
    portrait: Portrait
    paths: tuple[str, ...] = ()

    @property
    def spot(self) -> tuple[str, str]:
        """Where it is: document and entity id."""
        return (self.document, self.entity.id)

    @property
    def age(self) -> tuple[str, str, str]:
        """Sorts by day of publication, undated last: what came first on record comes first."""
        return (self.published or "9999", self.sha256, self.entity.id)


@dataclass(frozen=True, slots=True)
class Parties:
    """The parties that a lexicon knows: their IRIs, and what their members are called."""

    iris: frozenset[str]
    adherents: tuple[tuple[re.Pattern[str], str], ...]

    @classmethod
    def of(cls, lexicon: Lexicon) -> "Parties":
        known = [k for k in lexicon.known if k.adherents]
        words = ((name, _party(k.iri)) for k in known for name in k.adherents)
        patterns = tuple((re.compile(rf"\b{re.escape(name)}\b"), key) for name, key in words)
        return cls(frozenset(k.iri for k in known), patterns)


def portraits(reading: Reading, parties: Parties, iris: Mapping[str, str]) -> list[Sighting]:
    """A sighting of each entity of a reading; `iris` are the lists' by entity id."""
    document = reading.document
    published = document.published or ""
    year = int(published[:4]) if published[:4].isdigit() else None
    told = _told(reading, parties, iris, year)
    documents = frozenset({document.sha256})
    company = frozenset(c for e in reading.entities if (c := as_company(e.kind, e.name)))
    found = []
    for entity in reading.entities:
        parts = told.get(entity.id, {})
        portrait = Portrait(
            entity.kind,
            _names(entity),
            iris=frozenset({iris[entity.id]} if entity.id in iris else ()),
            documents=documents,
            years=frozenset({year} if year and entity.kind == "Event" else ()),
            company=company,  # one set an article: 200,000 of their own took 400 MB
            **{name: frozenset(values) for name, values in parts.items()},  # type: ignore[arg-type]
        )
        found.append(
            Sighting(document.id, document.sha256, published, entity, portrait, document.paths)
        )
    return found


def _names(entity: Entity) -> frozenset[str]:
    """The name; of a body also the acronyms that its article gives it."""
    if entity.kind == "Person":
        return frozenset({entity.name})
    return frozenset({entity.name, *filter(is_acronym, entity.aliases)})


def as_company(kind: Kind, name: str) -> str | None:
    """Who is telling company: people by full name, bodies of more than a word, and places."""
    if kind == "Person" and person_name(name).is_full:
        return f"Person {person_name(name).key}"
    if kind == "Place" or (kind in {"Organisation", "Hospital"} and " " in name.strip()):
        return f"{kind} {slug(name)}"
    return None


def _told(
    reading: Reading, parties: Parties, iris: Mapping[str, str], year: int | None
) -> dict[str, dict[str, set[Hashable]]]:
    """The parts of each entity's portrait that relations and neighbouring words tell."""
    told: dict[str, dict[str, set[Hashable]]] = {}
    entities = {e.id: e for e in reading.entities}

    def add(entity: str, part: str, value: Hashable) -> None:
        told.setdefault(entity, {}).setdefault(part, set()).add(value)

    for relation in reading.relations:
        subject, other = entities[relation.subject], entities[relation.object]
        if relation.confidence < HELD:
            continue
        key = iris.get(other.id) or slug(other.name)
        if relation.predicate == "holdsOffice":
            add(subject.id, "posts", (_post(other, iris), year))
        elif relation.predicate == "heldOffice":
            add(subject.id, "past", _post(other, iris))
        elif relation.predicate == "memberOf":
            if other.iri in parties.iris or PARTY.search(other.name):
                add(subject.id, "parties", (_party(other.iri or other.name), year))
            else:
                add(subject.id, "bodies", key)
        elif relation.predicate in {"affiliatedWith", "partOf"}:
            add(subject.id, "bodies", key)
        elif relation.predicate == "locatedIn":
            add(subject.id, "places", key)
        if relation.predicate in {"memberOf", "affiliatedWith"}:
            add(other.id, "bodies", slug(subject.name))
    for entity in reading.entities:
        if entity.kind == "Person":
            for part, value in _beside(entity, reading.document.text, parties):
                add(entity.id, part, (value, year) if part in DATED else value)
            for part, value in _addressed(entity, reading):
                add(entity.id, part, (value, year) if part in DATED else value)
    for parts in told.values():
        if len(parts.get("parties", ())) > 1:
            del parts["parties"]  # told of two parties at once, it belongs to neither for sure
    return told


def _party(name: str) -> str:
    """One key for a party's name and its entry in a list: "labour"."""
    return slug(re.split("[/#]", name)[-1]).removesuffix("-party")


def _post(office: Entity, iris: Mapping[str, str]) -> str:
    return iris.get(office.id) or " ".join(re.findall(r"[\w'’&-]+", office.name.lower()))


def _beside(entity: Entity, text: str, parties: Parties) -> Iterator[tuple[str, str]]:
    """Walks of life and parties in a title before the name or an apposition after it."""
    for span in entity.mentions:
        before = text[max(0, span.start - BESIDE) : span.start]
        words = re.split(r"[.,;:\n“”\"()]", before)[-1].split()
        title: list[str] = []
        while words and (words[-1][:1].isupper() or words[-1].lower() in WALKS):
            title.insert(0, words.pop())
        led = words[-1] if words else ""
        after = APPOSITION.match(text[span.end : span.end + BESIDE])
        said = [" ".join([led, *title]) if title else "", after.group(1) if after else ""]
        for phrase in said:
            if PAST.search(phrase):
                continue
            head = PREPOSITION.split(phrase)[0]
            for word in re.findall(r"[\w-]+", head):
                if walk := WALKS.get(word.lower()):
                    yield "walks", walk
            for name, party in parties.adherents:
                if name.search(head):
                    yield "parties", party


def _addressed(entity: Entity, reading: Reading) -> Iterator[tuple[str, str]]:
    """Gender and rank by the titles that go with a name, else gender by its pronouns."""
    text = reading.document.text
    forms = {entity.name, *entity.aliases, *(span.of(text) for span in entity.mentions)}
    worn = frozenset[str]().union(*map(titles, forms))
    genders = {g for g, marks in (("male", MALE), ("female", FEMALE)) if worn & marks}
    for rank in ("peer",) if worn & PEERS else ("commoner",) if worn & COMMON else ():
        yield "ranks", rank
    if not genders:
        pronouns = Counter(
            PRONOUNS[word]
            for said in reading.statements
            if said.speaker == entity.id and said.attribution.source
            for word in [said.attribution.source[0].of(text).lower()]
            if word in PRONOUNS
        )
        if len(pronouns) == 1 and pronouns.total() >= SURE:
            genders = set(pronouns)
    if len(genders) == 1:
        yield "genders", genders.pop()
