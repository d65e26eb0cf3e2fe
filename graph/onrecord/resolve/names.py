"""Names taken apart and compared: how much two of them say that they name one thing.

A comparison gives points and the reason for them, or None where the names exclude each other.
The points are read together with those of `weights`, where five make one thing of two.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from onrecord.resolve.words import (
    AFTER,
    FORMS,
    LEGAL,
    PARTICLES,
    SHORT,
    SMALL,
    SUFFIXES,
    TITLES,
)
from onrecord.slugs import slug


class Match(NamedTuple):
    points: float
    why: str


VOWEL = re.compile(r"[aeiouy]")


class PersonName(NamedTuple):
    """A person's name without its titles; letters folded, initials as single letters."""

    given: tuple[str, ...]
    surname: str  # particles included; "" where a name has none
    suffix: str | None = None

    @property
    def is_full(self) -> bool:
        return bool(self.given)

    @property
    def key(self) -> str:
        return "-".join((*self.given, self.surname, *([self.suffix] if self.suffix else [])))


@lru_cache(maxsize=1 << 13)
def person_name(name: str) -> PersonName:
    """Takes "Dr Anna M. de Vale" apart; a single word counts as a surname."""
    words = [w for w in re.sub(r"(?<=\w)\.(?=\w)", ". ", name).replace(",", " ").split() if w]
    plain = [slug(w) for w in words if any(c.isalnum() for c in w)]
    while len(plain) > 1 and plain[0] in TITLES:
        plain = plain[1:]
    while len(plain) > 1 and plain[-1] in AFTER:
        plain = plain[:-1]
    suffix = None
    if len(plain) > 1 and plain[-1] in SUFFIXES:
        suffix, plain = SUFFIXES[plain[-1]], plain[:-1]
    start = len(plain) - 1
    while start > 1 and plain[start - 1] in PARTICLES:
        start -= 1
    if start == 1 and plain[0] in PARTICLES:
        start = 0
    return PersonName(tuple(plain[: max(start, 0)]), "-".join(plain[max(start, 0) :]), suffix)


def titles(name: str) -> frozenset[str]:
    """The titles that a name comes with: "Lord Vale" has "lord"."""
    found = []
    for word in name.split()[:-1]:
        if (plain := slug(word)) not in TITLES:
            break
        found.append(plain)
    return frozenset(found)


@lru_cache(maxsize=1 << 12)
def compare_people(one: PersonName, other: PersonName) -> Match | None:
    """Points for two names of people; None where they cannot be one person's."""
    married = one.surname != other.surname
    if married and not _shared_half(one.surname, other.surname):
        return None
    if one.suffix and other.suffix and one.suffix != other.suffix:
        return None
    if not (one.given and other.given):
        return None if married else Match(2, "same surname")
    first = _compare_given(one.given[0], other.given[0])
    rest = _compare_middle(one.given[1:], other.given[1:])
    if first is None or rest is None:
        return None
    points = min(first.points, rest.points)
    why = first.why if first.points < 6 else rest.why
    if first.points == 3 and rest.points == 6 and one.given[1:]:
        is_short = one.given[0] == other.given[0]  # "T. S." twice, or once beside a full name
        points, why = (5 if is_short else 4), "same initials and surname"
    if married:
        points, why = min(points, 3), "same first name, half of a double surname"
    if one.suffix != other.suffix:
        points, why = min(points, 4), "same name, one with junior or senior"
    return Match(points, why)


def _shared_half(one: str, other: str) -> bool:
    return one in other.split("-") or other in one.split("-")


def _compare_given(one: str, other: str) -> Match | None:
    if one == other:
        return Match(3, "same initial and surname") if len(one) == 1 else Match(6, "same full name")
    if 1 in (len(one), len(other)):
        return Match(3, "an initial and the same surname") if one[0] == other[0] else None
    if other in SHORT.get(one, ()) or one in SHORT.get(other, ()):
        return Match(4, "a short form of the first name, same surname")
    return None


def _compare_middle(one: tuple[str, ...], other: tuple[str, ...]) -> Match | None:
    """Middle names agree as far as both have them; a name or initial more is no conflict."""
    if one == other:
        return Match(6, "same full name")
    if not (one and other):
        return Match(5, "same first and last name, one with a middle name")
    if len(one) != len(other):
        return None  # "H. W." is not "W."
    agree = all(
        a[0] == b[0] and (a == b or 1 in (len(a), len(b))) for a, b in zip(one, other, strict=True)
    )
    return Match(5, "same first and last name, middle initials agree") if agree else None


@lru_cache(maxsize=1 << 13)
def body_words(name: str) -> tuple[str, ...]:
    """The words of a body's name, folded, without its article and legal form."""
    plain = [slug(w) for w in re.sub(r"['’]s?$", "", name).split() if any(map(str.isalnum, w))]
    while len(plain) > 1 and plain[0] in {"the", "a", "an"}:
        plain = plain[1:]
    while len(plain) > 1 and plain[-1] in LEGAL:
        plain = plain[:-1]
    return tuple(plain)


def core_words(words: Iterable[str]) -> tuple[str, ...]:
    """What is left of a body's name without the words for its form: Trust, Hospital, of.

    An acronym (no vowel) beside a name tells whose form it is: "Kestrel NHS Trust" is Kestrel's.
    """
    plain = [w for w in words if w not in FORMS | SMALL]
    return tuple([w for w in plain if VOWEL.search(w)] or plain)


def initials(words: Iterable[str]) -> str:
    """What a name would be shortened to."""
    return "".join(w[0] for w in words if w not in SMALL)


def is_acronym(name: str) -> bool:
    return name.isupper() and name.isalpha() and 2 <= len(name) <= 6


def compare_bodies(one: str, other: str) -> Match | None:
    """Points for two names of bodies; None where nothing in them is alike."""
    a, b = body_words(one), body_words(other)
    if a == b:
        return Match(5, "same acronym") if is_acronym(one) else Match(6, "same name")
    for short, long in ((one, b), (other, a)):
        if is_acronym(short) and len(long) > 1 and initials(long) == short.lower():
            return Match(3, "an acronym and its words")
    core = core_words(a)
    if core != core_words(b) or not core:
        return None
    if {*a} ^ {*b} <= {"hospital", "hospitals", *SMALL}:
        return Match(5, "same name but for the word hospital")
    return Match(3, "same name, another form of body")
