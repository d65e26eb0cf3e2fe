"""The name a speaker gives a thing: "called the levy a disaster", "sees it as a lifeline"."""

from onrecord.lexicon import Lexicon
from onrecord.model import Attribution, Span
from onrecord.parsing.grammar import is_negated
from onrecord.parsing.parse import Parse

LABELS = {"call", "describe", "brand", "dub", "label", "term", "portray"}
VIEWS = {"regard", "see", "view", "hail", "denounce", "dismiss", "condemn", "deem", "consider"}
DENIALS = {
    "not",
    "never",
    "no",
    "n't",
    "n’t",
    "nothing",
    "hardly",
    "neither",
    "nor",
    "without",
    "least",
}
LEAD = 3  # words before what is named: "called [the new levy] a waste"


def label_of(parse: Parse, said: Attribution, at: Span, lexicon: Lexicon) -> int:
    """1 or -1 by the words that follow what is named first in the statement; 0 where they judge
    both ways, deny, or do not judge.

    at: where the target is named.  The cue is a verb that gives names, with its object after it.
    """
    cue = [t for span in said.cue for t in parse.tokens(span)]
    named = any(t.lemma_.lower() in LABELS | VIEWS for t in cue)
    if not named or any(is_negated(t) for t in cue):
        return 0
    words = [t for span in said.content for t in parse.tokens(span)]
    place = next((n for n, t in enumerate(words) if t.idx >= at.start), None)
    if place is None or place > LEAD or words[place].idx != at.start:
        return 0
    rest = [t for t in words if t.idx >= at.end and t.sent == words[place].sent]
    linked = bool(rest) and (rest[0].lower_ in {"as", "a", "an", '"', "'"} or rest[0].pos_ == "ADJ")
    if not linked or any(t.lower_ in DENIALS for t in rest):
        return 0
    keys = {key for t in rest for key in ((t.lower_,), (t.lemma_.lower(),))}
    good, bad = (bool(keys & lexicon.evaluations[name]) for name in ("good", "bad"))
    return 0 if good == bad else 1 if good else -1
