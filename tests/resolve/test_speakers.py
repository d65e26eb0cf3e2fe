"""Source words -> the entity that speaks: one candidate or none."""

from dataclasses import replace
from typing import Any

import pytest

from onrecord.lexicon import Known, Tenure

POST = "https://example.org/people/rail#rail-minister"


def speakers(reader: Any, text: str, lexicon: Any = None, **metadata: Any) -> list[str | None]:
    return [said.speaker for said in reader.said(text, lexicon, **metadata)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nora Field said it would rain.", ["nora-field"]),
        ("Nora Field came. Ms Field said it would rain.", ["nora-field"]),
        ("“It rains,” said Dame Ruth Pell.", ["ruth-pell"]),
        ("A Treasury spokesman said it would rain.", ["treasury-spokesman"]),
        ("A spokeswoman for the Dairy Board said it would rain.", ["dairy-board-spokeswoman"]),
        ("Eva Lund, a spokeswoman for the Dairy Board, said it would rain.", ["eva-lund"]),
        ("Teachers said it would rain.", ["teachers"]),
        ("Farmers and landlords said it would rain.", ["farmers", "landlords"]),
        ("The Dairy Board said it would rain.", ["dairy-board"]),
        ("“The levy is fair,” the minister for farming, Eva Lund, told us.", ["eva-lund"]),
    ],
)
def test_names_titles_and_groups(reader: Any, text: str, expected: list[str]) -> None:
    assert speakers(reader, text) == expected


def test_a_bare_surname_of_two_people_is_nobody(reader: Any) -> None:
    text = "Nora Field met Paul Field. Nora Field said it rained. Field said it would stop."
    assert speakers(reader, text) == ["nora-field", None]


@pytest.mark.parametrize("source", ["I", "We", "You"])
def test_the_first_and_second_person_are_nobody(reader: Any, source: str) -> None:
    text = f"Nora Field came. {source} said that the levy was unfair."
    assert set(speakers(reader, text)) == {None}


def test_a_title_beside_a_name_speaks_for_it(reader: Any) -> None:
    text = "Transport minister Ida Holm came. The minister said it would rain."
    assert speakers(reader, text) == ["ida-holm"]


def test_one_title_on_two_dates_is_two_people(reader: Any) -> None:
    lexicon = replace(
        reader.lexicon,
        known=(Known(POST, "Office", "Rail Minister", ("Rail Minister",)),),
        tenures=(
            Tenure(POST, "Ida Holm", "2001-03-01", "2004-06-30"),
            Tenure(POST, "Tom Reed", "2004-07-01", None),
        ),
    )
    text = "Ida Holm met Tom Reed. The Rail Minister said it would rain."
    assert speakers(reader, text, lexicon, published="2002-05-01") == ["ida-holm"]
    assert speakers(reader, text, lexicon, published="2005-05-01") == ["tom-reed"]
    assert speakers(reader, text, lexicon, published="2004") == [None]
    assert speakers(reader, text, lexicon, published="1990-01-01") == [None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mr Vale met Ms Orme. He said it rained. She said it was dry.", ["vale", "orme"]),
        ("Sir Ian Moss met Dame Ruth Pell. She said it rained.", ["ruth-pell"]),
        ("Mr Vale came. He said it rained. He added that it would stop.", ["vale", "vale"]),
        ("Mr Vale came. Asked by Ms Orme, he said it rained.", ["vale"]),
        (
            "Mr Vale came. Asked by Ms Orme, he said it rained. He believes it will stop.",
            ["vale"] * 2,
        ),
        ("Ms Orme came. He said it rained.", [None]),
        ("She believes Mr Vale will resign.", [None]),
        ("Ms Orme read Mr Vale’s letter. She said it was long.", ["orme"]),
        ("The Dairy Board met. It said it would rain.", ["dairy-board"]),
    ],
)
def test_pronouns(reader: Any, text: str, expected: list[str | None]) -> None:
    found = [s.speaker for s in reader.said(text) if s.cue not in {"Asked", "Asked by"}]
    assert found == expected


def test_he_is_nobody_where_nobody_is_named(reader: Any) -> None:
    assert speakers(reader, "It rained. He said it would stop.") == [None]


def test_names_inside_quotation_marks_are_not_whom_he_means(reader: Any) -> None:
    text = "“Tom Reed was late,” said Mr Vale. He said he would wait."
    assert speakers(reader, text) == ["vale", "vale"]


def test_a_quotation_without_cue_goes_on_from_the_last_quoted_speaker(reader: Any) -> None:
    text = (
        "“The line must stay,” said Nora Field.\n\nTom Reed believes that it will close.\n\n"
        "“It serves nine villages and two schools.”"
    )
    assert speakers(reader, text) == ["nora-field", "tom-reed", "nora-field"]


def test_a_quotation_without_cue_and_without_anybody_before_is_nobody_s(reader: Any) -> None:
    assert speakers(reader, "“The line must stay open.” It rained in Oslo.") == [None]


def test_a_quotation_far_below_its_last_speaker_is_nobody_s(reader: Any) -> None:
    rain = "\n\n".join(["It rained all day on the long road to the old town."] * 6)
    text = f"“The line must stay,” said Nora Field.\n\n{rain}\n\n“It serves nine villages.”"
    assert speakers(reader, text) == ["nora-field", None]


def test_they_is_not_one_of_two_people(reader: Any) -> None:
    assert speakers(reader, "Ida Holm and Tom Reed came. They said it rained.") == [None]
