"""What a document tells of things that others may speak of, too; as it is kept and handed over."""

from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import TypeAdapter
from rdflib import URIRef

from onrecord.building import report
from onrecord.model import Polarity
from onrecord.triples.dates import partial_date
from onrecord.triples.facts import Fact
from onrecord.triples.inferred import Topic
from onrecord.triples.sides import Said
from onrecord.triples.things import Mention


@dataclass(frozen=True, slots=True)
class Told:
    """IRIs are plain text here."""

    document: str
    prefixes: tuple[str, ...]  # that its Turtle uses
    mentions: tuple[tuple[str, str | None], ...]
    facts: tuple[tuple[str, str, str, str, float], ...]
    said: tuple[tuple[str, str, Polarity, str, str | None, float, float], ...]
    topics: tuple[tuple[str, str, float], ...]
    article: report.Article
    left_out: tuple[str, ...]

    @classmethod
    def loads(cls, data: bytes) -> "Told":
        """Raises pydantic's ValidationError for what `dumps` has not given."""
        return _TOLD.validate_json(data)

    def dumps(self) -> bytes:
        return _TOLD.dump_json(self)

    def each_mention(self) -> Iterator[Mention]:
        for thing, place in self.mentions:
            yield URIRef(thing), URIRef(place) if place else None

    def each_fact(self) -> Iterator[Fact]:
        for subject, predicate, object, place, confidence in self.facts:
            yield Fact(URIRef(subject), predicate, URIRef(object), URIRef(place), confidence)

    def each_said(self) -> Iterator[Said]:
        document = URIRef(self.document)
        for holder, target, polarity, statement, date, weight, confidence in self.said:
            ends, node = (URIRef(holder), URIRef(target)), URIRef(statement)
            yield Said(*ends, polarity, node, document, partial_date(date), weight, confidence)

    def each_topic(self) -> Iterator[Topic]:
        for node, concept, similarity in self.topics:
            yield Topic(URIRef(node), URIRef(concept), similarity)


_TOLD = TypeAdapter(Told)


def plain_fact(one: Fact) -> tuple[str, str, str, str, float]:
    ends = str(one.subject), one.predicate, str(one.object)
    return (*ends, str(one.evidence), one.confidence)


def plain_said(one: Said) -> tuple[str, str, Polarity, str, str | None, float, float]:
    date = one.date.text if one.date else None
    ends = str(one.holder), str(one.target)
    return (*ends, one.polarity, str(one.statement), date, one.weight, one.confidence)
