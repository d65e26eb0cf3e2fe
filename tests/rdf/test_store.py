"""A build is written whole, the same each time, and comes back as it was."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rdflib import Dataset, Graph, Literal, URIRef

from onrecord.errors import StoreError
from onrecord.identifiers import Identifiers
from onrecord.rdf import store

PARSERS = {"turtle": "turtle", "ntriples": "nt", "trig": "trig", "jsonld": "json-ld"}


def test_what_is_saved_comes_back(graph: Graph, tmp_path: Path) -> None:
    path = store.save(graph, tmp_path / "new" / "build")
    assert path.name == "graph.ttl"
    again = store.load(path.parent)
    assert set(again) == set(graph)
    assert store.export(again, "turtle") == path.read_bytes()
    assert {p.name for p in path.parent.iterdir()} == {"graph.ttl", "store"}


@pytest.mark.parametrize("format", sorted(store.FORMATS))
def test_every_format_holds_the_whole_graph(graph: Graph, format: str) -> None:
    data = store.export(graph, format)
    again = Dataset(default_union=True)
    again.parse(data=data.decode("utf-8"), format=PARSERS[format])
    assert {triple[:3] for triple in again.quads()} == set(graph)


def test_trig_keeps_what_a_document_says_together(graph: Graph, readings: Any) -> None:
    held = Dataset()
    held.parse(data=store.export(graph, "trig").decode(), format="trig")
    document = Identifiers().document(readings[0].document.sha256)
    held.remove_graph(held.graph(document))
    left = "\n".join(str(term) for quad in held.quads() for term in quad[:3])
    assert "The closure of small wards is wrong." not in left
    assert "Small wards must close" in left


def test_jsonld_carries_its_context(graph: Graph) -> None:
    data = json.loads(store.export(graph, "jsonld"))
    assert all(isinstance(iri, str) for iri in data["@context"].values())
    assert list(data["@context"]) == sorted(data["@context"])
    ann = next(node for node in data["@graph"] if node["@id"] == "person:ann-lee")
    assert ann["@type"] == "onr:Person"


def test_the_file_is_for_reading(graph: Graph) -> None:
    text = store.export(graph, "turtle").decode()
    assert 'person:ann-lee a onr:Person ;\n    rdfs:label "Ann Lee"@en ;' in text
    assert "valley:ward-closure a onr:Policy" in text
    blocks = text.split("\n\n")
    at = next(
        i for i, block in enumerate(blocks) if 'onr:words "the closure of small wards"' in block
    )
    assert all(block.startswith(("evidence:", "stance:")) for block in blocks[at + 1 : at + 4])
    prefixes = [line.split()[1] for line in text.splitlines() if line.startswith("@prefix")]
    assert prefixes == sorted(prefixes)
    body = text.split("\n\n", 1)[1]
    assert all(f"{prefix}" in body for prefix in prefixes)


SCRIPT = """
import sys, hashlib
import story
from onrecord.rdf import store
readings = [story.gazette(), story.post()]
graph = story.build(tuple(readings if sys.argv[1] == "forth" else reversed(readings)))
for name in sorted(store.FORMATS):
    print(name, hashlib.sha256(store.export(graph, name)).hexdigest())
"""


def test_the_same_bytes_under_any_hash_seed_and_order() -> None:
    seen = set()
    for seed, order in (("1", "forth"), ("77", "back")):
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
        command = [sys.executable, "-c", SCRIPT, order]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        seen.add(done.stdout)
    assert len(seen) == 1
    assert len(seen.pop().splitlines()) == len(store.FORMATS)


def test_no_build_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"no build in .*: run onrecord build SOURCES... -o "):
        store.load(tmp_path)


@pytest.mark.parametrize("content", [b"<a> <b> .", b"\xff\xfe", b"@prefix x: <", b"{}"])
def test_a_broken_build_is_told_with_its_path(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "graph.ttl").write_bytes(content)
    with pytest.raises(StoreError, match=r"graph\.ttl: .*Build it anew"):
        store.load(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
@pytest.mark.parametrize("look", [store.load, store.open_build])
def test_a_pipe_is_no_build_and_is_not_waited_for(
    look: Callable[[Path], object], tmp_path: Path
) -> None:
    os.mkfifo(tmp_path / "graph.ttl")
    (tmp_path / store.STORE).mkdir()
    (tmp_path / store.STORE / store.OF).write_text("0" * 64)
    with pytest.raises(StoreError, match=r"graph\.ttl: .*not a regular file"):
        look(tmp_path)


def test_a_folder_that_cannot_be_written_leaves_nothing_behind(
    graph: Graph, tmp_path: Path
) -> None:
    (tmp_path / "graph.ttl").mkdir()
    with pytest.raises(StoreError, match="cannot be written"):
        store.save(graph, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["graph.ttl"]
    with pytest.raises(StoreError, match="cannot be written"):
        store.save(graph, Path(__file__) / "below")


def test_an_unknown_format_names_the_known_ones(graph: Graph) -> None:
    with pytest.raises(StoreError, match="jsonld, ntriples, trig, turtle"):
        store.export(graph, "yaml")


def test_iris_that_have_no_short_name_stay_whole() -> None:
    graph = Graph(bind_namespaces="none")
    graph.bind("x", "https://x.org/")
    odd = [
        "https://x.org/a.",
        "https://x.org/-a",
        "https://x.org/é",
        "https://x.org/",
        "https://x.org/a#1",
    ]
    for iri in odd:
        graph.add((URIRef(iri), URIRef("https://x.org/p"), Literal("1.50")))
    again = Graph().parse(data=store.export(graph, "turtle").decode(), format="turtle")
    assert set(again) == set(graph)
