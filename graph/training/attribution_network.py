"""The attribution network: heads on the encoder that tag words and bind them to cues.

Shapes: n words of all texts of a step together, d = 64.
"""

from dataclasses import dataclass

import torch
from encoder_network import HIDDEN, Encoder
from torch import Tensor, nn

from onrecord.attribution_model.scores import (
    DISTANCES,
    LABELS,
    PARAGRAPH_STEPS,
    REACH,
    distance_bucket,
    paragraph_bucket,
)

PAIR = 64
TAGS = LABELS - 1
HEAD_SIZES = {
    "flat": LABELS,
    "cue": 1,
    "nested": 1,
    "own": TAGS,
    "of_cue": TAGS,
    "query": TAGS * PAIR,
    "key": TAGS * PAIR,
}


class Network(Encoder):
    """Pieces -> head outputs per piece (B, T, sum of HEAD_SIZES); the place tables are used
    outside, word by word.
    """

    head_sizes = HEAD_SIZES

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__(dropout)
        self.heads = nn.Linear(HIDDEN, sum(HEAD_SIZES.values()))
        self.distance = nn.Parameter(torch.zeros(DISTANCES, TAGS))
        self.paragraph = nn.Parameter(torch.zeros(PARAGRAPH_STEPS, TAGS))
        nn.init.normal_(self.heads.weight, std=0.02)
        nn.init.zeros_(self.heads.bias)
        nn.init.normal_(
            self.heads.weight[-2 * TAGS * PAIR :], std=0.06
        )  # a bilinear score learns slowly from near 0
        with (
            torch.no_grad()
        ):  # start from the base rates: 1 word in 40 begins a cue, most are bound to no cue
            self.heads.bias[LABELS : LABELS + 2] = -3.5
            self.heads.bias[LABELS + 2 : LABELS + 2 + TAGS] = -3.0

    def top(self) -> list[nn.Parameter]:
        return [*self.heads.parameters(), self.distance, self.paragraph]


@dataclass(frozen=True, slots=True)
class WordHeads:
    """Head outputs at the words; as `Scores`, plus flat (n, LABELS)."""

    flat: Tensor
    cue: Tensor
    nested: Tensor
    own: Tensor
    of_cue: Tensor
    query: Tensor
    key: Tensor


def split_heads(x: Tensor) -> WordHeads:
    """(n, outputs) -> the named heads."""
    flat, cue, nested, own, of_cue, query, key = x.split(tuple(HEAD_SIZES.values()), dim=-1)
    n = x.shape[0]
    return WordHeads(
        flat,
        cue[:, 0],
        nested[:, 0],
        own,
        of_cue,
        query.reshape(n, TAGS, PAIR),
        key.reshape(n, TAGS, PAIR),
    )


def pair_scores(
    net: Network, heads: WordHeads, paragraphs: Tensor, cues: Tensor
) -> tuple[Tensor, Tensor]:
    """Logits (c, n, LABELS) of one text's words against the given cues, and which pairs are within
    REACH (c, n).
    """
    n = heads.cue.shape[0]
    offset = torch.arange(n)[None, :] - cues[:, None]
    steps = paragraphs[None, :] - paragraphs[cues][:, None]
    logits = torch.einsum("nld,cld->cnl", heads.query, heads.key[cues]) / PAIR**0.5
    logits = logits + heads.own[None] + heads.of_cue[cues][:, None]
    logits = logits + net.distance[torch.from_numpy(distance_bucket(offset.numpy()))]
    logits = logits + net.paragraph[torch.from_numpy(paragraph_bucket(steps.numpy()))]
    out = torch.zeros(*logits.shape[:2], 1, dtype=logits.dtype)
    return torch.cat([out, logits], dim=-1), offset.abs() <= REACH
