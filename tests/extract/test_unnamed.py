"""Bodies without a name of their own, parties by their people, groups with what narrows them."""

from typing import Any

import pytest

from onrecord.extract.mentions import mentions
from onrecord.model import Mention


def found(reader: Any, text: str, kind: str) -> list[Mention]:
    every = mentions(reader.parse(text), reader.lexicon)
    return sorted((m for m in every if m.kind == kind), key=lambda m: m.span)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She wrote to the interior ministry on Monday.", ["interior ministry"]),
        ("The federal government said no.", ["federal government"]),
        ("He told the Breakfast Table show that he was late.", ["Breakfast Table show"]),
        ("A useless programme was dropped.", []),
        ("It was a council house.", []),
        ("Police said no.", ["Police"]),
        ("The Cabinet met and Parliament voted.", ["Cabinet", "Parliament"]),
        ("The Parliament Square protest ended.", []),
        ("The Department of Water and Forests said no.", ["Department of Water and Forests"]),
    ],
)  # fmt: skip
def test_bodies(reader: Any, text: str, expected: list[str]) -> None:
    assert [m.span.of(text) for m in found(reader, text, "Organisation")] == expected


def test_a_bare_noun_is_the_one_body_that_is_named_so(reader: Any) -> None:
    text = "Vale District Council met on Monday. The council said no."
    assert {m.name for m in found(reader, text, "Organisation")} == {"Vale District Council"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("She is a Republican. Republicans cheered.", "Republicans"),
        ("The Republican Party met. A Republican from Ohio cheered.", "Republican Party"),
    ],
)
def test_people_of_a_party_stand_for_it(reader: Any, text: str, name: str) -> None:
    assert name in {m.name for m in found(reader, text, "Organisation")}


def test_a_group_is_named_with_the_words_that_narrow_it(reader: Any) -> None:
    text = "Small landlords marched in Oslo. The landlords said the law was unfair."
    assert {m.name for m in found(reader, text, "Group")} == {"Small landlords"}


@pytest.mark.parametrize("words", ["GPs", "MSPs", "NGOs", "Nurses", "BST"])
def test_professions_and_clock_times_are_no_bodies(reader: Any, words: str) -> None:
    assert found(reader, f"{words} said no to the Vale Trust.", "Organisation") == [
        m for m in found(reader, f"{words} said no to the Vale Trust.", "Organisation")
        if m.name == "Vale Trust"
    ]  # fmt: skip
