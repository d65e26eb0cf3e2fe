"""Groups: people who speak or are praised, blamed or asked as one, without being a body."""

from collections.abc import Iterator

from spacy.tokens import Token

from onrecord.extract.mentions.words import any_of, head_nouns
from onrecord.lexicon import Lexicon
from onrecord.model import Mention, Span
from onrecord.parse import Parse

COUNTED = {"many", "most", "some", "several", "few", "other", "more", "all", "such", "own"}


def groups(parse: Parse, lexicon: Lexicon) -> Iterator[Mention]:
    """Collective actors: a listed plural, named with the words that narrow it.

    A bare one after one that is narrowed means the same people, if there is but one such.
    """
    heads = head_nouns(lexicon, "Group")
    if not heads:
        return
    narrowed: dict[str, set[str]] = {}
    for match in any_of(heads, True).finditer(parse.document.text):
        span = Span(match.start(), match.end())
        tokens = parse.tokens(span)
        last = tokens[-1]
        if last.pos_ not in {"NOUN", "PROPN", "PRON", "ADJ"} or last.dep_ in {"compound", "amod"}:
            continue
        word = match[0].lower() if match[0][1:].islower() else match[0]
        before = _narrowing(parse, tokens[0])
        if before:
            name = f"{before} {word}"
            narrowed.setdefault(word, set()).add(name)
        else:
            full = narrowed.get(word, set())
            name = next(iter(full)) if len(full) == 1 else word
        yield Mention(span, name, "Group")


def _narrowing(parse: Parse, first: Token) -> str:
    """The words that say which: "small" of small landlords, "land reform" of its campaigners."""
    start = first
    for i in range(first.i - 1, max(first.sent.start - 1, first.i - 4), -1):
        token = parse.doc[i]
        narrows = token.dep_ in {"compound", "amod", "nmod"} and token.pos_ != "VERB"
        if not narrows or token.lower_ in COUNTED or not token.text[0].isalpha():
            break
        start = token
    return parse.text(Span(start.idx, first.idx)).strip() if start is not first else ""
