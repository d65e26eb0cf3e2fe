"""Bodies without a name of their own: "the interior ministry", "the council", "the Cabinet".

No list can know them for every country; head nouns and grammar tell them.
"""

import re
from collections.abc import Iterator, Sequence

from onrecord.extract.mentions.words import any_of, head_nouns
from onrecord.lexicon import Lexicon
from onrecord.model import Mention, Span
from onrecord.parsing.parse import Parse
from onrecord.parsing.tokens import Token

# Adjectives that say whose a body is, not what it is like
OF_A_BODY = {
    "federal", "national", "state", "local", "regional", "provincial", "central", "municipal",
    "interior", "foreign", "metropolitan", "devolved",
}  # fmt: skip
NO_NAME = r"^(?:The|This|A|But|And|In|Our|His|Her|That|Under|No|If|When|As)\s"
PART_OF_NAME = re.compile(r"\b(?!(?:The|In|At|But|And|A)\b)[A-Z][\w’'-]*[’']? $")
GOVERNMENT = re.compile(
    r"\b(?:(?:[A-Z]\w+) )?(?:[Gg]overnment|[Oo]pposition)\b(?! (?:department|to|of)s?)"
)


def institutions(parse: Parse, lexicon: Lexicon) -> Iterator[Mention]:
    """Bodies that every country has or that stand for its government, written with a capital."""
    labels = head_nouns(lexicon, "Institution")
    names = frozenset(label.title().replace(" Of ", " of ") for label in labels)
    if not names:
        return
    text = parse.document.text
    for match in any_of(names, False).finditer(text):
        token = parse.tokens(Span(match.start(), match.end())).root
        longer = PART_OF_NAME.search(text[: match.start()]) or text[match.end() :][:4] == " of "
        if token.dep_ != "compound" and not longer:
            yield Mention(Span(match.start(), match.end()), match[0], "Organisation")


def told_which(parse: Parse, lexicon: Lexicon) -> Iterator[Mention]:
    """A noun for a body with words that say which: "the interior ministry", "Today programme"."""
    text = parse.document.text
    plain, outlets = head_nouns(lexicon, "Body"), head_nouns(lexicon, "Outlet")
    if not plain | outlets:
        return
    for match in any_of(plain | outlets, True).finditer(text):
        head = parse.tokens(Span(match.start(), match.end())).root
        compound = head.dep_ == "compound" or head.pos_ not in {"NOUN", "PROPN"}
        if compound or re.match(r" (?:of|for) (?:the )?[A-Z]", text[match.end() :]):
            continue
        start = _first_word(head, head.lower_ in outlets)
        if start < match.start() and text[start - 1 : start] != "-":
            yield Mention(Span(start, match.end()), text[start : match.end()], "Organisation")


def _first_word(head: Token, capitals: bool) -> int:
    """Where the words begin that say which body; `capitals`: only words written with one."""
    first = head
    for i in range(head.i - 1, max(head.sent.start - 1, head.i - 4), -1):
        token = head.doc[i]
        if token.dep_ not in {"compound", "amod", "nmod"} or not token.text[0].isalpha():
            break
        if (
            token.text.islower()
            and (capitals or token.dep_ == "amod")
            and (capitals or token.lower_ not in OF_A_BODY)
        ):
            break
        first = token
    return first.idx


def governments(parse: Parse, lexicon: Lexicon) -> Iterator[Mention]:
    """The government and the opposition, with whose they are."""
    for match in GOVERNMENT.finditer(parse.document.text):
        token = parse.tokens(Span(match.end() - 2, match.end()))[0]
        words = re.sub(NO_NAME, "", match[0])
        determined = any(c.dep_ in {"det", "poss"} for c in token.children)
        noun = token.pos_ in {"NOUN", "PROPN"} and token.dep_ != "compound"
        if noun and (determined or " " in words):
            name = words if " " in words else words.capitalize()
            yield Mention(Span(match.end() - len(words), match.end()), name, "Organisation")


def bare(parse: Parse, lexicon: Lexicon, named: Sequence[str]) -> Iterator[Mention]:
    """The noun alone, "the council": the one body of the text whose name ends so, if there is."""
    heads = head_nouns(lexicon, "Body")
    if not heads:
        return
    for match in any_of(heads, True).finditer(parse.document.text):
        word = match[0].lower()
        token = parse.tokens(Span(match.start(), match.end())).root
        told = any(c.dep_ not in {"det", "poss"} and c.i < token.i for c in token.children)
        determined = any(c.lower_ in {"the", "this"} for c in token.children)
        if told or token.dep_ == "compound" or not (determined or word == "police"):
            continue
        full = sorted({name for name in named if name.lower().endswith(f" {word}")})
        name = full[0] if len(full) == 1 else word
        yield Mention(Span(match.start(), match.end()), name, "Organisation")
