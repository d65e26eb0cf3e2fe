"""Phrases of time in English -> the date they name, no more exact than they are.

A closed list of forms, most of them those of HeidelTime's English rules (Strötgen and Gertz
2010): what is not in it is no date. dateparser 1.5, tried on the same phrases, does not know
"in the spring of 2012", "in early 2012" and "earlier this year", reads "in 20" as a day, and
needs the phrase cut out first, which is the better half of the work.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.read.dates import iso_date

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SMALL = (
    *("one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
_NUMBERS = {"a": 1, "an": 1} | {word: n for n, word in enumerate(_SMALL, start=1)}

_SHORT = r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?"
_MONTH = rf"(?P<month>(?:{'|'.join(_MONTHS)})\b|{_SHORT})"
_YEAR = r"(?P<year>(?:1[89]|20)\d\d)(?![\d/–-]|\.\d|,\d|s\b)"
_NTH = r"(?P<day>[12]?\d|3[01])(?:st|nd|rd|th)?(?![\d.:%])"
_WEEKDAY = rf"(?P<weekday>{'|'.join(_DAYS)})"
_PART = r"(?:\s+(?:morning|afternoon|evening|night))?"
_ABOUT = r"(?:(?:the\s+)?(?:early|mid|late|start of|beginning of|middle of|end of)[\s-]+)?"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase of time in a text, by code points, and the date it names (ISO, or part of one)."""

    start: int
    end: int
    date: str


@dataclass(frozen=True, slots=True)
class Issue:
    """When a document came out: the first and the last day that this may be, equal if known."""

    first: date
    last: date

    @property
    def day(self) -> date | None:
        return self.first if self.first == self.last else None


def issue(published: str | None) -> Issue | None:
    """The days that an ISO date, year-month or year may mean; None if it is none of these."""
    try:
        parts = [int(part) for part in (published or "").split("-")]
        year, month, day = (*parts, 0, 0)[:3]
        first = date(year, month or 1, day or 1)
        last = first if day else date(year, month or 12, monthrange(year, month or 12)[1])
    except ValueError:
        return None
    return Issue(first, last)


def phrases(text: str, published: str | None) -> Iterator[Phrase]:
    """Every phrase of the closed list in a text, left to right, the longer form first.

    `published` is the ISO date of the document (or part of one): "yesterday" counts back from
    it, and a date after it is none. A phrase that cannot be dated is passed over whole, so that
    "two years ago" without a date of the document does not become "two".
    """
    out = issue(published)
    for found in _ANY.finditer(text) if _HINT.search(text) else ():
        for pattern, reading in _FORMS:
            if whole := pattern.fullmatch(text, *found.span()):
                named = reading(whole, out)
                if named is not None and not _is_later(named, out):
                    yield Phrase(*found.span(), named)
                break


def _is_later(named: str, out: Issue | None) -> bool:
    stretch = issue(named)
    return stretch is None or (out is not None and stretch.first > out.last)


def _within(first: date, last: date) -> str | None:
    """The most exact date that surely holds both: a day, a month, a year or nothing."""
    if first == last:
        return first.isoformat()
    if (first.year, first.month) == (last.year, last.month):
        return f"{first:%Y-%m}"
    return f"{first:%Y}" if first.year == last.year else None


def _dated(found: re.Match[str], out: Issue | None) -> str | None:
    """ "3 May 2012", "Tuesday, May 3, 2012", "late May 2012": month and year are told."""
    told = found.groupdict()
    return iso_date(" ".join(filter(None, (told.get("day"), told["month"], told["year"]))))


def _year(found: re.Match[str], out: Issue | None) -> str | None:
    return found["year"]


def _two_years(found: re.Match[str], out: Issue | None) -> str | None:
    """ "the winter of 2012" ends in 2013: no one year holds it."""
    return None


def _day_of_month(found: re.Match[str], out: Issue | None) -> str | None:
    """ "3 May": the latest that is not after the document."""
    if out is None or out.day is None:
        return None
    for year in (out.day.year, out.day.year - 1):
        named = iso_date(f"{found['day']} {found['month']} {year}")
        if named and date.fromisoformat(named) <= out.day:
            return named
    return None


def _month(found: re.Match[str], out: Issue | None) -> str | None:
    """ "May": the latest that had begun when the document came out."""
    if out is None or (out.first.year, out.first.month) != (out.last.year, out.last.month):
        return None
    this, before = (iso_date(f"{found['month']} {out.first.year - back}") for back in (0, 1))
    return before if _is_later(this or "", out) else this


def _last_month(found: re.Match[str], out: Issue | None) -> str | None:
    """ "last May": of last year if May had not come again, else of no one year."""
    named = _month(found, out)
    return named if out and named and int(named[:4]) < out.first.year else None


def _weekday(found: re.Match[str], out: Issue | None) -> str | None:
    """ "on Tuesday": the latest, the day of the document included."""
    if out is None or out.day is None:
        return None
    back = (out.day.weekday() - _DAYS.index(found["weekday"])) % 7
    return (out.day - timedelta(back)).isoformat()


def _last_weekday(found: re.Match[str], out: Issue | None) -> str | None:
    """ "last Tuesday": the one before the document, or, where both lie in one week, one of two."""
    if out is None or out.day is None:
        return None
    back = (out.day.weekday() - _DAYS.index(found["weekday"])) % 7 or 7
    latest = out.day - timedelta(back)
    return _within(latest - timedelta(7 if back <= out.day.weekday() else 0), latest)


def _days_back(found: re.Match[str], out: Issue | None) -> str | None:
    words = " ".join(found[0].lower().split())
    if out is None or out.day is None:
        return None
    back = 2 if words.startswith("the day before") else int(words.startswith(("yester", "last")))
    return (out.day - timedelta(back)).isoformat()


def _last(found: re.Match[str], out: Issue | None) -> str | None:
    """ "last week", "last month", "earlier this year"."""
    back, unit = int(found["which"].lower() == "last"), found["unit"]
    if out is None:
        return None
    if unit == "year":
        return f"{out.last.year - back:04}" if out.first.year == out.last.year else None
    if unit == "month":
        return _months_before(out, back)
    if out.day is None:
        return None
    monday = out.day - timedelta(out.day.weekday() + 7 * back)
    return _within(monday, monday + timedelta(6) if back else out.day)


def _months_before(out: Issue, back: int) -> str | None:
    if (out.first.year, out.first.month) != (out.last.year, out.last.month):
        return None
    year, month = divmod(out.first.year * 12 + out.first.month - 1 - back, 12)
    return f"{year:04}-{month + 1:02}"


def _ago(found: re.Match[str], out: Issue | None) -> str | None:
    """ "11 months ago" is a month, "two weeks ago" no day: weeks are rounded, by up to 3 days."""
    number, unit = found["number"].lower(), found["unit"]
    count = _NUMBERS.get(number) or int(number)
    if out is None or found["about"]:
        return None
    if unit == "year":
        return f"{out.last.year - count:04}" if out.first.year == out.last.year else None
    if unit == "month":
        return _months_before(out, count)
    if out.day is None:
        return None
    middle = out.day - timedelta(count * (7 if unit == "week" else 1))
    slack = timedelta(3 if unit == "week" or count > 6 else 0)
    return _within(middle - slack, middle + slack)


_Reading = Callable[[re.Match[str], Issue | None], str | None]
_FORMS: tuple[tuple[re.Pattern[str], _Reading], ...] = tuple(
    (re.compile(form), reading)
    for form, reading in (
        (rf"(?:{_WEEKDAY},?\s+)?(?:the\s+)?{_NTH}\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}", _dated),
        (rf"(?:{_WEEKDAY},?\s+)?{_MONTH}\s+{_NTH},?\s+{_YEAR}", _dated),
        (rf"{_ABOUT}{_MONTH},?\s+(?:of\s+)?{_YEAR}", _dated),
        (rf"(?:{_WEEKDAY},?\s+)?(?:the\s+)?{_NTH}\s+(?:of\s+)?{_MONTH}", _day_of_month),
        (rf"(?:{_WEEKDAY},?\s+)?{_MONTH}\s+{_NTH}", _day_of_month),
        (rf"(?:the\s+)?(?:spring|summer|autumn|fall)\s+(?:of\s+)?{_YEAR}", _year),
        (rf"(?:the\s+)?winter\s+(?:of\s+)?{_YEAR}", _two_years),
        (rf"{_ABOUT}(?:the year\s+)?{_YEAR}", _year),
        (rf"[Ll]ast\s+{_WEEKDAY}{_PART}", _last_weekday),
        (rf"{_WEEKDAY}{_PART}", _weekday),
        (rf"(?:[Tt]he day before yesterday|[Yy]esterday{_PART}|[Ll]ast night)", _days_back),
        (r"(?:[Tt]oday|[Tt]onight|[Tt]his (?:morning|afternoon|evening))", _days_back),
        (
            r"(?:(?:[Ee]arlier|[Ll]ater?|[Ee]arly)\s+)?(?P<which>[Ll]ast|[Tt]his)\s+"
            r"(?P<unit>week|month|year)",
            _last,
        ),
        (
            r"(?P<about>(?i:about|around|nearly|almost|some|roughly|approximately|over|under|"
            r"(?:more|less|fewer) than|at least|up to|barely|just (?:over|under))\s+)?"
            rf"(?P<number>\d\d?|(?i:an?|{'|'.join(_SMALL)}))\s+"
            r"(?P<unit>day|week|month|year)s?\s+ago",
            _ago,
        ),
        (rf"[Ll]ast\s+{_MONTH}", _last_month),
        (rf"{_ABOUT}{_MONTH}(?!\s*\d)", _month),
    )
)
_HINT = re.compile(  # every form has one of these, and few sentences do
    "|".join(
        (
            *(month[:3] for month in _MONTHS),
            *(r"\d{4}", "day", "week", "month", "year", "night", "morning", "afternoon", "evening"),
        )
    )
)
_ANY = re.compile(
    r"(?<![\w£$€/.–-])(?<![Nn]ext\s)(?<![Tt]his\s)(?:"
    + "|".join(re.sub(r"\?P<\w+>", "?:", form.pattern) for form, _ in _FORMS)
    + r")(?!\w)"
)
