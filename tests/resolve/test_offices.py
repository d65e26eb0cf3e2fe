"""Who holds which office: by the words beside a name, and by dates of tenure."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.extract.mentions import mentions
from onrecord.lexicon import Known, Tenure
from onrecord.resolve import offices
from onrecord.resolve.entities import cast

POST = "https://example.org/people/rail#rail-minister"
OFFICE = Known(POST, "Office", "Rail Minister", ("Rail Minister", "minister for rail"))
TENURES = (
    Tenure(POST, "Ida Holm", "2001-03-01", "2004-06-30"),
    Tenure(POST, "Tom Reed", "2004-07-01", None, known_until="2009-12-31"),
)


@pytest.fixture(scope="module")
def rail(reader: Any) -> Any:
    return replace(reader.lexicon, known=(OFFICE,), tenures=TENURES)


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2002-01-01", "Ida Holm"),
        ("2004-06-29", "Ida Holm"),
        ("2004-06-30", None),  # the day it changed hands
        ("2004-07-01", None),
        ("2004-07-02", "Tom Reed"),
        ("2004-05", "Ida Holm"),
        ("2004-06", None),
        ("2003", "Ida Holm"),
        ("2004", None),
        ("2009", "Tom Reed"),
        ("2010-01-01", None),  # the list goes no further
        ("1999-12-31", None),
        (None, None),
    ],
)
def test_the_holder_on_a_date_or_throughout_a_part_of_one(
    rail: Any, date: str | None, expected: str | None
) -> None:
    assert offices.holder(POST, date, rail) == expected


@pytest.mark.parametrize(
    ("start", "end", "date", "expected"),
    [
        ("2001", "2004", "2002-02-02", "Ida Holm"),
        ("2001", "2004", "2001-12-31", None),  # some day of 2001, nobody knows which
        ("2001-05", "2004-02", "2001-05-31", None),
        ("2001-05", "2004-02", "2001-06-01", "Ida Holm"),
        ("2001-05", "2004-02", "2004-01-31", "Ida Holm"),
        ("2001-05", "2004-02", "2004-02-01", None),
        ("2001-05", None, "2050", "Ida Holm"),
    ],
)
def test_dates_count_for_as_exactly_as_they_are_known(
    rail: Any, start: str, end: str | None, date: str, expected: str | None
) -> None:
    lexicon = replace(rail, tenures=(Tenure(POST, "Ida Holm", start, end),))
    assert offices.holder(POST, date, lexicon) == expected


@given(day=st.dates(date(1999, 1, 1), date(2012, 1, 1)))
def test_nobody_holds_an_office_out_of_their_time(rail: Any, day: date) -> None:
    who = offices.holder(POST, day.isoformat(), rail)
    spans = {t.holder: (t.start, t.end or t.known_until) for t in TENURES}
    assert who is None or spans[who][0] < day.isoformat() <= (spans[who][1] or "")


def test_an_office_that_no_list_knows_has_no_holder(rail: Any) -> None:
    assert offices.holder("https://example.org/people/rail#other", "2002", rail) is None


def holdings(
    reader: Any, text: str, lexicon: Any, **metadata: Any
) -> list[tuple[str, str, bool, str]]:
    parsed = reader.parse(text, **metadata)
    found = sorted(mentions(parsed, lexicon), key=lambda m: m.span)
    shown = offices.holdings(parsed, found, cast(parsed, found, lexicon), lexicon)
    return [(h.person, h.office, h.past, h.evidence.of(text)) for h in shown]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Rail Minister Ida Holm said it would rain.",
            ("ida-holm", "rail-minister", False, "Rail Minister Ida Holm"),
        ),
        (
            "The former Rail Minister Ida Holm said it would rain.",
            ("ida-holm", "rail-minister", True, "Rail Minister Ida Holm"),
        ),
        (
            "Ida Holm, the minister for rail, said it would rain.",
            ("ida-holm", "rail-minister", False, "Ida Holm, the minister for rail"),
        ),
        (
            "The minister for rail, Ida Holm, said it would rain.",
            ("ida-holm", "rail-minister", False, "minister for rail, Ida Holm"),
        ),
    ],
)
def test_titles_before_names_and_after_them(
    reader: Any, rail: Any, text: str, expected: tuple[str, str, bool, str]
) -> None:
    assert holdings(reader, text, rail) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Ida Holm met the minister for rail.",
        "The Rail Minister met Ida Holm.",
        "They wrote to the Rail Minister\nIda Holm was away.",
    ],
)
def test_names_further_off_hold_nothing(reader: Any, rail: Any, text: str) -> None:
    assert holdings(reader, text, rail) == []


@pytest.mark.parametrize(
    ("published", "past"), [("2002", False), ("2006", True), ("2004-06-30", False), (None, False)]
)
def test_a_title_that_was_left_before_the_text_was_written_is_a_past_one(
    reader: Any, rail: Any, published: str | None, past: bool
) -> None:
    text = "Rail Minister Ida Holm said it would rain."
    (holding,) = holdings(reader, text, rail, published=published)
    assert holding[2] is past
