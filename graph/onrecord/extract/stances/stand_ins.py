"""Policies that a statement means without naming them: "it", "this move", "the decision"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.extract.stances.leaning import between
from onrecord.lexicon import Lexicon
from onrecord.model import Attribution, Mention, Span
from onrecord.parsing import grammar
from onrecord.parsing.parse import Parse, span_of
from onrecord.parsing.tokens import Token

PRONOUNS = {"it", "this"}
PLACES = {"nsubj", "nsubjpass", "dobj", "pobj", "attr", "csubj"}
DEFINITE = {"the", "this", "that", "these", "those"}
TELLING = {"amod", "compound", "prep", "acl", "relcl", "poss", "nmod"}
DONE = {"dobj", "nsubjpass", "pobj", "prep", "xcomp", "conj"}
PUT_FORWARD = {("announce",), ("propose",), ("unveil",), ("agree",), ("plan",), ("vote", "for")}
REACH = 2  # sentences that a pronoun looks back over


@dataclass(frozen=True, slots=True)
class StandIn:
    """Words that mean a policy named before.

    sign: -1 where they mean a deed against it, as "the decision" that scrapped it, else 1.
    """

    at: Span
    mention: Mention
    sign: int = 1
    is_pronoun: bool = False
    is_loose: bool = False  # "it" as a subject: both that rules read so meant another thing


def stand_ins(
    parse: Parse, attribution: Attribution, mentions: Sequence[Mention], lexicon: Lexicon
) -> Iterator[StandIn]:
    """Where a statement that names no policy says "it" or "the move": the policy named last.

    mentions: in the order of the text.
    Nothing where another thing than a policy could be meant: one named in between.
    """
    parts = sorted((*attribution.content, *attribution.cue))
    near = between(mentions, parts[0].start, max(part.end for part in parts))
    if any(m.kind == "Policy" and any(p.covers(m.span) for p in parts) for m in near):
        return
    for part in attribution.content:
        for token in parse.tokens(part):
            if token.lower_ in PRONOUNS and token.dep_ in PLACES and not _is_empty(token):
                before = _named_last(parse, token, mentions)
                if before is not None:
                    loose = token.lower_ == "it" and _is_finite_subject(token)
                    yield StandIn(span_of(token), before, is_pronoun=True, is_loose=loose)
            elif token.pos_ == "NOUN" and token.dep_ in PLACES | {"ROOT"} and _is_bare(token):
                yield from _noun(parse, token, mentions, lexicon)


def _noun(
    parse: Parse, token: Token, mentions: Sequence[Mention], lexicon: Lexicon
) -> Iterator[StandIn]:
    """ "The measure" means the policy itself, "the decision" what was done about it."""
    words, key = lexicon.evaluations, (token.lemma_.lower(),)
    if key not in words["measure"] and key not in words["deed"]:
        return
    before = _named_last(parse, token, mentions)
    if before is None:
        return
    sign = 1 if key in words["measure"] else _done_to(parse.root(before.span), lexicon)
    if sign:
        yield StandIn(span_of(token), before, sign)


def _is_finite_subject(token: Token) -> bool:
    """Whether a word is the subject of a finite clause, not of "wanted it to begin"."""
    to = any(c.dep_ == "aux" and c.lower_ == "to" for c in token.head.children)
    return token.dep_ in {"nsubj", "csubj"} and not to


def _is_bare(noun: Token) -> bool:
    """Whether a noun is definite, with no word that says which: "this move", "the decision"."""
    definite = any(c.dep_ == "det" and c.lower_ in DEFINITE for c in noun.children)
    return definite and not any(c.dep_ in TELLING for c in noun.children)


def _done_to(head: Token, lexicon: Lexicon) -> int:
    """What the sentence says was done about a policy: 1 for it, -1 against it, 0 not told."""
    words, sign, told = lexicon.evaluations, 1, False
    node = head
    verbs = lexicon.heads["Course"]
    if head.pos_ == "VERB" and (head.lemma_.lower(),) in verbs:
        told = True  # "voted to close the library"
    while node.head != node:
        parent = node.head
        if node.dep_ not in DONE or grammar.is_negated(parent):
            return 0
        keys = grammar.verb_keys(parent)
        if keys & words["reversing"] or keys & words["striking"]:
            sign, told = -sign, True
        elif keys & words["enacting"] or keys & verbs or keys & PUT_FORWARD:
            told = True
        node = parent
    return sign if told else 0


def _is_empty(token: Token) -> bool:
    """ "It is clear that", "it rains": stands for nothing; so does "this" before its noun."""
    verb = token.head
    clauses = {"ccomp", "xcomp", "advcl", "csubj"}
    is_dummy = token.dep_ == "nsubj" and verb.lemma_ == "be"
    return is_dummy and any(
        c.dep_ in clauses and any(g.dep_ == "mark" or g.lower_ == "to" for g in c.children)
        for c in verb.children
    )


def _named_last(parse: Parse, token: Token, mentions: Sequence[Mention]) -> Mention | None:
    """The last policy or body before a pronoun, if that is a policy."""
    floor = _floor(parse, token)
    before = [
        m
        for m in mentions
        if floor <= m.span.start and m.span.end <= token.idx and m.kind in {"Policy", "Hospital"}
    ]
    last = max(before, key=lambda m: (m.span.end, -m.span.start), default=None)
    return last if last is not None and last.kind == "Policy" else None


def _floor(parse: Parse, token: Token) -> int:
    """Where the sentences begin that a pronoun looks back over."""
    sentence = token.sent
    for _ in range(REACH):
        if sentence.start == 0:
            break
        sentence = parse.words[sentence.start - 1].sent
    return int(sentence.start_char)
