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
    """Logits (LABELS, c, 2*REACH+1) of the words around each cue, OUT at 0, and their word numbers
    (c, 2*REACH+1), -1 outside the text.

    Labels come first, as all that is added holds for a label's many words, not for a word's few.
    """
    n = len(paragraphs)
    offsets = np.arange(-REACH, REACH + 1)
    around = cues[:, None] + offsets
    words = np.where((around >= 0) & (around < n), around, -1)
    logits = np.zeros((LABELS, *around.shape), dtype=np.float32)
    claims = logits[1:]
    keys = scores.key[cues] / np.float32(np.sqrt(scores.key.shape[2]))
    owner = np.repeat(np.arange(len(scores.views)), [v.words[1] - v.words[0] for v in scores.views])
    whole = (0, scores.query, np.ascontiguousarray(scores.own.T))
    views = [(v.span[0], v.query, np.ascontiguousarray(v.own.T)) for v in scores.views]
    for c, cue in enumerate(cues.tolist()):
        low, high = max(0, cue - REACH), min(n, cue + REACH + 1)
        parts = [(low, high, *whole)]
        if scores.views:  # cue and word as one window read them, where one holds both
            view = scores.views[owner[cue]]
            first, end = max(low, view.span[0]), min(high, view.span[1])
            within = (first, end, *views[owner[cue]])
            parts = [(low, first, *whole), within, (end, high, *whole)]
        for start, end, begin, query, own in parts:
            if start < end:
                here, at = slice(start - begin, end - begin), start - cue + REACH
                bilinear = np.einsum("nld,ld->ln", query[here], keys[c])
                np.add(bilinear, own[:, here], claims[:, c, at : at + end - start])
    claims += scores.of_cue[cues].T[:, :, None]
    claims += tables.distance[distance_bucket(offsets)].T[:, None]
    steps = paragraph_bucket(paragraphs[np.maximum(words, 0)] - paragraphs[cues][:, None])
    claims += tables.paragraph.T.take(steps, 1)
    return logits, words


def log_softmax(x: Floats) -> Floats:
    """Log probabilities over the first axis."""
    out: Floats = x - x.max(axis=0)
    out -= np.log(np.exp(out).sum(axis=0))
    return out


def sigmoid(x: Floats) -> Floats:
    """Logits to probabilities."""
    out: Floats = (1 / (1 + np.exp(-x))).astype(np.float32)
    return out
