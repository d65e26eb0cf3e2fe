"""CSV in which nothing runs, and from which every text comes back."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.files.spreadsheet import inert, original, table

STARTS = "=+-@\t\r\n＝＋－＠"
awkward = st.text("ab ,;|'\"\t\r\n=+-@＝＋－＠1", max_size=12) | st.text(max_size=12)


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("before", ["", " ", "a,", "a;", "a|", "a\t", "a\n", "a\r\n", "a; "])
def test_no_cell_begins_a_formula(start: str, before: str) -> None:
    made = inert(f"{before}{start}cmd|' /C x'!A0")
    assert f"{before}'{start}" in str(made) or before.endswith(tuple("\t\r\n"))
    assert not str(made).lstrip(" ").startswith(tuple(STARTS))


@pytest.mark.parametrize(
    "cell", [-1, 0.5, None, "-1", "-12.50", "Ann Lee", "a-b", "x = y", "3 - 2"]
)
def test_what_runs_nothing_stays(cell: object) -> None:
    assert inert(cell) == cell  # type: ignore[arg-type]


@given(awkward)
def test_every_text_comes_back(text: str) -> None:
    assert original(str(inert(text))) == text.replace("\0", "")


@given(st.lists(st.lists(awkward, min_size=2, max_size=3), min_size=1, max_size=4))
def test_no_separator_makes_a_formula(rows: list[list[str]]) -> None:
    """Read by our separator or, by mistake, split at any other: no piece begins a formula."""
    for row in csv.reader(io.StringIO(table(rows), newline="")):
        for cell in row:
            for separator in ",;|\t\n\r":
                pieces = cell.split(separator)
                assert not any(_runs(piece) for piece in pieces), (cell, separator)


def _runs(piece: str) -> bool:
    bare = piece.lstrip(" ")
    is_number = bare[:1] == "-" and bare[1:].replace(".", "", 1).isdigit()
    return bare.startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠")) and not is_number
