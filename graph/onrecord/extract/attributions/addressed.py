"""Whom words are said to or of, told in the passive: not their speaker ("she was accused of")."""

from dataclasses import replace

from onrecord.model import Attribution
from onrecord.parsing.parse import Parse

# Verbs whose object is a person spoken to or of.
ADDRESSING = {
    "accuse", "advise", "ask", "attack", "beg", "blame", "castigate", "chide", "commend", "condemn",
    "criticise", "criticize", "denounce", "deride", "lambast", "mock", "ostracise", "praise",
    "rebuke", "remind", "reprimand", "scold", "slam", "tell", "thank", "urge", "warn",
}  # fmt: skip


def without_addressed(parse: Parse, one: Attribution) -> Attribution:
    """The attribution without a source that is only the subject of a passive cue."""
    if not one.source or not one.cue:
        return one
    head = parse.root(one.source[0])
    verb = head.head
    is_cue = any(span.start <= verb.idx < span.end for span in one.cue)
    passive = head.dep_ == "nsubjpass" and is_cue and verb.lemma_ in ADDRESSING
    return replace(one, source=()) if passive else one
