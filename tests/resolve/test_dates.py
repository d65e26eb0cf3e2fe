"""When something was said: the date that the text tells, and none where it might be another's."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.resolve.date_phrases import Phrase, issue, phrases

PUBLISHED = "2013-06-07"  # a Friday


def dates(text: str, published: str | None = PUBLISHED) -> list[tuple[str, str]]:
    return [(text[p.start : p.end], p.date) for p in phrases(text, published)]


@pytest.mark.parametrize(
    ("text", "words", "named"),
    [
        ("in 2007", "2007", "2007"),
        ("in early 2012", "early 2012", "2012"),
        ("in the spring of 2012", "the spring of 2012", "2012"),
        ("in May 2012", "May 2012", "2012-05"),
        ("on 3 May 2012", "3 May 2012", "2012-05-03"),
        ("on Thursday, May 3, 2012", "Thursday, May 3, 2012", "2012-05-03"),
        ("on 3 May", "3 May", "2013-05-03"),
        ("on 9 June", "9 June", "2012-06-09"),  # not yet come in 2013
        ("in March", "March", "2013-03"),
        ("in August", "August", "2012-08"),
        ("last August", "last August", "2012-08"),
        ("yesterday", "yesterday", "2013-06-06"),
        ("last night", "last night", "2013-06-06"),
        ("the day before yesterday", "the day before yesterday", "2013-06-05"),
        ("on Tuesday", "Tuesday", "2013-06-04"),
        ("on Sunday evening", "Sunday evening", "2013-06-02"),
        ("last Friday", "last Friday", "2013-05-31"),
        ("last Saturday", "last Saturday", "2013-06-01"),
        ("last month", "last month", "2013-05"),
        ("last year", "last year", "2012"),
        ("earlier this year", "earlier this year", "2013"),
        ("three days ago", "three days ago", "2013-06-04"),
        ("two weeks ago", "two weeks ago", "2013-05"),  # rounded: no day
        ("11 months ago", "11 months ago", "2012-07"),
        ("six years ago", "six years ago", "2007"),
        ("last week", "last week", "2013"),  # 27 May to 2 June: of no one month
    ],
)
def test_a_phrase_is_dated_no_more_exactly_than_it_says(text: str, words: str, named: str) -> None:
    assert dates(text) == [(words, named)]


@pytest.mark.parametrize(
    "text",
    [
        *("in 2015", "on 31 June 2012", "£2007", "2,007 wards", "2007-08", "the 2000s", "in 20"),
        *("about six years ago", "a few years ago", "the winter of 2012", "in Sat", "May 40"),
        *(
            "she may march on",
            "next Tuesday",
            "this March",
            "last May",
            "10.2007",
            "two years earlier",
        ),
    ],
)
def test_what_is_no_date_or_no_sure_one_is_none(text: str) -> None:
    assert dates(text) == []


def test_last_tuesday_may_be_one_of_two_within_a_week() -> None:
    assert dates("last Tuesday", "2013-06-14") == [("last Tuesday", "2013-06")]  # the 4th or 11th


@pytest.mark.parametrize("text", ["yesterday", "on Tuesday", "on 3 May", "two weeks ago"])
@pytest.mark.parametrize("published", [None, "2013", "2013-06"])
def test_no_day_without_the_day_of_the_document(text: str, published: str | None) -> None:
    assert dates(text, published) == []


def test_months_and_years_count_back_from_a_month_as_well() -> None:
    assert dates("last month", "2013-01") == [("last month", "2012-12")]
    assert dates("11 months ago", "2013-06") == [("11 months ago", "2012-07")]
    assert dates("six years ago", "2013") == [("six years ago", "2007")]


DAYS = st.dates(date(1950, 1, 1), date(2090, 12, 31))
WORDS = st.sampled_from(
    [
        *("in", "on", "the", "of", "early", "last", "this", "year", "month", "week", "ago", "May"),
        *("3", "12", "2007", "Tuesday", "yesterday", "two", "a", ",", "."),
    ]
)


@given(DAYS, st.lists(WORDS, max_size=8).map(" ".join))
def test_no_date_is_after_the_document_and_each_stands_where_it_says(day: date, text: str) -> None:
    last = 0
    for phrase in phrases(text, day.isoformat()):
        stretch = issue(phrase.date)
        assert stretch is not None and stretch.first <= day
        assert last <= phrase.start < phrase.end <= len(text)
        last = phrase.end


@given(DAYS, st.integers(0, 6))
def test_a_weekday_is_within_the_week_that_ends_with_the_document(day: date, back: int) -> None:
    then = day - timedelta(back)
    assert [p.date for p in phrases(f"on {then:%A}", day.isoformat())] == [then.isoformat()]


@given(DAYS, DAYS)
def test_a_full_date_is_read_as_it_stands_unless_it_is_yet_to_come(then: date, day: date) -> None:
    text = f"{then.day} {then:%B} {then.year}"
    found = list(phrases(text, day.isoformat()))
    assert found == ([] if then > day else [Phrase(0, len(text), then.isoformat())])


@given(st.text(), st.one_of(st.none(), st.text(max_size=10)))
def test_any_text_and_any_date_can_be_read(text: str, published: str | None) -> None:
    assert all(issue(phrase.date) for phrase in phrases(text, published))


SAID = {
    "In 2007 Ann Lee had promised to keep the ward open.": "2007",
    "Ann Lee told reporters last month: “The ward must stay.”": "2013-05",
    "Ann Lee said on Tuesday that the ward would close.": "2013-06-04",
    "Yesterday Bob Roe warned that the ward was not safe.": "2013-06-06",
    "In a speech last month Ann Lee said the ward must stay.": "2013-05",
    "In a 2011 interview Bob Roe described the plan as a mess.": "2011",
    "Writing in the Gazette in May 2012, Ann Lee argued that the ward must stay.": "2012-05",
    "Speaking at the Meadow Party conference on 3 May, Bob Roe said wards should close.": (
        "2013-05-03"
    ),
    "Eleven months ago Bob Roe said the ward was safe.": "2012-07",
    "“The ward is safe,” Bob Roe said in the spring of 2012.": "2012",
    "Bob Roe opposed the closure in 2007.": "2007",
}
NOT_SAID = [
    "Ann Lee said that the ward would close on Tuesday.",
    "Ann Lee said the ward had opened in 2007.",
    "Bob Roe backed the 2010 plan.",
    "Bob Roe will say on Monday that the ward should close.",
    "Bob Roe, who was elected in 2005, said the ward was safe.",
    "Bob Roe said in 2007 and 2009 that the ward was safe.",
    "After the vote in 2007 Bob Roe said the ward was safe.",
    "Ahead of Tuesday's meeting Bob Roe said the ward was safe.",
    "Bob Roe criticised the decision made in 2007.",
    "The ward, which opened in 2001, was unsafe, Bob Roe said.",
    "Bob Roe said on Friday that the ward was safe.",  # the day of the document itself
]


@pytest.mark.parametrize("text", SAID)
def test_a_phrase_that_hangs_on_the_saying_dates_it(text: str, reader: Any) -> None:
    told = [s for s in reader.read(text, published=PUBLISHED).statements if s.said_on]
    assert [s.said_on for s in told] == [SAID[text]]
    assert all(dates(s.said_on_evidence.of(text)) for s in told)


@pytest.mark.parametrize("text", NOT_SAID)
def test_a_phrase_that_hangs_on_another_word_does_not(text: str, reader: Any) -> None:
    statements = reader.read(text, published=PUBLISHED).statements
    assert statements
    assert [s.said_on for s in statements] == [None] * len(statements)
