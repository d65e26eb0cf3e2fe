"""The own labelled sentences that the stance model learns from: well-formed, mixed, kept apart."""

import random
import sys
from collections import Counter
from pathlib import Path

import pytest

TRAINING = Path(__file__).resolve().parents[2] / "graph" / "training"
sys.path.insert(0, str(TRAINING))
import own_stances  # noqa: E402

BLOCKS = own_stances.read_blocks(TRAINING / "own_stances.txt")


def drawn(split: str, seed: int = 1) -> list[own_stances.Example]:
    rng = random.Random(seed)
    return [
        example
        for block in own_stances.own(BLOCKS, split)
        for example in own_stances.drawn(block, split, rng)
    ]


def test_enough_and_mixed() -> None:
    sides = Counter(example.side for split in own_stances.SPLITS for example in drawn(split))
    assert sides.total() >= 1200
    assert sides["neither"] >= sides.total() / 3
    assert min(sides["supports"], sides["opposes"]) >= sides.total() / 6


def test_held_out_passages_are_no_others() -> None:
    train, dev = ({b.text for b in own_stances.own(BLOCKS, s)} for s in own_stances.SPLITS)
    assert not train & dev
    assert len(train) + len(dev) == len(BLOCKS)


def test_held_out_words_are_no_others() -> None:
    words = own_stances.LISTS["policies"]
    kept = {w.partition(" | ")[0] for i, w in enumerate(words) if i % own_stances.HELD_OUT == 0}
    shown = {example.question.name.partition(":")[0] for example in drawn("train")}
    assert kept
    assert not {f"the {name}" for name in shown} & kept


def test_every_kind_is_held_out_in_part() -> None:
    by_split = {s: {b.kind for b in own_stances.own(BLOCKS, s)} for s in own_stances.SPLITS}
    assert by_split["dev"] == by_split["train"]


def test_spans_are_the_marked_words() -> None:
    text, targets, sources = own_stances.parse("<Orme> backs [+the toll] and [-it=the levy].")
    assert text == "Orme backs the toll and it."
    assert [(side, text[slice(*at)], name) for side, at, name in targets] == [
        ("supports", "the toll", "the toll"),
        ("opposes", "it", "the levy"),
    ]
    assert [text[slice(*at)] for at in sources] == ["Orme"]


@pytest.mark.parametrize("marked", ["[+the toll", "the toll]", "<Orme [+toll>]"])
def test_broken_marks_are_refused(marked: str) -> None:
    with pytest.raises(ValueError, match="mark"):
        own_stances.parse(marked)


def test_no_slot_is_left_open() -> None:
    for split in own_stances.SPLITS:
        for example in drawn(split):
            assert not set("{}[]<>|") & set(example.question.text), example.question.text
