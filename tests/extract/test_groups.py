"""Groups: whose they are is part of the name, and the bare noun is not one of them."""

from collections import Counter
from typing import Any

import pytest

from onrecord.extract.mentions.groups import groups


def named(reader: Any, text: str) -> list[str]:
    return [m.name.lower() for m in groups(reader.parse(text), reader.lexicon)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Small farmers met. The farmers left.", ["small farmers", "small farmers"]),
        ("Small farmers met. Those farmers left.", ["small farmers", "small farmers"]),
        ("Small farmers met. Farmers are proud.", ["small farmers", "farmers"]),
        (
            "Small farmers met big farmers. The farmers left.",
            ["small farmers", "big farmers", "farmers"],
        ),
        ("Some farmers met. Enough farmers left.", ["farmers", "farmers"]),
        ("Ms Vale’s supporters met. Supporters wept.", ["ms vale’s supporters", "supporters"]),
        ("His supporters met.", ["his supporters"]),
        ("Supporters of Ann Vale met. Supporters wept.", ["supporters of ann vale", "supporters"]),
    ],
)
def test_a_bare_noun_points_back_only_where_it_says_so(
    reader: Any, text: str, expected: list[str]
) -> None:
    assert named(reader, text) == expected


def test_a_bare_noun_far_below_is_its_own(reader: Any) -> None:
    text = "Small farmers met.\n\nIt rained.\n\nIt rained on.\n\nThe farmers left."
    assert Counter(named(reader, text)) == {"small farmers": 1, "farmers": 1}


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Sen. Ann Vale’s Ohio friends came.", {"Ann Vale": "Person"}),
        ("Reed Harvey (D-Nev.) came.", {"Reed Harvey": "Person"}),
        ("Reed Harvey, R-Okla., came.", {"Reed Harvey": "Person"}),
    ],
)
def test_what_stands_beside_a_name_is_no_part_of_it(
    reader: Any, text: str, kinds: dict[str, str]
) -> None:
    people = {e.name: e.kind for e in reader.read(text).entities if e.kind == "Person"}
    assert people == kinds
    assert not {e.name for e in reader.read(text).entities} & {"D-Nev", "R-Okla", "D-Nev."}


def test_a_party_of_a_list_is_meant_only_among_its_own(reader: Any) -> None:
    def party(text: str) -> set[str | None]:
        return {e.iri for e in reader.read(text).entities if e.name.startswith("Conservative")}

    assert party("Conservatives in Utopia met.") <= {None}
    (known,) = party("The Conservatives met. Labour did not.")
    assert known is not None


def test_a_word_with_a_hyphen_is_one(reader: Any) -> None:
    assert named(reader, "Right-wing teachers met.") == ["right-wing teachers"]
