"""Groups: people who speak or are praised, blamed or asked as one, without being a body."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.extract.mentions.words import any_of, head_nouns
from onrecord.lexicon import Lexicon
from onrecord.model import Mention, Span
from onrecord.parsing.parse import Parse
from onrecord.parsing.tokens import Token, Tokens

COUNTED = {
    "many", "most", "some", "several", "few", "fewer", "other", "more", "all", "such", "own",
    "enough", "certain", "various", "numerous", "different", "fellow", "countless", "individual",
}  # fmt: skip
MODIFIES = {"compound", "amod", "nmod", "npadvmod", "advmod"}
POINTING = {"the", "these", "those"}
NEAR = 1  # paragraphs back in which "the voters" look for the voters that were told of


@dataclass(frozen=True, slots=True)
class _Told:
    """A group that the text has said more of than the noun."""

    name: str
    paragraph: int


def groups(parse: Parse, lexicon: Lexicon) -> Iterator[Mention]:
    """Collective actors: a listed plural, named with the words that narrow it.

    A bare one points back to one that is narrowed only if it says so ("the farmers") right after,
    and there is but one such; "farmers" alone are all farmers.
    """
    heads = head_nouns(lexicon, "Group")
    if not heads:
        return
    told: dict[str, list[_Told]] = {}
    for match in any_of(heads, True).finditer(parse.document.text):
        span = Span(match.start(), match.end())
        tokens = parse.tokens(span)
        last = tokens[-1]
        if last.pos_ not in {"NOUN", "PROPN", "PRON", "ADJ"} or last.dep_ in {"compound", "amod"}:
            continue
        word = match[0].lower() if match[0][1:].islower() else match[0]
        here = parse.paragraph_at(span.start)
        name = " ".join(w for w in (_owner(parse, last), _narrowing(parse, tokens[0]), word) if w)
        name += _of_whom(parse, last)
        if name != word:
            told.setdefault(word, []).append(_Told(name, here))
        elif any(c.lower_ in POINTING for c in last.children):
            near = {t.name for t in told.get(word, ()) if here - t.paragraph <= NEAR}
            name = near.pop() if len(near) == 1 else word
        yield Mention(span, name, "Group")


def _owner(parse: Parse, noun: Token) -> str:
    """Whose they are: "Ms Vale's" of her aides, "his" of his supporters."""
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    if owner is None:
        return ""
    last = owner.doc[owner.right_edge.i]
    words = parse.text(Span(owner.left_edge.idx, last.idx + len(last)))
    return words.lower() if owner.pos_ == "PRON" else re.sub(r"^[Tt]he ", "", words)


def _of_whom(parse: Parse, noun: Token) -> str:
    """What follows to say whose they are: "supporters of Ms Vale"."""
    link = next((c for c in noun.children if c.lower_ == "of" and c.i == noun.i + 1), None)
    whom = next((c for c in link.children if c.dep_ == "pobj"), None) if link else None
    if link is None or whom is None or whom.ent_type_ not in {"PERSON", "ORG"}:
        return ""
    return f" of {Tokens(parse.words[whom.left_edge.i : whom.i + 1]).text}"


def _narrowing(parse: Parse, first: Token) -> str:
    """The words that say which: "small" of small landlords, "land reform" of its campaigners."""
    start = first
    for i in range(first.i - 1, max(first.sent.start - 1, first.i - 4), -1):
        token = parse.words[i]
        if token.text == "-" and i > first.sent.start and start.i == i + 1 and start is not first:
            continue  # "right-wing": its first half is next
        joined = parse.words[i + 1].text == "-"
        narrows = token.dep_ in MODIFIES and (token.pos_ != "VERB" or joined)
        if not narrows or token.lower_ in COUNTED or not token.text[0].isalpha():
            break
        start = token
    return parse.text(Span(start.idx, first.idx)).strip() if start is not first else ""
