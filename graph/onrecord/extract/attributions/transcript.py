"""Interviews and debates set as turns: "Vale: The bridge stays." with the speaker's name first."""

import re
from collections import Counter
from collections.abc import Iterator

from onrecord.model import Attribution, Span
from onrecord.parsing.parse import Parse

# One to five words, each capitalised or a joining one, then a colon: "Ann Vale:", "The Ledger:".
# A run is never taken apart again, or a line of underscores would take the square of its length.
LABEL = re.compile(
    r"[ \t*_]*+(?P<label>[A-Z][\w.’'-]*+"
    r"(?:[ ](?:[A-Z(][\w.)’'-]*+|of|for|the|de|van|von)){0,4})"
    r"[*_]*+[ \t]*+(?::[*_]*+|[—–])[ \t]++(?=\S)"
)
TURN = re.compile(r"[^\n]+")
TURNS = 3  # fewer labelled paragraphs are captions, datelines or lists


def find(parse: Parse) -> Iterator[Attribution]:
    """One attribution a turn, its source the label, without a cue; the words are direct speech.

    Only where at least three paragraphs open with a label and at least one label comes again:
    lists of facts ("Date: ...", "Place: ...") name each once.
    """
    turns = []
    for line in TURN.finditer(parse.document.text):
        opening = LABEL.match(line.group())
        content = Span(line.start(), line.end())
        if opening is None or parse.in_furniture(content):
            continue
        start, end = line.start() + opening.end(), line.start() + len(line.group().rstrip())
        label = Span(line.start() + opening.start("label"), line.start() + opening.end("label"))
        if start < end:
            turns.append((label, Span(start, end)))
    labels = Counter(parse.text(label) for label, _ in turns)
    if len(turns) < TURNS or len(labels) == len(turns) or len(labels) < 2:
        return
    for label, words in turns:
        if labels[parse.text(label)] > 1:
            yield Attribution((label,), (), (_bare(parse, words),), "direct", 0.9)


def _bare(parse: Parse, words: Span) -> Span:
    """A turn without quotation marks around all of it."""
    marks = parse.quotation_at(words.start)
    return marks.inner if marks is not None and marks.outer == words else words
