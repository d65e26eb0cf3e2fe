"""How plainly words state a side: whether a line may be drawn on them, and on them alone.

Of 53 judgements of people and bodies in 202 articles of US election news that had been found surely
enough for a line, read one by one, 32 were wrong: most judged what stands beside the one named.
Of the sides that rules found and the model did not second, 35 of 84 were right in 176 others; of
those on things that only a cue makes a policy of, 38 of 86.  In 116 further articles, read after
these limits were drawn, 77 of 95 sides were right (11 wrong, the rest open); before, 92 of 128.
What is no plain side is kept, with less confidence, and makes no line alone.
"""

from collections.abc import Iterator
from typing import Literal

from onrecord.extract.stances.climb import OWN
from onrecord.extract.stances.leaning import ACTORS, Needs
from onrecord.extract.stances.verdicts import ADMIRERS
from onrecord.lexicon import Lexicon
from onrecord.model import Attribution, Mention, Span
from onrecord.parsing import grammar
from onrecord.parsing.parse import Parse
from onrecord.parsing.tokens import Token

# What a rule read a side from: the cue's object, an actor as that object, a judgement, a wish, the
# verb by which speakers name their side, a name given, a threat.
Ground = Literal["cue", "object", "judged", "wanted", "named", "label", "threat"]

ARGUED = {"supports", "opposes", "demands"}
GOVERNED = {"dobj", "pobj", "pcomp", "xcomp", "ccomp", "nsubjpass"}  # links to a cue
# From a thing to the deed that is governed.
BELOW = {"acl", "appos", "ccomp", "dobj", "nsubjpass", "xcomp"}
DRIVEN = {"carry", "drive", "force", "push"}  # "drive through the levy": its object
PAST = {"formerly", "initially", "once", "originally", "previously"}
LACKING = {"need", "require"}
MAIN = {"ccomp", "conj", "parataxis", "ROOT"}  # from a clause to the one it is said in


def needs(
    parse: Parse,
    said: Attribution,
    act: str,
    inside: Span,
    at: Span,
    mention: Mention,
    ground: Ground,
    lexicon: Lexicon,
) -> Needs:
    """What a side read at a place needs, beside the rule, for a line.

    act: of the cue. inside: the part of the content that holds the place. ground: what the side
    was read from.
    """
    path = list(_path(parse.root(at), inside))
    is_course = mention.kind != "Policy" or _is_course(parse, mention, lexicon)
    if not _is_plain(parse, said, act, path, mention, ground, lexicon):
        return "more"
    if not is_course and not _is_argued(path, act, ground):
        return "more"
    if ground == "wanted":
        beside = any(node.dep_ == "pobj" for node in path)
        return "second" if beside or not is_course else "nothing"
    at_issue = is_course or act == "opposes" or len(path) > 1  # "called on her to rule out a tower"
    alone = ground != "cue" or (at_issue and _is_direct(path))
    return "nothing" if alone else "second"


def _is_plain(
    parse: Parse,
    said: Attribution,
    act: str,
    path: list[Token],
    mention: Mention,
    ground: Ground,
    lexicon: Lexicon,
) -> bool:
    """Whether the side is stated plainly."""
    if ground in {"judged", "wanted", "named"} and _is_asked(path[0]):
        return False
    if ground in {"cue", "object"} and _is_past(parse, said):
        return False
    if ground == "judged" and act == "expects":
        return False  # "predicted that the levy would fail"
    if ground == "judged":
        return _is_judged(path[0], path, mention, lexicon)
    if ground == "wanted":
        return _is_wanted(path)
    if ground == "named":
        said_by = (n for n, t in enumerate(path) if any(c.dep_ == "nsubj" for c in t.children))
        return _is_main(path[next(said_by, 0) :])
    if ground != "cue":
        return True
    return not (_is_lack(parse, said) or _is_matter(path[-1]) or _is_aside(path[-1]))


def _is_past(parse: Parse, said: Attribution) -> bool:
    """ "Once backed the levy", not "once again"."""
    verbs = (t for span in said.cue for t in parse.tokens(span))
    former = (c for verb in verbs for c in (verb, *verb.children) if c.lower_ in PAST)
    return any(c.i + 1 == len(c.doc) or c.doc[c.i + 1].lower_ != "again" for c in former)


def _is_asked(word: Token) -> bool:
    """ "Is the levy a mistake?" """
    return word.sent.text.rstrip("\"'”’) \n").endswith("?")


def _is_course(parse: Parse, mention: Mention, lexicon: Lexicon) -> bool:
    """Whether a policy is one by its own words: a concept of a codebook, a deed, a law's name or a
    noun of kinds.ttl; no other thing that somebody is said to praise or seek.
    """
    head = parse.root(mention.span)
    if mention.iri is not None or head.pos_ in {"VERB", "PROPN"}:
        return True
    nouns = lexicon.heads.get("Policy", frozenset())
    return not {(head.lemma_.lower(),), (head.lower_,)}.isdisjoint(nouns)


def _is_argued(path: list[Token], act: str, ground: Ground) -> bool:
    """Whether a thing is what a cue argues for or against, so that it is at issue: anything can be
    praised, blamed or unveiled ("dismissed the row as absurd", "celebrated his birthday").
    """
    if ground == "cue":
        return (act in ARGUED or len(path) > 1) and _is_direct(path)
    return ground != "label"


def _is_direct(path: list[Token]) -> bool:
    """Whether a thing is what the cue itself governs, or the object of the deed that it governs:
    "promised to end the levy"; not "sought to amplify fears about the levy".
    """
    if len(path) > 2 and path[1].lower_ == "through" and path[2].lemma_ in DRIVEN:
        path = path[2:]
    return (path[-1].dep_ in GOVERNED or _is_aim(path[-1])) and all(
        node.dep_ in BELOW or (node.dep_ == "conj" and node.pos_ == "VERB") or _is_aim(node)
        for node in path[:-1]
    )


def _is_aim(verb: Token) -> bool:
    """ "Vowed to work to end the levy", which the parser takes for a circumstance."""
    return verb.dep_ == "advcl" and any(c.lower_ == "to" for c in verb.children)


def _is_wanted(path: list[Token]) -> bool:
    """Whether what is wanted is the thing, not what it stands beside; a need is the speaker's own.

    "It will require a levy", "needs her to raise the fee": others may lack it.
    """
    lacks = (node for node in path if node.lemma_ in LACKING and node.pos_ == "VERB")
    needing = next(lacks, None)
    return (needing is None or _is_own_need(needing)) and not any(
        node.dep_ == "conj"
        and node.head.pos_ == "VERB"
        and not any(c.dep_ == "nsubj" for c in node.children)
        for node in path[:-1]
    )


def _is_own_need(verb: Token) -> bool:
    """ "We need a levy", "there needs to be one", "it needs to be raised", "it is needed"."""
    if any(c.dep_ == "nsubjpass" for c in verb.children):
        return not any(c.dep_ == "agent" for c in verb.children)
    due = (g for c in verb.children if c.dep_ == "xcomp" for g in c.children)
    return any(g.dep_ == "auxpass" for g in due) or any(
        c.dep_ == "expl" or (c.dep_ == "nsubj" and c.lower_ in OWN) for c in verb.children
    )


def _path(head: Token, inside: Span) -> Iterator[Token]:
    """The word and those above it, as far as they stand within the content."""
    yield head
    while head.head != head and inside.start <= head.head.idx < inside.end:
        head = head.head
        yield head


def _is_judged(head: Token, path: list[Token], mention: Mention, lexicon: Lexicon) -> bool:
    """Whether the main clause finds its subject, and no word beside it, good or bad."""
    words = lexicon.evaluations
    if len(path) == 1 or head.head.dep_ == "agent" or head.head.lower_ == "watch":
        return True  # "the disastrous levy", "betrayed by the board", "on her watch"
    if head.dep_ == "pobj" and len(path) > 2:
        noun = path[2].lemma_.lower()
        if any(node.dep_ in {"acl", "relcl"} for node in path[2:-1]):
            return False  # "the closures that result from the levy are few"
        at_cue = len(path) == 3 and noun not in ADMIRERS  # "regrets her insults of the mayor"
        judged = any((noun,) in words[name] for name in ("bad", "good"))
        judged = judged or (noun, path[1].lower_) in words["causing"]
        return judged and not at_cue
    if mention.kind not in ACTORS:
        return _is_main(path[1:]) or not any(node.dep_ in {"prep", "advcl"} for node in path)
    while head.dep_ == "conj":
        head, path = head.head, path[1:]  # "the mayor and the board have failed"
    spared = grammar.is_negated(head.head)  # "is not attacking the mayor" is no praise
    return head.dep_ == "nsubj" and not spared and _is_main(path[1:])


def _is_main(clauses: list[Token]) -> bool:
    """Whether a verb's clause is the speaker's own assertion: "I believe that it is wrong"."""
    below = all(
        node.dep_ in MAIN or (n > 0 and clauses[n - 1].dep_ == "ccomp")  # "as I say, it is wrong"
        for n, node in enumerate(clauses[:-1])
    )
    denied = any(grammar.is_negated(node) for node in clauses[1:])
    asked = any(c.tag_ in {"WRB", "WP", "WDT"} for c in clauses[0].children)
    return below and not denied and not asked


def _is_lack(parse: Parse, said: Attribution) -> bool:
    """Whether the cue only tells what somebody lacks: "would need to win the seat"."""
    return any(t.lemma_ == "need" for span in said.cue for t in parse.tokens(span))


def _is_aside(link: Token) -> bool:
    """Whether a side taken on somebody is read on into why: "defended herself for dropping it",
    "criticised him for not doing more to end it".
    """
    objects = [c for c in link.head.children if c.dep_ == "dobj" and c != link]
    selves = any(c.lower_.endswith(("self", "selves")) for c in objects)
    return selves or (link.dep_ == "advcl" and any(c.tag_ == "PRP" for c in objects))


def _is_matter(link: Token) -> bool:
    """Whether the words only tell over what somebody else is met: "criticised her on trade"."""
    return link.lower_ == "on" and any(c.dep_ == "dobj" for c in link.head.children)
