"""Policies that a statement means without naming them: "it", "this", by the nearest one before."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from onrecord.model import Attribution, Mention, Span
from onrecord.parse import Parse, span_of

PRONOUNS = {"it", "this"}
PLACES = {"nsubj", "nsubjpass", "dobj", "pobj", "attr", "csubj"}
REACH = 2  # sentences that a pronoun looks back over


def stand_ins(
    parse: Parse, attribution: Attribution, mentions: Sequence[Mention]
) -> Iterator[tuple[Span, Mention]]:
    """Where a statement that names no policy says "it", and the policy named last before.

    Nothing where another thing than a policy could be meant: one named in between.
    """
    if any(m.kind == "Policy" and _within(attribution, m.span) for m in mentions):
        return
    for part in attribution.content:
        for token in parse.tokens(part):
            if token.lower_ in PRONOUNS and token.dep_ in PLACES and not _is_empty(token):
                before = _named_last(parse, token, mentions)
                if before is not None:
                    yield span_of(token), before


def _within(attribution: Attribution, span: Span) -> bool:
    return any(part.covers(span) for part in (*attribution.content, *attribution.cue))


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
        sentence = parse.doc[sentence.start - 1].sent
    return int(sentence.start_char)
