"""Trains the stance model: `python graph/training/train_stance.py --encoder DIR --out DIR`.

Out: OUT/epoch-NN.pt, OUT/state-R.pt (to resume), OUT/log.jsonl.  Three sources are read in mixed
batches, each answered by its own head; own examples are drawn anew every epoch.  Processes and
averaging as in train_attribution.py.
"""

import argparse
import json
import os
import random
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.distributed as dist
import torch.multiprocessing as mp
from torch.nn import functional as F

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from own_stances import Block, read_blocks
from pieces import Pieces
from schedule import agree, average, freeze, parameter_groups, schedule
from stance_data import HEADS, Pair, newsmtsc, perspectrum, written
from stance_network import Network, make_batch, sides


@dataclass(frozen=True, slots=True)
class Run:
    """What one training process holds."""

    rank: int
    options: argparse.Namespace
    net: Network
    optimizer: torch.optim.Optimizer
    rates: list[float]
    pieces: Pieces
    public: list[Pair]
    blocks: list[Block]
    weights: torch.Tensor  # of the loss, by head
    started: float

    def lateness(self) -> float:
        """Share of --minutes that is over."""
        return (time.time() - self.started) / (60 * self.options.minutes)


def set_up(rank: int, a: argparse.Namespace) -> Run:
    """Network, optimizer and data of one process."""
    torch.set_num_threads(1)
    if a.processes > 1:
        meeting = f"file://{a.out.resolve()}/meet-{os.getppid()}"
        dist.init_process_group("gloo", init_method=meeting, rank=rank, world_size=a.processes)
    torch.manual_seed(a.seed)
    net = Network(a.dropout)
    net.load_encoder(a.encoder / "model.safetensors")
    if a.start:
        net.load_state_dict(torch.load(a.start))
    net.pieces.requires_grad_(False)  # halves a step: the table is half of all weights
    groups = parameter_groups(net, a.rate, a.layer_decay, a.head_rate, a.weight_decay)
    optimizer = torch.optim.AdamW(groups, betas=(0.9, 0.98), fused=True)
    pieces = Pieces(a.encoder / "tokenizer.json")
    public = newsmtsc(a.data / "newsmtsc" / "train.jsonl", pieces)
    public += perspectrum(a.data / "perspectrum", "train", pieces)
    blocks = read_blocks(Path(__file__).with_name("own_stances.txt")) if a.own else []
    weights = torch.tensor([a.own_weight, 1.0, 1.0])
    assert len(weights) == len(HEADS)
    rates = [g["lr"] for g in optimizer.param_groups]
    return Run(rank, a, net, optimizer, rates, pieces, public, blocks, weights, time.time())


def epoch_batches(r: Run, epoch: int) -> list[list[Pair]]:
    """All batches of an epoch, the same in every process: mixed, each of like length."""
    rng = random.Random(r.options.seed * 100 + epoch)
    shares = {HEADS.index("mention"): r.options.mentions, HEADS.index("claim"): r.options.claims}
    pairs = [p for p in r.public for _ in range(_times(shares[p.head], rng))]
    for _ in range(r.options.own):
        pairs += written(r.blocks, "train", rng, r.pieces)
    rng.shuffle(pairs)
    size = r.options.pairs
    pool, batches = 40 * size, []
    for at in range(0, len(pairs), pool):
        near = sorted(pairs[at : at + pool], key=lambda p: len(p.input.ids))
        steps = [near[i : i + size] for i in range(0, len(near), size)]
        both = [
            steps[i : i + r.options.processes] for i in range(0, len(steps), r.options.processes)
        ]
        rng.shuffle(both)
        batches += [b for group in both if len(group) == r.options.processes for b in group]
    return batches


def _times(share: float, rng: random.Random) -> int:
    """How often an epoch reads a pair: a share of 1.5 is once or twice."""
    return int(share) + (rng.random() < share % 1)


def train_step(r: Run, pairs: list[Pair], share: float, seed: int) -> float:
    """One update; returns the loss."""
    batch = make_batch(pairs, (r.pieces.hidden[0], r.options.mask), seed)
    logits = sides(r.net, batch)
    each = F.cross_entropy(
        logits, batch.side, reduction="none", label_smoothing=r.options.smoothing
    )
    loss = (each * r.weights[batch.head]).mean()
    for group, rate in zip(r.optimizer.param_groups, r.rates, strict=True):
        group["lr"] = rate * share
    r.optimizer.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_(r.net.parameters(), 1.0)
    r.optimizer.step()
    return float(loss.detach())


def train_epoch(r: Run, epoch: int, late: float) -> tuple[float, float]:
    """One pass; returns (mean loss, lateness).  Ends early when time is up."""
    a, began, losses = r.options, time.time(), []
    batches = epoch_batches(r, epoch)
    steps = len(batches) // a.processes
    r.net.train()
    if epoch >= a.frozen_from:
        freeze(r.net, a.frozen)
        r.net.features.requires_grad_(a.frozen == 0)
    for i in range(steps):
        step = epoch * steps + i + 1
        share = schedule(max(step / (steps * a.epochs), late), a.warmup)
        mine = batches[i * a.processes + r.rank]
        losses.append(train_step(r, mine, share, step * 31 + r.rank))
        if step % a.average_every == 0 or i == steps - 1:
            average(r.net, a.processes)
            late = agree(r.lateness(), a.processes)
        if r.rank == 0 and i % 50 == 0:
            mean, seconds = np.mean(losses[-50:]), time.time() - began
            print(f"epoch {epoch} step {i}/{steps} loss {mean:.4f} {seconds:.0f} s", flush=True)
        if late >= 1:
            break
    return float(np.mean(losses)), late


def train(rank: int, a: argparse.Namespace) -> None:
    """One training process, from start or from the last whole epoch."""
    r, first, late = set_up(rank, a), 0, 0.0
    state = a.out / f"state-{rank}.pt"
    if a.resume and state.exists():
        saved = torch.load(state)
        r.net.load_state_dict(saved["net"])
        r.optimizer.load_state_dict(saved["optimizer"])
        first = saved["epoch"]
    torch.manual_seed(a.seed * 1000 + rank + 10 * first)
    for epoch in range(first, a.epochs):
        loss, late = train_epoch(r, epoch, late)
        saved = {"net": r.net.state_dict(), "optimizer": r.optimizer.state_dict()}
        torch.save(saved | {"epoch": epoch + 1}, state)
        if rank == 0:
            torch.save(r.net.state_dict(), a.out / f"epoch-{epoch + 1:02d}.pt")
            line = {"epoch": epoch + 1, "loss": loss, "seconds": round(time.time() - r.started)}
            with (a.out / "log.jsonl").open("a") as f:
                f.write(json.dumps(line) + "\n")
        if late >= 1:
            return


def arguments() -> argparse.Namespace:
    p = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    p.add_argument("--data", type=Path, default=Path("../shared/data"))
    p.add_argument("--encoder", type=Path, required=True, help="model.safetensors, tokenizer.json")
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--start", type=Path, help="weights to go on from instead of the encoder's")
    p.add_argument("--resume", action="store_true", help="go on after the last whole epoch")
    p.add_argument("--seed", type=int, default=7)
    p.add_argument("--epochs", type=int, default=6)
    p.add_argument("--minutes", type=float, default=1e9, help="end by the clock if that is first")
    p.add_argument("--processes", type=int, default=2)
    p.add_argument("--average-every", type=int, default=20, help="steps between two averagings")
    p.add_argument("--pairs", type=int, default=16, help="pairs a step and process")
    p.add_argument("--own", type=int, default=2, help="draws of the own examples an epoch")
    p.add_argument("--own-weight", type=float, default=1.0)
    p.add_argument("--mentions", type=float, default=1.5, help="passes over NewsMTSC an epoch")
    p.add_argument("--claims", type=float, default=1.0, help="passes over Perspectrum an epoch")
    p.add_argument("--frozen", type=int, default=2, help="lowest layers left as they are ...")
    p.add_argument("--frozen-from", type=int, default=1, help="... from this epoch on")
    p.add_argument("--rate", type=float, default=2e-4)
    p.add_argument("--layer-decay", type=float, default=0.9)
    p.add_argument("--head-rate", type=float, default=1e-3)
    p.add_argument("--weight-decay", type=float, default=0.01)
    p.add_argument("--warmup", type=float, default=0.06)
    p.add_argument("--dropout", type=float, default=0.1)
    p.add_argument("--smoothing", type=float, default=0.05)
    p.add_argument("--mask", type=float, default=0.03, help="share of the pieces hidden")
    return p.parse_args()


def main() -> None:
    a = arguments()
    a.out.mkdir(parents=True, exist_ok=True)
    options = {k: str(v) for k, v in vars(a).items()}
    (a.out / "arguments.json").write_text(json.dumps(options, indent=1))
    if a.processes == 1:
        train(0, a)
    else:
        mp.spawn(train, args=(a,), nprocs=a.processes)


if __name__ == "__main__":
    main()
