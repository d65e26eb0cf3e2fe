"""Noun phrases that may name a course of action: how far one goes, and what is somebody instead."""

from onrecord.extract.policies.deeds import AMOUNT, LINKS, VAGUE, end_of, end_of_gerund
from onrecord.lexicon import Lexicon, Words
from onrecord.model import Span
from onrecord.parsing.tokens import Token

PARTS = {"half", "third", "quarter", "fraction", "double", "twice"}
DEFINITE = {"the", "this", "that", "its", "these", "those"}
SOMEBODY = (
    "Group", "Office", "Organisation", "Hospital", "Event", "Role", "Post", "Adherent", "Person"
)  # fmt: skip
AGENTS = ("seeker", "holder", "owner", "maker", "worker", "goer")
FORMED = ("man", "woman", "person", "ist")  # with three letters or more before
LISTS = ("checklist", "shortlist", "blacklist", "whitelist")
WORDS = {"term", "word", "phrase", "label", "expression"}


def noun_phrase(head: Token) -> Span | None:
    """A head noun with what narrows it; None for a bare or vague one ("this change")."""
    if any(child.lower_ in PARTS for child in head.lefts):
        return None  # "half the cut that they had asked for"
    if head.lemma_ in {"charge", "line"} and head.head.lower_ == "in" and head.left_edge == head:
        return None  # "in charge of", "in line with"
    first = head
    for child in head.lefts:
        narrows = child.dep_ in {"compound", "amod", "nummod", "nmod"} and child.lower_ not in VAGUE
        if narrows:
            first = min(first, child.left_edge, key=lambda t: t.i)
    last = head
    for child in head.rights:
        if child.dep_ == "prep" and child.lower_ in LINKS and child.i - last.i <= 1:
            objects = [c for c in child.children if c.dep_ in {"pobj", "pcomp"}]
            if objects and objects[0].pos_ not in {"PRON"}:
                is_gerund = objects[0].dep_ == "pcomp" and objects[0].pos_ == "VERB"
                last = (end_of_gerund if is_gerund else end_of)(objects[0]) or last
    if first is head and last is head:
        if head.dep_ == "pobj" and head.head.head.pos_ == "NOUN":
            return None  # "the terms of the contract" are not the contract
        if not any(c.lower_ in DEFINITE for c in head.lefts):
            return None
    plain = first
    while plain.i < head.i and AMOUNT.fullmatch(plain.lower_):
        after = plain.doc[plain.i + 1]
        if after.lower_ == "per":
            break
        plain = after  # "the $2 billion coal mine" is the coal mine; "a 2 per cent cap" not
    first = plain if plain.i < head.i else first
    return Span(first.idx, last.idx + len(last))


def is_somebody(noun: Token, lexicon: Lexicon) -> bool:
    """Whether a noun stands for people or a body, listed, or told by its form or by a "who"."""
    lemma = noun.lemma_.lower()
    kinds: set[Words] = {(noun.lower_,), (lemma,), (f"{lemma}s",)}  # groups are listed as plurals
    if any(kinds & lexicon.heads.get(kind, frozenset()) for kind in SOMEBODY):
        return True
    clauses = (c for c in noun.rights if c.dep_ == "relcl")
    has_who = any(t.lower_ in {"who", "whom"} for clause in clauses for t in clause.lefts)
    return has_who or noun.ent_type_ == "NORP" or _is_formed_as_somebody(lemma)


def _is_formed_as_somebody(lemma: str) -> bool:
    formed = any(lemma.endswith(end) and len(lemma) >= len(end) + 3 for end in FORMED)
    return lemma.endswith(AGENTS) or (formed and not lemma.endswith(LISTS))


def is_word(noun: Token, lexicon: Lexicon) -> bool:
    """Whether it is a word that is spoken of: "the term appeasement", but "the term limits"."""
    listed = (noun.lemma_.lower(),) in lexicon.heads.get("Policy", frozenset())
    return not listed and any(c.dep_ == "compound" and c.lower_ in WORDS for c in noun.lefts)
