"""A relation between two mentions, before they are resolved to entities."""

from dataclasses import dataclass

from spacy.tokens import Token

from onrecord.model import Mention, Span


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
