"""The entity network: one linear head on the encoder that tags words."""

from encoder_network import HIDDEN, Encoder
from torch import nn

from onrecord.entity_model.labels import LABELS


class Network(Encoder):
    """Pieces -> tag scores per piece (B, T, LABELS)."""

    head_sizes = {"tags": LABELS}  # noqa: RUF012 - a constant of the class

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__(dropout)
        self.heads = nn.Linear(HIDDEN, LABELS)
        nn.init.normal_(self.heads.weight, std=0.02)
        nn.init.zeros_(self.heads.bias)
