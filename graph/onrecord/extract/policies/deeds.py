"""What is to be done, as verbs say it: an act with its object, or with it as subject."""

import re
from collections.abc import Iterator

from onrecord.extract.policies.deed_names import name_of
from onrecord.lexicon import Lexicon
from onrecord.model import Mention, Span
from onrecord.parsing.tokens import Token

VAGUE = {
    "this", "that", "such", "any", "own", "same", "other", "more", "new", "big", "recent",
    "these", "those", "many", "last", "much", "first", "next", "whole", "current", "half",
    "bigger", "further", "present", "possible", "similar", "certain", "different", "particular",
    "entire", "various",
}  # fmt: skip
FINDINGS = {
    "report", "finding", "figure", "result", "fact", "question", "evidence", "word", "name",
    "help", "answer", "news", "letter", "story", "idea", "way", "thing", "people", "time",
    "case", "point", "role", "part", "assurance", "apology", "meeting", "talk", "debate",
    "discussion", "vote", "campaign", "course", "matter", "outcome", "situation", "effort",
    "work", "job", "concern", "hope", "fear", "doubt", "alarm", "hand", "eyebrow", "counterpart",
    "ground", "gap", "ruling", "decision", "side", "stage", "stance", "tone", "tie", "notion",
    "claim", "suggestion", "allegation", "accusation", "assertion", "theory", "premise",
    "comparison", "attack", "comment", "remark", "criticism",
    "characterisation", "characterization", "rumour", "rumor", "victory", "win", "nomination",
    "none", "number", "handful", "couple", "lot", "series", "list", "factor", "aspect",
    "presidency", "percent", "barrage", "seat", "place", "other",
}  # fmt: skip
LIGHT = {
    "get",
    "have",
    "make",
    "take",
    "put",
    "let",
    "keep",
    "be",
    "do",
    "see",
    "use",
    "force",
    "help",
}
PAPERS = {
    "bill", "legislation", "law", "plan", "proposal", "measure", "resolution", "amendment",
    "motion", "policy", "step",
}  # fmt: skip
AMOUNT = re.compile(r"[$£€]?\d[\d.,]*(?:m|bn|k|-\w+)?|[$£€]|m|bn|million|billion|thousand")
LINKS = {"of", "to", "in", "on", "for", "against"}
REACH = 8  # words between a verb and its object


def deed(verb: Token, lexicon: Lexicon) -> Iterator[Mention]:
    """An infinitive, a gerund or an action wanted, with its object."""
    target = next((c for c in verb.rights if c.dep_ == "dobj" and c.pos_ != "PRON"), None)
    has_object = any(c.dep_ == "dobj" for c in verb.rights)  # not "join her in a march"
    if not has_object and not (verb.tag_ == "VBN" and verb.dep_ == "acl"):
        for child in verb.rights:
            if child.dep_ == "prep" and child.lower_ == "in":
                target = next((c for c in child.children if c.dep_ == "pobj"), None)
    if target is None or target.lower_ in VAGUE or target.i - verb.i > REACH:
        return
    is_money = AMOUNT.fullmatch(target.lower_) and target.left_edge.text in {"the", "its"}
    if target.pos_ not in {"NOUN", "PROPN"} and not is_money:
        return  # "introduced in 2004"
    if target.lemma_.lower() in FINDINGS and not is_of_office(verb, lexicon):
        return  # "raised concerns"
    last = end_of(target)
    if target is last and target.lemma_.lower() in PAPERS and not _is_narrowed(target):
        return  # "introduced a bill"
    span = Span(verb.idx, last.idx + len(last))
    yield Mention(span, name_of(verb, target, last), "Policy")


def passive(subject: Token) -> Iterator[Mention]:
    """An act of office on what stands before it: "the files must be deleted"."""
    verb = subject.head
    if subject.pos_ == "NOUN" and subject.lower_ not in VAGUE and verb.i - subject.i <= REACH:
        first = subject.left_edge
        span = Span(first.idx, verb.idx + len(verb))
        yield Mention(span, name_of(verb, subject, end_of(subject)), "Policy")


def is_of_office(verb: Token, lexicon: Lexicon) -> bool:
    return (verb.lemma_.lower(),) in lexicon.evaluations["office"]


def end_of(head: Token) -> Token:
    """Last word of a noun phrase with one "of"-phrase and no clause."""
    last = head
    for child in head.rights:
        if child.dep_ == "prep" and child.lower_ in LINKS and child.i - last.i <= 1:
            inner = next((c for c in child.children if c.dep_ == "pobj"), None)
            if inner is not None:
                last = end_of(inner)
        else:
            break
    return last


def end_of_gerund(verb: Token) -> Token | None:
    """Last word of a gerund with its object; None if that is a pronoun, or far off.

    "Banning phones", "not allowing phones to ring", "waiting".
    """
    below = next((c for c in verb.rights if c.dep_ in {"dobj", "ccomp", "xcomp"}), None)
    if below is None:
        return end_of(verb)
    if below.pos_ == "PRON" or below.right_edge.i < verb.i:
        return None
    last = end_of_gerund(below) if below.pos_ == "VERB" else end_of(below)
    return last if last is not None and last.i - verb.i <= REACH else None


def _is_narrowed(noun: Token) -> bool:
    """Whether words before a noun say which: "the bill", "a housing bill"; not "a bill"."""
    return any(c.lower_ not in {"a", "an", "some", "any", *VAGUE} for c in noun.lefts)
