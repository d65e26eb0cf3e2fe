"""How much speaks for two portraits being of one thing: a readable sum, a threshold, vetoes.

The weights are set by hand, so that a user can follow and check each merge; the reason stands
beside each one. They were set before the pairs of `tests/resolve/namesakes.csv` were written;
what the tried pairs taught since is that full names of bodies count before their acronyms.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from onrecord.resolve.names import Match, compare_bodies, compare_people, is_acronym, person_name
from onrecord.resolve.portraits import Dated, Portrait, as_company, undated
from onrecord.resolve.words import MANY_HELD, SORTS
from onrecord.slugs import slug

ENOUGH = 5.0  # a sum from here on makes one thing of two: a full name alone, or a part and proof
MARGIN = 1.0  # how far a candidate must lead one that excludes it; else neither is taken

# For: what two people of one name seldom share by chance.
SAME_POST = 4.0  # one health minister at a time: with no more than a surname (2), that is enough
SAME_PAST_POST = 2.0  # "former mayor of X": many have been
SAME_PARTY = 1.5  # half of those in the news of politics: proof only beside a name's short form
SAME_BODY = 2.0  # employer, council, parent body
SAME_PLACE = 2.0  # of a body or hospital
SAME_WALK = 0.5  # politics, medicine...: the news of one subject is full of them
COMPANY = 0.5  # for each person or body that stands in the articles of both
MOST_COMPANY = 2.0  # articles on one subject share their cast: never proof beside a surname

# Against: what one person seldom is at once.
OTHER_WALK = -3.0  # a surgeon and a minister: from a full name (6) to below enough
OTHER_POSTS = -3.0  # chief executive here and there in the same years
OTHER_PARTY_THEN = -2.0  # people do change party; with nothing else in common it stays open
OTHER_SEAT_THEN = -1.5  # an MP may move to another seat
OTHER_RANK = -1.5  # Lord Vale and Mr Vale
OTHER_PLACE = -2.0  # one names both places: a body may be told by its town or its county

PARTY_YEARS = 3  # within so many years, two parties are two people
POST_YEARS = 2  # within so many years, a post is one and the same holder's
SEAT_YEARS = 4  # within a parliament's time, two seats are two people

NO_NAME = "names that exclude each other"
SEAT = re.compile(
    r"^(mp|mep|msp|td|senator|member of parliament|member|congressman|congresswoman|"
    r"representative|councillor|mayor|lord mayor|governor|bishop|archbishop|sheriff|premier|"
    r"president|prime minister|first minister|ambassador)\s(?:for|of|to)\s(?:the\s)?(.+)$"
)
POST = re.compile(r"^(.+?)\s(?:for|of|at)\s(?:the\s)?(.+)$")
FORMS = {"seat": SEAT, "post": POST}


class Weighed(NamedTuple):
    """What speaks for and against two portraits, and what forbids a merge if anything does."""

    parts: tuple[Match, ...] = ()
    veto: str | None = None

    @property
    def score(self) -> float:
        return sum(part.points for part in self.parts)

    @property
    def why(self) -> tuple[str, ...]:
        """What the sum is made of, in words."""
        return tuple(f"{part.why} {part.points:+g}" for part in self.parts)

    @property
    def is_enough(self) -> bool:
        return self.veto is None and self.score >= ENOUGH


def weigh(one: Portrait, other: Portrait, with_company: bool = True) -> Weighed:
    """Whether two portraits of one kind are of one thing."""
    name = _names(one, other)
    if name is None:
        return Weighed(veto=NO_NAME)
    post = _shared_post(one, other)
    veto, against = _against(one, other, post)
    parts = [name, *_for(one, other, post), *against]
    if with_company and (known := _company(one, other)):
        parts.append(known)
    return Weighed(tuple(parts), veto)


def conflict(one: Portrait, other: Portrait) -> str | None:
    """What forbids that two portraits are of one thing."""
    if _names(one, other) is None:
        return NO_NAME
    return _against(one, other, _shared_post(one, other))[0]


def _names(one: Portrait, other: Portrait) -> Match | None:
    """The best match of any two names; None where two names of people exclude each other."""
    if not one.iris.isdisjoint(other.iris):
        return Match(6, "one entry of a list")
    if one.kind == "Person":
        matches = [
            compare_people(person_name(a), person_name(b))
            for a, b in product(one.names, other.names)
        ]
        return None if None in matches else max(m for m in matches if m is not None)
    sides = [[*p.names] for p in (one, other)]
    spelt = [[n for n in names if not is_acronym(n)] for names in sides]
    sides = spelt if all(spelt) else sides  # full names decide, where both sides have them
    found = [m for a, b in product(*sides) if (m := compare_bodies(a, b)) is not None]
    return max(found, default=None)


def _for(one: Portrait, other: Portrait, post: str | None) -> list[Match]:
    found = []
    if post:
        found.append(Match(SAME_POST, f"same post ({post})"))
    elif past := specific((one.past | undated(one.posts)) & (other.past | undated(other.posts))):
        found.append(Match(SAME_PAST_POST, f"same former post ({min(past)})"))
    if party := undated(one.parties) & undated(other.parties):
        found.append(Match(SAME_PARTY, f"same party ({_last(min(party))})"))
    if bodies := one.bodies & other.bodies:
        found.append(Match(SAME_BODY, f"same body ({_last(min(bodies))})"))
    if places := one.places & other.places:
        found.append(Match(SAME_PLACE, f"same place ({_last(min(places))})"))
    if walks := one.walks & other.walks:
        found.append(Match(SAME_WALK, f"same walk of life ({min(walks)})"))
    return found


def _company(one: Portrait, other: Portrait) -> Match | None:
    both = one.company & other.company
    if not both:
        return None
    own = {as_company(p.kind, name) for p in (one, other) for name in p.names}
    shared = sorted(c for c in both - own if not c.startswith("Place "))
    if not shared:
        return None
    named = ", ".join(_last(c.partition(" ")[2]) for c in shared[:3])
    return Match(min(MOST_COMPANY, COMPANY * len(shared)), f"named beside the same ({named})")


def _against(one: Portrait, other: Portrait, post: str | None) -> tuple[str | None, list[Match]]:
    """What forbids the merge, and what only speaks against it; `post` is the one they share."""
    is_other = one.kind == "Person" or one.names == other.names
    if is_other and not one.documents.isdisjoint(other.documents):
        return "one article tells the two apart", []
    if one.iris and other.iris and one.iris.isdisjoint(other.iris):
        return "two entries of a list", []
    if len(one.genders | other.genders) > 1:
        return "a man and a woman", []
    return _rivals(one, other, post) if one.kind == "Person" else _elsewhere(one, other)


def _rivals(one: Portrait, other: Portrait, post: str | None) -> tuple[str | None, list[Match]]:
    """Parties, seats and posts that one person does not have at once."""
    found: list[Match] = []
    if not post and one.parties and other.parties:
        parties = _apart(one.parties, other.parties)
        if near := _near(parties, PARTY_YEARS):
            a, b, _ = near[0]
            return f"two parties at one time ({_last(a)}, {_last(b)})", []
        if parties and not undated(one.parties) & undated(other.parties):
            found.append(Match(OTHER_PARTY_THEN, "another party in other years"))
    if not post and one.posts and other.posts:
        seats = _elsewhere_held("seat", one.posts, other.posts)
        if near := _near(seats, SEAT_YEARS):
            return f"two seats at one time ({near[0][0]}, {near[0][1]})", []
        if seats:
            found.append(Match(OTHER_SEAT_THEN, "another seat in other years"))
        elif near := _near(_elsewhere_held("post", one.posts, other.posts), POST_YEARS):
            found.append(Match(OTHER_POSTS, f"like posts elsewhere ({near[0][0]}, {near[0][1]})"))
    if one.walks and other.walks and not one.walks & other.walks:
        found.append(
            Match(OTHER_WALK, f"another walk of life ({min(one.walks)}, {min(other.walks)})")
        )
    ranks = _apart(one.ranks, other.ranks)
    if _near(ranks, POST_YEARS) and not undated(one.ranks) & undated(other.ranks):
        found.append(Match(OTHER_RANK, "a peer and a commoner"))
    return None, found


def _elsewhere(one: Portrait, other: Portrait) -> tuple[str | None, list[Match]]:
    """Bodies of one name in two places."""
    if one.places and other.places and not one.places & other.places:
        told = f"{_last(min(one.places))}, {_last(min(other.places))}"
        if _speaks_of(one, other.places) or _speaks_of(other, one.places):
            return None, [Match(OTHER_PLACE, f"told of two places ({told})")]
        return f"in two places ({told})", []
    if one.years and other.years and not one.years & other.years:
        return f"of two years ({min(one.years)}, {min(other.years)})", []
    return None, []


def _speaks_of(portrait: Portrait, places: frozenset[str]) -> bool:
    return any(f"Place {slug(_last(place))}" in portrait.company for place in places)


def _shared_post(one: Portrait, other: Portrait) -> str | None:
    """A post that only one can hold, held by both within a few years."""
    if not (one.posts and other.posts):
        return None
    for post in sorted(specific(undated(one.posts) & undated(other.posts))):
        years = [[year for p, year in side.posts if p == post] for side in (one, other)]
        if any(_years(x, y) <= POST_YEARS for x, y in product(*years)):
            return _last(post)
    return None


def specific(posts: Iterable[str]) -> set[str]:
    """Posts of a list, of a body, or of more than a sort: "rail minister", not "minister"."""
    return {
        post
        for post in posts
        if "#" in post
        or POST.match(post)
        or not ({*post.split()} <= SORTS or post.split()[-1] in MANY_HELD)
    }


def _elsewhere_held(
    form: str, one: frozenset[Dated], other: frozenset[Dated]
) -> list[tuple[str, str, int]]:
    """Every two posts of one sort, of bodies or places without a word in common."""
    return sorted(
        (a, b, _years(x, y))
        for (a, x, sort, words) in _held(form, one)
        for (b, y, other_sort, others) in _held(form, other)
        if sort == other_sort and a != b and words.isdisjoint(others)
    )


@lru_cache(maxsize=1 << 10)  # more than are weighed with one another, but for a few names
def _held(
    form: str, posts: frozenset[Dated]
) -> tuple[tuple[str, int | None, str, frozenset[str]], ...]:
    """The posts of a form, each with its year, its sort, and the longer words of what it is of."""
    found = ((post, year, FORMS[form].match(post)) for post, year in posts)
    return tuple(
        (post, year, match[1], frozenset(word for word in match[2].split() if len(word) > 3))
        for post, year, match in found
        if match is not None
    )


def _apart(one: frozenset[Dated], other: frozenset[Dated]) -> list[tuple[str, str, int]]:
    """Every two values that differ, with the years between them."""
    return sorted((a, b, _years(x, y)) for (a, x), (b, y) in product(one, other) if a != b)


def _near(pairs: Iterable[tuple[str, str, int]], years: int) -> list[tuple[str, str, int]]:
    return [pair for pair in pairs if pair[2] <= years]


def _years(one: int | None, other: int | None) -> int:
    """Years between; none where a date is missing: then nothing says that times differ."""
    return 0 if one is None or other is None else abs(one - other)


def _last(text: str) -> str:
    return text.replace("#", "/").rpartition("/")[2]
