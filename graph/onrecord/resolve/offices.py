"""Who holds which office: by the words beside a name, and by dates of tenure.

The text's own words come first, the list's dates second. A day, month or year in which an office
changed hands, or may have, is nobody's: what was said that day may be either's.
"""

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from onrecord.lexicon import Lexicon, Tenure
from onrecord.model import Entity, Mention, Span
from onrecord.parsing.gazetteer import gazetteer
from onrecord.parsing.parse import Parse
from onrecord.resolve.entities import Cast
from onrecord.slugs import slug

PAST = re.compile(r"\b(?:then|former|ex-?|previous|past|erstwhile|late|one-time)\b", re.I)
WAS = re.compile(r"\bwho (?:was|had been)\b")
APPOSITION = re.compile(r"^\s*,\s*(?:(?:then|now|the|a|an|former|who is|who was|as)\s+)*$", re.I)
WHOSE = re.compile(r"(?:\b(?:the|its|their)|['’]s?) $", re.I)
THEN = re.compile(
    r" (?:at the time|in those days|until|back then|(?:from|between) \d{4} (?:to|and) \d{4})\b"
)
YEAR = re.compile(r"^\W*(?:back )?(?:in|during) (?:\w+ )?((?:19|20)\d\d)\b", re.I)
FOREIGN = re.compile(r"(?:\b[A-Z][\w’'-]*(?:n|sh|ch|ese|s’|['’]s)|['’]s)\s$")
OF_WHERE = re.compile(r"^ (?:of|for|in) (?:the )?[A-Z]")


@dataclass(frozen=True, slots=True)
class Holding:
    """A person shown with an office, and whether that office was past when the text was written."""

    person: str  # Entity.id
    office: str  # Entity.id
    past: bool
    evidence: Span


def holdings(
    parse: Parse, mentions: Iterable[Mention], cast: Cast, lexicon: Lexicon
) -> Iterator[Holding]:
    """Titles before names ("Health Secretary Ann Vale") and appositions after them.

    One is past where the text says so, or where its holder had left it for sure by the list.
    """
    found = sorted(mentions, key=lambda m: m.span)
    people = [m for m in found if m.kind == "Person"]
    text, date = parse.document.text, parse.document.published
    for office in (m for m in found if m.kind == "Office"):
        for person in people:
            near = _beside(text, office.span, person.span)
            if near is None:
                continue
            who, post = cast.at(person), cast.at(office)
            if who is None or post is None:
                continue
            entity = cast.named(who)
            over = entity is not None and left(office.iri, entity.name, date, lexicon)
            past = is_past(text, office.span) or WAS.search(near.of(text))
            yield Holding(who, post, bool(past) or over, near)


def is_past(text: str, office: Span) -> bool:
    """Whether a title is told as a past one: "then health secretary", "the former minister"."""
    lead = text[max(0, office.start - 30) : office.start].split("\n")[-1]
    lead = re.split(r"[.;:,]\s", lead)[-1]
    return bool(PAST.search(lead + office.of(text)) or THEN.match(text, office.end))


def _beside(text: str, office: Span, person: Span) -> Span | None:
    """The stretch that holds a title and its name, if nothing but a comma lies between."""
    if office.end <= person.start and not text[office.end : person.start].strip():
        if "\n" not in text[office.end : person.start]:
            return Span(office.start, person.end)
    elif person.covers(office):  # "Gov. Ann Vale"
        return person
    elif text[office.end : person.start] == ", " and text[person.end : person.end + 1] in {
        ",",
        ".",
    }:
        if WHOSE.search(text, max(0, office.start - 8), office.start):
            # "the mayor of X, Ann Vale, said", "its director, Ann Vale, said"
            return Span(office.start, person.end)
    elif person.end <= office.start and APPOSITION.match(text[person.end : office.start]):
        return Span(person.start, office.end)
    return None


def told_of(parse: Parse, at: Span) -> str | None:
    """The date that a title is told of: the year its sentence opens with, else the document's."""
    year = YEAR.match(parse.tokens(at)[0].sent.text)
    published = parse.document.published
    return published if year is None or (published or "")[:4] == year[1] else year[1]


def is_of_list(parse: Parse, office: Span) -> bool:
    """Whether a title stands without a country of its own: not "the Danish prime minister"."""
    text = parse.document.text
    before = text[max(0, office.start - 30) : office.start]
    return not (FOREIGN.search(before) or OF_WHERE.match(text[office.end : office.end + 20]))


def with_holders(
    parse: Parse, mentions: Sequence[Mention], cast: Cast, held: Iterable[Holding], lexicon: Lexicon
) -> Cast:
    """The cast with those whom a title alone means, by the list and the date of the text.

    Only where the article is at home in that list, names nobody in that office, and the title
    stands without a country of its own.
    """
    beside = {h.office for h in held if not h.past}
    home = at_home(cast, lexicon)
    added: dict[str, Entity] = {}
    for title in mentions:
        if title.kind != "Office" or title.iri is None or cast.at(title) in beside:
            continue
        plain = not is_past(parse.document.text, title.span) and is_of_list(parse, title.span)
        name = holder(title.iri, told_of(parse, title.span), lexicon)
        if name is None or not plain or list_of(title.iri) not in home:
            continue
        if called(name, cast) is None:
            added[slug(name)] = Entity(slug(name), "Person", name)
    taken = {e.id for e in cast.entities}
    more = tuple(e for key, e in sorted(added.items()) if key not in taken)
    return replace(cast, entities=(*cast.entities, *more))


def at_home(cast: Cast, lexicon: Lexicon) -> set[str]:
    """The lists whose offices an article can mean: it names a body or a holder of theirs."""
    named = {e.name for e in cast.entities if e.kind == "Person"}
    own = (e.iri for e in cast.entities if e.kind not in {"Office", "Policy"})
    lists = {list_of(iri) for iri in own if iri is not None}
    held = gazetteer(lexicon).offices_of
    return lists | {list_of(office) for name in named for office in held.get(name, ())}


def list_of(iri: str) -> str:
    """The namespace of a list's IRI."""
    return iri[: max(iri.rfind("#"), iri.rfind("/")) + 1]


def called(name: str, cast: Cast) -> str | None:
    """The person of a full name, or whom the article calls by that surname alone."""
    people = [e for e in cast.entities if e.kind == "Person"]
    full = [e.id for e in people if e.name == name]
    last = [e.id for e in people if e.name == name.split()[-1]]
    found = full or last
    return found[0] if len(found) == 1 else None


def holder(office: str, date: str | None, lexicon: Lexicon) -> str | None:
    """Name of the one person who held an office (IRI) all through an ISO date or part of one.

    None without a date or a tenure, where two held it, and where a tenure began or ended on that
    day or in that month or year, for as exactly as its dates are known.
    """
    if date is None:
        return None
    holders = set()
    for tenure in gazetteer(lexicon).tenures_of.get(office, ()):
        if not tenure.start:
            continue  # since when is not on record
        if any(_overlap(date, edge) for edge in (tenure.start, tenure.end) if edge is not None):
            return None
        if _bounds(tenure.start)[1] < _bounds(date)[0] and _lasted(tenure, date):
            holders.add(tenure.holder)
    return holders.pop() if len(holders) == 1 else None


def left(office: str | None, name: str, date: str | None, lexicon: Lexicon) -> bool:
    """Whether by the list a person had held an office and had certainly left it before a date."""
    terms = gazetteer(lexicon).tenures_of.get(office or "", ())
    terms = [t for t in terms if t.holder == name]
    if date is None or not terms:
        return False
    return all(t.end is not None and _bounds(t.end)[1] < _bounds(date)[0] for t in terms)


def _lasted(tenure: Tenure, date: str) -> bool:
    """Whether a tenure went on after a date; of one without an end, as far as the list knows."""
    end = tenure.end or tenure.known_until
    return end is None or _bounds(date)[1] <= _bounds(end)[0]


def _overlap(one: str, other: str) -> bool:
    (first, last), (start, end) = _bounds(one), _bounds(other)
    return first <= end and start <= last


def _bounds(date: str) -> tuple[str, str]:
    """First and last day of an ISO date, year-month or year."""
    if len(date) == 4:
        return f"{date}-01-01", f"{date}-12-31"
    if len(date) == 7:
        return f"{date}-01", f"{date}-{monthrange(int(date[:4]), int(date[5:]))[1]}"
    return date, date
