"""When something was said, where the words beside the cue tell: "In 2007 she had promised ...".

A phrase of time counts only if the grammar hangs it on the saying: on the cue itself, on the
occasion ("in a speech last month") or on the act of speaking ("Writing in May, she argued").
What stands in the source or on any other word dates something else, and so does the content,
but for the end of what was backed or opposed ("She had supported the cap in 2021"). Between a
wrong date and none it is none: two phrases, a saying yet to come, or a doubtful parse give none.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.model import Attribution, Span
from onrecord.parsing.parse import Parse
from onrecord.parsing.tokens import Token, Tokens
from onrecord.resolve.date_phrases import phrases

STEPS = 6  # words between the phrase and the cue: "on Friday at a meeting of the party" has five
IN = {"in", "on", "during", "at"}
JOINING = {"of", "to", "for"}
SPEAKING = {"speak", "write", "talk", "appear", "address", "testify"}
OCCASIONS = {
    *("address", "advertisement", "article", "blog", "book", "briefing", "broadcast", "column"),
    *("conference", "debate", "email", "essay", "event", "hearing", "interview", "lecture"),
    *("letter", "meeting", "memo", "message", "paper", "podcast", "post", "rally", "release"),
    *("report", "session", "speech", "statement", "submission", "testimony", "tweet"),
}


@dataclass(frozen=True, slots=True)
class Dated:
    """A day, month or year (ISO) on which something was said, and the words that tell it."""

    date: str
    evidence: Span


def said_on(parse: Parse, said: Attribution, act: str) -> Dated | None:
    """When it was said, if the text tells and it is not the document's own date; else None.

    `act` is the speech act's notation: whoever backs or opposes a thing in a year did so then.
    """
    if not said.cue:
        return None
    cue = parse.root(said.cue[0])
    if not (cue.pos_ == "NOUN" or _is_past(cue)):
        return None
    sided = act in {"supports", "opposes"} or any(c.lower_ == "had" for c in cue.children)
    told = [d for d in _phrases(parse, said, cue, sided) if d.date != parse.document.published]
    return told[0] if len(told) == 1 else None


def _phrases(parse: Parse, said: Attribution, cue: Token, sided: bool) -> Iterator[Dated]:
    sentence = Span(cue.sent.start_char, cue.sent.end_char)
    for phrase in phrases(sentence.of(parse.document.text), parse.document.published):
        span = Span(sentence.start + phrase.start, sentence.start + phrase.end)
        root = parse.root(span)
        opens = _opens(root, cue)
        if any(map(span.overlaps, said.cue[1:] if opens else (*said.source, *said.cue[1:]))):
            continue
        if parse.quotation_at(span.start) is not None:
            continue
        inside = next((part for part in said.content if part.overlaps(span)), None)
        if inside is not None and not (sided and _ends(parse.tokens(inside), root, cue)):
            continue
        if opens or _dates(root, cue):
            yield Dated(phrase.date, span)


def _ends(content: Tokens, phrase: Token, cue: Token) -> bool:
    """Whether the phrase is the last of a thing that was backed, and hangs on the cue alone."""
    is_thing = not any(token.pos_ in {"VERB", "AUX"} for token in content)
    return is_thing and phrase.dep_ == "pobj" and phrase.head.head == cue


def _opens(phrase: Token, cue: Token) -> bool:
    """Whether it is the sentence's first word, which the parser may take for part of a name."""
    subject = phrase.head
    return (
        phrase.i == phrase.sent.start
        and phrase.dep_ == "compound"
        and subject.dep_ == "nsubj"
        and subject.head == cue == phrase.sent.root
    )


def _is_past(verb: Token) -> bool:
    """ "said", "had said", "promised by her", and "to promise" where she "went on" to."""
    helpers = {c.lower_ for c in verb.children if c.dep_ in {"aux", "auxpass"}}
    if verb.tag_ == "VB" and verb.dep_ == "xcomp" and helpers == {"to"}:
        return verb.head.tag_ == "VBD"
    return verb.tag_ in {"VBD", "VBN"} and helpers <= {"had", "'d", "was", "were", "been"}


def _dates(phrase: Token, cue: Token) -> bool:
    """Whether each step from the phrase up to the cue is one of those that date it."""
    if any(child.dep_ == "conj" for child in phrase.children):  # "in 2007 and 2009"
        return False
    node: Token = phrase
    nouns: list[Token] = []
    for _ in range(STEPS):
        if node == cue:
            return all(_is_occasion(noun) for noun in nouns)
        if node.dep_ in {"advcl", "prep"} and node.lemma_.lower() in SPEAKING:
            nouns = []  # speaking at or to anything is the saying itself
        elif node.dep_ == "pobj":
            joins = nouns and node.head.head.pos_ == "NOUN"  # "the launch of", not "ahead of"
            if node.head.lower_ not in IN and not (joins and node.head.lower_ in JOINING):
                return False
        elif node.dep_ not in {"prep", "npadvmod", "advmod", "compound", "nummod", "amod", "poss"}:
            return False
        if node.head == node:
            return False
        node = node.head
        if node != cue and node.pos_ in {"NOUN", "PROPN"} and node.dep_ in {"pobj", "dobj"}:
            nouns.append(node)
        elif node != cue and node.pos_ in {"VERB", "AUX"} and node.lemma_.lower() not in SPEAKING:
            return False
    return False


def _is_occasion(noun: Token) -> bool:
    return noun.lemma_.lower() in OCCASIONS
