"""What the network is asked for: tags, cues, the words bound to each cue, and the cue of each bound
word.
"""

import numpy as np
import torch
from attribution_batches import Batch
from attribution_data import Example
from attribution_network import Network, WordHeads, pair_scores, split_heads
from torch import Tensor
from torch.nn import functional as F

from onrecord.attribution_model.scores import B_CONTENT


def word_heads(net: Network, batch: Batch) -> list[WordHeads]:
    """The heads of each text's words, in 32-bit floats."""
    with torch.autocast("cpu", torch.bfloat16):
        x = net.encode(batch.ids, batch.features, batch.mask)
        x = x.reshape(-1, x.shape[-1])[batch.at]
        if net.training:
            x = F.dropout(x, net.dropout)
        out = net.heads(x)
    return [split_heads(part) for part in out.float().split(batch.sizes)]


def negative_cues(e: Example, cue_logits: Tensor, share: float) -> Tensor:
    """Words that look most like a cue and are none, outside contents: they must bind nothing."""
    free = cue_logits.detach().clone()
    free[torch.from_numpy(e.flat >= B_CONTENT)] = -1e9
    free[torch.from_numpy(e.cues)] = -1e9
    count = min(int(np.ceil(share * max(1, len(e.cues)))), int((free > -1e8).sum()))
    return free.topk(count).indices


def text_loss(net: Network, heads: WordHeads, e: Example, negatives: float, tags: float) -> Tensor:
    """Sum over one text's words of the four losses (cross entropies); `tags` weighs the flat
    one.
    """
    flat = torch.from_numpy(e.flat)
    gold, every = torch.zeros(len(flat)), torch.zeros(len(flat))
    gold[torch.from_numpy(e.cues[: e.outer])] = 1.0
    every[torch.from_numpy(e.cues)] = 1.0
    loss = tags * F.cross_entropy(heads.flat, flat, reduction="sum")
    loss = loss + 2.0 * F.binary_cross_entropy_with_logits(heads.cue, gold, reduction="sum")
    # PolNeAR leaves cues inside contents unmarked: the head for nested ones learns nothing from
    # those words
    known = flat < B_CONTENT if e.outer is None else torch.ones_like(flat, dtype=torch.bool)
    loss = loss + F.binary_cross_entropy_with_logits(
        heads.nested[known], every[known], reduction="sum"
    )
    wrong = negative_cues(e, heads.cue, negatives)
    cues = torch.cat([torch.from_numpy(e.cues), wrong])
    if not len(cues):
        return loss
    logits, near = pair_scores(net, heads, torch.tensor(e.words.paragraphs), cues)
    target = torch.zeros(len(cues), len(flat), dtype=torch.long)
    target[: len(e.cues)] = torch.from_numpy(e.pairs)
    target[torch.arange(len(cues)), cues] = -1  # the cue's own first word is given
    target[~near] = -1
    loss = loss + F.cross_entropy(logits.transpose(1, 2), target, ignore_index=-1, reduction="sum")
    return loss + choice_loss(logits, target)


def choice_loss(logits: Tensor, target: Tensor) -> Tensor:
    """Whose word is it?  Cross entropy over the cues for each word bound to one, at the label it
    has there, summed over words.

    logits (c, n, LABELS), target (c, n) with 0 for out and -1 for unknown; a shared source may
    choose any of its cues.
    """
    bound = target > 0
    words = bound.any(0).nonzero()[:, 0]
    if not len(words):
        return logits.sum() * 0
    label = target[:, words].max(0).values
    mine = logits[:, words].gather(2, label[None, :, None].expand(len(logits), -1, 1))[:, :, 0]
    mine = mine.masked_fill(target[:, words] < 0, -1e4)
    right = mine.masked_fill(~bound[:, words], -1e4)
    return (mine.logsumexp(0) - right.logsumexp(0)).sum()
