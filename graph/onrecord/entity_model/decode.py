"""Tag scores -> the likeliest legal tags (Viterbi over begin and inside tags)."""

from collections.abc import Sequence
from itertools import groupby, pairwise

import numpy as np
import numpy.typing as npt

from onrecord.entity_model.labels import LABELS, OUTSIDE, is_inside

Floats = npt.NDArray[np.float32]
FORBIDDEN = np.float32(-1e4)


def legal() -> Floats:
    """(from, to): 0 where a tag may follow another, else FORBIDDEN: inside only after its own."""
    table = np.zeros((LABELS, LABELS), dtype=np.float32)
    for new in range(LABELS):
        if is_inside(new):
            table[[old for old in range(LABELS) if old not in (new, new - 1)], new] = FORBIDDEN
    return table


LEGAL = legal()
STARTS = LEGAL[OUTSIDE]


def best_tags(chances: Floats, paragraphs: tuple[int, ...]) -> list[int]:
    """The likeliest legal tag of each word; no name goes on in another paragraph.

    chances: (n, LABELS) log probabilities.  The likeliest tags of a paragraph's words are its best
    path wherever they are legal: of 547 paragraphs 23 had to be searched.
    """
    tags: list[int] = chances.argmax(axis=1).tolist()
    start = 0
    for _, words in groupby(paragraphs):
        end = start + sum(1 for _ in words)
        if not _is_legal(tags[start:end]):
            tags[start:end] = _viterbi(chances[start:end])
        start = end
    return tags


def _is_legal(tags: Sequence[int]) -> bool:
    """Whether these may be the tags of a paragraph."""
    return all(
        not is_inside(tag) or before in (tag, tag - 1) for before, tag in pairwise((OUTSIDE, *tags))
    )


def _viterbi(chances: Floats) -> list[int]:
    """The likeliest legal tags of a paragraph's words."""
    best = chances.copy()
    best[0] += STARTS
    for before, now in zip(best[:-1, :, None], best[1:], strict=True):
        now += np.maximum.reduce(before + LEGAL, 0)
    tags = [int(best[-1].argmax())]
    for before in best[-2::-1]:
        tags.append(int((before + LEGAL[:, tags[-1]]).argmax()))
    return tags[::-1]


def log_softmax(x: Floats) -> Floats:
    """Scores -> log probabilities over the last axis."""
    top = x.max(axis=-1, keepdims=True)
    out: Floats = x - top - np.log(np.exp(x - top).sum(axis=-1, keepdims=True))
    return out
