"""What the language model names, cleaned of articles, possessives and plain words."""

import re
from functools import lru_cache

from onrecord.extract.mentions.words import POSSESSIVE, head_nouns
from onrecord.lexicon import Lexicon
from onrecord.model import Span
from onrecord.parsing.parse import Parse
from onrecord.parsing.tokens import Token, Tokens

# "(D-Ore.)", ", R-Tex.,": party and state of whoever stands before it
SEAT = re.compile(r"[A-Z]{1,3}-[A-Z][A-Za-z]{0,5}(?:\.|(?=[),]))(?:[A-Z]\.)?")
LEAD = re.compile(
    r"(?:[Tt]he|[Aa]n?|[Tt]his|[Ff]ormer|[Tt]hen|[Hh]er|[Hh]is|[Ii]ts|[Tt]heir|[Oo]ur)\s+|[“\"‘'(\[]+"
)
TAIL = re.compile(r"[\s.,;:)\]”\"]+$")


def clean(parse: Parse, span: Span) -> Span | None:
    """A model's span without article, possessive and brackets."""
    words = parse.text(span)
    start = span.start
    while lead := LEAD.match(words):
        start += lead.end()
        words = words[lead.end() :]
    words = TAIL.sub("", POSSESSIVE.sub("", words))
    return Span(start, start + len(words)) if words.strip() else None


def may_name(parse: Parse, span: Span, lexicon: Lexicon) -> bool:
    """Professions, wards, times of day and acronyms of schemes are what models most often take
    for names.
    """
    words = parse.text(span)
    lowered = words.lower()
    if SEAT.match(parse.document.text, span.start) and parse.document.text[span.start - 1] in "( ":
        return False
    plain = (head_nouns(lexicon, kind) for kind in ("Group", "Hospital", "Common"))
    many = len(words) > 2 and words[-1] == "s" and words[:-1].isupper()  # CCGs, NGOs
    if words.isupper() and words in _scheme_acronyms(lexicon):
        return False
    return words[0].isupper() and not many and not any(lowered in nouns for nouns in plain)


@lru_cache(maxsize=4)
def _scheme_acronyms(lexicon: Lexicon) -> frozenset[str]:
    """Acronyms that the codebook has for policies: payments and programmes, no bodies."""
    labels = (label for c in lexicon.concepts for label in (*c.labels, *c.hidden))
    return frozenset(label for label in labels if label.isupper())


def looks_named(token: Token) -> bool:
    return token.pos_ == "PROPN" and not token.text.isupper()


def is_acronym_adjective(tokens: Tokens) -> bool:
    """Capitals that only say what kind ("A&E doctors", "GP contract") name no body."""
    last = tokens[-1]
    return (
        len(tokens) == 1
        and last.text.isupper()
        and last.dep_ in {"compound", "nmod", "amod"}
        and (len(last.text) <= 3)
    )
