"""Which characters of an article belong to which statement, for a page to mark them.

Offsets are code points into the article's text, end exclusive, as everywhere.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True, order=True)
class Part:
    """A passage of a mark. Of its roles, only "words" are what it stands for."""

    start: int
    end: int
    key: str  # of the mark, unique in the article
    role: str  # words, source, cue


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that lies in the same parts from end to end."""

    text: str
    words: tuple[str, ...]  # keys of the marks whose words these are, the shortest mark first
    around: tuple[str, ...]  # keys of the marks whose source or cue these are
    begins: tuple[str, ...]  # keys of the marks whose words begin here


def pieces(text: str, parts: Iterable[Part]) -> Iterator[Piece]:
    """The whole text in order, cut wherever a part begins or ends.

    Parts beyond the text are left out, as nothing stands there.
    """
    known = sorted(part for part in parts if 0 <= part.start < part.end <= len(text))
    opens, closes = defaultdict(list), defaultdict(list)
    length: dict[str, int] = defaultdict(int)
    first: dict[str, int] = {}
    for part in known:
        opens[part.start].append(part)
        closes[part.end].append(part)
        if part.role == "words":
            length[part.key] += part.end - part.start
            first.setdefault(part.key, part.start)
    begins = defaultdict(list)
    for key, start in first.items():
        begins[start].append(key)
    active: set[Part] = set()
    for start, end in pairwise(sorted({0, len(text), *opens, *closes})):
        active.difference_update(closes[start])
        active.update(opens[start])
        words = {part.key for part in active if part.role == "words"}
        around = {part.key for part in active} - words
        yield Piece(
            text[start:end],
            tuple(sorted(words, key=lambda key: (length[key], key))),
            tuple(sorted(around)),
            tuple(sorted(begins[start])),
        )
