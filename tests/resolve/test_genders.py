"""Whom "he" and "she" can mean, where a surname alone tells no gender."""

from typing import Any

import pytest

SPOKE = (
    "\n\nIt rained.\n\n"
    "“It rains,” said President Orme. President Orme was tired. She said it would stop."
)


@pytest.mark.parametrize(
    "told",
    [
        "President Orme and his aides met Ann Vale in the yard.",
        "President Orme defended himself before Ann Vale.",
    ],
)
def test_grammar_tells_the_gender_of_a_surname(reader: Any, told: str) -> None:
    assert [one.speaker for one in reader.said(told + SPOKE)] == ["president-orme", "ann-vale"]


def test_pronouns_that_disagree_tell_nothing(reader: Any) -> None:
    told = "President Orme and his aides met Ann Vale. President Orme and her aides left."
    assert [one.speaker for one in reader.said(told + SPOKE)] == [
        "president-orme",
        "president-orme",
    ]


def test_first_names_tell_a_gender(reader: Any) -> None:
    text = "Ann Vale came to the yard." + SPOKE.replace("President", "Matteo")
    assert [one.speaker for one in reader.said(text)] == ["matteo-orme", "ann-vale"]
