"""What a question may cost: time, size, number; and that one which is ended has really ended."""

import socket
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from starlette.responses import PlainTextResponse

from onrecord.serve import patience

SECONDS, QUERIES = 4, 2  # as the server of these tests is started
ENDLESS = (
    "SELECT (COUNT(*) AS ?n) "
    "{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n1 ?o FILTER(?c != ?o) }"
)
PROC = Path("/proc")


def below(root: int) -> set[int]:
    """The processes that a process has started, with theirs."""
    parents = {}
    for path in PROC.glob("[0-9]*/stat"):
        try:
            stat = path.read_text()
        except OSError:
            continue
        state, parent = stat.rpartition(")")[2].split()[:2]
        if state != "Z":  # ended, its parent has yet to notice
            parents[int(path.parent.name)] = int(parent)
    found = {root}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found - {root}


def until(is_so: Callable[[], bool], seconds: float = 20) -> bool:
    end = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def test_a_query_without_end_is_ended(client: Any) -> None:
    client.ask("ASK {}")
    before = below(client.process.pid)
    begun = time.monotonic()
    with ThreadPoolExecutor() as pool:
        asked = pool.submit(client.ask, ENDLESS)
        if PROC.is_dir():
            assert until(lambda: below(client.process.pid) > before)
        reply = asked.result()
    assert reply.status == 503 and f"Stopped after {SECONDS} s" in reply.text
    assert SECONDS <= time.monotonic() - begun < SECONDS + 10
    assert reply.headers["retry-after"]
    if PROC.is_dir():
        assert until(lambda: below(client.process.pid) <= before)


def test_who_goes_away_leaves_no_query_behind(client: Any) -> None:
    if not PROC.is_dir():
        pytest.skip("no /proc to see processes in")
    client.ask("ASK {}")
    before = below(client.process.pid)
    with socket.create_connection(("127.0.0.1", client.port)) as line:
        body = ENDLESS.encode()
        head = "POST /query HTTP/1.1\r\nHost: localhost"
        kind = "Content-Type: application/sparql-query"
        line.sendall(f"{head}\r\n{kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body)
        assert until(lambda: below(client.process.pid) > before)
        begun = time.monotonic()
    assert until(lambda: below(client.process.pid) <= before)
    assert time.monotonic() - begun < SECONDS


def test_more_queries_than_may_run_wait_and_the_server_stays_there(client: Any) -> None:
    with ThreadPoolExecutor(12) as pool:
        asked = [pool.submit(client.ask, ENDLESS) for _ in range(3 * QUERIES)]
        time.sleep(0.5)
        assert client.get("/").status == 200  # what needs no query is answered meanwhile
        told = [one.result() for one in asked]
    assert {reply.status for reply in told} == {503}
    busy = [reply for reply in told if "Busy" in reply.text]
    assert 0 < len(busy) <= 2 * QUERIES
    assert client.ask("ASK {}").status == 200


@pytest.mark.parametrize(
    ("query", "accept"),
    [
        ("SELECT * { ?a ?b ?c . ?d ?e ?f }", "text/csv"),
        ("SELECT * { ?a ?b ?c . ?d ?e ?f }", "application/sparql-results+json"),
        ("CONSTRUCT { ?a ?b ?f } { ?a ?b ?c . ?d ?e ?f }", "application/n-triples"),
    ],
)
def test_an_answer_that_is_too_large_is_refused_and_not_cut(
    client: Any, query: str, accept: str
) -> None:
    reply = client.ask(query, accept)
    assert reply.status == 403 and reply.kind == "text/plain"
    assert "larger than 0.2 MB" in reply.text and "LIMIT" in reply.text
    assert client.ask(f"{query} LIMIT 10", accept).status == 200


def test_requests_that_are_too_large_are_refused(client: Any) -> None:
    comment = "#" * 1_000_000
    reply = client.post(f"ASK {{}} {comment}")
    assert reply.status == 413 and "1,000,000 bytes" in reply.text
    assert client.get(f"/query?query={'x' * 70_000}").status in (400, 431)
    assert client.get("/", X_Large="x" * 70_000).status in (400, 431)
    with pytest.raises(OSError):  # not even read to its end
        client.get("/", X_Large="x" * 20_000_000)


def test_nesting_without_end_is_refused(client: Any) -> None:
    for query in ("SELECT * " + "{ " * 20_000 + "} " * 20_000, "ASK { FILTER(" + "(" * 5_000 + "1"):
        reply = client.post(query)
        assert reply.status in (400, 500, 503) and reply.text.strip()
    assert client.ask("ASK {}").status == 200


def test_who_does_not_say_what_they_want_is_hung_up_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "IDLE_SECONDS", 0.5)
    listener = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(
        PlainTextResponse("here"),
        http=patience.Impatient,
        ws="none",
        lifespan="off",
        log_level="critical",
        timeout_keep_alive=60,
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        whole = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"
        for first in (b"", b"GET / HT", whole, whole + b"GET /"):
            with socket.create_connection(listener.getsockname(), timeout=20) as line:
                line.sendall(first)
                got = b""
                while part := line.recv(4096):  # ends only when the server hangs up
                    got += part
                assert got.count(b"200 OK") == first.count(whole)
    finally:
        server.should_exit = True
        thread.join(10)
