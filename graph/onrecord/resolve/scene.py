"""What a resolver looks at: mentions with their entities, and what the text calls each of them."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from onrecord.lexicon import Lexicon, heads_of
from onrecord.model import Mention
from onrecord.parsing.parse import Parse, span_of
from onrecord.parsing.tokens import Token
from onrecord.resolve import offices
from onrecord.resolve.entities import Cast
from onrecord.resolve.genders import by_name, by_pronouns
from onrecord.resolve.offices import Holding

TITLES = {
    "sen": "senator", "gov": "governor", "rep": "representative", "cllr": "councillor",
    "prof": "professor", "dr": "doctor", "rev": "reverend",
}  # fmt: skip
ITEM = re.compile(r"[•·‣▪●*–-]\s")


@dataclass(frozen=True, slots=True)
class Resolved:
    """Whom some words mean, and how sure that is (0 to 1)."""

    who: str  # Entity.id
    confidence: float


@dataclass(frozen=True, slots=True)
class Called:
    """A common noun that the text gives somebody: "Ann Vale, a care worker", "Sen. Vale"."""

    noun: str  # head, lower-case lemma
    words: frozenset[str]  # all words of the phrase, lower case


@dataclass(frozen=True, slots=True)
class Scene:
    """One article, ready for resolving."""

    parse: Parse
    mentions: Sequence[Mention]  # sorted
    cast: Cast
    holdings: Sequence[Holding]
    lexicon: Lexicon
    called: Mapping[str, frozenset[Called]]  # by Entity.id
    genders: Mapping[str, str]  # "he" or "she" by Entity.id, where the text tells
    starts: Sequence[int]  # of the sentences, in tokens
    prose: Sequence[int]  # of each paragraph, how many before it are no items of a list
    pronouns: Sequence[Token]  # of every sort, in the order of the text

    def head(self, mention: Mention) -> Token:
        return self.parse.root(mention.span)

    def before(self, offset: int) -> Sequence[Mention]:
        """The mentions that begin before an offset."""
        return self.mentions[: bisect_left(self.mentions, offset, key=lambda m: m.span.start)]

    def sentence(self, token: Token) -> int:
        """Which sentence of the document a token stands in, from 1."""
        return bisect_right(self.starts, token.i)

    def paragraph(self, offset: int) -> int:
        """How many paragraphs come before an offset; items of a list (a box of posts) are none."""
        return self.prose[self.parse.paragraph_at(offset)]


def stage(
    parse: Parse,
    mentions: Sequence[Mention],
    cast: Cast,
    held: Sequence[Holding],
    lexicon: Lexicon,
) -> Scene:
    """The scene of one article; `mentions` are sorted."""
    called: dict[str, set[Called]] = {}
    for mention in mentions:
        who = cast.at(mention)
        if who is not None and mention.kind in {"Person", "Organisation", "Hospital"}:
            called.setdefault(who, set()).update(_called(parse, mention, lexicon))
    names = {e.id: e.name.lower().split() for e in cast.entities}
    for holding in held:
        words = names[holding.office]
        known = Called(words[-1], frozenset(words))
        if not holding.past and words:
            called.setdefault(holding.person, set()).add(known)
    nouns = {who: frozenset(found) for who, found in called.items()}
    people = [e for e in cast.entities if e.kind == "Person"]
    told = {e.id: by_name(parse, e, {c.noun for c in nouns.get(e.id, ())}, lexicon) for e in people}
    pronouns = [token for token in parse.words if token.pos_ == "PRON"]
    untold = {
        parse.root(m.span).i: who
        for m in mentions
        if m.kind == "Person" and (who := cast.at(m)) is not None and told.get(who) is None
    }
    named = {who: gender for who, gender in told.items() if gender is not None}
    genders = named | by_pronouns(pronouns, untold)
    starts = [sentence.start for sentence in parse.sentences]
    return Scene(
        *(parse, mentions, cast, held, lexicon, nouns, genders, starts),
        prose=_prose(parse),
        pronouns=pronouns,
    )


def _prose(parse: Parse) -> tuple[int, ...]:
    lines = (parse.text(paragraph) for paragraph in parse.paragraphs)
    return tuple(accumulate((ITEM.match(line) is None for line in lines), initial=0))


def _called(parse: Parse, mention: Mention, lexicon: Lexicon) -> Iterator[Called]:
    """Nouns before the name, in apposition to it, or said of it with "is"; titles spelt out."""
    tokens = parse.tokens(mention.span)
    head, first = tokens.root, tokens[0]
    posts = heads_of(lexicon, "Office", "Role")
    for token in parse.words[max(first.sent.start, first.i - 1) : first.i + 1]:
        title = token.lower_.rstrip(".")
        if title in TITLES:
            past = offices.is_past(parse.document.text, span_of(token))
            words = {TITLES[title], "former"} if past else {TITLES[title]}
            yield Called(TITLES[title], frozenset(words))
        elif mention.kind == "Person" and token.pos_ == "PROPN" and (title,) in posts:
            yield Called(title, frozenset({title}))
    nouns = [c for c in head.children if c.dep_ == "appos"]
    if head.dep_ == "appos":
        nouns.append(head.head)
    if head.dep_ == "nsubj" and head.head.lemma_ == "be":
        nouns += [c for c in head.head.children if c.dep_ == "attr"]
    before = parse.words[first.i - 1] if first.i > first.sent.start else None
    if before is not None and before.pos_ == "NOUN" and tokens.start <= before.head.i < tokens.end:
        nouns.append(before)
    for noun in nouns:
        if noun.pos_ == "NOUN" and not any(c.dep_ == "neg" for c in noun.head.children):
            lefts = [t for t in noun.subtree if t.i <= noun.i and not t.is_punct]
            yield Called(noun.lemma_.lower(), frozenset(t.lower_ for t in lefts))
