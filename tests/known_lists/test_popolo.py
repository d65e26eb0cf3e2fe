"""Popolo in its two published shapes, with invented people: values, faults, and the way to RDF."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, Graph, URIRef

from onrecord import vocabulary
from onrecord.errors import VocabularyError
from onrecord.identifiers import ONR, Identifiers
from onrecord.known_lists import adopted, read_people
from onrecord.lexicon import Known, Lexicon, Tenure
from onrecord.resolve.corpus import merge
from onrecord.triples import mapping, positions
from onrecord.validation import validate

MINISTERS = Path(__file__).resolve().parents[3] / "shared/data/parliament/ministers.json"
WIKIDATA = "http://www.wikidata.org/entity/"

EVERY = {
    "persons": [
        {
            "id": "0aa1-11",
            "name": "Orla Quennell",
            "other_names": [
                {"name": "Orla M. Quennell", "lang": "en"},
                {"name": "Орла Квеннелл", "lang": "ru"},
            ],
            "identifiers": [
                {"scheme": "wikidata", "identifier": "Q987654321"},
                {"scheme": "valeparl", "identifier": "77"},
            ],
        },
        {"id": "0aa1-12", "name": "Piet Dunmore", "other_names": None},
        {"id": "0aa1-13", "name": " "},
        {"name": "Nobody Known"},
        "no object",
    ],
    "organizations": [
        {"id": "party/harbour", "name": "Harbour Party", "classification": "party"},
        {"id": "legislature", "name": "Vale Assembly", "classification": "legislature"},
    ],
    "events": [
        {"id": "term/3", "start_date": "2011-05-01", "end_date": "2015-04-30"},
        {"id": "term/4", "start_date": "2015-05-01"},
    ],
    "memberships": [
        {
            "person_id": "0aa1-11",
            "organization_id": "legislature",
            "on_behalf_of_id": "party/harbour",
            "role": "member",
            "legislative_period_id": "term/3",
        },
        {"person_id": "0aa1-12", "organization_id": "legislature", "start_date": "May 2012"},
        {"person_id": "0aa1-12", "organization_id": "gone"},
        {
            "person_id": "0aa1-12",
            "organization_id": "legislature",
            "start_date": "2015-01-01",
            "end_date": "2014-01-01",
        },
        {"person_id": "0aa1-99", "organization_id": "legislature"},
    ],
}

PARLPARSE = {
    "persons": [
        {
            "id": "uk.org.publicwhip/person/990001",
            "other_names": [
                {
                    "note": "Main",
                    "given_name": "Ada",
                    "family_name": "Crewdson",
                    "end_date": "2009-06-01",
                },
                {
                    "note": "Main",
                    "given_name": "Ada",
                    "family_name": "Thackway",
                    "start_date": "2009-06-02",
                },
                {"note": "Alternate", "name": "Ada Crewdson-Thackway"},
            ],
        },
        {
            "id": "uk.org.publicwhip/person/990002",
            "other_names": [
                {
                    "note": "Main",
                    "honorific_prefix": "Lord",
                    "lordname": "Penhallow",
                    "lordofname": "Tarn",
                }
            ],
        },
        {"id": "uk.org.publicwhip/person/990009", "redirect": "uk.org.publicwhip/person/990001"},
    ],
    "organizations": [
        {"id": "department-for-tides", "name": "Department for Tides"},
        {"id": "tides", "name": "Tides"},
        {"id": "harbour", "name": "Harbour"},
    ],
    "posts": [
        {
            "id": "uk.org.publicwhip/cons/1",
            "label": "MP for Tarnmouth",
            "role": "MP",
            "organization_id": "house",
        }
    ],
    "memberships": [
        {
            "id": "uk.org.publicwhip/member/1",
            "person_id": "uk.org.publicwhip/person/990009",
            "post_id": "uk.org.publicwhip/cons/1",
            "on_behalf_of_id": "harbour",
            "start_date": "2005-05-05",
            "end_date": "9999-12-31",
        },
        {
            "id": "uk.org.publicwhip/moffice/1",
            "person_id": "uk.org.publicwhip/person/990001",
            "organization_id": "department-for-tides",
            "role": "Minister of State",
            "start_date": "2010-05-12",
            "end_date": "2012-09-04",
        },
        {
            "id": "uk.org.publicwhip/moffice/2",
            "person_id": "uk.org.publicwhip/person/990002",
            "organization_id": "tides",
            "role": "Shadow Minister (Estuaries)",
            "start_date": "2010",
        },
        {"id": "uk.org.publicwhip/member/2", "redirect": "uk.org.publicwhip/member/1"},
    ],
}


def write(folder: Path, content: Any, name: str = "people.json") -> Path:
    path = folder / name
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def read(folder: Path, *contents: Any) -> Lexicon:
    paths = [write(folder, content, f"p{i}.json") for i, content in enumerate(contents)]
    return vocabulary.lexicon(people=paths)


def by_name(lexicon: Lexicon) -> dict[str, Known]:
    return {known.name: known for known in lexicon.known}


def test_the_shape_of_everypolitician(tmp_path: Path) -> None:
    lexicon = read(tmp_path, EVERY)
    known = by_name(lexicon)
    orla = known["Orla Quennell"]
    assert orla.iri == f"{WIKIDATA}Q987654321"
    assert orla.labels == ("Orla Quennell", "Orla M. Quennell")
    assert (orla.same_as, orla.codes) == ((f"{WIKIDATA}Q987654321",), ("valeparl:77",))
    party, assembly = known["Harbour Party"], known["Vale Assembly"]
    assert party.adherents == ("Harbour",) and assembly.adherents == ()
    held = {t for t in lexicon.tenures if t.holder_iri == orla.iri}
    dates = ("2011-05-01", "2015-04-30")
    assert {(t.office, t.start, t.end) for t in held} == {
        (party.iri, *dates),
        (assembly.iri, *dates),
    }
    assert not known["Piet Dunmore"].iri.startswith("http")


def test_what_cannot_be_used_is_told_with_its_place_and_the_next_step(tmp_path: Path) -> None:
    faults = dict(read(tmp_path, EVERY).faults)
    assert faults.keys() == {
        *(f"p0.json:persons[{i}]" for i in (2, 3, 4)),
        *(f"p0.json:memberships[{i}]" for i in (1, 2, 3)),
        "p0.json",
    }
    assert faults["p0.json:persons[2]"] == "no name. Add one, or delete the person."
    assert faults["p0.json:persons[3]"] == "no id. Add one, or delete the person."
    assert faults["p0.json:persons[4]"] == "no object. Write it as { ... }."
    assert "'May 2012' is no date" in faults["p0.json:memberships[1]"]
    assert "that is listed" in faults["p0.json:memberships[2]"]
    assert "ends (2014-01-01) before it starts" in faults["p0.json:memberships[3]"]
    assert "p0.json:memberships[4]. Give the file with the people" in faults["p0.json"]


def test_the_shape_of_parlparse(tmp_path: Path) -> None:
    lexicon = read(tmp_path, PARLPARSE)
    assert lexicon.faults == ()
    known = by_name(lexicon)
    ada, lord = known["Ada Thackway"], known["Lord Penhallow of Tarn"]
    assert ada.iri == "https://www.theyworkforyou.com/mp/990001"
    assert set(ada.labels) == {"Ada Thackway", "Ada Crewdson", "Ada Crewdson-Thackway"}
    assert lord.labels == ("Lord Penhallow of Tarn", "Lord Penhallow")
    held = {t.office: (t.start, t.end) for t in lexicon.tenures if t.holder == "Ada Thackway"}
    assert held == {
        known["MP for Tarnmouth"].iri: ("2005-05-05", None),
        known["Harbour"].iri: ("2005-05-05", None),
        known["Minister of State, Department for Tides"].iri: ("2010-05-12", "2012-09-04"),
    }
    assert "Minister of State for Tides" in known["Minister of State, Department for Tides"].labels
    shadow = known["Shadow Minister (Estuaries), Tides"]
    assert "Shadow Minister for Estuaries" in shadow.labels
    assert "Tides" not in known  # a field of work is no body that a text can name


def test_people_and_their_offices_may_stand_in_two_files(tmp_path: Path) -> None:
    people = {"persons": PARLPARSE["persons"]}
    offices = {key: value for key, value in PARLPARSE.items() if key != "persons"}
    together, apart = read(tmp_path, PARLPARSE), read(tmp_path, offices, people)
    assert (apart.known, apart.tenures) == (together.known, together.tenures)
    alone = read(tmp_path, offices)
    assert [source for source, _ in alone.faults] == ["p0.json"]
    assert "3 memberships of people whom no file names" in alone.faults[0][1]


def test_two_records_with_one_identifier_are_one_person(tmp_path: Path) -> None:
    other = {
        "persons": [
            {
                "id": "x9",
                "name": "O. Quennell",
                "identifiers": [{"scheme": "Wikidata", "identifier": "Q987654321"}],
            }
        ]
    }
    lexicon = read(tmp_path, EVERY, other)
    (orla,) = [k for k in lexicon.known if "O. Quennell" in k.labels]
    assert orla.name == "Orla Quennell"


def test_an_identifier_of_a_wrong_shape_is_no_address(tmp_path: Path) -> None:
    person = {"id": "a", "name": "Ivo Brandreth"}
    wrong = person | {"identifiers": [{"scheme": "wikidata", "identifier": "Q12/../<x>"}]}
    known = by_name(read(tmp_path, {"persons": [wrong]}))["Ivo Brandreth"]
    assert (known.same_as, known.codes) == ((), ("wikidata:Q12/../<x>",))


def test_a_list_is_popolo_by_its_content_where_the_ending_says_nothing(tmp_path: Path) -> None:
    path = tmp_path / "list.popolo"
    path.write_text("\ufeff \n" + json.dumps(EVERY), encoding="utf-8")
    assert "Orla Quennell" in by_name(vocabulary.lexicon(people=[path]))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "no JSON that can be read"),
        ("[" * 100_000, "no JSON that can be read"),
        ('{"title": 1}', "no Popolo. It needs a list of persons"),
        ("7", "no Popolo"),
    ],
)
def test_a_file_that_is_no_popolo_is_named(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "broken.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(VocabularyError, match=message) as caught:
        vocabulary.lexicon(people=[path])
    assert "broken.json" in str(caught.value)


FIELDS = (
    *("id", "name", "other_names", "identifiers", "scheme", "identifier", "person_id", "role"),
    *("organization_id", "start_date", "end_date", "memberships", "redirect", "post_id"),
    *("on_behalf_of_id", "area", "label", "lang", "classification", "legislative_period_id"),
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(FIELDS),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)
SECTION = st.sampled_from(("persons", "organizations", "memberships", "posts", "areas", "events"))


@given(content=st.dictionaries(SECTION, JSON, min_size=1))
def test_no_content_of_the_sections_trips_the_reader(
    tmp_path_factory: pytest.TempPathFactory, content: dict[str, Any]
) -> None:
    path = write(tmp_path_factory.getbasetemp(), content, "any.json")
    listed = read_people([path], {}, ["minister"], ["party"])
    assert all(k.name and k.labels for k in listed.known)
    assert all(source and reason.endswith((".", "}")) for source, reason in listed.faults)


TEXT = """Orla Quennell of the Harbour Party said: “The tide levy is wrong.”

Ms Quennell wants the Vale Assembly to end the levy. Piet Dunmore disagreed."""


def test_from_the_list_to_a_valid_graph(tmp_path: Path, reader: Any, shapes: Graph) -> None:
    lexicon = read(tmp_path, EVERY)
    reading = reader.read(TEXT, lexicon, published="2013-06-07")
    merged = merge([reading], lexicon)
    known = {k.iri: k for k in lexicon.known}
    graph = mapping.triples([reading], merged, Identifiers(), {}, lexicon.tenures, known)
    graph += positions.inferred(graph, Identifiers())
    assert validate.validate(graph, shapes) == ()
    (orla,) = graph.subjects(OWL.sameAs, URIRef(f"{WIKIDATA}Q987654321"))
    assert (orla, RDF.type, ONR.Person) in graph
    assert str(graph.value(orla, RDFS.label)) == "Orla Quennell"
    assert [str(o) for o in graph.objects(orla, DCTERMS.identifier)] == ["valeparl:77"]
    names = {str(o) for o in graph.objects(orla, SKOS.altLabel)}
    assert {"Orla M. Quennell", "Ms Quennell"} <= names
    tenures = {
        (
            str(graph.value(graph.value(t, ONR.organisation), RDFS.label)),
            str(graph.value(t, ONR.start)),
            str(graph.value(t, ONR.end)),
        )
        for t in graph.subjects(ONR.holder, orla)
        if (t, RDF.type, ONR.Tenure) in graph
    }
    assert tenures == {
        ("Harbour Party", "2011-05-01", "2015-04-30"),
        ("Vale Assembly", "2011-05-01", "2015-04-30"),
    }
    speaker = {str(graph.value(s, ONR.speaker)) for s in graph.subjects(RDF.type, ONR.Statement)}
    assert str(orla) in speaker


def namesakes(folder: Path) -> Lexicon:
    wiki = [{"scheme": "wikidata", "identifier": f"Q99999990{i}"} for i in (1, 2)]
    content = {
        "persons": [
            {"id": "a", "name": "Tam Ridley", "identifiers": wiki[:1]},
            {"id": "b", "name": "Tam Ridley", "identifiers": wiki[1:]},
        ],
        "organizations": [{"id": "l", "name": "Vale Assembly", "classification": "legislature"}],
        "memberships": [
            {"person_id": "a", "organization_id": "l", "start_date": "1990", "end_date": "1999"},
            {"person_id": "b", "organization_id": "l", "start_date": "2010", "end_date": "2015"},
        ],
    }
    return read(folder, content)


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ("1994-02-01", "Q999999901"),
        ("2015-02-01", "Q999999902"),
        ("2012", "Q999999902"),
        ("2005-01-01", None),
        (None, None),
    ],
)
def test_a_namesake_is_told_by_the_day_or_not_at_all(
    tmp_path: Path, reader: Any, published: str | None, expected: str | None
) -> None:
    lexicon = namesakes(tmp_path)
    text = "Tam Ridley said the levy was wrong."
    reading = reader.read(text, lexicon, published=published)
    (tam,) = [e for e in reading.entities if e.name == "Tam Ridley"]
    assert tam.iri == (f"{WIKIDATA}{expected}" if expected else None)


def test_namesakes_that_the_day_tells_apart_are_two_nodes(tmp_path: Path, reader: Any) -> None:
    lexicon = namesakes(tmp_path)
    text = "Tam Ridley said the levy was wrong."
    dated = (("x", "1994-02-01"), ("y", "2012-02-01"), ("z", "2012-03-01"), ("w", "2005-01-01"))
    readings = [reader.read(f"{text} {name}", lexicon, published=day) for name, day in dated]
    readings = [
        replace(r, document=replace(r.document, id=name))
        for r, (name, _) in zip(readings, dated, strict=True)
    ]
    things = merge(readings, lexicon)
    keys = [things[name, "tam-ridley"].key for name, _ in dated]
    assert keys[1] == keys[2]
    assert len(set(keys)) == 3


@pytest.mark.parametrize(
    "text",
    [
        "Mary Orla Quennell said the levy was wrong.",
        "Orla Quennell-Hart said the levy was wrong.",
        "The Orla Quennell Foundation said the levy was wrong.",
        "A field of orla quennell blooms in May.",
    ],
)
def test_a_name_inside_a_longer_one_is_another(tmp_path: Path, reader: Any, text: str) -> None:
    lexicon = read(tmp_path, EVERY)
    assert all(e.iri != f"{WIKIDATA}Q987654321" for e in reader.read(text, lexicon).entities)


def office(iri: str, *labels: str) -> Known:
    return Known(iri, "Office", labels[0], labels)


def test_an_office_of_both_lists_keeps_its_dates_where_they_share_a_holder() -> None:
    ours, theirs = office("s#pm", "Premier", "First Lord"), office("o#pm", "premier")
    old = [Tenure("s#pm", "Ann Vale", "1990", "1995"), Tenure("s#pm", "Bo Orme", "1995", None)]
    new = [Tenure("o#pm", "Bo Orme", "1995-02-01", None, "o#bo")]
    known, tenures = adopted([ours], old, [theirs], new)
    assert known == [office("o#pm", "premier", "Premier", "First Lord")]
    assert tenures == [Tenure("o#pm", "Ann Vale", "1990", "1995"), *new]


def test_another_country_s_office_takes_no_dates_over() -> None:
    ours, theirs = office("s#pm", "Premier"), office("o#pm", "Premier")
    old, new = (
        [Tenure("s#pm", "Ann Vale", "1990", None)],
        [Tenure("o#pm", "Eva Lund", "1991", None)],
    )
    assert adopted([ours], old, [theirs], new)[1] == new


def test_an_office_without_holders_leaves_the_shipped_ones_in_place() -> None:
    ours, theirs = office("s#pm", "Premier"), office("o#pm", "Premier", "First Minister")
    old = [Tenure("s#pm", "Ann Vale", "1990", None)]
    known, tenures = adopted([ours], old, [theirs], [])
    assert known == [office("s#pm", "Premier", "First Minister")]
    assert tenures == old


@pytest.mark.skipif(
    not MINISTERS.is_file(), reason="no parlparse ministers.json beside the checkout"
)
def test_the_list_of_ministers_is_read_whole(tmp_path: Path) -> None:
    """It has no people: given as invented ones, every membership becomes a tenure."""
    content = json.loads(MINISTERS.read_text("utf-8"))
    ids = sorted({m["person_id"] for m in content["memberships"]})
    people = {
        "persons": [
            {
                "id": id_,
                "other_names": [{"note": "Main", "given_name": "P", "family_name": f"N{i}"}],
            }
            for i, id_ in enumerate(ids)
        ]
    }
    alone = vocabulary.lexicon(people=[MINISTERS])
    assert len(alone.faults) == 1
    assert f"{len(content['memberships'])} memberships of people" in alone.faults[0][1]
    shipped = vocabulary.lexicon()
    assert set(alone.tenures) == set(shipped.tenures)
    both = vocabulary.lexicon(people=[MINISTERS, write(tmp_path, people)])
    assert both.faults == ()
    assert len([k for k in both.known if k.kind == "Person"]) == len(ids) > 600
    wanted = {
        (m["person_id"].rpartition("/")[2], m["start_date"], m["end_date"])
        for m in content["memberships"]
    }
    read_back = {
        (t.holder_iri.rpartition("/")[2], t.start, t.end) for t in both.tenures if t.holder_iri
    }
    assert read_back == wanted
