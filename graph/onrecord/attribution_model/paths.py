"""The best legal labelling of the words around each cue (Viterbi), as arrays over all cues of a
text at once.
"""

import numpy as np

from onrecord.attribution_model.scores import (
    B_CONTENT,
    B_SOURCE,
    I_CONTENT,
    I_CUE,
    I_SOURCE,
    LABELS,
    Floats,
    Ints,
)

FORBIDDEN = np.float32(-1e4)
# States: (has a content word been met?, label)
STATES = [(False, label) for label in range(B_CONTENT)] + [(True, label) for label in range(LABELS)]


def _transitions(restart: float, bonus: float) -> Floats:
    """(from, to) scores between STATES: an I label only after its own B or I, no way back to "no
    content yet".

    restart: for each further part of a content.  bonus: for each part of a source.
    """
    table = np.full((len(STATES), len(STATES)), FORBIDDEN, dtype=np.float32)
    for i, (before, old) in enumerate(STATES):
        for j, (after, new) in enumerate(STATES):
            inner = new in (I_SOURCE, I_CUE, I_CONTENT)
            if (inner and old not in (new, new - 1)) or after != (before or new == B_CONTENT):
                continue
            further = before and new == B_CONTENT
            table[i, j] = restart if further else bonus if new == B_SOURCE else 0.0
    return table


def viterbi(emissions: Floats, restart: float = 0.0, bonus: float = 0.0) -> tuple[Ints, Floats]:
    """Best legal labels of each row with at least one content word; emissions (c, w, LABELS) -> (c,
    w).

    Also returns (c,): by how much the best path with a content beats the best without one; below 0
    it does not.
    """
    rows, width, _ = emissions.shape
    transitions = _transitions(restart, bonus)
    labels = [label for _, label in STATES]
    back = np.zeros((rows, width, len(STATES)), dtype=np.int8)
    allowed = [not inside or label == B_CONTENT for inside, label in STATES]
    start = np.where(
        [a and b not in (I_SOURCE, I_CUE) for a, b in zip(allowed, labels, strict=True)],
        0,
        FORBIDDEN,
    )
    score = emissions[:, 0, labels] + start.astype(np.float32)
    for i in range(1, width):
        every = score[:, :, None] + transitions[None]
        best = every.argmax(axis=1)
        back[:, i] = best
        score = np.take_along_axis(every, best[:, None, :], axis=1)[:, 0] + emissions[:, i, labels]
    within = np.array([inside for inside, _ in STATES])
    last = np.where(within, score, 2 * FORBIDDEN).argmax(axis=1)
    margin: Floats = score[:, within].max(axis=1) - score[:, ~within].max(axis=1)
    path = np.zeros((rows, width), dtype=np.int64)
    for i in range(width - 1, -1, -1):
        path[:, i] = np.array(labels)[last]
        last = back[np.arange(rows), i, last].astype(np.int64)
    return path, margin
