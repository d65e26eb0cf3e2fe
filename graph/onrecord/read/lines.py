"""A text as lines with their place: what the top of an article and page furniture are read from."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.model import Span

_LINE = re.compile(r"([^\r\n]*)(?:\r\n|\n|\r|\Z)")


@dataclass(frozen=True, slots=True)
class Line:
    """A non-empty line: its place without the space around it, its words, its paragraph."""

    span: Span
    words: str  # with single spaces
    paragraph: int  # the same for lines that no empty line divides


def lines(text: str) -> Iterator[Line]:
    """The non-empty lines of a text, in order."""
    paragraph = 0
    for found in _LINE.finditer(text):
        words = found[1].split()
        if not words:
            paragraph += 1
            continue
        start = found.start() + len(found[1]) - len(found[1].lstrip())
        end = found.start() + len(found[1].rstrip())
        yield Line(Span(start, end), " ".join(words), paragraph)
