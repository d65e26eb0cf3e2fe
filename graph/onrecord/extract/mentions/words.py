"""What the finders of mentions share: patterns of a list's words, names without trimmings."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from onrecord.lexicon import Lexicon, Words
from onrecord.model import Span

HONORIFIC = (
    r"(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lord|Lady|Baroness|Prof|Professor|Rev|Sen|Rep|Gov|Cllr)\.?"
)
TITLE = re.compile(rf"^(?:(?:{HONORIFIC}|[Tt]he|[Aa]n?|[Ff]ormer|[Tt]hen)\s+)+")
POSSESSIVE = re.compile(r"(?:['’]s|['’])$")
CAPITALS = r"(?:[A-Z][\w&’'.-]*(?: (?:of|and|for|&|the) (?=[A-Z]))?\s?)"
FIRST = re.compile(r"\w+|[^\w\s]")
BEFORE, AFTER = re.compile(r"(?<![\w&-])"), re.compile(r"(?![\w&])")  # a label


@dataclass(frozen=True, slots=True)
class Labels:
    """One pattern for many labels, tried only where the first word of one of them stands."""

    pattern: re.Pattern[str]
    firsts: frozenset[str]  # in small letters

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """What the pattern's own `finditer` gives."""
        places = _places(text)
        starts = (at for first in self.firsts & places.keys() for at in places[first])
        free = 0
        for start in sorted(starts):
            match = self.pattern.match(text, start) if start >= free else None
            if match is not None:
                free = match.end()
                yield match


def alone(names: Iterable[str], text: str) -> Iterator[Span]:
    """Where names of one word stand: as `any_of` finds them, with no pattern made for one text."""
    places = _places(text)
    known = [(name, first[0].lower()) for name in names if (first := FIRST.match(name))]
    found = {
        at: len(name)
        for name, first in sorted(known, key=lambda pair: len(pair[0]))  # the longest counts
        for at in places.get(first, ())
        if text.startswith(name, at)
        and BEFORE.match(text, at)
        and AFTER.match(text, at + len(name))
    }
    free = 0
    for start, length in sorted(found.items()):
        if start >= free:
            free = start + length
            yield Span(start, free)


@lru_cache(maxsize=64)
def any_of(labels: frozenset[str], fold_case: bool) -> Labels:
    """Finds all labels, the longest first, on word boundaries."""
    ordered = sorted(labels, key=lambda s: (-len(s), s))
    words = "|".join(re.escape(s).replace(r"\ ", r"\s") for s in ordered)
    pattern = re.compile(rf"{BEFORE.pattern}(?:{words}){AFTER.pattern}", re.I if fold_case else 0)
    firsts = (FIRST.match(label) for label in ordered)
    return Labels(pattern, frozenset(first[0].lower() for first in firsts if first))


@lru_cache(maxsize=2)
def _places(text: str) -> Mapping[str, list[int]]:
    """Where each word of a text begins, by the word in small letters."""
    found: dict[str, list[int]] = {}
    for match in FIRST.finditer(text):
        found.setdefault(match[0].lower(), []).append(match.start())
    return found


def head_nouns(lexicon: Lexicon, kind: str) -> frozenset[str]:
    return _joined(lexicon.heads.get(kind, frozenset()))


@lru_cache(maxsize=64)
def _joined(words: frozenset[Words]) -> frozenset[str]:
    return frozenset(" ".join(w) for w in words)


def person_name(words: str) -> str:
    """A name without honorific, title and possessive: "Mr Vale's" -> "Vale"."""
    return POSSESSIVE.sub("", TITLE.sub("", " ".join(words.split()))).strip()
