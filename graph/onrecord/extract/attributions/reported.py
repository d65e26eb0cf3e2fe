"""Indirect and mixed quotations: what a reporting verb, noun or phrase governs.

Five frames (ontology/acts.ttl): a clause ("said that ..."), an infinitive ("promised to ..."),
an object ("opposed the plan"), a noun ("the board's proposal to ..."), a set phrase ("is adamant
that ...", "according to ..."). Content is what the cue governs in the dependency tree, as in
Pareti et al. (2013), without the complementiser.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.lexicon import Cue, Lexicon
from onrecord.model import Attribution, Span
from onrecord.parsing import grammar
from onrecord.parsing.parse import Parse, span_of
from onrecord.parsing.tokens import Token

HEADS = {"VERB", "AUX", "ADJ", "NOUN"}  # parts of speech that may head a cue
CLAUSES = {"ccomp", "advcl", "parataxis"}
OBJECT_ACTS = {"supports", "opposes", "criticises", "praises", "demands", "proposes", "promises"}
COMES_TRUE = {"appear", "seem", "continue", "begin", "start", "come", "go", "move", "rush", "use"}
FIRST_SECOND = {"i", "we", "you", "us", "me", "it", "this", "that", "there"}
ABOUT = {"on", "about", "for", "to", "against"}
RUNS = {"campaign", "bid"}  # of one person "for" something they are for a post: nothing is said
CLOSING = {".", ",", ";", ":", "!", "?", "-", "–", "—", "”", "“", '"', "'", "’", "‘"}


@dataclass(frozen=True, slots=True)
class _Found:
    verb: Token
    cue_tokens: tuple[Token, ...]
    subject: Token | None
    content: tuple[Span, ...]
    confidence: float


def find(parse: Parse, lexicon: Lexicon, used: frozenset[int]) -> Iterator[Attribution]:
    """Attributions of cues that no direct quotation has used (`used`: token indices).

    A source of several joined nouns gives one attribution each.
    """
    for token in parse.words:
        may_head = token.pos_ in HEADS or token.lower_ == "according"
        if not may_head or token.i in used:
            continue
        for found in _frames(parse, token, lexicon):
            if parse.in_furniture(span_of(token)) or not _has_words(parse, found.content):
                continue
            subject = found.subject
            quoted = parse.quotation_at(token.idx) is not None
            if quoted and not _may_nest(parse, found, lexicon):
                continue
            heads = list(grammar.coordinated(subject)) if subject is not None else [None]
            for head in heads:
                source = (grammar.noun_phrase(head),) if head is not None else ()
                cue = grammar.cue_span(found.verb, found.cue_tokens)
                if any(span.overlaps(cue) for span in source):
                    continue  # "those who want a vote" tells whom it is about
                content = tuple(
                    part for span in found.content for part in _without(span, (cue, *source))
                )
                if content:
                    yield Attribution(source, (cue,), content, "indirect", found.confidence)


def _frames(parse: Parse, token: Token, lexicon: Lexicon) -> Iterator[_Found]:
    if token.lower_ == "according":
        found = _according(parse, token)
        if found is not None:
            yield found
    elif grammar.is_cue_verb(token):
        opens = grammar.opens_cue(token, lexicon)
        for frame in (_clause, _infinitive, _object, _passive, _phrase) if opens else (_phrase,):
            found = frame(parse, token, lexicon)
            if found is not None:
                yield found
                return
    elif token.pos_ == "NOUN":
        found = _noun(parse, token, lexicon)
        if found is not None:
            yield found


def _clause(parse: Parse, verb: Token, lexicon: Lexicon) -> _Found | None:
    hit = grammar.cue_at(verb, "clause", lexicon)
    if hit is None or grammar.is_negated(verb) or grammar.is_unreal(verb):
        return None
    subject = grammar.subject_of(verb)
    clauses = [c for c in verb.children if c.dep_ == "ccomp" and _is_clausal(c)]
    clause = next((c for c in clauses if c.i > verb.i), clauses[0] if clauses else None)
    if clause is None:
        asked = next((c for c in verb.children if c.dep_ == "advcl" and _asks(c)), None)
        clause = asked if hit[0].act == "asks" else None
    if clause is not None:
        content = _clause_spans(parse, clause, verb, subject)
        return _Found(verb, hit[1], subject, content, 0.85 if subject is not None else 0.5)
    if verb.dep_ in {"parataxis", "ccomp"} and subject is not None and _is_inserted(verb):
        content = _around(parse, verb, subject)
        return _Found(verb, hit[1], subject, content, 0.75)
    return None


def _infinitive(parse: Parse, verb: Token, lexicon: Lexicon) -> _Found | None:
    hit = grammar.cue_at(verb, "infinitive", lexicon)
    if hit is None or grammar.is_unreal(verb):
        return None
    goal = next(
        (c for c in verb.children if c.dep_ in {"xcomp", "ccomp"} and c.i > verb.i and _has_to(c)),
        None,
    )
    if goal is None:
        return None
    own = any(c.dep_ in grammar.SUBJECTS and c.dep_ != "expl" for c in verb.children)
    passive = any(c.dep_ == "auxpass" for c in verb.children)
    subject = grammar.subject_of(verb)
    if subject is None and verb.dep_ == "acl" and verb.tag_ == "VBN":  # "Ms Vale, set to launch"
        subject = verb.head
    agent = any(c.dep_ == "agent" for c in verb.children)
    if (
        passive and own and not agent
    ):  # "is expected to": what is expected of somebody is put to them
        subject = next(c for c in verb.children if c.dep_ in {"nsubjpass", "nsubj"})
    if subject is None:
        return None
    to = next((c for c in goal.children if c.lower_ == "to" and c.dep_ == "aux"), None)
    start = _start(goal, verb)
    if to is not None and start == to.i:
        start += 1
    content = _trim(parse, start, goal.right_edge.i)
    return _Found(verb, hit[1], subject, content, 0.8)


def _object(parse: Parse, verb: Token, lexicon: Lexicon) -> _Found | None:
    hit = grammar.cue_at(verb, "object", lexicon)
    if hit is None or grammar.is_unreal(verb):
        return None
    if hit[0].act not in OBJECT_ACTS | {"admits", "denies", "warns", "asks", "expects", "asserts"}:
        return None
    subject = grammar.subject_of(verb)
    if subject is None or not _can_speak(subject) or _is_wish(verb):
        return None
    governed = hit[1][-1] if len(hit[1]) > 1 and hit[1][-1].dep_ == "prep" else verb
    target = next(
        (c for c in governed.children if c.dep_ in {"dobj", "pobj", "pcomp"} and c.i > verb.i), None
    )
    if target is None or target.pos_ in {"PRON", "NUM"} or target.lower_ in FIRST_SECOND:
        return None
    right = max(
        [target.right_edge.i]
        + [c.right_edge.i for c in verb.children if c.dep_ == "prep" and c.i > target.i]
    )
    content = _trim(parse, target.left_edge.i, right)
    return _Found(verb, hit[1], subject, content, 0.7)


def _passive(parse: Parse, verb: Token, lexicon: Lexicon) -> _Found | None:
    """What somebody backs, told the other way round: "the plan was backed by the union"."""
    hit = grammar.cue_at(verb, "object", lexicon)
    if hit is None or hit[0].towards_object is None or grammar.is_unreal(verb):
        return None
    target = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
    agent = next((c for c in verb.children if c.dep_ == "agent"), None)
    subject = next((c for c in agent.children if c.dep_ == "pobj"), None) if agent else None
    if target is None or agent is None or subject is None or target.pos_ == "PRON":
        return None
    content = _trim(parse, target.left_edge.i, min(target.right_edge.i, verb.i - 1))
    return _Found(verb, (verb, agent), subject, content, 0.7)


def _phrase(parse: Parse, verb: Token, lexicon: Lexicon) -> _Found | None:
    """A copula with an adjective or a preposition: "is keen to", "was against the plan"."""
    for child in _predicates(verb):
        hit = _phrase_at(child, lexicon)
        if hit is None:
            continue
        if grammar.is_unreal(verb):
            return None
        subject = grammar.subject_of(verb)
        if child is verb:
            subject = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
        if subject is None or not _can_speak(subject):
            return None
        head = hit[1][-1]
        goal = next(
            (
                c
                for c in (*head.children, *child.children, *verb.children)
                if c.dep_ in {"ccomp", "xcomp", "pobj", "pcomp"} and c.i > head.i
            ),
            None,
        )
        if goal is None:
            return None
        start = goal.left_edge.i
        while start < goal.i and parse.words[start].lower_ in {"to", "that"}:
            start += 1
        return _Found(verb, hit[1], subject, _trim(parse, start, goal.right_edge.i), 0.75)
    return None


def _predicates(verb: Token) -> Iterator[Token]:
    """What a copula says of its subject; "is opposed to", which the parser takes for a passive."""
    if verb.lemma_ in {"be", "seem", "remain", "feel", "appear"}:
        for child in verb.children:
            predicate = child.dep_ in {"acomp", "attr", "prep", "oprd"} and child.i > verb.i
            if predicate and child.lower_ != "according":
                yield child
        return
    parts = {c.dep_ for c in verb.children}
    if verb.tag_ == "VBN" and "auxpass" in parts and "agent" not in parts:
        yield verb


def _phrase_at(token: Token, lexicon: Lexicon) -> tuple[Cue, tuple[Token, ...]] | None:
    tokens = tuple(token.doc[token.i : token.i + 4])
    words = tuple(t.lower_ for t in tokens)
    for length in range(len(words), 0, -1):
        cue = lexicon.cues.get(("phrase", words[:length]))
        if cue is not None:
            return cue, tokens[:length]
    return None


def _noun(parse: Parse, noun: Token, lexicon: Lexicon) -> _Found | None:
    """A reporting noun with its owner: "the board's proposal to close", "its warning on"."""
    cue = lexicon.cues.get(("noun", (noun.lemma_.lower(),)))
    if cue is None:
        return None
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    if owner is None:
        owner = next(
            (
                c
                for c in noun.children
                if c.dep_ == "compound" and (c.ent_type_ in {"ORG", "PERSON", "NORP"})
            ),
            None,
        )
    if owner is None:
        for link in noun.children:
            if link.dep_ in {"agent", "prep"} and link.lower_ in {"by", "from"}:
                owner = next((c for c in link.children if c.dep_ == "pobj"), None)
    if owner is None or not _can_speak(owner):
        return None
    if noun.lemma_.lower() == "campaign" and owner.tag_ == "PRP$":
        return None
    runs = noun.lemma_.lower() in RUNS and (owner.ent_type_ == "PERSON" or owner.tag_ == "PRP$")
    goal: Token | None = next(
        (
            c
            for c in noun.children
            if c.dep_ in {"acl", "ccomp"} and c.i > noun.i and (_has_to(c) or _has_that(c))
        ),
        None,
    )
    tokens: tuple[Token, ...] = (noun,)
    if goal is None:
        for link in noun.children:
            told = cue.act != "asserts" and not (runs and link.lower_ in {"for", "on"})
            if told and link.dep_ == "prep" and link.lower_ in ABOUT:
                goal = next((c for c in link.children if c.dep_ in {"pobj", "pcomp"}), None)
                tokens = (noun, link)
    if goal is None:
        return None
    start = goal.left_edge.i
    while start < goal.i and parse.words[start].lower_ in {"to", "that"}:
        start += 1
    return _Found(noun, tokens, owner, _trim(parse, start, goal.right_edge.i), 0.6)


def _according(parse: Parse, token: Token) -> _Found | None:
    """ "According to X, clause": the rest of the sentence is X's."""
    link = next((c for c in token.children if c.lower_ == "to"), None)
    source = next((c for c in link.children if c.dep_ == "pobj"), None) if link else None
    if link is None or source is None:
        return None
    sentence = token.sent
    before = _trim(parse, sentence.start, token.i - 1) if token.i > sentence.start else ()
    last = source.right_edge.i
    after = _trim(parse, last + 1, sentence.end - 1) if last + 1 < sentence.end else ()
    split = any(
        c.dep_ in grammar.SUBJECTS and c.i < token.i and last < sentence.root.i
        for c in sentence.root.children
    )
    content = (*before, *after) if split else max(before, after, key=_length)
    return _Found(token, (token, link), source, content, 0.85)


def _length(spans: tuple[Span, ...]) -> int:
    return sum(span.end - span.start for span in spans)


def _is_clausal(token: Token) -> bool:
    return token.pos_ in {"VERB", "AUX"} or any(
        c.dep_ in grammar.SUBJECTS | {"cop", "aux"} for c in token.children
    )


def _is_wish(verb: Token) -> bool:
    """An infinitive that nobody is said to have carried out: "the need to embrace change"."""
    done = verb.dep_ == "xcomp" and verb.head.lemma_ in COMES_TRUE
    return _has_to(verb) and not done


def _asks(token: Token) -> bool:
    return any(c.dep_ == "mark" and c.lower_ in {"if", "whether"} for c in token.children)


def _has_to(token: Token) -> bool:
    return any(c.lower_ == "to" and c.dep_ == "aux" for c in token.children)


def _has_that(token: Token) -> bool:
    return any(c.lower_ == "that" and c.dep_ == "mark" for c in token.children)


def _is_inserted(verb: Token) -> bool:
    """Whether a cue clause stands between commas, or after one at the sentence's end."""
    left = verb.left_edge.i
    doc = verb.doc
    return any(doc[i].text in {",", "—", "–", "-"} for i in (left, left - 1) if i > 0)


def _around(parse: Parse, verb: Token, subject: Token) -> tuple[Span, ...]:
    """The sentence without the inserted cue clause: "That, he claims, is wrong"."""
    sentence = verb.sent
    low = min(subject.left_edge.i, verb.i)
    high = max(subject.right_edge.i, verb.i)
    before = _trim(parse, sentence.start, low - 1) if low > sentence.start else ()
    after = _trim(parse, high + 1, sentence.end - 1) if high + 1 < sentence.end else ()
    return (*before, *after)


def _clause_spans(
    parse: Parse, clause: Token, verb: Token, subject: Token | None
) -> tuple[Span, ...]:
    left, right = clause.left_edge.i, clause.right_edge.i
    if clause.i > verb.i:
        left = max(left, verb.i + 1)
        left = _start(clause, verb)
        while left < clause.i and (
            parse.words[left].lower_ == "that" and parse.words[left].pos_ == "SCONJ"
        ):
            left += 1
        return _trim(parse, _after_date(clause, left), right)
    stop = min(
        verb.i, subject.left_edge.i if subject is not None and subject.i > clause.i else verb.i
    )
    return _trim(parse, left, min(right, stop - 1))


def _after_date(clause: Token, left: int) -> int:
    """First token after a date that belongs to the cue: "said on Monday she would"."""
    doc = clause.doc
    if left < clause.i and doc[left].dep_ == "prep" and doc[left].head == clause:
        when = [c for c in doc[left].children if c.dep_ == "pobj"]
        if when and when[0].ent_type_ in {"DATE", "TIME"} and when[0].right_edge.i < clause.i:
            return when[0].right_edge.i + 1
    return left


def _start(clause: Token, verb: Token) -> int:
    return max(clause.left_edge.i, verb.i + 1)


def _trim(parse: Parse, first: int, last: int) -> tuple[Span, ...]:
    """Tokens `first` to `last` without punctuation at the ends; empty if nothing is left.

    A quotation mark that opens or closes inside is kept with its partner.
    """
    doc = parse.words
    last = min(last, len(doc) - 1)
    while first <= last and (doc[first].is_space or doc[first].text in CLOSING):
        if parse.quotation_at(doc[first].idx) and doc[first].text in {"“", '"', "'", "‘"}:
            break
        first += 1
    while last >= first and (
        doc[last].is_space or doc[last].text in CLOSING or doc[last].dep_ == "cc"
    ):
        quotation = parse.quotation_at(doc[last].idx)
        if (
            quotation
            and quotation.outer.end == doc[last].idx + len(doc[last])
            and (quotation.outer.start >= doc[first].idx)
        ):
            break
        last -= 1
    if first > last:
        return ()
    span = _with_marks(parse, Span(doc[first].idx, doc[last].idx + len(doc[last])))
    cut = parse.text(span).find("\n\n")
    return (Span(span.start, span.start + cut),) if cut > 0 else (span,)


def _with_marks(parse: Parse, span: Span) -> Span:
    """A span that holds one mark of a quotation takes the other along."""
    first, last = parse.quotation_at(span.start), parse.quotation_at(span.end - 1)
    start, end = span.start, span.end
    if first and first == last and start <= first.inner.start and first.inner.end <= end:
        return first.inner  # nothing but the quotation: its words without the marks
    if first and first.inner.start == start and end > first.inner.end:
        start = first.outer.start
    if last and last.inner.end == end and start < last.outer.start:
        end = last.outer.end
    return Span(start, end)


def _without(span: Span, taken: tuple[Span, ...]) -> Iterator[Span]:
    """A span minus source and cue, so that the three never overlap."""
    pieces = [(span.start, span.end)]
    for other in taken:
        rest: list[tuple[int, int]] = []
        for low, high in pieces:
            if other.start >= high or other.end <= low:
                rest.append((low, high))
                continue
            if low < other.start:
                rest.append((low, other.start))
            if other.end < high:
                rest.append((other.end, high))
        pieces = rest
    for low, high in pieces:
        if low < high:
            yield Span(low, high)


def _has_words(parse: Parse, content: tuple[Span, ...]) -> bool:
    return any(any(c.isalpha() for c in parse.text(span)) for span in content)


def _can_speak(head: Token) -> bool:
    """Whether a noun names people or a body; pronouns of people do, things do not."""
    if head.pos_ == "PRON":
        return head.lower_ not in FIRST_SECOND | {"which", "what"}
    if head.ent_type_ in {"PERSON", "ORG", "NORP", "GPE"}:
        return True
    return head.pos_ in {"PROPN", "NOUN"}


def _may_nest(parse: Parse, found: _Found, lexicon: Lexicon) -> bool:
    """Inside somebody's quoted words only another named actor's position counts."""
    subject = found.subject
    if subject is None or subject.pos_ == "PRON" or subject.lower_ in FIRST_SECOND:
        return False
    outside = parse.quotation_at(subject.idx) != parse.quotation_at(found.verb.idx)
    if outside and subject.head != found.verb:  # a subject is not shared across the marks
        return False
    cue = grammar.cue_at(found.verb, "object", lexicon)
    position = cue is not None and cue[0].act in {"supports", "opposes", "criticises", "praises"}
    return position and (subject.pos_ == "PROPN" or subject.tag_ in {"NNS", "NNPS"})
