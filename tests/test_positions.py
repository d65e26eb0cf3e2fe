"""Positions, changes and alignments follow from the statements, with the arithmetic shown."""

from typing import Any

import pytest
from rdflib import PROV, RDF, XSD, Graph, Literal, URIRef

from onrecord.dates import partial_date
from onrecord.identifiers import ONR, Identifiers
from onrecord.positions import Position, Said, alignments, changes, inferred, positions

ID = "https://w3id.org/onrecord/id/"
WARD = URIRef("https://x.org/ward")


def said(
    polarity: Any, date: str | None = None, who: str = "ann", what: URIRef = WARD, n: int = 0
) -> Said:
    statement = URIRef(f"https://x.org/{who}-{what[-4:]}-{polarity}-{date}-{n}")
    document = URIRef(f"https://x.org/document-{date}")
    holder = URIRef(f"https://x.org/{who}")
    return Said(holder, what, polarity, statement, document, partial_date(date))


def position(*said: Said) -> Position:
    (only,) = positions(said)
    return only


@pytest.mark.parametrize(
    ("polarities", "side"),
    [
        (("supports",), "Supports"),
        (("opposes", "opposes"), "Opposes"),
        (("supports", "supports", "opposes"), "Mixed"),
    ],
)
def test_a_position_is_one_sided_only_where_all_statements_are(polarities: Any, side: str) -> None:
    held = position(*(said(p, "2013", n=n) for n, p in enumerate(polarities)))
    assert held.side == side
    assert held.count("supports") == polarities.count("supports")
    assert held.count("opposes") == polarities.count("opposes")
    assert held.documents == 1


@pytest.mark.parametrize(
    ("earlier", "later", "ordered"),
    [
        ("2007", "2008", True),
        ("2007-05", "2007-06-01", True),
        ("2012", "2013-06-07", True),
        ("2007", "2007-05", False),
        ("2007-05", "2007-05-03", False),
        ("2007", "2007", False),
    ],
)
def test_partial_dates_are_in_order_only_where_they_must_be(
    earlier: str, later: str, ordered: bool
) -> None:
    one, other = partial_date(earlier), partial_date(later)
    assert one and other
    assert one.is_before(other) is ordered
    assert not other.is_before(one)


@pytest.mark.parametrize(
    "text", ["", None, "2013-13", "2013-02-30", "0000", "２０１３", "2013-6", "x"]
)
def test_what_is_no_date_is_none(text: str | None) -> None:
    assert partial_date(text) is None


def sides(held: Position) -> list[tuple[str, str]]:
    found = changes(held)
    return [(str(a.date and a.date.text), str(b.date and b.date.text)) for a, b in found]


def test_each_turn_is_a_change_and_a_repetition_is_none() -> None:
    held = position(
        said("supports", "2010"),
        said("supports", "2007"),
        said("opposes", "2011-02"),
        said("opposes", "2012"),
        said("supports", "2013-06-07"),
    )
    assert sides(held) == [("2010", "2011-02"), ("2012", "2013-06-07")]


def test_no_change_without_dates_in_order() -> None:
    assert sides(position(said("supports"), said("opposes"))) == []
    assert sides(position(said("supports", "2007"), said("opposes"))) == []
    assert sides(position(said("supports", "2007"), said("opposes", "2007"))) == []
    assert sides(position(said("supports", "2007"), said("opposes", "2007-05"))) == []


def test_a_day_on_which_both_sides_were_taken_is_passed_over() -> None:
    held = position(
        said("supports", "2007"),
        said("supports", "2008", n=1),
        said("opposes", "2008", n=2),
        said("opposes", "2009"),
    )
    assert sides(held) == [("2007", "2009")]


def test_first_and_last_are_dates_of_the_statements() -> None:
    held = positions([said("supports", "2007"), said("supports", "2007-12-24"), said("supports")])
    assert [date.text for date in sorted(held[0].dates)] == ["2007", "2007-12-24"]


def test_alignments_count_targets_and_leave_mixed_positions_out() -> None:
    beds, cars = URIRef("https://x.org/beds"), URIRef("https://x.org/cars")
    held = positions(
        [
            *(said("supports", who="ann", what=what) for what in (WARD, beds, cars)),
            said("opposes", who="ann", what=cars),
            said("supports", who="bob", what=WARD),
            said("opposes", who="bob", what=beds),
            said("supports", who="bob", what=cars),
            said("supports", who="cay", what=URIRef("https://x.org/else")),
        ]
    )
    (pair,) = alignments(held)
    assert (pair.one, pair.other) == (URIRef("https://x.org/ann"), URIRef("https://x.org/bob"))
    assert [one.target for one, _ in pair.agreed] == [WARD]
    assert [one.target for one, _ in pair.disagreed] == [beds]


def test_the_graph_shows_the_arithmetic(graph: Graph, story: Any) -> None:
    ann, closure = URIRef(f"{ID}person/ann-lee"), URIRef(story.closure)
    node = Identifiers().position(ann, closure)
    assert graph.value(node, ONR.polarity) == ONR.Mixed
    assert graph.value(node, ONR.supportingStatements) == Literal(1)
    assert graph.value(node, ONR.opposingStatements) == Literal(1)
    assert graph.value(node, ONR.documentCount) == Literal(2)
    assert graph.value(node, ONR.firstStated) == Literal("2007-05-03", datatype=XSD.date)
    assert graph.value(node, ONR.lastStated) == Literal("2013-06-07", datatype=XSD.date)
    assert len(list(graph.objects(node, PROV.wasDerivedFrom))) == 2
    (change,) = graph.subjects(RDF.type, ONR.PositionChange)
    assert graph.value(graph.value(change, ONR["from"]), ONR.act) == URIRef(
        "https://w3id.org/onrecord/acts#criticises"
    )


def test_shortcuts_come_from_one_sided_positions_and_from_the_balance(
    graph: Graph, story: Any
) -> None:
    ann, bob, cara = (URIRef(f"{ID}person/{name}") for name in ("ann-lee", "bob-roe", "cara-moss"))
    clinics, closure = URIRef(f"{ID}policy/night-clinics"), URIRef(story.closure)
    assert set(graph.subject_objects(ONR.supports)) == {
        (ann, clinics),
        (cara, clinics),
        (bob, closure),
    }
    assert set(graph.subject_objects(ONR.opposes)) == {(cara, closure), (bob, ann)}
    assert set(graph.subject_objects(ONR.agreesWith)) == {(ann, cara), (cara, ann)}
    assert set(graph.subject_objects(ONR.disagreesWith)) == {(bob, cara), (cara, bob)}


def test_inference_leaves_the_graph_and_can_be_done_again(graph: Graph) -> None:
    before = set(graph)
    assert set(inferred(graph, Identifiers())) <= before
    assert set(graph) == before


def test_a_statement_without_a_speaker_makes_no_position(readings: Any, story: Any) -> None:
    graph = story.build(readings)
    for statement in list(graph.subjects(RDF.type, ONR.Statement)):
        graph.remove((statement, ONR.speaker, None))
    assert len(inferred(graph, Identifiers())) == 0
