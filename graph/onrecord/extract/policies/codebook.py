"""Concepts of a codebook by their labels: inflected, in another order, as noun or as verb.

"A&E closures" is meant by "closure of the A&E", "closing two A&Es" and "the A&E is to close". Words
that stand together in the label's order are enough; words that stand apart or in another order
must hang together in grammar, so that "GPs reject the contract" is no "GP contract".

Two rules keep a codebook to its own field. A scheme may say by hidden labels of its own which
words show that an article is about its field or country at all. And a concept's hidden labels are
words that other fields use as well ("waiting times"): they count only in an article that also has
a preferred or alternative label of the same scheme.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from onrecord.lexicon import Lexicon, Words
from onrecord.model import Concept, Mention, Scheme, Span
from onrecord.parsing.parse import Parse
from onrecord.parsing.tokens import Token, Tokens

LOOSE = 1  # foreign words allowed in a label of three words or more, in its order
APART = 4  # foreign words allowed within a match that grammar holds together
HOPS = 3  # from a word of a label to the next one above it: "cuts" < "to" < "services" < "NHS"
SMALL = {
    "of", "the", "a", "an", "in", "for", "to", "by", "on", "from", "and", "my", "at", "with",
    "who", "that", "'s", "’s", "-", "its", "their", "his", "her", "our", "be", "'",
}  # fmt: skip
MET = 20_000  # words whose keys are kept: texts use the same ones again and again
BREAKS = {".", ";", ":", "”", "“", '"', "(", ")"}
ENDINGS = (("ies", 3), ("sses", 3), ("ing", 4), ("ed", 4), ("es", 4), ("s", 2))
NOUNS_OF_VERBS = ("ation", "ment", "ure", "ion", "ing")
SUBJECT = {"nsubj", "nsubjpass"}
Places = Mapping[str, Sequence[int]]


@dataclass(frozen=True, slots=True)
class _Label:
    words: Words  # stems, in order
    concept: Concept
    is_general: bool  # a hidden label: counts only in company


def concepts(parse: Parse, lexicon: Lexicon) -> Iterator[Mention]:
    """Every place where a label of the codebook stands; longer and shorter ones may overlap."""
    held = {s.iri for s in lexicon.schemes if not is_set_in(s, parse.document.text)}
    index = _index(lexicon)
    words = index.met(parse)
    found = [
        (label, span)
        for sentence in (parse.sentences if words else ())
        for label, span in _in_sentence(sentence, words, index)
        if label.concept.scheme not in held
    ]
    plain = {label.concept.scheme for label, _ in found if not label.is_general}
    for label, span in found:
        if not label.is_general or label.concept.scheme in plain:
            yield Mention(span, label.concept.label, "Policy", label.concept.iri)


def is_set_in(scheme: Scheme, text: str) -> bool:
    """Whether an article has one of the words that a scheme asks for, if it asks for any."""
    return not scheme.marks or _any_of(scheme.marks).search(text) is not None


@lru_cache(maxsize=16)
def _any_of(marks: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, marks))})(?!\w)")


def _in_sentence(
    sentence: Tokens, words: Mapping[int, Words], index: "_Index"
) -> Iterator[tuple[_Label, Span]]:
    places: dict[str, list[int]] = {}
    for i in range(sentence.start, sentence.end):
        for form in words.get(i, ()):
            places.setdefault(form, []).append(i)
    for form in places:
        for label in index.labels.get(form, ()):
            yield from ((label, span) for span in _matches(sentence, label.words, places))


def _matches(sentence: Tokens, label: Words, places: Places) -> Iterator[Span]:
    """Shortest stretches of a sentence that hold every word of a label."""
    if any(word not in places for word in label):
        return
    doc = sentence[0].doc
    rarest = min(label, key=lambda w: (len(places[w]), w))
    for anchor in places[rarest]:
        chosen = [min(places[w], key=lambda i: (abs(i - anchor), i)) for w in label]
        if len(set(chosen)) == len(label) and _is_phrase(
            doc[min(chosen) : max(chosen) + 1], chosen
        ):
            low, high = doc[min(chosen)], doc[max(chosen)]
            yield Span(low.idx, high.idx + len(high))


def _is_phrase(stretch: Sequence[Token], chosen: Sequence[int]) -> bool:
    """Whether the chosen words say together what the label says."""
    if len(chosen) == 1:
        return True
    doc = stretch[0].doc
    between = [t for t in stretch if t.i not in chosen]
    foreign = [t for t in between if t.lower_ not in SMALL and not t.is_punct]
    if any(t.text in BREAKS for t in between):
        return False
    loose = LOOSE if len(chosen) > 2 and all(t.pos_ != "VERB" for t in foreign) else 0
    acts = any(_acts_on_others(doc[i], chosen) for i in chosen)
    if not acts and len(foreign) <= loose and list(chosen) == sorted(chosen):
        return True
    tokens = [doc[i] for i in sorted(chosen)]
    return len(foreign) <= APART and _hang_together(tokens)


def _acts_on_others(word: Token, chosen: Sequence[int]) -> bool:
    """A subject whose verb is chosen, with an object that is not: "the pool closed its gate"."""
    others = (c for c in word.head.children if c.dep_ == "dobj" and c.i not in chosen)
    return word.dep_ == "nsubj" and word.head.i in chosen and any(others)


def _hang_together(tokens: Sequence[Token]) -> bool:
    """Whether each word but one leads up to another of them, through no verb that is not one."""
    loose = [token for token in tokens if not _leads_to(token, tokens)]
    return len(loose) == 1


def _leads_to(token: Token, others: Sequence[Token]) -> bool:
    node = token
    for _ in range(HOPS):
        if node.dep_ in SUBJECT:
            return _told_of(node) in others
        if node.head == node or node.dep_ in {"relcl", "acl", "advcl", "ccomp", "parataxis"}:
            return False
        modifies, node = node.dep_ in {"compound", "amod"}, node.head
        if node in others or (modifies and any(c in others for c in node.conjuncts)):
            return True  # "hospital closures and mergers" are hospital mergers, too
        if node.pos_ in {"VERB", "AUX"}:
            return False
    return False


def _told_of(subject: Token) -> Token | None:
    """The verb whose object its subject really is: "is closed", "are to close", "will merge"."""
    verb = subject.head
    for _ in range(2):
        below = [c for c in verb.children if c.dep_ == "xcomp" and c.pos_ == "VERB"]
        if verb.lemma_ in {"be", "have", "face", "go", "set", "due"} and below:
            verb = below[0]
    has_object = any(c.dep_ in {"dobj", "ccomp", "xcomp"} for c in verb.children)
    return None if has_object and subject.dep_ == "nsubj" else verb


@dataclass(frozen=True, slots=True, eq=False)
class _Index:
    """Labels by the word that the fewest others have, and what words met so far answer to."""

    labels: Mapping[str, Sequence[_Label]]
    words: frozenset[str]  # of all labels
    _known: dict[tuple[str, str, bool], Words]  # keys by word, lemma and whether it is a verb

    def met(self, parse: Parse) -> Mapping[int, Words]:
        """The words of a text that answer to a key of a label, by their place: few do."""
        found: dict[int, Words] = {}
        for token in parse.words:
            keys = self._known.get(known := (token.text, token.lemma_, token.pos_ == "VERB"))
            if keys is None:
                keys = self._keys(token)
                if len(self._known) < MET:
                    self._known[known] = keys
            if keys:
                found[token.i] = keys
        return found

    def _keys(self, token: Token) -> Words:
        if token.is_space or token.lower_ in SMALL:
            return ()
        forms = _forms(token.text, token.lemma_, token.pos_ == "VERB")
        return tuple(sorted(self.words & forms))


@lru_cache(maxsize=4)
def _index(lexicon: Lexicon) -> _Index:
    found: dict[tuple[str, Words], _Label] = {}  # a hidden label only if no other reads the same
    for concept in lexicon.concepts:
        plain = [(label, False) for label in (concept.label, *concept.labels)]
        for label, is_general in (*plain, *((label, True) for label in concept.hidden)):
            words = [w for w in re.findall(r"[\w&/]+", label) if w.lower() not in SMALL]
            for keys in {tuple(dict.fromkeys(map(key, words))) for key in (_stem, _key)}:
                found.setdefault((concept.iri, keys), _Label(keys, concept, is_general))
    shared = Counter(word for label in found.values() for word in label.words)
    index: dict[str, list[_Label]] = {}
    for each in (label for label in found.values() if label.words):
        index.setdefault(min(each.words, key=lambda w: (shared[w], w)), []).append(each)
    return _Index(index, frozenset(shared), {})


def _key(word: str) -> str:
    """What stands for a word of a label: the verb behind it, if it is the noun of an action."""
    return _verb_behind(word) or _stem(word)


def _forms(word: str, lemma: str, is_verb: bool) -> frozenset[str]:
    """Every key that a word of a text answers to."""
    stem = _stem(lemma)
    forms = {_stem(word), stem}
    if is_verb:
        forms |= {f"to {stem}", f"to {stem.removesuffix('at')}"}  # "regulate": "regul-ation"
    if behind := _verb_behind(word):
        forms.add(behind)
    return frozenset(forms)


def _verb_behind(word: str) -> str | None:
    """ "closures", "closing": the stem of "to close"; None for other words.

    It has a mark of its own, or "publication" would answer to "public".
    """
    plain = re.sub(r"(?<=[a-z]{3})s$", "", word.lower())
    for ending in NOUNS_OF_VERBS:
        if plain.endswith(ending) and len(plain) - len(ending) >= 3 and not word.isupper():
            stem = re.sub(r"([bdgmnpt])\1$", r"\1", plain.removesuffix(ending))  # "cutting"
            return f"to {stem}"
    return None


def _stem(word: str) -> str:
    """Inflection off, derivation kept: "reforms" and "reform" meet, "reformer" does not.

    Capitals are kept: "HS" is not "hs".
    """
    if word.isupper() and len(word) > 1:
        return word
    word = word.lower()
    for ending, least in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= least and not word.endswith("ss"):
            stem = word[: -len(ending)] + ("y" if ending == "ies" else "")
            return stem.rstrip("e")
    return word.rstrip("e") if len(word) > 3 else word
