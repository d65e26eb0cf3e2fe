"""What is argued over outside the codebook is offered as SKOS, and adopted by --topics."""

from pathlib import Path

import pytest
from rdflib import DCTERMS, RDF, SKOS, Graph, URIRef

from onrecord import build, codebooks
from onrecord.building import output
from onrecord.identifiers import ONR, Identifiers
from onrecord.rdf import store
from onrecord.views import suggestions
from onrecord.views.parts import Whole
from onrecord.views.triples import read

QUARRY = """Quarry toll row

Ms Nora Orme backed the quarry toll on Monday. Mr Tom Vale opposed the quarry toll.
"""
LATER = """Lorries

Ms Ida Penn said that a quarry toll was on its way.
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("quarry")
    (folder / "in").mkdir()
    (folder / "in" / "row.txt").write_text(QUARRY, "utf-8")
    build.build([str(folder / "in")], folder / "out")
    return folder


def test_a_suggestion_has_its_label_count_quotes_and_documents(built: Path) -> None:
    found = Graph().parse(built / "out" / output.SUGGESTED)
    (concept,) = found.subjects(RDF.type, SKOS.Concept)
    assert str(found.value(concept, SKOS.prefLabel)) == "quarry toll"
    assert str(found.value(concept, SKOS.editorialNote)) == (
        "Statements that take a side: 2 (1 for, 1 against). Documents: 1."
    )
    quotes = sorted(map(str, found.objects(concept, SKOS.example)))
    assert len(quotes) == 2 and all("(row.txt)" in quote for quote in quotes)
    assert any(q.startswith("Nora Orme, for: “the quarry toll") for q in quotes)
    (document,) = store.load(built / "out").subjects(RDF.type, ONR.Document)
    assert list(found.objects(concept, DCTERMS.source)) == [document]
    assert (found.value(concept, SKOS.inScheme), RDF.type, SKOS.ConceptScheme) in found


def test_an_adopted_suggestion_links_what_is_said_of_it_and_keeps_its_node(built: Path) -> None:
    codebook = built / "own.ttl"
    codebook.write_bytes((built / "out" / output.SUGGESTED).read_bytes())
    ((concept,), _) = codebooks.read([codebook])
    (built / "in" / "later.txt").write_text(LATER, "utf-8")
    before = set(store.load(built / "out").subjects(ONR.target, URIRef(concept.iri)))
    build.build([str(built / "in")], built / "again", build.Options(topics=(codebook,)))
    graph = store.load(built / "again")
    stances = set(graph.subjects(ONR.target, URIRef(concept.iri)))
    assert before and before <= stances
    assert len(set(graph.objects(URIRef(concept.iri), ONR.mentionedIn))) == 2
    assert not set(
        Graph().parse(built / "again" / output.SUGGESTED).subjects(RDF.type, SKOS.Concept)
    )


def test_the_same_graph_gives_the_same_bytes(built: Path) -> None:
    first = (built / "out" / output.SUGGESTED).read_bytes()
    (built / "in" / "later.txt").unlink(missing_ok=True)
    build.build([str(built / "in")], built / "third")
    assert (built / "third" / output.SUGGESTED).read_bytes() == first


def test_the_graph_in_memory_gives_the_same_bytes(built: Path, tmp_path: Path) -> None:
    whole = Whole(read(store.load(built / "out")))
    suggestions.write(whole, tmp_path / "suggested.ttl", Identifiers(), ())
    written = (tmp_path / "suggested.ttl").read_bytes()
    assert b"quarry toll" in written
    assert written == (built / "out" / output.SUGGESTED).read_bytes()
