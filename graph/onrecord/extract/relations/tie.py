"""A relation between two mentions, before they are resolved to entities."""

from dataclasses import dataclass

from onrecord.model import Mention, Span


@dataclass(frozen=True, slots=True)
class Tie:
    """A relation of annotation.md's closed set, in the words that state it."""

    subject: Mention
    predicate: str
    object: Mention
    evidence: Span
    confidence: float
