"""Words that take no side on what they govern, whoever reads them.

Of what is wrong among the sides that a judge of unread news was shown, these were read most often
from words that only stand near: a thing that is to be changed, coped with or used.
"""

from itertools import pairwise

from onrecord.extract.stances.cue_sides import is_open
from onrecord.model import Mention, Polarity, Span
from onrecord.parsing.parse import Parse
from onrecord.parsing.tokens import Token

# To change a thing is neither to keep nor to end it: "called on the board to amend the levy"; nor
# is to break it: "the plan could breach the act".
ALTERING = {"adjust", "alter", "amend", "modify", "overhaul", "revise", "rewrite", "tweak"}
BREAKING = {"breach", "contravene", "infringe", "violate"}
# "Help to adapt to the levy", "dealt with the levy", "charged her with breaking the ban".
COPING = {
    ("accuse", "of"),
    ("adapt", "to"),
    ("adjust", "to"),
    ("charge", "with"),
    ("convict", "of"),
    ("cope", "with"),
    ("deal", "with"),
    ("live", "with"),
    ("prepare", "for"),
    ("react", "to"),
    ("recover", "from"),
    ("respond", "to"),
    ("suffer", "from"),
}
# "Called for a vote on the levy", "backs exceptions to the levy".
TALKS = {
    "answer",
    "consultation",
    "debate",
    "discussion",
    "hearing",
    "inquiry",
    "investigation",
    "meeting",
    "question",
    "referendum",
    "talk",
    "vote",
}
ASIDES = {"alternative", "amendment", "change", "exception", "exemption"}
MEANS = {"through", "via"}  # "attacked pollution through the levy": by it, not it
CONFLICTS = {
    "argument",
    "battle",
    "clash",
    "confrontation",
    "feud",
    "fight",
    "quarrel",
    "row",
    "war",
}
ASTRAY = {"lie", "mislead", "mistaken", "right", "wrong"}  # "he is wrong about the levy"
UNDOING = {"abolish", "repeal", "rethink", "scrap", "withdraw"}  # deeds against a policy
OBJECTS = {"dobj", "nsubjpass"}
TURNED = {
    ("anything", "but"),
    ("anything", "other"),
    ("least", "bad"),
    ("least", "worst"),
    ("nothing", "but"),
    ("nothing", "short"),
}


def is_passed_over(node: Token) -> bool:
    """Whether the word above takes no side on what a word heads: "amend the levy"."""
    parent = node.head
    if node.dep_ in OBJECTS:
        return parent.lemma_ in ALTERING | BREAKING and parent.pos_ == "VERB"
    if node.dep_ != "prep":
        return False
    if parent.pos_ == "NOUN":
        return parent.lemma_ in (ASIDES if node.lower_ in {"from", "to"} else TALKS)
    if parent.pos_ != "VERB":
        return False
    met = any(c.dep_ == "dobj" for c in parent.children)
    return (parent.lemma_, node.lower_) in COPING or (met and node.lower_ in MEANS)


def misleads(
    parse: Parse, mention: Mention, at: Span, cue: tuple[Span, ...], side: Polarity
) -> bool:
    """Whether a side that only a model finds is of words that mislead it.

    It reads the mood of a sentence: "scrap the levy" as against the scrapping, "picks a fight with
    teachers" as for them.
    """
    head = parse.root(at)
    if any(at.overlaps(span) for span in cue):
        return True  # "his belittling treatment of her": what he does, told by another
    if any(is_open(word) for span in cue for word in parse.tokens(span)):
        return True
    if mention.kind == "Policy" and head.lemma_ in UNDOING and side == "opposes":
        return True
    link = head.head
    if is_passed_over(head) or (head.dep_ == "pobj" and is_passed_over(link)):
        return True
    if head.dep_ == "pobj" and link.lower_ == "about" and link.head.lemma_ in ASTRAY:
        return True
    fought = head.dep_ == "pobj" and link.lower_ == "with" and link.head.lemma_ in CONFLICTS
    return (fought and side == "supports") or _is_turned(head)


def _is_turned(head: Token) -> bool:
    """Whether words say the contrary of their mood: "anything other than fair", "the least bad"."""
    words = [t.lower_ for t in head.sent]
    return any(pair in TURNED for pair in pairwise(words))
