"""The words of a statement as the patterns of ontology/act-forms.ttl read them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from onrecord.extract.selves import THIRD, is_self, reported_self
from onrecord.lexicon import Lexicon, heads_of
from onrecord.model import Attribution
from onrecord.parsing import grammar
from onrecord.parsing.parse import Parse
from onrecord.parsing.tokens import Token, Tokens

SKIPPED = {'"', "'", "[", "]", "(", ")"}
DENIALS = frozenset(("not", "never", "no", "nor", "neither", "nobody", "none", "hardly", "cannot"))
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
    here: Tokens | None = None  # the sentence that the row is of
    for part in said.content:
        for token in parse.tokens(part):
            if token.is_space or token.text in SKIPPED:
                continue
            if token.sent is not here:
                here = token.sent
                if row:
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
        plain = _plain(self.lexicon, token.lower_, token.lemma_, token.norm_, token.tag_)
        keys = set[str]()
        if token.dep_ in grammar.SUBJECTS:
            keys.add("<own>" if self._is_self(token) else "<other>")
            if "<own>" in keys and token.lower_ == self.pronoun:
                keys.add("<reported>")
        elif token.dep_ == "poss" and self._is_of_self(token):
            keys.add("<owns>")
        if token.pos_ in {"VERB", "AUX"}:
            keys |= self._by_whom(token)
        if is_first and _commands(token):
            keys.add("<command>")
        return Word(token, plain | keys if keys else plain)

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
        heads = heads_of(self.lexicon, "Group", "Office")
        return (head.lemma_.lower(),) in heads or (head.lower_,) in heads

    def _is_self(self, subject: Token) -> bool:
        """Whether a subject is the speaker, or the speaker's body: "I", "our party"."""
        if is_self(self.parse, self.said, subject, self.pronoun):
            return True
        is_body = (subject.lemma_.lower(),) in self.lexicon.heads["Organisation"]
        return is_body and any(self._is_of_self(c) for c in subject.children)

    def _is_of_self(self, token: Token) -> bool:
        if token.dep_ != "poss":
            return False
        if token.lower_ in {"my", "our"}:
            return True
        quoted = self.said.form == "direct" or self.parse.quotation_at(token.idx) is not None
        return token.lower_ == THIRD.get(self.pronoun or "") and not quoted


@lru_cache(maxsize=20_000)
def _plain(lexicon: Lexicon, written: str, lemma: str, norm: str, tag: str) -> frozenset[str]:
    """What a pattern may call a word wherever it stands; texts use the same ones again."""
    classes, lemma = _classes(lexicon), lemma.lower()
    keys = {written, lemma, norm, *classes.get(written, ()), *classes.get(lemma, ())}
    return _called_for(lexicon) & (keys | {TAGS[tag]} if tag in TAGS else keys)


@lru_cache(maxsize=4)
def _called_for(lexicon: Lexicon) -> frozenset[str]:
    """All that patterns call words: what else is known of one need not be carried along."""
    patterns = (p for form in lexicon.forms for p in (*form.reads, *form.unless))
    groups = (group for pattern in patterns for word in pattern for group in word.split("&"))
    return DENIALS.union(*(group.removeprefix("!").split("|") for group in groups))


@lru_cache(maxsize=4)
def _classes(lexicon: Lexicon) -> Mapping[str, frozenset[str]]:
    """What patterns call the classes that a word is in: "<good>"."""
    found: dict[str, set[str]] = {}
    for classes in (lexicon.evaluations, lexicon.word_classes):
        for name, entries in classes.items():
            for words in entries:
                if len(words) == 1:
                    found.setdefault(words[0], set()).add(f"<{name}>")
    return {word: frozenset(names) for word, names in found.items()}


def _commands(opening: Token) -> bool:
    """Whether a sentence opens with a bare verb that has no subject: "Publish the report"."""
    bare = opening.tag_ in {"VB", "VBP"} and opening.text[0].isupper()
    return bare and not any(c.dep_ in grammar.SUBJECTS for c in opening.children)
