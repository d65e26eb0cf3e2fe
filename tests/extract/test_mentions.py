"""Words that name a thing, with its kind, in several fields and countries."""

from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest

from onrecord.extract.mentions import mentions
from onrecord.extract.mentions.words import person_name
from onrecord.lexicon import Known
from onrecord.model import Mention, Span


def found(reader: Any, text: str, lexicon: Any = None, **metadata: Any) -> list[Mention]:
    return list(mentions(reader.parse(text, **metadata), lexicon or reader.lexicon))


def of_kind(reader: Any, text: str, kind: str) -> list[str]:
    return [
        m.span.of(text) for m in sorted(found(reader, text), key=lambda m: m.span) if m.kind == kind
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nora Field met Tom Reed.", ["Nora Field", "Tom Reed"]),
        ("Then Mr Vale and Dame Ruth Pell spoke.", ["Mr Vale", "Dame Ruth Pell"]),
        ("Mr Vale’s plan was read by Ms Orme's clerk.", ["Mr Vale", "Ms Orme"]),
        ("A Treasury spokesman said no.", ["Treasury spokesman"]),
        ("A spokeswoman for the Dairy Board said no.", ["spokeswoman for the Dairy Board"]),
        ("Eva Lund, a spokeswoman for the Dairy Board, said no.", ["Eva Lund"]),
        ("Dairy Board spokeswoman Eva Lund said no.", ["Eva Lund"]),
    ],
)
def test_people(reader: Any, text: str, expected: list[str]) -> None:
    assert of_kind(reader, text, "Person") == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Mr Vale", "Vale"),
        ("Dame Ruth Pell’s", "Ruth Pell"),
        ("the former Sen. Ida Holm", "Ida Holm"),
        ("Ida Holm", "Ida Holm"),
    ],
)
def test_a_name_stands_without_title_and_possessive(words: str, expected: str) -> None:
    assert person_name(words) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Growers' Union met in Oslo.", ["Growers' Union"]),
        ("The Northern Rail Board met.", ["Northern Rail Board"]),
        ("The Ministry of Transport said no.", ["Ministry of Transport"]),
        ("The government said no. A government van burned.", ["government"]),
    ],
)
def test_bodies(reader: Any, text: str, expected: list[str]) -> None:
    assert of_kind(reader, text, "Organisation") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mayor of Oslo, Ida Holm, said no.", ["mayor of Oslo"]),
        ("Transport minister Ida Holm said no.", ["Transport minister"]),
        (
            "The shadow minister for Farming and Food said no.",
            ["shadow minister for Farming and Food"],
        ),
        ("The leader of Leeds and Tom Reed met.", ["leader of Leeds"]),
        ("Eva Lund, a spokeswoman for the Dairy Board, said no.", []),
    ],
)
def test_offices(reader: Any, text: str, expected: list[str]) -> None:
    assert of_kind(reader, text, "Office") == expected


def test_a_group_is_a_listed_plural_that_stands_for_itself(reader: Any) -> None:
    text = "Teachers and farmers met police. The teachers union did not."
    assert of_kind(reader, text, "Group") == ["Teachers", "farmers"]
    assert of_kind(reader, text, "Organisation") == ["police"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vale Royal Infirmary may close.", ["Vale Royal Infirmary"]),
        (
            "The consultant-led maternity unit in Hull may close.",
            ["consultant-led maternity unit in Hull"],
        ),
        ("Many hospitals may close.", []),
    ],
)
def test_hospitals_have_a_name_or_a_place(reader: Any, text: str, expected: list[str]) -> None:
    assert of_kind(reader, text, "Hospital") == expected


def test_an_event_holds_the_body_it_is_named_after(reader: Any) -> None:
    text = "Eva Lund addressed the Dairy Union conference."
    by_kind = {m.kind: m.span.of(text) for m in found(reader, text)}
    assert by_kind["Event"] == "Dairy Union conference"
    assert by_kind["Organisation"] == "Dairy Union"


def test_a_list_gives_its_name_and_iri(reader: Any) -> None:
    rail = "https://example.org/people/rail#"
    lexicon = replace(
        reader.lexicon,
        known=(
            Known(
                f"{rail}board",
                "Organisation",
                "National Rail Board",
                ("National Rail Board", "NRB"),
            ),
            Known(f"{rail}head", "Office", "Head of Rail", ("Head of Rail", "rail chief")),
        ),
    )
    text = "The NRB sacked its Rail Chief. The nrb is a river."
    known = {
        m.span.of(text): (m.name, m.kind, m.iri) for m in found(reader, text, lexicon) if m.iri
    }
    assert known == {
        "NRB": ("National Rail Board", "Organisation", f"{rail}board"),
        "Rail Chief": ("Head of Rail", "Office", f"{rail}head"),
    }


def test_a_name_ends_with_its_paragraph_but_not_with_a_wrapped_line(reader: Any) -> None:
    text = "Seen by Tom Reed\n\nSarah Wells said it would rain."
    parsed = reader.parse(text)
    both = parsed.doc.char_span(text.index("Tom"), text.index(" said"), label="PERSON")
    parsed.doc.set_ents([both])
    assert [m.name for m in mentions(parsed, reader.lexicon)] == ["Tom Reed", "Sarah Wells"]
    wrapped = "The council of the old harbour town has now heard from Sarah\nWells, who sings."
    assert [m.name for m in found(reader, wrapped) if m.kind == "Person"] == ["Sarah Wells"]


def test_furniture_names_nobody(reader: Any) -> None:
    text = "Photo: Tom Reed\n\nSarah Wells told Mr Vale that it would rain."
    assert {m.name for m in found(reader, text, furniture=(Span(0, 15),))} == {
        "Sarah Wells",
        "Vale",
    }


def test_mentions_other_than_events_never_overlap(reader: Any) -> None:
    text = (
        "Transport minister Ida Holm of the Northern Rail Board told the Dairy Union conference in "
        "Oslo that the mayor of Cork, police, teachers and a spokesman for the Growers' Union had "
        "visited Vale Royal Infirmary, which Mr Vale’s government runs."
    )
    mentions = [m for m in found(reader, text) if m.kind != "Event"]
    (voice,) = (m for m in mentions if "spokes" in m.name)
    inside = [m.name for m in mentions if m is not voice and voice.span.covers(m.span)]
    assert inside == ["Growers' Union"]  # a voice may hold its body
    spans = [m.span for m in mentions if m is voice or m.name not in inside]
    assert len(spans) >= 8
    assert not any(a.overlaps(b) for a, b in combinations(spans, 2))
    assert all(span.end <= len(text) for span in spans)


def test_an_office_may_begin_with_its_body(reader: Any) -> None:
    text = "The Labour leader, Ida Holm, met the mayor of Cork."
    assert of_kind(reader, text, "Office") == ["Labour leader", "mayor of Cork"]
    assert of_kind(reader, text, "Organisation") == ["Labour"]
