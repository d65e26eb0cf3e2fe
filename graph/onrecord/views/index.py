"""A build's index on disk, read in parts: one article, one name, one tie at a time.

`triples.read` holds a whole graph in memory, some 1.4 MB an article; what is made of every build
is made from this, which keeps the names of things and the titles of articles alone, some 5 kB.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import chain

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Store, Triple
from rdflib import PROV, RDF, RDFS, SKOS

from onrecord.identifiers import OA, ONR
from onrecord.views import triples
from onrecord.views.parts import Fact, Named, Said
from onrecord.views.record import (
    KINDS,
    Alignment,
    Change,
    Document,
    Entity,
    Position,
    Relation,
    Statement,
)
from onrecord.views.triples import Things

_Node = NamedNode | BlankNode | Literal | Triple


def _onr(*names: str) -> tuple[NamedNode, ...]:
    return tuple(NamedNode(str(ONR) + name) for name in names)


def _oa(*names: str) -> tuple[NamedNode, ...]:
    return tuple(NamedNode(str(OA) + name) for name in names)


_TYPE, _QUOTED_FROM = NamedNode(str(RDF.type)), NamedNode(str(PROV.wasQuotedFrom))
_LABELS = NamedNode(str(RDFS.label)), NamedNode(str(SKOS.prefLabel))
_STANCE, _SPEAKER, _TARGET, _EVIDENCE = _onr("stance", "speaker", "target", "evidence")
_ENDS = _onr("subject", "object")
# What leads from a statement or a relation to the words that it rests on.
_LEADS = {*_onr("stance", "evidence", "sourceEvidence", "cueEvidence"), *_oa("hasSelector")}
# What a table tells of a statement, its stances and its passages.
_OF_TABLES = (
    _QUOTED_FROM,
    *_onr("saidOn", "speaker", "sourceText", "cue", "words", "act", "form", "confidence"),
    *_onr("evidence", "stance", "polarity", "target"),
    *_oa("hasSource", "hasSelector", "start", "end", "exact"),
)


class Index:
    """The values of `triples.read`, from a store that may be larger than memory.

    `held` is what `quads.stored` gives: what an article says stands in the graph of its name. It
    must not change while it is read. Raises ValueError for a store without these graphs.
    """

    def __init__(self, held: Store) -> None:
        self._held = held
        if any(held.quads_for_pattern(None, _QUOTED_FROM, None, DefaultGraph())):
            raise ValueError("no index of a build: statements stand outside of their articles")

    @cached_property
    def names(self) -> dict[str, Named]:
        """Kind and name of every entity, by IRI; sorted."""
        found = {}
        for kind in KINDS:
            for node in self._of(kind):
                labels = chain.from_iterable(self._quads(node, label) for label in _LABELS)
                name = triples.entity(Things(labels), node.value, kind).name
                found[node.value] = Named(kind, name)
        return dict(sorted(found.items()))

    @cached_property
    def titles(self) -> dict[str, str]:
        """The title of every document, by IRI; sorted."""
        documents = sorted(node.value for node in self._of("Document"))
        return {iri: self.document(iri).title for iri in documents}

    def document(self, iri: str) -> Document:
        """One that is only pointed at has no title."""
        found = Things(self._quads(NamedNode(iri)))
        return triples.document(found, iri) if found.of("Document") else Document(iri, "")

    def entity(self, iri: str) -> Entity:
        """One of `names`."""
        return triples.entity(Things(self._quads(NamedNode(iri))), iri, self.names[iri].kind)

    def position(self, iri: str) -> Position:
        """One of `positions`."""
        return triples.position(Things(self._quads(NamedNode(iri))), iri)

    def relation(self, iri: str) -> Relation:
        """The relation of one of `facts`, with all its passages."""
        return triples.relation(Things(self._around([NamedNode(iri)])), iri)

    def sources(self) -> list[str]:
        """The IRIs of all documents; sorted."""
        return sorted(graph.value for graph in self._held.named_graphs())

    def statements(self, document: Document) -> list[Statement]:
        """What an article says, for a table: passages without the text around them, and none
        that tell who says it by which verb.

        By property, so that nothing is read but what a table has: half of the article's triples.
        """
        home = NamedNode(document.iri)
        columns = (self._held.quads_for_pattern(None, each, None, home) for each in _OF_TABLES)
        things = Things(chain.from_iterable(columns))
        wanted = sorted(self._column(_QUOTED_FROM, home))
        return [triples.statement(things, iri, {document.iri: document}) for iri in wanted]

    def quoted(self, document: Document, wanted: Iterable[str]) -> list[Statement]:
        """These statements of an article, with all their passages; sorted by IRI."""
        chosen = sorted(set(wanted))
        things = Things(self._around(map(NamedNode, chosen)))
        return [triples.statement(things, iri, {document.iri: document}) for iri in chosen]

    def said(self) -> Iterator[Said]:
        """Who is in each statement, article by article."""
        for source in self.sources():
            home = NamedNode(source)
            speakers, stances = self._column(_SPEAKER, home), self._column(_STANCE, home)
            targets = self._column(_TARGET, home)
            for statement in sorted(self._column(_QUOTED_FROM, home)):
                speaker = min(speakers.get(statement, ()), default=None)
                taken = {target for s in stances.get(statement, ()) for target in targets[s]}
                yield Said(statement, source, speaker, tuple(sorted(taken)))

    def facts(self) -> Iterator[Fact]:
        """Whom each relation ties."""
        for node in self._of("Relation"):
            subject, object = (min(self._values(node, end), default="") for end in _ENDS)
            if subject in self.names and object in self.names:
                yield Fact(node.value, subject, object, len({*self._values(node, _EVIDENCE)}))

    def positions(self) -> Iterator[Position]:
        """Every position between two entities."""
        for node in self._of("Position"):
            found = self.position(node.value)
            if found.holder in self.names and found.target in self.names:
                yield found

    def alignments(self) -> Iterator[Alignment]:
        """Who sides with whom, every pair that the build has."""
        for node in self._of("Alignment"):
            yield from triples.alignment(Things(self._quads(node)), node.value)

    def changes(self) -> Iterator[Change]:
        """Every change of position."""
        for node in self._of("PositionChange"):
            yield triples.change(Things(self._quads(node)), node.value)

    def _of(self, kind: str) -> Iterator[NamedNode]:
        """All things of a class."""
        return self._subjects(_TYPE, *_onr(kind))

    def _subjects(self, predicate: NamedNode, value: NamedNode) -> Iterator[NamedNode]:
        for quad in self._held.quads_for_pattern(None, predicate, value):
            if isinstance(quad.subject, NamedNode):  # a build has no other
                yield quad.subject

    def _column(self, predicate: NamedNode, home: NamedNode) -> dict[str, list[str]]:
        """A property of everything in an article."""
        found = defaultdict[str, list[str]](list)
        for subject, _, value, _ in self._held.quads_for_pattern(None, predicate, None, home):
            found[subject.value].append(value.value)
        return found

    def _values(self, node: _Node, predicate: NamedNode) -> Iterator[str]:
        return chain.from_iterable(_value(quad.object) for quad in self._quads(node, predicate))

    def _quads(self, node: _Node, predicate: NamedNode | None = None) -> Iterator[Quad]:
        if not isinstance(node, NamedNode):
            return iter(())
        return self._held.quads_for_pattern(node, predicate, None)

    def _around(self, nodes: Iterable[NamedNode]) -> Iterator[Quad]:
        """The triples of these nodes and of their stances, evidence and selectors."""
        waiting: list[_Node] = list(nodes)
        seen = set(waiting)
        while waiting:
            for quad in self._quads(waiting.pop()):
                yield quad
                if quad.predicate in _LEADS and quad.object not in seen:
                    seen.add(quad.object)
                    waiting.append(quad.object)


def _value(node: _Node) -> tuple[str, ...]:
    return () if isinstance(node, Triple) else (node.value,)
