"""Evidence is re-read in the documents: each way in which it can be untrue is found, alone."""

import hashlib
from collections.abc import Callable
from typing import Any

import pytest
from rdflib import PROV, RDF, Graph, Literal, URIRef
from rdflib.term import Node

from onrecord.identifiers import OA, ONR, Identifiers
from onrecord.triples import positions
from onrecord.validation.validate import Violation
from onrecord.validation.verify import check_evidence

Texts = dict[str, str]
NEW = URIRef("https://x.org/new")


def evidence(graph: Graph, words: str = "affects Valley Hospital") -> Node:
    (quote,) = graph.subjects(OA.exact, Literal(words))
    return URIRef(str(quote).removesuffix("#quote"))


def part(graph: Graph, predicate: URIRef) -> Node:
    parts = graph.objects(evidence(graph), OA.hasSelector)
    return next(node for node in parts if (node, predicate, None) in graph)


def swap(predicate: URIRef, value: object) -> Callable[[Graph], None]:
    return lambda graph: graph.set((part(graph, predicate), predicate, Literal(value))) and None


def retype(kind: URIRef) -> Callable[[Graph], None]:
    def change(graph: Graph) -> None:
        node = sorted(graph.subjects(RDF.type, kind))[0]
        graph.remove((node, ONR.evidence, None))

    return change


def reword(predicate: URIRef) -> Callable[[Graph], None]:
    def change(graph: Graph) -> None:
        node = sorted(graph.subjects(predicate))[0]
        graph.set((node, predicate, Literal("never said")))

    return change


def elsewhere(graph: Graph) -> None:
    """A statement that leads to true words of another document."""
    statement = sorted(graph.subjects(RDF.type, ONR.Statement))[0]
    own = graph.value(statement, PROV.wasQuotedFrom)
    other = next(n for n, d in sorted(graph.subject_objects(OA.hasSource)) if d != own)
    graph.add((statement, ONR.evidence, other))


def unground(kind: URIRef) -> Callable[[Graph], None]:
    def change(graph: Graph) -> None:
        node = sorted(graph.subjects(RDF.type, kind))[0]
        graph.remove((node, PROV.wasDerivedFrom, None))

    return change


def tie(predicate: URIRef) -> Callable[[Graph], None]:
    def change(graph: Graph) -> None:
        person = sorted(graph.subjects(RDF.type, ONR.Person))[0]
        graph.add((person, predicate, NEW))

    return change


def unrelate(graph: Graph) -> None:
    """The relation behind a shortcut goes, the shortcut stays."""
    graph.remove((next(graph.subjects(ONR.predicate, ONR.affects)), None, None))


def orphan(graph: Graph) -> None:
    """Evidence in a document that the graph does not have."""
    graph.set((evidence(graph), OA.hasSource, NEW))


NO_FACT = "a fact without evidence"
BACKS = "no relation, position or alignment backs this line"
# fmt: off
BREAKS: list[tuple[str, str, Callable[[Graph], None]]] = [
    ("other words stand at 186 to 209", "oa:exact", swap(OA.exact, "affects Valley Hotel...")),
    ("other words stand at 185 to 209", "oa:exact", swap(OA.start, 185)),
    ("other words stand at 186 to 9999", "oa:exact", swap(OA.end, 9999)),
    ("other words stand before", "oa:prefix", swap(OA.prefix, "nothing")),
    ("other words stand after", "oa:suffix", swap(OA.suffix, "")),
    ("lacks its document, sound offsets or words", "", swap(OA.end, 186)),
    ("lacks its document, sound offsets or words", "", swap(OA.start, "soon")),
    ("lacks its document, sound offsets or words", "",
        lambda graph: graph.remove((part(graph, OA.exact), OA.exact, None)) and None),
    ("lacks its document, sound offsets or words", "",
        lambda graph: graph.remove((evidence(graph), OA.hasSource, None)) and None),
    ("its document is not in the graph", "oa:hasSource", orphan),
    (NO_FACT, "onr:evidence", retype(ONR.Statement)),
    (NO_FACT, "onr:evidence", retype(ONR.Stance)),
    (NO_FACT, "onr:evidence", retype(ONR.Relation)),
    *((NO_FACT, "onr:evidence", retype(ONR[kind]))
        for kind in ("Person", "Organisation", "Hospital", "Policy", "Office", "Place")),
    ("these are not the words of its evidence", "onr:words", reword(ONR.words)),
    ("these are not the words of its evidence", "onr:sourceText", reword(ONR.sourceText)),
    ("these are not the words of its evidence", "onr:cue", reword(ONR.cue)),
    ("its evidence stands in another document", "onr:evidence", elsewhere),
    ("rests on no onr:Statement", "prov:wasDerivedFrom", unground(ONR.Position)),
    ("rests on no onr:Position", "prov:wasDerivedFrom", unground(ONR.Alignment)),
    (BACKS, "onr:affects", unrelate),
    *((BACKS, f"onr:{name}", tie(ONR[name])) for name in (
        "supports", "opposes", "criticises", "backs", "holdsOffice", "heldOffice", "memberOf",
        "affiliatedWith", "succeeded", "affects", "locatedIn", "partOf", "tookPartIn",
        "agreesWith", "disagreesWith")),
]
# fmt: on


def test_the_good_graph_holds(graph: Graph, texts: Texts) -> None:
    assert check_evidence(graph, texts) == ()


@pytest.mark.parametrize(("message", "path", "breach"), BREAKS)
def test_one_fault_is_one_violation(
    message: str, path: str, breach: Callable[[Graph], None], graph: Graph, texts: Texts
) -> None:
    breach(graph)
    (found,) = check_evidence(graph, texts)
    assert found.message.startswith(message)
    assert found.path == path


def test_a_document_that_is_not_at_hand_is_one_violation(graph: Graph, texts: Texts) -> None:
    sha256 = sorted(texts)[0]
    del texts[sha256]
    (found,) = check_evidence(graph, texts)
    assert found.message.startswith("no text with this hash")
    assert found.value == sha256


def test_a_text_that_is_not_what_it_was_is_one_violation(graph: Graph, texts: Texts) -> None:
    sha256 = sorted(texts)[0]
    texts[sha256] += " Added later."
    (found,) = check_evidence(graph, texts)
    assert found.message.startswith("the text is not what it was")


def test_a_mixed_position_backs_no_side(graph: Graph, texts: Texts, story: Any) -> None:
    ann, closure = sorted(graph.subjects(RDF.type, ONR.Person))[0], URIRef(story.closure)
    graph.add((ann, ONR.supports, closure))
    (found,) = check_evidence(graph, texts)
    assert (found.path, found.value) == ("onr:supports", "valley:ward-closure")


def test_every_edge_of_a_moved_text_fails(readings: Any, story: Any) -> None:
    """Offsets are worth nothing if the check is not on the very characters."""
    graph = story.build(readings)
    moved = {}
    for reading in readings:
        text = f" {reading.document.text}"
        digest = hashlib.sha256(text.encode()).hexdigest()
        node = Identifiers().document(reading.document.sha256)
        graph.set((node, ONR.sha256, Literal(digest)))
        moved[digest] = text
    found = check_evidence(graph, moved)
    assert len(found) == len(list(graph.subjects(RDF.type, OA.SpecificResource)))


def test_a_graph_of_nothing_holds_nothing_untrue() -> None:
    assert check_evidence(Graph(), {}) == ()
    assert len(positions.inferred(Graph(), Identifiers())) == 0


def test_a_violation_reads_as_a_sentence() -> None:
    told = Violation("person:ann", "a fact without evidence: build it anew.", "onr:evidence")
    assert str(told) == "person:ann onr:evidence: a fact without evidence: build it anew."
