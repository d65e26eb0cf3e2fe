"""A record in parts gives what the graph in memory gives, to the byte."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest
from rdflib import RDFS, Graph, Literal, URIRef

from onrecord.identifiers import ONR
from onrecord.rdf import quads
from onrecord.views import page, tables, triples
from onrecord.views.foremost import foremost
from onrecord.views.network import network
from onrecord.views.parts import Corpus, Whole

InParts: TypeAlias = Callable[[Graph], Corpus]
GRAPHS = ("ada", "hostile", "two_camps", "unsure")
ALL = 10_000


@pytest.fixture(params=GRAPHS)
def graph(request: pytest.FixtureRequest) -> Graph:
    found: Graph = request.getfixturevalue(request.param)
    return found


def test_triples_of_a_store_make_the_record_of_the_graph(graph: Graph, tmp_path: Path) -> None:
    quads.write(graph, tmp_path / "index")
    held = quads.stored(tmp_path / "index")
    assert triples.read(held) == triples.read(graph)
    assert triples.read(quad.triple for quad in held) == triples.read(graph)


def test_numbers_come_back_by_value_and_dates_as_they_were(ada: Graph, tmp_path: Path) -> None:
    quads.write(ada, tmp_path / "index")
    written = {
        (str(q.predicate), q.object.value)
        for q in quads.stored(tmp_path / "index").quads_for_pattern(None, None, None)
    }
    assert (f"<{ONR.confidence}>", "0.9") in written  # 0.90 in the graph
    assert {"2007", "2013-06-07", "2013-08"} <= {value for _, value in written}


def test_a_corpus_makes_the_record_of_the_graph(graph: Graph, in_parts: InParts) -> None:
    whole = triples.read(graph)
    assert in_parts(graph).record(ALL) == whole
    facts = sum(len(relation.evidence) for relation in whole.relations)
    size = len(whole.statements) + facts
    assert in_parts(graph).record(size) == whole
    assert in_parts(graph).record(size - 1) is None


@pytest.mark.parametrize("is_small", (True, False))
def test_tables_of_a_corpus_are_those_of_the_graph(
    graph: Graph, in_parts: InParts, tmp_path: Path, is_small: bool
) -> None:
    corpus = in_parts(graph)
    everything = corpus.record(ALL)
    assert everything
    tables.write(Whole(everything) if is_small else corpus, tmp_path)
    for name in ("statements", "entities", "positions"):
        assert (tmp_path / f"{name}.csv").read_bytes() == getattr(tables, name)(graph).encode()


def test_the_page_of_a_corpus_is_that_of_the_graph(
    graph: Graph, in_parts: InParts, tmp_path: Path
) -> None:
    page.draw(foremost(in_parts(graph)), tmp_path / "graph.html")
    assert (tmp_path / "graph.html").read_bytes() == page.html(network(graph)).encode()


def test_names_of_another_language_give_way_to_english_ones(ada: Graph, in_parts: InParts) -> None:
    reed = URIRef("https://w3id.org/onrecord/id/person/tom-reed")
    graph = Graph() + ada
    graph.add((reed, RDFS.label, Literal("Aaron Reed", "fr")))
    assert in_parts(graph).names[str(reed)].name == "Tom Reed"
    everything = in_parts(graph).record(ALL)
    assert everything and everything.entities[str(reed)].name == "Tom Reed"


def test_a_corpus_without_a_document_holds_nothing(in_parts: InParts) -> None:
    empty = in_parts(Graph())
    assert empty.names == {} and empty.documents == {}
    assert foremost(empty).record == triples.read(Graph())
