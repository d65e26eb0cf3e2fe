"""Courses of action: concepts of a codebook by their words, others by their head."""

from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest

from onrecord.extract.policies import policies
from onrecord.model import Concept, Span

RAIL = "https://example.org/topics/rail#"
CODEBOOK = (
    Concept(
        f"{RAIL}branch-closure",
        "branch line closures",
        ("closing branch lines", "closure of branch lines"),
    ),
    Concept(f"{RAIL}fare-freeze", "rail fare freeze", ("freezing fares", "freeze in rail fares")),
    Concept(f"{RAIL}hs", "HS line", ("HS",)),
)


def named(
    reader: Any, text: str, concepts: Any = (), **metadata: Any
) -> list[tuple[str, str | None]]:
    lexicon = replace(reader.lexicon, concepts=tuple(concepts))
    found = policies(reader.parse(text, **metadata), lexicon)
    return [(m.span.of(text), m.iri.removeprefix(RAIL) if m.iri else None) for m in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ms Orme fought branch line closures.", [("branch line closures", "branch-closure")]),
        (
            "Ms Orme fought closing two branch lines.",
            [("closing two branch lines", "branch-closure")],
        ),
        ("They close a branch line a year.", [("close a branch line", "branch-closure")]),
        (
            "The closure of the branch lines hurt.",
            [("closure of the branch lines", "branch-closure")],
        ),
        ("A freeze in rail fares is due.", [("freeze in rail fares", "fare-freeze")]),
        ("The branch was dry. The line was long.", []),
    ],
)
def test_a_concept_is_found_inflected_and_with_a_word_between(
    reader: Any, text: str, expected: list[tuple[str, str]]
) -> None:
    assert [n for n in named(reader, text, CODEBOOK) if n[1]] == expected


def test_capitals_are_matched_as_capitals(reader: Any) -> None:
    assert named(reader, "HS is late. His horse has hs on it.", CODEBOOK) == [("HS", "hs")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ms Orme wants a ban on diesel cars.", ["ban on diesel cars"]),
        ("Ms Orme opposed the fuel levy.", ["fuel levy"]),
        (
            "Ms Orme opposed the merger of the two police forces.",
            ["merger of the two police forces"],
        ),
        ("Ms Orme promised to build 4,000 homes.", ["build 4,000 homes"]),
        ("Ms Orme wants to invest in village schools.", ["invest in village schools"]),
        ("Ms Orme wants to build it.", []),
    ],
)
def test_a_course_of_action_is_told_by_its_head_and_object(
    reader: Any, text: str, expected: list[str]
) -> None:
    assert [words for words, _ in named(reader, text)] == expected


def test_a_concept_wins_over_the_phrase_around_it(reader: Any) -> None:
    found = named(reader, "Mr Vale wants to scrap branch line closures.", CODEBOOK)
    assert found == [("branch line closures", "branch-closure")]


def test_policies_never_overlap_and_none_is_furniture(reader: Any) -> None:
    text = (
        "Fare freeze offer\n\nMs Orme wants to build new homes, to scrap the fuel levy on farms, "
        "and a ban on the closure of branch lines by the Rail Board in the north."
    )
    found = named(reader, text, CODEBOOK)
    spans = [(text.index(words), text.index(words) + len(words)) for words, _ in found]
    assert len(spans) >= 3
    assert all(a[1] <= b[0] or b[1] <= a[0] for a, b in combinations(spans, 2))
    assert named(reader, text, CODEBOOK, furniture=(Span(0, len(text)),)) == []
