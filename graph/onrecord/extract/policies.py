"""Courses of action that one can be for or against.

Two ways: a concept of the codebook (SKOS labels, matched by lemma in any order within a short
window), and, for what no codebook has, a noun phrase or verb phrase whose head ontology/kinds.ttl
lists ("the closure of the harbour", "raise the fee"). The second kind has no IRI of its own and
counts only where a statement takes a side on it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from onrecord import grammar
from onrecord.lexicon import Frame, Lexicon, Words
from onrecord.model import Attribution, Concept, Mention, Span
from onrecord.parse import Parse

SLACK = 3  # foreign words allowed inside a matched label, "closure of [two] hospitals"
SMALL = {
    "of", "the", "a", "an", "in", "for", "to", "by", "on", "from", "and", "my", "at", "with",
    "who", "that", "'s", "’s", "-", "its", "their", "his", "her", "our", "be", "'",
}  # fmt: skip
VAGUE = {
    "this", "that", "such", "any", "own", "same", "other", "more", "new", "big", "recent",
    "these", "those", "many", "last", "much", "first", "next", "whole", "current",
}  # fmt: skip
SAYING = {
    "asserts", "admits", "denies", "warns", "asks", "criticises", "praises", "expects",
    "demands",
}  # fmt: skip
FINDINGS = {
    "report", "finding", "figure", "result", "fact", "question", "evidence", "word", "name",
    "help", "answer", "news", "letter", "story", "idea", "way", "thing", "people", "time",
    "case", "point", "role", "part", "assurance", "apology", "meeting", "talk", "debate",
    "discussion", "vote", "campaign", "course", "matter", "outcome", "situation", "effort",
    "work", "job",
}  # fmt: skip
DEFINITE = {"the", "this", "that", "its", "these", "those"}
FRAMES: tuple[Frame, ...] = ("object", "infinitive", "noun", "phrase")  # by what tells more
LAW = re.compile(
    r"(?:[A-Z][\w’'-]+ |\([A-Z]\w+\) |and |of |for ){1,7}"
    r"(?:Act|Bill|Treaty|Directive|Amendment|Accord)\b"
    r"(?: \d{4})?"
)
BREAKS = {".", ";", ":", "”", "“", '"', "(", ")"}
LINKS = {"of", "to", "in", "on", "for", "against"}


def policies(
    parse: Parse, lexicon: Lexicon, attributions: Iterable[Attribution] = ()
) -> Iterator[Mention]:
    """Policy mentions in text order; a longer one hides those inside it.

    What somebody is said to back, oppose, demand or promise counts as well, whatever its head.
    """
    spans: list[Span] = []
    found: list[Mention] = []
    finders = (
        *_concepts(parse, lexicon),
        *_laws(parse),
        *_actions(parse, lexicon),
        *(m for a in attributions for m in _argued_over(parse, a, lexicon)),
    )
    for mention in sorted(
        finders, key=lambda m: (m.iri is None, m.span.start - m.span.end, m.span)
    ):
        if parse.in_furniture(mention.span) or any(s.overlaps(mention.span) for s in spans):
            continue
        spans.append(mention.span)
        found.append(mention)
    yield from sorted(found, key=lambda m: m.span)


def _concepts(parse: Parse, lexicon: Lexicon) -> Iterator[Mention]:
    index = _index(lexicon.concepts)
    for sentence in parse.doc.sents:
        places: dict[str, list[int]] = {}
        for token in sentence:
            for form in _forms(token):
                places.setdefault(form, []).append(token.i)
        tried: set[tuple[str, Words]] = set()
        for form in places:
            for bag, concept in index.get(form, ()):
                if (concept.iri, bag) in tried:
                    continue
                tried.add((concept.iri, bag))
                for span in _windows(sentence, bag, places):
                    yield Mention(span, concept.label, "Policy", concept.iri)


def _windows(sentence: Tokens, label: Words, places: Mapping[str, list[int]]) -> Iterator[Span]:
    """Shortest stretches of a sentence that hold every word of a label."""
    bag = set(label)
    if any(word not in places for word in bag):
        return
    doc = sentence.doc
    rarest = min(bag, key=lambda w: (len(places[w]), w))
    for anchor in places[rarest]:
        chosen = {w: min(places[w], key=lambda i: (abs(i - anchor), i)) for w in bag}
        low, high = min(chosen.values()), max(chosen.values())
        if len(set(chosen.values())) < len(bag):
            continue
        between = [doc[i] for i in range(low, high) if i not in chosen.values()]
        foreign = [t for t in between if t.lower_ not in SMALL and not t.is_punct]
        if len(foreign) > min(SLACK, len(bag) - 1) or any(t.text in BREAKS for t in between):
            continue
        if _is_turned(label, chosen) and (
            doc[high].pos_ not in {"NOUN", "PROPN", "VERB"}
            or not any(t.dep_ == "prep" for t in between)
            or any(t.pos_ in {"AUX", "VERB"} for t in between)
        ):
            continue
        yield Span(doc[low].idx, doc[high].idx + len(doc[high]))


def _is_turned(label: Words, chosen: Mapping[str, int]) -> bool:
    """Whether the words stand in another order than in the label: "cuts in pay" for "pay cuts"."""
    places = [chosen[word] for word in label]
    return places != sorted(places)


@lru_cache(maxsize=4)
def _index(concepts: tuple[Concept, ...]) -> Mapping[str, tuple[tuple[Words, Concept], ...]]:
    """Labels, as their stemmed words in order, by each of these words."""
    index: dict[str, list[tuple[Words, Concept]]] = {}
    for concept in concepts:
        for label in (concept.label, *concept.labels):
            words = [_stem(w) for w in re.findall(r"[\w&/]+", label) if w.lower() not in SMALL]
            for word in sorted(set(words)):
                index.setdefault(word, []).append((tuple(dict.fromkeys(words)), concept))
    return {word: tuple(pairs) for word, pairs in index.items()}


def _forms(token: Token) -> set[str]:
    if token.is_space or token.lower_ in SMALL:
        return set()
    return {_stem(token.text), _stem(token.lemma_)}


def _stem(word: str) -> str:
    """Inflection off, derivation kept: "reforms" and "reform" meet, "reformer" does not."""
    if word.isupper() and len(word) > 1:
        return word
    word = word.lower()
    for ending, least in (("ies", 3), ("sses", 3), ("ing", 4), ("ed", 4), ("es", 4), ("s", 2)):
        if word.endswith(ending) and len(word) - len(ending) >= least and not word.endswith("ss"):
            stem = word[: -len(ending)] + ("y" if ending == "ies" else "")
            return stem.rstrip("e")
    return word.rstrip("e") if len(word) > 3 else word


def _actions(parse: Parse, lexicon: Lexicon) -> Iterator[Mention]:
    """Noun and verb phrases that are a course of action by their head."""
    nouns = {w[0] for w in lexicon.heads.get("Policy", ()) if len(w) == 1}
    verbs = {w[0] for w in lexicon.heads.get("Course", ()) if len(w) == 1}
    for token in parse.doc:
        if token.pos_ in {"NOUN", "PROPN"} and token.lemma_.lower() in nouns:
            span = _noun_phrase(token)
        elif token.pos_ == "VERB" and token.lemma_.lower() in verbs:
            span = _verb_phrase(token)
        else:
            continue
        if span is not None:
            yield Mention(span, " ".join(parse.text(span).split()), "Policy")


def _noun_phrase(head: Token) -> Span | None:
    """A head noun with what narrows it; None for a bare or vague one ("this change")."""
    first = head
    for child in head.lefts:
        narrows = child.dep_ in {"compound", "amod", "nummod", "nmod"} and child.lower_ not in VAGUE
        if narrows:
            first = min(first, child.left_edge, key=lambda t: t.i)
    last = head
    for child in head.rights:
        if child.dep_ == "prep" and child.lower_ in LINKS and child.i - last.i <= 1:
            objects = [c for c in child.children if c.dep_ in {"pobj", "pcomp"}]
            if objects and objects[0].pos_ not in {"PRON"}:
                last = _end(objects[0])
    if first is head and last is head and not any(c.lower_ in DEFINITE for c in head.lefts):
        return None
    return Span(first.idx, last.idx + len(last))


def _verb_phrase(verb: Token) -> Span | None:
    """An infinitive, a gerund or an action wanted, with its object."""
    target = next((c for c in verb.rights if c.dep_ == "dobj" and c.pos_ != "PRON"), None)
    if target is None:
        for child in verb.rights:
            if child.dep_ == "prep" and child.lower_ == "in":
                target = next((c for c in child.children if c.dep_ == "pobj"), None)
    if target is None or target.lower_ in VAGUE or target.i - verb.i > 8:
        return None
    last = _end(target)
    return Span(verb.idx, last.idx + len(last))


def _laws(parse: Parse) -> Iterator[Mention]:
    """Acts, bills and treaties by their names."""
    for match in LAW.finditer(parse.document.text):
        name = re.sub(r"^(?:The|A|An|This)\s", "", match[0])
        span = Span(match.end() - len(name), match.end())
        yield Mention(span, " ".join(name.split()), "Policy")


def _argued_over(parse: Parse, attribution: Attribution, lexicon: Lexicon) -> Iterator[Mention]:
    """What the cue takes a side on: its object, or the object of the action that is wanted."""
    if attribution.form == "direct" or not attribution.cue:
        return
    frame = _frame(parse, attribution, lexicon)
    content = attribution.content[0]
    root = parse.tokens(content).root
    if frame == "infinitive" and root.pos_ == "VERB":
        keys: set[Words] = {(root.lemma_.lower(),)}
        keys |= {(root.lemma_.lower(), c.lower_) for c in root.rights if c.dep_ in {"prep", "prt"}}
        words = lexicon.evaluations
        if not keys & (words["furthering"] | words["reversing"] | lexicon.heads["Course"]):
            return
        objects = [c for c in root.rights if c.dep_ == "dobj"]
        objects += [o for c in root.rights if c.dep_ == "prep" for o in c.children if len(keys) > 1]
        root = next((o for o in objects if o.dep_ in {"dobj", "pobj"}), root)
    elif frame is None:
        return
    wished = next((c for c in root.rights if c.dep_ == "prep" and c.lower_ == "for"), None)
    if wished is not None and ("noun", (root.lemma_.lower(),)) in lexicon.cues:
        root = next((c for c in wished.children if c.dep_ == "pobj"), root)  # "calls for a freeze"
    if root.pos_ != "NOUN" or root.lower_ in VAGUE or not content.start <= root.idx < content.end:
        return
    plain = {(root.lower_,), (root.lemma_.lower(),)}
    kinds = ("Group", "Office", "Organisation", "Hospital", "Event")
    speech = {
        cue.words for cue in lexicon.cues.values() if cue.frame == "noun" and cue.act in SAYING
    }
    if any(plain & lexicon.heads.get(kind, frozenset()) for kind in kinds) or plain & speech:
        return
    if root.lemma_.lower() in FINDINGS:
        return
    span = _noun_phrase(root)
    if span is None and not any(c.dep_ in {"det", "poss", "nummod"} for c in root.lefts):
        span = Span(root.idx, root.idx + len(root))  # "opposes fracking"
    if span is not None:
        yield Mention(span, " ".join(parse.text(span).split()), "Policy")


def _frame(parse: Parse, attribution: Attribution, lexicon: Lexicon) -> Frame | None:
    """The frame in which the cue takes a side towards what follows."""
    hits = grammar.cues_in(list(parse.tokens(attribution.cue[0])), lexicon)
    sided = [h.cue.frame for h in hits if h.cue.towards_object or h.cue.act == "expects"]
    frames = [frame for frame in sided if frame != "clause"]
    return min(frames, key=FRAMES.index, default=None)


def _end(head: Token) -> Token:
    """Last word of a noun phrase with one "of"-phrase and no clause."""
    last = head
    for child in head.rights:
        if child.dep_ == "prep" and child.lower_ in LINKS and child.i - last.i <= 1:
            inner = next((c for c in child.children if c.dep_ == "pobj"), None)
            if inner is not None:
                last = _end(inner)
        else:
            break
    return last
