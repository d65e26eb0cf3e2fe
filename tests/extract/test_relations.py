"""Facts between two entities that the words beside their names state."""

from dataclasses import replace
from typing import Any

import pytest

from onrecord.lexicon import Known

MEADOW = Known(
    "https://example.org/people/valley#meadow",
    "Organisation",
    "Meadow Party",
    ("Meadow Party", "Meadowites", "Meadow"),
    ("Meadow",),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Transport minister Ida Holm said no.", "ida-holm holdsOffice transport-minister"),
        ("Ida Holm, the transport minister, said no.", "ida-holm holdsOffice transport-minister"),
        ("Former transport minister Ida Holm said no.", "ida-holm heldOffice transport-minister"),
        ("The mayor of Oslo, Ida Holm, said no.", "ida-holm holdsOffice mayor-of-oslo"),
        ("Anna Holm succeeded Tom Reed.", "anna-holm succeeded tom-reed"),
        ("Anna Holm replaced Tom Reed as mayor of Oslo.", "anna-holm succeeded tom-reed"),
        ("Tom Reed of the Railway Union said no.", "tom-reed affiliatedWith railway-union"),
        (
            "Tom Reed, a professor at Leeds University, said no.",
            "tom-reed affiliatedWith leeds-university",
        ),
        ("Eva Lund, the Dairy Board’s treasurer, said no.", "eva-lund affiliatedWith dairy-board"),
        (
            "Eva Lund, a spokeswoman for the Dairy Board, said no.",
            "eva-lund affiliatedWith dairy-board",
        ),
        ("Dairy Board spokeswoman Eva Lund said no.", "eva-lund affiliatedWith dairy-board"),
        (
            "The Dairy Board backs the ban. Its director, Eva Lund, said no.",
            "eva-lund affiliatedWith dairy-board",
        ),
        (
            "The Dairy Board backs the ban, but chief executive Eva Lund said no.",
            "eva-lund affiliatedWith dairy-board",
        ),
        ("Eva Lund, who chairs the Dairy Board, said no.", "eva-lund affiliatedWith dairy-board"),
        ("Eva Lund, owner of the Dairy Board, said no.", "eva-lund affiliatedWith dairy-board"),
        (
            "Eva Lund spoke at the Dairy Union conference.",
            "eva-lund tookPartIn dairy-union-conference",
        ),
        ("Ms Orme met the Dairy Union in Cork.", "dairy-union locatedIn cork"),
        (
            "The closure of Vale Royal Infirmary is near.",
            "closure-of-vale-royal-infirmary affects vale-royal-infirmary",
        ),
        (
            "The government approved the merger of the two police forces.",
            "government supports merger-of-the-two-police-forces",
        ),
    ],
)
def test_relations(reader: Any, text: str, expected: str) -> None:
    assert expected in reader.ties(text)


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("Anna Holm did not succeed Tom Reed.", "succeeded"),
        ("Former transport minister Ida Holm said no.", "holdsOffice"),
        ("“Anna Holm succeeded Tom Reed,” Mr Vale joked.", "succeeded"),
        ("The government did not approve the merger of the two forces.", "supports"),
        ("Ida Holm met the mayor of Oslo.", "holdsOffice"),
        ("Ida Holm. The Dairy Board said no.", "affiliatedWith"),
        ("The Dairy Board met the Fuel Board. Its director, Eva Lund, said no.", "affiliatedWith"),
        ("The Dairy Board backs the ban, but prime minister Eva Lund said no.", "affiliatedWith"),
    ],
)
def test_what_the_words_do_not_state(reader: Any, text: str, absent: str) -> None:
    assert not [tie for tie in reader.ties(text) if absent in tie]


@pytest.mark.parametrize(
    "text",
    [
        "Meadow MP Tom Reed said no.",
        "Tom Reed (Meadow) said no.",
        "Meadow leader Tom Reed said no.",
        "The Meadow candidate Tom Reed said no.",
    ],
)
def test_a_party_by_what_its_members_are_called(reader: Any, text: str) -> None:
    lexicon = replace(reader.lexicon, known=(MEADOW,))
    assert "tom-reed memberOf meadow-party" in reader.ties(text, lexicon)


def test_sides_of_statements_are_relations_by_the_kind_of_target(reader: Any) -> None:
    text = (
        "Tom Reed criticised the Farm Union and praised teachers. Tom Reed opposed the fuel levy."
    )
    assert reader.ties(text) == {
        "tom-reed criticises farm-union",
        "tom-reed backs teachers",
        "tom-reed opposes fuel-levy",
    }


def test_the_evidence_holds_both_names(reader: Any) -> None:
    text = "It rained. Transport minister Ida Holm said no."
    (relation,) = reader.read(text).relations
    assert relation.evidence.of(text) == "Transport minister Ida Holm"


def test_furniture_states_no_fact(reader: Any, story: Any) -> None:
    caption = "Transport minister Ida Holm of the Railway Union"
    text = f"{caption}\n\nIt rained."
    assert reader.ties(text) != set()
    span = type(reader.read(text).relations[0].evidence)(0, len(caption))
    assert reader.ties(text, furniture=(span,)) == set()


@pytest.mark.parametrize(
    "text",
    [
        "Labour regards Jeremy Vale's plans as a diversion.",
        "Labour blames Jeremy Vale for the fare rise.",
        "Labour's rejection of Jeremy Vale was loud.",
        "The Railway Union told Jeremy Vale at the Transport Ministry to go.",
    ],
)
def test_a_name_near_a_party_or_body_is_no_member_of_it(reader: Any, text: str) -> None:
    assert not [t for t in reader.ties(text) if "memberOf" in t or "affiliatedWith" in t]


def test_a_possessive_party_is_the_persons_party(reader: Any) -> None:
    assert "tom-reed memberOf labour-party" in reader.ties("Labour's Tom Reed said no.")


@pytest.mark.parametrize(
    "text",
    [
        "The Tarn Party's health spokesperson, Ann Vale, said no.",
        "Ann Vale of the Tarn Party said no.",
        "Ann Vale (Tarn Party) said no.",
        "Ann Vale, the Tarn Party's treasurer, said no.",
        "Ann Vale, a Tarn Party councillor, said no.",
    ],
)
def test_a_party_that_no_list_names_has_members(reader: Any, text: str) -> None:
    ties = {tie for tie in reader.ties(text) if " holdsOffice " not in tie}
    assert ties == {"ann-vale memberOf tarn-party"}


def test_a_body_that_is_no_party_has_people_of_its_own(reader: Any) -> None:
    ties = reader.ties("Ann Vale, a lawyer at the Tarn Bank, said no.")
    assert ties == {"ann-vale affiliatedWith tarn-bank"}
