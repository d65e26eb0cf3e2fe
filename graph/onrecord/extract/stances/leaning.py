"""A side found in a statement, as both finders give it."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from onrecord.model import Mention, Polarity, Span
from onrecord.parsing.tokens import Token

ACTORS = {"Person", "Organisation", "Group", "Hospital", "Office"}  # an office for its holder
TARGETS = {*ACTORS, "Policy"}
# Of a side towards what is only called "it", "him" or "the move", or that is not stated plainly:
# below SURE, so no edge alone.
MEANT = 0.75
# What a line needs beside the rule that found a side: nothing, the model's second, or more than
# one statement can give.
Needs = Literal["nothing", "second", "more"]


@dataclass(frozen=True, slots=True)
class Leaning:
    """A side towards a mention, found in one statement.

    at: where the statement names or means the target; `mention` names it, there or before.
    condition: the words it hangs on ("if the money is found").  hedged: taken with reserve.
    needs: what a line needs beside these words (plain.py).
    """

    mention: Mention
    at: Span
    polarity: Polarity
    evidence: Span
    confidence: float
    condition: Span | None = None
    hedged: bool = False
    needs: Needs = "nothing"


def between(mentions: Sequence[Mention], start: int, end: int) -> Sequence[Mention]:
    """Those of some mentions in the order of the text that begin within these offsets."""
    first = bisect_left(mentions, start, key=_start)
    return mentions[first : bisect_left(mentions, end, first, key=_start)]


def _start(mention: Mention) -> int:
    return mention.span.start


def clause(head: Token, inside: Span) -> Span:
    """The sentence's words within the content: what a reader needs to check the side."""
    sentence = head.sent
    start, end = max(sentence.start_char, inside.start), min(sentence.end_char, inside.end)
    text = sentence.text[start - sentence.start_char : end - sentence.start_char]
    lead, tail = len(text) - len(text.lstrip()), len(text) - len(text.rstrip())
    return Span(start + lead, end - tail)
