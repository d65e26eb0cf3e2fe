"""Dates as British newspapers write them -> ISO 8601, or None: a date is never guessed."""

import re
from datetime import date

_NAMES = "january february march april may june july august september october november december"
_MONTHS = {name[:3]: number for number, name in enumerate(_NAMES.split(), start=1)}

_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})"
_NUMERIC = rf"(?P<day>\d\d?)([/.-])(?P<month>\d\d?)\2{_YEAR}"
_FORMS = [
    re.compile(form, re.IGNORECASE | re.ASCII)
    for form in (
        rf"{_YEAR}(?:-(?P<month>\d\d?)(?:-(?P<day>\d\d?)(?:t\d.*)?)?)?",
        _NUMERIC,
        rf"{_DAY}(?:\s+of)?\s+{_MONTH},?\s+{_YEAR}",
        rf"{_MONTH}\s+(?:{_DAY},?\s+)?{_YEAR}",
    )
]
_LONGEST = 100  # characters; "Last updated: Wednesday, 25th September 2013 at 11:30 a.m." has 56
_CLOCK = r"\d{1,2}(?::\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:[ap]\.?m\.?)?|(?:\.\d\d)?\s*[ap]\.?m\.?)"
_ZONE = r"(?:\s*\(?(?:(?-i:Z|[A-Z]{3,4})|[+-]\d{2}:?\d{2})\)?)?"
_TIME = re.compile(
    rf"^(?:at\s+)?{_CLOCK}{_ZONE},?\s+(?:on\s+)?|[\s,|]+(?:[-–]\s+)?(?:at\s+)?{_CLOCK}{_ZONE}$",
    re.IGNORECASE | re.ASCII,
)
_WEEKDAY = re.compile(
    r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+", re.IGNORECASE
)
_LABEL = re.compile(
    r"^(?:(?:first )?(?:published|posted)|date|(?:last )?updated)(?:\s*:|\s+on\b|\s+at\b)?\s*",
    re.IGNORECASE,
)


def iso_date(words: str) -> str | None:
    """`words` as an ISO date, year-month or year; None if they are no date.

    11/08/2013 is read with its day first. A date that can only be read with its month first
    (08/23/2013) is read so. Times of day and weekdays beside the date are passed over.
    """
    if len(words) > _LONGEST:
        return None
    words = _WEEKDAY.sub("", _TIME.sub("", " ".join(words.split())))
    for form in _FORMS:
        if found := form.fullmatch(words):
            year, month, day = found.group("year", "month", "day")
            month_first = form.pattern == _NUMERIC and _iso(year, day, month)
            return _iso(year, month, day) or month_first or None
    return None


def dateline(line: str) -> str | None:
    """The date of a line that holds nothing but the date of publication, or None.

    Without a label ("Published:") only a full date counts: "2007" alone may be a heading.
    """
    if len(line) > _LONGEST:
        return None
    label = _LABEL.match(line)
    found = iso_date(line[label.end() :] if label else line)
    return found if found and (label or len(found) == len("2013-08-11")) else None


def _iso(year: str, month: str | None, day: str | None) -> str | None:
    """The parts as one ISO date; None where the calendar knows no such day."""
    if not 1600 <= int(year) <= 2199:  # outside it the digits are something else
        return None
    if month is None:
        return year
    number = _MONTHS.get(month[:3].lower()) or int(month)
    if day is None:
        return f"{year}-{number:02}" if 1 <= number <= 12 else None
    try:
        return date(int(year), number, int(day)).isoformat()
    except ValueError:
        return None
