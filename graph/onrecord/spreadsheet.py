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
from typing import TextIO

Cell = str | int | float | None

_PLACE = r"(?:\A|(?<=[,;|\t\r\n])) *"
_BEGINS = r"[=+\-@\t\r\n＝＋－＠]"
_UNSAFE = re.compile(rf"({_PLACE})('*+{_BEGINS})")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)
_MADE_SAFE = re.compile(rf"({_PLACE})'('*+{_BEGINS})")


def table(rows: Iterable[Iterable[Cell]], end: str = "\r\n") -> str:
    """Rows as CSV in which every text is inert."""
    out = io.StringIO(newline="")
    write(rows, out, end)
    return out.getvalue()


def write(rows: Iterable[Iterable[Cell]], out: TextIO, end: str = "\r\n") -> None:
    """As `table`, row by row to a file that is open with newline="". Raises OSError."""
    writer = csv.writer(out, lineterminator=end)
    writer.writerows([inert(cell) for cell in row] for row in rows)


def inert(cell: Cell) -> Cell:
    """A text as no spreadsheet runs it; NUL, which ends the file for some, goes."""
    if not isinstance(cell, str) or _NUMBER.fullmatch(cell):
        return cell
    return _UNSAFE.sub(r"\1'\2", cell.replace("\0", ""))


def original(text: str) -> str:
    """What `inert` was given, but for NUL."""
    return _MADE_SAFE.sub(r"\1\2", text)
