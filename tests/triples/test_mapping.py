"""Readings become triples of the shape that vocabulary.md gives, whatever the text holds."""

import hashlib
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import DCTERMS, OWL, PROV, RDF, RDFS, SKOS, XSD, BNode, Graph, Literal, URIRef

from onrecord.identifiers import ACT, OA, ONR, SCHEMA, Identifiers
from onrecord.model import Attribution, Document, Entity, Reading, Relation, Span, Statement, Thing
from onrecord.rdf import store
from onrecord.triples import mapping
from onrecord.triples.omissions import left_out
from onrecord.validation import verify

ID = "https://w3id.org/onrecord/id/"
ANN, BOB = URIRef(f"{ID}person/ann-lee"), URIRef(f"{ID}person/bob-roe")


def only(graph: Graph, predicate: URIRef, value: URIRef | Literal) -> URIRef:
    (node,) = graph.subjects(predicate, value)
    return URIRef(str(node))


def test_a_document_keeps_what_its_file_states(graph: Graph, readings: tuple[Reading, ...]) -> None:
    first, second = (Identifiers().document(reading.document.sha256) for reading in readings)
    assert graph.value(first, DCTERMS.title) == Literal("Wards")
    assert graph.value(first, DCTERMS.issued) == Literal("2007-05-03", datatype=XSD.date)
    assert graph.value(first, SCHEMA.url) is None
    assert graph.value(second, RDFS.label) == Literal("post")
    assert graph.value(second, SCHEMA.url) == URIRef("https://post.example/1")
    assert graph.value(second, ONR.path) == Literal("post.txt")


def test_a_statement_carries_its_words_their_places_and_its_speaker(
    graph: Graph, story: Any
) -> None:
    node = only(graph, ONR.saidOn, Literal("2012", datatype=XSD.gYear))
    assert graph.value(node, ONR.speaker) == URIRef(f"{ID}person/cara-moss")
    assert graph.value(node, ONR.words) == Literal("she was against closing small wards")
    assert graph.value(node, ONR.sourceText) == Literal("Cara Moss")
    assert graph.value(node, ONR.cue) == Literal("said")
    assert graph.value(node, ONR.act) == ACT.opposes
    assert graph.value(node, ONR.form) == Literal("indirect")
    assert str(graph.value(node, ONR.confidence)) == "0.90"
    evidence = graph.value(node, ONR.evidence)
    assert graph.value(evidence, OA.hasSource) == graph.value(node, PROV.wasQuotedFrom)
    stance = graph.value(node, ONR.stance)
    assert graph.value(stance, ONR.polarity) == ONR.Opposes
    assert graph.value(stance, ONR.target) == URIRef(story.closure)


def test_evidence_says_where_and_what_with_its_surroundings(graph: Graph) -> None:
    quote = only(graph, OA.exact, Literal("affects Valley Hospital"))
    assert str(graph.value(quote, OA.suffix)).startswith(" in Netherdale. Critics")
    assert len(str(graph.value(quote, OA.prefix))) == 60
    offsets = URIRef(quote.replace("#quote", "#position"))
    assert graph.value(offsets, OA.start) == Literal("186", datatype=XSD.nonNegativeInteger)
    assert graph.value(offsets, OA.end) == Literal("209", datatype=XSD.nonNegativeInteger)


def test_a_policy_of_the_codebook_is_its_concept(graph: Graph, story: Any) -> None:
    policy, broader = (
        URIRef(story.closure),
        URIRef(story.closure.replace("ward-closure", "hospital-services")),
    )
    assert (policy, RDF.type, ONR.Policy) in graph
    assert set(graph.objects(policy, SKOS.altLabel)) == {
        Literal("shutting small wards", lang="en"),
        Literal("Small wards", lang="en"),
    }
    assert (policy, SKOS.broader, broader) in graph
    assert (broader, RDFS.label, Literal("hospital services", lang="en")) in graph


def test_a_thing_that_a_list_knows_keeps_its_iri_and_names_the_lists(
    graph: Graph, story: Any
) -> None:
    office = URIRef(f"{ID}office/health-minister")
    assert graph.value(office, OWL.sameAs) == URIRef(str(story.things["health-minister"].iri))
    tenure = only(graph, ONR.office, office)
    assert graph.value(tenure, ONR.holder) == ANN
    assert graph.value(tenure, ONR.start) == Literal("2012-09-04", datatype=XSD.date)
    assert graph.value(tenure, ONR.end) is None
    assert graph.value(tenure, DCTERMS.source) == Literal("Valley public record", lang="en")


def test_a_tenure_says_how_far_its_source_goes_where_it_has_no_end(story: Any) -> None:
    known = replace(story.tenures[0], known_until="2014-12")
    for tenure, told in ((known, 1), (replace(known, end="2014-11-01"), 0)):
        reading = story.post()
        merged = story.merged((reading,))
        graph = mapping.triples([reading], merged, Identifiers(), {}, (tenure,))
        ends = list(graph.objects(None, ONR.asOf))
        assert ends == [Literal("2014-12", datatype=XSD.gYearMonth)] * told


def test_how_sure_a_speaker_is_stands_beside_the_speaker(story: Any) -> None:
    reading = story.post()
    said = reading.statements[0]
    for sure, speaker, expected in (
        (0.85, "ann-lee", [Literal("0.85", datatype=XSD.decimal)]),
        (None, "ann-lee", []),
        (0.85, None, []),
    ):
        one = replace(said, speaker=speaker, speaker_confidence=sure)
        changed = replace(reading, statements=(one,))
        graph = mapping.triples([changed], story.merged((reading,)), Identifiers())
        assert list(graph.objects(None, ONR.speakerConfidence)) == expected


def test_a_tenure_is_left_out_where_two_share_the_name(story: Any) -> None:
    reading = story.post()
    namesake = replace(reading.entities[1], id="ann-lee-2")
    reading = replace(reading, entities=(*reading.entities, namesake))
    merged = story.merged((story.post(),)) | {
        ("post", "ann-lee-2"): Thing("ann-lee-2", "Person", "Ann Lee")
    }
    tenures = story.build((story.post(),)).subjects(RDF.type, ONR.Tenure)
    assert len(list(tenures)) == 1
    graph = mapping.triples([reading], merged, Identifiers(), {}, story.tenures)
    assert (None, RDF.type, ONR.Tenure) not in graph


def test_relations_of_several_documents_are_one_with_all_their_evidence(story: Any) -> None:
    twice = story.document("echo", story.gazette().document.text + " Again.", published="2008")
    readings = (story.gazette(), replace(story.gazette(), document=twice))
    merged = {(r.document.id, e.id): story.things[e.id] for r in readings for e in r.entities}
    graph = mapping.triples(readings, merged, Identifiers())
    relation = only(graph, ONR.predicate, ONR.affects)
    assert len(list(graph.objects(relation, ONR.evidence))) == 2
    assert (URIRef(story.closure), ONR.affects, URIRef(f"{ID}hospital/valley-hospital")) in graph


def test_the_same_words_by_two_speakers_are_two_statements_and_found_twice_are_one(
    story: Any,
) -> None:
    reading = story.gazette()
    first = reading.statements[0]
    reading = replace(reading, statements=(first, replace(first, speaker="bob-roe"), first))
    graph = mapping.triples([reading], story.merged((reading,)), Identifiers())
    assert {graph.value(s, ONR.speaker) for s in graph.subjects(RDF.type, ONR.Statement)} == {
        ANN,
        BOB,
    }
    assert len(list(graph.subjects(RDF.type, ONR.Statement))) == 2


def test_the_graph_does_not_depend_on_the_order_of_readings_and_has_no_blank_nodes(
    story: Any,
) -> None:
    forth, back = (
        story.build((story.gazette(), story.post())),
        story.build((story.post(), story.gazette())),
    )
    assert set(forth) == set(back)
    assert not any(isinstance(node, BNode) for triple in forth for node in triple)


def test_an_entity_that_is_never_named_is_shown_by_what_was_said_of_it(story: Any) -> None:
    reading = story.post()
    entities = tuple(replace(entity, mentions=()) for entity in reading.entities)
    reading = replace(reading, entities=entities)
    graph = mapping.triples([reading], story.merged((reading,)), Identifiers())
    evidence = graph.value(URIRef(story.closure), ONR.evidence)
    words = {graph.value(part, OA.exact) for part in graph.objects(evidence, OA.hasSelector)}
    assert Literal("Small wards must close") in words


@pytest.mark.parametrize(
    "url", ["https://x.org/a b", "javascript:alert(1)", "x.org", "http://[", ""]
)
def test_a_bad_address_is_left_out_and_told(url: str, story: Any) -> None:
    reading = story.gazette()
    reading = replace(reading, document=replace(reading.document, url=url))
    graph = mapping.triples([reading], story.merged((reading,)), Identifiers())
    assert (None, SCHEMA.url, None) not in graph
    assert left_out([reading], story.by_document((reading,))) == (
        f"gazette: url {url!r} is no web address; left out of the graph.",
    )


def test_what_cannot_be_said_is_left_out_and_told(story: Any) -> None:
    reading = story.gazette()
    span = Span(0, 3)
    reading = replace(
        reading,
        document=replace(reading.document, published="2013-06-31"),
        statements=(replace(reading.statements[0], said_on="in May"),),
        relations=(
            Relation("ann-lee", "adores", "bob-roe", span, 1.0),
            Relation("ann-lee", "backs", "ann-lee", span, 1.0),
        ),
    )
    graph = mapping.triples([reading], story.merged((reading,)), Identifiers())
    assert (None, DCTERMS.issued, None) not in graph
    assert (None, RDF.type, ONR.Relation) not in graph
    told = left_out([reading], story.by_document((reading,)))
    assert len(told) == 4
    assert any("'2013-06-31'" in line for line in told)
    assert any("no such predicate" in line for line in told)
    assert any("one entity" in line for line in told)


HOSTILE = ['"""', "]]>", "\\", "\x00\x07", "\r\n", "\u2028", "\u202eevil", "שלום", "\ud800", "é"]
texts = st.lists(st.sampled_from(HOSTILE) | st.text(min_size=1, max_size=5), min_size=3, max_size=9)


@given(texts)
@settings(max_examples=60, deadline=None)
def test_any_text_survives_every_format(parts: list[str]) -> None:
    text = "".join(parts)
    clean = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if len(clean) != len(text):  # a pair of halves is one character: not what a reader hands on
        return
    sha256 = hashlib.sha256(clean.encode("utf-8", "replace")).hexdigest()
    article = Document("a", text, sha256, (text,), title=text, outlet=text, author=text)
    whole = Span(0, len(text))
    said = Attribution((), (), (whole,), "direct", 1.0)
    entity = Entity("x", "Person", text, (whole,))
    reading = Reading(article, (entity,), (Statement(said, "x", "asserts"),))
    thing = Thing("x", "Person", text, (text[::-1],))
    graph = mapping.triples([reading], {("a", "x"): thing}, Identifiers())
    formats = {"turtle": "turtle", "ntriples": "nt", "jsonld": "json-ld"}
    for ours, theirs in formats.items():
        again = Graph().parse(data=store.export(graph, ours).decode("utf-8"), format=theirs)
        assert set(again) == set(graph), ours
    assert str(next(graph.objects(None, ONR.words))) == "".join(
        "\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text
    )
    assert all(v.path != "oa:exact" for v in verify.check_evidence(graph, {sha256: text}))


def test_a_relation_that_repeats_a_stance_in_the_same_words_is_no_second_line(
    story: Any, readings: tuple[Reading, ...]
) -> None:
    first = readings[0]
    statement = next(s for s in first.statements if s.stances and s.speaker)
    stance = statement.stances[0]
    predicate = {"supports": "supports", "opposes": "opposes"}[stance.polarity]
    repeated = Relation(
        str(statement.speaker), predicate, stance.target, stance.evidence, stance.confidence
    )
    elsewhere = replace(repeated, evidence=Span(0, 4))

    def lines(relation: Relation) -> int:
        graph = story.build((replace(first, relations=(*first.relations, relation)), *readings[1:]))
        return len(set(graph.subjects(RDF.type, ONR.Relation)))

    before = len(set(story.build(readings).subjects(RDF.type, ONR.Relation)))
    assert lines(repeated) == before
    assert lines(elsewhere) == before + 1
