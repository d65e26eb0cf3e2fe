"""Readings and what their entities are -> graph.ttl, its index, and all that is wrong with it.

Nothing here holds the graph: what each document says is made, checked and written document by
document (`parts`), the rest so many things at a time. In memory are names, dates and places only.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from rdflib import Graph, URIRef

from onrecord.building.kept import Kept
from onrecord.building.maker import load
from onrecord.building.partitions import Readings, Texts
from onrecord.building.parts import Parts, turtle
from onrecord.building.report import Article, Report
from onrecord.building.told import Told
from onrecord.building.workers import Crew, Means
from onrecord.identifiers import Identifiers
from onrecord.lexicon import Lexicon
from onrecord.model import Thing
from onrecord.progress import Progress
from onrecord.rdf import store
from onrecord.rdf.compact import small_graph, uncollected
from onrecord.rdf.patching import Before
from onrecord.rdf.store import Layout, Writer
from onrecord.rdf.turtle import body, natural, reading_order
from onrecord.read import Skipped
from onrecord.triples import inferred, mapping
from onrecord.triples.facts import Facts
from onrecord.triples.inferred import Linker
from onrecord.triples.positions import Inferred
from onrecord.triples.sides import Said
from onrecord.triples.things import Things
from onrecord.validation.checks import Checks, Found

ACTORS = {"Person", "Organisation", "Group"}


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a graph is made with beside readings and things."""

    lexicon: Lexicon
    identifiers: Identifiers
    linker: Linker | None
    version: str
    vocabulary: str  # its hash
    models: tuple[str, ...]
    hashed: str  # all of this and the program, as one hash
    before: Path | None = None  # the folder of an earlier build, whose index can be made use of


@dataclass(frozen=True, slots=True)
class Assembled:
    """A graph that stands in a folder."""

    report: Report
    layout: Layout
    documents: tuple[tuple[str, str], ...]  # ids and IRIs


def assemble(
    folder: Path,
    readings: Readings,
    merged: Mapping[tuple[str, str], Thing],
    skipped: tuple[Skipped, ...],
    memory: Kept,
    given: Circumstances,
    progress: Progress,
    crew: Crew,
) -> Assembled:
    """Writes the graph of all readings into a folder that holds none.

    Args:
        folder: where graph.ttl and store/ go.
        readings: one per document.
        merged: what each (document id, entity id) is over the whole corpus.
        skipped: files that gave no document, for the report.
        memory: where the parts of documents are kept.
        given: all else.
        progress: is told of the stages.
        crew: the processes that parts are made in; they end with the last part.

    Raises OSError where the folder cannot be written, VocabularyError for broken shapes.
    """
    identifiers, lexicon = given.identifiers, given.lexicon
    concepts = {concept.iri: concept for concept in lexicon.concepts}
    known = {thing.iri: thing for thing in lexicon.known}
    every = set(merged.values())
    things = Things(every, identifiers, concepts, lexicon.tenures, known)
    maker = load(lexicon, identifiers.base, given.linker)
    checks, namespaces = maker.checks, maker.namespaces
    parts = Parts(memory, maker, things.nodes, given.hashed, crew, Means(lexicon))
    shared = _Shared(things, Facts(identifiers), given)
    found = Found()
    every_told = parts.told(readings.rows(), _by_document(merged))
    for told, wrong in progress.count("Mapping the articles", len(readings), every_told):
        shared.add(told)
        found |= wrong
    crew.close()
    del told
    memory.prune_parts({document for _, document in shared.documents})

    progress.stage("Writing the graph")
    writer = Writer(folder, namespaces)
    for batch in shared.build():
        found |= _put(writer, batch, checks)
    for document in sorted(shared.prefixes, key=natural):
        writer.put(document, turtle(memory, str(document)), shared.prefixes[document])
    for batch in shared.batches():
        found |= _put(writer, batch, checks)
    written = writer.close()
    index = store.index(written, Before(given.hashed, given.before))
    told_of = Report(
        articles=tuple(sorted(shared.articles, key=lambda article: article.id)),
        kinds=Counter(thing.kind for thing in every),
        relations=shared.relations,
        skipped=skipped,
        violations=(),
        left_out=tuple(sorted(shared.left_out)),
    )
    documents = tuple(sorted(shared.documents))

    progress.stage("Checking the graph")
    del shared, things, every, every_told, parts  # room for the index's own memory
    texts, whole = Texts(readings), None
    with suppress(RuntimeError):  # Oxigraph's, of a damaged table: one of the build before
        whole = checks.whole(index, found.strays, texts)
    if whole is None:
        del index  # which is locked as long as anything holds it
        whole = checks.whole(store.index(written, Before(given.hashed)), found.strays, texts)
    violations = tuple(sorted(found.violations | whole))
    return Assembled(replace(told_of, violations=violations), written.parts, documents)


def _by_document(merged: Mapping[tuple[str, str], Thing]) -> dict[str, dict[str, Thing]]:
    found: dict[str, dict[str, Thing]] = {}
    for (document, entity), thing in merged.items():
        found.setdefault(document, {})[entity] = thing
    return found


def _put(writer: Writer, batch: Graph, checks: Checks) -> Found:
    prefixes = writer.prefixes()
    with uncollected():
        text = body(batch, reading_order(batch), prefixes)
        found = checks.part(batch, turtle=f"{prefixes.declarations()}\n{text}")
    writer.put(None, text, prefixes.used())
    return found


class _Shared:
    """What is no single document's: gathered from all of them, then written in batches."""

    def __init__(self, things: Things, facts: Facts, given: Circumstances) -> None:
        self._things, self._facts, self._given = things, facts, given
        self._said: list[Said] = []
        self._topics: list[inferred.Topic] = []
        self.articles: list[Article] = []
        self.documents: list[tuple[str, str]] = []
        self.left_out: set[str] = set()
        self.prefixes: dict[URIRef, tuple[str, ...]] = {}  # of each document

    def add(self, told: Told) -> None:
        document = URIRef(told.document)
        self.prefixes[document] = told.prefixes
        self._things.mention(document, told.each_mention())
        self._facts.add(told.each_fact())
        self._said.extend(told.each_said())
        self._topics.extend(told.each_topic())
        self.articles.append(told.article)
        self.documents.append((told.article.id, told.document))
        self.left_out.update(told.left_out)

    @property
    def relations(self) -> int:
        return len(self._facts)

    def build(self) -> Iterator[Graph]:
        """What made the graph."""
        graph, given = small_graph(), self._given
        mapping.add_build(graph, given.identifiers, given.version, given.vocabulary, given.models)
        yield graph

    def batches(self) -> Iterator[Graph]:
        """Things with their direct lines, concepts, positions and what follows, relations."""
        found = Inferred(self._said, self._given.identifiers)
        lines = chain(self._facts.lines(), found.lines(self._is_actor))
        concepts = {topic.concept for topic in self._topics}
        yield from self._things.batches(lines, concepts)
        yield from found.batches()
        yield from self._facts.batches()
        yield from self._things.tenures()
        yield from inferred.batches(self._topics)

    def _is_actor(self, node: URIRef) -> bool:
        return not ACTORS.isdisjoint(self._things.kinds(node))
