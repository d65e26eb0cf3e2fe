"""The best legal labelling of the words around each cue (Viterbi), as arrays over all cues of a
text at once.
"""

from itertools import pairwise

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
    labels = np.array([label for _, label in STATES])
    within = np.array([inside for inside, _ in STATES])
    starts = (~within | (labels == B_CONTENT)) & (labels != I_SOURCE) & (labels != I_CUE)
    # (word, state, row): rows last, as the best of the states before is then taken of all at once
    best = np.ascontiguousarray(emissions.transpose(1, 2, 0)[:, labels])
    best[0] += np.where(starts, 0, FORBIDDEN).astype(np.float32)[:, None]
    # Each state as often as it may be gone on from: copies and a plain sum take half of the time
    # that numpy takes to add states to transitions of another shape.
    origins = np.repeat(np.arange(len(STATES)), len(STATES))
    steps = np.repeat(transitions.reshape(-1, 1), rows, axis=1)
    every, top = np.empty_like(steps), np.empty_like(best[0])
    onwards = every.reshape(len(STATES), *top.shape)  # from, to, row
    for before, now in pairwise(best):
        before.take(origins, 0, every, "clip")
        np.add(every, steps, every)
        np.maximum.reduce(onwards, 0, None, top)
        now += top
    margin: Floats = best[-1][within].max(axis=0) - best[-1][~within].max(axis=0)
    last = np.where(within[:, None], best[-1], 2 * FORBIDDEN).argmax(axis=0)
    states = np.empty((width, rows), dtype=np.int64)
    states[-1] = last
    into, back = np.ascontiguousarray(transitions.T), np.ascontiguousarray(best.transpose(0, 2, 1))
    onward = np.empty_like(back[0])
    for before, after, now in zip(back[-2::-1], states[:0:-1], states[-2::-1], strict=True):
        into.take(after, 0, onward, "clip")
        np.add(before, onward, onward)
        onward.argmax(1, now)
    return labels[states.T], margin
