"""Tag scores -> the likeliest legal tags (Viterbi over begin and inside tags)."""

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
    score = chances[0] + STARTS
    back = np.zeros(chances.shape, dtype=np.int64)
    for i in range(1, len(chances)):
        table = LEGAL if paragraphs[i] == paragraphs[i - 1] else np.minimum(LEGAL, STARTS)
        every = score[:, None] + table
        back[i] = every.argmax(axis=0)
        score = every[back[i], np.arange(LABELS)] + chances[i]
    tags = [int(score.argmax())]
    for i in range(len(chances) - 1, 0, -1):
        tags.append(int(back[i, tags[-1]]))
    return tags[::-1]


def log_softmax(x: Floats) -> Floats:
    """Scores -> log probabilities over the last axis."""
    top = x.max(axis=-1, keepdims=True)
    out: Floats = x - top - np.log(np.exp(x - top).sum(axis=-1, keepdims=True))
    return out
