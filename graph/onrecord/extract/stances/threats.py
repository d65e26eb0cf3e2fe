"""Threats show a side: "we will sue if the bill passes" is against the bill."""

from onrecord.extract.selves import is_self
from onrecord.lexicon import Lexicon, Words
from onrecord.model import Attribution, Span
from onrecord.parsing.grammar import SUBJECTS, cue_at, is_negated
from onrecord.parsing.parse import Parse
from onrecord.parsing.tokens import Token

DONE = {"nsubjpass", "nsubj", "dobj"}
VOWS = {"promises", "warns"}  # acts whose infinitive a speaker threatens with


def threat(
    parse: Parse, said: Attribution, at: Span, pronoun: str | None, lexicon: Lexicon
) -> int | None:
    """The side, 1 or -1, towards what is named within the condition of a threat; else None.

    at: where it is named.  The threat is the speaker's own, by a verb of st:hostile.
    """
    head = parse.root(at)
    verb = head.head
    if head.dep_ not in DONE or not any(
        c.dep_ == "mark" and c.lower_ == "if" for c in verb.children
    ):
        return None
    deed = verb.head
    if verb.dep_ not in {"advcl", "ccomp"} or not _keys(deed) & lexicon.evaluations["hostile"]:
        return None
    if is_negated(deed) or not _is_own(parse, said, deed, pronoun, lexicon):
        return None
    side = _if_it_comes(head, verb, lexicon)
    return -side if side is not None and is_negated(verb) else side


def _is_own(
    parse: Parse, said: Attribution, deed: Token, pronoun: str | None, lexicon: Lexicon
) -> bool:
    """Whether the speaker will do it: "I will sue", "threatened to sue"."""
    subject = next((c for c in deed.children if c.dep_ in SUBJECTS), None)
    if subject is None:
        hit = cue_at(deed.head, "infinitive", lexicon) if deed.dep_ == "xcomp" else None
        return hit is not None and hit[0].act in VOWS
    helpers = {c.lower_ for c in deed.children if c.dep_ == "aux"}
    return bool(helpers & {"will", "would", "'ll", "’ll"}) and is_self(
        parse, said, subject, pronoun
    )


def _if_it_comes(head: Token, verb: Token, lexicon: Lexicon) -> int | None:
    """-1 where the threat hangs on the policy's coming, 1 where on its end."""
    words, keys = lexicon.evaluations, _keys(verb)
    if head.dep_ == "nsubj":
        comes, ends = words["lasting"], words["ceasing"]
    else:
        comes, ends = words["enacting"] | words["furthering"], words["reversing"]
    return -1 if keys & comes else 1 if keys & ends else None


def _keys(verb: Token) -> set[Words]:
    lemma = verb.lemma_.lower()
    after = [c for c in verb.children if c.i > verb.i]
    return {(lemma,)} | {(lemma, w) for c in after for w in (c.lower_, c.lemma_.lower())}
