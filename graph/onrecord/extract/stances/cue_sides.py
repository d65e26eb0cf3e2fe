"""The side of a cue towards what follows it: "condemned the levy", "refused to back the levy"."""

from onrecord.extract.stances.named import TAKES_SIDES
from onrecord.lexicon import Cue, Lexicon
from onrecord.model import Attribution
from onrecord.parsing import grammar
from onrecord.parsing.parse import Parse
from onrecord.parsing.tokens import Token, Tokens

RANK = {"object": 0, "noun": 1, "infinitive": 2, "phrase": 3, "clause": 4}  # frames by what tells
NO_SIDE: tuple[int, bool, frozenset[str]] = (0, False, frozenset())
DOUBTING = {"unlikely", "less"}  # "were less pleased by"
IDLE = {
    "collect",
    "consider",
    "debate",
    "decide",
    "discuss",
    "examine",
    "hear",
    "look",
    "meet",
    "review",
    "rule",
    "show",
    "speak",
    "study",
    "talk",
}
TOLD = {"say", "state", "indicate", "announce", "suggest"}
VOICING = {"be", "express", "give", "have", "issue", "make", "renew", "repeat", "voice"}
REFUSING = {"decline", "refuse"}
GIVING_UP = {
    "abandon",
    "drop",
    "end",
    "lose",
    "renounce",
    "retract",
    "reverse",
    "soften",
    "withdraw",
}
GUESSED = {"can", "could", "may", "might", "will", "would"}
HOPES = {"chance", "hope", "hopes", "likelihood", "possibility", "prospect"}


def cue_side(
    parse: Parse, attribution: Attribution, lexicon: Lexicon
) -> tuple[int, bool, frozenset[str]]:
    """The side of the cue towards what follows (+1, -1, 0), whether it governs an object, and
    what is done by it.
    """
    if not attribution.cue:
        return NO_SIDE
    words = parse.tokens(attribution.cue[0])
    if any(token.lower_ in DOUBTING or is_open(token) for token in words):
        return NO_SIDE
    hits = parse.once(grammar.cues_in, attribution.cue[0], lexicon)
    for cue, token in sorted(((h.cue, h.token) for h in hits), key=lambda h: RANK[h[0].frame]):
        expected = cue.act == "expects" and cue.frame == "infinitive"
        if cue.frame == "clause" or (cue.towards_object is None and not expected):
            continue
        if cue.frame == "infinitive" and not _has_goal(token, own=expected):
            continue
        if token.lemma_ == "blame" and _is_put_on(token):
            return NO_SIDE  # "blamed the fire on the owners"
        if token.lemma_ == "credit" and any(
            c.lower_ == "to" and c.dep_ == "prep" and c.head in {token, *token.children}
            for c in token.subtree
        ):
            return NO_SIDE  # "credited the rise to the grant"
        if token.lemma_ == "back" and token.pos_ == "NOUN":
            continue  # "turned their backs on it"
        if token.pos_ == "NOUN" and any(grammar.is_negated(t) for t in words if t != token):
            return NO_SIDE  # "has not received any endorsement from"
        if token.pos_ == "NOUN" and not _is_voiced(parse, attribution, token, words, lexicon):
            return NO_SIDE
        if cue.frame == "noun" and side_of(cue) < 0 and _is_reason(token):
            return NO_SIDE  # "criticism for the levy", "a complaint for damages"
        if cue.act == "proposes" and _is_guess(token, lexicon):
            return NO_SIDE
        if token.lemma_ == "welcome" and any(c.lower_ == "to" for c in token.children):
            return NO_SIDE  # "welcomed the envoys to the hall"
        if attribution.form == "direct" and parse.text(attribution.content[0])[0].isupper():
            return NO_SIDE  # a whole utterance; a quoted fragment is what the cue governs
        side = side_of(cue)
        if expected and any(c.dep_ == "xcomp" and c.lemma_ in IDLE for c in token.children):
            return NO_SIDE  # "is expected to discuss the merger"
        if expected:
            side = 1  # "is set to": the course that somebody is about to take
        if token.head.lemma_ == "use" and token.head.tag_ == "VBD" and token.dep_ == "xcomp":
            return NO_SIDE  # "used to back the levy"
        refused = any(word.lemma_ in REFUSING for word in words if word != token)
        if refused or any(c.dep_ == "neg" for c in token.children):
            if side > 0 and any(c.dep_ == "aux" and c.lemma_ == "have" for c in token.children):
                return NO_SIDE  # "has not endorsed her": not yet
            side = -side if side > 0 else 0  # not to oppose is not yet to support
        takes_object = cue.frame != "infinitive" and cue.act in TAKES_SIDES
        return side, takes_object, frozenset({cue.act})
    return NO_SIDE


def is_open(verb: Token) -> bool:
    """Whether it is only asked, denied or not yet so that somebody takes a side: "has never said
    that she would back it", "it is unclear whether she backs it", "has yet to back it", "avoided
    backing it".
    """
    if any(c.lower_ == "longer" for c in verb.children) or _is_given_up(verb):
        return True
    while verb.dep_ in {"ccomp", "xcomp", "csubj"} and verb.head != verb:
        if verb.dep_ == "ccomp" and verb.head.lemma_ in {"hope", "wish"}:
            return True
        yet = verb.head.lemma_ == "have" and any(c.lower_ == "yet" for c in verb.head.children)
        asked = any(c.dep_ == "mark" and c.lower_ == "whether" for c in verb.children)
        denied = verb.dep_ == "ccomp" and verb.head.lemma_ in TOLD and grammar.is_negated(verb.head)
        if yet or asked or denied or verb.head.lemma_ == "avoid":
            return True
        verb = verb.head
    short = verb.dep_ == "pcomp" and verb.head.i > 0 and verb.doc[verb.head.i - 1].lower_ == "short"
    return short or _is_hoped_for(verb)  # "stopped short of backing it"


def _is_given_up(noun: Token) -> bool:
    """ "Withdrew her support for it"."""
    return noun.pos_ == "NOUN" and noun.dep_ == "dobj" and noun.head.lemma_ in GIVING_UP


def _is_hoped_for(verb: Token) -> bool:
    """ "In the hope that the board would back it": others hope, the board has not done it."""
    hopes = verb.dep_ in {"acl", "relcl"} and verb.head.lemma_ in HOPES
    return hopes and any(c.dep_ in grammar.SUBJECTS for c in verb.children)


def _is_guess(verb: Token, lexicon: Lexicon) -> bool:
    """ "Suggest that it could breach the act": how things may be, no deed that is proposed."""
    words = lexicon.evaluations
    deeds = words["furthering"] | words["enacting"] | words["reversing"] | lexicon.heads["Course"]
    return any(
        (clause.lemma_.lower(),) not in deeds and any(g.lower_ in GUESSED for g in clause.children)
        for clause in verb.children
        if clause.dep_ == "ccomp"
    )


def _is_voiced(parse: Parse, said: Attribution, noun: Token, cue: Tokens, lexicon: Lexicon) -> bool:
    """Whether it is the source who voices what a noun tells: "made calls for", "her calls for",
    "backed calls for"; not "grappled with calls for".
    """
    sources = {parse.root(span) for span in said.source}
    if not sources or not sources.isdisjoint(noun.subtree):
        return True
    verb = noun
    while verb.pos_ not in {"VERB", "AUX"} and verb.head is not verb:
        verb = verb.head
    if verb in cue or verb.lemma_ in VOICING or verb.pos_ not in {"VERB", "AUX"}:
        return True
    hit = grammar.cue_at(verb, "object", lexicon)
    return hit is not None and side_of(hit[0]) > 0


def side_of(cue: Cue) -> int:
    """1 or -1 as a cue is for or against its object, else 0."""
    return {"supports": 1, "opposes": -1, None: 0}[cue.towards_object]


def _is_reason(noun: Token) -> bool:
    links = [c.lower_ for c in noun.children if c.dep_ == "prep"]
    return links[:1] == ["for"]


def _is_put_on(verb: Token) -> bool:
    """Whether something is blamed on somebody or something else, not on a day."""
    on = (c for c in verb.children if c.dep_ == "prep" and c.lower_ == "on")
    objects = (c for prep in on for c in prep.children if c.dep_ == "pobj")
    return any(c.ent_type_ not in {"DATE", "TIME"} for c in objects)


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
