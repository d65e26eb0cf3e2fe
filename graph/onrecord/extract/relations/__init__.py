"""Facts between two entities that the words beside their names state (annotation.md's closed set).

Offices, party, affiliation and succession from titles, appositions and verbs; places from
prepositions; occasions from the verbs at them; support and attack by acts of office that a narrator
tells ("approved the merger").
"""

import re
from collections.abc import Iterator, Sequence

from onrecord.extract.relations.deeds import deeds
from onrecord.extract.relations.occasions import appearances
from onrecord.extract.relations.parties import (
    adherents,
    as_member,
    is_one_phrase,
    of_parties,
    of_titles,
    partisan,
)
from onrecord.extract.relations.places import sites
from onrecord.extract.relations.posts import posts
from onrecord.extract.relations.tie import Tie, neighbours
from onrecord.extract.relations.voices import voices
from onrecord.lexicon import Lexicon, Words, heads_of
from onrecord.model import Mention, Span
from onrecord.parsing.parse import Parse

OF = re.compile(r"^\s*(?:’s|'s)\s+(?:\w+ ){0,2}$|^(?:’|')\s+$")
FROM = re.compile(  # "of the union", ", from the union", ", a lecturer at the", ", owner of the"
    r"^(?:\s+of|,\s+(?:of|from|at|for)|,\s+(?:(?:an?|the)\s+)?(?:[a-z-]+\s+){1,4}(?:of|from|at|for))"
    r"\s+(?:the\s+)?(?:[\d,.]+\S*\s)?$"
)
BEYOND = re.compile(r"\b(?:for|against|to|with|by|on)\b(?! (?:the )?$)")  # "lawyer for victims of"
POSSESSED = re.compile(r"['’]s? [a-z]")  # "of the union's critics"
WHOSE = re.compile(r"^,\s+(?:the\s+)?$")  # "Ann Vale, the union's treasurer"
WHAT = re.compile(r"^,\s+an?\s+$")  # "Ann Vale, a Tarn Party councillor"
ROLE = re.compile(r"^\s+(?:(?:[a-z-]+|M[A-Z]?P) ){0,3}$")  # "Labour MP", "Tory MEP"
BRACKET = re.compile(r"^\s*\(\s*$")


def ties(parse: Parse, mentions: Sequence[Mention], lexicon: Lexicon) -> Iterator[Tie]:
    """Ties of one document between neighbouring mentions, and of verbs that tell of them."""
    found = sorted((m for m in mentions if not parse.in_furniture(m.span)), key=lambda m: m.span)
    named = [m for m in found if not (m.kind == "Person" and _is_plain(parse.text(m.span)))]
    for finder in (_neighbours, posts, of_parties, deeds, appearances):
        for tie in finder(parse, named, lexicon):
            yield as_member(parse, tie, lexicon)
    yield from voices(parse, found, lexicon)  # of a party, too, no member: somebody unnamed
    yield from sites(parse, found)
    yield from _contained(parse, found)


def _is_plain(words: str) -> bool:
    """ "The spokesman" again: one plain word, of which the words around it tell nothing."""
    return words.islower() and " " not in words


def _neighbours(parse: Parse, found: Sequence[Mention], lexicon: Lexicon) -> Iterator[Tie]:
    text = parse.document.text
    labels = adherents(lexicon)
    roles = heads_of(lexicon, "Office", "Role")
    for one, other, gap in neighbours(parse, found):
        span = Span(one.span.start, other.span.end)
        kinds = (one.kind, other.kind)
        if kinds == ("Organisation", "Person"):
            party = parse.text(one.span) in labels or partisan(gap, lexicon)
            direct = gap.strip() in {"", "'s", "’s", "'", "’"}
            called = party and is_one_phrase(parse, one.span, other.span)
            if not (direct or called or _ends_in_role(gap, roles)):
                continue  # "Labour regards Mr Vale" makes him no member
            if party and (direct or ROLE.match(gap)):
                yield Tie(other, "memberOf", one, span, 0.85)
            elif OF.match(gap) or (ROLE.match(gap) and gap.strip()):
                yield Tie(other, "affiliatedWith", one, span, 0.75)
        elif kinds == ("Person", "Organisation") and (FROM.match(gap) or BRACKET.match(gap)):
            words = {(w,) for w in re.findall(r"[\w-]+", gap)}
            others = BEYOND.search(gap) or POSSESSED.match(text, other.span.end)
            if not words & lexicon.heads["Outsider"] and not others:
                predicate = "memberOf" if ("member",) in words else "affiliatedWith"
                yield Tie(one, predicate, other, span, 0.7)
        elif kinds == ("Person", "Organisation") and WHOSE.match(gap):
            if POSSESSED.match(text, other.span.end):
                yield Tie(one, "affiliatedWith", other, span, 0.7)
        elif kinds == ("Person", "Organisation") and WHAT.match(gap):
            after = re.match(r" ([a-z-]+)\b(?! [a-z])", text[other.span.end :])
            if after and (after[1],) in roles:
                yield Tie(one, "affiliatedWith", other, span, 0.7)
        if one.kind == "Office":
            yield from of_titles(parse, one, found, lexicon)


def _ends_in_role(gap: str, roles: frozenset[Words]) -> bool:
    """Whether the words before a name say what the person is: "union boss Ann Vale"."""
    words = tuple(gap.lower().split())
    return any(words[-n:] in roles for n in (1, 2, 3) if len(words) >= n)


def _contained(parse: Parse, found: Sequence[Mention]) -> Iterator[Tie]:
    """A policy whose words name a hospital or body affects it; a unit "in X" is located there."""
    for policy in (m for m in found if m.kind == "Policy"):
        for other in found:
            if other.kind in {"Hospital"} and policy.span.overlaps(other.span):
                low, high = (
                    min(policy.span.start, other.span.start),
                    max(policy.span.end, other.span.end),
                )
                yield Tie(policy, "affects", other, Span(low, high), 0.75)
