"""Bodies, places and groups: from lists, the language model and head nouns."""

import re
from collections.abc import Iterator

from onrecord.extract.mentions.names import clean, is_acronym_adjective, labelled, may_name
from onrecord.extract.mentions.words import CAPITALS, any_of, head_nouns
from onrecord.lexicon import Lexicon
from onrecord.model import Kind, Mention, Span
from onrecord.parse import Parse

NAMED: dict[str, Kind] = {
    "PERSON": "Person",
    "ORG": "Organisation",
    "GPE": "Place",
    "LOC": "Place",
    "FAC": "Place",
}


def known(parse: Parse, lexicon: Lexicon) -> Iterator[Mention]:
    """Things that a list knows: offices in any case, bodies and people as they are written."""
    text = parse.document.text
    for fold_case, kinds in ((True, {"Office"}), (False, {"Organisation", "Person", "Hospital"})):
        things = {
            (label.lower() if fold_case else label): known
            for known in lexicon.known
            if known.kind in kinds
            for label in known.labels
        }
        if not things:
            continue
        for match in any_of(frozenset(things), fold_case).finditer(text):
            words = re.sub(r"\s", " ", match[0])
            known = things[words.lower() if fold_case else words]
            yield Mention(Span(match.start(), match.end()), known.name, known.kind, known.iri)


def bodies(parse: Parse, lexicon: Lexicon) -> Iterator[Mention]:
    """Organisations and places as the language model names them."""
    heads = head_nouns(lexicon, "Organisation")
    for label, named in labelled(parse):
        kind = NAMED.get(label)
        span = clean(parse, named) if kind else None
        if kind is None or kind == "Person" or span is None or not may_name(parse, span, lexicon):
            continue
        words, tokens = parse.text(span), parse.tokens(span)
        if words.lower().split()[-1] in heads:
            kind = "Organisation"
        if kind == "Organisation" and (is_acronym_adjective(tokens) or _is_first_word(parse, span)):
            continue
        yield Mention(span, words, kind)
    yield from _headed_bodies(parse, heads)
    yield from _lower_bodies(parse, lexicon)


def _headed_bodies(parse: Parse, heads: frozenset[str]) -> Iterator[Mention]:
    """A name that ends in a listed noun, where the model saw none: "the Growers' Union"."""
    if not heads:
        return
    titled = frozenset(head.capitalize() for head in heads)
    text = parse.document.text
    for match in any_of(titled, False).finditer(text):
        line = text.rfind("\n", 0, match.start()) + 1
        before = re.search(
            rf"((?:{CAPITALS})+)$", text[max(line, match.start() - 60) : match.start()]
        )
        name = re.sub(r"^(?:The|A|An|In|At|But|And|For)\s", "", before[1]) if before else ""
        if name and not re.match(r" [A-Z]", text[match.end() :]):
            yield Mention(
                Span(match.start() - len(name), match.end()), name + match[0], "Organisation"
            )


def _is_first_word(parse: Parse, span: Span) -> bool:
    """One capitalised word that opens a line and stands nowhere else in capitals: a plain word."""
    words = parse.text(span)
    if " " in words or words.isupper():
        return False
    line = parse.paragraphs[parse.paragraph_at(span.start)]
    return span.start == line.start and parse.document.text.count(words) == 1


def _lower_bodies(parse: Parse, lexicon: Lexicon) -> Iterator[Mention]:
    """The government and the opposition, which no list can know for every country."""
    pattern = re.compile(
        r"\b(?:(?:[A-Z]\w+) )?(?:[Gg]overnment|[Oo]pposition)\b(?! (?:department|to|of)s?)"
    )
    for match in pattern.finditer(parse.document.text):
        token = parse.tokens(Span(match.end() - 2, match.end()))[0]
        words = re.sub(
            r"^(?:The|This|A|But|And|In|Our|His|Her|That|Under|No|If|When|As)\s", "", match[0]
        )
        determined = any(c.dep_ in {"det", "poss"} for c in token.children)
        if (
            token.pos_ in {"NOUN", "PROPN"}
            and token.dep_ != "compound"
            and (determined or " " in words)
        ):
            start = match.end() - len(words)
            name = words if " " in words else words.capitalize()
            yield Mention(Span(start, match.end()), name, "Organisation")


def groups(parse: Parse, lexicon: Lexicon) -> Iterator[Mention]:
    """Collective actors: a listed plural, with the adjectives that narrow it."""
    heads = head_nouns(lexicon, "Group")
    if not heads:
        return
    for match in any_of(heads, True).finditer(parse.document.text):
        span = Span(match.start(), match.end())
        token = parse.tokens(span)[-1]
        if token.pos_ not in {"NOUN", "PROPN", "PRON", "ADJ"} or token.dep_ in {"compound", "amod"}:
            continue
        plain = match[0][1:].islower()
        yield Mention(span, match[0].lower() if plain else match[0], "Group")
