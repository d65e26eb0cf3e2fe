"""Which texts a training step reads, and their windows as tensors."""

import random
from dataclasses import dataclass

import torch
from attribution_data import Example
from pieces import Pieces
from torch import Tensor

from onrecord.encoder.windows import cut_windows


@dataclass(frozen=True, slots=True)
class Batch:
    """Several texts for one step.  at: (n,) places of the words in the flattened (B*T); sizes:
    words per text.
    """

    ids: Tensor
    features: Tensor
    mask: Tensor
    at: Tensor
    sizes: list[int]
    examples: list[Example]


def make_batch(
    examples: list[Example],
    pieces: Pieces,
    length: int,
    overlap: int,
    rng: random.Random,
    mask: float,
) -> Batch:
    """Windows of several texts, padded to the longest; the overlap, and so the edges, vary; a share
    `mask` of the words is hidden.
    """
    windows, owner = [], []
    for i, e in enumerate(examples):
        wide = rng.randint(overlap // 2, 2 * overlap)
        shown = [pieces.hidden if rng.random() < mask else p for p in pieces.of(e.words)]
        cut = cut_windows(shown, e.words.features, pieces.frame, length, wide)
        windows += cut
        owner += [i] * len(cut)
    width = -(-max(len(w.ids) for w in windows) // 16) * 16
    ids = torch.zeros(len(windows), width, dtype=torch.long)
    features = torch.zeros_like(ids)
    at = []
    for i, w in enumerate(windows):
        ids[i, : len(w.ids)] = torch.tensor(w.ids)
        features[i, : len(w.ids)] = torch.tensor(w.features)
        at.append(
            torch.tensor(
                w.places[w.words[0] - w.span[0] : w.words[1] - w.span[0]], dtype=torch.long
            )
            + i * width
        )
    blank = torch.where(ids != 0, 0.0, -1e4)[:, None, None, :]
    return Batch(ids, features, blank, torch.cat(at), [len(e.words) for e in examples], examples)


def fair_order(texts: list[list[Example]], together: int, rng: random.Random) -> list[int]:
    """A shuffled order in which the texts of one step are of like length, so that no process waits
    long for another.
    """
    order = list(range(len(texts)))
    rng.shuffle(order)
    size = 20 * together
    steps: list[list[int]] = []
    for at in range(0, len(order), size):
        near = sorted(order[at : at + size], key=lambda i: len(texts[i][0].words))
        steps += [near[i : i + together] for i in range(0, len(near), together)]
    full = [s for s in steps if len(s) == together]
    rng.shuffle(full)
    for step in full:
        rng.shuffle(step)
    return [i for step in full for i in step]
