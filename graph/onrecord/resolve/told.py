"""What one article tells of an entity that could say which one it is, beside its name.

Posts, parties, walk of life, place and titles: taken from the article's relations and from the
words that stand beside the name.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from onrecord.lexicon import Lexicon
from onrecord.model import Entity, Reading
from onrecord.resolve.names import titles
from onrecord.resolve.portraits import DATED
from onrecord.resolve.words import FEMALE, MALE, PEERS, WALKS
from onrecord.slugs import slug

PARTY = re.compile(
    r"\b(?:party|democrats?|conservatives?|labour|greens?|liberals?|republicans?)\b", re.I
)
APPOSITION = re.compile(r"^,\s+((?:an?|the)\s[^,.;:\n“”]{3,80}|[^,.;:\n“”]{3,40})[,.;]")
PREPOSITION = re.compile(r"\b(?:of|for|to|by|with|at|in|on|from|who|whose|against)\b")
PAST = re.compile(r"\b(?:former|ex|then|late|retired|one-time|previous)\b", re.I)
PRONOUNS = {"he": "male", "she": "female"}
COMMON = frozenset({"mr", "mrs", "ms", "miss"})
SURE = 2  # pronouns of one gender that tell it, where no title does
HELD = 0.7  # confidence of a relation that may speak for or against a merge
BESIDE = 90  # characters before and after a name that may tell what its bearer is


class Fact(NamedTuple):
    """Something that an article tells of an entity: the part of its portrait, and a value of it."""

    part: str
    value: str
    year: int | None = None  # of what held in a year


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


def told(
    reading: Reading, parties: Parties, iris: Mapping[str, str], year: int | None
) -> dict[str, tuple[Fact, ...]]:
    """What relations and neighbouring words tell of each entity."""
    found: dict[str, dict[Fact, None]] = {}
    entities = {e.id: e for e in reading.entities}

    def add(entity: str, part: str, value: str) -> None:
        fact = Fact(part, value, year if part in DATED else None)
        found.setdefault(entity, {})[fact] = None

    for relation in reading.relations:
        subject, other = entities[relation.subject], entities[relation.object]
        if relation.confidence < HELD:
            continue
        key = iris.get(other.id) or slug(other.name)
        if relation.predicate == "holdsOffice":
            add(subject.id, "posts", _post(other, iris))
        elif relation.predicate == "heldOffice":
            add(subject.id, "past", _post(other, iris))
        elif relation.predicate == "memberOf":
            if other.iri in parties.iris or PARTY.search(other.name):
                add(subject.id, "parties", _party(other.iri or other.name))
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
                add(entity.id, part, value)
            for part, value in _addressed(entity, reading):
                add(entity.id, part, value)
    return {entity: tuple(_of_one_party(facts)) for entity, facts in found.items()}


def _of_one_party(facts: Collection[Fact]) -> Iterator[Fact]:
    """Told of two parties at once, somebody belongs to neither for sure."""
    has_one = sum(fact.part == "parties" for fact in facts) == 1
    return (fact for fact in facts if has_one or fact.part != "parties")


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
