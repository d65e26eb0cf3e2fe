"""Finds that put nothing on record: a refusal to tell, and a deed that the narrator reports.

"The firm would not comment on the leak" tells no view of the firm's; "she signed the bill" is an
act of office (annotation.md: narration, which may make a relation but is no statement).
"""

import re

from onrecord.lexicon import Lexicon
from onrecord.model import Attribution
from onrecord.parsing import grammar
from onrecord.parsing.parse import Parse
from onrecord.parsing.tokens import Token

DENIED = re.compile(r"\bnot\b|n['’]t\b|\b(?:never|declin\w+|refus\w+|unwilling|unable)\b", re.I)
MODAL = {"will", "would", "shall", "should", "must", "may", "might", "could", "can", "to", "’d"}
FIRST = 4  # words of a content in which the verb of a refusal stands: "asked | not to be named"


def is_withheld(parse: Parse, one: Attribution, lexicon: Lexicon) -> bool:
    """Whether the cue says that its source told nothing, or did something rather than say it."""
    tokens = [token for span in one.cue for token in parse.tokens(span)]
    if not tokens:
        return False
    return _is_silence(parse, one, tokens, lexicon) or _is_deed(tokens, lexicon)


def _is_silence(parse: Parse, one: Attribution, tokens: list[Token], lexicon: Lexicon) -> bool:
    telling = lexicon.evaluations["telling"]
    if tokens[-1].dep_ == "xcomp":  # "declined to say whether": the rules' cue is "say" alone
        tokens = [tokens[-1].head, *tokens]
    opening = list(parse.tokens(one.content[0]))[:FIRST]
    if DENIED.search(" ".join(token.text for token in tokens)):
        refuses = tokens[-1].lemma_.lower() in {"decline", "refuse"}  # "declined | to comment"
        told = [*tokens, *(opening[:2] if refuses else [])]
    elif opening and opening[0].lower_ == "not":  # "asked | not to be named"
        told = opening
    else:
        return False
    return any((token.lemma_.lower(),) in telling for token in told)


def _is_deed(tokens: list[Token], lexicon: Lexicon) -> bool:
    words = lexicon.evaluations
    if any(token.lower_ in MODAL for token in tokens):
        return False
    verbs = [token for token in tokens if token.pos_ == "VERB" and token.dep_ != "aux"]
    keys = grammar.verb_keys(verbs[0]) if len(verbs) == 1 else set()
    return not (keys.isdisjoint(words["enacting"]) and keys.isdisjoint(words["striking"]))
