"""Mentions -> entities of one article: variants meet, namesakes stay apart."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.extract.mentions import mentions
from onrecord.model import Mention, Span
from onrecord.resolve.entities import Cast, cast


def cast_of(reader: Any, text: str) -> Cast:
    parsed = reader.parse(text)
    return cast(parsed, mentions(parsed, reader.lexicon), reader.lexicon)


def named(reader: Any, text: str, kind: str) -> dict[str, list[str]]:
    """The words of each entity of a kind, by its name."""
    return {
        e.name: [m.of(text) for m in e.mentions]
        for e in cast_of(reader, text).entities
        if e.kind == kind
    }


def test_a_surname_joins_the_one_full_name_it_ends(reader: Any) -> None:
    text = "Nora Field met the council. Ms Field spoke. Mr Vale left. Mr Vale’s hat stayed."
    assert named(reader, text, "Person") == {
        "Nora Field": ["Nora Field", "Ms Field"],
        "Vale": ["Mr Vale", "Mr Vale"],
    }


def test_a_surname_of_two_people_is_nobody_s(reader: Any) -> None:
    text = "Nora Field met Paul Field. Later Nora Field left. Dr Field stayed."
    found = cast_of(reader, text)
    assert {e.name for e in found.entities if e.kind == "Person"} == {"Nora Field", "Paul Field"}
    at = text.index("Dr Field")
    assert found.at(Mention(Span(at, at + 8), "Field", "Person")) is None


def test_a_body_and_its_initials_are_one(reader: Any) -> None:
    text = "The National Rail Board met. Critics of the NRB say it is slow."
    assert named(reader, text, "Organisation") == {
        "National Rail Board": ["National Rail Board", "NRB"]
    }


def test_article_and_possessive_make_no_second_body(reader: Any) -> None:
    text = "The Dairy Board met Ms Orme. She read the Dairy Board’s plan."
    (words,) = named(reader, text, "Organisation").values()
    assert len(words) == 2


def test_a_listed_body_is_one_under_all_its_names(reader: Any) -> None:
    text = "The BMA met. The British Medical Association voted."
    found = cast_of(reader, text)
    (body,) = [e for e in found.entities if e.kind == "Organisation"]
    assert body.name == "British Medical Association"
    assert body.iri is not None and body.iri.endswith("#bma")
    assert body.aliases == ("BMA",)


def mention(text: str, words: str, kind: Any, name: str | None = None) -> Mention:
    at = text.index(words)
    return Mention(Span(at, at + len(words)), name or words, kind)


def test_things_of_two_kinds_with_one_name_are_two(reader: Any) -> None:
    text = "Wells met Wells."
    people = Mention(Span(0, 5), "Wells", "Person")
    place = Mention(Span(10, 15), "Wells", "Place")
    found = cast(reader.parse(text), [people, place], reader.lexicon)
    assert {found.at(people), found.at(place)} == {"wells", "wells-place"}


def test_wordings_of_one_policy_are_one(reader: Any) -> None:
    text = "closure of the schools, the closure of schools, schools closure"
    wordings = [
        mention(text, "closure of the schools", "Policy"),
        Mention(Span(28, 46), "closure of schools", "Policy"),
    ]
    found = cast(reader.parse(text), wordings, reader.lexicon)
    assert len(found.entities) == 1


@pytest.mark.parametrize(
    "names", [("José Roa", "Jose Roa", "Jöse Roa"), ("A Bee", "A. Bee", "A-Bee")]
)
def test_identifiers_are_unique_even_where_slugs_meet(reader: Any, names: tuple[str, ...]) -> None:
    text = ", ".join(names)
    found = cast(reader.parse(text), [mention(text, n, "Policy") for n in names], reader.lexicon)
    ids = [e.id for e in found.entities]
    assert len(ids) == len(set(ids)) == len({found.at(mention(text, n, "Policy")) for n in names})


SENTENCES = (
    "Nora Field met Tom Reed.",
    "Ms Field laughed.",
    "Paul Field came from Oslo.",
    "The Dairy Board heard Mr Reed.",
    "The mayor of Oslo, Ida Holm, sang.",
    "Police and teachers cheered.",
)


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(order=st.permutations(SENTENCES), count=st.integers(1, 6))
def test_every_entity_has_its_mentions_and_every_mention_one_entity(
    reader: Any, order: list[str], count: int
) -> None:
    text = " ".join(order[:count])
    parsed = reader.parse(text)
    found = list(mentions(parsed, reader.lexicon))
    people = cast(parsed, found, reader.lexicon)
    ids = [e.id for e in people.entities]
    assert len(ids) == len(set(ids))
    for one in found:
        entity = people.named(people.at(one))
        assert entity is None or one.span in entity.mentions
    assert all(e.mentions == tuple(sorted(e.mentions)) and e.mentions for e in people.entities)
    assert set(people.by_mention.values()) == set(ids)


def test_the_decision_alone_names_no_policy(reader: Any) -> None:
    def policies(text: str) -> list[str]:
        return [e.name for e in reader.read(text).entities if e.kind == "Policy"]

    assert policies("Tom Reed opposed the decision.") == []
    assert policies("Tom Reed opposed the levy.") == ["levy"]


def test_the_old_levy_is_not_the_levy(reader: Any) -> None:
    text = "Tom Reed opposed the levy. Farmers said they did not want the old levy back."
    names = {e.name for e in reader.read(text).entities if e.kind == "Policy"}
    assert names == {"levy", "old levy"}
