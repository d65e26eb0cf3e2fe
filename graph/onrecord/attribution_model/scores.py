"""What the network says of words and cues, and the score of each word for each cue.

A cue's first word stands for its attribution, as the predicate does in semantic role labelling
(per-predicate BIO tags: He et al., ACL 2017; bilinear scores of a word against the predicate: Dozat
& Manning, ICLR 2017).  PolNeAR allows this: all but one of its 19,834 training attributions have a
cue and no two share its first word.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
REACH = 160  # words either side of a cue: 99.9 % of PolNeAR's contents lie within
OUT, B_SOURCE, I_SOURCE, B_CUE, I_CUE, B_CONTENT, I_CONTENT = range(7)
LABELS = 7
DISTANCES = 25
PARAGRAPH_STEPS = 5


@dataclass(frozen=True, slots=True)
class Scores:
    """What the network says of a text of n words, as logits.

    cue: (n,) first word of a cue of its own.  nested: (n,) first word of a cue, be it inside
    another's content.
    own: (n, 6) a word's own leaning to each label but OUT, whatever the cue.  of_cue: (n, 6) a
    cue's leaning.
    query, key: (n, 6, d) word and cue sides of the bilinear score.
    tags: (n, 7) the label of each word, be its cue what it may.
    """

    cue: Floats
    nested: Floats
    own: Floats
    of_cue: Floats
    query: Floats
    key: Floats
    tags: Floats
    views: tuple["View", ...] = ()


@dataclass(frozen=True, slots=True)
class View:
    """One window's own reading of all its words, its neighbours' included.

    words: those read here, as (first, end); their cues bind by this view.  span: all of them.
    own, query: as in Scores, for the words of `span`.
    """

    words: tuple[int, int]
    span: tuple[int, int]
    own: Floats
    query: Floats


@dataclass(frozen=True, slots=True)
class Tables:
    """Learned biases by place.  distance: (DISTANCES, 6).  paragraph: (PARAGRAPH_STEPS, 6)."""

    distance: Floats
    paragraph: Floats


def distance_bucket(offset: Ints) -> Ints:
    """Signed word distance -> 0..DISTANCES-1: exact up to 4, then by doubling in two steps."""
    size = np.abs(offset)
    far = np.floor(2 * np.log2(np.maximum(size, 1) / 4)).astype(np.int64) + 5
    step = np.minimum(np.where(size <= 4, size, far), DISTANCES // 2)
    return DISTANCES // 2 + np.sign(offset) * step


def paragraph_bucket(steps: Ints) -> Ints:
    """Signed paragraph distance -> 0..PARAGRAPH_STEPS-1."""
    half = PARAGRAPH_STEPS // 2
    return np.clip(steps, -half, half) + half


def pair_logits(
    scores: Scores, tables: Tables, paragraphs: Ints, cues: Ints
) -> tuple[Floats, Ints]:
    """Logits (c, 2*REACH+1, LABELS) of the words around each cue, OUT at 0, and their word numbers
    (-1 outside the text).
    """
    n = len(paragraphs)
    around = cues[:, None] + np.arange(-REACH, REACH + 1)[None, :]
    inside = (around >= 0) & (around < n)
    words = np.where(inside, around, 0)
    width = scores.query.shape[2]
    claims = np.zeros((len(cues), 2 * REACH + 1, LABELS - 1), dtype=np.float32)
    owner = np.repeat(np.arange(len(scores.views)), [v.words[1] - v.words[0] for v in scores.views])
    for c, cue in enumerate(cues):
        low, high = max(0, int(cue) - REACH), min(n, int(cue) + REACH + 1)
        parts = [(low, high, scores.query[low:high], scores.own[low:high])]
        if scores.views:  # cue and word as one window read them, where one holds both
            view = scores.views[int(owner[cue])]
            first, (a, b) = view.span[0], (max(low, view.span[0]), min(high, view.span[1]))
            parts = [
                (low, a, scores.query[low:a], scores.own[low:a]),
                (a, b, view.query[a - first : b - first], view.own[a - first : b - first]),
                (b, high, scores.query[b:high], scores.own[b:high]),
            ]
        at = int(cue) - REACH
        for start, end, query, own in parts:
            if start == end:
                continue
            bilinear = np.einsum("nld,ld->nl", query, scores.key[cue]) / np.float32(np.sqrt(width))
            np.add(bilinear, own, claims[c, start - at : end - at])
    claims += scores.of_cue[cues][:, None, :]
    claims += tables.distance[distance_bucket(np.arange(-REACH, REACH + 1))]
    claims += tables.paragraph[paragraph_bucket(paragraphs[words] - paragraphs[cues][:, None])]
    logits = np.zeros((*claims.shape[:2], LABELS), dtype=np.float32)
    logits[:, :, 1:] = claims
    return logits, np.where(inside, around, -1)


def log_softmax(x: Floats) -> Floats:
    """Log probabilities over the last axis, which is short: one label after another is taken of
    all words at once, in a third of the time that numpy takes along so short an axis.
    """
    labels = range(1, x.shape[-1])
    total = x[..., 0].copy()
    for label in labels:
        np.maximum(total, x[..., label], out=total)
    out: Floats = x - total[..., None]
    powers = np.exp(out)
    total = powers[..., 0].copy()
    for label in labels:
        total += powers[..., label]
    out -= np.log(total)[..., None]
    return out


def sigmoid(x: Floats) -> Floats:
    """Logits to probabilities."""
    out: Floats = (1 / (1 + np.exp(-x))).astype(np.float32)
    return out
