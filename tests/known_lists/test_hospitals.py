"""CSV lists of invented hospitals, as spreadsheets write them, and what texts mean."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, Graph, URIRef

from onrecord import vocabulary
from onrecord.errors import VocabularyError
from onrecord.identifiers import ONR, SCHEMA, Identifiers
from onrecord.known_lists import read_hospitals
from onrecord.lexicon import Known, Lexicon
from onrecord.resolve.corpus import merge
from onrecord.triples import mapping, positions
from onrecord.validation import validate

PLAIN = """name,code,place,aliases
Brackmoor General Hospital,BM01,Brackmoor,Brackmoor General;the Moor End
St Osyth’s Hospital,SO01,Tarnmouth,
St Osyth’s Hospital,SO02,Ellerby,
"""
ODS = "https://directory.spineservices.nhs.uk/ORD/2-0-0/organisations/"


def write(folder: Path, content: str | bytes, name: str = "hospitals.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def read(folder: Path, content: str | bytes) -> Lexicon:
    return vocabulary.lexicon(hospitals=[write(folder, content)])


def hospitals(lexicon: Lexicon) -> list[Known]:
    return sorted((k for k in lexicon.known if k.kind == "Hospital"), key=lambda k: k.codes)


def test_name_code_place_and_other_names(tmp_path: Path) -> None:
    lexicon = read(tmp_path, PLAIN)
    moor, *osyths = hospitals(lexicon)
    assert (moor.name, moor.codes, moor.place) == (
        "Brackmoor General Hospital",
        ("BM01",),
        "Brackmoor",
    )
    assert moor.labels == ("Brackmoor General Hospital", "Brackmoor General", "the Moor End")
    assert [(o.codes, o.place) for o in osyths] == [
        (("SO01",), "Tarnmouth"),
        (("SO02",), "Ellerby"),
    ]
    assert len({k.iri for k in hospitals(lexicon)}) == 3
    assert lexicon.faults == ()


@pytest.mark.parametrize(
    "content",
    [
        "\ufeffHospital Name;Town;Site Code\r\nÖrby Infirmary;Örby;Ö1\r\n",
        "Organisation_Name\tCity\tOrganisationCode\nÖrby Infirmary\tÖrby\tÖ1\n",
        "\n\nCODE|NAME|LOCATION\nÖ1|Örby Infirmary|Örby\n",
        "OrganisationCode¬OrganisationName¬City\nÖ1¬Örby Infirmary¬Örby\n",
        'id,label,"town/city"\nÖ1,"Örby\n  Infirmary", Örby \n',
        "Code,Name,Place\nÖ1,ÖRBY INFIRMARY,Örby\n",
        "Code,Name,Place\nÖ1,Örby Infirmary,Örby\nÖ1,Örby Infirmary,Örby\n",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "latin-1", "utf-16"])
def test_columns_delimiters_and_encodings(tmp_path: Path, content: str, encoding: str) -> None:
    if encoding == "latin-1":
        content = content.lstrip("\ufeff")
    (only,) = hospitals(read(tmp_path, content.encode(encoding)))
    assert (only.name, only.codes, only.place) == ("Örby Infirmary", ("Ö1",), "Örby")


def test_known_schemes_are_addresses_and_others_codes(tmp_path: Path) -> None:
    content = "Name,ODS code,Wikidata ID\nBrackmoor General,RZZ01,Q987654322\nOldacre,bad,\n"
    lexicon = read(tmp_path, content)
    by_name = {k.name: k for k in hospitals(lexicon)}
    moor, oldacre = by_name["Brackmoor General"], by_name["Oldacre"]
    assert set(moor.same_as) == {f"{ODS}RZZ01", "http://www.wikidata.org/entity/Q987654322"}
    assert (oldacre.same_as, oldacre.codes) == ((), ("ods:bad",))


def test_rows_that_cannot_be_used_are_told_and_the_rest_is_read(tmp_path: Path) -> None:
    rows = (
        "name,code,place,aliases",
        ",X1,Brackmoor,",
        "Brackmoor General Hospital,X2,Brackmoor,Brackmoor;the hospital;Hospital;BGH",
        "Oldacre Hospital,X3,Oldacre",
        "Ellerby Hospital,X3,Ellerby,",
        "A" * 300 + ",X5,Oldacre,",
        "",
        "12,X6,Oldacre,",
    )
    lexicon = read(tmp_path, "\n".join(rows))
    assert {k.name for k in hospitals(lexicon)} == {
        "Brackmoor General Hospital",
        "Oldacre Hospital",
        "Ellerby Hospital",
    }
    (moor,) = [k for k in hospitals(lexicon) if k.place == "Brackmoor"]
    assert moor.labels == ("Brackmoor General Hospital", "BGH")
    told = [(source.removeprefix("hospitals.csv:"), reason) for source, reason in lexicon.faults]
    assert [line for line, _ in told] == ["2", "6", "8", "3", "3", "3", "4", "5"]
    assert told[0][1] == "no name. Fill its column or delete the row."
    assert '"Brackmoor" is a place' in told[3][1]
    assert 'the code "X3" is that of 2 hospitals' in told[6][1]
    assert all(not k.codes for k in hospitals(lexicon) if k.place in {"Oldacre", "Ellerby"})


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("ward,beds\n1,2\n", "no column of names in its first line .*Call it one of: name"),
        ("", "no column of names"),
        (b"name\0,code\n", "binary"),
    ],
)
def test_a_file_without_names_is_refused(
    tmp_path: Path, content: str | bytes, message: str
) -> None:
    with pytest.raises(VocabularyError, match=message) as caught:
        read(tmp_path, content)
    assert "hospitals.csv" in str(caught.value)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(VocabularyError, match=r"none\.csv.*Check the path"):
        vocabulary.lexicon(hospitals=[tmp_path / "none.csv"])


@given(body=st.text(max_size=200))
def test_no_rows_trip_the_reader(tmp_path_factory: pytest.TempPathFactory, body: str) -> None:
    data = f"name,code,place,aliases\n{body}".encode("utf-8", "surrogatepass")
    path = write(tmp_path_factory.getbasetemp(), data, "any.csv")
    try:
        listed = read_hospitals([path], {}, ["hospital"])
    except VocabularyError as error:
        assert "any.csv" in str(error)
    else:
        assert all(k.name in k.labels for k in listed.known)


def named(reader: Any, lexicon: Lexicon, text: str) -> dict[str, str | None]:
    """Codes of the hospitals of a text by the words that name them."""
    codes = {k.iri: k.codes[0] for k in hospitals(lexicon)}
    return {
        span.of(text): codes.get(entity.iri) if entity.iri else None
        for entity in reader.read(text, lexicon).entities
        if entity.kind == "Hospital"
        for span in entity.mentions
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Staff at Brackmoor General said it would close.", {"Brackmoor General": "BM01"}),
        ("The Moor End will close, she said.", {"The Moor End": "BM01"}),
        ("St. Osyth's Hospital in Ellerby will close.", {"St. Osyth's Hospital": "SO02"}),
        ("St Osyth’s Hospital, Tarnmouth, will close.", {"St Osyth’s Hospital": "SO01"}),
        ("In Ellerby, St Osyth’s Hospital will close.", {"St Osyth’s Hospital": "SO02"}),
        ("St Osyth’s Hospital will close.", {"St Osyth’s Hospital": None}),
        (
            "Ellerby and Tarnmouth differ. St Osyth’s Hospital will close.",
            {"St Osyth’s Hospital": None},
        ),
        ("Old Brackmoor General Hospital burnt down.", {"Old Brackmoor General Hospital": None}),
    ],
)
def test_a_text_means_a_listed_hospital_by_name_and_a_namesake_by_its_place(
    tmp_path: Path, reader: Any, text: str, expected: dict[str, str | None]
) -> None:
    assert named(reader, read(tmp_path, PLAIN), text) == expected


def test_from_the_list_to_a_valid_graph(tmp_path: Path, reader: Any, shapes: Graph) -> None:
    content = "name,wikidata,code,place,aliases\nBrackmoor General Hospital,Q987654322,BM01,"
    lexicon = read(tmp_path, content + "Brackmoor,Brackmoor General\n")
    reading = reader.read("Ida Holm said Brackmoor General must stay open.", lexicon)
    known = {k.iri: k for k in lexicon.known}
    merged = merge([reading], lexicon)
    graph = mapping.triples([reading], merged, Identifiers(), known=known)
    graph += positions.inferred(graph, Identifiers())
    assert validate.validate(graph, shapes) == ()
    (moor,) = graph.subjects(OWL.sameAs, URIRef("http://www.wikidata.org/entity/Q987654322"))
    assert (moor, RDF.type, ONR.Hospital) in graph
    assert str(graph.value(moor, RDFS.label)) == "Brackmoor General Hospital"
    assert str(graph.value(moor, DCTERMS.identifier)) == "BM01"
    assert str(graph.value(moor, SCHEMA.address)) == "Brackmoor"
    assert "Brackmoor General" in {str(o) for o in graph.objects(moor, SKOS.altLabel)}


def test_namesakes_in_two_places_are_two_nodes(tmp_path: Path, reader: Any) -> None:
    lexicon = read(tmp_path, PLAIN)
    text = "St Osyth’s Hospital in Ellerby will close. St Osyth’s Hospital in Tarnmouth will not."
    reading = reader.read(text, lexicon)
    things = {t for t in merge([reading], lexicon).values() if t.kind == "Hospital"}
    assert len({t.key for t in things}) == len({t.iri for t in things}) == 2
