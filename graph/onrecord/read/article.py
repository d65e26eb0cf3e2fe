"""What the readers of the formats hand on: an article with what its file says about it."""

from dataclasses import dataclass, fields, replace
from typing import Self


@dataclass(frozen=True, slots=True)
class Metadata:
    """Where an article comes from; what its file does not state is None."""

    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: str | None = None  # ISO date, year-month or year
    url: str | None = None

    def or_else(self, other: Self) -> Self:
        """These values, with the gaps filled from `other`."""
        gaps = [item.name for item in fields(self) if getattr(self, item.name) is None]
        return replace(self, **{name: getattr(other, name) for name in gaps})


@dataclass(frozen=True, slots=True)
class Article:
    """One article of a file; a file of many (.jsonl) also gives its line and its own name."""

    text: str
    metadata: Metadata = Metadata()
    line: int | None = None  # from 1
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """A line of a file of many that holds no article; the other lines still count."""

    line: int
    reason: str
