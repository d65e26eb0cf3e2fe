"""Twenty pairs that must stay apart, twenty that must merge, and twenty that were held out.

The pairs are in namesakes.csv: two invented articles each, by what they tell. All were written at
one time, after the weights. At first 39 of the 40 tried came out right, and 19 of the 20 held out;
what was wrong among the tried was mended, the others were only counted.
"""

import csv
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from onrecord.lexicon import Lexicon
from onrecord.model import Document, Entity, Kind, Reading, Relation, Span
from onrecord.resolve.corpus import merge

with (Path(__file__).parent / "namesakes.csv").open(encoding="utf-8", newline="") as file:
    PAIRS = list(csv.DictReader(file))
WORDS = Span(0, 3)
TOLD: dict[str, tuple[str, Kind]] = {
    "post": ("holdsOffice", "Office"),
    "was": ("heldOffice", "Office"),
    "party": ("memberOf", "Organisation"),
    "body": ("affiliatedWith", "Organisation"),
    "place": ("locatedIn", "Place"),
}


def article(story: Any, id: str, name: str, kind: Kind, told: str) -> Reading:
    """An article that tells of one thing: "post: Rail Minister; date: 2014; with: Ann Poole"."""
    facts = dict(part.strip().split(": ", 1) for part in told.split(";") if part.strip())
    beside = facts.get("beside", name)
    text = f"It was {beside}, as {id} has it."
    mention = Span(text.index(name), text.index(name) + len(name))
    aliases = (facts["aka"],) if facts.get("aka", name) != name else ()
    entities = [Entity("it", kind, name, (mention,), aliases)]
    relations = []
    for key, (predicate, other) in TOLD.items():
        if key in facts:
            entities.append(Entity(key, other, facts[key]))
            relations.append(Relation("it", predicate, key, WORDS, 0.9))
    for number, person in enumerate(filter(None, facts.get("with", "").split("|"))):
        entities.append(Entity(f"with{number}", "Person", person))
    dated = {"published": facts["date"]} if "date" in facts else {}
    document: Document = story.document(id, text, **dated)
    return Reading(document, tuple(entities), (), tuple(relations))


def is_right(story: Any, lexicon: Lexicon, pair: dict[str, str]) -> bool:
    sides = [
        article(story, side, pair[side], pair["kind"], pair[f"{side}_told"])  # type: ignore[arg-type]
        for side in ("left", "right")
    ]
    things = merge(sides, lexicon)
    return (things["left", "it"].key == things["right", "it"].key) == (pair["expected"] == "merge")


def test_the_table_has_as_many_pairs_as_it_says() -> None:
    counted = Counter((pair["set"], pair["expected"]) for pair in PAIRS)
    assert counted == {("tried", "apart"): 20, ("tried", "merge"): 20,
                       ("held out", "apart"): 10, ("held out", "merge"): 10}  # fmt: skip


TRIED = [pair for pair in PAIRS if pair["set"] == "tried"]
MISSED = {"an initial with nothing but company"}  # apart: nothing that both tell makes it sure


@pytest.mark.parametrize("pair", TRIED, ids=[f"{p['expected']}: {p['why']}" for p in TRIED])
def test_a_pair_comes_out_right(story: Any, lexicon: Lexicon, pair: dict[str, str]) -> None:
    assert is_right(story, lexicon, pair)


def test_of_the_pairs_held_out_all_come_out_right_but_one(story: Any, lexicon: Lexicon) -> None:
    """Measured once, before any of them was looked at: 19 of 20."""
    held_out = [pair for pair in PAIRS if pair["set"] == "held out"]
    assert {p["why"] for p in held_out if not is_right(story, lexicon, p)} == MISSED


def test_a_pair_comes_out_right_amid_all_the_others(story: Any, lexicon: Lexicon) -> None:
    """What stays apart alone stays apart in company: no chain of others joins it."""
    sides = [
        article(story, f"{side}{n}", pair[side], pair["kind"], pair[f"{side}_told"])  # type: ignore[arg-type]
        for n, pair in enumerate(PAIRS)
        for side in ("left", "right")
        if pair["expected"] == "apart"
    ]
    things = merge(sides, lexicon)
    for n, pair in enumerate(PAIRS):
        if pair["expected"] == "apart":
            assert things[f"left{n}", "it"].key != things[f"right{n}", "it"].key, pair
    keys = Counter((thing.kind, thing.key) for thing in set(things.values()))
    assert max(keys.values()) == 1
