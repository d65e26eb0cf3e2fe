"""Positions, changes and alignments follow from the statements, with the arithmetic shown."""

import tracemalloc
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import PROV, RDF, XSD, Graph, Literal, URIRef

from onrecord.discourse.counts import counts
from onrecord.discourse.weights import conflict, congruence
from onrecord.discourse.weights import shared as shared_columns
from onrecord.identifiers import ONR, Identifiers
from onrecord.triples.alignments import Alignment, alignments
from onrecord.triples.dates import partial_date
from onrecord.triples.positions import Position, changes, inferred, positions
from onrecord.triples.sides import HEDGED, PLAIN, UNCOUNTED, Said, sides

ID = "https://w3id.org/onrecord/id/"
WARD = URIRef("https://x.org/ward")


def said(
    polarity: Any,
    date: str | None = None,
    who: str = "ann",
    what: URIRef = WARD,
    n: int = 0,
    weight: float = PLAIN,
    sure: float = 1.0,
) -> Said:
    statement = URIRef(f"https://x.org/{who}-{what[-4:]}-{polarity}-{date}-{n}")
    document = URIRef(f"https://x.org/document-{date}")
    holder = URIRef(f"https://x.org/{who}")
    day = partial_date(date)
    return Said(holder, what, polarity, statement, document, day, weight, sure)


def position(*said: Said) -> Position:
    (only,) = positions(said)
    return only


@pytest.mark.parametrize(
    ("supporting", "opposing", "side"),
    [
        ([PLAIN], [], "supports"),
        ([], [PLAIN, PLAIN], "opposes"),
        ([PLAIN, PLAIN], [PLAIN], "mixed"),  # 1 is a third of 3
        ([PLAIN] * 3, [PLAIN], "mixed"),  # 1 is a quarter of 4
        ([PLAIN] * 4, [PLAIN], "supports"),  # 1 is less than a quarter of 5
        ([HEDGED], [], None),  # one hedged remark makes no position
        ([HEDGED, HEDGED], [], "supports"),
        ([PLAIN], [HEDGED], "supports"),  # and unmakes none
        ([HEDGED, HEDGED], [HEDGED, HEDGED], "mixed"),
        ([UNCOUNTED] * 5, [], None),
        ([PLAIN], [UNCOUNTED] * 5, "supports"),
        ([HEDGED, UNCOUNTED], [HEDGED], None),
    ],
)
def test_a_side_is_taken_at_one_and_at_a_quarter(
    supporting: list[float], opposing: list[float], side: str | None
) -> None:
    terms = [("supports", w) for w in supporting] + [("opposes", w) for w in opposing]
    spoken = [said(p, "2013", n=n, weight=w) for n, (p, w) in enumerate(terms)]
    held = Position(spoken[0].holder, WARD, tuple(spoken))
    assert held.side == side
    assert [p.side for p in positions(spoken)] == ([side] if side else [])
    assert (held.weight("supports"), held.weight("opposes")) == (sum(supporting), sum(opposing))
    assert held.count("supports") == sum(w > 0 for w in supporting)
    assert held.count("opposes") == sum(w > 0 for w in opposing)
    assert len(held.uncounted) == (supporting + opposing).count(UNCOUNTED)
    assert held.documents == any(w > 0 for w in supporting + opposing)


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


def turns(held: Position) -> list[tuple[str, str]]:
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
    assert turns(held) == [("2010", "2011-02"), ("2012", "2013-06-07")]


def test_no_change_without_dates_in_order() -> None:
    assert turns(position(said("supports"), said("opposes"))) == []
    assert turns(position(said("supports", "2007"), said("opposes"))) == []
    assert turns(position(said("supports", "2007"), said("opposes", "2007"))) == []
    assert turns(position(said("supports", "2007"), said("opposes", "2007-05"))) == []


def test_a_day_on_which_both_sides_were_taken_is_passed_over() -> None:
    held = position(
        said("supports", "2007"),
        said("supports", "2008", n=1),
        said("opposes", "2008", n=2),
        said("opposes", "2009"),
    )
    assert turns(held) == [("2007", "2009")]


def test_first_and_last_are_dates_of_the_statements() -> None:
    held = positions([said("supports", "2007"), said("supports", "2007-12-24"), said("supports")])
    assert [date.text for date in sorted(held[0].dates)] == ["2007", "2007-12-24"]


def test_only_what_was_plainly_said_makes_a_change() -> None:
    assert turns(position(said("supports", "2007"), said("opposes", "2009", weight=HEDGED))) == []
    reported = said("opposes", "2009", weight=UNCOUNTED)
    assert turns(position(said("supports", "2007"), reported)) == []


def test_of_one_date_the_surest_words_are_shown() -> None:
    held = position(
        said("supports", "2007", n=1, sure=0.5),
        said("supports", "2007", n=2, sure=0.7),
        said("opposes", "2009", sure=0.6),
    )
    ((before, after),) = changes(held)
    assert (before.confidence, after.confidence) == (0.7, 0.6)


BEDS, CARS = URIRef("https://x.org/beds"), URIRef("https://x.org/cars")
SPOKEN = [
    *(said("supports", who="ann", what=what) for what in (WARD, BEDS, CARS)),
    said("opposes", who="ann", what=CARS),
    said("supports", who="bob", what=WARD),
    said("opposes", who="bob", what=BEDS),
    said("supports", who="bob", what=CARS),
    said("supports", who="cay", what=URIRef("https://x.org/else")),
    said("opposes", who="cay", what=WARD, weight=HEDGED),
]


def test_alignments_list_what_two_agree_and_disagree_on() -> None:
    (pair,) = alignments(SPOKEN)
    ann, bob = URIRef("https://x.org/ann"), URIRef("https://x.org/bob")
    assert pair == Alignment(ann, bob, (CARS, WARD), (BEDS, CARS), 2, 2)
    assert pair.shared == (BEDS, CARS, WARD)


def test_of_too_many_pairs_those_that_share_most_are_written() -> None:
    more = [said("supports", who="dan", what=WARD)]
    assert len(list(alignments([*SPOKEN, *more], most=3))) == 3
    (pair,) = alignments([*SPOKEN, *more], most=2)
    assert len(pair.shared) == 3
    assert list(alignments([said("supports", who=w) for w in "abc"], most=2)) == []


def plain_sum(said: list[Said], most: int) -> list[Alignment]:
    """The same by the matrices of the network: every holder by every other."""
    found = counts(said, "range")
    spoke = (found.x.sum(axis=0) > 0).astype(float)
    shared = np.triu(spoke @ spoke.T, k=1)
    least = next(n for n in range(1, len(found.concepts) + 2) if (shared >= n).sum() <= most)
    agreed, opposed = congruence(found.x), conflict(found.x)
    pairs = []
    for i, j in np.argwhere(shared >= least).tolist():
        same, apart = (
            tuple(found.concepts[k] for k in np.flatnonzero(over).tolist())
            for over in shared_columns(found.x, i, j)
        )
        one, other = found.actors[i], found.actors[j]
        pairs.append(Alignment(one, other, same, apart, int(agreed[i, j]), int(opposed[i, j])))
    return pairs


SAYINGS = st.builds(
    said,
    st.sampled_from(["supports", "opposes"]),
    who=st.sampled_from("abcdefgh"),
    what=st.sampled_from([URIRef(f"https://x.org/thing{n}") for n in range(5)]),
    n=st.integers(0, 2),
    weight=st.sampled_from([PLAIN, PLAIN, HEDGED]),
)


@given(st.lists(SAYINGS, max_size=60), st.integers(0, 30))
def test_alignments_are_those_of_the_network_of_actors(spoken: list[Said], most: int) -> None:
    assert list(alignments(spoken, most)) == plain_sum(spoken, most)


def test_twenty_thousand_who_spoke_take_little_memory() -> None:
    """A few targets are everybody's (Zipf): 4,216 of them spoke of one, 8.9 million pairs."""
    random = np.random.default_rng(2006)
    holders = [URIRef(f"https://x.org/holder/{n}") for n in range(20_000)]
    targets = [URIRef(f"https://x.org/target/{n}") for n in range(6_000)]
    spoken = [
        Said(holder, targets[n], polarity, WARD, WARD, None)
        for rank, holder in enumerate(holders, 1)
        for n in (6_000 ** random.random(max(2, 2_000 // rank))).astype(int).tolist()
        for polarity in ("supports" if random.random() < 0.7 else "opposes",)
    ]
    tracemalloc.start()
    found = list(alignments(spoken))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert 100 < len(found) <= 2_000
    assert peak < 40_000_000


def flagged(graph: Graph, **flags: Literal) -> Graph:
    """The story's graph before inference, the stance of Cara Moss on the closure flagged."""
    (statement,) = graph.subjects(ONR.saidOn, None)
    (stance,) = graph.objects(statement, ONR.stance)
    for name, value in flags.items():
        graph.set((stance, ONR[name], value))
    return graph


@pytest.mark.parametrize(
    ("flags", "weight"),
    [
        ({"hedged": Literal(True)}, HEDGED),
        ({"hedged": Literal(False)}, PLAIN),
        ({"secondHand": Literal(True)}, UNCOUNTED),
        ({"secondHand": Literal(True), "hedged": Literal(True)}, UNCOUNTED),
        ({"condition": Literal("if money is found")}, UNCOUNTED),
        ({"confidence": Literal(Decimal("0.79"))}, HEDGED),
        ({"confidence": Literal(Decimal("0.8"))}, PLAIN),
    ],
)
def test_a_flag_in_the_graph_weighs(graph: Graph, flags: Any, weight: float) -> None:
    found = inferred(flagged(graph, **flags), Identifiers())
    (cara,) = [s for s in sides(graph) if str(s.target).endswith("ward-closure")
               and str(s.holder).endswith("cara-moss")]  # fmt: skip
    assert cara.weight == weight
    held = Identifiers().position(cara.holder, cara.target)
    assert ((held, RDF.type, ONR.Position) in found) is (weight == PLAIN)
    assert (None, ONR.actor, cara.holder) in found  # agrees on night clinics all the same
    pairs = {str(t) for t in found.objects(None, ONR.disagreedOn)}
    assert len(pairs) == 1


def test_the_graph_shows_the_arithmetic(graph: Graph, story: Any) -> None:
    ann, closure = URIRef(f"{ID}person/ann-lee"), URIRef(story.closure)
    node = Identifiers().position(ann, closure)
    assert graph.value(node, ONR.polarity) == ONR.Mixed
    assert graph.value(node, ONR.supportingStatements) == Literal(1)
    assert graph.value(node, ONR.opposingStatements) == Literal(1)
    assert graph.value(node, ONR.weightFor) == graph.value(node, ONR.weightAgainst)
    assert str(graph.value(node, ONR.weightFor)) == "1.0"
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
    assert {p for _, p, _ in inferred(graph, Identifiers())} == {ONR.weight}
