"""The words of a statement as the patterns of ontology/act-forms.ttl read them."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from onrecord import grammar
from onrecord.extract.selves import THIRD, is_self, reported_self
from onrecord.lexicon import Lexicon, Words
from onrecord.model import Attribution
from onrecord.parse import Parse

SKIPPED = {'"', "'", "[", "]", "(", ")"}
DENIALS = {"not", "never", "no", "nor", "neither", "nobody", "none", "hardly", "cannot"}
TAGS = {"VB": "<verb>", "VBD": "<done>", "VBN": "<done>", "VBG": "<doing>"}


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a statement, with everything that a pattern may call it."""

    token: Token
    keys: frozenset[str]

    @property
    def is_stop(self) -> bool:
        return bool(self.token.is_punct and self.token.text != "-")

    @property
    def denies(self) -> bool:
        return not self.keys.isdisjoint(DENIALS)


def sentences(parse: Parse, said: Attribution, lexicon: Lexicon) -> Iterator[list[Word]]:
    """The statement's words, one list a sentence, without quotation marks and brackets."""
    reader = _Reader(parse, said, lexicon, reported_self(parse, said, lexicon))
    row: list[Word] = []
    for part in said.content:
        for token in parse.tokens(part):
            if token.is_space or token.text in SKIPPED:
                continue
            if row and token.sent.start != row[-1].token.sent.start:
                yield row
                row = []
            row.append(reader.word(token, not row))
    if row:
        yield row


@dataclass(frozen=True, slots=True)
class _Reader:
    parse: Parse
    said: Attribution
    lexicon: Lexicon
    pronoun: str | None  # of the speaker in reported speech

    def word(self, token: Token, is_first: bool) -> Word:
        names = ((token.lower_,), (token.lemma_.lower(),))
        keys = {token.lower_, token.lemma_.lower(), token.norm_}
        keys |= {f"<{name}>" for name, words in self._classes() if words.intersection(names)}
        if token.tag_ in TAGS:
            keys.add(TAGS[token.tag_])
        if token.dep_ in grammar.SUBJECTS:
            keys.add("<own>" if self._is_self(token) else "<other>")
            if "<own>" in keys and token.lower_ == self.pronoun:
                keys.add("<reported>")
        if self._is_of_self(token):
            keys.add("<owns>")
        if token.pos_ in {"VERB", "AUX"}:
            keys |= self._by_whom(token)
        if is_first and _commands(token):
            keys.add("<command>")
        return Word(token, frozenset(keys))

    def _classes(self) -> Iterator[tuple[str, frozenset[Words]]]:
        yield from self.lexicon.evaluations.items()
        yield from self.lexicon.word_classes.items()

    def _by_whom(self, token: Token) -> set[str]:
        verb = token.head if token.dep_ in {"aux", "auxpass"} else token
        subject = grammar.subject_of(verb)
        if subject is None:
            return set()
        if self._is_self(subject):
            return {"<byown>"}
        return {"<byother>", "<byperson>"} if self._is_person(subject) else {"<byother>"}

    def _is_person(self, head: Token) -> bool:
        if head.lower_ in {"he", "she", "you", "who"} or head.ent_type_ == "PERSON":
            return True
        heads = self.lexicon.heads["Group"] | self.lexicon.heads["Office"]
        return (head.lemma_.lower(),) in heads or (head.lower_,) in heads

    def _is_self(self, subject: Token) -> bool:
        """Whether a subject is the speaker, or the speaker's body: "I", "our party"."""
        if is_self(self.parse, self.said, subject, self.pronoun):
            return True
        is_body = (subject.lemma_.lower(),) in self.lexicon.heads["Organisation"]
        return is_body and any(self._is_of_self(c) for c in subject.children)

    def _is_of_self(self, token: Token) -> bool:
        quoted = self.said.form == "direct" or self.parse.quotation_at(token.idx) is not None
        own = token.lower_ == THIRD.get(self.pronoun or "") and not quoted
        return token.dep_ == "poss" and (own or token.lower_ in {"my", "our"})


def _commands(opening: Token) -> bool:
    """Whether a sentence opens with a bare verb that has no subject: "Publish the report"."""
    bare = opening.tag_ in {"VB", "VBP"} and opening.text[0].isupper()
    return bare and not any(c.dep_ in grammar.SUBJECTS for c in opening.children)
