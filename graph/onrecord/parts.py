"""What each document adds to the graph: made part by part, and kept from one build to the next.

A part is made anew only where its document, its reading, or the nodes that its entities are over
the whole corpus have changed; the program and its vocabulary count as well. What is kept has been
checked: a part in which something is wrong is made, and told of, again by every build.
"""

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice

from pydantic import TypeAdapter
from rdflib import Graph, URIRef

from onrecord import annotations, fingerprints, inferred, mapping, omissions, report
from onrecord.checks import Checks, Found
from onrecord.compact import small_graph
from onrecord.dates import partial_date
from onrecord.errors import StoreError
from onrecord.facts import Fact
from onrecord.identifiers import Identifiers
from onrecord.inferred import Linker, Topic
from onrecord.kept import Kept
from onrecord.model import Polarity, Reading, Thing
from onrecord.partitions import Row
from onrecord.sides import Said, sides, weights
from onrecord.things import Mention
from onrecord.turtle import Prefixes, body, parts
from onrecord.views import record, triples
from onrecord.views.record import Article

NAMES = ("told", "turtle", "annotations", "article")  # of what is kept of a document
GROUP = 20  # documents that are checked at a time: some 30,000 triples


@dataclass(frozen=True, slots=True)
class Told:
    """What a document tells of things that others may speak of, too; IRIs as plain text."""

    document: str
    prefixes: tuple[str, ...]  # that its Turtle uses
    mentions: tuple[tuple[str, str | None], ...]
    facts: tuple[tuple[str, str, str, str, float], ...]
    said: tuple[tuple[str, str, Polarity, str, str | None, float, float], ...]
    topics: tuple[tuple[str, str, float], ...]
    article: report.Article
    left_out: tuple[str, ...]

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


@dataclass(frozen=True, slots=True)
class Parts:
    """Makes parts, or finds them kept."""

    memory: Kept
    checks: Checks
    identifiers: Identifiers
    namespaces: Sequence[tuple[str, URIRef]]
    nodes: Mapping[Thing, URIRef]
    linker: Linker | None
    circumstances: str  # a hash over all that a part depends on beside its reading

    def told(
        self, rows: Iterable[Row], merged: Mapping[str, Mapping[str, Thing]]
    ) -> Iterator[tuple[Told, Found]]:
        """What each document tells, and what is wrong with it; in any order.

        Args:
            rows: the readings.
            merged: by document id and entity id, what each entity is over the whole corpus.
        """
        for row in _grouped(rows):
            new: list[tuple[Row, str]] = []
            for one in row:
                key = self._key(one, merged.get(one.id, {}))
                kept = [self.memory.part(self._iri(one), name, key) for name in NAMES]
                if None in kept:
                    new.append((one, key))
                else:
                    yield _TOLD.validate_json(kept[0] or b""), Found()
            if new:
                yield from self._made(new, merged)

    def _iri(self, row: Row) -> str:
        return str(self.identifiers.document(row.sha256))

    def _key(self, row: Row, here: Mapping[str, Thing]) -> str:
        known = sorted((id, str(self.nodes[thing])) for id, thing in here.items())
        found = sha256(row.document + b" " + row.found).hexdigest()
        return fingerprints.of(self.circumstances, row.sha256, row.id, found, known)

    def _made(
        self, rows: Sequence[tuple[Row, str]], merged: Mapping[str, Mapping[str, Thing]]
    ) -> Iterator[tuple[Told, Found]]:
        """Makes the parts of a group of documents in one graph, and keeps them."""
        graph, readings = small_graph(), [row.reading() for row, _ in rows]
        things = [merged.get(reading.document.id, {}) for reading in readings]
        made = [self._mapped(graph, *pair) for pair in zip(readings, things, strict=True)]
        graph += weights(graph)
        said: dict[str, list[Said]] = {}
        for one in sides(graph):
            said.setdefault(str(one.document), []).append(one)
        wrong = self.checks.part(graph, {r.document.sha256: r.document.text for r in readings})
        is_sound = wrong.is_sound  # the whole group: what is wrong is told by every build
        evidence = (str(fact.evidence) for part, _ in made for fact in part.facts)
        articles = triples.articles(graph, evidence)
        texts: dict[str, tuple[str, tuple[str, ...]]] = {}
        for node, own in parts(graph):
            prefixes = Prefixes(self.namespaces)
            texts[str(node)] = body(graph, own, prefixes), tuple(prefixes.used())
        for (row, key), reading, (part, topics) in zip(rows, readings, made, strict=True):
            document = self._iri(row)
            text, used = texts[document]
            told = Told(
                document=document,
                prefixes=used,
                mentions=tuple(
                    (str(n), str(place) if place else None) for n, place in part.mentions
                ),
                facts=tuple(map(_plain_fact, part.facts)),
                said=tuple(map(_plain_said, said.get(document, ()))),
                topics=tuple((str(t.node), str(t.concept), t.similarity) for t in topics),
                article=report.article(reading),
                left_out=omissions.left_out([reading], merged),
            )
            shown = record.dumps(articles[document])
            files = map(_packed, (text, annotations.dumps(reading), shown))
            kept = dict(zip(NAMES, (_TOLD.dump_json(told), *files), strict=True))
            self.memory.put_parts(document, key if is_sound else "", kept)
            yield told, wrong
            wrong = Found()

    def _mapped(
        self, graph: Graph, reading: Reading, merged: Mapping[str, Thing]
    ) -> tuple[mapping.Part, tuple[Topic, ...]]:
        here = {entity.id: self.nodes[merged[entity.id]] for entity in reading.entities}
        part = mapping.part(reading, here, self.identifiers, graph)
        links = self.linker.links(reading) if self.linker else ()
        return part, tuple(inferred.topics(graph, self.identifiers, links))


def turtle(memory: Kept, document: str) -> str:
    """The Turtle of a document's part, once it was told."""
    return _kept(memory, document, "turtle")


def annotation(memory: Kept, document: str) -> str:
    """Its annotation file, once it was told."""
    return _kept(memory, document, "annotations")


def article(memory: Kept, document: str) -> Article:
    """What the views show of it, once it was told."""
    return record.loads(_kept(memory, document, "article"))


def _kept(memory: Kept, document: str, name: str) -> str:
    data = memory.part(document, name)
    if data is None:
        raise StoreError(
            f"{document}: what was kept of it was altered during the build. Build again."
        )
    return zlib.decompress(data).decode("utf-8")


def _plain_fact(one: Fact) -> tuple[str, str, str, str, float]:
    ends = str(one.subject), one.predicate, str(one.object)
    return (*ends, str(one.evidence), one.confidence)


def _plain_said(one: Said) -> tuple[str, str, Polarity, str, str | None, float, float]:
    date = one.date.text if one.date else None
    ends = str(one.holder), str(one.target)
    return (*ends, one.polarity, str(one.statement), date, one.weight, one.confidence)


def _packed(text: str) -> bytes:
    return zlib.compress(text.encode("utf-8"), 1)


def _grouped(rows: Iterable[Row]) -> Iterator[list[Row]]:
    left = iter(rows)
    while group := list(islice(left, GROUP)):
        yield group
