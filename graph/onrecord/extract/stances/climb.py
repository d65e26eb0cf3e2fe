"""From a mention upwards: what each word above it does to the side that is taken on it."""

from collections.abc import Mapping
from dataclasses import dataclass

from onrecord.extract.stances.cue_sides import IDLE
from onrecord.extract.stances.leaning import ACTORS
from onrecord.extract.stances.named import SUPPOSED
from onrecord.extract.stances.verdicts import ADMIRERS, verdict_of
from onrecord.lexicon import Lexicon, Words
from onrecord.model import Mention
from onrecord.parsing import grammar
from onrecord.parsing.tokens import Token

MODALS = {"should", "must", "ought"}
WILL = {"will", "'ll", "wo", "shall"}
OWN = {"i", "we"}
EMPTY = {"it", "that", "this"}  # "it was brave of her", as "I am proud of her"
FOES = {"critic", "detractor", "enemy", "foe", "opponent"}
FOUND_GOOD = {"about", "for", "in", "of"}  # "success of the levy"; not "get right with the law"
FAULTS = {"behind", "by", "from", "in", "of", "with"}  # not "a threat to", "wrong about the levy"
DOERS = {"of", "by"}  # "a failure of the board"; not "a disaster for", "attacks on the board"
AIMLESS = {("see",), ("take",), ("put",), ("have",), ("do",), ("make",), ("keep",), ("open",)}
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


@dataclass(slots=True)
class Climb:
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


def step(node: Token, parent: Token, climb: Climb, lexicon: Lexicon, mention: Mention) -> None:
    """What one word above the mention does to the side."""
    words = lexicon.evaluations
    if node.dep_ not in {"nsubj", "csubj"}:
        modals(node, climb, lexicon)
    deny(node, climb)
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
    if node.dep_ == "prep" and node.lower_ == "against" and not keys & words["reversing"]:
        climb.sign = -climb.sign  # "vote against the levy"
    if node.dep_ == "prep" and (lemma in FOES or (lemma, node.lower_) == ("prefer", "to")):
        climb.sign = -climb.sign  # "attacked critics of the levy", "prefers tolls to the levy"
    if parent.pos_ == "NOUN" and keys & (words["wanting"] | words["good"]) and _is_none(parent):
        climb.sign = -climb.sign  # "there is no need for the levy"
    if node.dep_ == "prep" and parent.pos_ == "ADV":
        whole = (parent.head.lemma_.lower(), parent.lower_, node.lower_)
        climb.sign *= -1 if whole in words["reversing"] else 1  # "turn away from the plan"
    climb.link = node.lower_ if node.dep_ == "prep" else ""
    objective = node.dep_ in OBJECTIVE
    scrapping = node.dep_ == "csubj" and mention.kind == "Policy" and _is_deed(node, lexicon)
    subjective = node.dep_ in {"nsubj", "nsubjpass"} or scrapping
    if subjective:
        wrongs = (words["bad"], words["harming"])
        harmed = node.dep_ == "nsubjpass" and any((lemma,) in wrong for wrong in wrongs)
        # What is broken is not to blame.
        verdict = 0 if harmed else verdict_of(parent, mention.kind in ACTORS, lexicon)
        if mention.kind == "Policy" and _is_out_of_order(parent):
            verdict = -1
        if verdict and not climb.judged:
            climb.judged, climb.predicate = verdict, parent
        elif node.dep_ == "nsubjpass" and keys & words["reversing"]:
            climb.sign = -climb.sign  # "the levy should be abolished"
        climb.subject = climb.subject or node.dep_ == "nsubj"
        return
    if objective and parent.pos_ in {"VERB", "NOUN", "ADJ", "AUX", "ADP", "SCONJ"}:
        if keys & words["causing"] and mention.kind not in ACTORS:
            climb.judged = climb.judged or -1
        elif parent.pos_ == "VERB" and keys & words["reversing"] and _is_undone(node, keys, words):
            climb.sign = -climb.sign
        elif parent.pos_ != "VERB" and keys & words["bad"] and node.dep_ in {"prep", "acl"}:
            is_victim = (
                node.lower_ not in DOERS
                if mention.kind in ACTORS
                else node.dep_ == "prep" and node.lower_ not in FAULTS
            )
            spared = 1 if parent.head.lower_ == "nothing" else -1  # "nothing wrong with the levy"
            climb.judged = climb.judged or spared * int(not is_victim)
        elif parent.pos_ != "VERB" and keys & words["good"] and node.dep_ in {"prep", "acl"}:
            climb.judged = climb.judged or int(_is_found_good(node, parent, mention, climb))
        if (
            keys & words["wanting"]
            and parent.pos_ in {"VERB", "NOUN", "ADJ"}
            and mention.kind == "Policy"
        ):
            climb.wanted = True


def _is_found_good(link: Token, good: Token, mention: Mention, climb: Climb) -> bool:
    """Whether a good noun or adjective is the speaker's word of what follows it.

    Not "the priorities of the board", nor of another: "Vale is a fan of the board".
    """
    if good.lemma_ in ADMIRERS:
        if good.dep_ not in {"attr", "oprd"}:
            return False  # "supporters of the levy are naive"
        subject = grammar.subject_of(good.head) if good.dep_ == "attr" else None
        own = subject is None or subject.lower_ in {*OWN, climb.pronoun}
        return own and (mention.kind not in ACTORS or good.dep_ in {"attr", "oprd"})
    if mention.kind not in ACTORS:
        return link.lower_ in FOUND_GOOD or link.dep_ != "prep"
    finds = {*EMPTY, *OWN, climb.pronoun}
    found = any(c.lower_ in finds for c in good.head.children if c.dep_ == "nsubj")
    return good.pos_ != "NOUN" and link.lower_ == "of" and found  # not "right of centre"


def _is_none(noun: Token) -> bool:
    return any(c.dep_ == "det" and c.lower_ == "no" for c in noun.children)


def _is_out_of_order(verb: Token) -> bool:
    """ "The system is broken": how it is, not what somebody did to it."""
    is_now = any(c.dep_ == "auxpass" and c.tag_ in {"VBZ", "VBP"} for c in verb.children)
    by = any(c.dep_ == "agent" for c in verb.children)
    return verb.lemma_ == "break" and is_now and not by


def _is_undone(node: Token, keys: set[Words], words: Mapping[str, frozenset[Words]]) -> bool:
    """Whether what stands under a verb is what it undoes: not "scrap it and build homes", not
    "end it by building homes".
    """
    if node.dep_ == "prep":
        return any(len(key) > 1 and key[1] == node.lower_ for key in keys & words["reversing"])
    return node.dep_ not in {"advcl", "conj"}


def deny(node: Token, climb: Climb) -> None:
    """A "not" on the way turns the side."""
    if climb.apart or node == climb.predicate or not grammar.is_negated(node):
        return
    climb.sign = -climb.sign
    climb.unsure = climb.unsure or climb.subject


def _is_deed(verb: Token, lexicon: Lexicon) -> bool:
    words = lexicon.evaluations
    helping = (words["furthering"] | words["enacting"]) - AIMLESS
    deeds = helping | words["reversing"] | lexicon.heads["Course"]
    return not grammar.verb_keys(verb).isdisjoint(deeds)


def _is_due(above: Token, verb: Token) -> bool:
    """ "It is time to scrap the levy"; whoever "has to scrap it" may only be forced to."""
    return above.lemma_ == "time" and verb.dep_ in {"acl", "relcl"} and above.dep_ == "attr"


def modals(node: Token, climb: Climb, lexicon: Lexicon) -> None:
    """ "should", "must", "would like", "we will": what follows is wanted; "will not" is not."""
    own = any(c.dep_ == "nsubj" and c.lower_ in OWN for c in node.children)
    reported = any(c.dep_ == "nsubj" and c.lower_ == climb.pronoun for c in node.children)
    helpers = {c.lower_ for c in node.children if c.dep_ == "aux"}
    if node.lemma_ in IDLE:
        own = reported = False  # "we will discuss the levy"
    if reported and "would" in helpers and "have" not in helpers and _is_deed(node, lexicon):
        climb.wanted = True  # "she said she would lift the levy"
    if "to" in helpers and _is_due(node.head, node):
        climb.wanted = True
    for child in node.children:
        if child.dep_ == "aux" and child.lower_ in MODALS:
            climb.wanted = True
        if child.dep_ == "aux" and child.lower_ in WILL and (own or grammar.is_negated(node)):
            climb.wanted = True
    verb = (node.lemma_.lower(),)
    if own and verb in lexicon.evaluations["furthering"] and verb not in AIMLESS:
        supposed = any(c.dep_ == "aux" and c.lower_ in SUPPOSED for c in node.children)
        done = node.tag_ in {"VBD", "VBN"} and not supposed  # "we have protected"
        climb.wanted = climb.wanted or done
    if node.lemma_ == "like" and any(c.lower_ in {"would", "'d", "’d"} for c in node.children):
        climb.wanted = True
    if verb in lexicon.evaluations["wanting"] and node.pos_ == "VERB":
        climb.wanted = True
