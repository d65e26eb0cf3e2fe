"""CSV in which nothing runs: a text that a spreadsheet would take for a formula is made inert.

A cell that begins with = + - @ (or one of their full-width forms), a tab or a line's end gets an
apostrophe in front. So does what follows a comma, semicolon, bar, tab or line's end inside of a
cell: with another separator than ours set, a spreadsheet begins a new cell there. Source: OWASP,
"CSV Injection". Where such a place has apostrophes already it gets one more, so that `original`
brings the text back, whatever it was. A negative number stays one.
"""

import csv
import io
import re
from collections.abc import Iterable
from functools import lru_cache

Cell = str | int | float | None

_PLACE = r"(?:\A|(?<=[,;|\t\r\n])) *"
_BEGINS = r"[=+\-@\t\r\n＝＋－＠]"
_UNSAFE = re.compile(rf"({_PLACE})('*+{_BEGINS})")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)
_MADE_SAFE = re.compile(rf"({_PLACE})'('*+{_BEGINS})")


def table(rows: Iterable[Iterable[Cell]], end: str = "\r\n") -> str:
    """Rows as CSV in which every text is inert."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator=end).writerows(map(inert, row) for row in rows)
    return out.getvalue()


def inert(cell: Cell) -> Cell:
    """A text as no spreadsheet runs it; NUL, which ends the file for some, goes."""
    return _inert(cell) if isinstance(cell, str) else cell


@lru_cache(10_000)  # three cells of four stand in the row before, too
def _inert(text: str) -> str:
    if _NUMBER.fullmatch(text):
        return text
    return _UNSAFE.sub(r"\1'\2", text.replace("\0", ""))


def original(text: str) -> str:
    """What `inert` was given, but for NUL."""
    return _MADE_SAFE.sub(r"\1\2", text)
