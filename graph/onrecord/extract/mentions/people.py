"""People: names with and without honorifics, bylines, spokespeople, and surnames alone."""

import re
from collections.abc import Iterable, Iterator

from onrecord.extract.mentions.names import clean, labelled, looks_named, may_name
from onrecord.extract.mentions.words import CAPITALS, HONORIFIC, POSSESSIVE, any_of, person_name
from onrecord.lexicon import Lexicon
from onrecord.model import Mention, Span
from onrecord.parse import Parse

HONOURED = re.compile(rf"\b{HONORIFIC}(?: [A-Z][\w’'-]*[\w-])+")
SPOKEN_FOR = re.compile(r"\b([Ss]pokes(?:man|woman|person))\b(?: for (?:the )?)?")
NAME_AFTER = re.compile(r",? [A-Z][a-z][\w’'-]* [A-Z][\w’'-]+")
NAME_BEFORE = re.compile(r"[A-Z][\w’'-]+ [A-Z][\w’'-]+, (?:an? |the )?(?:[\w-]+ ){0,2}$")
BYLINE = re.compile(
    r"(?m)^(?:By|BY) ([A-Z][\w’'-]+ [A-Z][\w’'-]+)$"
    r"|\b([A-Z][\w’'-]+ [A-Z][\w’'-]+) (?:reports|writes)\b"
)


def honoured(parse: Parse, lexicon: Lexicon) -> Iterator[Mention]:
    for match in HONOURED.finditer(parse.document.text):
        words = POSSESSIVE.sub("", match[0])
        span = Span(match.start(), match.start() + len(words))
        yield Mention(span, person_name(words), "Person")


def spokespeople(parse: Parse, lexicon: Lexicon) -> Iterator[Mention]:
    """The unnamed voice of a named body: "a Labour spokesman", "a spokeswoman for the board"."""
    text = parse.document.text
    for match in SPOKEN_FOR.finditer(text):
        if NAME_BEFORE.search(text[: match.start()]) or NAME_AFTER.match(text[match.end(1) :]):
            continue  # "Ann Vale, a spokeswoman for ...": the voice has a name
        before = re.search(rf"({CAPITALS}+)$", text[max(0, match.start() - 60) : match.start()])
        if before and before[1].strip() not in {"A", "The"}:
            body = re.sub(r"^(?:A|The|An)\s", "", before[1])
            span = Span(match.start() - len(body), match.end(1))
            yield Mention(span, f"{body.strip()} {match[1].lower()}", "Person")
            continue
        after = re.match(rf"{CAPITALS}+", text[match.end() :])
        if after and " for " in match[0]:
            name = POSSESSIVE.sub("", after[0].strip())
            span = Span(match.start(), match.end() + len(after[0].rstrip()))
            if not re.match(rf",{NAME_AFTER.pattern[2:]}", text[span.end :]):
                yield Mention(span, f"{name} {match[1].lower()}", "Person")


def people(parse: Parse, lexicon: Lexicon) -> Iterator[Mention]:
    """Names of people, bylines included, without titles and possessives."""
    text = parse.document.text
    for match in BYLINE.finditer(text):
        group = 1 if match[1] else 2
        yield Mention(Span(match.start(group), match.end(group)), match[group], "Person")
    for label, named in labelled(parse):
        span = clean(parse, named) if label == "PERSON" else None
        if span is None or not may_name(parse, span, lexicon):
            continue
        if len(parse.tokens(span)) > 1 or looks_named(parse.tokens(span)[0]):
            yield Mention(span, person_name(parse.text(span)), "Person")


def surnames(parse: Parse, people: Iterable[str]) -> Iterator[Mention]:
    """Where a person of the article is called by the last name, or the last two, alone."""
    names = {name.split()[-1] for name in people if " " in name}
    names |= {part for name in people for part in [name.split()[-1]] if "-" in part}
    if names:
        for match in any_of(frozenset(names), False).finditer(parse.document.text):
            yield Mention(Span(match.start(), match.end()), match[0], "Person")
