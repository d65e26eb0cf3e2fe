"""Whoever names the act is taken at his or her word: "I urge", "we welcome", "voiced support".

These are the explicit performatives of Austin (1962); the verbs and nouns are those of acts.ttl.
"""

from collections.abc import Iterator, Sequence

from onrecord.extract.acts.words import Word
from onrecord.lexicon import Frame, Lexicon
from onrecord.model import Attribution
from onrecord.parsing import grammar
from onrecord.parsing.parse import Parse
from onrecord.parsing.tokens import Token

NOW = {"VBP", "VB"}  # "I urge", "I would urge"
REPORTED = {"VBD", "VBP", "VBZ", "VB"}  # "she said she doubted it"
WILL = {"will", "shall"}
UNDONE = {"could", "might", "may", "can", "should", "to", "did"}
REACH = 3  # words after "be" in which a phrase begins: "I am still firmly against"
GOALS: tuple[tuple[Frame, frozenset[str]], ...] = (
    ("object", frozenset({"dobj", "pobj", "pcomp"})),
    ("clause", frozenset({"ccomp"})),
    ("infinitive", frozenset({"xcomp", "ccomp"})),
)


def named_act(
    parse: Parse, said: Attribution, sentences: Sequence[Sequence[Word]], lexicon: Lexicon
) -> str | None:
    """The act that the words call by its name as the speaker's own; None where they do not."""
    for words in sentences:
        for word in words:
            if "<own>" in word.keys and (act := _performed(word, lexicon)):
                return act
    opening = sentences[0][0].token if sentences else None
    if opening is not None and opening.lower_ == "to":  # "appears | to back the plan"
        opening = opening.head
        if said.cue and opening.tag_ == "VB" and (act := _act_of(opening, lexicon)):
            return act
    return _voiced(parse, said, lexicon)


def _performed(subject: Word, lexicon: Lexicon) -> str | None:
    verb = subject.token.head
    reported = "<reported>" in subject.keys
    if verb.lemma_ == "be" and not grammar.is_unreal(verb):
        return None if grammar.is_negated(verb) else _phrase_after(verb, lexicon)
    if verb.pos_ != "VERB" or verb.tag_ not in (REPORTED if reported else NOW):
        return None
    helpers = {c.lower_ for c in verb.children if c.dep_ == "aux"}
    helpers |= {c.norm_ for c in verb.children if c.dep_ == "aux"}
    if grammar.is_unreal(verb):
        return None
    act = _act_of(verb, lexicon)
    if helpers & (WILL | {"would"} if reported else WILL) and act != "opposes":
        return None  # what one will do is promised, but "will vote against it" opposes already
    return None if helpers & UNDONE else act


def _phrase_after(verb: Token, lexicon: Lexicon) -> str | None:
    """The act of a set phrase that follows a form of "be": "I am in favour of", "we're against"."""
    for start in range(verb.i + 1, min(verb.i + 1 + REACH, verb.sent.end)):
        for end in range(min(start + 4, verb.sent.end), start, -1):
            words = tuple(t.lower_ for t in verb.doc[start:end])
            cue = lexicon.cues.get(("phrase", words))
            if cue is not None:
                return None if cue.act in {"asserts", "expects"} else cue.act
        if verb.doc[start].pos_ not in {"ADV", "PART"}:
            return None
    return None


def _act_of(verb: Token, lexicon: Lexicon) -> str | None:
    """The act that a verb names; a mere wish ("want", "need") demands nothing by being told."""
    wishes = (verb.lemma_.lower(),) in lexicon.evaluations["wanting"] or verb.lemma_ == "like"
    for frame, goals in GOALS:
        hit = grammar.cue_at(verb, frame, lexicon)
        if hit is None or hit[0].act == "asserts" or (wishes and hit[0].act == "demands"):
            continue
        if any(c.dep_ in goals for token in (verb, hit[1][-1]) for c in token.children):
            act = hit[0].act
            return lexicon.denied.get(act) if grammar.is_negated(verb) else act
    return None


def _voiced(parse: Parse, said: Attribution, lexicon: Lexicon) -> str | None:
    """The act of a noun that a cue of voicing governs: "repeated her call for", "voiced fears"."""
    for token in (t for span in said.cue for t in parse.tokens(span)):
        if (token.lemma_.lower(),) not in lexicon.word_classes["voicing"]:
            continue
        for noun in _objects(token):
            cue = lexicon.cues.get(("noun", (noun.lemma_.lower(),)))
            if cue is not None and cue.act != "asserts":
                return cue.act
    return None


def _objects(verb: Token) -> Iterator[Token]:
    return (c for c in verb.children if c.dep_ == "dobj" and c.pos_ == "NOUN")
