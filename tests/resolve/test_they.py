"""Whom "they" means: the group or body that spoke or acted last, or nobody."""

from typing import Any

import pytest


@pytest.mark.parametrize(
    "text",
    [
        # two people, and a body in brackets
        "The Dairy Board met. Ann Vale and Tom Reed have just published “Ash” (Orme Press). "
        "They compare the two valleys, and they said that both would dry up.",
        # a people
        "The Dairy Board met. The Germans were cross. They said that the land would be sold.",
        # a part of those named
        "Some Conservatives came to the yard. They said that it would rain.",
    ],
)
def test_they_are_not_a_body_that_the_words_before_do_not_mean(reader: Any, text: str) -> None:
    found = [one.speaker for one in reader.said(text) if str(one.source).lower() == "they"]
    assert found
    assert set(found) == {None}


def test_they_are_the_group_that_acted_last(reader: Any) -> None:
    text = "Teachers came to the yard. They said that it would rain."
    assert [one.speaker for one in reader.said(text)] == ["teachers"]
