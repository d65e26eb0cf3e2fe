"""Page furniture: what stands in a saved article but is not part of it. Marked, never cut.

The wording is data (`ontology/furniture.txt`). The rules are careful: a pattern has to match a
whole line or paragraph that stands alone, so that no sentence of the story is lost for it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from onrecord.errors import VocabularyError
from onrecord.model import Span
from onrecord.read.dates import dateline
from onrecord.read.lines import Line, lines

_LONGEST = 600  # code points: no furniture is longer, and it bounds the work per line
_TOP = 6  # paragraphs among which a lead may be printed twice; lines that may hold the date
_REPEATED = 4  # words that a repeated lead has at least
_BULLETS = "•*>#|-–— "
_SENTENCE = re.compile(r".*\.[\"'”’)]*|[\"'“‘].*[\"'”’]", re.DOTALL)
_BELOW = 20  # lines that an opener takes at most
_PARAGRAPH = 12  # lines of one paragraph of furniture
_HEADLINE = 140  # code points: a longer line is prose even without a full stop


def compile_furniture(rows: Iterable[str]) -> tuple[re.Pattern[str], ...]:
    """The rows of `ontology/furniture.txt` as patterns; `#` begins a comment row.

    A pattern is matched against whole lines, without regard to case. One with a group named
    `opens` also takes the short lines below it.

    Raises VocabularyError for a row that is no regular expression.
    """
    patterns = []
    for number, row in enumerate(rows, start=1):
        if not row.strip() or row.lstrip().startswith("#"):
            continue
        try:
            patterns.append(re.compile(row.strip(), re.IGNORECASE))
        except re.error as error:
            raise VocabularyError(
                f"furniture patterns, line {number}: not a regular expression ({error}). "
                "Mend it, or begin the line with #."
            ) from error
    return tuple(patterns)


def furniture(text: str, patterns: Sequence[re.Pattern[str]] = ()) -> tuple[Span, ...]:
    """The places of furniture in a text, one a line, in order and without overlap."""
    found = list(lines(text))
    marked = {*_datelines(found), *_repeated_lead(found)}
    marked.update(_matched(found, patterns, marked))
    prose = [i for i, line in enumerate(found) if i not in marked and _prose(line.words)]
    openers = [pattern for pattern in patterns if "opens" in pattern.groupindex]
    for index in sorted(marked):
        # Above the first prose the next short line may be the headline.
        if prose and index > prose[0] and _fits(openers, found[index].words):
            marked.update(_below(found, index, tail=index > prose[-1]))
    return tuple(found[index].span for index in sorted(marked))


def _matched(
    found: list[Line], patterns: Sequence[re.Pattern[str]], marked: set[int]
) -> Iterator[int]:
    """Lines that a pattern matches: whole paragraphs, or lines that are not wrapped prose."""
    if not patterns:
        return
    hits = {i for i, line in enumerate(found) if _fits(patterns, line.words)}
    for _, group in groupby(range(len(found)), key=lambda index: found[index].paragraph):
        members = list(group)
        if 1 < len(members) <= _PARAGRAPH:
            whole = " ".join(found[index].words for index in members)
            if _fits(patterns, whole):
                yield from members
                continue
        before = True  # whether the line above ends where a new line could begin
        for index in members:
            after = found[index + 1].words if index < members[-1] else ""
            if index in hits and before and not after[:1].islower():
                yield index
                continue
            before = index in marked or found[index].words.endswith(tuple(".!?:\"'”’)"))


def _below(found: list[Line], index: int, *, tail: bool) -> Iterator[int]:
    """Short lines below an opener ("Related articles"), such as links.

    In the tail of a text, below its last prose, all of them; else only those of the opener's own
    paragraph: a box or a heading of the story may come next.
    """
    for i in range(index + 1, min(index + 1 + _BELOW, len(found))):
        same = found[i].paragraph == found[index].paragraph
        if not tail and (not same or _prose(found[i].words)):
            return
        yield i


def _datelines(found: list[Line]) -> Iterator[int]:
    return (i for i, line in enumerate(found[:_TOP]) if dateline(line.words))


def _repeated_lead(found: list[Line]) -> Iterator[int]:
    """The lines of a paragraph near the top that only says again what one above it said."""
    seen = set()
    paragraphs = groupby(range(len(found)), key=lambda index: found[index].paragraph)
    for _, (_, group) in zip(range(_TOP), paragraphs, strict=False):
        members = list(group)
        words = " ".join(found[index].words for index in members)
        if words in seen and words.count(" ") >= _REPEATED - 1:
            yield from members
        seen.add(words)


def _fits(patterns: Iterable[re.Pattern[str]], words: str) -> bool:
    bare = words.strip(_BULLETS).replace("’", "'")
    return 0 < len(bare) <= _LONGEST and any(pattern.fullmatch(bare) for pattern in patterns)


def _prose(words: str) -> bool:
    return len(words) > _HEADLINE or bool(_SENTENCE.fullmatch(words))
