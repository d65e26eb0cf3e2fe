"""The tokens of a parsed text as plain objects, with what spaCy's say of themselves.

spaCy makes a token anew each time that it is asked for, and looks its strings up one by one. The
rules ask some thirty times for every token.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import count, pairwise, repeat
from operator import attrgetter
from typing import NamedTuple

import numpy as np
from spacy import attrs
from spacy.strings import StringStore
from spacy.tokens import Doc

KEPT = 50_000  # strings
_place = attrgetter("i")
_STRINGS = [
    *(attrs.ORTH, attrs.LOWER, attrs.LEMMA, attrs.NORM),
    *(attrs.TAG, attrs.POS, attrs.DEP, attrs.ENT_TYPE),
]
_NUMBERS = [
    *(attrs.IDX, attrs.SPACY, attrs.IS_SPACE, attrs.IS_PUNCT),
    *(attrs.SENT_START, attrs.HEAD),
]


@dataclass(slots=True, eq=False, repr=False)
class Token:
    """A word or mark; `i` is its place in the text, `idx` its offset in code points.

    Named as in spaCy; the head of a sentence's root is the root itself.
    """

    i: int
    idx: int
    text: str
    whitespace_: str
    lower_: str
    lemma_: str
    norm_: str
    tag_: str
    pos_: str
    dep_: str
    ent_type_: str
    is_space: bool
    is_punct: bool
    doc: Sequence["Token"]
    children: list["Token"] = field(default_factory=list)  # in the order of the text
    head: "Token" = field(init=False)
    sent: "Tokens" = field(init=False)

    def __len__(self) -> int:
        return len(self.text)

    def __repr__(self) -> str:
        return self.text

    @property
    def lefts(self) -> list["Token"]:
        return [child for child in self.children if child.i < self.i]

    @property
    def rights(self) -> list["Token"]:
        return [child for child in self.children if child.i > self.i]

    @property
    def left_edge(self) -> "Token":
        """The first token of the subtree."""
        return min(self.subtree, key=_place) if self.children else self

    @property
    def right_edge(self) -> "Token":
        return max(self.subtree, key=_place) if self.children else self

    @property
    def subtree(self) -> list["Token"]:
        """The token and all below it, in no order of the text."""
        found = [self]
        for token in found:
            found += token.children
        return found

    def is_ancestor(self, other: "Token") -> bool:
        """Whether it stands above another."""
        while other.head is not other:
            other = other.head
            if other is self:
                return True
        return False

    @property
    def conjuncts(self) -> list["Token"]:
        """The tokens that are coordinated with this one."""
        first = self
        while first.dep_ == "conj" and first.head is not first:
            first = first.head
        joined = [first]
        for token in joined:
            joined += [child for child in token.rights if child.dep_ == "conj"]
        return [token for token in joined if token is not self]


class Tokens(tuple[Token, ...]):
    """Tokens that follow one another, of which there is at least one where more is asked of it."""

    __slots__ = ()

    @property
    def start(self) -> int:
        return self[0].i

    @property
    def end(self) -> int:
        return self[-1].i + 1

    @property
    def start_char(self) -> int:
        return self[0].idx

    @property
    def end_char(self) -> int:
        return self[-1].idx + len(self[-1].text)

    @property
    def text(self) -> str:
        """As it was parsed, without the space behind the last token."""
        words = "".join(token.text + token.whitespace_ for token in self)
        return words.removesuffix(self[-1].whitespace_)

    @property
    def root(self) -> Token:
        """The token nearest to the root of its sentence, the first of several."""
        start, end = self.start, self.end
        tops = [t for t in self if t.head is t or not start <= t.head.i < end]
        return tops[0] if len(tops) == 1 else min(tops, key=_depth)


def _depth(token: Token) -> int:
    """Steps up to the root of the sentence; a lone mark or space comes after all words."""
    if token.head is not token and (token.is_punct or token.is_space) and not token.children:
        return len(token.doc)
    steps = 0
    while token.head is not token:
        token, steps = token.head, steps + 1
    return steps


class Text(NamedTuple):
    """All tokens of a text, its sentences and names."""

    words: Sequence[Token]
    sentences: Sequence[Tokens]
    names: Sequence[tuple[str, int, int]]  # label, start and end


class _Strings(dict[int, str]):
    """What spaCy's numbers stand for; the same ones come in article after article."""

    def __init__(self, store: StringStore) -> None:
        self._store = store

    def __missing__(self, key: int) -> str:
        string: str = self._store[key]
        if len(self) < KEPT:
            self[key] = string
        return string


_strings = lru_cache(maxsize=2)(_Strings)  # of a model's vocabulary


def plain(doc: Doc) -> Text:
    """What spaCy has found in a text by now."""
    keys: list[list[int]] = doc.to_array(_STRINGS).T.tolist()
    string = _strings(doc.vocab.strings).__getitem__
    text, lower, lemma, norm, tag, pos, dep, entity = (map(string, column) for column in keys)
    idx, spaced, space, mark, opens, head = doc.to_array(_NUMBERS).view(np.int64).T.tolist()
    behind = [" " if is_spaced else "" for is_spaced in spaced]
    words: list[Token] = []
    named = (text, behind, lower, lemma, norm, tag, pos, dep, entity)
    is_space, is_mark = map(bool, space), map(bool, mark)
    words += map(Token, count(), idx, *named, is_space, is_mark, repeat(words))
    for token, step in zip(words, head, strict=True):
        if step:
            token.head = words[token.i + step]
            token.head.children.append(token)
        else:
            token.head = token
    starts = [i for i, is_start in enumerate(opens) if is_start == 1 or i == 0]
    sentences = tuple(_sentences(words, [*starts, len(words)]))
    names = tuple((name.label_, name.start_char, name.end_char) for name in doc.ents)
    return Text(words, sentences, names)


def _sentences(words: Sequence[Token], starts: Sequence[int]) -> Iterator[Tokens]:
    for start, end in pairwise(starts):
        sentence = Tokens(words[start:end])
        for token in sentence:
            token.sent = sentence
        yield sentence
