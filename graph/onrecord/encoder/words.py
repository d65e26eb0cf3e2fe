"""Text -> words, with what the trained models are told about each of them.

In: an article's text (str).  Out: a `Words` value: code-point offsets, paragraph numbers, the token
the encoder is to see, and a small feature number per word.  Nothing here needs spaCy: a word is a
run of word characters or one other visible character, which is also the unit PolNeAR (Newell,
Margolin & Ruths, LREC 2018) is scored in.

Quotation marks are found first, because the encoder is uncased and American: British single marks
are told from apostrophes, and every outermost mark, straight or curly, single or double, is shown
to the encoder as the same pair of curly double marks.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

WORD = re.compile(r"\w+|[^\w\s]")
PARAGRAPH = re.compile(r"[^\n\r\u2028\u2029]+")
DOUBLE = '"“”„‟«»'
SINGLE = "'‘’‚‛"
MARK = re.compile(f"[{DOUBLE}{SINGLE}]")
OPEN_MARK, CLOSE_MARK, APOSTROPHE = "“", "”", "'"
MARKS: Mapping[bool | None, str] = {True: OPEN_MARK, False: CLOSE_MARK}
SHOWN = dict.fromkeys(SINGLE, APOSTROPHE)
ENDED = tuple(".!?…\"”’')]:;,")
CASES, QUOTES, STARTS, TITLES = 5, 2, 2, 2
OF_CASE, OF_QUOTE = QUOTES * STARTS * TITLES, STARTS * TITLES  # what each counts in a feature
FEATURES = CASES * OF_CASE


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one text; the tuples run in parallel, one entry a word.

    starts, ends: code-point offsets into the text, end exclusive.  tokens: what the encoder reads.
    paragraphs: numbered from 0.  features: 0 <= value < FEATURES.  quoted: inside quotation marks
    or a mark itself.  marks: an outermost mark.
    """

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    tokens: tuple[str, ...]
    paragraphs: tuple[int, ...]
    features: tuple[int, ...]
    quoted: tuple[bool, ...]
    marks: tuple[bool, ...]

    def __len__(self) -> int:
        return len(self.starts)


@lru_cache(maxsize=32)
def split_words(text: str) -> Words:
    """All words of `text`; an empty `Words` for a text without a visible character.

    Those of the last texts are kept: every model reads an article, every question a sentence.
    """
    starts: list[int] = []
    ends: list[int] = []
    tokens: list[str] = []
    paragraphs: list[int] = []
    features: list[int] = []
    quoted: list[bool] = []
    marks: list[bool] = []
    number = 0
    for block in PARAGRAPH.finditer(text):
        found = list(WORD.finditer(text, *block.span()))
        if not found:
            continue
        at, words = [match.start() for match in found], [match[0] for match in found]
        roles = quotation_marks(text, *block.span())
        inside = list(_inside(at, roles))
        title = not block[0].rstrip().endswith(ENDED)
        cases = zip(map(_case, words), inside, strict=True)
        told = [case * OF_CASE + is_in * OF_QUOTE + title for case, is_in in cases]
        told[0] += TITLES  # the first word
        starts += at
        ends += [match.end() for match in found]
        tokens += [MARKS.get(roles.get(i), SHOWN.get(w, w)) for i, w in zip(at, words, strict=True)]
        paragraphs += [number] * len(found)
        features += told
        quoted += inside
        marks += [i in roles for i in at]
        number += 1
    return Words(*map(tuple, (starts, ends, tokens, paragraphs, features, quoted, marks)))  # type: ignore[arg-type]


def _inside(starts: Iterable[int], roles: Mapping[int, bool]) -> Iterator[bool]:
    """Whether each word of a paragraph stands inside quotation marks, or is one."""
    inside = False
    for start in starts:
        role = roles.get(start)
        inside = inside if role is None else role
        yield inside or role is not None


@lru_cache(maxsize=20_000)
def _case(word: str) -> int:
    """0 small letters, 1 Initial, 2 CAPITALS (two or more), 3 a digit first, 4 anything else."""
    first = word[0]
    if first.isdigit():
        return 3
    if not first.isalpha():
        return 4
    if first.islower() or not first.isupper():
        return 0
    return 2 if len(word) > 1 and word.isupper() else 1


def quotation_marks(text: str, start: int, end: int) -> dict[int, bool]:
    """The outermost quotation marks of one paragraph: offset -> True for an opening one, False for
    a closing one.

    A quotation left open runs to the end of the paragraph (the house style for one that goes on in
    the next), where the mark opens the paragraph or is a double one; a single mark elsewhere
    without a partner is an apostrophe.
    """
    out: dict[int, bool] = {}
    at = start
    while (mark := MARK.search(text, at, end)) is not None:
        at = mark.start()
        char = text[at]
        if char in DOUBLE and char != "”" and char != "»":
            out[at] = True
            close = _double_close(text, at + 1, end)
        elif char in "'‘‛" and _opens(text, at, start, end):
            close = _single_close(text, at + 1, end)
            if close is None and at != start:
                at += 1
                continue
            out[at] = True
        else:
            at += 1
            continue
        if close is None:
            break
        out[close] = False
        at = close + 1
    return out


def _double_close(text: str, at: int, end: int) -> int | None:
    """Next double mark that closes; None where the paragraph ends first."""
    for i in range(at, end):
        if text[i] in '"”»‟':
            return i
    return None


def _opens(text: str, at: int, start: int, end: int) -> bool:
    """Does a single mark at `at` stand where a quotation may begin?"""
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < end else " "
    return (
        not before.isalnum()
        and before not in ".,!?;"
        and not after.isspace()
        and after not in ".,;:!?)"
    )


def _single_close(text: str, at: int, end: int) -> int | None:
    """The single mark that closes a quotation: the first that cannot be a possessive, else the last
    that could be one.
    """
    weak: int | None = None
    for i in range(at, end):
        if text[i] not in "'’":
            if text[i] == "‘" or (text[i] in "'‛" and _opens(text, i, at, end)):
                break
            continue
        after = text[i + 1] if i + 1 < end else " "
        if after.isalnum():
            continue
        if text[i - 1] == " ":
            break
        if text[i - 1] in "sS" and after == " ":
            weak = i
        else:
            return i
    return weak


def spans(words: Words, numbers: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """Ascending word numbers -> character spans, one for each unbroken run of words within a
    paragraph.
    """
    out: list[tuple[int, int]] = []
    last = -2
    for n in numbers:
        if n == last + 1 and words.paragraphs[n] == words.paragraphs[last]:
            out[-1] = (out[-1][0], words.ends[n])
        else:
            out.append((words.starts[n], words.ends[n]))
        last = n
    return tuple(out)
