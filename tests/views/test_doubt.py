"""What rests on statements that are read with little confidence."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

from rdflib import Graph

from onrecord.model import DOUBTFUL
from onrecord.views import foremost, network, page, payload, selection, tables
from onrecord.views.parts import Corpus
from onrecord.views.triples import read

Table = dict[str, dict[str, str]]


def rows(text: str, key: str) -> Table:
    return {row[key]: row for row in csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))}


def doubts(table: Table) -> dict[str, tuple[str, str]]:
    return {who: (row["doubtful_statements"], row["doubtful"]) for who, row in table.items()}


EXPECTED = {
    "Ann Lee": ("1", "yes"),
    "Bob Roe": ("1", ""),
    "Cay Moss": ("1", "yes"),  # mixed only by a doubtful statement
    "Dan Fell": ("0", ""),
    "Eve Yu": ("0", ""),
}


def test_a_position_is_doubtful_where_it_would_not_stand_without(doubted: Graph) -> None:
    assert doubts(rows(tables.positions(doubted), "holder")) == EXPECTED


def test_a_large_build_says_the_same(
    doubted: Graph, in_parts: Callable[[Graph], Corpus], tmp_path: Path
) -> None:
    corpus = in_parts(doubted)
    tables.write(corpus, tmp_path)
    assert (tmp_path / "positions.csv").read_bytes().decode() == tables.positions(doubted)
    whole = {p.iri: (p.doubtful, p.firm) for p in read(doubted).positions}
    for most in range(1, 9):  # a page that has one of two statements knows of the other
        part = foremost.foremost(corpus, most).record
        assert len(part.statements) <= most
        assert {p.iri: (p.doubtful, p.firm) for p in part.positions}.items() <= whole.items()


def test_a_statement_is_doubtful_below_the_threshold(doubted: Graph) -> None:
    table = rows(tables.statements(doubted), "words")
    marked = {words for words, row in table.items() if row["doubtful"]}
    assert marked == {"view 0 of Ann Lee", "view 1 of Bob Roe", "view 1 of Cay Moss"}
    assert {float(table[words]["confidence"]) < DOUBTFUL for words in marked} == {True}
    assert all(row["doubtful"] in ("", "yes") for row in table.values())


def test_a_line_is_doubtful_where_all_its_ties_are(doubted: Graph) -> None:
    net = network.network(doubted)
    names = {iri: thing.name for iri, thing in net.graph["record"].entities.items()}
    found = {names[line.holder]: line.doubtful for line in payload.lines(net)}
    assert {who for who, doubtful in found.items() if doubtful} == {"Ann Lee", "Cay Moss"}


def test_within_dates_doubt_is_weighed_anew(doubted: Graph) -> None:
    record = read(doubted)
    within = selection.select(record, since="2016")
    assert [(p.iri, p.doubtful) for p in within.positions] == [
        (p.iri, p.doubtful) for p in record.positions
    ]


def test_exports_say_it_and_a_page_without_doubts_has_no_switch(doubted: Graph, ada: Graph) -> None:
    net = network.network(doubted)
    assert network.graphml(net).count('">True</data>') == 2
    assert 'data-line="doubtful"' in page.html(doubted)
    assert 'data-line="doubtful"' not in page.html(ada)
