"""People and bodies that are to go, or to be fought: "urged the mayor to resign"."""

from onrecord.lexicon import Lexicon
from onrecord.parsing import grammar
from onrecord.parsing.tokens import Token

AIMED = {"demands", "promises"}  # acts by which it is asked or vowed
FIGHTS = {"beat", "defeat", "depose", "fight", "impeach", "oust", "overthrow", "topple", "unseat"}


def is_unwanted(head: Token, lexicon: Lexicon) -> bool:
    """Whether an actor is to go, or to be fought: "urged her to resign", "vowed to beat her"."""
    verb = head.head.head if head.dep_ == "pobj" else head.head
    if head.dep_ == "dobj" and verb.lemma_ in FIGHTS:
        return verb.dep_ == "xcomp" and not grammar.is_negated(verb)
    asked = [verb] if head.dep_ == "nsubj" else [c for c in verb.children if c.dep_ == "xcomp"]
    return any(
        grammar.verb_keys(deed) & lexicon.evaluations["ousting"]
        and any(c.lower_ == "to" for c in deed.children)
        and not grammar.is_negated(deed)
        for deed in asked
    )
