"""Trains the attribution model: `python graph/training/train_attribution.py --encoder DIR --out
DIR`.

What it writes, and how it resumes, is told in training_loop.py.
"""

import argparse
import random
import sys
from pathlib import Path

import torch
from torch import Tensor

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from attribution_batches import fair_order, make_batch
from attribution_data import load
from attribution_loss import text_loss, word_heads
from attribution_network import Network
from own_examples import make, read_blocks
from pieces import Pieces
from training_loop import parser, start


class AttributionTask:
    """PolNeAR's articles, one annotator's version a time, and articles made of own sentences."""

    def __init__(self, rank: int, a: argparse.Namespace) -> None:
        self.rank, self.options = rank, a
        self.net = Network(a.dropout)
        self.pieces = Pieces(a.encoder / "tokenizer.json")
        self.texts = list(load(a.data / "train").values())[: a.limit]
        self.blocks = read_blocks(Path(__file__).with_name("own_examples.txt"))
        self.steps = len(self.texts) // (a.processes * a.texts)
        self.order: list[int] = []

    def begin(self, epoch: int) -> None:
        a = self.options
        rng = random.Random(a.seed * 100 + epoch)
        self.order = fair_order(self.texts, a.processes * a.texts, rng)

    def loss(self, step: int, rng: random.Random) -> Tensor:
        """Loss per word of the step's articles."""
        a = self.options
        mine = self.order[(step * a.processes + self.rank) * a.texts :][: a.texts]
        drawn = [rng.choice(self.texts[t]) for t in mine]
        if rng.random() < a.own:
            drawn.append(make(self.blocks, rng))
        batch = make_batch(drawn, self.pieces, a.length, a.overlap, rng, a.mask)
        heads = word_heads(self.net, batch)
        parts = [
            text_loss(self.net, h, e, a.negatives, a.tags)
            for h, e in zip(heads, drawn, strict=True)
        ]
        return torch.stack(parts).sum() / sum(batch.sizes)


def arguments() -> argparse.Namespace:
    p = parser(__doc__)
    p.add_argument(
        "--data",
        type=Path,
        default=Path("../shared/data/polnear"),
        help="folder with train/ (and dev/)",
    )
    p.add_argument("--texts", type=int, default=1, help="articles a step and process")
    p.add_argument("--length", type=int, default=256, help="pieces a window")
    p.add_argument(
        "--overlap", type=int, default=32, help="from half to twice as many pieces are shared"
    )
    p.add_argument("--negatives", type=float, default=0.3)
    p.add_argument("--tags", type=float, default=1.0, help="weight of the flat tags' loss")
    p.add_argument(
        "--own",
        type=float,
        default=0.25,
        help="chance that a step also reads an article made of own sentences",
    )
    p.add_argument(
        "--mask", type=float, default=0.05, help="share of the words hidden from the encoder"
    )
    p.add_argument(
        "--limit", type=int, default=None, help="use only so many articles (for a trial)"
    )
    p.set_defaults(epochs=6)
    return p.parse_args()


if __name__ == "__main__":
    start(arguments(), AttributionTask)
