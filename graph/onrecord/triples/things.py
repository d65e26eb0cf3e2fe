"""The things that articles speak of: their names, their place in the codebook, their offices."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import TypeAlias, get_args

from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, XSD, Graph, Literal, URIRef

from onrecord.identifiers import ONR, SCHEMA, Identifiers, is_iri
from onrecord.lexicon import Known, Tenure
from onrecord.model import Concept, Kind, Thing
from onrecord.rdf.compact import graphs, small_graph
from onrecord.rdf.turtle import natural
from onrecord.triples.dates import partial_date
from onrecord.triples.evidence import storable

Line: TypeAlias = tuple[URIRef, URIRef, URIRef]  # a triple between things
# A thing, and the place where a document first speaks of it, where it has one.
Mention: TypeAlias = tuple[URIRef, URIRef | None]

LANGUAGE = "en"


def label(text: str) -> Literal:
    """A label: one line, whatever the text it was found in."""
    return Literal(" ".join(storable(text).split()), lang=LANGUAGE)


def node_of(thing: Thing, identifiers: Identifiers) -> URIRef:
    """A policy of the codebook is the codebook's concept; all else has an IRI of this graph."""
    if thing.kind == "Policy" and thing.iri and is_iri(thing.iri):
        return URIRef(thing.iri)
    return identifiers.entity(thing.kind, thing.key)


def decimal(value: float, places: int) -> Literal:
    return _decimal(f"{value:.{places}f}")


@lru_cache(maxsize=1024)  # nearly all are chances to two places; to make one costs 8 µs
def _decimal(digits: str) -> Literal:
    return Literal(digits, datatype=XSD.decimal)


class Things:
    """The things of a corpus, to be written so many at a time, each with all that is known of it.

    In memory are their names and the places of their mentions, never their triples.
    """

    def __init__(
        self,
        things: Iterable[Thing],
        identifiers: Identifiers,
        concepts: Mapping[str, Concept],
        tenures: Iterable[Tenure] = (),
        known: Mapping[str, Known] | None = None,
    ) -> None:
        """Of each thing once; the rest as `mapping.triples` describes it."""
        self._identifiers, self._concepts = identifiers, concepts
        self._tenures, self._known = tenures, known or {}
        self.nodes = {thing: node_of(thing, identifiers) for thing in things}
        self._of: dict[URIRef, list[Thing]] = {}
        for thing, node in self.nodes.items():
            self._of.setdefault(node, []).append(thing)
        self._mentions: dict[URIRef, list[tuple[URIRef, URIRef | None]]] = {}

    def kinds(self, node: URIRef) -> set[Kind]:
        return {thing.kind for thing in self._of.get(node, ())}

    def mention(self, document: URIRef, mentions: Iterable[Mention]) -> None:
        """Notes down which things a document speaks of, and where."""
        for node, place in mentions:
            self._mentions.setdefault(node, []).append((document, place))

    def batches(self, lines: Iterable[Line] = (), topics: Iterable[URIRef] = ()) -> Iterator[Graph]:
        """All things, kind by kind in the order of their IRIs; then concepts of the codebook that
        need no mention: the broader ones, and `topics`.

        `lines` are the direct ones from thing to thing.
        """
        of_subject: dict[URIRef, list[tuple[URIRef, URIRef]]] = {}
        for subject, predicate, object in lines:
            of_subject.setdefault(subject, []).append((predicate, object))
        listed = self._codebook()

        def add(graph: Graph, node: URIRef) -> None:
            for thing in sorted(self._of[node], key=lambda thing: thing.name):
                graph.add((node, RDF.type, ONR[thing.kind]))
                _add_thing(graph, node, thing, self._concepts)
                _add_known(graph, node, thing, self._known)
                _add_replaced(graph, node, thing, self._identifiers)
            for document, place in self._mentions.get(node, ()):
                graph.add((node, ONR.mentionedIn, document))
                if place is not None:
                    graph.add((node, ONR.evidence, place))
            for predicate, object in of_subject.get(node, ()):
                graph.add((node, predicate, object))
            for triple in listed.triples((node, None, None)):
                graph.add(triple)

        for kind in get_args(Kind):
            nodes = (node for node, things in self._of.items() if things[0].kind == kind)
            yield from graphs(sorted(nodes, key=natural), add)
        for topic in set(topics) - set(listed.subjects()) - self._of.keys():
            _add_concept(listed, topic, self._concepts[str(topic)])
        above = {node for node in listed.subjects() if node not in self._of}
        if above:
            graph = small_graph()
            for triple in listed:
                if triple[0] in above:
                    graph.add(triple)
            yield graph

    def _codebook(self) -> Graph:
        """What the codebook says of the policies that stand in it, and of what is above them."""
        graph = small_graph()
        found = {
            node: concept
            for node, things in self._of.items()
            for thing in things
            if thing.kind == "Policy" and (concept := self._concepts.get(thing.iri or ""))
        }
        for node in found:
            graph.add((node, RDF.type, ONR.Policy))
        for node in sorted(found, key=natural):
            _add_codebook(graph, node, found[node], self._concepts)
        return graph

    def tenures(self) -> Iterator[Graph]:
        """The tenures of the offices and bodies that are mentioned, by the one person who is meant.

        Where a list says which person held it, only that one is; else the one person of that name.
        """
        graph = small_graph()
        bodies = {
            t.iri: node for t, node in self.nodes.items() if t.kind in {"Office", "Organisation"}
        }
        holders = {tenure.holder_iri or tenure.holder for tenure in self._tenures}
        people: dict[str, set[URIRef]] = {}
        for thing, node in self.nodes.items():
            if thing.kind == "Person":
                for key in holders.intersection((thing.name, thing.iri)):
                    people.setdefault(key, set()).add(node)
        for tenure in self._tenures:
            meant = set(people.get(tenure.holder_iri or tenure.holder, ()))
            if tenure.office in bodies and len(meant) == 1:
                body = bodies[tenure.office]
                role = ONR.office if "Office" in self.kinds(body) else ONR.organisation
                _add_tenure(graph, self._identifiers, meant.pop(), role, body, tenure)
        if graph:
            yield graph


def _add_thing(graph: Graph, node: URIRef, thing: Thing, concepts: Mapping[str, Concept]) -> None:
    concept = concepts.get(thing.iri) if thing.iri else None
    if concept and thing.kind == "Policy":
        _add_names(graph, node, concept.label, (thing.name, *thing.aliases, *concept.labels))
        graph.add((node, SKOS.prefLabel, label(concept.label)))
        return
    _add_names(graph, node, thing.name, thing.aliases)
    if thing.kind == "Policy":
        graph.add((node, SKOS.prefLabel, label(thing.name)))
    elif thing.iri and is_iri(thing.iri):
        graph.add((node, OWL.sameAs, URIRef(thing.iri)))


def _add_names(graph: Graph, node: URIRef, name: str, others: Iterable[str]) -> None:
    graph.add((node, RDFS.label, label(name)))
    for other in {*map(label, others)} - {label(name), label("")}:
        graph.add((node, SKOS.altLabel, other))


def _add_codebook(
    graph: Graph, node: URIRef, concept: Concept, concepts: Mapping[str, Concept]
) -> None:
    """The definition, and the way up to the broadest concept: those need no mention."""
    if concept.definition:
        graph.add((node, SKOS.definition, label(concept.definition)))
    for iri in filter(is_iri, concept.broader):
        broader = URIRef(iri)
        is_new = (None, SKOS.broader, broader) not in graph
        graph.add((node, SKOS.broader, broader))
        if is_new and iri in concepts and (broader, RDF.type, ONR.Policy) not in graph:
            _add_concept(graph, broader, concepts[iri])
            _add_codebook(graph, broader, concepts[iri], concepts)


def _add_concept(graph: Graph, node: URIRef, concept: Concept) -> None:
    graph.add((node, RDF.type, SKOS.Concept))
    graph.add((node, RDFS.label, label(concept.label)))
    graph.add((node, SKOS.prefLabel, label(concept.label)))


def _add_known(graph: Graph, node: URIRef, thing: Thing, known: Mapping[str, Known]) -> None:
    """What a list says of a thing: its addresses and codes elsewhere, its names, its place,
    the colour of a party.

    The names of bodies and offices stay with the list: they are words to find them by.
    """
    listed = known.get(thing.iri) if thing.iri else None
    if listed is None:
        return
    for address in filter(is_iri, listed.same_as):
        graph.add((node, OWL.sameAs, URIRef(address)))
    for code in listed.codes:
        graph.add((node, DCTERMS.identifier, Literal(storable(code))))
    if listed.colour:
        graph.add((node, SCHEMA.color, Literal(listed.colour)))
    if listed.place:
        graph.add((node, SCHEMA.address, label(listed.place)))
    if listed.kind in {"Person", "Hospital"}:
        _add_names(graph, node, thing.name, listed.labels)


def _add_replaced(graph: Graph, node: URIRef, thing: Thing, identifiers: Identifiers) -> None:
    """Says which IRIs of a smaller corpus a merged node stands for, so that old links lead here."""
    for key in thing.replaces:
        graph.add((node, DCTERMS.replaces, identifiers.entity(thing.kind, key)))


def _add_tenure(
    graph: Graph,
    identifiers: Identifiers,
    holder: URIRef,
    role: URIRef,
    body: URIRef,
    tenure: Tenure,
) -> None:
    node = identifiers.tenure(holder, body, tenure.start)
    graph.add((node, RDF.type, ONR.Tenure))
    graph.add((node, ONR.holder, holder))
    graph.add((node, role, body))
    if start := partial_date(tenure.start):
        graph.add((node, ONR.start, start.literal))
    if end := partial_date(tenure.end):
        graph.add((node, ONR.end, end.literal))
    elif known := partial_date(tenure.known_until):
        graph.add((node, ONR.asOf, known.literal))
    if tenure.source:
        graph.add((node, DCTERMS.source, label(tenure.source)))
