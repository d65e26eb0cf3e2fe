"""The tables for spreadsheets."""

import csv
import io

import pytest
from rdflib import Graph

from onrecord.views import tables


def rows(text: str) -> list[dict[str, str]]:
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_one_row_per_statement_and_stance(ada: Graph) -> None:
    table = rows(tables.statements(ada))
    assert len(table) == 9
    assert len({row["statement"] for row in table}) == 9
    [row] = [row for row in table if row["words"] == "a sensible step"]
    assert row["speaker"] == "Tom Reed"
    assert row["speaker_kind"] == "Person"
    assert row["source_text"] == "Mr Reed"
    assert row["cue"] == "called"
    assert row["act"] == "supports"
    assert row["form"] == "direct"
    assert (row["stance"], row["target"], row["target_kind"]) == (
        "supports",
        "Ward closure",
        "Policy",
    )
    assert (row["said_on"], row["published"]) == ("2007", "2013-06-07")
    assert (row["path"], row["outlet"]) == ("herald.txt", "The Fenwick Herald")
    assert int(row["end"]) - int(row["start"]) == len("a sensible step")
    assert float(row["confidence"]) == 0.9
    assert float(row["stance_confidence"]) == 0.8


def test_several_stances_are_several_rows_and_none_is_one(ada: Graph) -> None:
    graph = Graph() + ada
    graph.update("""PREFIX onr: <https://w3id.org/onrecord/ns#>
        INSERT { ?s onr:stance <urn:st> . <urn:st> a onr:Stance ; onr:polarity onr:Opposes ;
            onr:target <https://w3id.org/onrecord/id/policy/parking-fees> }
        WHERE { ?s onr:words "a sensible step" }""")
    table = rows(tables.statements(graph))
    stances = {row["stance"] for row in table if row["words"] == "a sensible step"}
    assert stances == {"supports", "opposes"}
    [bare] = [row for row in table if row["words"] == "the money would follow patients"]
    assert bare["stance"] == bare["target"] == ""


def test_a_statement_without_speaker_keeps_its_source(ada: Graph) -> None:
    [row] = [row for row in rows(tables.statements(ada)) if row["words"] == "daylight robbery"]
    assert (row["speaker"], row["source_text"]) == ("", "One critic")


def test_statements_follow_the_text(ada: Graph) -> None:
    table = rows(tables.statements(ada))
    places = [(row["path"], int(row["start"])) for row in table]
    assert places == sorted(places)


def test_entities_with_their_counts(ada: Graph) -> None:
    table = {row["name"]: row for row in rows(tables.entities(ada))}
    assert len(table) == 11
    reed = table["Tom Reed"]
    assert (reed["kind"], reed["aliases"]) == ("Person", "Mr Reed")
    assert (reed["statements_made"], reed["positions_held"]) == ("4", "3")
    assert table["Hospital parking fees"]["statements_about"] == "4"
    assert table["Ada Brook"]["document_titles"].count("|") == 1


def test_positions_with_their_arithmetic(ada: Graph) -> None:
    table = rows(tables.positions(ada))
    [row] = [r for r in table if (r["holder"], r["target"]) == ("Tom Reed", "Ward closure")]
    assert (row["supporting_statements"], row["opposing_statements"]) == ("1", "1")
    assert len(row["statements"].split()) == 2


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula(ada: Graph, start: str) -> None:
    attack = start + 'HYPERLINK("https://evil.example","x")'
    graph = Graph()
    for subject, predicate, value in ada:
        hit = str(value) in ("a sensible step", "Tom Reed", "herald.txt", "Ward closure")
        graph.add((subject, predicate, type(value)(attack) if hit else value))
    for table in (tables.statements(graph), tables.entities(graph), tables.positions(graph)):
        cells = [cell for row in rows(table) for cell in row.values()]
        assert any(attack in cell for cell in cells)
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_same_bytes_whatever_the_order_of_triples(ada: Graph, hostile: Graph) -> None:
    for graph in (ada, hostile):
        turned = Graph()
        for triple in sorted(graph, reverse=True):
            turned.add(triple)
        for write in (tables.statements, tables.entities, tables.positions):
            assert write(turned) == write(graph)
