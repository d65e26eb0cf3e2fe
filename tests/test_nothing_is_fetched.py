# ruff: noqa: E501 (hostile inputs stand on one line each)
"""No reader reaches out: every way to name an address is tried, and somebody listens there.

A guard inside Python sees no connection that compiled code makes (libxml2, Oxigraph), so that a
socket listens on this machine as well. The last test shows that it would hear.
"""

import socket
import sys
import tempfile
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from foreign import READERS
from pyoxigraph import Store

from onrecord.errors import OnrecordError, QueryError
from onrecord.query import NamedQuery, run
from onrecord.rdf.quads import as_rdflib

ASKED: list[str] = []  # what Python was about to connect to, once the hook is in place
WATCHING = threading.Event()


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if WATCHING.is_set() and event in ("socket.connect", "socket.getaddrinfo", "urllib.Request"):
        ASKED.append(f"{event} {arguments}")


sys.addaudithook(_watch)


class Listener:
    """An address on this machine, and who has called."""

    def __init__(self) -> None:
        self.calls: list[bytes] = []
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.at = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                caller, _ = self._socket.accept()
                self.calls.append(caller.recv(100))
                caller.close()

    def close(self) -> None:
        self._socket.close()


@pytest.fixture
def listener() -> Iterator[Listener]:
    found = Listener()
    ASKED.clear()
    WATCHING.set()
    yield found
    WATCHING.clear()
    found.close()


_OUT = '<!DOCTYPE {0} PUBLIC "-//x" "{1}/d.dtd" [<!ENTITY e SYSTEM "{1}/e"> <!ENTITY % p SYSTEM "{1}/p"> %p;]>'
_RDF = (
    '<?xml version="1.0"?>'
    + _OUT
    + '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
    ' xmlns:owl="http://www.w3.org/2002/07/owl#" xmlns:xi="http://www.w3.org/2001/XInclude">'
    '<owl:Ontology rdf:about="{1}/o"><owl:imports rdf:resource="{1}/i"/>&e;</owl:Ontology>'
    '<xi:include href="{1}/x"/></rdf:RDF>'
)
_CONTEXT = '"skos":"http://www.w3.org/2004/02/skos/core#"'
_PAGE = (
    _OUT.replace("{0}", "html")
    + '<html><head><base href="{1}/"><link rel="stylesheet" href="{1}/s"><link rel="canonical" '
    'href="{1}/c"><meta http-equiv="refresh" content="0;url={1}/r"><script src="{1}/j"></script></head>'
    '<body><img src="{1}/i"><iframe src="{1}/f"></iframe><object data="{1}/o"></object><p>Ann Lee told '
    "the county council that closing the clinic would be wrong, and that she said so. &e;</p></body></html>"
)
_TURTLE = (
    "@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> . "
    '<{1}/o> a owl:Ontology ; owl:imports <{1}/i> . <{1}/c> a skos:Concept ; skos:prefLabel "x" .'
)
_WORD = (
    '<?xml version="1.0"?>'
    + _OUT.replace("{0}", "w:document")
    + (
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        "<w:body><w:p><w:r><w:t>Ann Lee left. &e;</w:t></w:r></w:p></w:body></w:document>"
    )
)
HOSTILE = {
    "text": ("---\ntitle: !!python/object/apply:os.system [x]\nurl: {1}/u\n---\nAnn Lee left. {1}/t",),
    "html": (_PAGE, "{1}/only-an-address", '<html xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="{1}"/>'),
    "docx text": (_WORD,),
    "pdf": ("%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /URI /URI ({1}/a) >> >>\nendobj\n"
            "2 0 obj\n<< /Type /Pages /Kids [] /Count 0 /F << /FS /URL /F ({1}/f) >> >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n",),
    "jsonl": ('{"text": "Ann Lee left.", "url": "{1}/u", "$ref": "{1}/r"}',),
    "topics RDF/XML": (_RDF.replace("{0}", "rdf:RDF"),),
    "topics Turtle": (_TURTLE,),
    "people Turtle": (_TURTLE,),
    "topics JSON-LD": (
        '{"@context": "{1}/c", "@id": "{1}/a"}',
        '{"@context": {"@import": "{1}/c"}, "@id": "{1}/a"}',
        '{"@context": ["{1}/c", {' + _CONTEXT + '}], "@id": "{1}/a"}',
        '{"@context": {' + _CONTEXT + ', "skos:x": {"@id": "skos:x", "@context": "{1}/c"}}, "skos:x": {"skos:y": 1}}',
        '[{"@context": {' + _CONTEXT + '}, "@graph": [{"@context": "{1}/c", "skos:x": 1}]}]',
    ),
    "annotation": ('{"text": "Ann Lee left.", "file": "{1}/f", "statements": [], "@context": "{1}/c"}',),
    "query": (
        "SELECT * { SERVICE <{1}/s> { ?s ?p ?o } }",
        "SELECT * { service silent <{1}/s> { ?s ?p ?o } }",
        "SELECT * { # a comment\r SERVICE <{1}/s> { ?s ?p ?o }\n }",
        "SELECT * { \\u0053ERVICE <{1}/s> { ?s ?p ?o } }",
        "SELECT * { \\U00000053ERVICE <{1}/s> { ?s ?p ?o } }",
        "SELECT * { # \\u000A1234 \n# \\u000A SERVICE <{1}/s> { ?s ?p ?o }\n }",
        "SELECT * { FILTER EXISTS { SERVICE <{1}/s> { ?s ?p ?o } } }",
        "SELECT * { { SELECT * { SERVICE <{1}/s> { ?s ?p ?o } } } }",
        "PREFIX x: <{1}/> SELECT * { SERVICE x:s { ?s ?p ?o } }",
        "SELECT * { BIND(<{1}/s> AS ?e) SERVICE ?e { ?s ?p ?o } }",
        "SELECT * FROM <{1}/g> { ?s ?p ?o }",
        "SELECT * FROM NAMED <{1}/g> { GRAPH ?g { ?s ?p ?o } }",
        "SELECT * # a comment\r FROM <{1}/g>\n { ?s ?p ?o }",
        "LOAD <{1}/g>",
        "ASK {} ; LOAD <{1}/g>",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_no_reader_reaches_out(name: str, listener: Listener) -> None:
    reader = next(reader for reader in READERS if reader.name == name)
    for text in HOSTILE[name]:
        with tempfile.TemporaryDirectory() as scratch, suppress(OnrecordError):
            reader.take(text.replace("{1}", listener.at).encode(), Path(scratch))
    assert listener.calls == []
    assert ASKED == []


@pytest.mark.parametrize("asked", [q for q in HOSTILE["query"] if "SERVICE" in q or "service" in q])
def test_each_way_to_another_machine_is_refused(asked: str) -> None:
    graph = as_rdflib(Store(), {})
    with pytest.raises(QueryError, match="SERVICE asks another machine"):
        run(graph, NamedQuery("q", "q", asked.replace("{1}", "http://x.example")))


@pytest.mark.parametrize(
    "asked",
    [
        'SELECT * { ?s ?p "customer SERVICE" }',
        "SELECT * { ?service ?p <http://x.example/SERVICE#service> }",
        "PREFIX x: <http://x.example/> SELECT * { x:service x:p 'it\\'s service' } # SERVICE",
        'SELECT * { ?s ?p """a "quoted" SERVICE\n""" }',
        "SELECT * { ?s ?p 'x'@service }",
    ],
)
def test_the_mere_word_is_no_such_way(asked: str) -> None:
    assert run(as_rdflib(Store(), {}), NamedQuery("q", "q", asked)).rows == ()


def test_the_listener_would_have_heard(listener: Listener) -> None:
    with suppress(OSError):
        list(Store().query(f"SELECT * {{ SERVICE <{listener.at}/s> {{ ?s ?p ?o }} }}"))  # type: ignore[arg-type]
    assert len(listener.calls) == 1
    with suppress(OSError):
        urllib.request.urlopen(listener.at, timeout=5)
    assert len(listener.calls) == 2
    assert any("socket.connect" in asked for asked in ASKED)
