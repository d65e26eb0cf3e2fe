"""With what reserve a side is taken, and whose it is."""

from typing import Any

import pytest

from onrecord.model import Stance


def found(reader: Any, text: str) -> dict[str, Stance]:
    """The stances of a text by target, and what the text says of them."""
    reading = reader.read(text)
    return {s.target: s for said in reading.statements for s in said.stances}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ms Orme backed the rent freeze if pensioners were exempt.", "if pensioners were exempt"),
        (
            "Ms Orme backed the rent freeze provided that tenants agreed.",
            "provided that tenants agreed",
        ),
        (
            "Ms Orme said the rent freeze was right as long as tenants agreed.",
            "as long as tenants agreed",
        ),
    ],
)
def test_condition(reader: Any, text: str, words: str) -> None:
    condition = found(reader, text)["rent-freeze"].condition
    assert condition is not None
    assert condition.of(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "Ms Orme backed the rent freeze.",
        "Ms Orme said the rent freeze was right even if landlords grumbled.",
        "Ms Orme promised to bring in the rent freeze if elected.",
    ],
)
def test_no_condition(reader: Any, text: str) -> None:
    assert found(reader, text)["rent-freeze"].condition is None


@pytest.mark.parametrize(
    ("text", "hedged"),
    [
        ("Ms Orme cautiously welcomed the rent freeze.", True),
        ("Ms Orme said the rent freeze was perhaps right.", True),
        ("Ms Orme welcomed the rent freeze.", False),
        ("Ms Orme said the rent freeze was right.", False),
    ],
)
def test_hedged(reader: Any, text: str, hedged: bool) -> None:
    assert found(reader, text)["rent-freeze"].hedged is hedged


def test_a_report_by_another_is_second_hand(reader: Any) -> None:
    text = (
        "Oona Orme said that Bob Vale had opposed the rent freeze. Oona Orme backed the toll plan."
    )
    by_speaker = {
        (said.speaker, s.target): s.second_hand
        for said in reader.read(text).statements
        for s in said.stances
    }
    assert by_speaker[("bob-vale", "rent-freeze")] is True
    assert by_speaker[("oona-orme", "toll-plan")] is False


def test_a_question_commits_to_nothing(reader: Any) -> None:
    assert found(reader, "“Is the rent freeze wrong?” asked Ms Orme.") == {}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "“We would support the rent freeze if landlords were paid,” said Ms Orme.",
            "if landlords were paid",
        ),
        (
            "Ms Orme said that, provided the council paid, she would support the rent freeze.",
            "provided the council paid",
        ),
        (
            "Ms Orme said she would support the rent freeze if pensioners were exempt.",
            "if pensioners were exempt",
        ),
    ],
)
def test_support_that_hangs_on_something_is_no_fact(reader: Any, text: str, words: str) -> None:
    stance = found(reader, text)["rent-freeze"]
    assert stance.polarity == "supports"
    assert stance.condition is not None
    assert stance.condition.of(text) == words
    assert not reader.read(text).relations


def test_a_hedged_side_makes_no_relation(reader: Any) -> None:
    text = "Ms Orme said she might back the rent freeze."
    assert found(reader, text)["rent-freeze"].hedged
    assert not reader.read(text).relations
    plain = reader.read("Ms Orme said she backed the rent freeze.")
    assert [relation.predicate for relation in plain.relations] == ["supports"]


def test_a_refusal_is_no_reserve(reader: Any) -> None:
    stance = found(reader, "Ms Orme said she could not support the rent freeze.")["rent-freeze"]
    assert (stance.polarity, stance.hedged) == ("opposes", False)
