"""People: names with and without honorifics, bylines, spokespeople, and surnames alone."""

import re
from collections.abc import Iterable, Iterator

from onrecord.extract.mentions.names import clean, looks_named, may_name
from onrecord.extract.mentions.words import (
    CAPITALS,
    HONORIFIC,
    POSSESSIVE,
    alone,
    any_of,
    head_nouns,
    person_name,
)
from onrecord.lexicon import Lexicon, heads_of
from onrecord.model import Mention, Span
from onrecord.parsing.parse import Parse

HONOURED = re.compile(rf"\b{HONORIFIC}(?: [A-Z][\w’'-]*[\w-])+")
OWNER = re.compile(r".*?\w['’]s(?= )")
SPOKEN_FOR = re.compile(r"\b([Ss]pokes(?:man|woman|person))\b(?: for (?:the )?)?")
ANONYMOUS = re.compile(r"\b(?:[Aa]n?|[Aa]nother)\s((?:(?!senior|former)[\w&’'.-]+\s){0,3})$")
NAME_AFTER = re.compile(r",? [A-Z][a-z][\w’'-]* [A-Z][\w’'-]+")
NAME_BEFORE = re.compile(r"[A-Z][\w’'-]+ [A-Z][\w’'-]+, (?:an? |the )?(?:[\w-]+ ){0,2}$")
# Last words of bodies that a model takes for people, and nobody's surname
NO_SURNAMES = {
    "commission",
    "committee",
    "association",
    "federation",
    "department",
    "ministry",
    "agency",
}
FULL_NAME = re.compile(r" ([A-Z][a-z]+ [A-Z][a-z][\w-]*)(?=,| [a-z]|\.\s)(?! (?:of|and|&) [A-Z])")
BYLINE = re.compile(
    r"(?m)^(?:By|BY) ([A-Z][\w’'-]+ [A-Z][\w’'-]+)$"
    r"|\b([A-Z][\w’'-]+ [A-Z][\w’'-]+) (?:reports|writes)\b"
)


def honoured(parse: Parse, lexicon: Lexicon) -> Iterator[Mention]:
    for match in HONOURED.finditer(parse.document.text):
        own = OWNER.match(match[0])  # "Sen. Vale's Ohio supporters"
        words = POSSESSIVE.sub("", own[0] if own else match[0])
        span = Span(match.start(), match.start() + len(words))
        yield Mention(span, person_name(words), "Person")


def spokespeople(parse: Parse, lexicon: Lexicon) -> Iterator[Mention]:
    """The unnamed voice of a body: "a Labour spokesman", "a spokeswoman for the board".

    Without a body in capitals the name is in small letters: it holds in its article alone.
    """
    text = parse.document.text
    for match in SPOKEN_FOR.finditer(text):
        if NAME_BEFORE.search(text[: match.start()]) or NAME_AFTER.match(text[match.end(1) :]):
            continue  # "Ann Vale, a spokeswoman for ...": the voice has a name
        lead = text[max(0, match.start() - 60) : match.start()]
        before = re.search(rf"({CAPITALS}+)$", lead)
        if before and before[1].strip() not in {"A", "The"}:
            body = re.sub(r"^(?:A|The|An)\s", "", before[1])
            span = Span(match.start() - len(body), match.end(1))
            yield Mention(span, f"{body.strip()} {match[1].lower()}", "Person")
            continue
        after = re.match(rf"(?:[a-z-]+ ){{0,2}}{CAPITALS}+", text[match.end() :])
        spoken_for = after[0] if after else _plain_body(parse, match.end())
        if " for " in match[0] and spoken_for:
            name = POSSESSIVE.sub("", spoken_for.strip())
            span = Span(match.start(), match.end() + len(spoken_for.rstrip()))
            if not re.match(rf",{NAME_AFTER.pattern[2:]}", text[span.end :]):
                yield Mention(span, f"{name} {match[1].lower()}", "Person")
        elif plain := ANONYMOUS.search(lead):
            start = match.start() - len(plain[1])
            name = f"{plain[1]}{match[1].lower()}"
            yield Mention(Span(start, match.end(1)), name, "Person")


def _plain_body(parse: Parse, start: int) -> str:
    """The words from here to the noun that "for" governs: "farming ministry"."""
    here = parse.token_from(start)
    ends = [t for t in parse.words[here : here + 4] if t.dep_ == "pobj" and t.pos_ == "NOUN"]
    return parse.document.text[start : ends[0].idx + len(ends[0])] if ends else ""


def people(parse: Parse, lexicon: Lexicon) -> Iterator[Mention]:
    """Names of people, bylines included, without titles and possessives."""
    text = parse.document.text
    for match in BYLINE.finditer(text):
        group = 1 if match[1] else 2
        yield Mention(Span(match.start(group), match.end(group)), match[group], "Person")
    for label, named in parse.names:
        span = clean(parse, named) if label == "PERSON" else None
        span = _without_verb(parse, span) if span is not None else None
        if span is None or not may_name(parse, span, lexicon):
            continue
        if parse.text(span).split()[-1].lower() in NO_SURNAMES:
            continue
        if len(parse.tokens(span)) > 1 or looks_named(parse.tokens(span)[0]):
            span = _without_role(parse, span, lexicon)
            yield Mention(span, person_name(parse.text(span)), "Person")


def _without_verb(parse: Parse, span: Span) -> Span:
    """A name without small words that a model has put behind it: "Ann scolded" is Ann."""
    words = parse.text(span)
    name = re.sub(r"(?: [a-z]\w*)+$", "", words)
    return Span(span.start, span.start + len(name))


def titled(parse: Parse, lexicon: Lexicon) -> Iterator[Mention]:
    """Two capitalised words right after a post where the model saw no name: "chair Ann Vale"."""
    posts = head_nouns(lexicon, "Post") | head_nouns(lexicon, "Office")
    bodies = head_nouns(lexicon, "Organisation")
    for match in any_of(posts, True).finditer(parse.document.text):
        name = FULL_NAME.match(parse.document.text, match.end())
        if name is None or not match[0][1:].islower():
            continue
        if name[1].split()[-1].lower() not in bodies:
            yield Mention(Span(*name.span(1)), name[1], "Person")


def _without_role(parse: Parse, span: Span, lexicon: Lexicon) -> Span:
    """Leaves "Backbencher" out of "Backbencher Ann Vale", which the model takes for a name."""
    words = parse.text(span).split(" ")
    roles = heads_of(lexicon, "Office", "Role")
    if len(words) > 2 and (words[0].lower(),) in roles:
        return Span(span.start + len(words[0]) + 1, span.end)
    return span


def surnames(parse: Parse, people: Iterable[str]) -> Iterator[Mention]:
    """Where a person of the article is called by the last name, or the last two, alone."""
    names = {name.split()[-1] for name in people if " " in name}
    names |= {part for name in people for part in [name.split()[-1]] if "-" in part}
    for span in alone(names, parse.document.text):
        yield Mention(span, parse.text(span), "Person")
