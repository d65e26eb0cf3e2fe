"""For or against: what a statement's words commit its speaker to, towards the things they name.

A readable baseline. From each mention the grammar is climbed towards the statement's root; on
the way verbs further or undo, words judge, modals want, negation turns (ontology/stances.ttl);
at the root the speech act has its own side (acts.ttl: to back is for, to condemn is against).
So it has where speakers name it themselves: "I back", "she said she would oppose".
Towards people and bodies only judgement counts, and the act only for its direct object.
"""

from collections.abc import Iterator, Sequence

from onrecord.extract.selves import reported_self
from onrecord.extract.stances.climb import Climb, deny, modals, step
from onrecord.extract.stances.cue_sides import REFUSING, cue_side
from onrecord.extract.stances.labels import label_of
from onrecord.extract.stances.leaning import ACTORS, TARGETS, Leaning, between, clause
from onrecord.extract.stances.mute import is_passed_over
from onrecord.extract.stances.named import named_side
from onrecord.extract.stances.plain import Ground, needs
from onrecord.extract.stances.stand_ins import StandIn
from onrecord.extract.stances.threats import threat
from onrecord.extract.stances.unwanted import AIMED, is_unwanted
from onrecord.extract.stances.verdicts import verdict_of
from onrecord.lexicon import Lexicon
from onrecord.model import Attribution, Mention, Polarity, Span
from onrecord.parsing import grammar
from onrecord.parsing.parse import Parse
from onrecord.parsing.tokens import Token

HOPS = 9
CONDITIONS = {"if", "unless", "whether", "until", "unlike", "rather"}
SILENT_ACTS = {"asks", "denies"}
ABOUT = {"about", "over", "regarding", "concerning"}
CIRCUMSTANCES = {"because", "despite", "under", "per", "amid", "during", "since", "via"}
BLAME_OR_PRAISE = {"criticises", "praises"}
LABELLED = 0.8
THREATENED = 0.8
OFFERS = {"offer", "compromise", "concession", "bid", "attempt"}
SURE_ENOUGH = 0.5


def by_rules(
    parse: Parse,
    attribution: Attribution,
    act: str,
    mentions: Sequence[Mention],
    meant: Sequence[StandIn],
    lexicon: Lexicon,
) -> Iterator[Leaning]:
    """Sides that the statement takes towards the mentions within its content.

    mentions: in the order of the text.
    meant: the words there that stand for policies named before.
    """
    if is_silent(parse, attribution, act):
        return
    content = attribution.content
    here = between(mentions, content[0].start, content[-1].end)
    named = [(m.span, m, 1) for m in here if m.kind in TARGETS]
    called = [(s.at, s.mention, s.sign) for s in meant if not s.is_loose]
    inside_at = [
        (inside, *target)
        for target in (*named, *called)
        if (inside := next((s for s in content if s.covers(target[0])), None))
    ]
    if not inside_at:
        return
    cue = cue_side(parse, attribution, lexicon)
    pronoun = reported_self(parse, attribution, lexicon)
    for inside, at, mention, sign in inside_at:
        found = _lean(parse, attribution, inside, mention, at, cue, pronoun, lexicon)
        if found is not None and found[1] >= SURE_ENOUGH:
            side, confidence, ground = found
            evidence = clause(parse.root(at), inside)
            lacks = needs(parse, attribution, act, inside, at, mention, ground, lexicon)
            confidence = round(confidence, 2)
            yield Leaning(mention, at, _side(side * sign), evidence, confidence, needs=lacks)


def is_silent(parse: Parse, said: Attribution, act: str) -> bool:
    """Whether an act takes no side: who asks a question, not who "asked the board to go"."""
    return act in SILENT_ACTS and not any(
        word.lemma_ == "ask"
        and any(c.dep_ == "dobj" for c in word.children)
        and any(c.dep_ == "xcomp" for c in word.children)
        for span in said.cue
        for word in parse.tokens(span)
    )


def _lean(
    parse: Parse,
    attribution: Attribution,
    inside: Span,
    mention: Mention,
    at: Span,
    cue: tuple[int, bool, frozenset[str]],
    pronoun: str | None,
    lexicon: Lexicon,
) -> tuple[int, float, Ground] | None:
    """The side, 1 or -1, towards what is named or meant at a place, how sure, and by what.

    pronoun: that reported speech has for its speaker.
    """
    head = parse.root(at)
    if mention.kind == "Policy":
        against = threat(parse, attribution, at, pronoun, lexicon)
        if against is not None:
            return against, THREATENED, "threat"
        if _is_refused(head):
            return -1, THREATENED, "threat"
    if _after_if(head, inside):
        return None
    labelled = label_of(parse, attribution, at, lexicon)
    if labelled:
        return labelled, LABELLED, "label"
    climb = Climb(
        judged=_own_modifiers(head, mention, lexicon)
        if mention.kind == "Policy"
        else _blamed(head, lexicon),
        pronoun=pronoun,
    )
    lemmas = {t.lemma_ for span in attribution.cue for t in parse.tokens(span)}
    if (
        mention.kind == "Policy"
        and head.dep_ not in grammar.SUBJECTS
        and any(c.lower_ == "no" for c in head.children)
    ):
        climb.sign = -1  # "should face no levy"
    refused = not lemmas.isdisjoint(REFUSING)
    node = head
    top = True
    while node.head != node and climb.hops < HOPS:
        parent = node.head
        if not inside.start <= parent.idx < inside.end:
            break
        if _is_conditional(node) or _is_conditional(parent):
            return None
        if node.dep_ == "relcl" and not climb.judged and parent.lemma_ != "time":
            return None  # "it is time to scrap the levy" wants it
        if _is_merely_called(node, parent, lexicon):
            return None  # "would not want the change to be the last word" takes no side on it
        named = named_side(parse, attribution, node, mention, at, climb.pronoun, lexicon)
        if named is not None:
            return (named * climb.sign, 0.8 - 0.04 * climb.hops, "named") if named else None
        if node.lower_ == "than":
            return None  # "less popular than the board"
        if node.dep_ == "prep" and _takes_a_side(parent, lexicon):
            return None  # "guilty of opposition to the merger" is not against the merger
        step(node, parent, climb, lexicon, mention)
        if climb.judged and mention.kind in ACTORS:
            break
        if (
            node.lower_ in ABOUT
            and not climb.judged
            and (parent.pos_ == "NOUN" or parent.dep_ in {"acl", "relcl"})
        ):
            return None  # remarks and warnings about a thing are not the thing
        if node.dep_ == "prep" and (node.lower_ in CIRCUMSTANCES or _is_conceded(node)):
            return None  # "will not release them under the act"
        if is_passed_over(node) and not climb.judged:
            return None
        if node.dep_ == "acl" and any(c.lower_ == "that" for c in node.children):
            return None  # "rejected the idea that the levy had failed"
        if refused and _is_against(parent, lexicon):
            return None  # "declined to criticise the levy"
        if _is_too_little(node, parent, lexicon):
            return None  # "rejected an offer to suspend the levy": it may be too little
        node = parent
        climb.hops += 1
        top = False
    if is_passed_over(node) and not climb.judged:
        return None
    if mention.kind in ACTORS:
        if climb.judged:
            return climb.judged * climb.sign, 0.7 - 0.03 * climb.hops, "judged"
        side, takes_object, acts = cue
        if (
            side
            and takes_object
            and (top or climb.hops <= 1)
            and any(_is_object_head(word, inside, parse) for word in _named_as(head))
        ):
            return side, 0.75, "object"
        if acts & AIMED and is_unwanted(head, lexicon):
            return -1, 0.75, "object"
        owned = _owned(head, lexicon)
        if owned is not None and side and _is_object_head(owned, inside, parse):
            if (owned.lemma_.lower(),) in lexicon.evaluations["ousting"]:
                return -side, 0.75, "object"  # "called for the minister's resignation"
            if acts & BLAME_OR_PRAISE:
                return side, 0.7, "object"  # "praised the board's patience"
        return None
    if head.dep_ not in {"nsubj", "csubj"}:
        modals(node, climb, lexicon)
    deny(node, climb)
    if climb.unsure and not climb.judged:
        return None
    if _is_conditional(node):
        return None
    side = cue[0]
    if climb.judged:
        return climb.judged * climb.sign, 0.7 - 0.03 * climb.hops, "judged"
    if side and "accuse" in lemmas:
        return None  # "accused her of being late with the levy"
    if side:
        return side * climb.sign, 0.8 - 0.04 * climb.hops, "cue"
    if climb.wanted:
        return climb.sign, 0.65 - 0.03 * climb.hops, "wanted"
    return None


def _named_as(head: Token) -> Iterator[Token]:
    """A name, and what it is put beside: "the mayor, Tom Reed"."""
    yield head
    if head.dep_ == "appos":
        yield head.head


def _is_conceded(link: Token) -> bool:
    """ "Will not work, even with the levy"."""
    return link.i > 0 and link.doc[link.i - 1].lower_ == "even"


def _is_merely_called(node: Token, parent: Token, lexicon: Lexicon) -> bool:
    """Whether something is said to be, or wanted to be, what is neither good nor bad.

    A bracket between hides the subject from the parser: "want the change (of May) to be the end".
    """
    if node.dep_ == "nsubj":
        copulas = [parent]
    elif node.dep_ == "dobj" and (parent.lemma_.lower(),) in lexicon.evaluations["wanting"]:
        copulas = [
            t for t in parent.subtree
            if t.i > node.i and not any(c.dep_ in grammar.SUBJECTS for c in t.children)
        ]  # fmt: skip
    else:
        return False
    return any(
        copula.lemma_ == "be"
        and any(c.dep_ == "attr" and c.pos_ in {"NOUN", "PROPN"} for c in copula.children)
        and not verdict_of(copula, False, lexicon)
        for copula in copulas
    )


def _is_too_little(node: Token, parent: Token, lexicon: Lexicon) -> bool:
    """Whether an action that undoes something is only offered: whoever declines is not for it."""
    keys = {(node.lemma_.lower(),)}
    offered = node.dep_ in {"acl", "prep", "relcl", "xcomp"} and parent.lemma_ in OFFERS
    return offered and bool(keys & lexicon.evaluations["reversing"])


def _is_against(verb: Token, lexicon: Lexicon) -> bool:
    found = grammar.cue_at(verb, "object", lexicon) if verb.pos_ == "VERB" else None
    return found is not None and found[0].towards_object == "opposes"


def _takes_a_side(noun: Token, lexicon: Lexicon) -> bool:
    cue = lexicon.cues.get(("noun", (noun.lemma_.lower(),)))
    return (
        noun.pos_ == "NOUN" and cue is not None and cue.act in {"opposes", "criticises", "supports"}
    )


def _own_modifiers(head: Token, mention: Mention, lexicon: Lexicon) -> int:
    """Adjectives that judge a policy outright: "the disastrous levy"."""
    for child in head.children:
        if child.dep_ == "amod" and child.pos_ == "ADJ":
            key = (child.lemma_.lower(),)
            if key in lexicon.evaluations["bad"]:
                return -1
    return 0


def _is_refused(head: Token) -> bool:
    """ "No to the levy", which the parser finds no structure in."""
    link = head.head
    return (
        head.dep_ == "pobj"
        and link.lower_ == "to"
        and link.i > 0
        and link.doc[link.i - 1].lower_ == "no"
    )


def _blamed(head: Token, lexicon: Lexicon) -> int:
    """-1 where a person or body did the wrong: "ignored by the board", "on the board's watch"."""
    words = lexicon.evaluations
    link = head.head
    if head.dep_ == "pobj" and link.dep_ == "agent":
        keys = grammar.verb_keys(link.head)
        return -1 if keys & words["failing"] or keys & words["bad"] else 0
    if head.dep_ != "poss" or link.lower_ != "watch" or link.head.lower_ != "on":
        return 0
    wrong = words["bad"] | words["reversing"] | lexicon.word_classes["harm"]
    return -1 if any((t.lemma_.lower(),) in wrong for t in head.sent) else 0


def _owned(head: Token, lexicon: Lexicon) -> Token | None:
    """What somebody has or does, unless that is somebody, or a policy, itself."""
    owned = head.head
    plain = {(owned.lemma_.lower(),), (owned.lower_,)}
    kinds = ("Group", "Office", "Role", "Organisation", "Policy")
    is_thing = not any(plain & lexicon.heads.get(kind, frozenset()) for kind in kinds)
    return owned if head.dep_ == "poss" and owned.pos_ == "NOUN" and is_thing else None


def _is_object_head(head: Token, inside: Span, parse: Parse) -> bool:
    """Whether a mention is what the cue is about, not a name further inside the content."""
    return (
        parse.root(inside) == head
        or (head.head.dep_ in {"prep"} and head.head.idx < inside.start)
        or (head.dep_ in {"dobj", "pobj"} and not inside.start <= head.head.idx < inside.end)
    )


def _is_conditional(token: Token) -> bool:
    return any(c.dep_ in {"mark", "advmod"} and c.lower_ in CONDITIONS for c in token.children)


def _after_if(head: Token, inside: Span) -> bool:
    """Whether a condition opens before the mention, with no comma between to end it."""
    for i in range(head.i - 1, head.sent.start - 1, -1):
        token = head.doc[i]
        if token.idx < inside.start or token.text in {",", ";", ":"} or token.lower_ == "then":
            return False
        if token.lower_ in {"if", "unless", "whether"}:
            return True
    return False


def _side(sign: int) -> Polarity:
    return "supports" if sign > 0 else "opposes"
