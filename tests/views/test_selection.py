"""A part of a record counts its positions anew, by the graph's own rule."""

import pytest
from rdflib import Graph

from onrecord.triples.positions import positions
from onrecord.triples.sides import sides
from onrecord.views.selection import select
from onrecord.views.triples import read


@pytest.mark.parametrize("since", ["2010", "2011", "2012"])
@pytest.mark.parametrize("until", ["2012", "2014", "2015"])
def test_statements_of_a_part_weigh_as_in_the_graph(unsure: Graph, since: str, until: str) -> None:
    kept = [one for one in sides(unsure) if one.date and since <= one.date.text <= until]
    part = select(read(unsure), since=since, until=until)
    assert len(part.positions) > 0
    assert {(p.holder, p.target, p.polarity, p.supporting, p.opposing) for p in part.positions} == {
        (str(p.holder), str(p.target), p.side, p.count("supports"), p.count("opposes"))
        for p in positions(kept)
    }


def test_one_hedged_statement_is_no_position_and_a_report_counts_for_nothing(unsure: Graph) -> None:
    part = select(read(unsure), since="2010", until="2010")
    found = {p.holder.rpartition("/")[2]: (p.supporting, p.opposing) for p in part.positions}
    assert found == {"ann-lee": (0, 1), "bob-roe": (1, 0), "dan-fell": (0, 1), "eve-yu": (0, 1)}
    whole = {
        p.holder.rpartition("/")[2]: (p.supporting, p.opposing) for p in read(unsure).positions
    }
    assert whole["cay-moss"] == (2, 0) and whole["dan-fell"] == (0, 2) and "flo-rye" not in whole
