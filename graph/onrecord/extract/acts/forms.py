"""Speech acts by the form of what is said: the patterns of ontology/act-forms.ttl.

A pattern is tried at every place of a sentence at once: places are bits of a number, and each
element moves those on where it stands (Baeza-Yates and Gonnet 1992). One place after another took
three times as long as all else that tells speech acts.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from onrecord.extract.acts.words import Word
from onrecord.lexicon import Lexicon, Words

GAPS = {"...": 4, "..": 2}  # words that a gap holds at most
ADVERBS = {"ADV", "PART", "INTJ"}
ANYTHING = ""  # what a pattern needs of which nothing is known: every sentence has it
SIGNS = {"^", "$", "*", *GAPS}
Element = tuple[tuple[bool, Words], ...]  # groups of words, all of which hold; True: denied


@dataclass(frozen=True, slots=True)
class Pattern:
    """A row of signs and of elements that stand for a word each."""

    elements: tuple[str | Element, ...]
    needs: Words  # of which a sentence must have one, or it needs no look


Patterns = Mapping[str, Sequence[Pattern]]  # by each of the words that they need


@dataclass(frozen=True, slots=True)
class Form:
    """A form of what is said, its patterns taken apart (lexicon.ContentForm)."""

    act: str
    reads: Patterns
    unless: Patterns
    over: frozenset[str]
    cues: frozenset[str]


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words as patterns are tried on them: bit i of a number stands for the i-th word."""

    words: Sequence[Word]
    end: int  # the bit behind the last word
    places: Mapping[str, int]  # by what a pattern may call a word
    passed: Mapping[str, int]  # by gap: the words that it may hold

    def meets(self, element: Element) -> int:
        """The words that an element stands for."""
        found = self.end - 1
        for is_denied, alternatives in element:
            these = 0
            for key in alternatives:
                these |= self.places.get(key, 0)
            found &= ~these if is_denied else these
        return found


@lru_cache(maxsize=4)
def forms(lexicon: Lexicon) -> tuple[Form, ...]:
    """The forms of a lexicon, by rank."""
    return tuple(
        Form(f.act, _patterns(f.reads), _patterns(f.unless), f.over, f.cues) for f in lexicon.forms
    )


def _patterns(written: Iterable[Words]) -> Patterns:
    found: dict[str, list[Pattern]] = {}
    for pattern in map(_pattern, written):
        for word in pattern.needs:
            found.setdefault(word, []).append(pattern)
    return found


def _pattern(written: Words) -> Pattern:
    """A sign as it is; else words joined by "|", such groups by "&", one denied by "!"."""
    elements = [
        word
        if word in SIGNS
        else tuple(
            (group.startswith("!"), tuple(group.removeprefix("!").split("|")))
            for group in word.split("&")
        )
        for word in written
    ]
    needed = [
        alternatives
        for element in elements
        if not isinstance(element, str)
        for is_denied, alternatives in element
        if not is_denied
    ]
    return Pattern(tuple(elements), min(needed, key=len, default=(ANYTHING,)))


def as_sentence(words: Sequence[Word]) -> Sentence:
    """The words of one sentence, of which there is at least one."""
    places = {ANYTHING: 0}
    passed = dict.fromkeys(GAPS, 0)
    for i, word in enumerate(words):
        for key in word.keys:
            places[key] = places.get(key, 0) | 1 << i
        for gap in _gaps(word):
            passed[gap] |= 1 << i
    return Sentence(words, 1 << len(words), places, passed)


def _gaps(word: Word) -> tuple[str, ...]:
    """The gaps that may hold a word."""
    if word.is_stop or word.denies:
        return ()
    helper = word.token.dep_ == "aux" and word.token.lemma_ == "have"
    return ("...", "..") if helper or word.token.pos_ in ADVERBS else ("...",)


def fits(form: Form, sentence: Sentence) -> bool:
    """Whether a sentence has the form."""
    return _any(form.reads, sentence) and not _any(form.unless, sentence)


def _any(patterns: Patterns, sentence: Sentence) -> bool:
    had = patterns.keys() & sentence.places.keys()
    return any(_stands(pattern, sentence) for word in had for pattern in patterns[word])


def _stands(pattern: Pattern, sentence: Sentence) -> bool:
    """Whether the pattern stands anywhere in the sentence."""
    at = sentence.end - 1  # where what is left of the pattern may begin
    for element in pattern.elements:
        if element == "^":
            at &= 1
        elif element == "$":
            at &= sentence.end
        elif element == "*":
            at = 2 * sentence.end - (at & -at)  # from the first of these places on
        elif isinstance(element, str):
            further, passed = at, sentence.passed[element]
            for _ in range(GAPS[element]):
                further = (further & passed) << 1
                at |= further
        else:
            at = (at & sentence.meets(element)) << 1
        if not at:
            return False
    return True
