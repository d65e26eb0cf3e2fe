"""Each rule of the shapes is broken once, and each breach is told in words."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyshacl
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from rdflib import DCTERMS, PROV, RDF, RDFS, SH, SKOS, XSD, BNode, Graph, Literal, URIRef
from rdflib.plugins.sparql.sparql import SPARQLError
from rdflib.term import Node
from rdflib.util import from_n3

from broken import break_at_random
from onrecord.errors import VocabularyError
from onrecord.identifiers import OA, ONR, SCHEMA
from onrecord.rdf.turtle import Prefixes
from onrecord.validation import validate as validate_module
from onrecord.validation.validate import (
    Violation,
    conforms,
    load_shapes,
    quick_report,
    shown,
    validate,
)

NEW = URIRef("https://x.org/new")
OTHER = URIRef("https://x.org/other")
Break = Callable[[Graph], None]


def first(graph: Graph, kind: URIRef) -> Node:
    return sorted(graph.subjects(RDF.type, kind))[0]


def drop(kind: URIRef, predicate: URIRef) -> Break:
    return lambda graph: graph.remove((first(graph, kind), predicate, None)) and None


def add(kind: URIRef, predicate: URIRef, *values: object) -> Break:
    def change(graph: Graph) -> None:
        for value in values:
            node = value if isinstance(value, URIRef | Literal) else Literal(value)
            graph.add((first(graph, kind), predicate, node))

    return change


def swap(kind: URIRef, predicate: URIRef, value: object) -> Break:
    def change(graph: Graph) -> None:
        node = value if isinstance(value, URIRef | Literal) else Literal(value)
        graph.set((first(graph, kind), predicate, node))

    return change


def tie(predicate: URIRef) -> Break:
    return lambda graph: graph.add((first(graph, ONR.Person), predicate, NEW)) and None


def point(graph: Graph) -> None:
    """One statement's stance linked from a second statement too."""
    one, other = sorted(graph.subjects(RDF.type, ONR.Statement))[:2]
    stance = next(s for s in graph.objects(None, ONR.stance) if (other, ONR.stance, s) not in graph)
    graph.add((other, ONR.stance, stance))
    graph.add((one, ONR.stance, stance))


def forget(graph: Graph) -> None:
    """A position that no longer counts one of its statements."""
    node = first(graph, ONR.Position)
    graph.remove((node, PROV.wasDerivedFrom, sorted(graph.objects(node, PROV.wasDerivedFrom))[0]))


def widen(graph: Graph) -> None:
    """A quote that is longer than its offsets."""
    node = first(graph, OA.TextQuoteSelector)
    graph.set((node, OA.exact, Literal(f"{graph.value(node, OA.exact)}!")))


def turn(graph: Graph) -> None:
    """Evidence that ends before it starts."""
    node = first(graph, OA.TextPositionSelector)
    start, end = graph.value(node, OA.start), graph.value(node, OA.end)
    graph.set((node, OA.start, end))
    graph.set((node, OA.end, start))


LESS_THAN = SH.LessThanConstraintComponent
LONG = "x" * 61
SURE = Literal("1.5", datatype=XSD.decimal)


# fmt: off
def bare(cls: URIRef) -> Break:
    """A node of a class, with nothing told of it."""

    def breach(graph: Graph) -> None:
        graph.add((NEW, RDF.type, cls))

    return breach


BREAKS: list[tuple[str, Break]] = [
    ("A document needs the SHA-256", drop(ONR.Document, ONR.sha256)),
    ("A document needs the SHA-256", swap(ONR.Document, ONR.sha256, "ABC")),
    ("A document has one date", add(ONR.Document, DCTERMS.issued, "2013", "2014")),
    ("A document has one title", add(ONR.Document, DCTERMS.title, "a", "b")),
    ("A document has one web address", swap(ONR.Document, SCHEMA.url, "https://x.org/")),
    ("Evidence stands in exactly one document", drop(OA.SpecificResource, OA.hasSource)),
    ("Evidence stands in exactly one document", swap(OA.SpecificResource, OA.hasSource, NEW)),
    ("Evidence has two selectors", drop(OA.SpecificResource, OA.hasSelector)),
    ("Offsets need one oa:start", drop(OA.TextPositionSelector, OA.start)),
    ("Offsets need one oa:start", swap(OA.TextPositionSelector, OA.start, "soon")),
    ("Offsets need one oa:end", drop(OA.TextPositionSelector, OA.end)),
    ("Evidence ends after it starts", turn),
    ("Evidence has exact words", swap(OA.TextQuoteSelector, OA.exact, "")),
    ("Evidence has one oa:prefix", swap(OA.TextQuoteSelector, OA.prefix, LONG)),
    ("Evidence has one oa:suffix", swap(OA.TextQuoteSelector, OA.suffix, LONG)),
    ("The exact words are longer or shorter", widen),
    ("A statement stands in exactly one", drop(ONR.Statement, PROV.wasQuotedFrom)),
    ("A statement stands in exactly one", add(ONR.Statement, PROV.wasQuotedFrom, NEW)),
    ("A statement needs evidence", drop(ONR.Statement, ONR.evidence)),
    ("A statement needs content", drop(ONR.Statement, ONR.words)),
    ("A statement needs content", swap(ONR.Statement, ONR.words, " \n")),
    ("A statement has one speaker", add(ONR.Statement, ONR.speaker, NEW, OTHER)),
    ("A statement has one form", swap(ONR.Statement, ONR.form, "sung")),
    ("A statement has one form", drop(ONR.Statement, ONR.form)),
    ("A statement has one speech act", drop(ONR.Statement, ONR.act)),
    ("A statement has one speech act", swap(ONR.Statement, ONR.act, NEW)),
    ("A statement has its source in words once", add(ONR.Statement, ONR.sourceText, "a", "b")),
    ("A statement has its cue in words once", add(ONR.Statement, ONR.cue, "a", "b")),
    ("A statement was said on one date", add(ONR.Statement, ONR.saidOn, "2012", "2013")),
    ("One place at most says when", add(ONR.Statement, ONR.saidOnEvidence, NEW)),
    ("A stance weighs 0, 0.5 or 1", swap(ONR.Stance, ONR.weight, SURE)),
    ("A stance is at second hand or not", swap(ONR.Stance, ONR.secondHand, "perhaps")),
    ("A stance is hedged or not", swap(ONR.Stance, ONR.hedged, "perhaps")),
    ("onr:stance leads to an onr:Stance", add(ONR.Statement, ONR.stance, NEW)),
    ("A stance takes one side", swap(ONR.Stance, ONR.polarity, ONR.Mixed)),
    ("A stance takes one side", add(ONR.Stance, ONR.polarity, ONR.Supports, ONR.Opposes)),
    ("A stance has one target", add(ONR.Stance, ONR.target, NEW)),
    ("A stance has one target", drop(ONR.Stance, ONR.target)),
    ("A stance belongs to exactly one", point),
    ("No fact without evidence", drop(ONR.Stance, ONR.evidence)),
    ("No fact without evidence", drop(ONR.Relation, ONR.evidence)),
    ("No fact without evidence", drop(ONR.Person, ONR.evidence)),
    ("A confidence is one decimal", swap(ONR.Stance, ONR.confidence, SURE)),
    ("A confidence is one decimal", drop(ONR.Statement, ONR.confidence)),
    ("How sure a speaker is", add(ONR.Statement, ONR.speakerConfidence, SURE)),
    ("An inferred topic points to one concept", bare(ONR.InferredTopic)),
    ("An inferred topic belongs to a statement", bare(ONR.InferredTopic)),
    ("An inferred topic has one onr:similarity", bare(ONR.InferredTopic)),
    ("A thing is in the graph because", drop(ONR.Hospital, ONR.mentionedIn)),
    ("A label is missing", drop(ONR.Policy, RDFS.label)),
    ("A label is missing", add(ONR.Person, RDFS.label, Literal("B", lang="en"))),
    ("A label is missing", drop(SKOS.Concept, RDFS.label)),
    ("A position has one side", drop(ONR.Position, ONR.polarity)),
    ("A position says how many statements support", drop(ONR.Position, ONR.supportingStatements)),
    ("A position says how many statements oppose", drop(ONR.Position, ONR.opposingStatements)),
    ("A position says in how many documents", drop(ONR.Position, ONR.documentCount)),
    ("A position says what its supporting stances", drop(ONR.Position, ONR.weightFor)),
    ("A position says what its opposing stances", drop(ONR.Position, ONR.weightAgainst)),
    ("What a position does not count", add(ONR.Position, ONR.uncounted, NEW)),
    ("A position has another side than its weights", swap(ONR.Position, ONR.polarity, ONR.Opposes)),
    ("A position shows its statements", drop(ONR.Position, PROV.wasDerivedFrom)),
    ("The counts of a position differ", swap(ONR.Position, ONR.supportingStatements, 9)),
    ("The counts of a position differ", swap(ONR.Position, ONR.opposingStatements, 9)),
    ("The counts of a position differ", swap(ONR.Position, ONR.weightFor, SURE)),
    ("A position rests on a statement that is not", swap(ONR.Position, ONR.holder, NEW)),
    ("A statement with a speaker and a plain stance counts", forget),
    ("It is somebody's", drop(ONR.Position, ONR.holder)),
    ("It is towards one thing", drop(ONR.PositionChange, ONR.target)),
    ("There is one earliest date", add(ONR.Position, ONR.firstStated, "2001", "2002")),
    ("There is one latest date", add(ONR.Alignment, ONR.lastStated, "2001", "2002")),
    ("A change of position has one statement before", drop(ONR.PositionChange, ONR["from"])),
    ("A change of position has one statement after", swap(ONR.PositionChange, ONR.to, NEW)),
    ("An alignment compares two actors", add(ONR.Alignment, ONR.actor, NEW)),
    ("An alignment says how often the two agree", drop(ONR.Alignment, ONR.agreements)),
    ("An alignment says how often the two disagree", drop(ONR.Alignment, ONR.disagreements)),
    ("An alignment is over something", drop(ONR.Alignment, ONR.sharedTarget)),
    ("What two share is what", add(ONR.Alignment, ONR.sharedTarget, NEW)),
    ("A relation has one onr:subject", drop(ONR.Relation, ONR.subject)),
    ("A relation has one onr:object", drop(ONR.Relation, ONR.object)),
    ("A relation has one onr:predicate", swap(ONR.Relation, ONR.predicate, ONR.speaker)),
    ("A tenure is of one office", drop(ONR.Tenure, ONR.office)),
    ("A tenure starts once", add(ONR.Tenure, ONR.start, "2001", "2002")),
    ("A tenure ends once", add(ONR.Tenure, ONR.end, "2001", "2002")),
    ("A shortcut that no onr:Relation backs", tie(ONR.memberOf)),
    ("A shortcut that no onr:Relation backs", tie(ONR.tookPartIn)),
    ("A shortcut that no position and no relation", tie(ONR.supports)),
    ("A shortcut that no position and no relation", tie(ONR.opposes)),
    ("A shortcut that no onr:Alignment backs", tie(ONR.agreesWith)),
    ("A shortcut that no onr:Alignment backs", tie(ONR.disagreesWith)),
    ("no such term in ontology/onrecord.ttl", tie(ONR.adores)),
]
# fmt: on


def test_the_good_graph_has_no_breach(graph: Graph, shapes: Graph) -> None:
    assert validate(graph, shapes) == ()


@pytest.mark.parametrize(("message", "breach"), BREAKS)
def test_a_breach_is_found(
    message: str, breach: Break, graph: Graph, shapes: Graph, plain_shapes: Graph
) -> None:
    asked = {str(shapes.value(query, SH.message)) for query in shapes.objects(None, SH.sparql)}
    needs_queries = any(each.startswith(message) for each in asked)
    before = set(graph)
    breach(graph)
    assert set(graph) != before
    asked_of = shapes if needs_queries else plain_shapes
    found = validate(graph, asked_of)
    by_shapes = {each for each in found if not each.message.startswith("no such term")}
    assert told_quickly(graph, asked_of) == by_shapes
    assert conforms(graph, asked_of) == (not by_shapes)
    assert any(violation.message.startswith(message) for violation in found), found
    assert list(found) == sorted(found)


def told_quickly(graph: Graph, shapes: Graph) -> set[Violation]:
    """What the quick engine finds, in the words of `validate`."""
    names = Prefixes(graph.namespaces())

    def words(text: str | None) -> str:
        return shown(from_n3(text), names) if text else ""

    return {
        Violation(
            focus=words(each.focus_node),
            message=str(each.message),
            path=re.sub("<[^>]*>", lambda iri: words(iri[0]), re.sub("[()]", "", each.path or "")),
            value=words(each.value),
        )
        for each in quick_report(graph, shapes).results
    }


@pytest.fixture(scope="module")
def terms(shapes: Graph) -> tuple[Node, ...]:
    """What a mutation may put where another thing stood: classes, sides, values odd and even."""
    values = ("", " ", "sung", "direct", LONG, 0, 1, -1, 0.5, 2.0, True)
    plain = (*map(Literal, values), SURE, Literal("B", lang="en"))
    terms = sorted(set(shapes.subjects(RDFS.isDefinedBy)))
    dates = (Literal("2012", datatype=XSD.gYear), Literal("soon", datatype=XSD.date))
    return (NEW, OTHER, *terms, *plain, *dates)


@settings(max_examples=12, phases=[Phase.generate], derandomize=True)
@given(data=st.data())
def test_both_engines_find_the_same_in_any_graph(
    data: st.DataObject, story: Any, shapes: Graph, terms: tuple[Node, ...]
) -> None:
    """Focus node, value, constraint, severity and message, of graphs broken at random.

    Of a number and a truth value the quick engine says, as the standard does, that neither is the
    less; pySHACL compares them as Python does. Then there is a breach for it that pySHACL denies.
    """
    graph = story.build((story.gazette(), story.post()))
    chance = data.draw(st.randoms(use_true_random=False))
    break_at_random(graph, chance, terms)
    try:
        _, report, _ = pyshacl.validate(graph, shacl_graph=shapes, inference="none")
    except SPARQLError:  # a sum over words, at which rdflib gives up
        assert not conforms(graph, shapes)
        return
    told = {
        (
            *(report.value(result, term) for term in (SH.focusNode, SH.value)),
            *(str(report.value(result, term)) for term in (SH.sourceConstraintComponent,
                                                           SH.resultSeverity, SH.resultMessage)),
        )
        for result in report.objects(None, SH.result)
    }  # fmt: skip
    quick = {
        (
            *(from_n3(text) if text else None for text in (result.focus_node, result.value)),
            *(result.component_iri, result.severity_iri, result.message),
        )
        for result in quick_report(graph, shapes).results
    }
    assert told <= quick
    assert {constraint for _, _, constraint, *_ in quick - told} <= {str(LESS_THAN)}
    assert conforms(graph, shapes) == (not quick)


def test_a_weight_that_is_no_number_is_a_breach_and_no_crash(graph: Graph, shapes: Graph) -> None:
    for stance in set(graph.subjects(RDF.type, ONR.Stance)):
        graph.set((stance, ONR.weight, Literal("heavy")))
    found = validate(graph, shapes)
    assert any(
        each.message.startswith("A stance weighs") and each.value == "heavy" for each in found
    )


def test_what_the_quick_engine_cannot_read_is_left_to_the_other(
    graph: Graph, shapes: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert conforms(graph, shapes)
    for odd in (BNode(), URIRef("https://x.org/> <https://x.org/")):
        graph.add((odd, RDFS.label, Literal("odd")))
        assert not conforms(graph, shapes)
        graph.remove((odd, None, None))
    monkeypatch.setattr(validate_module, "shacl", None)
    assert not conforms(graph, shapes)
    assert validate(graph, shapes) == ()


def test_every_message_of_the_shapes_is_seen(shapes: Graph) -> None:
    for message in set(map(str, shapes.objects(None, SH.message))):
        assert any(message.startswith(start) for start, _ in BREAKS), message


def test_a_breach_names_node_path_and_value(graph: Graph, shapes: Graph) -> None:
    swap(ONR.Statement, ONR.form, "sung")(graph)
    (found,) = validate(graph, shapes)
    assert found.focus.startswith("statement:")
    assert (found.path, found.value) == ("onr:form", "sung")
    assert str(found).endswith("A statement has one form: direct, indirect or mixed. [sung]")


def test_an_unknown_term_is_one_breach(graph: Graph, shapes: Graph) -> None:
    graph.add((first(graph, ONR.Statement), ONR.mood, Literal("glum")))
    (found,) = validate(graph, shapes)
    assert found.value == "onr:mood"


def test_missing_shapes_are_told(tmp_path: Path) -> None:
    with pytest.raises(VocabularyError, match=r"shapes\.ttl"):
        load_shapes(tmp_path)
