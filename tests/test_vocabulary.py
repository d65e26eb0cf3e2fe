"""ontology/ as plain values, and files of one's own beside it."""

from pathlib import Path

import pytest

from onrecord import vocabulary
from onrecord.errors import VocabularyError
from onrecord.lexicon import Cue, Lexicon

PREFIXES = """@prefix : <https://example.org/rail#> .
@prefix onr: <https://w3id.org/onrecord/ns#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
TOPICS = """:scheme a skos:ConceptScheme .
:closure a skos:Concept ; skos:prefLabel "branch line closures"@en, "Stilllegung"@de ;
    skos:altLabel "closing branch lines"@en ; skos:definition "Ending trains on small lines."@en ;
    skos:broader :network ."""
PEOPLE = """:minister a onr:Office ;
    skos:prefLabel "Rail Minister"@en ; skos:altLabel "rail chief"@en .
:meadow a onr:Organisation ; skos:prefLabel "Meadow Party" ; skos:hiddenLabel "Meadowite" .
:tenure a onr:Tenure ; onr:office :minister ; onr:holder "Ida Holm" ;
    onr:start "2001-03-01"^^xsd:date ; dct:source "Gazette" ."""


def write(folder: Path, name: str, body: str) -> Path:
    path = folder / name
    path.write_text(PREFIXES + body, encoding="utf-8")
    return path


def test_cues_have_their_act_frame_and_side(lexicon: Lexicon) -> None:
    assert lexicon.cues["clause", ("say",)] == Cue(("say",), "asserts", "clause", None)
    assert lexicon.cues["object", ("call", "for")].act == "demands"
    assert lexicon.cues["object", ("call", "for")].towards_object == "supports"
    assert lexicon.cues["object", ("oppose",)].towards_object == "opposes"
    assert {cue.frame for cue in lexicon.cues.values()} == {
        "clause",
        "infinitive",
        "object",
        "noun",
        "phrase",
    }


def test_every_list_that_the_extractors_ask_for_is_there(lexicon: Lexicon) -> None:
    kinds = ("Hospital", "Group", "Office", "Event", "Organisation", "Policy", "Course")
    assert all(lexicon.heads[kind] for kind in kinds)
    sides = ("good", "bad", "wanting", "furthering", "reversing", "causing", "enacting")
    assert all(lexicon.evaluations[side] for side in sides)
    for words in (*lexicon.heads.values(), *lexicon.evaluations.values()):
        assert all(word == word.lower() for label in words for word in label)


def test_the_shipped_lists_are_read(lexicon: Lexicon) -> None:
    assert len({c.iri for c in lexicon.concepts}) == len(lexicon.concepts) > 10
    assert {k.kind for k in lexicon.known} >= {"Office", "Organisation"}
    posts = {k.iri for k in lexicon.known if k.kind == "Office"}
    assert lexicon.tenures and {t.office for t in lexicon.tenures} <= posts
    assert all(t.end is None or t.start <= t.end for t in lexicon.tenures)


def test_a_reader_s_own_files_come_on_top(tmp_path: Path, lexicon: Lexicon) -> None:
    topics, people = write(tmp_path, "t.ttl", TOPICS), write(tmp_path, "p.ttl", PEOPLE)
    own = vocabulary.lexicon([topics], [people])
    (concept,) = set(own.concepts) - set(lexicon.concepts)
    assert (concept.label, concept.labels) == ("branch line closures", ("closing branch lines",))
    assert concept.definition == "Ending trains on small lines."
    assert concept.broader == ("https://example.org/rail#network",)
    known = {k.name: k for k in set(own.known) - set(lexicon.known)}
    assert known["Rail Minister"].labels == ("Rail Minister", "rail chief")
    assert known["Meadow Party"].adherents == ("Meadowite",)
    (tenure,) = set(own.tenures) - set(lexicon.tenures)
    assert (tenure.holder, tenure.start, tenure.end) == ("Ida Holm", "2001-03-01", None)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (":closure a skos:Concept .", "has no skos:prefLabel"),
        (":closure a skos:Concept ; skos:prefLabel", "not valid Turtle"),
    ],
)
def test_a_broken_topic_file_is_named(tmp_path: Path, body: str, message: str) -> None:
    path = write(tmp_path, "broken.ttl", body)
    with pytest.raises(VocabularyError, match=message) as caught:
        vocabulary.lexicon([path])
    assert "broken.ttl" in str(caught.value)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(VocabularyError, match=r"none\.ttl.*Check the path"):
        vocabulary.lexicon([tmp_path / "none.ttl"])


@pytest.mark.parametrize(
    ("cut", "message"),
    [('dct:source "Gazette"', "no dct:source"), ('onr:holder "Ida Holm" ;', "needs onr:office")],
)
def test_a_tenure_needs_its_holder_and_its_source(tmp_path: Path, cut: str, message: str) -> None:
    path = write(tmp_path, "p.ttl", PEOPLE.replace(cut, ""))
    with pytest.raises(VocabularyError, match=message):
        vocabulary.lexicon(people=[path])


def test_the_fingerprint_changes_with_every_file(tmp_path: Path) -> None:
    one, two = write(tmp_path, "a.ttl", TOPICS), write(tmp_path, "b.ttl", TOPICS)
    plain = vocabulary.fingerprint()
    assert plain == vocabulary.fingerprint()
    assert len({plain, vocabulary.fingerprint([one]), vocabulary.fingerprint([two])}) == 3


def test_the_ontology_lies_beside_the_package_or_above_it() -> None:
    assert (vocabulary.ontology_folder() / "acts.ttl").is_file()


def test_a_party_has_the_colour_that_its_list_gives(tmp_path: Path) -> None:
    party = ':hill a onr:Organisation ; skos:prefLabel "Hill Party" ; schema:color "#5A8F29" .'
    read = vocabulary.lexicon(people=[write(tmp_path, "people.ttl", party)])
    assert {k.colour for k in read.known if k.name == "Hill Party"} == {"#5A8F29"}
    red = write(tmp_path, "red.ttl", party.replace("#5A8F29", "red; }"))
    with pytest.raises(VocabularyError, match='Write it as "#rrggbb"'):
        vocabulary.lexicon(people=[red])
