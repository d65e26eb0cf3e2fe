"""The things that articles speak of: their names, their place in the codebook, their offices."""

from collections.abc import Iterable, Mapping

from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, Graph, Literal, URIRef

from onrecord.dates import partial_date
from onrecord.evidence import storable
from onrecord.identifiers import ONR, SCHEMA, Identifiers, is_iri
from onrecord.lexicon import Known, Tenure
from onrecord.model import Concept, Thing

LANGUAGE = "en"


def label(text: str) -> Literal:
    """A label: one line, whatever the text it was found in."""
    return Literal(" ".join(storable(text).split()), lang=LANGUAGE)


def node_of(thing: Thing, identifiers: Identifiers) -> URIRef:
    """A policy of the codebook is the codebook's concept; all else has an IRI of this graph."""
    if thing.kind == "Policy" and thing.iri and is_iri(thing.iri):
        return URIRef(thing.iri)
    return identifiers.entity(thing.kind, thing.key)


def add_things(
    graph: Graph, nodes: Mapping[Thing, URIRef], concepts: Mapping[str, Concept]
) -> None:
    """Kind and names of each thing; what the codebook says of a policy that stands in it."""
    for thing, node in nodes.items():
        graph.add((node, RDF.type, ONR[thing.kind]))
    for thing, node in sorted(nodes.items(), key=lambda pair: (pair[1], pair[0].name)):
        _add_thing(graph, node, thing, concepts)


def add_replaced(graph: Graph, nodes: Mapping[Thing, URIRef], identifiers: Identifiers) -> None:
    """Says which IRIs of a smaller corpus a merged node stands for, so that old links lead here."""
    for thing, node in nodes.items():
        for key in thing.replaces:
            graph.add((node, DCTERMS.replaces, identifiers.entity(thing.kind, key)))


def _add_thing(graph: Graph, node: URIRef, thing: Thing, concepts: Mapping[str, Concept]) -> None:
    concept = concepts.get(thing.iri) if thing.iri else None
    if concept and thing.kind == "Policy":
        _add_names(graph, node, concept.label, (thing.name, *thing.aliases, *concept.labels))
        graph.add((node, SKOS.prefLabel, label(concept.label)))
        _add_codebook(graph, node, concept, concepts)
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
            graph.add((broader, RDF.type, SKOS.Concept))
            graph.add((broader, RDFS.label, label(concepts[iri].label)))
            graph.add((broader, SKOS.prefLabel, label(concepts[iri].label)))
            _add_codebook(graph, broader, concepts[iri], concepts)


def add_known(graph: Graph, nodes: Mapping[Thing, URIRef], known: Mapping[str, Known]) -> None:
    """What a list says of a thing: its addresses and codes elsewhere, its names, its place,
    the colour of a party.

    The names of bodies and offices stay with the list: they are words to find them by.
    """
    for thing, node in nodes.items():
        listed = known.get(thing.iri) if thing.iri else None
        if listed is None:
            continue
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


def add_tenures(
    graph: Graph,
    identifiers: Identifiers,
    tenures: Iterable[Tenure],
    nodes: Mapping[Thing, URIRef],
) -> None:
    """Adds each tenure of an office or body that was mentioned, by the one person who is meant.

    Where a list says which person held it, only that one is; else the one person of that name.
    """
    bodies = {t.iri: node for t, node in nodes.items() if t.kind in {"Office", "Organisation"}}
    people: dict[str, set[URIRef]] = {}
    for thing, node in nodes.items():
        if thing.kind == "Person":
            for key in (thing.name, *([thing.iri] if thing.iri else [])):
                people.setdefault(key, set()).add(node)
    for tenure in tenures:
        holders = set(people.get(tenure.holder_iri or tenure.holder, ()))
        if tenure.office in bodies and len(holders) == 1:
            holder, body = holders.pop(), bodies[tenure.office]
            _add_tenure(graph, identifiers, holder, body, tenure)


def _add_tenure(
    graph: Graph, identifiers: Identifiers, holder: URIRef, body: URIRef, tenure: Tenure
) -> None:
    node = identifiers.tenure(holder, body, tenure.start)
    is_office = (body, RDF.type, ONR.Office) in graph
    graph.add((node, RDF.type, ONR.Tenure))
    graph.add((node, ONR.holder, holder))
    graph.add((node, ONR.office if is_office else ONR.organisation, body))
    if start := partial_date(tenure.start):
        graph.add((node, ONR.start, start.literal))
    if end := partial_date(tenure.end):
        graph.add((node, ONR.end, end.literal))
    elif known := partial_date(tenure.known_until):
        graph.add((node, ONR.asOf, known.literal))
    if tenure.source:
        graph.add((node, DCTERMS.source, label(tenure.source)))
