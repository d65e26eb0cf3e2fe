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
