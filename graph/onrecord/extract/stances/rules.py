"""For or against: what a statement's words commit its speaker to, towards the things they name.

A readable baseline. From each mention the grammar is climbed towards the statement's root; on
the way verbs further or undo, words judge, modals want, negation turns (ontology/stances.ttl);
at the root the speech act has its own side (acts.ttl: to back is for, to condemn is against).
So it has where speakers name it themselves: "I back", "she said she would oppose".
Towards people and bodies only judgement counts, and the act only for its direct object.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from onrecord import grammar
from onrecord.extract.selves import reported_self
from onrecord.extract.stances.labels import label_of
from onrecord.extract.stances.leaning import ACTORS, TARGETS, Leaning, clause
from onrecord.extract.stances.named import SUPPOSED, TAKES_SIDES, named_side
from onrecord.extract.stances.stand_ins import StandIn
from onrecord.extract.stances.threats import threat
from onrecord.extract.stances.verdicts import verdict_of
from onrecord.lexicon import Lexicon
from onrecord.model import Attribution, Mention, Polarity, Span
from onrecord.parse import Parse

HOPS = 9
MODALS = {"should", "must", "ought"}
WILL = {"will", "'ll", "wo", "shall"}
OWN = {"i", "we"}
AIMLESS = {("see",), ("take",), ("put",), ("have",), ("do",), ("make",), ("keep",), ("open",)}
CONDITIONS = {"if", "unless", "whether", "until", "unlike", "rather"}
OBJECTIVE = {
    "dobj",
    "pobj",
    "nsubjpass",
    "ccomp",
    "xcomp",
    "acl",
    "pcomp",
    "advcl",
    "prep",
    "conj",
    "attr",
    "oprd",
}
BESIDE = {"conj", "advcl", "parataxis"}
RANK = {"object": 0, "noun": 1, "infinitive": 2, "phrase": 3, "clause": 4}  # frames by what tells
SILENT_ACTS = {"asks", "denies"}
ABOUT = {"about", "over", "regarding", "concerning"}
BLAME_OR_PRAISE = {"criticises", "praises"}
NO_SIDE: tuple[int, bool, frozenset[str]] = (0, False, frozenset())
LABELLED = 0.8
THREATENED = 0.8
OFFERS = {"offer", "compromise", "concession", "bid", "attempt"}
SURE_ENOUGH = 0.5


@dataclass(slots=True)
class _Climb:
    sign: int = 1
    judged: int = 0
    wanted: bool = False
    pronoun: str | None = None  # that reported speech has for its speaker
    predicate: Token | None = None  # what judged: its own "not" is counted already
    subject: bool = False  # the mention only heads a clause: "want the merger to be fair"
    apart: bool = False  # has left a clause beside the one above: what is denied there stays there
    unsure: bool = False
    link: str = ""  # the preposition just passed: "free growers from the levy"
    hops: int = 0


def by_rules(
    parse: Parse,
    attribution: Attribution,
    act: str,
    mentions: Sequence[Mention],
    meant: Sequence[StandIn],
    lexicon: Lexicon,
) -> Iterator[Leaning]:
    """Sides that the statement takes towards the mentions within its content.

    meant: the words there that stand for policies named before.
    """
    if act in SILENT_ACTS:
        return
    named = [(m.span, m, 1) for m in mentions if m.kind in TARGETS]
    called = [(s.at, s.mention, s.sign) for s in meant if not s.is_loose]
    inside_at = [
        (inside, *target)
        for target in (*named, *called)
        if (inside := next((s for s in attribution.content if s.covers(target[0])), None))
    ]
    if not inside_at:
        return
    cue = _cue_side(parse, attribution, lexicon)
    pronoun = reported_self(parse, attribution, lexicon)
    for inside, at, mention, sign in inside_at:
        found = _lean(parse, attribution, inside, mention, at, cue, pronoun, lexicon)
        if found is not None and found[1] >= SURE_ENOUGH:
            side, confidence = found
            evidence = clause(parse.tokens(at).root, inside)
            yield Leaning(mention, at, _side(side * sign), evidence, round(confidence, 2))


def _lean(
    parse: Parse,
    attribution: Attribution,
    inside: Span,
    mention: Mention,
    at: Span,
    cue: tuple[int, bool, frozenset[str]],
    pronoun: str | None,
    lexicon: Lexicon,
) -> tuple[int, float] | None:
    """The side, 1 or -1, towards what is named or meant at a place, and how sure.

    pronoun: that reported speech has for its speaker.
    """
    head = parse.tokens(at).root
    if mention.kind == "Policy":
        against = threat(parse, attribution, at, pronoun, lexicon)
        if against is not None:
            return against, THREATENED
        if _is_refused(head):
            return -1, THREATENED
    if _after_if(head, inside):
        return None
    labelled = label_of(parse, attribution, at, lexicon)
    if labelled:
        return labelled, LABELLED
    climb = _Climb(
        judged=_own_modifiers(head, mention, lexicon)
        if mention.kind == "Policy"
        else _blamed(head, lexicon),
        pronoun=pronoun,
    )
    node = head
    top = True
    while node.head != node and climb.hops < HOPS:
        parent = node.head
        if not inside.start <= parent.idx < inside.end:
            break
        if _is_conditional(node) or _is_conditional(parent):
            return None
        if node.dep_ == "relcl" and not climb.judged:
            return None
        if _is_merely_called(node, parent, lexicon):
            return None  # "would not want the change to be the last word" takes no side on it
        named = named_side(parse, attribution, node, mention, at, climb.pronoun, lexicon)
        if named is not None:
            return (named * climb.sign, 0.8 - 0.04 * climb.hops) if named else None
        _step(node, parent, climb, lexicon, mention)
        if climb.judged and mention.kind in ACTORS:
            break
        if node.lower_ in ABOUT and parent.pos_ == "NOUN" and not climb.judged:
            return None  # remarks and warnings about a thing are not the thing
        if _is_too_little(node, parent, lexicon):
            return None  # "rejected an offer to suspend the levy": it may be too little
        if node.dep_ == "prep" and _takes_a_side(parent, lexicon):
            return None  # "guilty of opposition to the merger" is not against the merger
        node = parent
        climb.hops += 1
        top = False
    if mention.kind in ACTORS:
        if climb.judged:
            return climb.judged * climb.sign, 0.7 - 0.03 * climb.hops
        side, takes_object, acts = cue
        if (
            side
            and takes_object
            and (top or climb.hops <= 1)
            and _is_object_head(head, inside, parse)
        ):
            return side, 0.75
        owned = _owned(head, lexicon)
        if owned is not None and side and _is_object_head(owned, inside, parse):
            if (owned.lemma_.lower(),) in lexicon.evaluations["ousting"]:
                return -side, 0.75  # "called for the minister's resignation"
            if acts & BLAME_OR_PRAISE:
                return side, 0.7  # "praised the board's patience"
        return None
    if head.dep_ not in {"nsubj", "csubj"}:
        _modals(node, climb, lexicon)
    _deny(node, climb)
    if climb.unsure and not climb.judged:
        return None
    if _is_conditional(node):
        return None
    side = cue[0]
    if climb.judged:
        return climb.judged * climb.sign, 0.7 - 0.03 * climb.hops
    if side:
        return side * climb.sign, 0.8 - 0.04 * climb.hops
    if climb.wanted:
        return climb.sign, 0.65 - 0.03 * climb.hops
    return None


def _step(node: Token, parent: Token, climb: _Climb, lexicon: Lexicon, mention: Mention) -> None:
    """What one word above the mention does to the side."""
    words = lexicon.evaluations
    if node.dep_ not in {"nsubj", "csubj"}:
        _modals(node, climb, lexicon)
    _deny(node, climb)
    if node.dep_ in BESIDE and any(c.dep_ in grammar.SUBJECTS for c in node.children):
        climb.apart = True
    lemma = parent.lemma_.lower()
    keys = {(lemma,), (lemma, node.lower_)}
    keys |= {(lemma, c.lower_) for c in parent.children if c.dep_ == "prt"}  # "rule out"
    if node.dep_ == "prep":
        keys |= {(lemma, node.lower_)}
    if parent.dep_ == "prep":
        keys |= {(parent.head.lemma_.lower(), parent.lower_)}
    if climb.link and node.dep_ == "dobj":
        keys |= {(lemma, climb.link)}
    climb.link = node.lower_ if node.dep_ == "prep" else ""
    objective = node.dep_ in OBJECTIVE
    subjective = node.dep_ in {"nsubj", "nsubjpass"}
    if subjective:
        harmed = node.dep_ == "nsubjpass" and (parent.lemma_.lower(),) in words["bad"]
        # What is broken is not to blame.
        verdict = 0 if harmed else verdict_of(parent, mention.kind in ACTORS, lexicon)
        if verdict and not climb.judged:
            climb.judged, climb.predicate = verdict, parent
        elif node.dep_ == "nsubjpass" and keys & words["reversing"]:
            climb.sign = -climb.sign  # "the levy should be abolished"
        climb.subject = climb.subject or node.dep_ == "nsubj"
        return
    if objective and parent.pos_ in {"VERB", "NOUN", "ADJ", "AUX", "ADP", "SCONJ"}:
        if keys & words["causing"] and mention.kind not in ACTORS:
            climb.judged = climb.judged or -1
        elif parent.pos_ == "VERB" and keys & words["reversing"]:
            climb.sign = -climb.sign
        elif parent.pos_ != "VERB" and keys & words["bad"] and node.dep_ in {"prep", "acl"}:
            climb.judged = climb.judged or -1
        elif parent.pos_ != "VERB" and keys & words["good"] and node.dep_ in {"prep", "acl"}:
            climb.judged = climb.judged or 1
        if (
            keys & words["wanting"]
            and parent.pos_ in {"VERB", "NOUN", "ADJ"}
            and mention.kind == "Policy"
        ):
            climb.wanted = True


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


def _deny(node: Token, climb: _Climb) -> None:
    """A "not" on the way turns the side."""
    if climb.apart or node == climb.predicate or not grammar.is_negated(node):
        return
    climb.sign = -climb.sign
    climb.unsure = climb.unsure or climb.subject


def _modals(node: Token, climb: _Climb, lexicon: Lexicon) -> None:
    """ "should", "must", "would like", "we will": what follows is wanted; "will not" is not."""
    own = any(c.dep_ == "nsubj" and c.lower_ in OWN for c in node.children)
    for child in node.children:
        if child.dep_ == "aux" and child.lower_ in MODALS:
            climb.wanted = True
        if child.dep_ == "aux" and child.lower_ in WILL and (own or grammar.is_negated(node)):
            climb.wanted = True
    if own and (node.lemma_.lower(),) in lexicon.evaluations["furthering"] - AIMLESS:
        supposed = any(c.dep_ == "aux" and c.lower_ in SUPPOSED for c in node.children)
        done = node.tag_ in {"VBD", "VBN"} and not supposed  # "we have protected"
        climb.wanted = climb.wanted or done
    if node.lemma_ == "like" and any(c.lower_ in {"would", "'d", "’d"} for c in node.children):
        climb.wanted = True
    if (node.lemma_.lower(),) in lexicon.evaluations["wanting"] and node.pos_ == "VERB":
        climb.wanted = True


def _is_too_little(node: Token, parent: Token, lexicon: Lexicon) -> bool:
    """Whether an action that undoes something is only offered: whoever declines is not for it."""
    keys = {(node.lemma_.lower(),)}
    offered = node.dep_ in {"acl", "prep", "relcl", "xcomp"} and parent.lemma_ in OFFERS
    return offered and bool(keys & lexicon.evaluations["reversing"])


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


def _cue_side(
    parse: Parse, attribution: Attribution, lexicon: Lexicon
) -> tuple[int, bool, frozenset[str]]:
    """The side of the cue towards what follows (+1, -1, 0), whether it governs an object, and
    what is done by it.
    """
    if not attribution.cue:
        return NO_SIDE
    hits = grammar.cues_in(list(parse.tokens(attribution.cue[0])), lexicon)
    for cue, token in sorted(((h.cue, h.token) for h in hits), key=lambda h: RANK[h[0].frame]):
        expected = cue.act == "expects" and cue.frame == "infinitive"
        if cue.frame == "clause" or (cue.towards_object is None and not expected):
            continue
        if cue.frame == "infinitive" and not _has_goal(token, own=expected):
            continue
        if attribution.form == "direct" and parse.text(attribution.content[0])[0].isupper():
            return NO_SIDE  # a whole utterance; a quoted fragment is what the cue governs
        side = {"supports": 1, "opposes": -1, None: 0}[cue.towards_object]
        if expected:
            side = 1  # "is set to": the course that somebody is about to take
        if any(c.dep_ == "neg" for c in token.children):
            side = -side if side > 0 else 0  # not to oppose is not yet to support
        takes_object = cue.frame != "infinitive" and cue.act in TAKES_SIDES
        return side, takes_object, frozenset({cue.act})
    return NO_SIDE


def _is_refused(head: Token) -> bool:
    """ "No to the levy", which the parser finds no structure in."""
    link = head.head
    return (
        head.dep_ == "pobj" and link.lower_ == "to" and link.i > 0 and link.nbor(-1).lower_ == "no"
    )


def _blamed(head: Token, lexicon: Lexicon) -> int:
    """-1 where a person or body did the wrong: "ignored by the board", "on the board's watch"."""
    words = lexicon.evaluations
    link = head.head
    if head.dep_ == "pobj" and link.dep_ == "agent":
        return -1 if grammar.verb_keys(link.head) & (words["failing"] | words["bad"]) else 0
    watched = head.dep_ == "poss" and link.lower_ == "watch" and link.head.lower_ == "on"
    wrong = words["bad"] | words["reversing"] | lexicon.word_classes["harm"]
    return -1 if watched and any((t.lemma_.lower(),) in wrong for t in head.sent) else 0


def _owned(head: Token, lexicon: Lexicon) -> Token | None:
    """What somebody has or does, unless that is somebody, or a policy, itself."""
    owned = head.head
    plain = {(owned.lemma_.lower(),), (owned.lower_,)}
    kinds = ("Group", "Office", "Role", "Organisation", "Policy")
    is_thing = not any(plain & lexicon.heads.get(kind, frozenset()) for kind in kinds)
    return owned if head.dep_ == "poss" and owned.pos_ == "NOUN" and is_thing else None


def _has_goal(verb: Token, own: bool) -> bool:
    """Whether an infinitive follows, not a clause ("told them that"); `own`: without a subject.

    What somebody "expects others to do" takes no side.
    """
    return any(
        c.dep_ in {"xcomp", "ccomp"}
        and any(g.lower_ == "to" and g.dep_ == "aux" for g in c.children)
        and not (own and any(g.dep_ in grammar.SUBJECTS for g in c.children))
        for c in verb.children
    )


def _is_object_head(head: Token, inside: Span, parse: Parse) -> bool:
    """Whether a mention is what the cue is about, not a name further inside the content."""
    return (
        parse.tokens(inside).root == head
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
