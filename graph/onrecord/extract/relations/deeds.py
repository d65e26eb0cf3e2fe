"""What verbs tell of two names: who runs, joins, succeeds; who is what; what is approved."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from onrecord.extract.relations.parties import is_party
from onrecord.extract.relations.subjects import agents, named
from onrecord.extract.relations.tie import Tie, sentence
from onrecord.extract.relations.told import does, is_told
from onrecord.lexicon import Lexicon, Words, heads_of
from onrecord.model import Mention, Polarity
from onrecord.parsing import grammar
from onrecord.parsing.parse import Parse
from onrecord.parsing.tokens import Token

POSSESSIVE = re.compile(r"['’]")


def deeds(parse: Parse, found: Sequence[Mention], lexicon: Lexicon) -> Iterator[Tie]:
    """Ties by verbs that the article tells in its own voice."""
    telling = _telling(lexicon)
    for verb in parse.words:
        if verb.pos_ not in {"VERB", "AUX"} or verb.lemma_.lower() not in telling:
            continue
        if parse.quotation_at(verb.idx) is not None:
            continue
        yield from _enacted(parse, verb, found, lexicon)
        keys = grammar.verb_keys(verb) | _through(verb)
        if keys & lexicon.heads["Succeeding"]:
            yield from _succeeded(parse, verb, found)
        if keys & lexicon.heads["Running"] and does(parse, verb):
            yield from _runs(parse, verb, found, "Running", lexicon)
        if keys & lexicon.heads["Joining"] and does(parse, verb):
            for tie in _runs(parse, verb, found, "Joining", lexicon):
                if is_party(parse, tie.object, lexicon):
                    yield replace(tie, predicate="memberOf")
        if verb.lemma_ == "be" or keys & lexicon.heads["Becoming"]:
            yield from _is(parse, verb, found, lexicon)


@lru_cache(maxsize=4)
def _telling(lexicon: Lexicon) -> frozenset[str]:
    """Lemmas of the verbs that tell of names, or begin to with the words behind them."""
    heads, evaluations = lexicon.heads, lexicon.evaluations
    listed = (heads[name] for name in ("Succeeding", "Running", "Joining", "Becoming"))
    sides = (evaluations[name] for name in ("striking", "enacting"))
    return frozenset({"be"} | {words[0] for group in (*listed, *sides) for words in group})


def _through(verb: Token) -> set[Words]:
    """Verbs with a particle and a preposition: ("take", "over", "from")."""
    lemma = verb.lemma_.lower()
    after = [
        c.lower_ for c in verb.children if c.dep_ in {"prt", "prep", "advmod"} and c.i > verb.i
    ]
    return {(lemma, one, other) for one in after for other in after if one != other}


def _enacted(
    parse: Parse, verb: Token, found: Sequence[Mention], lexicon: Lexicon
) -> Iterator[Tie]:
    """Support and attack by acts of office: "approved the merger", "vetoed the bill"."""
    side = _side(verb, lexicon)
    if side is None or grammar.is_negated(verb) or grammar.is_unreal(verb):
        return
    who = next(agents(parse, verb, found), None)
    if who is None or who.kind == "Office" or parse.text(who.span).lower() in {"he", "she"}:
        return
    for target in _objects(verb):
        for mention in found:
            if mention.kind == "Policy" and parse.root(mention.span) == target:
                yield Tie(who, side, mention, sentence(verb), 0.65)


def _succeeded(parse: Parse, verb: Token, found: Sequence[Mention]) -> Iterator[Tie]:
    """ "She succeeded Ann Vale", "Ann Vale was replaced by Bo Orme", "took over from her"."""
    if not is_told(parse, verb):
        return
    passive = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
    by = next((c for c in verb.children if c.dep_ == "agent"), None)
    if passive is not None:
        new = next((c for c in by.children if c.dep_ == "pobj"), None) if by is not None else None
        pairs = [(new, passive)] if new is not None else []
    else:
        subject = grammar.subject_of(verb)
        old = [c for c in verb.children if c.dep_ == "dobj"] or [
            c
            for p in verb.children
            if p.dep_ == "prep" and p.lower_ == "from"
            for c in p.children
            if c.dep_ == "pobj"
        ]
        pairs = [(subject, old[0])] if subject is not None and old else []
    for one, other in pairs:
        for successor in named(parse, one, found):
            for former in named(parse, other, found):
                if successor.kind in {"Person", "Office"} and former.kind == "Person":
                    yield Tie(successor, "succeeded", former, sentence(verb), 0.75)


def _runs(
    parse: Parse, verb: Token, found: Sequence[Mention], list_of: str, lexicon: Lexicon
) -> Iterator[Tie]:
    """ "Ann Vale chairs the board", "works for the union"."""
    if any(c.lower_ == "until" for c in verb.children):
        return
    if (verb.lemma_.lower(),) in lexicon.heads[list_of]:
        objects = [c for c in verb.children if c.dep_ == "dobj"]
    else:
        objects = [
            c
            for p in verb.children
            if p.dep_ == "prep" and (verb.lemma_.lower(), p.lower_) in lexicon.heads[list_of]
            for c in p.children
            if c.dep_ == "pobj"
        ]
    for who in agents(parse, verb, found):
        for body in (m for t in objects for m in named(parse, t, found)):
            if who.kind == "Person" and body.kind == "Organisation":
                yield Tie(who, "affiliatedWith", body, sentence(verb), 0.75)


def _is(parse: Parse, verb: Token, found: Sequence[Mention], lexicon: Lexicon) -> Iterator[Tie]:
    """ "Ann Vale is mayor of X", "was elected leader of Y", "is a member of the Z Party"."""
    nouns = [c for c in verb.children if c.dep_ in {"attr", "oprd"}]
    if not nouns or not is_told(parse, verb):
        return
    past = verb.lemma_ == "be" and verb.tag_ == "VBD"
    for who in agents(parse, verb, found):
        if who.kind != "Person" or past:
            continue  # "was mayor": then, or still?
        for noun in nouns:
            yield from _posts(parse, verb, who, noun, found)
            yield from _bodies(parse, verb, who, noun, found, lexicon)


def _posts(
    parse: Parse, verb: Token, who: Mention, noun: Token, found: Sequence[Mention]
) -> Iterator[Tie]:
    words = {c.lower_ for c in (*verb.children, *noun.children)}
    predicate = "heldOffice" if words & {"having", "until"} else "holdsOffice"
    compared = any(c.tag_ in {"JJR", "RBR"} for c in noun.children)
    former = compared or any(c.lower_ in {"former", "ex", "next"} for c in noun.children)
    for office in (m for m in found if m.kind == "Office"):
        beyond = POSSESSIVE.match(parse.document.text, office.span.end)  # "is the mayor's sister"
        if not (former or beyond) and parse.root(office.span) == noun:
            yield Tie(who, predicate, office, sentence(verb), 0.8)


def _bodies(
    parse: Parse,
    verb: Token,
    who: Mention,
    noun: Token,
    found: Sequence[Mention],
    lexicon: Lexicon,
) -> Iterator[Tie]:
    """The body whose post it is: "treasurer of the union", "the union's treasurer"."""
    inside = heads_of(lexicon, "Post", "Role", "Office")
    outside = any((c.lower_,) in lexicon.heads["Outsider"] for c in noun.subtree)
    known = (noun.lower_,) in inside or (noun.lower_.removeprefix("co-"),) in inside
    if outside or not known:
        return
    owners = [c for c in noun.children if c.dep_ == "poss"]
    owners += [
        c for p in noun.children if p.dep_ == "prep" and p.lower_ == "of" for c in p.children
    ]
    for body in (m for t in owners for m in named(parse, t, found)):
        if body.kind == "Organisation":
            member = noun.lower_ in {"member", "leader"} and is_party(parse, body, lexicon)
            predicate = "memberOf" if member or noun.lower_ == "member" else "affiliatedWith"
            yield Tie(who, predicate, body, sentence(verb), 0.75)


def _side(verb: Token, lexicon: Lexicon) -> Polarity | None:
    """The side that an act of office takes towards its object."""
    keys = grammar.verb_keys(verb)
    if keys & lexicon.evaluations["striking"]:
        return "opposes"
    return "supports" if keys & lexicon.evaluations["enacting"] else None


def _objects(verb: Token) -> Iterator[Token]:
    """What a verb acts on: its object, or that of "for" or "against" behind it."""
    for child in verb.children:
        if child.dep_ == "dobj":
            yield child
            yield from (c for c in child.children if c.dep_ == "conj")
        elif child.dep_ == "prep" and child.lower_ in {"for", "against"}:
            yield from (c for c in child.children if c.dep_ == "pobj")
