"""Quotes put back into their sentence."""

import pytest

from onrecord.views.context import context
from onrecord.views.record import Passage

TEXT = (
    "The talks went on for weeks. Ada Brook told the Herald that the ward “must close”, "
    "and that nobody would be worse off after a fair and careful look at it all.\n\n"
    "Tom Reed said: “Never.” He left."
)


def passage(words: str) -> Passage:
    start = TEXT.index(words)
    end = start + len(words)
    before, after = TEXT[max(0, start - 60) : start], TEXT[end : end + 60]
    return Passage(f"#{start}-{end}", "doc", start, end, words, before, after)


def plain(pieces: list[tuple[str, str]]) -> str:
    return "".join(text for text, _ in pieces)


def test_the_sentence_before_is_left_out_and_a_cut_is_marked() -> None:
    pieces = context([passage("must close")], [passage("Ada Brook")], [passage("told")])
    assert plain(pieces).startswith("Ada Brook told the Herald that the ward “must close”")
    assert plain(pieces).endswith(" …")
    assert [text for text, role in pieces if role == "words"] == ["must close"]
    assert [text for text, role in pieces if role in ("source", "cue")] == ["Ada Brook", "told"]


def test_a_sentence_that_ends_inside_the_quotation_marks_is_not_run_on() -> None:
    assert plain(context([passage("Never.")])) == "Tom Reed said: “Never.”"


def test_text_between_two_passages_that_is_not_known_is_a_gap() -> None:
    first, last = passage("The talks"), passage("He left")
    pieces = context([first, last])
    assert [text for text, role in pieces if role == "words"] == ["The talks", "He left"]
    assert (" … ", "gap") in pieces


@pytest.mark.parametrize("words", ["The talks", "must close", "Never.", "He left.", TEXT])
def test_the_marked_words_are_the_exact_words(words: str) -> None:
    assert [text for text, role in context([passage(words)]) if role == "words"] == [words]


def test_overlapping_passages_repeat_nothing() -> None:
    pieces = context([passage("Herald that the ward"), passage("the ward “must close”")])
    assert plain(pieces).count("the ward") == 1


def test_no_passage_no_context() -> None:
    assert context([]) == []
