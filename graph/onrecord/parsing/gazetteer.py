"""Finds the names of the lists in a text, however long the lists are.

One look-up a word: 30,000 people (60,000 names) cost an article of 170 words 5 ms, where one
pattern of all names took 25 s to make and 0.9 s an article.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from onrecord.lexicon import Known, Lexicon, Tenure
from onrecord.model import Kind, Span

_WORD = re.compile(r"\w+(?:[’']\w+)*")
_OPENERS = frozenset(
    ("The", "A", "An", "At", "In", "From", "But", "And", "For", "To", "Of", "On", "Near", "When")
)  # a capital before a hospital's name that is not part of a longer name
_RANK: tuple[Kind, ...] = ("Office", "Organisation", "Hospital", "Person")
_BESIDE = re.compile(r",? (?:(?:in|at|near) )?(?:the )?")


@dataclass(frozen=True, slots=True)
class Hit:
    """Words of a text that name one or several things of one kind."""

    span: Span
    kind: Kind
    things: tuple[Known, ...]  # sorted by IRI


class _Word(NamedTuple):
    start: int
    end: int
    plain: str
    bare: str  # without a possessive ending

    @property
    def bare_end(self) -> int:
        return self.end - (2 if self.bare != self.plain else 0)


@dataclass(frozen=True, slots=True, eq=False)
class Gazetteer:
    """The lists of a lexicon by name, by office and by holder; made by `gazetteer`."""

    parties: tuple[Known, ...]  # those whose members have a name
    tenures_of: Mapping[str, Sequence[Tenure]]  # by Known.iri of the office or body
    offices_of: Mapping[str, Collection[str]]  # IRIs by name of the holder
    _held: Mapping[str, Sequence[Tenure]]  # by Known.iri of the holder
    _names: Mapping[tuple[str, ...], Sequence[tuple[str, Known]]]
    lengths: Mapping[str, Sequence[int]] = field(repr=False)  # by first word, longest first

    def find(self, text: str, kinds: Collection[Kind]) -> Iterator[Hit]:
        """Names of things of these kinds, from left to right, the longest first, none twice."""
        words, openings = _openings(text, self)
        next_free = 0
        for i in openings:
            if i < next_free:
                continue
            lengths = {n for form in _forms(words[i][0]) for n in self.lengths.get(form, ())}
            for length in sorted((n for n in lengths if i + n <= len(words)), reverse=True):
                hit = self._hit(text, [*map(_word, words[i : i + length])], kinds)
                if hit is not None:
                    next_free = i + length
                    yield hit
                    break

    def _hit(self, text: str, words: Sequence[_Word], kinds: Collection[Kind]) -> Hit | None:
        start = tuple(word.plain for word in words[:-1])
        for last, end in ((words[-1].plain, words[-1].end), (words[-1].bare, words[-1].bare_end)):
            span = Span(words[0].start, end)
            things = {
                thing.iri: thing
                for label, thing in self._names.get((*start, last), ())
                if thing.kind in kinds and _fits(text, span, label, thing.kind)
            }
            if things:
                kind = min((t.kind for t in things.values()), key=_RANK.index)
                alike = sorted((t for t in things.values() if t.kind == kind), key=lambda t: t.iri)
                return Hit(span, kind, tuple(alike))
        return None

    def meant(self, hit: Hit, text: str, published: str | None) -> Known | None:
        """The one thing that is named; None where neither place nor date decides.

        A hospital by the place beside its name, else by the one place that the text names; a
        person by an office or membership on the day that the text was published.
        """
        left = list(hit.things)
        if len(left) > 1 and hit.kind == "Hospital":
            left = _by_place(hit, text)
        elif len(left) > 1 and hit.kind == "Person":
            left = [t for t in left if self._is_active(t, published)]
        return left[0] if len(left) == 1 else None

    def _is_active(self, person: Known, on: str | None) -> bool:
        """Whether the lists have the person in office on a day, or throughout a month or year."""
        return on is not None and any(
            t.start and t.start <= on and (t.end is None or on[: len(t.end)] <= t.end[: len(on)])
            for t in self._held.get(person.iri, ())
        )


@lru_cache(maxsize=4)
def gazetteer(lexicon: Lexicon) -> Gazetteer:
    """The index of a lexicon's lists; made once (a second for 30,000 people)."""
    names: dict[tuple[str, ...], list[tuple[str, Known]]] = {}
    lengths: dict[str, set[int]] = {}
    for known in lexicon.known:
        for label in known.labels if known.kind in _RANK else ():
            words = tuple(_plain(match[0]) for match in _WORD.finditer(label))
            if not words or (known.kind == "Person" and len(words) == 1):
                continue  # a first name or a surname alone is anybody's
            names.setdefault(words, []).append((label, known))
            lengths.setdefault(words[0], set()).add(len(words))
    tenures_of: dict[str, list[Tenure]] = {}
    offices_of: dict[str, set[str]] = {}
    held: dict[str, list[Tenure]] = {}
    for tenure in lexicon.tenures:
        tenures_of.setdefault(tenure.office, []).append(tenure)
        offices_of.setdefault(tenure.holder, set()).add(tenure.office)
        if tenure.holder_iri is not None:
            held.setdefault(tenure.holder_iri, []).append(tenure)
    return Gazetteer(
        parties=tuple(known for known in lexicon.known if known.adherents),
        tenures_of=tenures_of,
        offices_of=offices_of,
        _held=held,
        _names=names,
        lengths={word: sorted(found, reverse=True) for word, found in lengths.items()},
    )


@lru_cache(maxsize=2)
def _openings(text: str, names: Gazetteer) -> tuple[tuple[re.Match[str], ...], tuple[int, ...]]:
    """All words of a text, which is asked for one kind of names after another; and which of them
    are the first of a name.
    """
    words, firsts = tuple(_WORD.finditer(text)), names.lengths.keys()
    opening = {word for word in {w[0] for w in words} if not firsts.isdisjoint(_forms(word))}
    return words, tuple(i for i, word in enumerate(words) if word[0] in opening)


def _word(match: re.Match[str]) -> _Word:
    return _Word(*match.span(), *_forms(match[0]))


@lru_cache(maxsize=20_000)
def _forms(word: str) -> tuple[str, str]:
    """A word plain, and bare of a possessive ending; texts use the same ones again."""
    plain = _plain(word)
    return plain, _plain(word[:-2]) if word[-2:] in {"'s", "’s"} else plain


def _plain(word: str) -> str:
    return word.replace("’", "").replace("'", "").casefold()


def _even(name: str) -> str:
    """A name with single spaces, without apostrophes and the full stops of short forms."""
    spaced = " ".join(name.split()).replace("’", "").replace("'", "")
    return re.sub(r"(?<!\w)(\w{1,2})\.(?=\s|\w|$)", r"\1", spaced)


def _fits(text: str, span: Span, label: str, kind: Kind) -> bool:
    """Whether words that equal a label's, but for case and marks, are its name here."""
    words = span.of(text)
    if re.search(r"(?:[\w&]|[\w&]-)$", text[max(0, span.start - 2) : span.start]):
        return False
    if re.match(r"[\w&]", text[span.end : span.end + 1]) or re.search(r"\n\s*\n", words):
        return False
    found, wanted = _even(words), _even(label)
    if kind == "Organisation":
        return found == wanted
    if found.casefold() != wanted.casefold():
        return False
    if kind == "Person":
        parts = words.split()
        after = text[span.end : span.end + 3].ljust(3)
        goes_on = after[0] == "-" or (
            after[0] == " " and after[1:].istitle() and after[2].islower()
        )
        return parts[0][0].isupper() and parts[-1][0].isupper() and not goes_on
    if kind == "Hospital":
        before = re.search(r"([\w’'-]+) $", text[max(0, span.start - 30) : span.start])
        is_part = before and before[1][0].isupper() and before[1] not in _OPENERS
        return words[0].isupper() and not is_part
    return True


def _by_place(hit: Hit, text: str) -> list[Known]:
    """The namesakes whose place stands right behind the name, else anywhere but in the name."""
    placed = [(town, t) for t in hit.things if (town := _town(t))]
    gap = _BESIDE.match(text, hit.span.end)
    if gap is not None:
        beside = [t for town, t in placed if re.compile(_alone(town)).match(text, gap.end())]
        if beside:
            return beside
    elsewhere = text.replace(hit.span.of(text), " ")
    return [t for town, t in placed if re.search(_alone(town), elsewhere)]


def _town(thing: Known) -> str:
    return (thing.place or "").partition(",")[0].strip()


def _alone(words: str) -> str:
    return rf"(?<![\w-]){re.escape(words)}(?![\w-])"
