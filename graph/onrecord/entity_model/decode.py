"""Tag scores -> the likeliest legal tags (Viterbi over begin and inside tags)."""

from itertools import pairwise

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

    chances: (n, LABELS) log probabilities.
    """
    apart = np.minimum(LEGAL, STARTS)
    tables = [LEGAL if here == before else apart for before, here in pairwise(paragraphs)]
    best = chances.copy()
    best[0] += STARTS
    for before, now, table in zip(best[:-1, :, None], best[1:], tables, strict=True):
        now += np.maximum.reduce(before + table, 0)
    tags = [int(best[-1].argmax())]
    for before, table in zip(best[-2::-1], reversed(tables), strict=True):
        tags.append(int((before + table[:, tags[-1]]).argmax()))
    return tags[::-1]


def log_softmax(x: Floats) -> Floats:
    """Scores -> log probabilities over the last axis."""
    top = x.max(axis=-1, keepdims=True)
    out: Floats = x - top - np.log(np.exp(x - top).sum(axis=-1, keepdims=True))
    return out
