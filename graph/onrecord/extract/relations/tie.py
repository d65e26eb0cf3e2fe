"""A relation between two mentions, before they are resolved to entities."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.model import Mention, Span
from onrecord.parsing.parse import Parse
from onrecord.parsing.tokens import Token


@dataclass(frozen=True, slots=True)
class Tie:
    """A relation of annotation.md's closed set, in the words that state it.

    The subject may be a pronoun or a title that no entity has among its mentions: whom it means
    is found when the article is resolved.
    """

    subject: Mention
    predicate: str
    object: Mention
    evidence: Span
    confidence: float


def sentence(token: Token) -> Span:
    """The sentence of a token without the space around it."""
    text = token.sent.text
    lead, tail = len(text) - len(text.lstrip()), len(text) - len(text.rstrip())
    return Span(token.sent.start_char + lead, token.sent.end_char - tail)


def neighbours(parse: Parse, found: Sequence[Mention]) -> Iterator[tuple[Mention, Mention, str]]:
    """Pairs of mentions within forty characters of each other, with what stands between them."""
    for i, one in enumerate(found):
        for other in found[i + 1 : i + 4]:
            if 0 <= other.span.start - one.span.end <= 40:
                yield one, other, parse.document.text[one.span.end : other.span.start]
