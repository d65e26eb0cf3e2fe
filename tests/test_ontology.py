"""The ontology, the code and the files beside it hold the same terms, each one explained."""

import re
from pathlib import Path
from typing import get_args

import pytest
from rdflib import DCTERMS, OWL, RDF, RDFS, SH, SKOS, Graph, URIRef
from rdflib.term import Node

from onrecord.annotations import PREDICATES
from onrecord.identifiers import ONR
from onrecord.model import Kind
from onrecord.validation.validate import load_shapes

ROOT = Path(__file__).resolve().parents[1]
ONTOLOGY = ROOT / "ontology"
TERMS = Graph().parse(ONTOLOGY / "onrecord.ttl", format="turtle")
DEFINED = sorted({str(s) for s in TERMS.subjects(RDFS.isDefinedBy)})
STANDARD = (
    *("https://schema.org/", "http://www.w3.org/ns/prov#", "http://www.w3.org/ns/oa#"),
    *("http://www.w3.org/ns/org#", "http://xmlns.com/foaf/0.1/", "http://purl.org/dc/terms/"),
    *("http://www.w3.org/2004/02/skos/core#", "http://www.gsi.dit.upm.es/ontologies/marl/ns#"),
    *("http://www.w3.org/1999/02/22-rdf-syntax-ns#", "http://www.w3.org/2005/11/its/rdf#"),
)
ALIGNMENTS = (
    *(RDFS.subClassOf, RDFS.subPropertyOf, SKOS.closeMatch, SKOS.relatedMatch, OWL.equivalentClass),
)
CODE = [p for p in sorted((ROOT / "graph/onrecord").rglob("*.py")) if "views" not in p.parts]
BY_NAME = {*get_args(Kind), *PREDICATES, "Supports", "Opposes", "Mixed", "Document"}
BY_NAME |= {"Statement", "Stance", "Relation"}  # made from names: ONR[kind], ONR[predicate]


def used_in_code() -> set[str]:
    text = "\n".join(path.read_text("utf-8") for path in CODE)
    return {*re.findall(r"ONR\.(\w+)", text), *re.findall(r'ONR\["(\w+)"\]', text)}


def used_in_files() -> set[str]:
    files = [p for p in ONTOLOGY.rglob("*") if p.suffix in (".ttl", ".rq")]
    text = "\n".join(p.read_text("utf-8") for p in files if p.name != "onrecord.ttl")
    return set(re.findall(r"onr:(\w+)", text))


def test_there_are_as_many_terms_as_we_know_of() -> None:
    assert len(DEFINED) == 90
    assert all(iri.startswith(ONR) for iri in DEFINED)


@pytest.mark.parametrize("iri", DEFINED)
def test_a_term_is_labelled_explained_exampled_and_aligned(iri: str) -> None:
    term = URIRef(iri)
    for predicate in (RDFS.label, RDFS.comment, SKOS.example):
        (text,) = TERMS.objects(term, predicate)
        assert str(text).strip()
    towards = [str(o) for predicate in ALIGNMENTS for o in TERMS.objects(term, predicate)]
    assert towards
    assert all(other.startswith(STANDARD) for other in towards)
    assert TERMS.value(term, RDF.type)


def test_the_code_and_the_files_use_no_other_terms() -> None:
    known = {iri.removeprefix(ONR) for iri in DEFINED}
    assert used_in_code() - known == set()
    assert used_in_files() - known == set()
    assert known >= BY_NAME


def test_every_term_is_used_by_the_code(graph: Graph) -> None:
    """In the graph of the story, or at the least by name."""
    written = {str(n).removeprefix(ONR) for t in graph for n in t if str(n).startswith(ONR)}
    unused = {iri.removeprefix(ONR) for iri in DEFINED} - written - used_in_code() - BY_NAME
    assert unused == {"Polarity"}  # the class of the three sides, needed by no program


def test_the_header_says_what_whose_and_which() -> None:
    header = URIRef("https://w3id.org/onrecord/ns")
    assert (header, RDF.type, OWL.Ontology) in TERMS
    assert str(TERMS.value(header, DCTERMS.creator)) == "onrecord"
    assert TERMS.value(header, DCTERMS.license)
    assert str(TERMS.value(header, OWL.versionIRI)).endswith(
        str(TERMS.value(header, OWL.versionInfo))
    )


def test_domains_and_ranges_are_true_of_the_graph(graph: Graph) -> None:
    types: dict[Node, set[Node]] = {}
    for node, kind in graph.subject_objects(RDF.type):
        types.setdefault(node, set()).add(kind)
    for iri in DEFINED:
        for side, axis in ((0, RDFS.domain), (2, RDFS.range)):
            wanted = TERMS.value(URIRef(iri), axis)
            for triple in graph.triples((None, URIRef(iri), None)) if wanted else ():
                node = triple[side]
                is_own = isinstance(node, URIRef) and node in types
                assert not is_own or wanted in types[node], (iri, node)


def test_the_shapes_tell_what_to_do_wherever_they_constrain() -> None:
    shapes = load_shapes(ONTOLOGY)
    constrained = {*shapes.objects(None, SH.property), *shapes.objects(None, SH.sparql)}
    assert len(constrained) > 50
    for shape in constrained:
        (message,) = shapes.objects(shape, SH.message)
        assert str(message).endswith(".")


def test_queries_and_shapes_name_their_prefixes_alike() -> None:
    seen: dict[str, set[str]] = {}
    for path in sorted(ONTOLOGY.rglob("*")):
        if path.suffix in (".ttl", ".rq"):
            declared = r"(?:@prefix|PREFIX)\s+(\w+):\s+<([^>]+)>"
            for prefix, iri in re.findall(declared, path.read_text("utf-8")):
                seen.setdefault(prefix, set()).add(iri)
    own = {"topic", "uk", "kind"}  # a list's own namespace
    assert {p: iris for p, iris in seen.items() if len(iris) > 1 and p not in own} == {}
