"""Questions and their answers: every named query against the story, and what is refused."""

import csv
import io
import json
import re
import socket
import xml.etree.ElementTree as ElementTree
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Graph, Literal, URIRef

from onrecord.errors import QueryError
from onrecord.files.spreadsheet import original
from onrecord.identifiers import ONR
from onrecord.model import DOUBTFUL
from onrecord.query import NamedQuery, Rows, ask, find, named_queries, run, shown, written

ONTOLOGY = Path(__file__).resolve().parents[1] / "ontology"
CLOSURE, CLINICS = "closure of small wards", "night clinics"
WRONG, MUST = (
    "The closure of small wards is wrong.",
    "Small wards must close, and night clinics must open.",
)
AGAINST, OPEN = "she was against closing small wards", "night clinics must open"
FRIEND, TIRED = "Ann Lee is no friend of ours", "Valley Hospital was tired"
BOTH = ("Ann Lee", CLOSURE, "mixed", "1", "1")
FOR = ("supports", "1", "0", "1", "supports", "plain")
CONTRA = ("opposes", "0", "1", "1", "opposes", "plain")

# The whole answer of each query without a parameter; IRIs and hashes are left out.
ANSWERS: dict[str, list[tuple[str, ...]]] = {
    "positions-by-person": [
        ("Ann Lee", "mixed", CLOSURE, "1", "1", "0", "2", "2007-05-03", "2013-06-07"),
        ("Ann Lee", "supports", CLINICS, "1", "0", "0", "1", "2013-06-07", "2013-06-07"),
        ("Bob Roe", "opposes", "Ann Lee", "0", "1", "0", "1", "2013-06-07", "2013-06-07"),
        ("Bob Roe", "supports", CLOSURE, "1", "0", "0", "1", "2007-05-03", "2007-05-03"),
        ("Cara Moss", "opposes", CLOSURE, "0", "1", "0", "1", "2012", "2012"),
        ("Cara Moss", "supports", CLINICS, "1", "0", "0", "1", "2013-06-07", "2013-06-07"),
    ],
    "supporters-of": [
        ("Bob Roe", CLOSURE, "own statements", "1", "0", "1", "2007-05-03", "2007-05-03"),
        ("Ann Lee", CLINICS, "own statements", "1", "0", "1", "2013-06-07", "2013-06-07"),
        ("Cara Moss", CLINICS, "own statements", "1", "0", "1", "2013-06-07", "2013-06-07"),
    ],
    "opponents-of": [
        ("Bob Roe", "Ann Lee", "own statements", "1", "0", "1", "2013-06-07", "2013-06-07"),
        ("Cara Moss", CLOSURE, "own statements", "1", "0", "1", "2012", "2012"),
    ],
    # Ann Lee has said both sides of the closure: she agrees and disagrees over it with everybody.
    "who-agrees": [
        ("Ann Lee", "mixed", "Bob Roe", "supports", CLOSURE, "1", "1"),
        ("Ann Lee", "mixed", "Cara Moss", "opposes", CLOSURE, "2", "1"),
        ("Ann Lee", "supports", "Cara Moss", "supports", CLINICS, "2", "1"),
    ],
    "who-disagrees": [
        ("Ann Lee", "mixed", "Bob Roe", "supports", CLOSURE, "1", "1"),
        ("Ann Lee", "mixed", "Cara Moss", "opposes", CLOSURE, "1", "2"),
        ("Bob Roe", "supports", "Cara Moss", "opposes", CLOSURE, "1", "0"),
    ],
    # Sides taken: Ann 3 (both of the closure, clinics), Bob 2 (closure, Ann), Cara 2.
    # Ann and Cara: congruence 2, conflict 1; 1 / ((3 + 2) / 2), 1 / (3 + 2 - 2), 1 / (3 * 2).
    # Bob and Cara: conflict 1; -1 / ((2 + 2) / 2), -1 / (2 + 2 - 0), -1 / (2 * 2).
    "who-sides-with-whom": [
        ("Ann Lee", "Cara Moss", "2", "1", "1", "0.4", "0.333", "0.167"),
        ("Ann Lee", "Bob Roe", "1", "1", "0", "0", "0", "0"),
        ("Bob Roe", "Cara Moss", "0", "1", "-1", "-0.5", "-0.25", "-0.25"),
    ],
    # Sure: what the two statements and the two stances are, multiplied: 0.9 * 0.8 * 0.9 * 0.8.
    "changes-of-position": [
        (
            *("Ann Lee", CLOSURE, "0.52", "2007-05-03", "opposes", WRONG),
            *("2013-06-07", "supports", MUST, "Wards", "post"),
        ),
    ],
    "contradictions": [
        (
            *("Ann Lee", CLOSURE, "0.52", "2013-06-07", MUST, "post"),
            *("2007-05-03", WRONG, "Wards"),
        ),
    ],
    "contradictions-within-a-party": [
        (
            *("Meadow Party", CLOSURE, "Bob Roe", "1", "2007-05-03"),
            *("the closure of small wards", "Cara Moss", "1", "2012", AGAINST),
        ),
    ],
    # Holder, target, what it comes to, weight for, weight against; weight, side and why of one.
    "how-a-position-adds-up": [
        (*BOTH, "1", "opposes", "plain", "2007-05-03", WRONG, "Wards"),
        (*BOTH, "1", "supports", "plain", "2013-06-07", MUST, "post"),
        ("Ann Lee", CLINICS, *FOR, "2013-06-07", MUST, "post"),
        ("Bob Roe", "Ann Lee", *CONTRA, "2013-06-07", FRIEND, "post"),
        ("Bob Roe", CLOSURE, *FOR, "2007-05-03", "the closure of small wards", "Wards"),
        ("Cara Moss", CLOSURE, *CONTRA, "2012", AGAINST, "post"),
        ("Cara Moss", CLINICS, *FOR, "2013-06-07", OPEN, "post"),
    ],
    "statements-about": [
        ("2007-05-03", "Ann Lee", "opposes", CLOSURE, WRONG, "Wards"),
        ("2007-05-03", "Critics", "", "", TIRED, "Wards"),
        ("2007-05-03", "Bob Roe", "supports", CLOSURE, "the closure of small wards", "Wards"),
        ("2012", "Cara Moss", "opposes", CLOSURE, AGAINST, "post"),
        ("2013-06-07", "Cara Moss", "supports", CLINICS, OPEN, "post"),
        ("2013-06-07", "Bob Roe", "opposes", "Ann Lee", FRIEND, "post"),
        ("2013-06-07", "Ann Lee", "supports", CLOSURE, MUST, "post"),
        ("2013-06-07", "Ann Lee", "supports", CLINICS, MUST, "post"),
    ],
    "who-criticises-whom": [
        ("Bob Roe", "Ann Lee", "as reported", "", "1", "2013-06-07", "2013-06-07"),
        ("Bob Roe", "Ann Lee", "own statements", "1", "1", "2013-06-07", "2013-06-07"),
    ],
    "evidence-for": [
        ("Ann Lee", "opposes", CLOSURE, WRONG, "2007-05-03", "Wards", "15", "51"),
        ("Ann Lee", "supports", CLOSURE, MUST, "2013-06-07", "post", "31", "83"),
        ("Ann Lee", "supports", CLINICS, MUST, "2013-06-07", "post", "31", "83"),
        ("Bob Roe", "opposes", "Ann Lee", FRIEND, "2013-06-07", "post", "219", "247"),
        (
            "Bob Roe",
            "supports",
            CLOSURE,
            "the closure of small wards",
            "2007-05-03",
            "Wards",
            "68",
            "94",
        ),
        ("Cara Moss", "opposes", CLOSURE, AGAINST, "2012", "post", "155", "190"),
        ("Cara Moss", "supports", CLINICS, OPEN, "2013-06-07", "post", "107", "130"),
    ],
    "timeline-of": [
        ("2007-05-03", CLOSURE, "Ann Lee", "opposes", "criticises", WRONG, "Wards"),
        (
            "2007-05-03",
            CLOSURE,
            "Bob Roe",
            "supports",
            "supports",
            "the closure of small wards",
            "Wards",
        ),
        ("2012", CLOSURE, "Cara Moss", "opposes", "opposes", AGAINST, "post"),
        ("2013-06-07", "Ann Lee", "Bob Roe", "opposes", "criticises", FRIEND, "post"),
        ("2013-06-07", CLOSURE, "Ann Lee", "supports", "demands", MUST, "post"),
        ("2013-06-07", CLINICS, "Cara Moss", "supports", "demands", OPEN, "post"),
        ("2013-06-07", CLINICS, "Ann Lee", "supports", "demands", MUST, "post"),
    ],
    "offices-held": [
        (
            "Ann Lee",
            "Health Minister",
            "public record",
            "2012-09-04",
            "",
            "Valley public record",
            "",
            "",
        ),
        ("Ann Lee", "Health Minister", "holds it, as reported", "", "", "", "2013-06-07", "post"),
    ],
    "most-contested": [(CLOSURE, "1", "1", "1", "4"), (CLINICS, "2", "0", "0", "2")],
    "hospitals-and-the-policies-that-affect-them": [
        (
            "Valley Hospital",
            CLOSURE,
            "affects Valley Hospital",
            "2007-05-03",
            "Wards",
            "186",
            "209",
        ),
    ],
    "statements-without-a-speaker": [("Critics", "said", TIRED, "2007-05-03", "Wards")],
    "coverage-by-document": [
        ("Wards", "2007-05-03", "Gazette", "3", "1", "2", "2", "7"),
        ("post", "2013-06-07", "", "4", "0", "3", "5", "6"),
    ],
}
# Those of statements say how sure each reading is: 0.9 throughout, and nothing is doubtful.
DOUBTED = (
    *("evidence-for", "how-a-position-adds-up", "statements-about"),
    *("statements-without-a-speaker", "timeline-of"),
)
# And what each counts towards a position: one, as all are plain.
WEIGHED = ("evidence-for", "timeline-of")
ANSWERS |= {name: [(*row, "1") for row in ANSWERS[name]] for name in WEIGHED}
ANSWERS |= {name: [(*row, "0.9", "") for row in ANSWERS[name]] for name in DOUBTED}
WITHOUT = {"statements-about": 1, "evidence-for": 1, "statements-without-a-speaker": 1}

# query, parameters, rows of the answer above that stay
NARROWED: list[tuple[str, dict[str, str], list[int]]] = [
    ("positions-by-person", {"person": "ANN"}, [0, 1]),
    ("positions-by-person", {"person": "ms lee"}, [0, 1]),
    ("positions-by-person", {"person": "nobody"}, []),
    ("supporters-of", {"policy": "clinics"}, [1, 2]),
    ("supporters-of", {"policy": "shutting small wards"}, [0]),
    ("opponents-of", {"policy": "ann"}, [0]),
    ("who-agrees", {"person": "cara"}, [1, 2]),
    ("who-agrees", {"person": "cara", "policy": "wards"}, [1]),
    ("who-disagrees", {"person": "roe", "policy": "wards"}, [0, 2]),
    ("who-disagrees", {"person": "ann"}, [0, 1]),
    ("who-sides-with-whom", {"person": "ann"}, [0, 1]),
    ("contradictions", {"person": "ann", "policy": "wards"}, [0]),
    ("contradictions", {"policy": "clinics"}, []),
    ("how-a-position-adds-up", {"person": "ann", "policy": "wards"}, [0, 1]),
    ("how-a-position-adds-up", {"person": "cara", "policy": "clinics"}, [6]),
    ("changes-of-position", {"person": "ann", "policy": "closure"}, [0]),
    ("changes-of-position", {"person": "bob"}, []),
    ("contradictions-within-a-party", {"party": "meadow"}, [0]),
    ("contradictions-within-a-party", {"party": "meadow", "policy": "clinics"}, []),
    ("statements-about", {"about": "valley hospital"}, [0, 1, 2, 3, 6]),
    ("statements-about", {"about": "clinics"}, [4, 6, 7]),
    ("who-criticises-whom", {"person": "ann lee"}, [0, 1]),
    ("who-criticises-whom", {"person": "cara"}, []),
    ("evidence-for", {"person": "ann", "policy": "small wards"}, [0, 1]),
    ("timeline-of", {"policy": "night"}, [5, 6]),
    ("offices-held", {"date": "2013-06-07"}, [0, 1]),
    ("offices-held", {"date": "2013"}, [0, 1]),
    ("offices-held", {"date": "2012-09-03"}, []),
    ("offices-held", {"date": "2020", "person": "lee"}, [0]),
    ("hospitals-and-the-policies-that-affect-them", {"hospital": "valley"}, [0]),
    ("hospitals-and-the-policies-that-affect-them", {"hospital": "hill"}, []),
    *((name, {"doubtful": "no"}, [*range(len(ANSWERS[name]))]) for name in DOUBTED),
]


def answer(graph: Graph, name: str, **parameters: str) -> list[tuple[str, ...]]:
    rows = shown(ask(graph, name, parameters, ONTOLOGY))
    kept = -WITHOUT[name] if name in WITHOUT else None
    return [tuple(row[:kept]) for row in rows]


@pytest.fixture(scope="module")
def told(story: Any) -> Graph:
    """The story's graph, for tests that only read it."""
    return story.build((story.gazette(), story.post()))


def test_every_query_of_the_folder_has_its_answer_here() -> None:
    assert {query.name for query in named_queries(ONTOLOGY)} == set(ANSWERS)
    assert len(ANSWERS) == 19


@pytest.mark.parametrize("name", ANSWERS)
def test_a_named_query_gives_the_checked_answer(name: str, told: Graph) -> None:
    found, wanted = answer(told, name), ANSWERS[name]
    assert sorted(found) == sorted(wanted)
    unordered = {"statements-about", "timeline-of"}  # within a day, the order is of IRIs
    assert name in unordered or found == wanted


@pytest.mark.parametrize(("name", "parameters", "rows"), NARROWED)
def test_parameters_narrow_the_answer(
    name: str, parameters: dict[str, str], rows: list[int], told: Graph
) -> None:
    assert sorted(answer(told, name, **parameters)) == sorted(ANSWERS[name][row] for row in rows)


def test_every_parameter_is_tried_and_told() -> None:
    tried = {(name, parameter) for name, given, _ in NARROWED for parameter in given}
    declared = {(q.name, name) for q in named_queries(ONTOLOGY) for name, _ in q.parameters}
    assert tried == declared
    assert all(meaning for q in named_queries(ONTOLOGY) for _, meaning in q.parameters)


@pytest.mark.parametrize("name", DOUBTED)
def test_doubtful_statements_are_told_and_can_be_left_out(name: str, told: Graph) -> None:
    graph = Graph() + told
    place = -1 - WITHOUT.get(name, 0)
    words = TIRED if name == "statements-without-a-speaker" else AGAINST
    [said] = graph.subjects(ONR.words, Literal(words))
    graph.set((said, ONR.confidence, Literal(Decimal(str(DOUBTFUL - 0.01)))))
    rows = shown(ask(graph, name, {}, ONTOLOGY))
    doubts = [row for row in rows if words in row]
    assert [row[place - 1] for row in doubts] == ["0.59"]
    assert [row[place] for row in rows].count("doubtful") == len(doubts) == 1
    left = shown(ask(graph, name, {"doubtful": "no"}, ONTOLOGY))
    assert left == [row for row in rows if row not in doubts]
    graph.set((said, ONR.confidence, Literal(Decimal(str(DOUBTFUL)))))
    assert len(shown(ask(graph, name, {"doubtful": "no"}, ONTOLOGY))) == len(rows)


COUNTED = {
    "positions-by-person": "Cara Moss",
    "opponents-of": "Cara Moss",
    "supporters-of": "Bob Roe",
}


@pytest.mark.parametrize("name", COUNTED)
def test_doubtful_statements_behind_a_position_are_counted(name: str, told: Graph) -> None:
    graph = Graph() + told
    for words in (AGAINST, "the closure of small wards"):
        [said] = graph.subjects(ONR.words, Literal(words))
        graph.set((said, ONR.confidence, Literal(Decimal("0.59"))))
    answered = ask(graph, name, {}, ONTOLOGY)
    at = answered.columns.index("doubtful")
    found = {(row[0], CLOSURE in row): row[at] for row in shown(answered)}
    assert found[COUNTED[name], True] == "1"
    assert all(n == "0" for (who, _), n in found.items() if who == "Ann Lee")


def test_the_queries_have_the_threshold_of_the_program() -> None:
    texts = {query.name: query.text for query in named_queries(ONTOLOGY)}
    for name, text in texts.items():
        limits = re.findall(r"\?confidence(?:, 1\))? < ([\d.]+)|confidence below ([\d.]+)", text)
        assert len(limits) == (2 if name in DOUBTED else name in COUNTED)
        assert all(float("".join(limit)) == DOUBTFUL for limit in limits)


def test_titles_are_sentences_of_their_own() -> None:
    titles = [query.title for query in named_queries(ONTOLOGY)]
    assert len(set(titles)) == len(titles)
    assert all(title[0].isupper() and not title.startswith("#") for title in titles)


def test_an_empty_graph_has_empty_answers() -> None:
    for query in named_queries(ONTOLOGY):
        assert run(Graph(), query).rows == (), query.name


PARAMETER = NamedQuery("echo", "Echo", 'SELECT ?x WHERE { VALUES ?x { "" } }', (("x", "any"),))


@given(
    st.text()
    | st.sampled_from(["\\u0022 } #", '"', "\\", '\\"', "\n", "\\u0041", "} DROP ALL", "\x080000"])
)
@settings(max_examples=80, deadline=None)
def test_a_parameter_is_only_ever_a_value(value: str) -> None:
    for graph in (Graph(), Graph("Oxigraph")):
        ((found,),) = run(graph, PARAMETER, {"x": value}).rows
        assert isinstance(found, Literal) and str(found) == value


def test_ask_construct_and_describe(told: Graph) -> None:
    assert ask(told, "ASK { ?s a onr:Person }", {}, ONTOLOGY).ask is True
    assert ask(told, "ASK { ?s a onr:Group }", {}, ONTOLOGY).ask is False
    built = ask(told, "CONSTRUCT { ?s a onr:Person } WHERE { ?s a onr:Person }", {}, ONTOLOGY)
    assert "person:ann-lee a onr:Person ." in written(built, "ttl")
    ann = "DESCRIBE <https://w3id.org/onrecord/id/person/ann-lee>"
    assert '"Ann Lee"@en' in written(ask(told, ann, {}, ONTOLOGY), "ttl")


@pytest.mark.parametrize("prefix", ["onr", "ns1"])
def test_a_graph_may_call_our_namespace_by_another_name(told: Graph, prefix: str) -> None:
    foreign = Graph() + told
    foreign.bind("ns1", str(ONR), replace=True)
    asked = f"SELECT ?s {{ ?s a {prefix}:Person }}"
    assert len(ask(foreign, asked, {}, ONTOLOGY).rows) == 3


def test_a_query_in_a_file_is_asked(told: Graph, tmp_path: Path) -> None:
    file = tmp_path / "mine.rq"
    file.write_text('# Mine\n# parameter: n  a name\nSELECT ?n WHERE { VALUES ?n { "" } }')
    assert ask(told, str(file), {"n": "x"}, ONTOLOGY).rows == ((Literal("x"),),)
    assert find(str(file), []).title == "Mine"


def test_rows_without_an_order_are_sorted(told: Graph) -> None:
    rows = ask(told, "SELECT ?s ?p ?o { ?s ?p ?o }", {}, ONTOLOGY).rows
    assert len(rows) == len(told)
    assert [str(row[0]) for row in rows] == sorted(str(row[0]) for row in rows)
    named = "SELECT ?name { ?p a onr:Person ; rdfs:label ?name } ORDER BY DESC(?name)"
    assert [row[0] for row in shown(ask(told, named, {}, ONTOLOGY))] == [
        *("Cara Moss", "Bob Roe", "Ann Lee"),
    ]


REFUSED = [
    ("who-opposes", r'no query named "who-opposes"\. Available: changes-of-position, '),
    ("missing.rq", r"missing\.rq: cannot be read .* Check the path"),
    ("SELECT * {", "does not parse at line 1, column 11"),
    ("SELECT * { ?s ?p ?o\n} WHERE ?x", "line 2"),
    ("SELECT * { ?s nope:p ?o }", "nope"),
    ("INSERT DATA { <urn:a> <urn:b> <urn:c> }", "only read"),
    ("DELETE WHERE { ?s ?p ?o }", "only read"),
    ("LOAD <https://x.org/a.ttl>", "only read"),
    ("CLEAR ALL", "only read"),
    ("SELECT * { SERVICE <https://x.org/sparql> { ?s ?p ?o } }", "SERVICE"),
    ("SELECT * { SERVICE SILENT ?any { ?s ?p ?o } }", "SERVICE"),
    ("SELECT * { ?s ?p ?o FILTER EXISTS { SERVICE <https://x.org/> { ?s ?p ?o } } }", "SERVICE"),
    ("SELECT * { { SELECT * { SERVICE <https://x.org/> { ?s ?p ?o } } } }", "SERVICE"),
    ("SELECT (EXISTS { SERVICE <https://x.org/> { ?s ?p ?o } } AS ?x) {}", "SERVICE"),
    ("SELECT * FROM <https://x.org/a.ttl> { ?s ?p ?o }", "FROM"),
    ("SELECT * FROM NAMED <https://x.org/a.ttl> { GRAPH ?g { ?s ?p ?o } }", "FROM"),
    ("ASK FROM <https://x.org/a.ttl> { ?s ?p ?o }", "FROM"),
    ("CONSTRUCT FROM <https://x.org/a.ttl> WHERE { ?s ?p ?o }", "FROM"),
    ("DESCRIBE <https://x.org/> FROM <https://x.org/a.ttl>", "FROM"),
    ("SELECT * { GRAPH <https://x.org/a.ttl> { ?s ?p ?o } }", "cannot be answered"),
]


@pytest.mark.parametrize(("asked", "message"), REFUSED)
def test_what_is_refused_changes_nothing_and_opens_no_connection(
    asked: str, message: str, told: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_network(*_: object, **__: object) -> None:
        raise AssertionError("a query opened a connection")

    for name in ("socket", "create_connection", "getaddrinfo"):
        monkeypatch.setattr(socket, name, no_network)
    before = len(told)
    with pytest.raises(QueryError, match=message):
        ask(told, asked, {}, ONTOLOGY)
    assert len(told) == before


def test_an_unknown_parameter_names_the_known_ones(told: Graph) -> None:
    with pytest.raises(QueryError, match=r"no parameter 'who'\. It takes: person, policy"):
        ask(told, "evidence-for", {"who": "ann"}, ONTOLOGY)
    with pytest.raises(QueryError, match="It takes none"):
        ask(told, "most-contested", {"who": "ann"}, ONTOLOGY)


def test_a_parameter_without_its_line_is_told(tmp_path: Path) -> None:
    (tmp_path / "queries").mkdir()
    (tmp_path / "queries" / "a.rq").write_text("# A\n# parameter: n  a name\nASK {}")
    with pytest.raises(QueryError, match=r"a\.rq: parameter n has no line"):
        named_queries(tmp_path)


HOSTILE = '=1+1,"\t\r\n\\<&>\x00\x1b[31m'
TABLE = Rows(
    ("a", "b"),
    (
        (Literal(HOSTILE), URIRef("https://x.org/")),
        (Literal("", lang="en"), None),
        (Literal("false"), Literal(0)),
    ),
)


def test_csv_holds_values_that_no_spreadsheet_runs() -> None:
    header, first, *others = csv.reader(io.StringIO(written(TABLE, "csv"), newline=""))
    assert (header, others) == (["a", "b"], [["", ""], ["false", "0"]])
    assert first[0].startswith("'=1+1,")
    assert original(first[0]) == HOSTILE.replace("\0", "")
    assert first[1] == "https://x.org/"


def test_tsv_holds_terms_on_one_line() -> None:
    lines = written(TABLE, "tsv").split("\n")
    assert lines[0] == "?a\t?b"
    assert lines[1].endswith("\t<https://x.org/>")
    assert lines[2] == '""@en\t'
    assert len(lines) == 5


def test_json_tells_kind_language_and_datatype() -> None:
    data = json.loads(written(TABLE, "json"))
    assert data["head"]["vars"] == ["a", "b"]
    first, second, third = data["results"]["bindings"]
    assert first["a"] == {"type": "literal", "value": HOSTILE}
    assert second == {"a": {"type": "literal", "value": "", "xml:lang": "en"}}
    assert third["b"]["datatype"].endswith("#integer")
    assert json.loads(written(Rows(ask=True), "json"))["boolean"] is True


def test_xml_is_well_formed_whatever_it_holds() -> None:
    root = ElementTree.fromstring(written(TABLE, "xml"))
    space = "{http://www.w3.org/2005/sparql-results#}"
    literals = [node.text or "" for node in root.iter(f"{space}literal")]
    assert literals[0] == HOSTILE.replace("\x00", "\ufffd").replace("\x1b", "\ufffd")
    assert literals[1:] == ["", "false", "0"]
    assert ElementTree.fromstring(written(Rows(ask=False), "xml"))[1].text == "false"


def test_a_terminal_is_not_steered() -> None:
    assert all(cell.isprintable() for row in shown(TABLE) for cell in row)


@pytest.mark.parametrize(
    ("answered", "format", "message"),
    [
        (TABLE, "yaml", "Available: csv, tsv, json, xml, ttl"),
        (TABLE, "ttl", "use csv, tsv, json or xml"),
        (Rows(graph=Graph()), "csv", "use ttl"),
    ],
)
def test_a_format_that_does_not_fit_is_told(answered: Rows, format: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        written(answered, format)
