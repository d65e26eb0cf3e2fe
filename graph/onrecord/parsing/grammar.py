"""Reporting verbs and their subjects in a dependency parse (labels: spaCy's ClearNLP scheme)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from onrecord.lexicon import FRAMES, Cue, Frame, Lexicon, Words
from onrecord.model import Span
from onrecord.parsing.tokens import Token

SUBJECTS = {"nsubj", "nsubjpass", "csubj", "expl"}
PARTICLES = {"prt", "prep", "advmod", "agent"}
ADVERBS = {"ADV", "ADP", "PART"}  # "fired back at her" backs nobody
INHERITS = {"conj", "advcl", "xcomp", "ccomp"}  # relations over which a subject is shared


def cue_at(token: Token, frame: Frame, lexicon: Lexicon) -> tuple[Cue, tuple[Token, ...]] | None:
    """The cue that a token heads in this frame, with its tokens; the longest one wins.

    A particle or preposition may stand apart from its verb ("object strongly to").
    """
    lemma = token.lemma_.lower()
    if _is_adjectival(token):
        lemma = re.sub(r"(?<=[a-z]{2})ing$", "", lemma)
        lemma += "e" * ((frame, (lemma,)) not in lexicon.cues)
    if frame not in _openings(lexicon).get(lemma, ()):
        return None
    for child in token.children:
        if child.dep_ in PARTICLES and child.i > token.i:
            after = (c for c in child.children if c.dep_ == "prep")
            for grandchild in after:
                words = (lemma, child.lower_, grandchild.lower_)
                if cue := lexicon.cues.get((frame, words)):
                    return cue, (token, child, grandchild)
            if cue := lexicon.cues.get((frame, (lemma, child.lower_))):
                return cue, (token, child)
    if cue := lexicon.cues.get((frame, (lemma,))):
        return cue, (token,)
    return None


def opens_cue(token: Token, lexicon: Lexicon) -> bool:
    """Whether a token may head a cue in any frame: few verbs do."""
    return token.lemma_.lower() in _openings(lexicon) or _is_adjectival(token)


def _is_adjectival(verb: Token) -> bool:
    """A participle that the tagger takes for an adjective: "..., promising help"."""
    return verb.pos_ == "ADJ" and verb.dep_ == "advcl"


@lru_cache(maxsize=4)
def _openings(lexicon: Lexicon) -> Mapping[str, Sequence[Frame]]:
    """The first words of all cues, each with the frames that it opens, in their order."""
    opened: dict[str, set[Frame]] = {}
    for frame, words in lexicon.cues:
        opened.setdefault(words[0], set()).add(frame)
    return {word: sorted(frames, key=FRAMES.index) for word, frames in opened.items()}


@dataclass(frozen=True, slots=True)
class Hit:
    """A cue of the lexicon, found in the words of an attribution's cue."""

    cue: Cue
    token: Token  # its head


def cues_in(tokens: Sequence[Token], lexicon: Lexicon) -> list[Hit]:
    """Every cue that these words hold, the last word's first: "appeared to back" holds two.

    Of one verb the longest count: "asked for" is no "asked".
    """
    openings = _openings(lexicon)
    hits = []
    for token in reversed(tokens):
        found = [
            met
            for frame in (FRAMES if token.pos_ == "ADJ" else openings.get(token.lemma_.lower(), ()))
            if (frame != "noun" or token.pos_ != "VERB")
            and (frame != "object" or token.pos_ not in ADVERBS)
            and (met := cue_at(token, frame, lexicon)) is not None
        ]
        longest = max((len(words) for _, words in found), default=0)
        hits += [Hit(cue, token) for cue, words in found if len(words) == longest]
    words = tuple(token.lower_ for token in tokens)
    for start in range(len(words)):
        phrase = lexicon.cues.get(("phrase", words[start:]))
        if phrase is not None:
            hits.append(Hit(phrase, tokens[start]))
    return hits


def is_cue_verb(token: Token) -> bool:
    """Verbs, and participles that the tagger takes for adjectives: "..., promising help"."""
    return token.pos_ in {"VERB", "AUX"} or _is_adjectival(token)


def verb_keys(verb: Token) -> set[Words]:
    """A verb's lemma, alone and with each of its particles and prepositions."""
    lemma = verb.lemma_.lower()
    near = (c for c in verb.children if c.dep_ in {"prt", "prep"})
    return {(lemma,)} | {(lemma, c.lower_) for c in near}


def is_unreal(token: Token) -> bool:
    """Whether a verb stands in a condition or a question about fact: nobody has said it yet."""
    clause = token
    while clause.dep_ in {"conj", "xcomp"}:
        clause = clause.head
    return any(
        c.dep_ == "mark" and c.lower_ in {"if", "whether", "unless"} for c in clause.children
    )


def is_negated(token: Token) -> bool:
    """Whether a predicate is denied: "did not", "never", "no minister has", "nobody should"."""
    return any(
        c.dep_ == "neg"
        or c.lower_ in {"never", "nor", "neither", "hardly"}
        or (c.dep_ in SUBJECTS and _is_nobody(c))
        for c in token.children
    )


def _is_nobody(subject: Token) -> bool:
    return subject.lower_ in {"nobody", "none"} or any(
        c.dep_ == "det" and c.lower_ == "no" for c in subject.children
    )


def subject_of(verb: Token) -> Token | None:
    """Head of the noun phrase that speaks: subject, by-agent, or the subject shared with a head.

    None where the subject is elided or empty ("it was said").
    """
    verb_now = verb
    for _ in range(6):
        passive = any(c.dep_ in {"nsubjpass", "auxpass", "agent"} for c in verb_now.children)
        bare = verb_now.tag_ == "VBN" and not any(c.dep_ == "aux" for c in verb_now.children)
        if passive or (bare and verb_now.dep_ in {"advcl", "acl"}):
            agent = next((c for c in verb_now.children if c.dep_ == "agent"), None)
            if agent is not None:
                return next((c for c in agent.children if c.dep_ == "pobj"), None)
            if bare and verb_now.dep_ in {"advcl", "acl"}:  # "when pressed": by whom is not said
                return None
        own = next((c for c in verb_now.children if c.dep_ in SUBJECTS), None)
        if own is not None:
            clause = any(c.dep_ == "ccomp" for c in verb_now.children)
            empty = passive and clause and own.lower_ == "it"  # "it was said that"
            if own.dep_ in {"expl", "csubj"} or empty:
                return None
            if own.tag_ in {"WDT", "WP"} and verb_now.dep_ == "relcl":
                return verb_now.head
            if verb_now == verb or is_agent(own) or verb_now.dep_ not in INHERITS:
                return own
        if verb_now.dep_ == "acl" and any(c.lower_ == "to" for c in verb_now.children):
            return next((c for c in verb_now.head.children if c.dep_ == "poss"), None)
        if verb_now.dep_ in {"acl", "relcl"}:
            return verb_now.head if verb_now.head.pos_ in {"NOUN", "PROPN", "PRON"} else None
        if verb_now.dep_ not in INHERITS or verb_now.head == verb_now:
            return None
        if verb_now.dep_ == "xcomp":
            objects = [c for c in verb_now.head.children if c.dep_ in {"dobj", "dative"}]
            if objects:  # "urged him to back": not the speaker's own backing
                return None
        verb_now = verb_now.head
    return None


def is_agent(head: Token) -> bool:
    """Whether a noun surely names people or a body: a name, or a pronoun for people."""
    if head.pos_ == "PRON":
        return head.lower_ in {"i", "we", "he", "she", "they", "who", "everyone", "many", "some"}
    return head.pos_ == "PROPN" or head.ent_type_ in {"PERSON", "ORG", "NORP", "GPE"}


def noun_phrase(head: Token) -> Span:
    """The words of a noun phrase as a source is cited: up to the first comma or bracket.

    Relative clauses without a comma stay ("doctors who work nights"); appositions go.
    """
    left, right = head.left_edge.i, head.right_edge.i
    doc = head.doc
    for i in range(head.i + 1, right + 1):
        if doc[i].text in {",", "(", ";", ":", "—", "–", "-"} or "\n" in doc[i].text:
            right = i - 1
            break
    for child in head.children:
        if child.dep_ in {"conj", "cc"} and head.i < child.i <= right:
            right = min(right, child.left_edge.i - 1)
    while right > head.i and (
        doc[right].is_space or doc[right].is_punct or doc[right].dep_ == "cc"
    ):
        right -= 1
    for i in range(head.i - 1, left - 1, -1):
        if "\n" in doc[i].text or doc[i].text in {"“", '"', ":", ";"}:
            left = i + 1
            break
    while left < head.i and (doc[left].is_space or doc[left].text in {",", "'", "‘"}):
        left += 1
    return Span(doc[left].idx, doc[right].idx + len(doc[right]))


def coordinated(head: Token) -> Iterator[Token]:
    """A noun and the nouns joined to it by "and": each of them speaks."""
    yield head
    for child in head.children:
        if child.dep_ == "conj" and child.pos_ in {"NOUN", "PROPN", "PRON"}:
            yield from coordinated(child)


def cue_span(verb: Token, tokens: tuple[Token, ...]) -> Span:
    """The cue with its auxiliaries and negation, as one stretch where they adjoin."""
    first = verb.i
    parts = {c.i for c in verb.children if c.dep_ in {"aux", "auxpass", "neg"} and c.lower_ != "to"}
    while first - 1 in parts:
        first -= 1
    last = verb.i
    for token in tokens:
        if token.i == last + 1:
            last = token.i
    doc = verb.doc
    return Span(doc[first].idx, doc[last].idx + len(doc[last]))
