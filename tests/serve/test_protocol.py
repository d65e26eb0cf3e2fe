"""The SPARQL 1.1 Protocol as far as it is claimed, and what is refused."""

import csv
import io
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode
from xml.etree import ElementTree

import pytest
from rdflib import Graph
from rdflib.namespace import RDF
from rdflib.plugins.stores.sparqlstore import SPARQLStore

from onrecord.identifiers import ONR
from onrecord.query import named_queries, run

QUERIES = named_queries(Path(__file__).resolve().parents[2] / "ontology")
PEOPLE = "SELECT ?name { ?p a onr:Person ; rdfs:label ?name } ORDER BY ?name"
NAMES = ["Ann Lee", "Bob Roe", "Cara Moss"]
TYPES = "CONSTRUCT { ?p a onr:Person } WHERE { ?p a onr:Person }"
FORM = "application/x-www-form-urlencoded"


def names(reply: Any) -> list[str]:
    return [row["name"]["value"] for row in reply.rows]


def test_all_three_forms_of_the_protocol_give_the_same_answer(client: Any) -> None:
    replies = [
        client.ask(PEOPLE),
        client.post(urlencode({"query": PEOPLE}), FORM),
        client.post(PEOPLE),
        client.post(PEOPLE, "application/sparql-query; charset=UTF-8"),
    ]
    assert [names(reply) for reply in replies] == [NAMES] * 4


def test_a_client_of_rdflib_is_content(client: Any) -> None:
    for method in ("GET", "POST", "POST_FORM"):
        far = Graph(SPARQLStore(f"{client.address}query", method=method), bind_namespaces="none")
        found = far.query(f"SELECT ?name {{ ?p a <{ONR.Person}> ; <http://www.w3.org/2000/01/"
                          "rdf-schema#label> ?name } ORDER BY ?name")  # fmt: skip
        assert [str(name) for (name,) in found] == NAMES


def test_a_table_in_every_form(client: Any) -> None:
    xml = client.ask(PEOPLE, "application/sparql-results+xml")
    assert xml.kind == "application/sparql-results+xml"
    space = "{http://www.w3.org/2005/sparql-results#}"
    assert [e.text for e in ElementTree.fromstring(xml.body).iter(f"{space}literal")] == NAMES
    table = client.ask(PEOPLE, "text/csv")
    assert table.headers["content-type"] == "text/csv; charset=utf-8"
    assert list(csv.reader(io.StringIO(table.text))) == [["name"], *([n] for n in NAMES)]
    tabs = client.ask(PEOPLE, "text/tab-separated-values")
    assert tabs.kind == "text/tab-separated-values"
    assert tabs.text.splitlines() == ["?name", *(f'"{n}"@en' for n in NAMES)]


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("", "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("application/*", "application/sparql-results+json"),
        ("text/*;q=0.5, application/sparql-results+xml;q=0.4", "text/csv"),
        ("text/csv;q=0.2, application/sparql-results+xml;q=0.8", "application/sparql-results+xml"),
        ("text/html, application/xml;q=0.9, */*;q=0.8", "application/xml"),
        ("application/json", "application/json"),
        ("*/*, application/sparql-results+json;q=0", "application/json"),
        ("text/turtle;q=0.9, text/csv;q=0.1", "text/csv"),
        ("nonsense, text/csv;q=high, text/tab-separated-values", "text/tab-separated-values"),
    ],
)
def test_the_form_that_is_wanted_most(client: Any, accept: str, kind: str) -> None:
    reply = client.ask(PEOPLE, accept)
    assert (reply.status, reply.kind) == (200, kind)


def test_what_cannot_be_had_in_a_wanted_form_is_406(client: Any) -> None:
    for query, accept in ((PEOPLE, "image/png"), (PEOPLE, "text/turtle"), (TYPES, "text/csv")):
        reply = client.ask(query, accept)
        assert reply.status == 406 and "Available:" in reply.text


def test_yes_and_no(client: Any) -> None:
    for query, truth in (("ASK { ?p a onr:Person }", True), ("ASK { ?p a onr:Dragon }", False)):
        assert json.loads(client.ask(query).body)["boolean"] is truth
        told = client.ask(query, "application/sparql-results+xml").body
        assert ElementTree.fromstring(told)[-1].text == str(truth).lower()


def test_graphs_as_turtle_and_n_triples(client: Any) -> None:
    for accept, form in (
        ("text/turtle", "turtle"),
        ("application/n-triples", "nt"),
        ("*/*", "turtle"),
    ):
        reply = client.ask(TYPES, accept)
        found = Graph().parse(data=reply.body, format=form)
        assert len(found) == 3 and set(found.predicates()) == {RDF.type}
    described = client.ask("DESCRIBE ?p { ?p rdfs:label 'Ann Lee'@en }", "application/n-triples")
    assert (None, RDF.type, ONR.Person) in Graph().parse(data=described.body, format="nt")


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_every_named_query_answers_as_it_does_at_home(
    client: Any, graph: Graph, query: Any
) -> None:
    here = run(graph, query)
    told = client.ask(query.text)
    assert json.loads(told.body)["head"]["vars"] == list(here.columns)
    assert len(told.rows) == len(here.rows)


def test_the_named_queries_are_listed_as_they_are(client: Any) -> None:
    listed = json.loads(client.get("/queries").body)
    assert {each["name"]: each["text"] for each in listed["queries"]} == {
        query.name: query.text for query in QUERIES
    }
    assert listed["prefixes"]["document"].endswith("/document/")


@pytest.mark.parametrize(
    ("method", "path", "body", "kind", "status", "words"),
    [
        ("GET", "/query", None, "", 400, "No queries"),
        ("GET", "/query?query=", None, "", 400, "Send one"),
        ("GET", "/query?query=ASK%7B%7D&query=ASK%7B%7D", None, "", 400, "2 queries"),
        ("GET", "/query?query=SELEKT", None, "", 400, "does not parse at line 1"),
        ("GET", "/query?query=SELECT+*+%7B+%3Fs+nope%3Ax+%3Fo+%7D", None, "", 400, "prefix nope:"),
        ("GET", "/query?query=%FF%FE", None, "", 400, "UTF-8"),
        ("GET", "/query?" + "&".join(["a=b"] * 30), None, "", 400, "fields"),
        ("POST", "/query", b"\xff\xfe", "application/sparql-query", 400, "UTF-8"),
        ("POST", "/query", b"", "application/sparql-query", 400, "Send one"),
        ("POST", "/query?query=ASK%7B%7D", b"ASK {}", "application/sparql-query", 400, "Two"),
        ("POST", "/query", b"ASK {}", "text/plain", 415, "application/sparql-query"),
        ("POST", "/query", b"ASK {}", "", 415, "application/sparql-query"),
        ("POST", "/query", b"ASK {}", "application/sparql-query; charset=utf-16", 415, "UTF-8"),
        ("POST", "/query", b"{}", "multipart/form-data; boundary=x", 415, "form"),
        ("PUT", "/query", b"ASK {}", "application/sparql-query", 405, ""),
        ("DELETE", "/query", None, "", 405, ""),
        ("PATCH", "/query", None, "", 405, ""),
        ("OPTIONS", "/query", None, "", 405, ""),
        ("POST", "/", b"x", "text/plain", 405, ""),
    ],
)
def test_what_asks_nothing_is_told_why(
    client: Any, method: str, path: str, body: bytes, kind: str, status: int, words: str
) -> None:
    reply = client.send(method, path, body, Content_Type=kind)
    assert reply.status == status, reply.text
    assert words in reply.text and len(reply.body) < 1000


def test_a_compressed_body_is_not_guessed_at(client: Any) -> None:
    assert client.post("ASK {}", Content_Encoding="gzip").status == 415


# --- what is refused --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[tuple[str, list[str]]]:
    """A server that nobody may ask, and what it was asked."""
    asked: list[str] = []

    class Other(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_POST = do_GET

        def log_message(self, *_: object) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Other) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/x", asked
        server.shutdown()


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <@> { ?s ?p ?o } }",
        "SELECT * { SERVICE SILENT <@> { ?s ?p ?o } }",
        "SELECT * { VALUES ?e { <@> } SERVICE ?e { ?s ?p ?o } }",
        "ASK { OPTIONAL { { SELECT * { service <@> { ?s ?p ?o } } } } }",
        "SELECT * { ?s ?p ?o FILTER EXISTS { SERVICE <@> { ?s ?q ?r } } }",
        "SELECT * { ?s ?p ?o MINUS { SERVICE <@> { ?s ?q ?r } } }",
        "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } { SERVICE <@> {} } UNION {} }",
        "CONSTRUCT { ?s ?p ?o } { SERVICE <@> { ?s ?p ?o } }",
        "DESCRIBE ?s { SERVICE <@> { ?s ?p ?o } }",
        # What one parser takes for a comment or a string, and the other does not.
        "SELECT * { ?s ?p ?o # \rSERVICE <@> { ?s ?p ?o }\n}",
        'SELECT * { ?s ?p ?o FILTER(?o != "\\u0022) # ") SERVICE <@> { ?s ?p ?o }\n}',
        "SELECT * { ?s ?p ?o FILTER(?o != '\\U00000027) # ') SERVICE <@> { ?s ?p ?o }\n}",
        "SELECT * { ?s ?p ?o \\u0053ERVICE <@> { ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o # \\u000A SERVICE <@> { ?s ?p ?o }\n }",
        "SELECT * FROM <@> { ?s ?p ?o }",
        "SELECT * FROM NAMED <@> { GRAPH ?g { ?s ?p ?o } }",
        "LOAD <@>",
        "LOAD SILENT <@> INTO GRAPH <urn:g>",
        "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
        "INSERT { ?s <urn:b> ?o } WHERE { ?s ?p ?o }",
        "DELETE WHERE { ?s ?p ?o }",
        "DROP ALL",
        "CLEAR GRAPH <urn:g>",
        "CREATE GRAPH <urn:g>",
        "COPY <urn:g> TO <urn:h>",
    ],
)
def test_nothing_is_changed_and_nobody_else_is_asked(
    client: Any, elsewhere: tuple[str, list[str]], query: str
) -> None:
    address, asked = elsewhere
    filled = query.replace("@", address)
    for reply in (client.ask(filled), client.post(filled)):
        assert 400 <= reply.status < 500 and reply.text.strip(), reply.text
        assert reply.status == 403 or "parse" in reply.text
    assert asked == []
    assert names(client.ask(PEOPLE)) == NAMES


@pytest.mark.parametrize(
    ("path", "body", "kind"),
    [
        ("/query", b"update=DROP+ALL", FORM),
        ("/query", b"query=ASK%7B%7D&update=DROP+ALL", FORM),
        ("/query?update=DROP+ALL", b"", FORM),
        ("/query", b"DROP ALL", "application/sparql-update"),
        ("/update", b"DROP ALL", "application/sparql-update"),
        ("/update", b"update=DROP+ALL", FORM),
        ("/store?default", b"<urn:a> <urn:b> <urn:c> .", "text/turtle"),
        ("/data?graph=urn:g", b"<urn:a> <urn:b> <urn:c> .", "text/turtle"),
    ],
)
def test_the_protocols_of_change_are_refused(
    client: Any, path: str, body: bytes, kind: str
) -> None:
    reply = client.send("POST", path, body, Content_Type=kind)
    assert reply.status == 403 and "only reads" in reply.text
    for method in ("PUT", "DELETE", "PATCH"):
        assert client.send(method, path, body, Content_Type=kind).status in (403, 405)


@pytest.mark.parametrize("name", ["default-graph-uri", "named-graph-uri"])
def test_another_dataset_is_refused(client: Any, name: str) -> None:
    fields = urlencode({"query": PEOPLE, name: "http://127.0.0.1/g"})
    for reply in (client.get(f"/query?{fields}"), client.post(fields, FORM)):
        assert reply.status == 403 and "another graph" in reply.text
    reply = client.send(
        "POST", f"/query?{name}={quote('urn:g')}", PEOPLE.encode(),
        Content_Type="application/sparql-query",
    )  # fmt: skip
    assert reply.status == 403
