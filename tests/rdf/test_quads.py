"""Oxigraph gives what rdflib gives: the answers of all named queries, and the whole graph."""

from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import DefaultGraph
from rdflib import Graph, URIRef

from onrecord.identifiers import Identifiers
from onrecord.query import named_queries, run
from onrecord.rdf import quads, store
from onrecord.results import Rows, plain

ROOT = Path(__file__).resolve().parents[2]
QUERIES = named_queries(ROOT / "ontology")
PARSERS = {"turtle": "turtle", "ntriples": "nt", "jsonld": "json-ld"}


@pytest.fixture(scope="module")
def in_memory(sample: Path) -> Graph:
    return store.load(sample)


def values(rows: Rows) -> list[tuple[tuple[str, str | None] | None, ...]]:
    """Words and language of each cell; Oxigraph keeps numbers by value, whatever their datatype."""
    return [
        tuple(None if n is None else (plain(n), getattr(n, "language", None)) for n in row)
        for row in rows.rows
    ]


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_a_named_query_answers_as_rdflib_does(query: Any, sample: Path, in_memory: Graph) -> None:
    indexed = store.open_build(sample)
    some = {name: "no" if about.startswith("no ") else "e" for name, about in query.parameters}
    for given in ({}, *({name: value} for name, value in some.items() if name != "date")):
        theirs, ours = run(in_memory, query, given), run(indexed, query, given)
        assert ours.columns == theirs.columns
        assert values(ours) == values(theirs)


def test_the_queries_find_something_in_the_corpus(sample: Path) -> None:
    found = [query.name for query in QUERIES if run(store.open_build(sample), query).rows]
    assert len(QUERIES) == 19
    assert len(found) >= 15


def test_an_index_of_another_file_is_not_asked(graph: Graph, tmp_path: Path) -> None:
    path = store.save(graph, tmp_path)
    text = path.read_text("utf-8").replace("Ann Lee", "Ann Leigh")
    path.write_text(text, encoding="utf-8")
    names = {str(o) for o in store.open_build(tmp_path).objects(None, None)}
    assert "Ann Leigh" in names and "Ann Lee" not in names


@pytest.mark.parametrize("harm", ["missing", "broken"])
def test_without_its_index_a_build_answers_all_the_same(
    graph: Graph, tmp_path: Path, harm: str
) -> None:
    store.save(graph, tmp_path)
    wanted = values(run(store.open_build(tmp_path), QUERIES[0]))
    index = tmp_path / "store"
    files = sorted(path for path in index.rglob("*") if path.is_file())
    for path in files:
        if harm == "missing":
            path.unlink()
        elif path.name != "graph.sha256":
            path.write_bytes(b"")
    assert values(run(store.open_build(tmp_path), QUERIES[0])) == wanted


def test_a_query_changes_nothing_and_two_may_read_at_once(graph: Graph, tmp_path: Path) -> None:
    store.save(graph, tmp_path)
    one, other = store.open_build(tmp_path), store.open_build(tmp_path)
    assert len(one) == len(other) == len(graph)
    with pytest.raises(Exception, match="read"):
        one.add((URIRef("urn:a"), URIRef("urn:b"), URIRef("urn:c")))


def test_each_document_has_a_graph_of_its_own(graph: Graph, readings: Any, tmp_path: Path) -> None:
    quads.write(graph, tmp_path / "index")
    held = quads.stored(tmp_path / "index")
    names = {str(name.value) for name in held.named_graphs()}
    assert names == {str(Identifiers().document(r.document.sha256)) for r in readings}
    rest = {str(q.object.value) for q in held.quads_for_pattern(None, None, None, DefaultGraph())}
    assert "Bob Roe" in rest and "The closure of small wards is wrong." not in rest


@pytest.mark.parametrize("format", sorted(quads.FORMATS))
def test_a_large_build_is_exported_whole_and_in_order(
    graph: Graph, tmp_path: Path, format: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.save(graph, tmp_path)
    assert store.export_large(tmp_path, format) is None
    monkeypatch.setattr(store, "_LARGE", 0)
    pieces = store.export_large(tmp_path, format)
    assert pieces is not None
    data = b"".join(pieces)
    monkeypatch.setattr(quads, "_RUN", 100)  # sorted in several runs: the same bytes
    assert data == b"".join(store.export_large(tmp_path, format) or ())
    again = Graph().parse(data=data, format=PARSERS[format])
    assert set(again) == set(graph)
    if format == "turtle":
        assert b"@prefix onr:" in data
        subjects = [line.split()[0] for line in data.splitlines() if line[:1].isalpha()]
        assert len(subjects) == len(set(subjects)) > 50
    if format == "ntriples":
        assert data.splitlines() == sorted(data.splitlines())
