"""Learning rates, and what several training processes agree on."""

import torch
import torch.distributed as dist
from encoder_network import Encoder
from torch import Tensor


def parameter_groups(
    net: Encoder, top: float, decay: float, head: float, weight_decay: float
) -> list[dict]:
    """Learning rates: heads and tables highest, then the top layer, each layer below `decay` times
    that.
    """
    groups = []

    def add(params: list[Tensor], rate: float) -> None:
        params = [p for p in params if p.requires_grad]
        groups.append(
            {"params": [p for p in params if p.ndim > 1], "lr": rate, "weight_decay": weight_decay}
        )
        groups.append(
            {"params": [p for p in params if p.ndim <= 1], "lr": rate, "weight_decay": 0.0}
        )

    add([*net.top(), net.features.weight], head)
    for i, layer in enumerate(reversed(net.layers)):
        add(list(layer.parameters()), top * decay**i)
    bottom = [net.pieces.weight, net.positions.weight, *net.norm.parameters()]
    add(bottom, top * decay ** len(net.layers))
    return [g for g in groups if g["params"]]


def freeze(net: Encoder, layers: int) -> None:
    """The lowest `layers` layers and the embeddings keep their weights; 0 freezes nothing."""
    if layers:
        for module in (net.pieces, net.positions, net.norm, *net.layers[:layers]):
            module.requires_grad_(False)


def average(net: Encoder, world: int) -> None:
    """Parameters become the mean over the processes."""
    if world == 1:
        return
    trained = [p for p in net.parameters() if p.requires_grad]
    with torch.no_grad():
        flat = torch.cat([p.reshape(-1) for p in trained])
        dist.all_reduce(flat)
        flat /= world
        at = 0
        for p in trained:
            p.copy_(flat[at : at + p.numel()].view_as(p))
            at += p.numel()


def schedule(progress: float, warmup: float) -> float:
    """Share of the top rate at `progress` (0..1): linear rise, then linear fall to 2 %."""
    return max(0.02, min(progress / warmup, (1 - progress) / (1 - warmup)))


def agree(value: float, world: int) -> float:
    """The first process's value, in all of them."""
    if world == 1:
        return value
    box = torch.tensor([value])
    dist.broadcast(box, 0)
    return float(box)
