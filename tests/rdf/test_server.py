"""A build in SPARQL servers that are really there: the same answers as in memory."""

import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from rdflib import Graph
from rdflib.term import Node

from onrecord.errors import StoreError
from onrecord.identifiers import ONR
from onrecord.query import NamedQuery, named_queries, run
from onrecord.rdf import turtle
from onrecord.rdf.server import REST, Server
from onrecord.results import plain

QUERIES = named_queries(Path(__file__).resolve().parents[2] / "ontology")
OXIGRAPH = shutil.which("oxigraph", path=str(Path(sys.executable).parent))
VIRTUOSO = shutil.which("virtuoso-t")
ALL = (
    f"SELECT ?s ?p ?o {{ GRAPH ?g {{ ?s ?p ?o }} "
    f"FILTER(?g = <{REST}> || EXISTS {{ ?g a <{ONR.Document}> }}) }}"
)
# Small: 80 MB of buffers; both ports on loopback; answers cut at 5,000 rows, to see it told.
VIRTUOSO_INI = """
[Database]
DatabaseFile = virtuoso.db
TransactionFile = virtuoso.trx
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
[TempDatabase]
DatabaseFile = temp.db
TransactionFile = temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
[HTTPServer]
ServerPort = 127.0.0.1:{web}
ServerThreads = 4
[SPARQL]
ResultSetMaxRows = 5000
"""


@dataclass(frozen=True)
class Running:
    """The addresses of a server that a test has started."""

    query: str
    update: str
    data: str

    def server(self, *, bulk: bool = True) -> Server:
        return Server.at(",".join([self.query, self.update, *([self.data] if bulk else [])]))


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def started(command: list[str], address: str, folder: Path, seconds: int) -> Iterator[None]:
    """A program that answers on the web before long, and is gone afterwards."""
    log = folder / "server.log"
    with (
        log.open("wb") as out,
        subprocess.Popen(command, cwd=folder, stdout=out, stderr=out) as server,
    ):
        try:
            until = time.monotonic() + seconds
            while not _answers(address):
                assert server.poll() is None and time.monotonic() < until, log.read_text()
                time.sleep(0.1)
            yield
        finally:
            server.kill()


def _answers(address: str) -> bool:
    try:
        urllib.request.urlopen(address, timeout=5).close()
    except OSError:
        return False
    return True


@pytest.fixture(scope="module")
def oxigraph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    if OXIGRAPH is None:
        pytest.skip("the Oxigraph server (PyPI: oxigraph) is not installed")
    web = f"127.0.0.1:{free_port()}"
    command = [OXIGRAPH, "serve", "--union-default-graph", "--bind", web]
    with started(command, f"http://{web}/", tmp_path_factory.mktemp("oxigraph"), 60):
        yield Running(f"http://{web}/query", f"http://{web}/update", f"http://{web}/store")


@pytest.fixture(scope="module")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    if VIRTUOSO is None:
        pytest.skip("Virtuoso (Debian: virtuoso-opensource-7-bin) is not installed")
    folder, port = tmp_path_factory.mktemp("virtuoso"), free_port()
    ini = VIRTUOSO_INI.format(sql=free_port(), web=port)
    (folder / "virtuoso.ini").write_text(ini, encoding="ascii")
    command = [VIRTUOSO, "+foreground", "+configfile", "virtuoso.ini"]
    web = f"127.0.0.1:{port}"
    # A new database takes 20 s on two busy cores. Its user and password are dba.
    with started(command, f"http://{web}/sparql", folder, 300):
        own = f"http://dba:dba@{web}"
        yield Running(f"http://{web}/sparql", f"{own}/sparql-auth", f"{own}/sparql-graph-crud-auth")


@pytest.fixture(params=["oxigraph", "virtuoso"])
def running(request: pytest.FixtureRequest) -> Running:
    found: Running = request.getfixturevalue(request.param)
    return found


def values(
    graph: Graph, query: NamedQuery, given: dict[str, str] | None = None
) -> list[tuple[str | None, ...]]:
    rows = run(graph, query, given).rows
    return [tuple(None if n is None else plain(n) for n in row) for row in rows]


def held(server: Server) -> set[tuple[str, ...]]:
    """All that a server has of builds: Virtuoso has graphs of its own, too."""
    return {tuple(map(plain, row)) for row in server.graph().query(ALL)}  # type: ignore[arg-type]


def of(graph: Graph) -> set[tuple[str, ...]]:
    return {tuple(map(plain, triple)) for triple in graph}


def fill(server: Server, graph: Graph) -> None:
    """As a build does it, part by part."""
    named = [(str(d) if d else None, own) for d, own in turtle.parts(graph)]
    lines = ((d, "".join(map(_line, (t for s in own for t in graph.triples((s, None, None))))))
             for d, own in named)  # fmt: skip
    server.fill(lines, {d for d, _ in named if d})


def _line(triple: tuple[Node, Node, Node]) -> str:
    return f"{' '.join(map(turtle.term, triple))} .\n"


@pytest.mark.parametrize("bulk", [True, False], ids=["graph store protocol", "update"])
def test_a_server_holds_the_whole_graph(running: Running, graph: Graph, bulk: bool) -> None:
    server = running.server(bulk=bulk)
    fill(server, graph)
    fill(server, graph)  # a second build of the same changes nothing
    assert held(server) == of(graph)


GIVEN = {"date": "2013", "doubtful": "no"}  # to what takes no part of a name


def test_a_server_answers_as_memory_does(running: Running, graph: Graph) -> None:
    """Every named query, as it stands and narrowed."""
    server = running.server()
    fill(server, graph)
    assert len(QUERIES) == 19
    for query in QUERIES:
        for given in ({}, *({name: GIVEN.get(name, "e")} for name, _ in query.parameters)):
            theirs = values(server.graph(), query, given)
            assert theirs == values(graph, query, given), (query.name, given)


def test_what_a_document_says_is_in_its_graph(running: Running, graph: Graph) -> None:
    server = running.server()
    fill(server, graph)
    names = server.graph().query(
        "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s prov:wasQuotedFrom ?g } } GROUP BY ?g",
        initNs=dict(graph.namespaces()),
    )
    assert {(str(g), int(n)) for g, n in names} == {  # type: ignore[misc, call-overload]
        (str(g), len(set(graph.subjects(None, g)) & quoted(graph))) for g in documents(graph)
    }


def documents(graph: Graph) -> set[Any]:
    return {g for _, g in quotes(graph)}


def quoted(graph: Graph) -> set[Any]:
    return {s for s, _ in quotes(graph)}


def quotes(graph: Graph) -> list[tuple[Any, Any]]:
    return [(s, o) for s, p, o in graph if str(p).endswith("wasQuotedFrom")]


@pytest.mark.parametrize("bulk", [True, False], ids=["graph store protocol", "update"])
def test_a_document_that_is_gone_leaves_nothing(running: Running, story: Any, bulk: bool) -> None:
    server = running.server(bulk=bulk)
    fill(server, story.build((story.gazette(), story.post())))
    fewer = story.build((story.post(),))
    fill(server, fewer)
    assert held(server) == of(fewer)


@pytest.mark.parametrize("question", ["ASK { ?s a ?c }", "ASK { ?s <urn:none> ?c }"])
def test_yes_and_no_and_graphs_come_back(running: Running, graph: Graph, question: str) -> None:
    server = running.server()
    fill(server, graph)
    asked = NamedQuery("query", "query", question)
    assert run(server.graph(), asked).ask == run(graph, asked).ask
    made = "CONSTRUCT { ?s rdfs:label ?o } WHERE { ?s a onr:Person ; rdfs:label ?o }"
    asked = NamedQuery("query", "query", made)
    theirs, ours = run(server.graph(), asked).graph, run(graph, asked).graph
    assert theirs is not None and ours is not None
    assert set(theirs) == set(ours) and len(ours) == 3


ODD = r"""
<urn:doc> a <https://w3id.org/onrecord/ns#Document> ;
    <http://www.w3.org/2000/01/rdf-schema#label> "C:\\users \\u0041 \"q\" \t\n\r”é😀"@en ,
        "" , "?x $y {z}" .
"""


@pytest.mark.parametrize("bulk", [True, False], ids=["graph store protocol", "update"])
def test_any_character_comes_back(running: Running, bulk: bool) -> None:
    graph = Graph().parse(data=ODD, format="turtle")
    server = running.server(bulk=bulk)
    fill(server, graph)
    assert held(server) == of(graph)


@pytest.mark.parametrize("bulk", [True, False], ids=["graph store protocol", "update"])
def test_a_wrong_password_is_told_without_it(virtuoso: Running, graph: Graph, bulk: bool) -> None:
    wrong = Running(
        virtuoso.query,
        virtuoso.update.replace(":dba@", ":guessed@"),
        virtuoso.data.replace(":dba@", ":guessed@"),
    )
    with pytest.raises(StoreError, match=r"user or password refused \(401\)") as told:
        fill(wrong.server(bulk=bulk), graph)
    assert "guessed" not in str(told.value)


def test_a_question_may_need_a_password_too(virtuoso: Running, graph: Graph) -> None:
    fill(virtuoso.server(), graph)
    behind = Server(virtuoso.update, virtuoso.update).graph()
    assert values(behind, QUERIES[0]) == values(graph, QUERIES[0])
    bare = Server(virtuoso.update.replace("dba:dba@", ""), virtuoso.update).graph()
    with pytest.raises(StoreError, match="user or password refused"):
        run(bare, QUERIES[0])


def test_a_large_graph_gets_through_and_a_cut_answer_is_told(virtuoso: Running) -> None:
    """8 MB in one piece: Virtuoso breaks the line where it has not asked for the password yet."""
    label = "http://www.w3.org/2000/01/rdf-schema#label"
    kind = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
    lines = [f"<urn:d> <{kind}> <https://w3id.org/onrecord/ns#Document> .\n"]
    lines += [f'<urn:s{i}> <{label}> "{i} {"x" * 1000}" .\n' for i in range(8000)]
    server = virtuoso.server()
    fill(server, Graph().parse(data="".join(lines), format="nt"))
    count = f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{REST}> {{ ?s ?p ?o }} }}"
    assert [str(row[0]) for row in server.graph().query(count)] == ["8000"]  # type: ignore[index]
    with pytest.raises(StoreError, match=r"cut short .*ResultSetMaxRows"):
        list(server.graph().query(f"SELECT ?s {{ GRAPH <{REST}> {{ ?s ?p ?o }} }}"))


@pytest.mark.parametrize("addresses", ["", "https://x.org/query", "file:///a,file:///b"])
def test_what_is_no_server_is_told(addresses: str) -> None:
    with pytest.raises(StoreError, match=r"https://host/query,https://host/update"):
        Server.at(addresses)


def test_a_server_that_does_not_answer_is_told(graph: Graph) -> None:
    nowhere = f"http://me:secret@127.0.0.1:{free_port()}"
    with pytest.raises(StoreError, match=r"no answer .*Is the server running\?") as told:
        fill(Server.at(f"{nowhere}/query,{nowhere}/update"), graph)
    assert "secret" not in str(told.value)
