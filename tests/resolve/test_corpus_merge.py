"""Entities of many articles -> things: one node for one thing, none for two."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.lexicon import Known, Lexicon
from onrecord.model import Concept, Entity, Kind, Reading
from onrecord.resolve.corpus import merge

RAIL = "https://example.org/people/rail#"
TOPIC = "https://example.org/topics/rail#branch-closure"
BOARD = Known(f"{RAIL}board", "Organisation", "National Rail Board", ("National Rail Board", "NRB"))
POST = Known(f"{RAIL}minister", "Office", "Rail Minister", ("Rail Minister",))
CLOSURE = Concept(TOPIC, "branch line closures", ("closing branch lines",))


@pytest.fixture(scope="module")
def rail(lexicon: Lexicon) -> Lexicon:
    return replace(lexicon, known=(BOARD, POST), concepts=(CLOSURE,), tenures=())


def entity(name: str, kind: Kind = "Person", iri: str | None = None, *aliases: str) -> Entity:
    return Entity(name.lower().replace(" ", "-"), kind, name, (), aliases, iri)


def reading(story: Any, id: str, *entities: Entity) -> Reading:
    return Reading(story.document(id, f"The text of {id}."), entities)


def test_a_full_name_is_one_person_everywhere(story: Any, rail: Lexicon) -> None:
    one = reading(story, "a", entity("Nora Field", "Person", None, "Ms Field"))
    two = reading(story, "b", entity("Nora Field", "Person", None, "Mrs Field"))
    things = merge([one, two], rail)
    assert things["a", "nora-field"] == things["b", "nora-field"]
    assert things["a", "nora-field"].aliases == ("Mrs Field", "Ms Field")


def test_a_bare_surname_stays_in_its_article(story: Any, rail: Lexicon) -> None:
    things = merge([reading(story, id, entity("Vale")) for id in ("a", "b")], rail)
    one, two = things["a", "vale"], things["b", "vale"]
    assert one.name == two.name == "Vale"
    assert one.key != two.key


def test_a_list_joins_what_it_knows_by_any_name(story: Any, rail: Lexicon) -> None:
    things = merge(
        [
            reading(story, "a", entity("NRB", "Organisation"), entity("rail minister", "Office")),
            reading(story, "b", entity("National Rail Board", "Organisation", BOARD.iri)),
            reading(
                story,
                "c",
                entity("Rail Minister", "Office", POST.iri),
                entity("National Rail Board", "Organisation"),
            ),
        ],
        rail,
    )
    assert things["a", "nrb"] == things["b", "national-rail-board"]
    assert things["a", "nrb"].iri == BOARD.iri
    assert "NRB" in things["a", "nrb"].aliases
    assert things["a", "rail-minister"].key == things["c", "rail-minister"].key == "rail-minister"


def test_a_codebook_joins_wordings_of_one_policy(story: Any, rail: Lexicon) -> None:
    things = merge(
        [
            reading(story, "a", entity("branch line closures", "Policy", TOPIC)),
            reading(story, "b", entity("Closing branch lines", "Policy")),
            reading(story, "c", entity("closing branch pubs", "Policy")),
        ],
        rail,
    )
    known = {things["a", "branch-line-closures"], things["b", "closing-branch-lines"]}
    assert {(t.key, t.name, t.iri) for t in known} == {("branch-closure", CLOSURE.label, TOPIC)}
    assert things["c", "closing-branch-pubs"].iri is None


def test_one_name_of_two_kinds_is_two_things(story: Any, rail: Lexicon) -> None:
    one, two = entity("Ida Wells"), replace(entity("Ida Wells", "Place"), id="ida-wells-place")
    things = merge([reading(story, "a", one, two)], rail)
    assert things["a", "ida-wells"].kind == "Person"
    assert things["a", "ida-wells-place"].kind == "Place"


def test_the_name_most_articles_use_is_the_name(story: Any, rail: Lexicon) -> None:
    spelt = ("Nora O’Shea", "Nora O'Shea", "Nora O'Shea")
    readings = [reading(story, f"d{i}", entity(name)) for i, name in enumerate(spelt)]
    (thing,) = set(merge(readings, rail).values())
    assert thing.name == "Nora O'Shea"
    assert thing.aliases == ("Nora O’Shea",)


NAMES = ("Nora Field", "Vale", "NRB", "Closing branch lines", "Tom Reed", "rail minister")
KINDS: tuple[Kind, ...] = ("Person", "Person", "Organisation", "Policy", "Person", "Office")
CAST = tuple(entity(name, kind) for name, kind in zip(NAMES, KINDS, strict=True))


@settings(deadline=None)
@given(
    casts=st.lists(st.sets(st.sampled_from(CAST), max_size=6), min_size=1, max_size=5),
    random=st.randoms(use_true_random=False),
)
def test_things_are_the_same_in_any_order_and_keep_their_keys_in_a_larger_corpus(
    story: Any, rail: Lexicon, casts: list[set[Entity]], random: Any
) -> None:
    readings = [
        reading(story, f"d{i}", *sorted(cast, key=lambda e: e.id)) for i, cast in enumerate(casts)
    ]
    shuffled = random.sample(readings, len(readings))
    assert merge(readings, rail) == merge(shuffled, rail)
    smaller = merge(readings[:-1], rail)
    larger = merge(readings, rail)
    assert {k: t.key for k, t in smaller.items()} == {k: larger[k].key for k in smaller}


def test_an_office_of_another_country_is_not_the_lists(story: Any, rail: Lexicon) -> None:
    abroad = reading(story, "a", entity("Rail Minister", "Office", POST.iri), entity("Eva Lund"))
    here = reading(
        story,
        "b",
        entity("Rail Minister", "Office", POST.iri),
        entity("NRB", "Organisation", BOARD.iri),
    )
    assert merge([abroad], rail)["a", "rail-minister"].iri is None
    assert merge([here], rail)["b", "rail-minister"].iri == POST.iri
