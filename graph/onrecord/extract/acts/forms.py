"""Speech acts by the form of what is said: the patterns of ontology/act-forms.ttl."""

from collections.abc import Sequence

from onrecord.extract.acts.words import Word
from onrecord.lexicon import ContentForm, Words

GAPS = {"...": 4, "..": 2}  # words that a gap holds at most
ADVERBS = {"ADV", "PART", "INTJ"}


def fits(form: ContentForm, words: Sequence[Word]) -> bool:
    """Whether a sentence has the form."""
    return _any(form.reads, words) and not _any(form.unless, words)


def _any(patterns: Sequence[Words], words: Sequence[Word]) -> bool:
    return any(_reads(p, words, at) for p in patterns for at in range(len(words)))


def _reads(pattern: Words, words: Sequence[Word], at: int) -> bool:
    """Whether the pattern stands in the sentence from the word at `at` on."""
    if not pattern:
        return True
    first, rest = pattern[0], pattern[1:]
    if first == "^":
        return at == 0 and _reads(rest, words, at)
    if first == "$":
        return at == len(words)
    if first == "*":
        return any(_reads(rest, words, i) for i in range(at, len(words) + 1))
    if first in GAPS:
        return _reads_over(first, rest, words, at)
    return at < len(words) and _is(words[at], first) and _reads(rest, words, at + 1)


def _reads_over(gap: str, rest: Words, words: Sequence[Word], at: int) -> bool:
    for i in range(at, min(at + GAPS[gap], len(words)) + 1):
        if _reads(rest, words, i):
            return True
        if i < len(words) and not _is_passed(words[i], gap):
            return False
    return False


def _is_passed(word: Word, gap: str) -> bool:
    if word.is_stop or word.denies:
        return False
    helper = word.token.dep_ == "aux" and word.token.lemma_ == "have"
    return gap == "..." or word.token.pos_ in ADVERBS or helper


def _is(word: Word, element: str) -> bool:
    """One element: words joined by "|", each such group by "&", "!" before a group denies it."""
    for group in element.split("&"):
        wanted = not group.startswith("!")
        if word.keys.isdisjoint(group.removeprefix("!").split("|")) == wanted:
            return False
    return True
