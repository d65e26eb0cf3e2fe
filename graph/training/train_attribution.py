"""Trains the attribution model: `python graph/training/train_attribution.py --encoder DIR --out
DIR`.

Out: OUT/epoch-NN.pt (weights after each epoch), OUT/state-R.pt (to resume), OUT/log.jsonl.
Runs `--processes` single-thread processes whose parameters are averaged every `--average-every`
steps (local SGD: Stich, ICLR 2019): on two cores that is faster than one process with two
threads.  Same seed and processes, same run, unless --minutes ends it by the clock.
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

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from attribution_batches import fair_order, make_batch
from attribution_data import Example, load
from attribution_loss import text_loss, word_heads
from attribution_network import Network
from own_examples import Block, make, read_blocks
from pieces import Pieces
from schedule import agree, average, freeze, parameter_groups, schedule


@dataclass(frozen=True, slots=True)
class Run:
    """What one training process holds.  rates: the top learning rate of each parameter group."""

    rank: int
    options: argparse.Namespace
    net: Network
    optimizer: torch.optim.Optimizer
    rates: list[float]
    pieces: Pieces
    texts: list[list[Example]]
    blocks: list[Block]
    started: float

    @property
    def steps(self) -> int:
        """Steps of an epoch."""
        return len(self.texts) // (self.options.processes * self.options.texts)

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
    freeze(net, a.frozen)
    groups = parameter_groups(net, a.rate, a.layer_decay, a.head_rate, a.weight_decay)
    optimizer = torch.optim.AdamW(groups, betas=(0.9, 0.98), fused=True)
    rates = [g["lr"] for g in optimizer.param_groups]
    texts = list(load(a.data / "train").values())[: a.limit]
    blocks = read_blocks(Path(__file__).with_name("own_examples.txt"))
    pieces = Pieces(a.encoder / "tokenizer.json")
    return Run(rank, a, net, optimizer, rates, pieces, texts, blocks, time.time())


def train_step(r: Run, texts: list[int], rng: random.Random, share: float) -> float:
    """One update from the given articles (one annotator's version each); returns loss per word."""
    a = r.options
    drawn = [rng.choice(r.texts[t]) for t in texts]
    if rng.random() < a.own:
        drawn.append(make(r.blocks, rng))
    batch = make_batch(drawn, r.pieces, a.length, a.overlap, rng, a.mask)
    heads = word_heads(r.net, batch)
    parts = [text_loss(r.net, h, e, a.negatives) for h, e in zip(heads, drawn, strict=True)]
    loss = torch.stack(parts).sum() / sum(batch.sizes)
    for group, rate in zip(r.optimizer.param_groups, r.rates, strict=True):
        group["lr"] = rate * share
    r.optimizer.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_(r.net.parameters(), 1.0)
    r.optimizer.step()
    return float(loss.detach())


def train_epoch(r: Run, epoch: int, late: float) -> tuple[float, float]:
    """One pass over the articles; returns (mean loss, lateness).  Ends early when time is up."""
    a, began, losses = r.options, time.time(), []
    order = fair_order(r.texts, a.processes * a.texts, random.Random(a.seed * 100 + epoch))
    rng = random.Random(a.seed * 7919 + epoch * 31 + r.rank)
    r.net.train()
    for i in range(r.steps):
        step = epoch * r.steps + i + 1
        share = schedule(max(step / (r.steps * a.epochs), late), a.warmup)
        mine = order[(i * a.processes + r.rank) * a.texts :][: a.texts]
        losses.append(train_step(r, mine, rng, share))
        if step % a.average_every == 0 or i == r.steps - 1:
            average(r.net, a.processes)
            late = agree(r.lateness(), a.processes)
        if r.rank == 0 and i % 40 == 0:
            mean, seconds = np.mean(losses[-40:]), time.time() - began
            print(f"epoch {epoch} step {i} loss {mean:.4f} {seconds:.0f} s", flush=True)
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
    p.add_argument(
        "--data",
        type=Path,
        default=Path("../shared/data/polnear"),
        help="folder with train/ (and dev/)",
    )
    p.add_argument(
        "--encoder",
        type=Path,
        required=True,
        help="folder with model.safetensors and tokenizer.json",
    )
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--start", type=Path, help="weights to go on from instead of the encoder's")
    p.add_argument(
        "--resume", action="store_true", help="go on after the last whole epoch in --out"
    )
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--epochs", type=int, default=10)
    p.add_argument(
        "--minutes",
        type=float,
        default=1e9,
        help="end by the clock if that comes first; the rate falls with it (not reproducible)",
    )
    p.add_argument("--processes", type=int, default=2)
    p.add_argument("--average-every", type=int, default=10, help="steps between two averagings")
    p.add_argument("--texts", type=int, default=1, help="articles a step and process")
    p.add_argument("--length", type=int, default=256, help="pieces a window")
    p.add_argument(
        "--overlap", type=int, default=32, help="from half to twice as many pieces are shared"
    )
    p.add_argument("--rate", type=float, default=3e-4)
    p.add_argument("--layer-decay", type=float, default=0.9)
    p.add_argument("--head-rate", type=float, default=1e-3)
    p.add_argument("--weight-decay", type=float, default=0.01)
    p.add_argument("--warmup", type=float, default=0.06)
    p.add_argument("--dropout", type=float, default=0.1)
    p.add_argument("--negatives", type=float, default=0.3)
    p.add_argument(
        "--own",
        type=float,
        default=0.25,
        help="chance that a step also reads an article made of own sentences",
    )
    p.add_argument(
        "--mask", type=float, default=0.03, help="share of the words hidden from the encoder"
    )
    p.add_argument(
        "--frozen",
        type=int,
        default=0,
        help="lowest layers (and the embeddings) to leave as they are",
    )
    p.add_argument(
        "--limit", type=int, default=None, help="use only so many articles (for a trial)"
    )
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
