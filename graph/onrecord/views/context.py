"""A statement's passages put back into the sentence that they stand in, as far as it is known."""

import re
from collections.abc import Iterable
from itertools import pairwise

from onrecord.views.record import Passage

AROUND = 60  # the most characters that a quote selector keeps on either side
SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*\s+|\s*\n\s*")

Piece = tuple[
    str, str
]  # text and its role: "words", "source", "cue", "gap" or "" for what is around


def context(
    words: Iterable[Passage], source: Iterable[Passage] = (), cue: Iterable[Passage] = ()
) -> list[Piece]:
    """The known text around and between the passages of one document, cut at sentence ends.

    The pieces of role "words" are, in order, the exact words of the passages; overlapping ones
    share them. Where the text between two passages is not known, a piece of role "gap" says so.
    """
    roles = (
        [("words", p) for p in words] + [("cue", p) for p in cue] + [("source", p) for p in source]
    )
    if not roles:
        return []
    passages = [passage for _, passage in roles]
    pieces: list[Piece] = []
    for start, text in _known(passages):
        end = start + len(text)
        within = [p for p in passages if start <= p.start and p.end <= end]
        cut = _opening(text[: min(p.start for p in within) - start])
        stop = len(text) - _closing(text, max(p.end for p in within) - start)
        if pieces or (cut and not SENTENCE_END.search(text[:cut])):
            pieces.append((" … " if pieces else "… ", "gap"))
        pieces.extend(_pieces(text[cut:stop], start + cut, roles))
    if stop < len(text) and not SENTENCE_END.search(text[:stop] + " ", stop - 3):
        pieces.append((" …", "gap"))
    return pieces


def _known(passages: Iterable[Passage]) -> list[tuple[int, str]]:
    """The stretches of the document that the passages' selectors know, merged where they meet."""
    stretches: list[tuple[int, str]] = []
    windows = ((p.start - len(p.prefix), p.prefix + p.exact + p.suffix) for p in passages)
    for start, text in sorted(windows):
        if stretches and start <= stretches[-1][0] + len(stretches[-1][1]):
            begin, before = stretches[-1]
            stretches[-1] = (begin, before + text[begin + len(before) - start :])
        else:
            stretches.append((start, text))
    return stretches


def _opening(before: str) -> int:
    """How much to leave out at the start: earlier sentences, else a word that is cut in two."""
    ends = [match.end() for match in SENTENCE_END.finditer(before)]
    if ends:
        return ends[-1]
    return before.find(" ") + 1 if len(before) >= AROUND else 0


def _closing(text: str, end: int) -> int:
    """How much to leave out at the end: later sentences, else a word that is cut in two."""
    after = text[end:]
    found = SENTENCE_END.search(text, max(0, end - 1))
    if found:
        return len(text) - max(end, end - 1 + len(text[end - 1 : found.end()].rstrip()))
    return len(after) - after.rfind(" ") if len(after) >= AROUND and " " in after else 0


def _pieces(text: str, start: int, roles: list[tuple[str, Passage]]) -> list[Piece]:
    """A stretch cut where roles change; where passages overlap, the first role listed holds."""
    end = start + len(text)
    edges = {start, end}
    for _, passage in roles:
        edges |= {min(max(edge, start), end) for edge in (passage.start, passage.end)}
    cuts = sorted(edges)
    pieces: list[Piece] = []
    for a, b in pairwise(cuts):
        role = next((role for role, p in roles if p.start <= a and b <= p.end), "")
        if pieces and pieces[-1][1] == role:
            pieces[-1] = (pieces[-1][0] + text[a - start : b - start], role)
        else:
            pieces.append((text[a - start : b - start], role))
    return pieces
