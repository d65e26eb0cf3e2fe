"""Who holds which office: by the words beside a name, and by dates of tenure."""

from dataclasses import replace
from typing import Any

import pytest

from onrecord.extract.mentions import mentions
from onrecord.lexicon import Known, Tenure
from onrecord.resolve import offices
from onrecord.resolve.entities import cast

POST = "https://example.org/people/rail#rail-minister"
OFFICE = Known(POST, "Office", "Rail Minister", ("Rail Minister", "minister for rail"))
TENURES = (
    Tenure(POST, "Ida Holm", "2001-03-01", "2004-06-30"),
    Tenure(POST, "Tom Reed", "2004-07-01", None),
)


@pytest.fixture
def rail(reader: Any) -> Any:
    return replace(reader.lexicon, known=(OFFICE,), tenures=TENURES)


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2002-01-01", "Ida Holm"),
        ("2004-06-30", "Ida Holm"),
        ("2004-07-01", "Tom Reed"),
        ("2004-06", "Ida Holm"),
        ("2003", "Ida Holm"),
        ("2020", "Tom Reed"),
        ("2004", None),
        ("1999-12-31", None),
        (None, None),
    ],
)
def test_the_holder_on_a_date_or_throughout_a_part_of_one(
    rail: Any, date: str | None, expected: str | None
) -> None:
    assert offices.holder(POST, date, rail) == expected


def test_an_office_that_no_list_knows_has_no_holder(rail: Any) -> None:
    assert offices.holder("https://example.org/people/rail#other", "2002", rail) is None


def holdings(reader: Any, text: str, lexicon: Any) -> list[tuple[str, str, bool, str]]:
    parsed = reader.parse(text)
    found = sorted(mentions(parsed, lexicon), key=lambda m: m.span)
    shown = offices.holdings(parsed, found, cast(parsed, found, lexicon))
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
