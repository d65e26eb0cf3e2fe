"""From the graph to files: who counts, what counts once, and what other programs read."""

import csv
import io
import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from datetime import date
from typing import Any

import networkx as nx
import pytest
from rdflib import Graph, URIRef

from onrecord.discourse import division, files
from onrecord.discourse.counts import counts, organisations, parties, windows, within
from onrecord.discourse.network import Network, Wanted, networks
from onrecord.errors import QueryError
from onrecord.identifiers import ONR
from onrecord.triples.dates import partial_date
from onrecord.triples.sides import HEDGED, PLAIN, Said

ID = "https://w3id.org/onrecord/id/"


def said(
    who: str,
    side: Any,
    what: str,
    day: str | None = None,
    doc: str = "d",
    n: int = 0,
    weight: float = PLAIN,
) -> Said:
    iris = (URIRef(f"https://x.org/{part}") for part in (who, what, f"{who}{side}{what}{n}", doc))
    holder, target, statement, document = iris
    return Said(holder, target, side, statement, document, partial_date(day), weight)


REPEATED = [
    said("ann", "supports", "ward", "2013-05-31", "d1", 1),  # a Friday
    said("ann", "supports", "ward", "2013-05-31", "d1", 2),
    said("ann", "supports", "ward", "2013-06-01", "d2", 3),  # the same week, another month
    said("ann", "supports", "ward", "2013-06-10", "d3", 4),
    said("ann", "supports", "ward", "2012-06-10", "d4", 5),
    said("ann", "supports", "ward", None, "d5", 6),
    said("ann", "supports", "ward", None, "d5", 7),
    said("ann", "opposes", "ward", "2013-05-31", "d1", 8),
    said("ann", "supports", "ward", "2013-05-31", "d1", 9, HEDGED),
]


@pytest.mark.parametrize(
    ("duplicates", "supporting"),
    [
        ("all", 7),
        ("document", 5),  # d1 to d5
        ("week", 4),  # 31 May and 1 June 2013; 10 June 2013; 10 June 2012; d5
        ("month", 4),  # May 2013, June 2013, June 2012, d5
        ("year", 3),  # 2013, 2012, d5
        ("range", 1),
    ],
)
def test_repetitions_count_once(duplicates: Any, supporting: int) -> None:
    x = counts(REPEATED, duplicates).x
    assert x[:, 0, 0].tolist() == [1, supporting]  # against and for are no repetitions


def test_only_what_was_surely_said_between_two_dates_is_within() -> None:
    spoken = [
        said("ann", "supports", "ward", day) for day in ("2012", "2013-06", "2013-06-07", None)
    ]
    kept = within(spoken, partial_date("2013"), partial_date("2013-06-07"))
    assert [s.date.text for s in kept if s.date] == ["2013-06-07"]
    assert within(spoken, None, None) == spoken
    assert len(within(spoken, None, partial_date("2013"))) == 3


def test_windows_are_whole_units_and_overlap() -> None:
    spoken = [said("ann", "supports", "ward", day) for day in ("2013-01-20", "2013-04-02")]
    assert windows(spoken, 3, "m") == [
        (date(2013, 1, 1), date(2013, 3, 31)),
        (date(2013, 2, 1), date(2013, 4, 30)),
    ]
    assert windows(spoken, 1, "y") == [(date(2013, 1, 1), date(2013, 12, 31))]
    assert windows(spoken, 9, "y") == [(date(2013, 1, 1), date(2013, 12, 31))]
    assert windows(spoken, 2, "w")[0] == (date(2013, 1, 14), date(2013, 1, 27))
    assert len(windows(spoken, 1, "d")) == 73
    assert windows([], 1, "d") == []


def only(graph: Graph, **wanted: Any) -> Network:
    (found,) = networks(graph, Wanted(**wanted))
    return found


def cells(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


def test_the_matrix_of_the_story_by_hand(graph: Graph) -> None:
    # For the closure: Ann (2013), Bob. Against: Ann (2007), Cara. For clinics: Ann, Cara.
    # Ann and Bob: 1 agreement, 1 conflict. Ann and Cara: 2 (closure, clinics), 1. Bob, Cara: 0, 1.
    assert cells(files.matrix(only(graph))) == [
        ["", "Ann Lee", "Bob Roe", "Cara Moss"],
        ["Ann Lee", "0", "0", "1"],
        ["Bob Roe", "0", "0", "-1"],
        ["Cara Moss", "1", "-1", "0"],
    ]
    congruence = cells(files.matrix(only(graph, qualifier="congruence")))
    assert congruence[1] == ["Ann Lee", "0", "1", "2"]


@pytest.mark.parametrize(
    ("qualifier", "predicate"), [("congruence", ONR.agreements), ("conflict", ONR.disagreements)]
)
def test_the_graph_holds_the_same_numbers(graph: Graph, qualifier: Any, predicate: URIRef) -> None:
    network = only(graph, qualifier=qualifier)
    compared = 0
    for alignment, number in graph.subject_objects(predicate):
        ends = {str(actor) for actor in graph.objects(alignment, ONR.actor)}
        i, j = (n for n, node in enumerate(network.rows) if node.iri in ends)
        assert network.weights[i, j] == int(str(number))
        compared += 1
    assert compared == 3


def test_two_modes_and_concepts(graph: Graph) -> None:
    two = only(graph, mode="two-mode")
    assert cells(files.matrix(two)) == [
        ["", "Ann Lee", "night clinics", "closure of small wards"],
        ["Ann Lee", "0", "1", "0"],
        ["Bob Roe", "-1", "0", "1"],
        ["Cara Moss", "0", "1", "-1"],
    ]
    # Of two on the closure's sides and one on both, the share for is (1/2 + 1 + 0) / 3 = 1/2.
    assert [node.division for node in two.columns] == [0, 0, 1]
    # Closure and clinics: Ann for both and against one, Cara against one and for the other.
    concepts = only(graph, mode="concepts", policies_only=True)
    assert cells(files.edge_list(concepts))[1][:5] == [
        *("night clinics", "closure of small wards"), "-1.0", "1", "2",
    ]  # fmt: skip


def test_who_speaks_and_is_spoken_of_is_two_nodes_of_two_modes(graph: Graph) -> None:
    network = nx.parse_graphml(files.graphml(only(graph, mode="two-mode")))
    assert nx.is_bipartite(network)
    assert {data["mode"] for _, data in network.nodes(data=True)} == {"actor", "concept"}
    assert [data["label"] for _, data in network.nodes(data=True)].count("Ann Lee") == 2


def test_members_count_as_their_party(graph: Graph) -> None:
    party = URIRef(f"{ID}organisation/meadow-party")
    people = {URIRef(f"{ID}person/{name}") for name in ("ann-lee", "bob-roe", "cara-moss")}
    assert parties(graph) == dict.fromkeys((*people, party), party)
    assert organisations(graph) == parties(graph)
    joined = only(graph, by="party")
    assert [node.label for node in joined.rows] == ["Meadow Party"]
    assert joined.x.sum() == 4  # both sides of the closure, for clinics, against Ann Lee
    other = URIRef(f"{ID}organisation/hill-union")
    graph.add((min(people), ONR.memberOf, other))
    assert min(people) in parties(graph)  # of two bodies the one that is called a party
    graph.remove((party, None, None))
    assert min(people) not in parties(graph)  # of two of one kind, none


def test_dates_and_windows(graph: Graph) -> None:
    assert [n.label for n in only(graph, until="2007").rows] == ["Ann Lee", "Bob Roe"]
    found = list(networks(graph, Wanted(window="1y")))
    assert [(n.wanted.since, len(n.rows)) for n in found] == [
        *(("2007-01-01", 2), ("2008-01-01", 0), ("2009-01-01", 0), ("2010-01-01", 0)),
        *(("2011-01-01", 0), ("2012-01-01", 1), ("2013-01-01", 3)),
    ]
    names = [name for name, _ in files.files(found, ["graphml"])]
    assert names == [
        *(f"actors-subtract-from-{y}-01-01-to-{y}-12-31.graphml" for y in (2007, 2012, 2013)),
        "actors-subtract-1y-from-2007-01-01-to-2013-12-31-summary.csv",
    ]
    named = only(graph, by="party", normalise="average", duplicates="month", policies_only=True)
    assert next(files.files([named], ["gexf"]))[0] == (
        "actors-subtract-average-month-party-policies.gexf"
    )
    assert named.ei_index is None
    table = cells(files.summary(found))
    assert len(table) == 8
    assert table[1][:5] == ["2007-01-01", "2007-12-31", "2", "1", "2"]


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        (Wanted(since="soon"), "--from soon"),
        (Wanted(until="2013-13"), "--to 2013-13"),
        (Wanted(window="6"), "--window 6: write a number"),
        (Wanted(window="1d"), "makes 2228 networks"),
        (Wanted(mode="two-mode", normalise="jaccard"), "not for --mode two-mode"),
        (Wanted(normalise="activity"), "not for --mode actors"),
        (Wanted(mode="two-mode", qualifier="conflict"), "take subtract"),
    ],
)
def test_what_cannot_be_is_told(graph: Graph, wanted: Wanted, words: str) -> None:
    with pytest.raises(QueryError, match=words):
        list(networks(graph, wanted))


def test_graphml_is_typed_and_comes_back(graph: Graph) -> None:
    text = files.graphml(only(graph, normalise="average"))
    network = nx.parse_graphml(text)
    ann, cara = f"{ID}person/ann-lee", f"{ID}person/cara-moss"
    assert network.edges[ann, cara]["weight"] == 0.4  # 1 / ((3 + 2) / 2)
    assert network.edges[ann, cara]["agree_on"] == "night clinics | closure of small wards"
    assert network.nodes[ann] | {"camp": 1} == {
        "label": "Ann Lee",
        "kind": "Person",
        "mode": "actor",
        "party": "Meadow Party",
        "supporting": 2,
        "opposing": 1,
        "statements": 3,
        "camp": 1,
    }
    keys = ElementTree.fromstring(text).findall("{*}key")
    types = {key.get("attr.name"): key.get("attr.type") for key in keys}
    assert (types["weight"], types["congruence"], types["label"]) == ("double", "long", "string")
    assert len(network) == 3 and network.number_of_edges() == 2  # no edge of weight 0


def test_gexf_comes_back_with_the_same_edges(graph: Graph) -> None:
    wanted = only(graph)
    text = files.gexf(wanted)
    assert "lastmodified" not in text
    assert ElementTree.fromstring(text).find("{*}graph").attrib == {  # type: ignore[union-attr]
        "defaultedgetype": "undirected",
        "mode": "static",
    }  # the schema of GEXF 1.2 knows no name of a graph
    network = nx.read_gexf(io.BytesIO(text.encode()))
    graphml = nx.parse_graphml(files.graphml(wanted))
    assert {frozenset(e) for e in network.edges} == {frozenset(e) for e in graphml.edges}
    assert nx.get_edge_attributes(network, "weight") == nx.get_edge_attributes(graphml, "weight")


def test_awkward_names_are_told_apart_and_run_nothing(graph: Graph) -> None:
    network = only(graph)
    first, second, third = network.rows
    names = (replace(first, label="=A1\x00"), replace(second, label="B"), replace(third, label="B"))
    awkward = replace(network, rows=names, columns=names)
    assert cells(files.matrix(awkward))[0] == ["", "'=A1", "B (bob-roe)", "B (cara-moss)"]
    assert nx.parse_graphml(files.graphml(awkward)).nodes[first.iri]["label"] == "=A1"


def test_camps_and_division_by_hand() -> None:
    # Two camps of two on two things, no tie between them: modularity 1/2.
    x = counts(
        [
            *(said(who, "supports", "ward") for who in ("ann", "bob")),
            *(said(who, "opposes", "ward") for who in ("cay", "dan")),
        ]
    ).x
    assert division.camps(x) == ([1, 1, 2, 2], 0.5)
    assert division.division(x).tolist() == [1.0]  # 4 * 1/2 * 1/2
    assert division.polarisation(x) == 1.0
    # Agreement stays within the groups, goes across them, or does both as often.
    assert division.ei_index(x, ["p", "p", "q", "q"]) == -1.0
    assert division.ei_index(x, ["p", "q", "p", "q"]) == 1.0
    assert division.ei_index(x, ["p", "p", "q", "p"]) == 0.0
    assert division.ei_index(x, [None] * 4) is None
    one_sided = counts([said(who, "supports", "ward") for who in ("ann", "bob", "cay")]).x
    assert division.polarisation(one_sided) == 0.0
    assert division.camps(one_sided) == ([1, 1, 1], 0.0)
    # 3 of 4 for: 4 * 3/4 * 1/4; what only one speaks of does not count.
    lone = [said("dan", "opposes", "ward"), said("dan", "opposes", "beds")]
    x = counts([*(said(who, "supports", "ward") for who in ("ann", "bob", "cay")), *lone]).x
    assert division.polarisation(x) == 0.75


def test_nothing_said_makes_an_empty_network() -> None:
    network = only(Graph())
    for name, text in files.files([network], ["graphml", "gexf", "csv-matrix", "csv-edges"]):
        assert text, name
    assert nx.parse_graphml(files.graphml(network)).number_of_nodes() == 0
    assert cells(files.summary([network]))[1] == ["", "", "0", "0", "0", "0", "0.0", "0.0", ""]
