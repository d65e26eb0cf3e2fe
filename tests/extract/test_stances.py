"""For or against: what words commit a speaker to, and what they do not."""

from typing import Any

import pytest


def stances(reader: Any, text: str) -> list[str]:
    """What the one speaker of a text supports and opposes."""
    return sorted({stance for said in reader.said(text) for stance in said.stances})


@pytest.mark.parametrize(
    "text",
    [
        "Ms Orme backed the rent freeze.",
        "Ms Orme called for a rent freeze.",
        "Ms Orme proposed a rent freeze.",
        "Ms Orme is in favour of the rent freeze.",
        "Ms Orme called for “a rent freeze”.",
        "The rent freeze was backed by Ms Orme.",
        "“The rent freeze is right,” said Ms Orme.",
        "“The rent freeze is not wrong,” said Ms Orme.",
        "“I think the rent freeze is not wrong,” said Ms Orme.",
        "“We need a rent freeze,” said Ms Orme.",
        "Ms Orme said the rent freeze was the right answer.",
    ],
)
def test_for(reader: Any, text: str) -> None:
    assert stances(reader, text) == ["supports rent-freeze"]


@pytest.mark.parametrize(
    "text",
    [
        "Ms Orme opposed the rent freeze.",
        "Ms Orme objected to the rent freeze.",
        "Ms Orme warned against a rent freeze.",
        "Ms Orme is against the rent freeze.",
        "Ms Orme does not support the rent freeze.",
        "Ms Orme refused to back the rent freeze.",
        "Ms Orme rejected calls for a rent freeze.",
        "“The rent freeze is wrong,” said Ms Orme.",
        "“The rent freeze is a disaster,” said Ms Orme.",
        "“I do not think the rent freeze is fair,” said Ms Orme.",
        "Ms Orme said empty flats were the result of the rent freeze.",
    ],
)
def test_against(reader: Any, text: str) -> None:
    assert stances(reader, text) == ["opposes rent-freeze"]


@pytest.mark.parametrize(
    "text",
    [
        "Ms Orme said that if a rent freeze came, builders would leave.",
        "“Will there be a rent freeze?” asked Ms Orme.",
        "Ms Orme asked whether the rent freeze was wrong.",
        "Ms Orme said the rent freeze began in May.",
        "Ms Orme told tenants that the rent freeze had begun.",
        "Ms Orme did not oppose the rent freeze.",
        "Ms Orme has not ruled out a rent freeze.",
        "Ms Orme denied that the rent freeze was wrong.",
        "Ms Orme expects the rent freeze to fail.",
        "Ms Orme said that she had never backed the rent freeze.",
    ],
)
def test_neither(reader: Any, text: str) -> None:
    assert stances(reader, text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We will build new homes,” said Ms Orme.", "supports building-new-homes"),
        ("“The council should build new homes,” said Ms Orme.", "supports building-new-homes"),
        ("Ms Orme promised to build new homes.", "supports building-new-homes"),
        ("Ms Orme is set to build new homes.", "supports building-new-homes"),
        ("Ms Orme urged the council to build new homes.", "supports building-new-homes"),
        ("“We will not raise the parking fee,” said Ms Orme.", "opposes raising-the-parking-fee"),
        ("“They must not raise the parking fee,” said Ms Orme.", "opposes raising-the-parking-fee"),
        ("Ms Orme said nobody should raise the parking fee.", "opposes raising-the-parking-fee"),
        (
            "Ms Orme said no council should raise the parking fee.",
            "opposes raising-the-parking-fee",
        ),
        (
            "“I do not think we should raise the parking fee,” said Ms Orme.",
            "opposes raising-the-parking-fee",
        ),
    ],
)
def test_a_deed_wanted_or_ruled_out(reader: Any, text: str, expected: str) -> None:
    assert stances(reader, text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We must end the fuel levy,” said Ms Orme.", "opposes fuel-levy"),
        ("“We want to free growers from the fuel levy,” said Ms Orme.", "opposes fuel-levy"),
        ("Ms Orme wants to stop the school merger.", "opposes school-merger"),
        ("“We must not stop the school merger,” said Ms Orme.", "supports school-merger"),
    ],
)
def test_a_verb_that_undoes_turns_the_side(reader: Any, text: str, expected: str) -> None:
    assert stances(reader, text) == [expected]


def test_what_is_denied_in_one_clause_is_not_denied_in_the_next(reader: Any) -> None:
    text = "“It may not rain today, but I think we need a rent freeze,” said Ms Orme."
    assert stances(reader, text) == ["supports rent-freeze"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tom Reed criticised the Farm Union.", ["opposes farm-union"]),
        ("Tom Reed praised the teachers of Leeds.", ["supports teachers"]),
        ("Tom Reed said: “I am proud of the teachers.”", ["supports teachers"]),
        ("“Ministers have failed,” said Tom Reed.", ["opposes ministers"]),
        ("“The Farm Union has betrayed us,” said Tom Reed.", ["opposes farm-union"]),
        ("Tom Reed met the Farm Union and said it was raining.", []),
    ],
)
def test_people_and_bodies_are_praised_or_blamed(
    reader: Any, text: str, expected: list[str]
) -> None:
    assert stances(reader, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "“The scheme threatens the safety of passengers,” said Tom Reed.",
        "“The board has failed the pupils of Leeds,” said Tom Reed.",
        "Tom Reed warned that the fee would harm tenants.",
    ],
)
def test_whom_a_thing_harms_is_not_opposed(reader: Any, text: str) -> None:
    harmed = ("passengers", "pupils", "tenants")
    assert not [s for s in stances(reader, text) if s.endswith(harmed)]


def test_a_speaker_takes_no_side_on_itself(reader: Any) -> None:
    text = "The Farm Union said: “The Farm Union is right and the Dairy Board is wrong.”"
    assert stances(reader, text) == ["opposes dairy-board"]


def test_what_another_is_said_to_oppose_is_only_the_other_s(reader: Any) -> None:
    text = "“Tom Reed opposed the rent freeze,” said Eva Lund."
    assert {s.speaker: s.stances for s in reader.said(text)} == {
        "eva-lund": (),
        "tom-reed": ("opposes rent-freeze",),
    }


def test_the_evidence_is_the_sentence_with_the_side(reader: Any) -> None:
    text = "“Trains are late. The rent freeze is wrong. I will go,” said Ms Orme."
    (statement,) = reader.read(text).statements
    (stance,) = statement.stances
    assert stance.evidence.of(text) == "The rent freeze is wrong."
    assert 0.5 <= stance.confidence <= 1


@pytest.mark.parametrize(
    "text",
    [
        "Tom Reed said that the board was guilty of opposition to the rail levy.",
        "“The rail levy was broken by the last board,” said Tom Reed.",
        "Tom Reed said that warnings about the rail levy were being ignored.",
    ],
)
def test_a_thing_harmed_or_argued_over_by_others_is_not_opposed(reader: Any, text: str) -> None:
    sides = [stance for s in reader.read(text).statements for stance in s.stances]
    assert not [s for s in sides if "levy" in s.target]


@pytest.mark.parametrize(
    "text",
    [
        "“I would not want the rail levy to be the last word,” said Tom Reed.",
        "“I would not want the rail levy (of last year) to be the last word,” said Tom Reed.",
    ],
)
def test_what_is_merely_called_something_is_not_opposed(reader: Any, text: str) -> None:
    assert not [stance for s in reader.read(text).statements for stance in s.stances]


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("“I support the rent freeze,” said Ms Orme.", "supports"),
        ("“We demand a rent freeze,” said Ms Orme.", "supports"),
        ("Ms Orme said she backed the rent freeze.", "supports"),
        ("“We oppose the rent freeze,” said Ms Orme.", "opposes"),
        ("“We will vote against the rent freeze,” said Ms Orme.", "opposes"),
        ("“We do not support the rent freeze,” said Ms Orme.", "opposes"),
        ("Ms Orme said she opposed the rent freeze.", "opposes"),
    ],
)
def test_a_side_that_speakers_name_is_theirs(reader: Any, text: str, side: str) -> None:
    assert stances(reader, text) == [f"{side} rent-freeze"]


@pytest.mark.parametrize(
    "text",
    [
        "“Critics say I oppose the rent freeze,” said Ms Orme.",
        "“We do not oppose the rent freeze,” said Ms Orme.",
        "“I would have backed the rent freeze,” said Ms Orme.",
        "“I opposed the rent freeze in those days,” said Ms Orme.",
        "Ms Orme said she had backed the rent freeze.",
        "“Do we support the rent freeze?” said Ms Orme.",
        "“I urge landlords to read it,” said Ms Orme.",
    ],
)
def test_a_side_that_is_past_denied_or_anothers_is_none(reader: Any, text: str) -> None:
    assert stances(reader, text) == []
