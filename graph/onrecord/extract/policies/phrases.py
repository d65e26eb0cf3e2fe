"""Courses of action that no codebook has: noun and verb phrases that say what is to be done.

The head is listed in ontology/kinds.ttl ("the closure of the harbour", "raise the fee"), or the
text takes a side on the phrase, whatever its head ("opposed fracking"). Laws go by their names.
"""

import re
from collections.abc import Iterable, Iterator

from onrecord.extract.policies.deeds import (
    FINDINGS,
    LIGHT,
    VAGUE,
    deed,
    is_of_office,
    passive,
)
from onrecord.extract.policies.nouns import is_somebody, is_word, noun_phrase
from onrecord.lexicon import Cue, Frame, Lexicon, Words
from onrecord.model import Attribution, Mention, Span
from onrecord.parsing import grammar
from onrecord.parsing.parse import Parse
from onrecord.parsing.tokens import Token

SAYING = {
    "asserts", "admits", "denies", "warns", "asks", "criticises", "praises", "expects",
    "demands",
}  # fmt: skip
TIMES = {"DATE", "TIME"}
FRAMES: tuple[Frame, ...] = ("object", "infinitive", "noun", "phrase")  # by what tells more
ARGUED = {"supports", "opposes", "demands", "proposes"}
WANTED = {"demands", "promises", "proposes"}
DUE = {"must", "should", "ought"}
HOLLOW = {"term", "label", "phrase", "position", "challenge", "approach", "view", "argument"}
QUOTES = re.compile("[“”\"‘]|(?<!\\w)['’]")
BROKEN = re.compile('[“”"—;]')
LAW = re.compile(
    r"(?:[A-Z][\w’'-]+ |\([A-Z]\w+\) |and |of |for ){1,7}"
    r"(?:Act|Bill|Treaty|Directive|Amendment|Accord)\b"
    r"(?: \d{4})?"
)
SMALL = {
    "the", "a", "an", "of", "for", "to", "in", "on", "and", "by", "at", "from", "with", "its",
    "their", "his", "her", "our",
}  # fmt: skip


def courses(
    parse: Parse, lexicon: Lexicon, attributions: Iterable[Attribution]
) -> Iterator[Mention]:
    """Every such phrase; they may overlap."""
    yield from _laws(parse)
    yield from _actions(parse, lexicon)
    for attribution in attributions:
        yield from _argued_over(parse, attribution, lexicon)


def content_words(name: str) -> frozenset[str]:
    """The words of a phrase that tell it from others, in lower case, without a plural's "s"."""
    words = re.findall(r"[\w&’'-]+", name.lower())
    return frozenset(re.sub(r"(?<=\w{3})s$", "", w) for w in words if w not in SMALL)


def head_word(name: str) -> str:
    """The last word before the first preposition: what kind of course a noun phrase names."""
    before = re.split(r"\s(?:of|to|in|on|for|against|at|by|from|with)\s", name.lower())[0]
    return re.sub(r"(?<=\w{3})s$", "", before.split()[-1])


def _actions(parse: Parse, lexicon: Lexicon) -> Iterator[Mention]:
    """Noun and verb phrases that are a course of action by their head."""
    nouns = {w[0] for w in lexicon.heads.get("Policy", ()) if len(w) == 1}
    verbs = {w[0] for w in lexicon.heads.get("Course", ()) if len(w) == 1}
    for token in parse.words:
        if token.dep_ == "compound" or token.ent_type_ in TIMES:
            continue  # "foreign policy goals" are goals
        if token.pos_ in {"NOUN", "PROPN"} and token.lemma_.lower() in nouns:
            span = noun_phrase(token)
            if span is not None and not BROKEN.search(parse.text(span)):
                yield _named(parse, span)
        elif token.pos_ == "VERB" and token.lemma_.lower() in verbs:
            yield from deed(token, lexicon)


def _named(parse: Parse, span: Span) -> Mention:
    return Mention(span, " ".join(parse.text(span).split()), "Policy")


def _laws(parse: Parse) -> Iterator[Mention]:
    """Acts, bills and treaties by their names."""
    for match in LAW.finditer(parse.document.text):
        name = re.sub(r"^(?:The|A|An|This)\s", "", match[0])
        span = Span(match.end() - len(name), match.end())
        if name.endswith("Bill") and parse.root(Span(span.end - 4, span.end)).dep_ == "compound":
            continue  # "Governor Bill Vale"
        yield Mention(span, " ".join(name.split()), "Policy")


def _argued_over(parse: Parse, attribution: Attribution, lexicon: Lexicon) -> Iterator[Mention]:
    """What the cue takes a side on: its object, or the object of the action that is wanted."""
    yield from _due(parse, attribution, lexicon)
    if attribution.form == "direct" or not attribution.cue:
        return
    if any(t.lemma_ == "accuse" for t in parse.tokens(attribution.cue[0])):
        return  # "accused the officers of lying"
    frame = _frame(parse, attribution, lexicon)
    content = attribution.content[0]
    root = parse.root(content)
    if root.pos_ == "VERB" and _is_deed_at_issue(parse, attribution, root, frame, lexicon):
        deeds = [d for d in deed(root, lexicon) if content.covers(d.span)]
        if deeds and not QUOTES.search(parse.text(deeds[0].span)):
            yield from deeds
            return
    if frame == "infinitive" and root.pos_ == "VERB":
        keys: set[Words] = {(root.lemma_.lower(),)}
        keys |= {(root.lemma_.lower(), c.lower_) for c in root.rights if c.dep_ in {"prep", "prt"}}
        if not _is_course(keys, lexicon):
            return
        objects = [c for c in root.rights if c.dep_ == "dobj"]
        objects += [o for c in root.rights if c.dep_ == "prep" for o in c.children if len(keys) > 1]
        root = next((o for o in objects if o.dep_ in {"dobj", "pobj"}), root)
    elif frame is None:
        return
    wished = next((c for c in root.rights if c.dep_ == "prep" and c.lower_ == "for"), None)
    if wished is not None and ("noun", (root.lemma_.lower(),)) in lexicon.cues:
        root = next((c for c in wished.children if c.dep_ == "pobj"), root)  # "calls for a freeze"
    if not content.start <= root.idx < content.end:
        return
    yield from _thing(parse, root, lexicon)


def _due(parse: Parse, attribution: Attribution, lexicon: Lexicon) -> Iterator[Mention]:
    """What a speaker says should be dealt with: "the patrols must be doubled"."""
    hits = parse.once(grammar.cues_in, attribution.cue[0], lexicon) if attribution.cue else ()
    is_demand = any(hit.cue.act == "demands" for hit in hits)
    for part in attribution.content:
        for token in parse.tokens(part):
            if token.dep_ != "nsubjpass" or not _is_due(token.head, is_demand):
                continue
            if is_of_office(token.head, lexicon):
                yield from passive(token)
            elif _is_course(grammar.verb_keys(token.head), lexicon):
                yield from _thing(parse, token, lexicon)


def _is_course(keys: set[Words], lexicon: Lexicon) -> bool:
    """Whether a verb furthers or reverses something, or is a course of action by itself."""
    words = lexicon.evaluations
    lists = (words["furthering"], words["reversing"], lexicon.heads["Course"])
    return not all(map(keys.isdisjoint, lists))


def _is_due(verb: Token, is_demand: bool) -> bool:
    """Whether something "must be done", or is demanded to "be done"."""
    helpers = [c for c in verb.children if c.dep_ in {"aux", "auxpass"}]
    bare = [c.lower_ for c in helpers] == ["be"]
    return any(c.lower_ in DUE for c in helpers) or (is_demand and bare)


def _is_deed_at_issue(
    parse: Parse, attribution: Attribution, verb: Token, frame: Frame | None, lexicon: Lexicon
) -> bool:
    """Whether an act of public office is demanded or promised ("urged them to publish the maps",
    "demanded that they delete the files"), or any argued over ("advised against closing it").
    """
    hits = parse.once(grammar.cues_in, attribution.cue[0], lexicon)
    acts = {h.cue.act for h in hits}
    if verb.tag_ == "VBG" and not any(c.dep_ in {"aux", *grammar.SUBJECTS} for c in verb.children):
        has_object = any(c.dep_ == "dobj" for c in verb.children)  # not "against swimming in it"
        return (
            has_object
            and verb.lemma_ not in LIGHT
            and bool(acts & ARGUED)
            and frame in {"object", "phrase", "noun"}
        )
    wanted = bool(acts & WANTED) if frame == "infinitive" else acts == {"demands"}
    return wanted and is_of_office(verb, lexicon)


def _thing(parse: Parse, head: Token, lexicon: Lexicon) -> Iterator[Mention]:
    """A noun phrase that is argued over, unless it is somebody, or something said."""
    if head.pos_ != "NOUN" or head.lower_ in VAGUE or head.lemma_.lower() in FINDINGS:
        return
    if is_somebody(head, lexicon) or is_word(head, lexicon):
        return
    if head.ent_type_ in TIMES or head.tag_ == "WP" or _is_told(head, lexicon):
        return
    if head.i + 1 < len(head.doc) and head.doc[head.i + 1].text == "-":
        return  # the parser takes "re-election" apart
    plain = {(head.lower_,), (head.lemma_.lower(),)}
    if any(_is_saying(lexicon.cues.get(("noun", words))) for words in plain):
        return
    span = noun_phrase(head)
    if span is None and not any(c.dep_ in {"det", "poss", "nummod"} for c in head.lefts):
        span = Span(head.idx, head.idx + len(head))  # "opposes fracking"
    if span is None or QUOTES.search(parse.text(span)):
        return
    if head.lemma_.lower() not in HOLLOW or len(parse.tokens(span)) > 1:
        yield _named(parse, span)  # "her position of banning phones", not "her position"


def _is_told(head: Token, lexicon: Lexicon) -> bool:
    """Whether a noun is who is asked to do something: "urged the industry to do more"."""
    verb = head.head.head if head.dep_ == "pobj" else head.head
    told = {"xcomp", "ccomp"} if head.dep_ == "dobj" else {"xcomp"}
    asks = any(
        (cue := lexicon.cues.get(("infinitive", words))) is not None and cue.act == "demands"
        for words in grammar.verb_keys(verb)
    )
    return asks and any(
        c.dep_ in told and c.i > head.i and not any(g.dep_ == "auxpass" for g in c.children)
        for c in verb.children
    )


def _is_saying(cue: Cue | None) -> bool:
    return cue is not None and cue.act in SAYING


def _frame(parse: Parse, attribution: Attribution, lexicon: Lexicon) -> Frame | None:
    """The frame in which the cue takes a side towards what follows."""
    hits = parse.once(grammar.cues_in, attribution.cue[0], lexicon)
    sided = [h.cue.frame for h in hits if h.cue.towards_object or h.cue.act == "expects"]
    frames = [frame for frame in sided if frame != "clause"]
    return min(frames, key=FRAMES.index, default=None)
