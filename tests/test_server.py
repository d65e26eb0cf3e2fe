"""A build in SPARQL servers that are really there: the same answers as in memory."""

import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from rdflib import Graph

from onrecord.errors import StoreError
from onrecord.query import named_queries, run
from onrecord.results import plain
from onrecord.server import Server

QUERIES = named_queries(Path(__file__).resolve().parents[1] / "ontology")
OXIGRAPH = shutil.which("oxigraph", path=str(Path(sys.executable).parent))


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(scope="module")
def oxigraph() -> Iterator[str]:
    if OXIGRAPH is None:
        pytest.skip("the Oxigraph server (PyPI: oxigraph) is not installed")
    port = free_port()
    command = [OXIGRAPH, "serve", "--union-default-graph", "--bind", f"127.0.0.1:{port}"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            for _ in range(300):
                try:
                    urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=1).close()
                    break
                except OSError:
                    time.sleep(0.1)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def values(graph: Graph, query: Any) -> list[tuple[str | None, ...]]:
    return [tuple(None if n is None else plain(n) for n in row) for row in run(graph, query).rows]


@pytest.mark.parametrize("bulk", [True, False], ids=["graph store protocol", "update"])
def test_a_server_answers_as_memory_does(oxigraph: str, graph: Graph, bulk: bool) -> None:
    data = [f"{oxigraph}/store"] if bulk else []
    server = Server.at(",".join([f"{oxigraph}/query", f"{oxigraph}/update", *data]))
    server.fill(graph)
    server.fill(graph)  # a second build of the same changes nothing
    for query in QUERIES:
        assert values(server.graph(), query) == values(graph, query), query.name
    count = next(iter(server.graph().query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")))
    assert int(str(count[0])) == len(graph)


def test_a_document_that_is_gone_leaves_nothing(oxigraph: str, story: Any) -> None:
    server = Server.at(f"{oxigraph}/query,{oxigraph}/update,{oxigraph}/store")
    server.fill(story.build((story.gazette(), story.post())))
    fewer = story.build((story.post(),))
    server.fill(fewer)
    count = next(iter(server.graph().query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")))
    assert int(str(count[0])) == len(fewer)


@pytest.mark.parametrize("addresses", ["", "https://x.org/query", "file:///a,file:///b"])
def test_what_is_no_server_is_told(addresses: str) -> None:
    with pytest.raises(StoreError, match=r"https://host/query,https://host/update"):
        Server.at(addresses)


def test_a_server_that_does_not_answer_is_told(graph: Graph) -> None:
    nowhere = f"http://127.0.0.1:{free_port()}"
    with pytest.raises(StoreError, match=r"no answer .*Is the server running\?"):
        Server.at(f"{nowhere}/query,{nowhere}/update").fill(graph)
