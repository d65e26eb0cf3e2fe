"""Starting, stopping, and a build that is replaced while it is served."""

import shutil
import signal
import socket
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from rdflib import RDFS, Graph, Literal, URIRef
from typer.testing import CliRunner, Result

from onrecord.cli import app
from onrecord.files import staging

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


def attempt(*options: object) -> Result:
    """A start that fails, in this process."""
    return CliRunner().invoke(app, ["serve", *map(str, options)])


@pytest.mark.parametrize(("sent", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 0)])
def test_it_stops_when_told_and_takes_its_queries_along(
    serve: Callable[..., Any], place: Path, sent: signal.Signals, status: int
) -> None:
    with serve(place / "out", "--timeout", "60") as client, ThreadPoolExecutor() as pool:
        assert client.ask("ASK {}").status == 200
        pool.submit(client.ask, "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a = ?i) }")
        time.sleep(1)
        begun = time.monotonic()
        client.process.send_signal(sent)
        assert client.process.wait(30) == status
        assert time.monotonic() - begun < 15
        said = client.process.stderr.read()
    assert "Traceback" not in said
    assert ("stopped" in said) is (sent is signal.SIGINT)


def test_a_port_that_is_taken_is_told_with_the_next_step(place: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = attempt("-o", place / "out", "--port", port)
    assert done.exit_code == 2 and done.stdout == ""
    assert str(port) in done.stderr and "Choose another --port" in done.stderr


def test_no_build_and_no_such_host_are_told(tmp_path: Path, place: Path) -> None:
    done = attempt("-o", tmp_path, "--port", "0")
    assert done.exit_code == 2 and "run onrecord build" in done.stderr
    done = attempt("-o", place / "out", "--port", "0", "--host", "no-such-host.invalid")
    assert done.exit_code == 2 and "another --host" in done.stderr


def test_beyond_this_machine_it_says_who_can_read(serve: Callable[..., Any], place: Path) -> None:
    with serve(place / "out", "--host", "0.0.0.0") as client:
        assert client.get("/", Host="a-name-of-this-machine:80").status == 200
        client.process.send_signal(signal.SIGTERM)
        client.process.wait(30)
        assert "can read this build" in client.process.stderr.read()


def test_a_build_made_meanwhile_answers_the_next_request(
    serve: Callable[..., Any], write: Callable[..., None], place: Path, tmp_path: Path, story: Any
) -> None:
    """As a build does it: written beside, moved into place; asked without a pause."""
    out = tmp_path / "out"
    shutil.copytree(place / "out", out)
    small = story.build((story.post(),))
    large = story.build((story.gazette(), story.post()))
    sizes = {len(small), len(large)}
    seen: list[int] = []
    failed: list[str] = []
    done = threading.Event()

    with serve(out) as client:

        def asks() -> None:
            while not done.is_set():
                reply = client.ask(COUNT)
                if reply.status == 200:
                    seen.append(int(reply.rows[0]["n"]["value"]))
                else:
                    failed.append(reply.text)

        asking = threading.Thread(target=asks)
        asking.start()
        try:
            for turn in range(6):
                graph = large if turn % 2 else small
                replace(out, graph, write)
                assert int(client.ask(COUNT).rows[0]["n"]["value"]) == len(graph)
                assert (turn % 2 == 1) is (client.get(f"/documents/{gazette(story)}").status == 200)
        finally:
            done.set()
            asking.join(60)
    assert failed == []
    assert seen and set(seen) <= sizes


def gazette(story: Any) -> str:
    sha256: str = story.gazette().document.sha256
    return sha256[:12]


def replace(out: Path, graph: Graph, write: Callable[..., None]) -> None:
    with staging.held(out), staging.staged(out) as new:
        write(new, graph, "../news")


def test_a_store_that_is_not_of_the_graph_is_not_asked(
    serve: Callable[..., Any], place: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    shutil.copytree(place / "out", out)
    graph = Graph().parse(out / "graph.ttl")
    graph.add((URIRef("urn:a"), RDFS.label, Literal("put in by hand")))
    graph.serialize(out / "graph.ttl", "turtle")
    with serve(out) as client:
        told = client.ask("SELECT ?s { ?s rdfs:label 'put in by hand' }")
        assert [row["s"]["value"] for row in told.rows] == ["urn:a"]
        (out / "graph.ttl").write_text("no Turtle {", "utf-8")
        broken = client.ask(COUNT)
        assert broken.status == 503 and "Build it anew" in broken.text
        (out / "graph.ttl").unlink()
        gone = client.ask(COUNT)
        assert gone.status == 503 and "run onrecord build" in gone.text
