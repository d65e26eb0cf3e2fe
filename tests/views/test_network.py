"""The network of the record: every tie with its evidence, parts of it, and its exchange formats."""

import io
import re
from collections.abc import Callable

import networkx as nx
import pytest
from rdflib import Graph

from onrecord.errors import QueryError
from onrecord.views.network import Network, gexf, graphml, network, part

BROOK = "https://w3id.org/onrecord/id/person/ada-brook"
REED = "https://w3id.org/onrecord/id/person/tom-reed"
FEES = "https://w3id.org/onrecord/id/policy/parking-fees"
WARD = "https://w3id.org/onrecord/id/policy/ward-closure"


def ties(net: Network) -> list[tuple[str, str, str]]:
    names = net.nodes(data="label")
    return sorted((names[a], data["label"], names[b]) for a, b, data in net.edges(data=True))


def test_entities_are_nodes_with_their_kind_and_counts(ada: Graph) -> None:
    net = network(ada)
    assert len(net) == 11
    assert net.nodes[BROOK]["kind"] == "Person"
    assert net.nodes[BROOK]["party"] == "Orchard Party"
    assert net.nodes[BROOK]["aliases"] == ("Health minister Ada Brook", "Ms Brook")
    assert net.nodes[BROOK]["statements"] == 4  # three that she made, one against her
    assert net.nodes[FEES]["statements"] == 4  # also the one without a speaker


def test_two_ties_between_the_same_two_are_two_edges(ada: Graph) -> None:
    between = network(ada)[REED][FEES]
    assert sorted(data["tie"] for data in between.values()) == ["position", "relation"]


def test_a_position_carries_its_arithmetic_and_every_exact_passage(ada: Graph) -> None:
    [position] = network(ada)[REED][WARD].values()
    assert (position["polarity"], position["supporting"], position["opposing"]) == ("mixed", 1, 1)
    assert (position["first"], position["last"]) == ("2007", "2013-06-07")
    words = {passage.exact for passage in position["evidence"]}
    assert words == {"We will fight the ward closure.", "a sensible step"}


def test_no_edge_is_without_evidence(ada: Graph, hostile: Graph) -> None:
    for graph in (ada, hostile):
        for _, _, data in network(graph, alignments=True).edges(data=True):
            assert data["evidence"], data["label"]
            assert all(p.exact and p.start < p.end and p.document for p in data["evidence"])


def test_who_sides_with_whom_is_there_on_request(ada: Graph) -> None:
    plain, full = network(ada), network(ada, alignments=True)
    assert full.number_of_edges() - plain.number_of_edges() == 3
    union = "https://w3id.org/onrecord/id/organisation/nurses-union"
    [pair] = full[union][REED].values()
    assert (pair["polarity"], pair["agreements"], pair["disagreements"]) == ("supports", 1, 0)


def test_a_tie_to_something_undescribed_is_left_out(ada: Graph) -> None:
    graph = Graph()
    for triple in ada:
        if str(triple[0]) != REED:
            graph.add(triple)
    net = network(graph)
    assert REED not in net
    assert 0 < net.number_of_edges() < network(ada).number_of_edges()


@pytest.mark.parametrize("name", ["Ada Brook", "ms brook", BROOK])
def test_part_around_an_entity_by_name_alias_or_iri(ada: Graph, name: str) -> None:
    found = part(network(ada), entity=name)
    labels = {label for _, label in found.nodes(data="label")}
    assert labels == {
        *("Ada Brook", "Tom Reed", "Orchard Party", "Health minister"),
        *("Ward closure", "Hospital parking fees"),
    }


def test_part_around_a_topic_brings_its_narrower_topics(ada: Graph) -> None:
    graph = Graph() + ada
    graph.update(f"""INSERT DATA {{
        <urn:topic> a <https://w3id.org/onrecord/ns#Policy> ;
            <http://www.w3.org/2000/01/rdf-schema#label> "Hospital services" .
        <{WARD}> <http://www.w3.org/2004/02/skos/core#broader> <urn:topic> . }}""")
    found = part(network(graph), topic="hospital services")
    assert WARD in found and REED in found and "urn:topic" in found
    assert FEES not in found


def test_part_in_a_range_of_dates_counts_positions_anew(ada: Graph) -> None:
    late = part(network(ada), since="2013")
    [position] = late[REED][WARD].values()
    assert (position["polarity"], position["supporting"], position["opposing"]) == ("opposes", 0, 1)
    early = part(network(ada), until="2010-12")
    [position] = early[REED][WARD].values()
    assert (position["polarity"], position["last"]) == ("supports", "2007")
    assert early.number_of_edges() == 1


def test_part_of_some_types(ada: Graph) -> None:
    kinds = part(network(ada), types=["person", "Policy"])
    assert {kind for _, kind in kinds.nodes(data="kind")} == {"Person", "Policy"}
    members = part(network(ada), types=["memberOf"])
    assert ties(members) == [("Ada Brook", "member of", "Orchard Party")]
    both = part(network(ada), types=["Person", "Policy", "mixed"])
    assert ties(both) == [("Tom Reed", "is for and against", "Ward closure")]


def test_what_was_named_stays_whatever_its_kind(ada: Graph) -> None:
    found = part(network(ada), entity="Ada Brook", types=["Policy", "supports"])
    assert ties(found) == [
        *(("Ada Brook", "supports", plan) for plan in ("Hospital parking fees", "Ward closure"))
    ]


def test_a_part_has_the_documents_that_it_rests_on(ada: Graph) -> None:
    def titles(net: Network) -> list[str]:
        return sorted(document.title for document in net.graph["record"].documents.values())

    assert titles(part(network(ada))) == titles(network(ada))
    assert len(titles(network(ada))) == 2
    assert titles(part(network(ada), topic="Ward closure")) == ["Ward plan splits the council"]
    assert titles(part(network(ada), until="1999")) == []


def test_an_unknown_name_is_an_error_that_names_near_ones(ada: Graph) -> None:
    with pytest.raises(QueryError, match=r"“Ada Brock”.*Near it: Ada Brook"):
        part(network(ada), entity="Ada Brock")
    with pytest.raises(QueryError, match=r"no policy is called “Ada Brook”"):
        part(network(ada), topic="Ada Brook")
    with pytest.raises(QueryError, match=r"no type “Persn”. Available: .*Person.*memberOf"):
        part(network(ada), types=["Persn"])


@pytest.mark.parametrize(("write", "read"), [(graphml, nx.read_graphml), (gexf, nx.read_gexf)])
def test_exchange_formats_hold_every_node_and_edge(
    ada: Graph, hostile: Graph, write: Callable[..., str], read: Callable[..., nx.Graph]
) -> None:
    for graph in (ada, hostile):
        net = network(graph, alignments=True)
        text = write(net)
        back = read(io.BytesIO(text.encode()))
        assert len(back) == len(net)
        assert back.number_of_edges() == net.number_of_edges()
    assert write(network(ada)) == write(network(ada))


def test_exchange_formats_carry_quotes_and_counts(ada: Graph) -> None:
    back = nx.read_graphml(io.BytesIO(graphml(network(ada)).encode()), force_multigraph=True)
    [position] = back[REED][WARD].values()
    assert position["supporting"] == 1
    assert "We will fight the ward closure." in position["quotes"]
    assert back.nodes[BROOK]["label"] == "Ada Brook"


def test_gexf_has_no_day_of_writing(ada: Graph) -> None:
    assert "lastmodified" not in gexf(network(ada))
    assert not re.search(r"\d{4}-\d{2}-\d{2}", gexf(part(network(ada), types=["memberOf"])))
    assert ' name="' not in gexf(network(ada))  # which GEXF 1.2's schema knows nowhere


def test_the_order_of_triples_changes_nothing(ada: Graph) -> None:
    turned = Graph()
    for triple in sorted(ada, reverse=True):
        turned.add(triple)
    assert graphml(network(turned, alignments=True)) == graphml(network(ada, alignments=True))
