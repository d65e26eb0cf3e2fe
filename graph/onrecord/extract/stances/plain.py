"""Whether words state a side so plainly that a line may be drawn on them alone.

Of 53 judgements of people and bodies in 202 articles of US election news that had been found surely
enough for a line, read one by one, 32 were wrong: most judged what stands beside the one named.
What is no plain side is kept, with less confidence, and makes no line alone.
"""

from collections.abc import Iterator
from typing import Literal

from onrecord import grammar
from onrecord.extract.stances.leaning import ACTORS
from onrecord.extract.stances.verdicts import ADMIRERS
from onrecord.lexicon import Lexicon
from onrecord.model import Attribution, Mention, Span
from onrecord.parse import Parse
from onrecord.tokens import Token

# What a rule read a side from: the cue's object, an actor as that object, a judgement, a wish, the
# verb by which speakers name their side, a name given, a threat.
Ground = Literal["cue", "object", "judged", "wanted", "named", "label", "threat"]

MAIN = {"ccomp", "conj", "parataxis", "ROOT"}  # from a clause to the one it is said in


def is_plain(
    parse: Parse,
    said: Attribution,
    inside: Span,
    at: Span,
    mention: Mention,
    ground: Ground,
    lexicon: Lexicon,
) -> bool:
    """Whether the side read at a place is stated plainly.

    inside: the part of the content that holds the place. ground: what the side was read from.
    """
    head = parse.root(at)
    path = list(_path(head, inside))
    if ground == "judged":
        return _is_judged(head, path, mention, lexicon)
    return ground != "cue" or not (_is_lack(parse, said) or _is_matter(path[-1]))


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
        at_cue = len(path) == 3 and noun not in ADMIRERS  # "regrets her insults of the mayor"
        judged = (noun,) in words["bad"] | words["good"] or (noun, path[1].lower_) in words[
            "causing"
        ]
        return judged and not at_cue
    if mention.kind not in ACTORS:
        return _is_main(path[1:]) or not any(node.dep_ in {"prep", "advcl"} for node in path)
    while head.dep_ == "conj":
        head, path = head.head, path[1:]  # "the mayor and the board have failed"
    return head.dep_ == "nsubj" and _is_main(path[1:])


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


def _is_matter(link: Token) -> bool:
    """Whether the words only tell over what somebody else is met: "criticised her on trade"."""
    return link.lower_ == "on" and any(c.dep_ == "dobj" for c in link.head.children)
