"""Whose member somebody is: the party before the name, or what its people are called after it.

"Labour MP Ann Vale", "Ann Vale, a Republican, said", "Republican Sen. Ann Vale".
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from onrecord.extract.relations.tie import Tie
from onrecord.lexicon import Lexicon
from onrecord.model import Mention, Span
from onrecord.parsing.gazetteer import gazetteer
from onrecord.parsing.parse import Parse

WHAT = re.compile(r"^,\s+an?\s+$")  # "Ann Vale, a Republican, said"
AFTER = re.compile(r"\s*+[,.;)]|\s++(?:and|who)\b|$")


def of_parties(parse: Parse, found: Sequence[Mention], lexicon: Lexicon) -> Iterator[Tie]:
    """ "Ann Vale, a Republican": a label for a party's people, in apposition to a name."""
    text, labels = parse.document.text, adherents(lexicon)
    for one, other in pairwise(found):
        gap = text[one.span.end : other.span.start]
        called = (one.kind, other.kind) == ("Person", "Organisation")
        label = parse.text(other.span) in labels and AFTER.match(text, other.span.end)
        if called and label and WHAT.match(gap):
            yield Tie(one, "memberOf", other, Span(one.span.start, other.span.end), 0.85)


def of_titles(
    parse: Parse, office: Mention, found: Sequence[Mention], lexicon: Lexicon
) -> Iterator[Tie]:
    """ "Labour leader Ann Vale", "Conservative MP for X, Bo Orme": the title names the party."""
    text = parse.document.text
    start = max(0, office.span.start - 25)
    words = text[start : office.span.end]
    for known in gazetteer(lexicon).parties:
        for name in known.adherents:
            at = words.rfind(name)
            if at < 0 or not re.fullmatch(r"[\w\s]*", words[at : office.span.start - start] or " "):
                continue
            person = next(
                (
                    m
                    for m in found
                    if m.kind == "Person"
                    and re.fullmatch(r",?\s", text[office.span.end : m.span.start] or "x")
                ),
                None,
            )
            if person is not None:
                party = Span(start + at, start + at + len(name))
                mention = Mention(party, known.name, "Organisation", known.iri)
                yield Tie(person, "memberOf", mention, Span(party.start, person.span.end), 0.85)


def as_member(parse: Parse, tie: Tie, lexicon: Lexicon) -> Tie:
    """Who works or speaks for a party is its member, also of one that no list names."""
    if tie.predicate == "affiliatedWith" and is_party(parse, tie.object, lexicon):
        return replace(tie, predicate="memberOf")
    return tie


def is_party(parse: Parse, body: Mention, lexicon: Lexicon) -> bool:
    """Whether a body is a party by the last word of its name, or by what its people are called."""
    words = body.name.split()
    headed = len(words) > 1 and (words[-1].lower(),) in lexicon.heads["Party"]
    return (headed and words[-1][0].isupper()) or parse.text(body.span) in adherents(lexicon)


def partisan(gap: str, lexicon: Lexicon) -> bool:
    """Whether the words before a name are for a post that parties fill: "Tarnite senator"."""
    return (gap.strip().lower(),) in lexicon.heads["Partisan"]


def is_one_phrase(parse: Parse, label: Span, name: Span) -> bool:
    """Whether nouns alone lie between: "Tory welfare hawk Ann Vale", not "Labour blames her"."""
    between = parse.tokens(Span(label.start, name.end))[1 : -len(parse.tokens(name))]
    return len(between) <= 3 and all(t.tag_ in {"NN", "JJ", "NNP"} for t in between)


@lru_cache(maxsize=4)
def adherents(lexicon: Lexicon) -> frozenset[str]:
    """What one member of a party is called, with a capital: "Tory", "Republican"."""
    listed = {a for known in gazetteer(lexicon).parties for a in known.adherents}
    return frozenset(listed | {" ".join(w).title() for w in lexicon.heads.get("Adherent", ())})
