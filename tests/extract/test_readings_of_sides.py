"""Sides by what a policy does, by names given, by threats, and by words that only mean a target."""

from typing import Any

import pytest


def stances(reader: Any, text: str, speaker: str = "nora-field") -> list[str]:
    """What one speaker of a text supports and opposes."""
    return sorted(
        {stance for said in reader.said(text) if said.speaker == speaker for stance in said.stances}
    )


@pytest.mark.parametrize(
    "text",
    [
        "Nora Field said the ferry ban would save lives.",
        "“The ferry ban must stay,” said Nora Field.",
        "“The ferry ban should not be lifted,” said Nora Field.",
        "“The ferry ban needs to be extended,” said Nora Field.",
        "Nora Field described the ferry ban as a lifeline.",
        "Nora Field refused to ditch the ferry ban.",
        "“I will resign if the ferry ban is scrapped,” said Nora Field.",
        "“We will strike if the ferry ban is not introduced,” said Nora Field.",
        "The mayor proposed a ferry ban. Nora Field praised the decision.",
    ],
)
def test_for(reader: Any, text: str) -> None:
    assert stances(reader, text) == ["supports ferry-ban"]


@pytest.mark.parametrize(
    "text",
    [
        "Nora Field said the ferry ban would cost lives.",
        "Nora Field said the ferry ban was the wrong answer.",
        "Nora Field said the ferry ban made no sense.",
        "Nora Field said the ferry ban should be abolished.",
        "“The ferry ban has to go,” said Nora Field.",
        "“The ferry ban should not exist,” said Nora Field.",
        "“No to the ferry ban,” said Nora Field.",
        "Nora Field called on the mayor to rule out a ferry ban.",
        "Nora Field promised to phase out the ferry ban.",
        "Nora Field promised to roll back the ferry ban.",
        "Nora Field called on the mayor to curtail the ferry ban.",
        "Nora Field urged the mayor to turn away from the ferry ban.",
        "Nora Field sought to distance herself from the ferry ban.",
        "Nora Field described the ferry ban as a disaster.",
        "Nora Field threatened to sue if the ferry ban becomes law.",
        "The mayor dropped the ferry ban. Nora Field praised the decision.",
        "The ferry ban begins in May. Nora Field said the measure was unfair.",
    ],
)
def test_against(reader: Any, text: str) -> None:
    assert stances(reader, text) == ["opposes ferry-ban"]


@pytest.mark.parametrize(
    "text",
    [
        "Critics say the ferry ban would cost lives, Nora Field said.",
        "Nora Field said the ferry ban was described as a disaster by anglers.",
        "Nora Field said the board wants the ferry ban.",
        "Nora Field rejected an offer to suspend the ferry ban.",
        "Boatmen reject council offer to suspend ferry ban",
        "Nora Field did not call the ferry ban a disaster.",
        "Nora Field declined to criticise the ferry ban.",
        "Nora Field accused the mayor of being late with the ferry ban.",
        "Nora Field is expected to discuss the ferry ban.",
        "Nora Field blamed the ferry ban on the mayor.",
        "Nora Field said the tolls were less popular than the ferry ban.",
        "Nora Field said the board would not release the maps under the ferry ban.",
        "Nora Field attacked Tom Reed for remarks made about the ferry ban.",
        "Nora Field described the ferry ban as neither good nor bad.",
        "“The ferry ban must pass two more votes,” said Nora Field.",
        "“I will not resign if the ferry ban is scrapped,” said Nora Field.",
        "“They will strike if the ferry ban is introduced,” said Nora Field.",
        "The mayor has not approved the ferry ban. Nora Field welcomed the decision.",
        "The ferry ban begins in May. Nora Field said the announcement came at noon.",
        "Nora Field said that if the ferry ban saves lives, she will review it.",
    ],
)
def test_neither(reader: Any, text: str) -> None:
    assert not [s for s in stances(reader, text) if s.endswith("ferry-ban")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Nora Field urged ministers to release the flood maps.",
            "supports releasing-the-flood-maps",
        ),
        (
            "Nora Field demanded that the club refund the fans.",
            "supports refunding-the-fans",
        ),
        (
            "Nora Field is opposed to giving the regulator new powers.",
            "opposes giving-the-regulator-new-powers",
        ),
        ("“The patrols must be doubled,” said Nora Field.", "supports patrols"),
        (
            "Nora Field demanded that all tapes be deleted.",
            "supports deleting-all-tapes",
        ),
        (
            "“The flood maps must be published,” said Nora Field.",
            "supports publishing-the-flood-maps",
        ),
        ("Nora Field wants the club to refund the $62m.", "supports refunding-the-62m"),
        ("Nora Field urged ministers to publish the report.", "supports publishing-the-report"),
    ],
)
def test_a_deed_that_is_argued_over_is_a_policy(reader: Any, text: str, expected: str) -> None:
    assert expected in stances(reader, text)


@pytest.mark.parametrize(
    "text",
    [
        "Nora Field promised to meet the families.",
        "Nora Field demanded to know who had ordered the raid.",
        "Nora Field warned against swimming in the river.",
        "Nora Field urged her guests to sign the visitors’ book.",
    ],
)
def test_other_deeds_are_none(reader: Any, text: str) -> None:
    assert stances(reader, text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tom Reed came late. Nora Field condemned his silence.", ["opposes tom-reed"]),
        ("Tom Reed came late. Nora Field praised his courage.", ["supports tom-reed"]),
        ("Tom Reed came late. Nora Field told him that it was raining.", []),
        ("Tom Reed met Sam Holt. Nora Field accused him of theft.", []),
        ("Nora Field called for Tom Reed’s resignation.", ["opposes tom-reed"]),
        ("Nora Field regretted Tom Reed’s resignation.", []),
        ("“Tom Reed should resign,” said Nora Field.", ["opposes tom-reed"]),
        ("Jobs were lost on Tom Reed’s watch, said Nora Field.", ["opposes tom-reed"]),
        ("Crime fell on Tom Reed’s watch, said Nora Field.", []),
        ("The bill was ignored by ministers, said Nora Field.", ["opposes ministers"]),
    ],
)
def test_people_by_what_they_have_or_did(reader: Any, text: str, expected: list[str]) -> None:
    assert stances(reader, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The mayor wants to abolish the ferry ban on Sunday. Nora Field praised the ferry ban.",
            ["supports ferry-ban"],
        ),
        (
            "The mayor wants to abolish the ferry ban. Nora Field said the ban was right.",
            ["supports ban"],
        ),
    ],
)
def test_a_thing_is_not_what_is_done_to_it(reader: Any, text: str, expected: list[str]) -> None:
    assert stances(reader, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“The attacks on Tom Reed threaten us all,” said Nora Field.", []),
        ("Nora Field said jobs were among the priorities of Tom Reed.", []),
        ("“Sam Holt is a fan of Tom Reed,” said Nora Field.", []),
        ("“I am a fan of Tom Reed,” said Nora Field.", ["supports tom-reed"]),
        ("Nora Field said Tom Reed broke the story in March.", []),
        ("Nora Field welcomed Tom Reed to the town hall.", []),
        ("“The attacks from Tom Reed go on,” said Nora Field.", []),
        ("Nora Field was accused of theft by Tom Reed.", []),
    ],
)
def test_who_is_only_spoken_of(reader: Any, text: str, expected: list[str]) -> None:
    assert [s for s in stances(reader, text) if s.endswith("tom-reed")] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Nora Field will campaign on Monday night.",
        "Nora Field advocated for a rival of Tom Reed.",
        "Nora Field is set to take sides in May.",
        "Nora Field promised to put him in charge of the repairs.",
        "Nora Field accused the stewards of lying.",
    ],
)
def test_what_is_no_policy(reader: Any, text: str) -> None:
    assert not [e.name for e in reader.read(text).entities if e.kind == "Policy"]


def test_what_follows_an_undoing_is_not_undone(reader: Any) -> None:
    text = "Nora Field promised to scrap the ferry ban and to build new homes."
    assert stances(reader, text) == [
        "supports building-new-homes",
        "supports scrapping-the-ferry-ban",
    ]
