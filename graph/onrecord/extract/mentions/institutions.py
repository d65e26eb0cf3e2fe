"""Hospitals and events: told by their head nouns and the names beside these."""

import re
from collections.abc import Iterator

from onrecord.extract.mentions.names import clean, may_name
from onrecord.extract.mentions.words import CAPITALS, any_of, head_nouns
from onrecord.lexicon import Lexicon
from onrecord.model import Mention, Span
from onrecord.parsing.parse import Parse


def hospitals(parse: Parse, lexicon: Lexicon) -> Iterator[Mention]:
    """A head noun with a name before it ("Vale Royal Infirmary") or a place after it, and what a
    model names a hospital ("the Royal Vale").
    """
    heads = head_nouns(lexicon, "Hospital")
    if not heads:
        return
    text = parse.document.text
    for match in any_of(heads, True).finditer(text):
        plural = match[0].lower().endswith("hospitals")
        line = text.rfind("\n", 0, match.start()) + 1
        before = re.search(
            rf"((?:{CAPITALS})+)$", text[max(line, match.start() - 60) : match.start()]
        )
        name = re.sub(r"^(?:The|A|An|In|At|But|And|For)\s", "", before[1]) if before else ""
        name = name if re.search(r"[a-z]{2}", name) else ""
        after = re.match(r" (?:in|at) (?:the )?((?:[A-Z][\w’-]+ ?){1,4})", text[match.end() :])
        if name and not plural:
            yield Mention(Span(match.start() - len(name), match.end()), name + match[0], "Hospital")
        elif after:
            end = match.end() + len(after[0].rstrip())
            start = _modified(text, match.start())
            yield Mention(Span(start, end), text[start:end], "Hospital")
    for label, named in parse.names:
        span = clean(parse, named) if label == "HOSPITAL" else None
        if span is not None and may_name(parse, span, lexicon):
            yield Mention(span, parse.text(span), "Hospital")


def _modified(text: str, start: int) -> int:
    """Start of the hyphenated adjectives before a head noun ("consultant-led maternity unit")."""
    before = re.search(r"((?:\w+-\w+ )+)$", text[max(0, start - 40) : start])
    return start - len(before[1]) if before else start


def events(parse: Parse, lexicon: Lexicon) -> Iterator[Mention]:
    """An occasion with a name before it, or a name after "with" or "at"."""
    heads = head_nouns(lexicon, "Event")
    if not heads:
        return
    text = parse.document.text
    for match in any_of(heads, True).finditer(text):
        line = text.rfind("\n", 0, match.start()) + 1
        lead = text[max(line, match.start() - 70) : match.start()]
        before = re.search(rf"((?:[“\"‘'][^”\"’'\n]+[”\"’'] )|(?:{CAPITALS}){{2,}})$", lead)
        after = re.match(
            r" (?:with|of|at|on) (?:the )?((?:[A-Z][\w&’-]+ ?)+(?:magazine|newspaper)?)",
            text[match.end() :],
        )
        if before:
            name = re.sub(r"^(?:(?:[Tt]he|A|An|At|In)\s)+", "", before[1])
            yield Mention(Span(match.start() - len(name), match.end()), name + match[0], "Event")
        elif after:
            end = match.end() + len(after[0].rstrip())
            yield Mention(Span(match.start(), end), text[match.start() : end], "Event")
    for label, named in parse.names:
        span = clean(parse, named) if label == "EVENT" else None
        if span is not None and " " in parse.text(span) and parse.text(span)[0].isupper():
            yield Mention(span, parse.text(span), "Event")
