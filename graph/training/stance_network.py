"""The network: the MiniLM encoder of the attribution model, with one linear head for each source.

A head reads the first piece and the mean over the target's pieces; both are linear, so the file
gives scores by piece and the run time takes the mean.  Shapes: B pairs, T pieces.
"""

from dataclasses import dataclass

import torch
from encoder_network import HIDDEN, Encoder
from stance_data import HEADS, SIDES, Pair
from torch import Tensor, nn
from torch.nn import functional as F


class Network(Encoder):
    """Pieces and roles -> scores by piece (B, T, outputs); `sides` reads them.

    The encoder's table of features holds the roles.
    """

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__(dropout)
        self.head_sizes = {
            f"{head} {part}": len(SIDES) for part in ("all", "target") for head in HEADS
        }
        self.heads = nn.Linear(HIDDEN, sum(self.head_sizes.values()))
        nn.init.normal_(self.features.weight, std=0.02)
        nn.init.normal_(self.heads.weight, std=0.02)
        nn.init.zeros_(self.heads.bias)


@dataclass(frozen=True, slots=True)
class Batch:
    """Pairs of one step, padded to the longest.  focus: (B, T) weights that sum to 1."""

    ids: Tensor
    roles: Tensor
    mask: Tensor
    focus: Tensor
    side: Tensor
    head: Tensor


def make_batch(pairs: list[Pair], hidden: tuple[int, float], seed: int) -> Batch:
    """`hidden`: the mask piece, and the share of ordinary pieces it replaces."""
    width = -(-max(len(p.input.ids) for p in pairs) // 8) * 8
    ids = torch.zeros(len(pairs), width, dtype=torch.long)
    roles = torch.zeros_like(ids)
    focus = torch.zeros(len(pairs), width)
    for i, pair in enumerate(pairs):
        ids[i, : len(pair.input.ids)] = torch.tensor(pair.input.ids)
        roles[i, : len(pair.input.ids)] = torch.tensor(pair.input.roles)
        focus[i, list(pair.input.focus)] = 1 / len(pair.input.focus)
    blank = torch.where(ids != 0, 0.0, -1e4)[:, None, None, :]
    piece, share = hidden
    if share:
        drawn = torch.rand(ids.shape, generator=torch.Generator().manual_seed(seed)) < share
        drawn[:, 0] = False
        ids[drawn & (ids != 0)] = piece
    return Batch(
        ids,
        roles,
        blank,
        focus,
        torch.tensor([p.side for p in pairs]),
        torch.tensor([p.head for p in pairs]),
    )


def sides(net: Network, batch: Batch) -> Tensor:
    """Logits (B, SIDES) of the head that each pair asks."""
    with torch.autocast("cpu", torch.bfloat16):
        x = net.encode(batch.ids, batch.roles, batch.mask)
    x = F.dropout(x.float(), net.dropout, net.training)
    pooled = torch.stack([x[:, 0], (x * batch.focus[:, :, None]).sum(1)], 1)  # (B, 2, HIDDEN)
    scores = net.heads(pooled).view(len(x), 2, 2, len(HEADS), len(SIDES))
    both = scores[:, 0, 0] + scores[:, 1, 1]  # the first piece's half, the target's half
    return both[torch.arange(len(x)), batch.head]
