"""The index on disk gives what the graph in memory gives, to the byte."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest
from pyoxigraph import Store
from rdflib import Graph, Literal, URIRef

from onrecord import quads
from onrecord.identifiers import ONR
from onrecord.views import page, tables, triples
from onrecord.views.index import Index
from onrecord.views.network import network

Indexed: TypeAlias = Callable[[Graph], Index]
GRAPHS = ("ada", "hostile", "two_camps", "unsure")


@pytest.fixture
def indexed(tmp_path: Path) -> Indexed:
    """Puts a graph on disk as a build does."""

    def index(graph: Graph) -> Index:
        folder = tmp_path / f"index-{len(list(tmp_path.iterdir()))}"
        quads.write(graph, folder)
        return Index(quads.stored(folder))

    return index


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


def test_tables_of_an_index_are_those_of_the_graph(
    graph: Graph, indexed: Indexed, tmp_path: Path
) -> None:
    folder = tmp_path / "tables"
    folder.mkdir()
    tables.write(indexed(graph), folder)
    for name in ("statements", "entities", "positions"):
        assert (folder / f"{name}.csv").read_bytes() == getattr(tables, name)(graph).encode()


def test_the_page_of_an_index_is_that_of_the_graph(
    graph: Graph, indexed: Indexed, tmp_path: Path
) -> None:
    page.draw(indexed(graph), tmp_path / "graph.html")
    assert (tmp_path / "graph.html").read_bytes() == page.html(network(graph)).encode()


def test_names_of_another_language_give_way_to_english_ones(ada: Graph, indexed: Indexed) -> None:
    reed, label = URIRef("https://w3id.org/onrecord/id/person/tom-reed"), "Aaron Reed"
    graph = Graph() + ada
    graph.add((reed, URIRef("http://www.w3.org/2000/01/rdf-schema#label"), Literal(label, "fr")))
    assert indexed(graph).names[str(reed)].name == "Tom Reed"


def test_a_store_without_the_graphs_of_articles_is_refused(ada: Graph, tmp_path: Path) -> None:
    (tmp_path / "graph.ttl").write_text(ada.serialize(format="turtle"), "utf-8")
    with pytest.raises(ValueError, match="outside of their articles"):
        Index(quads.loaded(tmp_path / "graph.ttl"))
    assert Index(Store()).names == {}
