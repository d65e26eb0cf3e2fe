"""The store of a build's graph: rdflib's triples in rdflib's order, each term held once."""

from hypothesis import given
from hypothesis import strategies as st
from rdflib import RDFS, XSD, Graph, Literal, URIRef

from onrecord.rdf.compact import Compact

nodes = st.integers(0, 6).map(lambda n: URIRef(f"https://x.example/{n}"))
words = st.builds(
    Literal,
    st.sampled_from(["0.90", "0.9", "1", "Ann", ""]),
    datatype=st.sampled_from([None, XSD.decimal, XSD.string]),
)
triples = st.lists(st.tuples(nodes, nodes, nodes | words), max_size=60)


@given(triples, triples)
def test_it_holds_what_rdflib_holds_in_the_same_order(
    added: list[tuple[URIRef, ...]], removed: list[tuple[URIRef, ...]]
) -> None:
    plain, compact = Graph(), Graph(store=Compact(), bind_namespaces="none")
    for graph in (plain, compact):
        for triple in added:
            graph.add(triple)
        for triple in removed:
            graph.remove(triple)
    assert set(compact) == set(plain) and len(compact) == len(plain)
    for subject, predicate, _ in added:
        assert list(compact.objects(subject, predicate)) == list(plain.objects(subject, predicate))
        assert list(compact.predicate_objects(subject)) == list(plain.predicate_objects(subject))


def test_a_term_made_again_is_the_one_at_hand() -> None:
    graph = Graph(store=Compact(), bind_namespaces="none")
    for number in range(3):
        ann = URIRef("https://x.example/" + "ann"[:number] + "ann"[number:])  # three objects
        graph.add((ann, RDFS.label, Literal(f"Ann {number}")))
        graph.add((URIRef(f"https://x.example/{number}"), RDFS.seeAlso, ann))
    held = [*graph.subjects(RDFS.label), *graph.objects(None, RDFS.seeAlso)]
    assert len(held) == 6 and len({id(node) for node in held}) == 1
