"""The answer to a query as a network: what it names, tied as the record ties it."""

from pathlib import Path

import pytest
from rdflib import Graph
from typer.testing import CliRunner

from onrecord import cli, query
from onrecord.errors import QueryError
from onrecord.rdf import store
from onrecord.views.answer import answer
from onrecord.views.network import Network

ROOT = Path(__file__).resolve().parents[2]


def drawn(graph: Graph, asked: str, **values: str) -> Network:
    named = query.find(asked, query.named_queries(ROOT / "ontology"))
    return answer(query.run(graph, named, values), graph, named.title)


def ties(net: Network) -> list[tuple[str, str, str, str]]:
    names = net.nodes(data="label")
    return sorted(
        (names[a], data["label"], names[b], data["tie"]) for a, b, data in net.edges(data=True)
    )


def test_iris_in_a_row_are_drawn_with_the_ties_of_the_record(ada: Graph) -> None:
    net = drawn(ada, "SELECT ?a ?p { ?a onr:supports|onr:opposes ?p . ?p a onr:Policy }")
    assert ("Patients", "opposes", "Hospital parking fees", "relation") in ties(net)
    assert all(data["evidence"] for _, _, data in net.edges(data=True))


def test_names_stand_for_the_one_thing_that_bears_them(ada: Graph) -> None:
    asked = 'SELECT ?who ?what { VALUES (?who ?what) {("Ada Brook" "Ward closure")} }'
    assert ties(drawn(ada, asked)) == [("Ada Brook", "supports", "Ward closure", "position")]


def test_a_position_or_a_statement_brings_its_ends_and_its_quotes(ada: Graph) -> None:
    by_position = drawn(ada, "SELECT ?p { ?p a onr:Position ; onr:polarity onr:Mixed }")
    assert ties(by_position) == [("Tom Reed", "is for and against", "Ward closure", "position")]
    assert len(by_position.graph["record"].statements) == 2
    by_statement = drawn(ada, 'SELECT ?s { ?s onr:words "a tax on the sick" }')
    [(one, label, other, _)] = ties(by_statement)
    assert (one, label, other) == ("Fenland Nurses' Union", "opposes", "Hospital parking fees")


def test_a_row_that_the_record_does_not_tie_opens_to_itself(ada: Graph) -> None:
    asked = 'VALUES (?a ?b ?n) {("Patients" "Fenwick" 3)}'
    net = drawn(ada, f"SELECT ?a ?b ?n {{ {asked} }}")
    assert ties(net) == [("Patients", "in one row", "Fenwick", "answer")]
    [(_, _, data)] = net.edges(data=True)
    assert net.graph["answer"]["rows"][data["rows"][0]][2] == "3"


def test_a_construct_draws_its_own_triples(ada: Graph) -> None:
    net = drawn(
        ada,
        "CONSTRUCT { ?a onr:opposes ?p . ?d <urn:reports> ?a . ?d rdfs:label ?t }"
        " WHERE { ?a onr:opposes ?p ; onr:mentionedIn ?d . ?d rdfs:label ?t }",
    )
    found = ties(net)
    assert ("Patients", "opposes", "Hospital parking fees", "relation") in found
    assert ("Minister defends parking fees", "reports", "Patients", "answer") in found
    kinds = {data["label"]: data["kind"] for _, data in net.nodes(data=True)}
    assert kinds["Minister defends parking fees"] == "Other"


@pytest.mark.parametrize(
    "asked", ["SELECT (3 AS ?n) {}", "SELECT ?x { ?x a onr:Nothing }", "ASK {}"]
)
def test_an_answer_without_names_says_what_to_do(ada: Graph, asked: str) -> None:
    with pytest.raises(QueryError, match="Select people, bodies or policies"):
        drawn(ada, asked)


def test_every_named_query_is_drawn_or_says_why(ada: Graph) -> None:
    drawable = set()
    for named in query.named_queries(ROOT / "ontology"):
        try:
            assert len(drawn(ada, named.name)) > 0
            drawable.add(named.name)
        except QueryError as error:
            assert "names nothing that can be drawn" in str(error)
    assert {"opponents-of", "evidence-for"} <= drawable
    assert len(drawable) >= 5


def test_the_command_writes_the_page_of_an_answer(ada: Graph, tmp_path: Path) -> None:
    store.save(ada, tmp_path)
    options = ["query", "opponents-of", "policy=fees", "-o", str(tmp_path), "--no-open"]
    done = CliRunner().invoke(cli.app, [*options, "--view"])
    assert done.exit_code == 0 and done.stdout.strip() == str(tmp_path / "answer.html")
    text = (tmp_path / "answer.html").read_text("utf-8")
    assert "<h1>Opponents of a policy" in text and "Patients" in text
    elsewhere = tmp_path / "elsewhere.html"
    done = CliRunner().invoke(cli.app, [*options, "--to", str(elsewhere)])
    assert done.exit_code == 0 and elsewhere.is_file()
