"""Tokens say of themselves what spaCy's do."""

from typing import Any

import pytest

from onrecord.model import Span
from onrecord.parsing.tokens import Tokens

TEXT = """“The levy’s unfair,” Ms Orme, of the  Dairy Board, told growers. “It hurts small farms.”

Cannot the board, which met on Monday, scrap or cap it?
Mr Vale wasn't sure that it could - or would"""
NAMES = (
    *("i", "idx", "text", "lower_", "lemma_", "norm_", "tag_", "pos_", "dep_", "ent_type_"),
    *("whitespace_", "is_space", "is_punct"),
)


def test_a_token_has_the_attributes_and_neighbours_of_spacys(reader: Any) -> None:
    parsed = reader.parse(TEXT)
    assert len(parsed.words) == len(parsed.doc) > 50
    for theirs, ours in zip(parsed.doc, parsed.words, strict=True):
        assert [getattr(ours, n) for n in NAMES] == [getattr(theirs, n) for n in NAMES]
        assert len(ours) == len(theirs)
        assert (ours.head.i, ours.left_edge.i, ours.right_edge.i) == (
            *(theirs.head.i, theirs.left_edge.i, theirs.right_edge.i),
        )
        for name in ("children", "lefts", "rights", "conjuncts"):
            assert [t.i for t in getattr(ours, name)] == [t.i for t in getattr(theirs, name)]
        assert {t.i for t in ours.subtree} == {t.i for t in theirs.subtree}
        assert ours.doc is parsed.words
    pairs = [(a, b) for a in range(len(parsed.doc)) for b in range(len(parsed.doc))]
    above = [parsed.doc[a].is_ancestor(parsed.doc[b]) for a, b in pairs]
    assert any(above)
    assert [parsed.words[a].is_ancestor(parsed.words[b]) for a, b in pairs] == above


def test_sentences_and_runs_are_spacys(reader: Any) -> None:
    parsed = reader.parse(TEXT)
    sentences = list(parsed.doc.sents)
    assert [_told(s) for s in parsed.sentences] == [_told(s) for s in sentences]
    assert len(sentences) > 3
    for start in range(len(parsed.doc)):
        assert parsed.words[start].sent.start == parsed.doc[start].sent.start
        for end in range(start + 1, len(parsed.doc) + 1):
            run = Tokens(parsed.words[start:end])
            assert _told(run) == _told(parsed.doc[start:end])


def _told(run: Any) -> tuple[Any, ...]:
    return run.start, run.end, run.start_char, run.end_char, run.text, run.root.i


def test_a_span_has_the_tokens_that_it_touches(reader: Any) -> None:
    parsed = reader.parse(TEXT)
    for start in range(len(TEXT)):
        for end in range(start + 1, min(start + 20, len(TEXT)) + 1):
            theirs = parsed.doc.char_span(start, end, alignment_mode="expand")
            assert [t.i for t in parsed.tokens(Span(start, end))] == [t.i for t in theirs]


@pytest.mark.parametrize("text", ["", "\n", " "])
def test_a_text_without_words_has_none(reader: Any, text: str) -> None:
    parsed = reader.parse(text)
    assert [t.text for t in parsed.words] == [t.text for t in parsed.doc]
    assert len(parsed.sentences) == len(list(parsed.doc.sents)) if len(parsed.doc) else True
