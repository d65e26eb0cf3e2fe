"""Dates as articles give them: a day, a month or only a year, kept as exact as they are.

A partial date is the stretch of days it may mean. Two dates are in order only where the one
stretch ends before the other begins: "2007" and "2007-05" are not.
"""

import calendar
import re
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from rdflib import XSD, Literal

_SHAPE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date, year-month or year; sorts by its first day, the vaguer first where those equal."""

    first_day: date
    not_last_day: int = field(repr=False)  # minus the last day: makes the longer stretch smaller
    text: str

    def is_before(self, other: "PartialDate") -> bool:
        """Whether this certainly was earlier."""
        return self.last_day < other.first_day

    @property
    def last_day(self) -> date:
        return date.fromordinal(-self.not_last_day)

    @property
    def literal(self) -> Literal:
        """As xsd:date, xsd:gYearMonth or xsd:gYear."""
        return _literal(self.text)


@lru_cache(maxsize=4096)  # a corpus has few dates; to make one a literal costs 7 µs
def _literal(text: str) -> Literal:
    return Literal(text, datatype=(XSD.gYear, XSD.gYearMonth, XSD.date)[text.count("-")])


def partial_date(text: str | None) -> PartialDate | None:
    """Reads "2013-06-07", "2013-06" or "2013"; None for all else, the 31st of June included."""
    matched = _SHAPE.fullmatch(text or "")
    if not matched or not text:
        return None
    year, month, day = (int(part) if part else None for part in matched.groups())
    try:
        first = date(year or 0, month or 1, day or 1)
    except ValueError:
        return None
    last_month = month or 12
    last = date(first.year, last_month, day or calendar.monthrange(first.year, last_month)[1])
    return PartialDate(first, -last.toordinal(), text)
