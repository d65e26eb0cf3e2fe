"""Who was at a conference, rally, interview: by a verb at it, or one that is done to it."""

import re
from collections.abc import Iterator, Sequence

from onrecord.extract.relations.subjects import agents
from onrecord.extract.relations.tie import Tie, sentence
from onrecord.extract.relations.told import is_told
from onrecord.lexicon import Lexicon
from onrecord.model import Mention
from onrecord.parsing.parse import Parse
from onrecord.parsing.tokens import Token

AT = {"at", "in", "during"}
# What is done to somebody who is there; who is criticised at a conference may be elsewhere.
FACED = {
    "picture",
    "photograph",
    "question",
    "ask",
    "interview",
    "applaud",
    "heckle",
    "boo",
    "cheer",
}
INTERVIEW = re.compile(r"interview with (?:the )?$")


def appearances(parse: Parse, found: Sequence[Mention], lexicon: Lexicon) -> Iterator[Tie]:
    """Subjects of verbs at an occasion; of an interview also the outlet that had it."""
    for event in (m for m in found if m.kind == "Event"):
        verb = _verb(event, parse, lexicon)
        if verb is None:
            continue
        there = [m for m in agents(parse, verb, found) if m.kind in {"Person", "Office"}]
        for person in there:
            yield Tie(person, "tookPartIn", event, sentence(verb), 0.7)
        for outlet in found if there else ():
            inside = outlet.kind == "Organisation" and event.span.covers(outlet.span)
            lead = parse.document.text[event.span.start : outlet.span.start]
            if inside and INTERVIEW.search(lead):
                yield Tie(outlet, "tookPartIn", event, sentence(verb), 0.7)


def _verb(event: Mention, parse: Parse, lexicon: Lexicon) -> Token | None:
    """The verb that is told of somebody at an occasion, if there is one."""
    noun = parse.root(event.span)
    before = noun.head
    if noun.dep_ in {"dobj", "dative"} and before.pos_ == "VERB":
        verb, there = before, (before.lemma_.lower(),) in lexicon.heads["Appearing"]
    elif noun.dep_ == "pobj" and before.head.pos_ in {"VERB", "AUX"}:
        verb = before.head
        key = (verb.lemma_.lower(), before.lower_)
        there = before.lower_ in AT or key in lexicon.heads["Appearing"]
    else:
        return None
    if not there or (verb.lemma_.lower(),) in lexicon.heads["Absent"]:
        return None
    passive = any(c.dep_ in {"nsubjpass", "auxpass"} for c in verb.children)
    if passive and verb.lemma_.lower() not in FACED:
        return None
    return verb if is_told(parse, verb) else None
