"""How a predicate judges its subject: "is wrong", "would cost lives", "must stay"."""

from collections.abc import Iterator

from onrecord.lexicon import Lexicon, Words
from onrecord.parsing import grammar
from onrecord.parsing.tokens import Token

SAID_OF = {"acomp", "attr", "oprd", "advmod"}
DUE = {"must", "should", "ought"}
PLACES = {"to", "into", "through", "from", "before"}
ADMIRERS = {"fan", "supporter", "admirer", "believer", "champion"}
INNOCENT = {"feel", "break"}  # "the staff feel wronged", "the paper broke the story"
DUE_VERBS = {"have", "need", "deserve"}  # "has to go", "needs to stay"


def verdict_of(verb: Token, of_actor: bool, lexicon: Lexicon) -> int:
    """1 where the predicate finds its subject good, -1 where bad, 0 where it does not tell.

    of_actor: whether the subject is a person or body, who can fail others.
    """
    words = lexicon.evaluations
    turn = -1 if grammar.is_negated(verb) else 1
    if of_actor and any(key in words["failing"] for key in _deeds(verb)) and not _is_loyal(verb):
        return -turn
    if of_actor and _is_reproached(verb):
        return -1
    told = not (of_actor and (verb.lemma_ in INNOCENT or _is_for_others(verb, lexicon)))
    keys = set(_judgements(verb)) if told else set()
    if keys & words["bad"]:
        return -turn  # before the good: "the wrong answer"
    if keys & words["good"]:
        return 0 if _is_overdone(verb) else turn
    effects = set(_deeds(verb))
    for side, name in ((-1, "harming"), (1, "benefiting")):
        if effects & words[name]:
            return side * turn * _of_nothing(verb)
    return _fate(verb, of_actor, lexicon)


def _is_for_others(verb: Token, lexicon: Lexicon) -> bool:
    """Whether an actor is told to find something else good: "welcomed it", "is a fan of the mayor",
    "are right to ask".
    """
    if verb.pos_ == "VERB" and (verb.lemma_.lower(),) in lexicon.evaluations["good"]:
        return any(c.dep_ == "dobj" for c in verb.children)
    return any(c.dep_ == "attr" and c.lemma_ in ADMIRERS for c in verb.children)


def _is_reproached(verb: Token) -> bool:
    """Whether an actor did wrong: "should not be blaming her", "should never have gone"."""
    helpers = {c.lower_ for c in verb.children if c.dep_ == "aux"}
    done = verb.tag_ == "VBG" or ("have" in helpers and verb.tag_ == "VBN")
    passive = any(c.dep_ == "auxpass" for c in verb.children)
    return "should" in helpers and done and not passive and grammar.is_negated(verb)


def _is_overdone(verb: Token) -> bool:
    """ "Too honest for the job"."""
    said = (c for c in verb.children if c.dep_ == "acomp")
    return any(c.lower_ == "too" for word in said for c in word.children)


def _is_loyal(verb: Token) -> bool:
    """ "Stood by the levy"; whoever stood by, did nothing."""
    by = (c for c in verb.children if c.lower_ == "by")
    return verb.lemma_ == "stand" and any(True for prep in by for _ in prep.children)


def _judgements(verb: Token) -> Iterator[Words]:
    """The verb and what it says its subject is, alone and after the verb."""
    lemma = verb.lemma_.lower()
    said = [verb, *(c for c in verb.children if c.dep_ in SAID_OF)]
    said += [c for child in said[1:] for c in child.children if c.dep_ in {"amod", "prep"}]
    for token in said:
        if any(c.lower_ == "least" for c in token.children):
            continue  # "the least bad option"
        yield from ((token.lemma_.lower(),), (token.lower_,), (lemma, token.lower_))


def _deeds(verb: Token) -> Iterator[Words]:
    """The verb alone, with its object and with its prepositions: "cost lives", "put at risk"."""
    lemma = verb.lemma_.lower()
    yield (lemma,)
    for child in verb.children:
        if child.dep_ in {"dobj", "prt", "prep", "advmod", "acomp", "oprd", "attr", "ccomp"}:
            yield (lemma, child.lemma_.lower())
            yield (lemma, child.lower_)
        if child.dep_ in {"dobj", "prt", "prep"}:
            yield from (
                (lemma, child.lower_, c.lemma_.lower())
                for c in child.children
                if c.dep_ in {"pobj", "prep"}
            )


def _of_nothing(verb: Token) -> int:
    """-1 where the object is denied: "makes no sense"."""
    objects = (c for c in verb.children if c.dep_ == "dobj")
    return -1 if any(d.lower_ == "no" for o in objects for d in o.children) else 1


def _fate(verb: Token, of_actor: bool, lexicon: Lexicon) -> int:
    """What should become of a subject: "must stay", "has to go", "needs to be scrapped"; of people
    and bodies only that they should leave office.
    """
    below = next((c for c in verb.children if c.dep_ == "xcomp"), None)
    if verb.lemma_ in DUE_VERBS and below is not None:
        verb, due = below, verb
        turn = -1 if grammar.is_negated(due) else 1
    elif any(c.dep_ == "aux" and c.lower_ in DUE for c in verb.children):
        turn = -1 if grammar.is_negated(verb) else 1
    else:
        return 0
    keys = set(_deeds(verb))
    if of_actor:
        return -turn if keys & lexicon.evaluations["ousting"] else 0
    words = lexicon.evaluations
    if any(c.dep_ == "dobj" or (c.dep_ == "prep" and c.lower_ in PLACES) for c in verb.children):
        return 0  # "should go to a committee", "must pass a vote"
    passive = any(c.dep_ == "auxpass" for c in verb.children)
    if keys & (words["furthering"] if passive else words["lasting"]):
        return turn
    return -turn if keys & (words["reversing"] if passive else words["ceasing"]) else 0
