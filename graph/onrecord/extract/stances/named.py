"""Sides that speakers name themselves: "I oppose the levy", "she said she would back it if"."""

from onrecord.extract.selves import FIRST, is_self
from onrecord.extract.stances.leaning import ACTORS
from onrecord.lexicon import Lexicon
from onrecord.model import Attribution, Mention, Span
from onrecord.parsing import grammar
from onrecord.parsing.parse import Parse
from onrecord.parsing.tokens import Token

TAKEN = {"dobj", "pobj", "pcomp", "xcomp"}  # "back it", "vote for it", "back scrapping it"
SUPPOSED = {"would", "'d", "could", "might", "should"}  # "would have backed"
STATES = {"be", "remain", "stand"}
PREDICATES = {
    ("opposed", "to"): -1,
    ("favor", "of"): 1,
    ("favour", "of"): 1,
    ("supportive", "of"): 1,
}
TAKES_SIDES = {"supports", "opposes", "criticises", "praises"}  # acts whose object is the target


def named_side(
    parse: Parse,
    said: Attribution,
    node: Token,
    mention: Mention,
    at: Span,
    pronoun: str | None,
    lexicon: Lexicon,
) -> int | None:
    """The side, 1 or -1, of the verb above `node` by which the speaker takes one towards it.

    None where it is no such verb; 0 where no side is taken after all: "we do not oppose it" is no
    support, "I backed it" a past one. `node` is the head of the words at
    `at`, which name or mean the mention, or a word above it; `pronoun`
    stands for the speaker in reported speech.
    """
    if node.dep_ not in TAKEN:
        return None
    stated = _predicate(node)
    if stated is not None and mention.kind not in ACTORS:
        return _as_predicate(parse, said, *stated, pronoun)
    after_link = node.dep_ in {"pobj", "pcomp"}
    verb = node.head.head if after_link else node.head
    hit = grammar.cue_at(verb, "object", lexicon) if verb.pos_ == "VERB" else None
    if hit is None or hit[0].towards_object is None:
        return None
    governor = _governor(verb, hit[1])
    if (node.head if after_link else verb) != governor:
        return None  # "vote against the bill", not "vote for it in the hall"
    subject = next((c for c in verb.children if c.dep_ in grammar.SUBJECTS), None)
    if subject is None or not is_self(parse, said, subject, pronoun):
        return None
    beside = node.left_edge.i == governor.i + 1  # a name further off is seldom its object
    direct = beside and node == parse.root(at)
    if mention.kind in ACTORS and not (direct and hit[0].act in TAKES_SIDES):
        return None  # "I urge the board": spoken to, not sided with
    if _is_past(verb, subject):
        return 0
    against = hit[0].towards_object == "opposes"
    if grammar.is_negated(verb):
        asked = verb.tag_ == "VBG" and hit[0].act != "supports"  # "we are not advocating a levy"
        return 0 if against or asked else -1
    return -1 if against else 1


def _predicate(node: Token) -> tuple[Token, int] | None:
    """The verb, and the side, of "is against it", "is opposed to it", "is in favour of it"."""
    link = node.head
    if node.dep_ != "pobj" or link.dep_ != "prep":
        return None
    word = link.head
    if link.lower_ == "against" and word.lemma_ in STATES:
        return word, -1
    side = PREDICATES.get((word.lower_, link.lower_))
    if side is None:
        return None
    if word.dep_ == "pobj":  # "in favour of"
        return (word.head.head, side) if word.head.head.lemma_ in STATES else None
    return (word.head, side) if word.dep_ == "acomp" and word.head.lemma_ in STATES else None


def _as_predicate(
    parse: Parse, said: Attribution, verb: Token, side: int, pronoun: str | None
) -> int | None:
    subject = next((c for c in verb.children if c.dep_ in grammar.SUBJECTS), None)
    if subject is None or not is_self(parse, said, subject, pronoun):
        return None
    if _is_past(verb, subject):
        return 0
    return side if not grammar.is_negated(verb) else min(-side, 0)


def _is_past(verb: Token, subject: Token) -> bool:
    """Whether the side is one of the past, or one that was never taken."""
    helpers = {c.lower_ for c in verb.children if c.dep_ == "aux"}
    undone = verb.tag_ == "VBN" and (helpers & SUPPOSED or grammar.is_negated(verb))
    told_now = verb.tag_ == "VBD" and subject.lower_ in FIRST  # in reported speech it is present
    return bool(undone or told_now or helpers & {"did", "had"})


def _governor(verb: Token, cue: tuple[Token, ...]) -> Token:
    """The word of a cue that governs its object: the preposition, or the verb itself."""
    return cue[-1] if cue[-1].dep_ == "prep" else verb
