"""Trains the entity model: `python graph/training/train_entities.py --encoder DIR --out DIR`.

What it writes, and how it resumes, is told in training_loop.py.
"""

import argparse
import random
import sys
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional as F

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from entity_batches import Corpora, make_batch, name_pool
from entity_data import CONLL, POLITICS, read_tagged
from entity_network import Network
from own_entities import read_own
from pieces import Pieces
from training_loop import parser, start


class EntityTask:
    """CoNLL-2003 and CrossNER politics train, and own sentences with invented names."""

    def __init__(self, rank: int, a: argparse.Namespace) -> None:
        self.options, self.steps = a, a.steps
        self.net = Network(a.dropout)
        self.pieces = Pieces(a.encoder / "tokenizer.json")
        conll = read_tagged(a.data / "conll2003-train.txt", CONLL)
        politics = read_tagged(a.data / "politics-train.txt", POLITICS)
        own = read_own(Path(__file__).with_name("own_entities.txt"))
        pool = name_pool([*conll, *politics])
        self.corpora = Corpora(conll, politics, own, pool, (a.conll, a.politics, a.own))

    def begin(self, epoch: int) -> None:
        """Nothing to do: rows are drawn, not counted."""

    def loss(self, step: int, rng: random.Random) -> Tensor:
        """Mean over the words of -log P(a tag that the word may have)."""
        batch = make_batch(self.corpora, self.pieces, self.options.room, self.options.hide, rng)
        with torch.autocast("cpu", torch.bfloat16):
            x = self.net.encode(batch.ids, batch.features, batch.mask)
            x = x.reshape(-1, x.shape[-1])[batch.at]
            x = F.dropout(x, self.net.dropout, self.net.training)
            scores = self.net.heads(x)
        chances = scores.float().log_softmax(-1)
        return -chances.masked_fill(~batch.allowed, -1e4).logsumexp(-1).mean()


def arguments() -> argparse.Namespace:
    p = parser(__doc__)
    p.add_argument("--data", type=Path, default=Path("../shared/data/crossner"))
    p.add_argument("--steps", type=int, default=150, help="updates an epoch")
    p.add_argument("--room", type=int, default=1100, help="pieces a step and process")
    p.add_argument("--conll", type=float, default=0.5, help="share of the rows")
    p.add_argument("--politics", type=float, default=0.25, help="share of the rows")
    p.add_argument("--own", type=float, default=0.25, help="share of the rows")
    p.add_argument("--hide", type=float, default=0.04, help="share of the words hidden")
    return p.parse_args()


if __name__ == "__main__":
    start(arguments(), EntityTask)
