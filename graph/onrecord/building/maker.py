"""The parts of documents, made and checked: here, or in the processes of a crew."""

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rdflib import Graph, URIRef

from onrecord import annotations, vocabulary
from onrecord.building import report, workers
from onrecord.building.partitions import Row
from onrecord.building.told import Told, plain_fact, plain_said
from onrecord.identifiers import Identifiers
from onrecord.lexicon import Lexicon
from onrecord.model import Reading
from onrecord.rdf.compact import small_graph, uncollected
from onrecord.rdf.turtle import Prefixes, body, parts
from onrecord.triples import inferred, mapping, omissions
from onrecord.triples.inferred import Linker, Topic
from onrecord.triples.sides import Said, sides, weights
from onrecord.validation import validate
from onrecord.validation.checks import Checks, Found
from onrecord.views import record, triples

NAMES = ("told", "turtle", "annotations", "article")  # of what is kept of a document


@dataclass(frozen=True, slots=True)
class Given:
    """What a part is made of; can be handed to another process."""

    row: Row
    nodes: Mapping[str, str]  # the IRI of each of its entities, by `Entity.id`


@dataclass(frozen=True, slots=True)
class Made:
    """The parts of some documents, each with what is kept of it by name, and what is wrong."""

    parts: tuple[tuple[Told, Mapping[str, bytes]], ...]
    wrong: Found


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes the parts of documents, and checks them."""

    checks: Checks
    identifiers: Identifiers
    namespaces: Sequence[tuple[str, URIRef]]
    linker: Linker | None

    def document(self, row: Row) -> str:
        return str(self.identifiers.document(row.sha256))

    def make(self, group: Sequence[Given]) -> Made:
        """Makes the parts of a group of documents in one graph."""
        with uncollected():
            return self._make(group)

    def _make(self, group: Sequence[Given]) -> Made:
        graph, readings = small_graph(), [given.row.reading() for given in group]
        mapped = [self._mapped(graph, *pair) for pair in zip(readings, group, strict=True)]
        graph += weights(graph)
        said: dict[str, list[Said]] = {}
        for one in sides(graph):
            said.setdefault(str(one.document), []).append(one)
        evidence = (str(fact.evidence) for part, _ in mapped for fact in part.facts)
        articles = triples.articles(graph, evidence)
        texts: dict[str, tuple[str, dict[str, str]]] = {}
        for node, own in parts(graph):
            prefixes = Prefixes(self.namespaces)
            texts[str(node)] = body(graph, own, prefixes), prefixes.used()
        made: list[tuple[Told, dict[str, bytes]]] = []
        for given, reading, (part, topics) in zip(group, readings, mapped, strict=True):
            document = self.document(given.row)
            text, used = texts[document]
            told = Told(
                document=document,
                prefixes=tuple(used),
                mentions=tuple(
                    (str(n), str(place) if place else None) for n, place in part.mentions
                ),
                facts=tuple(map(plain_fact, part.facts)),
                said=tuple(map(plain_said, said.get(document, ()))),
                topics=tuple((str(t.node), str(t.concept), t.similarity) for t in topics),
                article=report.article(reading),
                left_out=omissions.left_out([reading], {given.row.id: given.nodes}),
            )
            shown = record.dumps(articles[document])
            files = map(packed, (text, annotations.dumps(reading), shown))
            made.append((told, dict(zip(NAMES, (told.dumps(), *files), strict=True))))
        known = {reading.document.sha256: reading.document.text for reading in readings}
        return Made(tuple(made), self.checks.part(graph, known, _joined(texts.values())))

    def _mapped(
        self, graph: Graph, reading: Reading, given: Given
    ) -> tuple[mapping.Part, tuple[Topic, ...]]:
        here = {entity.id: URIRef(given.nodes[entity.id]) for entity in reading.entities}
        part = mapping.part(reading, here, self.identifiers, graph)
        links = self.linker.links(reading) if self.linker else ()
        return part, tuple(inferred.topics(graph, self.identifiers, links))


def load(lexicon: Lexicon, base: str, linker: Linker | None = None) -> Maker:
    """A maker for these topics and this base of IRIs. Raises VocabularyError for broken shapes."""
    identifiers = Identifiers(base)
    concepts = [concept.iri for concept in lexicon.concepts]
    namespaces = list(mapping.empty_graph(identifiers, concepts).namespaces())
    shapes = validate.load_shapes(vocabulary.ontology_folder())
    return Maker(Checks(shapes, namespaces), identifiers, namespaces, linker)


def _joined(texts: Iterable[tuple[str, Mapping[str, str]]]) -> str:
    """The Turtle of several documents, each with the prefixes that it uses, as one file."""
    declared: dict[str, str] = {}
    bodies: list[str] = []
    for text, used in texts:
        declared.update(used)
        bodies.append(text)
    heads = (f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in declared.items())
    return "\n".join([*heads, *bodies])


def packed(text: str) -> bytes:
    return zlib.compress(text.encode("utf-8"), 1)


def unpacked(data: bytes) -> str:
    return zlib.decompress(data).decode("utf-8")


# --- inside a worker ------------------------------------------------------------------------


def make_there(task: tuple[str, Sequence[Given]]) -> Made:
    """What `Maker.make` makes, in a process of a crew; the task starts with the base of IRIs."""
    base, group = task
    return _loaded(base).make(group)


@lru_cache(maxsize=1)
def _loaded(base: str) -> Maker:
    return load(workers.means().lexicon, base)
