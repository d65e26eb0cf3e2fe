"""Links by meaning: only where asked for, marked, valid, and never a side."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from rdflib import RDF, Literal, URIRef

from onrecord import build, vocabulary
from onrecord.identifiers import ONR
from onrecord.model import Concept, Scheme
from onrecord.rdf import store
from onrecord.reading import read_on_record
from onrecord.sentence_model import SentenceModel
from onrecord.triples import inferred
from onrecord.validation import validate

LIBRARY = "https://example.org/topics/town#library"
TEXT = """Books

Ms Nora Orme said: "Every village ought to have a place where people can borrow books." \
Mr Tom Vale said the harbour was deep.
"""
CODEBOOK = f"""@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<{LIBRARY}> a skos:Concept ; skos:prefLabel "public libraries" ;
    skos:definition "Places in each village where people can borrow books." .
"""


@pytest.fixture(scope="module")
def encoder() -> SentenceModel:
    return SentenceModel.load()


def test_vectors_have_length_one_and_like_meaning_is_closer(encoder: SentenceModel) -> None:
    one, like, other = encoder.vectors(
        ["The toll on lorries must go.", "Lorry charges should end.", "The choir sang at noon."]
    )
    assert np.allclose([np.linalg.norm(v) for v in (one, like, other)], 1, atol=1e-4)
    assert one @ like > one @ other + 0.2
    assert encoder.vectors([]).shape[0] == 0


def test_a_vector_depends_on_its_sentence_alone(encoder: SentenceModel) -> None:
    words = "The toll on lorries must go."
    assert (encoder.vectors([words])[0] == encoder.vectors(["A choir sang.", words])[1]).all()


def test_a_paraphrase_is_linked_only_where_asked_for(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "books.txt").write_text(TEXT, "utf-8")
    codebook = tmp_path / "town.ttl"
    codebook.write_text(CODEBOOK, "utf-8")
    build.build([str(tmp_path / "in")], tmp_path / "plain", build.Options(topics=(codebook,)))
    assert not list(store.load(tmp_path / "plain").subjects(RDF.type, ONR.InferredTopic))

    options = build.Options(topics=(codebook,), likeness=0.6)
    found = build.build([str(tmp_path / "in")], tmp_path / "linked", options)
    assert found.violations == ()
    graph = store.load(tmp_path / "linked")
    (link,) = graph.subjects(RDF.type, ONR.InferredTopic)
    assert graph.value(link, ONR.topic) == URIRef(LIBRARY)
    assert 0.6 <= float(graph.value(link, ONR.similarity)) <= 1
    (statement,) = graph.subjects(ONR.inferredTopic, link)
    assert "borrow books" in str(graph.value(statement, ONR.words))
    assert not list(graph.subjects(ONR.target, URIRef(LIBRARY)))
    assert any("sentences " in str(model) for model in graph.objects(None, ONR.model))

    graph.set((link, ONR.similarity, Literal("1.5")))
    assert validate.validate(graph, validate.load_shapes(vocabulary.ontology_folder()))


def test_a_named_concept_is_not_inferred_and_another_field_not_compared(
    reader: Any, encoder: SentenceModel
) -> None:
    concept = Concept(LIBRARY, "public libraries", definition="Places to borrow books.", scheme="x")
    lexicon = replace(reader.lexicon, concepts=(concept,), schemes=())
    plain = read_on_record(reader.parse(TEXT), lexicon)
    assert [li.concept.iri for li in inferred.Linker(lexicon, encoder, 0.5).links(plain)] == [
        LIBRARY
    ]
    held = replace(lexicon, schemes=(Scheme("x", "X", ("Overmere",)),))
    assert list(inferred.Linker(held, encoder, 0.5).links(plain)) == []
    named = TEXT.replace("a place where people can", "public libraries where people can")
    told = read_on_record(reader.parse(named), lexicon)
    assert list(inferred.Linker(lexicon, encoder, 0.5).links(told)) == []


def test_the_shipped_codebook_has_what_is_compared() -> None:
    assert all(c.label and c.definition for c in vocabulary.lexicon().concepts)
