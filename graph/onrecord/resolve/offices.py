"""Who holds which office: by the words beside a name, and by dates of tenure."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from onrecord.lexicon import Lexicon
from onrecord.model import Mention, Span
from onrecord.parse import Parse
from onrecord.resolve.entities import Cast

PAST = re.compile(r"\b(?:then|former|ex-?|previous|past|erstwhile|late|one-time)\b", re.I)
BETWEEN_TITLE = re.compile(r"^[\s]*$")
APPOSITION = re.compile(r"^\s*,\s*(?:(?:then|now|the|a|an|former|who is|who was|as)\s+)*$", re.I)
YEARS_BACK = 1  # "In 2007 then leader": a title told of an earlier year is a past one


@dataclass(frozen=True, slots=True)
class Holding:
    """A person shown with an office, and whether that office was past when the text was written."""

    person: str  # Entity.id
    office: str  # Entity.id
    past: bool
    evidence: Span


def holdings(parse: Parse, mentions: Iterable[Mention], cast: Cast) -> Iterator[Holding]:
    """Titles before names ("Health Secretary Ann Vale") and appositions after them."""
    found = sorted(mentions, key=lambda m: m.span)
    people = [m for m in found if m.kind == "Person"]
    text = parse.document.text
    for office in (m for m in found if m.kind == "Office"):
        for person in people:
            near = _beside(text, office.span, person.span)
            who, post = cast.at(person), cast.at(office)
            if near is None or who is None or post is None:
                continue
            lead = text[max(0, near.start - 30) : office.span.start].split("\n")[-1]
            lead = re.split(r"[.;:,]\s", lead)[-1]
            past = PAST.search(lead) or re.search(r"\bwho (?:was|had been)\b", near.of(text))
            yield Holding(who, post, bool(past), near)


def _beside(text: str, office: Span, person: Span) -> Span | None:
    """The stretch that holds a title and its name, if nothing but a comma lies between."""
    if office.end <= person.start and BETWEEN_TITLE.match(text[office.end : person.start]):
        if "\n" not in text[office.end : person.start]:
            return Span(office.start, person.end)
    elif text[office.end : person.start] == ", " and text[person.end : person.end + 1] in {
        ",",
        ".",
    }:
        if text[: office.start].lower().endswith("the "):  # "the mayor of X, Ann Vale, said"
            return Span(office.start, person.end)
    elif person.end <= office.start and APPOSITION.match(text[person.end : office.start]):
        return Span(person.start, office.end)
    return None


def holder(office: str, date: str | None, lexicon: Lexicon) -> str | None:
    """Name of the one person who held an office (IRI) on an ISO date or throughout a part of one.

    None without a date, without a tenure, or where a month or year saw two holders.
    """
    if date is None:
        return None
    first, last = _bounds(date)
    holders = {
        t.holder
        for t in lexicon.tenures
        if t.office == office and t.start <= last and (t.end is None or first <= t.end)
    }
    return holders.pop() if len(holders) == 1 else None


def _bounds(date: str) -> tuple[str, str]:
    """First and last day of an ISO date, year-month or year."""
    if len(date) == 4:
        return f"{date}-01-01", f"{date}-12-31"
    if len(date) == 7:
        return f"{date}-01", f"{date}-31"
    return date, date
