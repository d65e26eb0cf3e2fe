"""Whether a side within a statement is its speaker's, or one that others are said to take."""

from onrecord.extract.selves import is_self
from onrecord.extract.stances.labels import LABELS
from onrecord.lexicon import Lexicon
from onrecord.model import Attribution, Span
from onrecord.parsing.grammar import cue_at
from onrecord.parsing.parse import Parse
from onrecord.parsing.tokens import Token

VIEWS = {"asserts", "warns", "criticises", "opposes", "supports", "praises", "denies", "admits"}
FACTIVE = {"show", "know", "remember", "realise", "realize", "recognise", "recognize", "find"}
WANTS = {"want", "wish"}
MEANT_OF_MEASURES = {"support", "back", "favour", "favor"}  # "the scheme supports farmers"
DUE = {"must", "should", "ought", "will", "would", "could", "can", "may", "might"}
OPENING, CLOSING = "``", "''"  # tags of quotation marks
SHARED = {"many", "most", "everyone", "everybody", "experts", "all", "you"}  # cited in agreement


def is_others(
    parse: Parse, said: Attribution, at: Span, pronoun: str | None, lexicon: Lexicon
) -> bool:
    """Whether the clause that names a target is another's view: "critics say it is a waste".

    at: where the target is named.  What others "know" or "show" the speaker holds, too.
    """
    node = parse.root(at)
    if _is_cited(parse, said, node, pronoun):
        return True
    while node.head != node:
        parent = node.head
        if not any(part.start <= parent.idx < part.end for part in said.content):
            return False
        view = _is_view(node, parent, lexicon) or _is_side(node, parent, lexicon)
        if view and _has_other_voice(parse, said, parent, pronoun):
            return True
        node = parent
    return False


def _is_cited(parse: Parse, said: Attribution, node: Token, pronoun: str | None) -> bool:
    """Whether others are quoted within the words: "sometimes they say, 'It is a waste'"."""
    start = next((part.start for part in said.content if part.start <= node.idx < part.end), None)
    if start is None:
        return False
    for i in range(node.i - 1, 1, -1):
        mark, verb = node.doc[i], node.doc[i - 2]
        if mark.tag_ == CLOSING or verb.idx < start:
            return False
        if mark.tag_ == OPENING:
            told = node.doc[i - 1].text in {",", ":"} and verb.pos_ == "VERB"
            return told and _has_other_voice(parse, said, verb, pronoun)
    return False


def _is_view(node: Token, parent: Token, lexicon: Lexicon) -> bool:
    """Whether a verb reports what stands in the clause below, or names what its object is."""
    if parent.pos_ != "VERB" or parent.lemma_.lower() in FACTIVE:
        return False
    if node.dep_ == "ccomp":
        cue = lexicon.cues.get(("clause", (parent.lemma_.lower(),)))
        labels = parent.lemma_ in LABELS
        return labels or (cue is not None and cue.act in VIEWS)
    return node.dep_ in {"dobj", "nsubjpass"} and parent.lemma_ in LABELS


def _is_side(node: Token, parent: Token, lexicon: Lexicon) -> bool:
    """Whether a verb takes a side on what is below it, unless it should: "the board backs it"."""
    if parent.pos_ != "VERB" or any(c.lower_ in DUE for c in parent.children if c.dep_ == "aux"):
        return False
    wants = node.dep_ in {"dobj", "ccomp", "xcomp"} and parent.lemma_ in WANTS
    hit = cue_at(parent, "object", lexicon) if node.dep_ in {"dobj", "prep"} else None
    sided = hit is not None and hit[0].act in {"supports", "opposes", "demands"}
    return wants or (sided and parent.lemma_ not in MEANT_OF_MEASURES)


def _has_other_voice(parse: Parse, said: Attribution, verb: Token, pronoun: str | None) -> bool:
    if any(c.dep_ in {"agent", "nsubjpass"} for c in verb.children):
        return True  # "was described as a waste": not by whoever says so
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if subject is None or subject.lower_ in SHARED or subject.tag_ in {"WP", "WDT"}:
        return False
    cited = {t.lower_ for span in said.source for t in parse.tokens(span)}
    return subject.lower_ not in cited and not is_self(parse, said, subject, pronoun)
