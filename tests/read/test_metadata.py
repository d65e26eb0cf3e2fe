"""Dates, front matter, headlines and datelines."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.read import read
from onrecord.read.dates import dateline, iso_date
from onrecord.read.furniture import furniture
from onrecord.read.metadata import from_top, split_front_matter

Put = Callable[..., Path]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("2013-08-11", "2013-08-11"),
        ("2013-08", "2013-08"),
        ("2013", "2013"),
        ("2013-08-11T04:16:00+01:00", "2013-08-11"),
        ("2013-08-11 04:16", "2013-08-11"),
        ("11/08/2013", "2013-08-11"),
        ("11/08/2013 04:16 BST", "2013-08-11"),
        ("1.8.2013", "2013-08-01"),
        ("08/23/2013", "2013-08-23"),
        ("11 August 2013", "2013-08-11"),
        ("Sunday, 11th August 2013, 4.16 pm", "2013-08-11"),
        ("Sun, 11 Aug 2013 04:16:00 +0100", "2013-08-11"),
        ("7:00AM BST 11 Aug 2013", "2013-08-11"),
        ("August 11, 2013", "2013-08-11"),
        ("1st of Sept 2013", "2013-09-01"),
        ("August 2013", "2013-08"),
        ("10:30 Aug 11, 2013", "2013-08-11"),
        ("31/02/2013", None),
        ("2013-13-05", None),
        ("2013-02-31", None),
        ("32 August 2013", None),
        ("11/08/13", None),
        ("11 Brumaire 2013", None),
        ("0213-08-11", None),
        ("yesterday", None),
        ("between 2012 and 2013", None),
        ("", None),
    ],
)
def test_dates(words: str, expected: str | None) -> None:
    assert iso_date(words) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("11/08/2013 04:16 BST", "2013-08-11"),
        ("Published: 11 August 2013", "2013-08-11"),
        ("First published on Sunday 11 August 2013", "2013-08-11"),
        ("Last updated at 16:04, 11 August 2013", "2013-08-11"),
        ("Published: August 2013", "2013-08"),
        ("August 2013", None),  # may be a heading
        ("2007", None),
        ("On 11 August 2013 the clinic closed.", None),
        ("11 August 2013 was a Sunday", None),
    ],
)
def test_datelines(line: str, expected: str | None) -> None:
    assert dateline(line) == expected


@given(st.text(alphabet="0123456789/-.: abmpugst,Tz+", max_size=30))
def test_any_words_give_a_date_or_none(words: str) -> None:
    found = iso_date(words)
    assert found is None or found == iso_date(found)


def test_front_matter(put: Put) -> None:
    text = (
        "---\nTitle: Clinic saved\npublisher: 'Fernvale Echo'\ndate: 04/03/2019\n"
        "authors: [Ann Lee, Bo Ray]\nurl: https://echo.example/1\nid: 00012\n---\n"
        "\nJane Doe spoke.\n---\nShe left.\n"
    )
    (document,) = read([put("a.txt", text)]).documents
    assert document.text == "\nJane Doe spoke.\n---\nShe left.\n"
    assert document.title == "Clinic saved"
    assert document.outlet == "Fernvale Echo"
    assert document.published == "2019-03-04"
    assert document.author == "Ann Lee, Bo Ray"
    assert document.url == "https://echo.example/1"


def test_a_colon_in_a_title_needs_no_quotes() -> None:
    metadata, text = split_front_matter("---\r\ntitle: Doe: a profile\r\ndate:\r\n---\r\nWords.")
    assert (metadata.title, metadata.published) == ("Doe: a profile", None)
    assert text == "Words."


@pytest.mark.parametrize(
    "text",
    [
        "---\n\nA scene ends here\n\n---\nAnother begins.",
        "---\ntitle: never closed\n\nWords.",
        "Words before.\n---\ntitle: no\n---\n",
        "---\n" + "[" * 5_000 + "\n---\nWords.",
        "---\n- a\n- list\n---\nWords.",
        "---\n" + "key: value\n" * 5_000 + "---\nWords.",
    ],
)
def test_what_is_no_front_matter_stays_text(text: str) -> None:
    metadata, rest = split_front_matter(text)
    assert rest == text
    assert metadata.title is None


def test_values_that_say_nothing_are_none() -> None:
    metadata, _ = split_front_matter(
        "---\ntitle: null\nauthor: ~\noutlet: Unknown\ndate: last week\nurl: not a link\n---\n"
    )
    assert metadata == type(metadata)()


def test_a_source_that_is_a_link_is_the_url() -> None:
    metadata, _ = split_front_matter("---\nsource: https://echo.example/1\n---\n")
    assert (metadata.outlet, metadata.url) == (None, "https://echo.example/1")


def test_front_matter_that_grows_when_read_is_refused_quickly() -> None:
    rows = ["a0: &a0 [x, x]"] + [f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]" for i in range(1, 40)]
    metadata, _ = split_front_matter("\n".join(["---", *rows, "title: [*a39]", "---", "Words."]))
    assert metadata.title is None


BODY = "Jane Doe has promised to keep the clinic open.\n\nShe was clear about it."


@pytest.mark.parametrize(
    ("top", "title"),
    [
        ("Minister saves the clinic\n\n", "Minister saves the clinic"),
        ("# Minister saves the clinic\n\n", "Minister saves the clinic"),
        ("04/03/2019 08:00 GMT\n\nMinister saves the clinic\n\n", "Minister saves the clinic"),
        ("Minister saves the clinic\n04/03/2019\n\n", "Minister saves the clinic"),
        ("Will the clinic be saved?\n\n", "Will the clinic be saved?"),
        ("Doe: 'I am on their side'\n\n", "Doe: 'I am on their side'"),
        ("", None),
        ("The minister saved the clinic.\n\n", None),
        ("‘I am on their side.’\n\n", None),
        ("Minister saves the clinic\n", None),  # not set apart
        ("By Ann Lee\n\n", None),
        ("and saves the clinic\n\n", None),
        ("Exclusive\n\n", None),
        ("Minister " * 20 + "\n\n", None),
    ],
)
def test_headlines(top: str, title: str | None) -> None:
    text = top + BODY
    assert from_top(text, furniture(text)).title == title


def test_a_text_of_one_line_has_no_headline() -> None:
    assert from_top("Minister saves the clinic", ()).title is None


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("By Ann Lee", "Ann Lee"),
        ("By Ann Lee and Bo O’Ray, health correspondent", "Ann Lee and Bo O’Ray"),
        ("By the sea, the clinic waits", None),
        ("By Ann Lee’s account the clinic is saved", None),
    ],
)
def test_bylines(line: str, author: str | None) -> None:
    assert from_top(f"Minister saves the clinic\n\n{line}\n\n{BODY}", ()).author == author


def test_the_date_of_publication_goes_before_that_of_an_update() -> None:
    top = "Clinic is saved\n\nUpdated: 5 March 2019\nPublished: 4 March 2019\n\n"
    assert from_top(top + BODY, ()).published == "2019-03-04"


def test_a_date_far_down_is_not_the_articles(put: Put) -> None:
    assert from_top(BODY + "\n\nSaid." * 5 + "\n\n04/03/2019", ()).published is None
