"""The encoder of every model here: MiniLM-L6 (Wang et al., NeurIPS 2020) with an embedding of each
word's features.

It is written out so that training needs no other library than torch and the export sees plain
operators.  Shapes: B windows, T pieces.
"""

import json
import struct
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from onrecord.encoder.words import FEATURES

HIDDEN, LAYERS, HEADS, INNER, VOCABULARY, POSITIONS = 384, 6, 12, 1536, 30522, 512


def read_safetensors(path: Path) -> dict[str, Tensor]:
    """Float tensors of a .safetensors file: 8 bytes of header length, JSON header, raw data."""
    raw = path.read_bytes()
    (size,) = struct.unpack("<Q", raw[:8])
    header = json.loads(raw[8 : 8 + size])
    out = {}
    for name, info in header.items():
        if name == "__metadata__" or info["dtype"] != "F32":
            continue
        a, b = info["data_offsets"]
        data = np.frombuffer(raw, np.float32, (b - a) // 4, 8 + size + a)
        out[name] = torch.from_numpy(data.reshape(info["shape"]).copy())
    return out


def attend(q: Tensor, k: Tensor, v: Tensor, mask: Tensor | None) -> Tensor:
    """Attention of (B, HEADS, T, d) with an additive mask (B, 1, 1, T).

    Written out in the type of its input: forward and back take 41 ms a layer where torch's fused
    kernel takes 94 (one core with bfloat16 instructions, 10 windows of 256).
    """
    b, h, t, d = q.shape
    with torch.autocast("cpu", enabled=False):
        q, k, v = (x.reshape(b * h, t, d) for x in (q * d**-0.5, k, v))
        if mask is None:
            weights = q @ k.transpose(1, 2)
        else:
            weights = torch.baddbmm(
                mask.to(q.dtype).expand(b, h, 1, t).reshape(b * h, 1, t), q, k.transpose(1, 2)
            )
        return (torch.softmax(weights, dim=-1) @ v).view(b, h, t, d)


class Layer(nn.Module):
    """One transformer layer, normalised after each half as in BERT."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.out = nn.Linear(HIDDEN, HIDDEN)
        self.norm1 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.up = nn.Linear(HIDDEN, INNER)
        self.down = nn.Linear(INNER, HIDDEN)
        self.norm2 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.dropout = dropout

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """x (B, T, HIDDEN), mask (B, 1, 1, T) to be added -> (B, T, HIDDEN)."""
        b, t, _ = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, HEADS, HIDDEN // HEADS).permute(2, 0, 3, 1, 4)
        a = attend(q, k, v, mask)
        a = self.out(a.transpose(1, 2).reshape(b, t, HIDDEN))
        x = self.norm1(x + F.dropout(a, self.dropout, self.training))
        h = self.down(F.gelu(self.up(x)))
        return self.norm2(x + F.dropout(h, self.dropout, self.training))


class Encoder(nn.Module):
    """Pieces and features -> one vector a piece; models add their heads.

    A model's `heads` is the linear layer that the export writes out; `head_sizes` names its parts.
    """

    heads: nn.Linear
    head_sizes: dict[str, int]

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.pieces = nn.Embedding(VOCABULARY, HIDDEN)
        self.positions = nn.Embedding(POSITIONS, HIDDEN)
        self.features = nn.Embedding(FEATURES, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.dropout = dropout
        nn.init.zeros_(self.features.weight)

    def top(self) -> list[nn.Parameter]:
        """The parameters that are the model's own and start from nothing."""
        return list(self.heads.parameters())

    def load_encoder(self, path: Path) -> None:
        """Weights of a BERT-shaped encoder; its type-0 embedding is folded into the positions."""
        raw = {k.removeprefix("bert."): v for k, v in read_safetensors(path).items()}
        with torch.no_grad():
            self.pieces.weight.copy_(raw["embeddings.word_embeddings.weight"])
            kind = raw["embeddings.token_type_embeddings.weight"][0]
            self.positions.weight.copy_(raw["embeddings.position_embeddings.weight"] + kind)
            _copy(self.norm, raw, "embeddings.LayerNorm")
            for i, layer in enumerate(self.layers):
                at = f"encoder.layer.{i}."
                for part in ("weight", "bias"):
                    three = [
                        raw[f"{at}attention.self.{n}.{part}"] for n in ("query", "key", "value")
                    ]
                    getattr(layer.qkv, part).copy_(torch.cat(three))
                _copy(layer.out, raw, at + "attention.output.dense")
                _copy(layer.norm1, raw, at + "attention.output.LayerNorm")
                _copy(layer.up, raw, at + "intermediate.dense")
                _copy(layer.down, raw, at + "output.dense")
                _copy(layer.norm2, raw, at + "output.LayerNorm")

    def encode(self, ids: Tensor, features: Tensor, mask: Tensor | None = None) -> Tensor:
        """ids, features (B, T) -> vectors (B, T, HIDDEN)."""
        places = torch.arange(ids.shape[1], device=ids.device)
        x = self.norm(self.pieces(ids) + self.positions(places)[None] + self.features(features))
        x = F.dropout(x, self.dropout, self.training)
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def forward(self, ids: Tensor, features: Tensor) -> Tensor:
        """As exported: one row of pieces a call, no mask."""
        return self.heads(self.encode(ids, features))


def _copy(module: nn.Module, raw: dict[str, Tensor], name: str) -> None:
    module.weight.copy_(raw[name + ".weight"])
    module.bias.copy_(raw[name + ".bias"])
