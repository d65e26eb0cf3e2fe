"""SKOS files of any make become concepts; what cannot be used is told with the way out."""

from pathlib import Path

import pytest
from rdflib import Graph
from rdflib.compare import isomorphic

from onrecord import codebooks, vocabulary
from onrecord.errors import VocabularyError
from onrecord.rdf.compact import Compact

RAIL = "https://example.org/rail"
FARES = f"""
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct: <http://purl.org/dc/terms/> .
<{RAIL}> a skos:ConceptScheme ; dct:title "Rail"@en ; skos:hiddenLabel "Tarnland" ;
    skos:hasTopConcept <{RAIL}#fares> .
<{RAIL}#fares> a skos:Concept ; skos:prefLabel "rail fares"@en, "Bahntarife"@de ;
    skos:altLabel "train fares" ; skos:hiddenLabel "fares" ; skos:narrower <{RAIL}#freeze> .
<{RAIL}#freeze> a skos:Concept ; skos:inScheme <{RAIL}> ; skos:prefLabel "fare freeze"@en-GB ;
    skos:definition "Keeping fares as they are."@en .
"""


@pytest.fixture
def fares(tmp_path: Path) -> Path:
    path = tmp_path / "fares.ttl"
    path.write_text(FARES, "utf-8")
    return path


def test_labels_definitions_and_both_directions_are_read(fares: Path) -> None:
    (plain, freeze), (scheme,) = codebooks.read([fares])
    assert (plain.label, plain.labels, plain.hidden) == ("rail fares", ("train fares",), ("fares",))
    assert (plain.broader, freeze.broader) == ((), (plain.iri,))
    assert freeze.definition == "Keeping fares as they are."
    assert (scheme.iri, scheme.title, scheme.marks) == (RAIL, "Rail", ("Tarnland",))
    assert plain.scheme == freeze.scheme == RAIL


@pytest.mark.parametrize(
    ("name", "form"), [("f.rdf", "xml"), ("f.jsonld", "json-ld"), ("f.nt", "nt"), ("f.xml", "xml")]
)
def test_every_format_says_the_same(fares: Path, name: str, form: str) -> None:
    other = fares.with_name(name)
    Graph().parse(fares).serialize(other, format=form, encoding="utf-8")
    assert codebooks.read([other]) == codebooks.read([fares])


@pytest.mark.parametrize(
    "path", sorted(vocabulary.ontology_folder().rglob("*.ttl")), ids=lambda path: path.name
)
def test_the_files_that_are_shipped_are_read_the_quick_way_and_say_the_same(path: Path) -> None:
    quick = codebooks.parse(path)
    assert isinstance(quick.store, Compact) and len(quick) > 10
    assert isomorphic(quick, Graph().parse(path))


def test_what_the_quick_parser_refuses_is_read_all_the_same(fares: Path) -> None:
    spaced = fares.with_name("spaced.ttl")
    spaced.write_text(FARES.replace(RAIL, f"{RAIL} of all"), "utf-8")
    assert [c.iri for c in codebooks.read([spaced])[0]] == [
        f"{RAIL} of all#fares",
        f"{RAIL} of all#freeze",
    ]


def test_a_second_file_adds_labels_to_a_concept(fares: Path) -> None:
    more = fares.with_name("more.ttl")
    more.write_text(
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        f'<{RAIL}#freeze> a skos:Concept ; skos:prefLabel "frozen fares", "fare freeze" .',
        "utf-8",
    )
    (_, freeze), schemes = codebooks.read([fares, more])
    assert (freeze.label, freeze.labels) == ("fare freeze", ("frozen fares",))
    assert (freeze.scheme, len(schemes)) == (RAIL, 1)


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("f.csv", "a,b", "not a SKOS file's ending. Use"),
        ("f.ttl", "this is no turtle", "not valid Turtle"),
        ("f.rdf", "<rdf", "not valid RDF/XML"),
        ("f.jsonld", "{", "not valid JSON-LD"),
        ("f.jsonld", '{"@context": "https://example.org/c"}', "nothing is fetched"),
        ("f.jsonld", '{"@context": {"@import": "https://example.org/c"}}', "nothing is fetched"),
        ("f.ttl", "", "holds no skos:Concept"),
        ("f.ttl", "<urn:x> <urn:y> <<( <urn:x> <urn:y> 1 )>> .", "not valid Turtle"),
        ("f.ttl", "[] a <http://www.w3.org/2004/02/skos/core#Concept> .", "without an IRI"),
        (
            "f.ttl",
            "<urn:x> a <http://www.w3.org/2004/02/skos/core#Concept> ; "
            '<http://www.w3.org/2004/02/skos/core#prefLabel> "Tarif"@de .',
            "has no skos:prefLabel in English",
        ),
    ],
)
def test_a_file_that_cannot_be_used_is_named_with_the_reason(
    tmp_path: Path, name: str, text: str, told: str
) -> None:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    with pytest.raises(VocabularyError) as error:
        codebooks.read([path])
    assert str(error.value).startswith(f"{path}: ") and told in str(error.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(VocabularyError, match=r"none\.ttl: No such file"):
        codebooks.read([tmp_path / "none.ttl"])


def test_the_codebook_that_is_shipped_is_wide_and_each_label_is_one_concepts() -> None:
    lexicon = vocabulary.lexicon()
    assert len(lexicon.concepts) >= 140
    assert all(c.definition and c.scheme for c in lexicon.concepts)
    iris = {c.iri for c in lexicon.concepts}
    assert all(set(c.broader) <= iris for c in lexicon.concepts)
    assert sum(bool(c.broader) for c in lexicon.concepts) >= 80
    owners: dict[str, set[str]] = {}
    for concept in lexicon.concepts:
        for name in (concept.label, *concept.labels, *concept.hidden):
            owners.setdefault(name.lower(), set()).add(concept.iri)
    assert {name: of for name, of in owners.items() if len(of) > 1} == {}
    (scheme,) = lexicon.schemes
    assert scheme.title == "UK health policy" and "NHS" in scheme.marks
