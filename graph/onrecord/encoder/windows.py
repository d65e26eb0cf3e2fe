"""Words -> the overlapping windows the encoder reads, and where each word is read.

A word is read in the window in which it stands farthest from an edge: without the overlap the model
lost 4 points of attribution F1 in a first try.  Windows are of nearly equal length, so that no
window is a stub.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Window:
    """One stretch of a text for the encoder.

    ids: piece numbers with [CLS] and [SEP] around.  features: one number a piece.
    span: all words in it, as (first word, end word).  words: those read here, likewise.
     places: of each word of `span` its first
    piece's place in `ids`.
    """

    ids: tuple[int, ...]
    features: tuple[int, ...]
    span: tuple[int, int]
    words: tuple[int, int]
    places: tuple[int, ...]


def cut_windows(
    pieces: Sequence[Sequence[int]],
    features: Sequence[int],
    frame: tuple[int, int],
    length: int,
    overlap: int,
) -> list[Window]:
    """Windows of at most `length` pieces (frame included) that share about `overlap` pieces with
    their neighbours.

    pieces: the piece numbers of each word (at least one each; a word of more than a quarter window
    is cut short).
    frame: the numbers of [CLS] and [SEP].
    Raises ValueError where `overlap` leaves no room.
    """
    room = length - 2
    if not 0 <= overlap < room // 2:
        raise ValueError(
            f"overlap {overlap} must be at least 0 and below half of the window's {room} pieces"
        )
    limit = max(1, room // 4)
    kept = [word[:limit] for word in pieces]
    begin = list(itertools.accumulate(map(len, kept), initial=0))
    total = begin[-1]
    bounds = [(a, b) for a, b in _spans(begin, total, room, overlap) if b > a]
    cuts = [0] + [_middle(begin, left[1], right[0]) for left, right in itertools.pairwise(bounds)]
    cuts.append(len(pieces))
    numbers = [number for word in kept for number in word]
    told = [feature for word, feature in zip(kept, features, strict=True) for _ in word]
    out = []
    for (first, end), low, high in zip(bounds, cuts, cuts[1:], strict=False):
        inside = slice(begin[first], begin[end])
        ids, feats = (frame[0], *numbers[inside], frame[1]), (0, *told[inside], 0)
        places = tuple(1 + place - begin[first] for place in begin[first:end])
        out.append(Window(ids, feats, (first, end), (low, high), places))
    return out


def _spans(begin: list[int], total: int, room: int, overlap: int) -> list[tuple[int, int]]:
    """Word ranges (first, end) of windows that cover all words, each of at most `room` pieces."""
    n = len(begin) - 1
    if total <= room:
        return [(0, n)]
    count = -(-(total - overlap) // (room - overlap))
    size = min(room, -(-(total + (count - 1) * overlap) // count) + 2)
    out, first = [], 0
    while True:
        end = first
        while end < n and begin[end + 1] - begin[first] <= size:
            end += 1
        out.append((first, end))
        if end == n:
            return out
        back = end
        while back > first + 1 and begin[end] - begin[back] < overlap:
            back -= 1
        first = back


def _middle(begin: list[int], left_end: int, right_first: int) -> int:
    """The word at the middle of two windows' overlap, counted in pieces."""
    target = (begin[left_end] + begin[right_first]) / 2
    return min(range(right_first, left_end + 1), key=lambda w: (abs(begin[w] - target), w))
