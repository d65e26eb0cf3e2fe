"""Where quotation marks open and close, in double, single, straight and curly style.

British papers quote in single marks, which are apostrophes too; a quotation of several
paragraphs opens in each of them and closes only in the last. Both are settled here, by the
characters around a mark, so that every later stage sees plain spans.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.model import Span

DOUBLE_OPEN, DOUBLE_CLOSE = "“«„", "”»"
STRAIGHT = '"'
SINGLE_OPEN, SINGLE = "‘", "'’"
MARK = re.compile(f"[{DOUBLE_OPEN}{STRAIGHT}{SINGLE_OPEN}{SINGLE}]")
# Two single marks for a double one, as agencies and archives write it: "''No,'' she said"
TWO_MARKS = re.compile(r"''")
OPENS_WITH_TWO = re.compile(r"(?:^|[\s(\[—–-])''(?=[^\s'.,])", re.M)
SECOND = "\N{WORD JOINER}"  # stands for the second of them, so that no offset moves
BEFORE_OPENING = re.compile(r"[\s(\[—–\-:“\"/]")
AFTER_CLOSING = re.compile(rf"[\s.,;:!?)\]—–\-”\"{SECOND}]")
LINE = re.compile(r"[^\s](?:.*[^\s])?")
WRAPPED = 50  # a line of at least so many characters without a full stop goes on in the next
# a plural or "n'" before a mark is more often an apostrophe ("GPs' lists") than an end of speech
POSSESSIVE = re.compile(r"s$")


@dataclass(frozen=True, slots=True)
class Quotation:
    """What stands between quotation marks; `inner` is without them, `outer` with them."""

    inner: Span
    outer: Span
    closed: bool  # False: runs to the paragraph's end and goes on in the next


def paragraphs(text: str) -> Iterator[Span]:
    """Stretches between line breaks, without the white space around them.

    A single break after a long line that no full stop ends, or before a small letter, is only
    a wrapped line, as in text from a page of print.
    """
    start = end = None
    for match in LINE.finditer(text):
        if start is not None and end is not None:
            if not _is_wrapped(text, start, end, match.start()):
                yield Span(start, end)
                start = match.start()
        else:
            start = match.start()
        end = match.end()
    if start is not None and end is not None:
        yield Span(start, end)


def _is_wrapped(text: str, start: int, end: int, following: int) -> bool:
    between = text[end:following]
    if between.count("\n") != 1 or re.search(r"[.?!:;][”\"’')]*$", text[start:end]):
        return False
    line = end - max(start, text.rfind("\n", start, end) + 1)
    return text[following].islower() or line >= WRAPPED


def quotations(text: str, paragraph: Span) -> Iterator[Quotation]:
    """Outermost quotations of one paragraph, in text order, never overlapping.

    A mark that opens and is not closed runs to the end of the paragraph if it is a double
    mark or starts a sentence; a single mark elsewhere is then an apostrophe.
    """
    if TWO_MARKS.search(text, paragraph.start, paragraph.end) and OPENS_WITH_TWO.search(text):
        yield from _with_two_marks(text, paragraph)
        return
    at = paragraph.start
    while (mark := MARK.search(text, at, paragraph.end)) is not None:
        at = mark.start()
        closers = _closers(text, at, paragraph)
        if not closers:
            at += 1
            continue
        end = _closing(text, at, paragraph, closers)
        if end is None:
            if text[at] not in DOUBLE_OPEN + STRAIGHT and not _starts_sentence(text, at, paragraph):
                at += 1
                continue
            if at + 1 < paragraph.end:
                yield Quotation(Span(at + 1, paragraph.end), Span(at, paragraph.end), closed=False)
            return
        if end > at + 1:
            yield Quotation(Span(at + 1, end), Span(at, end + 1), closed=True)
        at = end + 1


def _with_two_marks(text: str, paragraph: Span) -> Iterator[Quotation]:
    """The quotations of a paragraph whose double marks are two single ones."""
    even = TWO_MARKS.sub(STRAIGHT + SECOND, text)
    for found in quotations(even, paragraph):
        start, end, last = found.inner.start, found.inner.end, found.outer.end
        start += even[start : start + 1] == SECOND
        last += found.closed and even[last : last + 1] == SECOND
        if start < end:
            yield Quotation(Span(start, end), Span(found.outer.start, last), found.closed)


def _closers(text: str, at: int, paragraph: Span) -> str:
    """The marks that would close a quotation opened at `at`; empty if none opens there."""
    mark = text[at]
    if mark in DOUBLE_OPEN:
        return DOUBLE_CLOSE + STRAIGHT
    fresh = at == paragraph.start or BEFORE_OPENING.match(text[at - 1])
    followed = at + 1 < paragraph.end and not text[at + 1].isspace()
    if mark == STRAIGHT and followed:
        return STRAIGHT + "”"
    if mark in SINGLE_OPEN + SINGLE and fresh and followed and not text[at + 1].isdigit():
        return SINGLE
    return ""


def _closing(text: str, opening: int, paragraph: Span, closers: str) -> int | None:
    """Offset of the mark that closes the quotation opened at `opening`, or None."""
    fallback = None
    depth = 0
    for at in range(opening + 1, paragraph.end):
        mark = text[at]
        if text[opening] in DOUBLE_OPEN and mark == text[opening]:
            depth += 1  # a second opening before the close: the writer forgot one, or nests
            continue
        if mark not in closers:
            continue
        if closers == SINGLE:
            if text[at - 1].isspace():
                continue
            if at + 1 < paragraph.end and not AFTER_CLOSING.match(text[at + 1]):
                continue
            ends_speech = text[at - 1] in ".,;:!?" or at + 1 == paragraph.end
            if POSSESSIVE.search(text[opening + 1 : at]) and not ends_speech:
                following = text[at + 1] if at + 1 < paragraph.end else ""
                if following == " ":
                    fallback = fallback or at
                    continue
            if fallback and _opens_between(text, fallback, at):
                return fallback
            return at
        if depth and mark in DOUBLE_CLOSE and _closes_again(text, at + 1, paragraph):
            depth -= 1
            continue
        return at
    return fallback


def _starts_sentence(text: str, at: int, paragraph: Span) -> bool:
    before = text[paragraph.start : at].rstrip()
    return not before or (before[-1] in ".?!:," and text[at + 1 : at + 2].isupper())


def _closes_again(text: str, start: int, paragraph: Span) -> bool:
    rest = text[start : paragraph.end]
    close = re.search(f"[{DOUBLE_CLOSE}]", rest)
    return bool(close and not re.search(f"[{DOUBLE_OPEN}]", rest[: close.start()]))


def _opens_between(text: str, start: int, end: int) -> bool:
    """Whether a single quotation opens between two offsets."""
    between = text[start + 1 : end]
    return bool(re.search(r"(?:^|\s)['‘](?=\w)", between))
