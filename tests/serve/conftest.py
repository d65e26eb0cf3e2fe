"""The server as a user starts it, and a client that speaks plain HTTP to it."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from rdflib import Graph

from onrecord.building import output
from onrecord.rdf import store
from onrecord.views import page

SECONDS, MEGABYTES, QUERIES = 4, 0.2, 2


@dataclass(frozen=True)
class Reply:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    @property
    def kind(self) -> str:
        return self.headers["content-type"].partition(";")[0]

    @property
    def rows(self) -> list[dict[str, Any]]:
        assert (self.status, self.kind) == (200, "application/sparql-results+json"), self.text
        found: list[dict[str, Any]] = json.loads(self.body)["results"]["bindings"]
        return found


@dataclass(frozen=True)
class Client:
    """Asks a running server."""

    address: str
    process: subprocess.Popen[str]
    folder: Path

    @property
    def port(self) -> int:
        port = urlsplit(self.address).port
        assert port
        return port

    def send(self, method: str, path: str, body: bytes | None = None, **headers: str) -> Reply:
        """One request; header names with _ for -."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body, named)
            answer = connection.getresponse()
            told = {name.lower(): value for name, value in answer.getheaders()}
            return Reply(answer.status, told, answer.read())
        finally:
            connection.close()

    def get(self, path: str, **headers: str) -> Reply:
        return self.send("GET", path, **headers)

    def ask(self, query: str, accept: str = "*/*", **headers: str) -> Reply:
        """A query by GET."""
        return self.get(f"/query?{urlencode({'query': query})}", Accept=accept, **headers)

    def post(self, body: str, kind: str = "application/sparql-query", **headers: str) -> Reply:
        return self.send("POST", "/query", body.encode(), Content_Type=kind, **headers)

    def raw(self, data: bytes) -> bytes:
        """Bytes sent as they are, and all that comes back."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=30) as line:
            line.sendall(data)
            line.shutdown(socket.SHUT_WR)
            parts = []
            while part := line.recv(65536):
                parts.append(part)
        return b"".join(parts)


Serve = Callable[..., Any]


def write_build(folder: Path, graph: Graph, *sources: str) -> None:
    """What the server reads of a build, without reading articles anew."""
    store.save(graph, folder)
    (folder / output.SOURCES).write_text(json.dumps(sources), "utf-8")
    (folder / output.PAGE).write_text(page.html(graph), "utf-8", newline="\n")


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory, story: Any) -> Path:
    """Two articles and their build in `out`."""
    folder = tmp_path_factory.mktemp("served")
    (folder / "news").mkdir()
    readings = story.gazette(), story.post()
    for reading in readings:
        (folder / "news" / reading.document.paths[0]).write_text(reading.document.text, "utf-8")
    write_build(folder / "out", story.build(readings), "../news")
    return folder


@pytest.fixture(scope="session")
def write() -> Callable[..., None]:
    return write_build


@contextmanager
def running(folder: Path, *options: str) -> Iterator[Client]:
    """A server of a build at a free port, ended at the end of the block."""
    command = [sys.executable, "-m", "onrecord", "serve", "-o", str(folder), "--port", "0"]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    with subprocess.Popen(
        [*command, *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    ) as process:
        try:
            assert process.stdout
            address = process.stdout.readline().strip()
            assert address, process.stderr and process.stderr.read()
            yield Client(address, process, folder)
        finally:
            process.terminate()
            try:
                process.wait(20)
            finally:
                process.kill()


@pytest.fixture(scope="session")
def serve() -> Serve:
    return running


@pytest.fixture(scope="session")
def client(place: Path) -> Iterator[Client]:
    limits = ("--timeout", str(SECONDS), "--megabytes", str(MEGABYTES), "--queries", str(QUERIES))
    with running(place / "out", *limits) as started:
        yield started
        assert started.process.poll() is None, "the server ended while it was asked"
