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
        (
            "Rail minister Ida Holm came first. The minister said the line would stay.\n\n"
            "Coal minister Tom Reed came later.",
            ["ida-holm"],
        ),
        (
            "Rail minister Ida Holm came first. Coal minister Tom Reed came later.\n\n"
            "The minister said the line would stay.",
            [None],
        ),
    ],
)
def test_names_titles_and_groups(reader: Any, text: str, expected: list[str]) -> None:
    assert speakers(reader, text) == expected


def test_a_list_between_does_not_hide_the_speaker(reader: Any) -> None:
    posts = "\n".join(f"  • May 20{year} Minister for rail" for year in range(10, 18))
    text = f"“It rains,” said Ida Holm.\n\nProfile\n{posts}\n\n“It will stop,” she said."
    assert speakers(reader, text) == ["ida-holm", "ida-holm"]


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


BOARD = Known(
    "https://example.org/people/rail#board", "Organisation", "Rail Board", ("Rail Board",)
)
OFFICE = Known(POST, "Office", "Rail Minister", ("Rail Minister",))
TERMS = (
    Tenure(POST, "Ida Holm", "2001-03-01", "2004-06-30"),
    Tenure(POST, "Tom Reed", "2004-07-01", None, known_until="2009-12-31"),
)
BOTH = "Ida Holm met Tom Reed. The Rail Minister said it would rain."
ALONE = "The Rail Board met. The Rail Minister said it would rain."


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        (BOTH, "2002-05-01", ["ida-holm"]),
        (BOTH, "2005-05-01", ["tom-reed"]),
        (BOTH, "2004", [None]),  # two held it that year
        (BOTH, "1990-01-01", [None]),
        (BOTH, "2004-06-30", [None]),  # the day of the hand-over
        (BOTH, "2004-07-01", [None]),
        (BOTH, "2011", [None]),  # the list goes no further
        (BOTH, None, [None]),  # either of two
        (ALONE, "2002-05-01", ["ida-holm"]),  # never named in the text
        (ALONE, "2005-05-01", ["tom-reed"]),
        (ALONE, "2004-07-01", [None]),
        (ALONE, None, [None]),
        ("The Rail Minister said it would rain.", "2002-05-01", [None]),  # whose country's?
        ("The Rail Board met. Utopia’s Rail Minister said it rained.", "2002-05-01", [None]),
        ("The Rail Board met. The Danish Rail Minister said it rained.", "2002-05-01", [None]),
        ("Mr Reed saw the Rail Board. The Rail Minister said it rained.", "2005", ["reed"]),
        # The text's own words come before the list.
        ("Rail Minister Eva Lund left. The Rail Minister said it rained.", "2002", ["eva-lund"]),
        (
            "Eva Lund, the Rail Minister, left. The Rail Minister said it rained.",
            None,
            ["eva-lund"],
        ),
        (
            "Rail Minister Eva Lund met Ida Holm. The Rail Minister said it rained.",
            "2004-07-01",
            ["eva-lund"],
        ),
        # Past holders.
        (
            "Then Rail Minister Ida Holm left. Tom Reed came. The Rail Minister said it rained.",
            "2005-05-01",
            ["tom-reed"],
        ),
        ("The former Rail Minister said it rained. Ida Holm met Tom Reed.", "2005", [None]),
        (
            "Former Rail Minister Ida Holm met Tom Reed. The former Rail Minister said it rained.",
            "2005",
            ["ida-holm"],
        ),
        ("Ida Holm met Tom Reed. In 2002 the Rail Minister said it rained.", "2006", ["ida-holm"]),
    ],
)
def test_a_title_is_whoever_held_the_office_then(
    reader: Any, text: str, published: str | None, expected: list[str | None]
) -> None:
    lexicon = replace(reader.lexicon, known=(OFFICE, BOARD), tenures=TERMS)
    assert speakers(reader, text, lexicon, published=published) == expected


def test_a_holder_who_is_never_named_is_an_entity_only_where_it_matters(reader: Any) -> None:
    lexicon = replace(reader.lexicon, known=(OFFICE, BOARD), tenures=TERMS)
    spoke = reader.read(ALONE, lexicon, published="2002-05-01")
    (ida,) = [e for e in spoke.entities if e.kind == "Person"]
    assert (ida.name, ida.mentions) == ("Ida Holm", ())
    silent = reader.read("The Rail Board met the Rail Minister.", lexicon, published="2002-05-01")
    assert not [e for e in silent.entities if e.kind == "Person"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nora Field came. Nora said it would rain.", "nora-field"),
        ("Andrew Vale came. Andy said it would rain.", "andrew-vale"),
        ("Andrew Vale came. Andy Vale said it would rain.", "andrew-vale"),
        ("Owen Moss met Chloe Moss. Mr Moss said it would rain.", "owen-moss"),
        ("Owen Moss met Chloe Moss. Ms Moss said it would rain.", "chloe-moss"),
        ("Owen Moss met Chloe Moss. Moss said it would rain.", None),
        ("Nora Field came with her husband. Mr Field said it would rain.", "field"),
        ("State Sen. Ruth Orme came. The senator said it would rain.", "ruth-orme"),
        ("House Speaker Wade Holt came. The speaker said it would rain.", "wade-holt"),
        ("Eva Lund, a teacher, wept. Tom Reed left. The teacher said it rained.", "eva-lund"),
        ("Eva Lund is a farmer. Tom Reed left. The farmer said it rained.", "eva-lund"),
        ("Grazier Tom Reed left. The other grazier said it rained.", None),
        ("Senator Ann Holt met Senator Bo Orme. The senator said it rained.", None),
        ("Nora Field said it rained. The care worker said that it hurt.", "nora-field"),
        ("Transport minister Ida Holm said it rained. The mayor said it was dry.", None),
        ("The Dairy Board met Ms Orme. The board said it rained.", "dairy-board"),
        ("The Dairy Board met the Tea Board. The board said it rained.", None),
        ("Ravel Foods Ltd shut a mill. The firm said it had no choice.", "ravel-foods-ltd"),
        (
            "Ministers heard the independent review panel. The panel said it rained.",
            "independent-review-panel",
        ),
        ("Nora Field’s letter said it would rain.", "nora-field"),
        ("Nora Field’s brother said it would rain.", None),
        ("Mr Vale, who said it would rain, left.", "vale"),
        ("A council spokeswoman said it would rain.", "council-spokeswoman"),
        ("“It rains,” said a No 10 spokesman.", "no-10-spokesman"),
        ("A spokesman for the ministry said it would rain.", "ministry-spokesman"),
        ("An official in the farming ministry said it would rain.", "farming-ministry-official"),
        ("Labour said it would rain.", "labour-party"),
        ("A Labour spokesman said it would rain.", "labour-spokesman"),
    ],
)
def test_common_nouns_short_names_and_unnamed_voices(
    reader: Any, text: str, expected: str | None
) -> None:
    assert speakers(reader, text)[-1] == expected


def test_a_party_speaks_through_its_spokesman(reader: Any) -> None:
    ties = reader.ties("Labour met. A Labour spokesman said it would rain.")
    assert "labour-spokesman affiliatedWith labour-party" in ties


def test_the_first_person_in_a_quotation_is_its_speaker(reader: Any) -> None:
    text = "“I said that it rained and I think that it will stop,” said Nora Field. Tom Reed left."
    assert set(speakers(reader, text)) == {"nora-field"}


def test_every_speaker_has_a_confidence_and_nobody_has_none(reader: Any) -> None:
    text = "Nora Field met Mr Vale. She said it rained. The board said it was dry. He said: “No.”"
    told = [(s.speaker, s.speaker_confidence) for s in reader.read(text).statements]
    assert len(told) == 3
    assert all((who is None) == (sure is None) for who, sure in told)
    assert all(0.5 <= sure < 1 for _, sure in told if sure is not None)
    named = reader.read("Nora Field said it rained.").statements[0].speaker_confidence
    assert named > max(sure for _, sure in told if sure is not None)


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
        (
            "Tom Reed said it rained.\n\nIda Holm left. She said it was dry.",
            ["tom-reed", "ida-holm"],
        ),
        ("Ida Holm met Eva Lund and Ann Orme. She said it rained.", ["ida-holm"]),
        ("Ann Orme and Eva Lund came. She said it rained.", [None]),
        ("Spokeswoman Kim Aster met Lee Dunn, a father of two. He said it rained.", ["lee-dunn"]),
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


def test_a_quotation_in_a_paragraph_on_somebody_else_is_not_the_last_speaker_s(
    reader: Any,
) -> None:
    text = (
        "“The line must stay,” said Nora Field.\n\n"
        "Tom Reed rides to every rally. Then, the line he loves: “It serves nine villages.”"
    )
    assert speakers(reader, text) == ["nora-field", None]


def test_he_is_not_whom_his_own_clause_goes_on_to_name(reader: Any) -> None:
    text = "Ann Vale met Eva Lund in the yard. She agreed that Ann Vale may lose."
    assert speakers(reader, text) == ["eva-lund"]


def test_one_pronoun_in_two_joined_clauses_is_one_person(reader: Any) -> None:
    text = (
        "Ann Vale met Eva Lund in the yard. "
        "She agreed that Ann Vale may lose, but she said that it would change."
    )
    assert speakers(reader, text) == ["eva-lund", "eva-lund"]


def test_a_quotation_without_cue_and_without_anybody_before_is_nobody_s(reader: Any) -> None:
    assert speakers(reader, "“The line must stay open.” It rained in Oslo.") == [None]


def test_a_quotation_far_below_its_last_speaker_is_nobody_s(reader: Any) -> None:
    rain = "\n\n".join(["It rained all day on the long road to the old town."] * 6)
    text = f"“The line must stay,” said Nora Field.\n\n{rain}\n\n“It serves nine villages.”"
    assert speakers(reader, text) == ["nora-field", None]


def test_they_is_not_one_of_two_people(reader: Any) -> None:
    assert speakers(reader, "Ida Holm and Tom Reed came. They said it rained.") == [None]
