"""What every training here does alike: several processes, rates, checkpoints, going on where it was
stopped.

Out: OUT/epoch-NN.pt (weights after each epoch), OUT/state-R.pt (to resume), OUT/log.jsonl.
Runs `--processes` single-thread processes whose parameters are averaged every `--average-every`
steps (local SGD: Stich, ICLR 2019): on two cores that is faster than one process with two
threads.  Same seed and processes, same run, unless --minutes ends it by the clock.
"""

import argparse
import json
import os
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
import torch
import torch.distributed as dist
import torch.multiprocessing as mp
from encoder_network import Encoder
from schedule import agree, average, freeze, parameter_groups, schedule
from torch import Tensor


class Task(Protocol):
    """What one process of a training works at.  steps: updates an epoch."""

    net: Encoder
    steps: int

    def begin(self, epoch: int) -> None:
        """Called before each epoch."""

    def loss(self, step: int, rng: random.Random) -> Tensor:
        """Mean loss of this process's share of the epoch's step."""


Maker = Callable[[int, argparse.Namespace], Task]  # of a process's number and the options


@dataclass(frozen=True, slots=True)
class Run:
    """What one training process holds.  rates: the top learning rate of each parameter group."""

    rank: int
    options: argparse.Namespace
    task: Task
    optimizer: torch.optim.Optimizer
    rates: list[float]
    started: float

    def lateness(self) -> float:
        """Share of --minutes that is over."""
        return (time.time() - self.started) / (60 * self.options.minutes)


def set_up(rank: int, a: argparse.Namespace, make: Maker) -> Run:
    """Network, optimizer and data of one process."""
    torch.set_num_threads(1)
    if a.processes > 1:
        meeting = f"file://{a.out.resolve()}/meet-{os.getppid()}"
        dist.init_process_group("gloo", init_method=meeting, rank=rank, world_size=a.processes)
    torch.manual_seed(a.seed)
    task = make(rank, a)
    task.net.load_encoder(a.encoder / "model.safetensors")
    if a.start:
        task.net.load_state_dict(torch.load(a.start))
    freeze(task.net, a.frozen)
    groups = parameter_groups(task.net, a.rate, a.layer_decay, a.head_rate, a.weight_decay)
    optimizer = torch.optim.AdamW(groups, betas=(0.9, 0.98), fused=True)
    rates = [g["lr"] for g in optimizer.param_groups]
    return Run(rank, a, task, optimizer, rates, time.time())


def train_step(r: Run, step: int, rng: random.Random, share: float) -> float:
    """One update; returns the loss."""
    loss = r.task.loss(step, rng)
    for group, rate in zip(r.optimizer.param_groups, r.rates, strict=True):
        group["lr"] = rate * share
    r.optimizer.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_(r.task.net.parameters(), 1.0)
    r.optimizer.step()
    return float(loss.detach())


def train_epoch(r: Run, epoch: int, late: float) -> tuple[float, float]:
    """One epoch; returns (mean loss, lateness).  Ends early when time is up."""
    a, began, losses = r.options, time.time(), []
    steps = r.task.steps
    r.task.begin(epoch)
    rng = random.Random(a.seed * 7919 + epoch * 31 + r.rank)
    r.task.net.train()
    for i in range(steps):
        step = epoch * steps + i + 1
        share = schedule(max(step / (steps * a.epochs), late), a.warmup)
        losses.append(train_step(r, i, rng, share))
        if step % a.average_every == 0 or i == steps - 1:
            average(r.task.net, a.processes)
            late = agree(r.lateness(), a.processes)
        if r.rank == 0 and i % 40 == 0:
            mean, seconds = np.mean(losses[-40:]), time.time() - began
            print(f"epoch {epoch} step {i} loss {mean:.4f} {seconds:.0f} s", flush=True)
        if late >= 1:
            break
    return float(np.mean(losses)), late


def train(rank: int, a: argparse.Namespace, make: Maker) -> None:
    """One training process, from start or from the last whole epoch."""
    r, first, late = set_up(rank, a, make), 0, 0.0
    state = a.out / f"state-{rank}.pt"
    if a.resume and state.exists():
        saved = torch.load(state)
        r.task.net.load_state_dict(saved["net"])
        r.optimizer.load_state_dict(saved["optimizer"])
        first = saved["epoch"]
    torch.manual_seed(a.seed * 1000 + rank + 10 * first)
    for epoch in range(first, a.epochs):
        loss, late = train_epoch(r, epoch, late)
        saved = {"net": r.task.net.state_dict(), "optimizer": r.optimizer.state_dict()}
        torch.save(saved | {"epoch": epoch + 1}, state)
        if rank == 0:
            torch.save(r.task.net.state_dict(), a.out / f"epoch-{epoch + 1:02d}.pt")
            line = {"epoch": epoch + 1, "loss": loss, "seconds": round(time.time() - r.started)}
            with (a.out / "log.jsonl").open("a") as f:
                f.write(json.dumps(line) + "\n")
        if late >= 1:
            return


def parser(about: str | None) -> argparse.ArgumentParser:
    """The options that every training has."""
    p = argparse.ArgumentParser(
        description=about, formatter_class=argparse.RawDescriptionHelpFormatter
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
    p.add_argument("--rate", type=float, default=3e-4)
    p.add_argument("--layer-decay", type=float, default=0.9)
    p.add_argument("--head-rate", type=float, default=1e-3)
    p.add_argument("--weight-decay", type=float, default=0.01)
    p.add_argument("--warmup", type=float, default=0.06)
    p.add_argument("--dropout", type=float, default=0.1)
    p.add_argument(
        "--frozen",
        type=int,
        default=0,
        help="lowest layers (and the embeddings) to leave as they are",
    )
    return p


def start(a: argparse.Namespace, make: Maker) -> None:
    """Trains in as many processes as asked for; the options are written to OUT/arguments.json."""
    a.out.mkdir(parents=True, exist_ok=True)
    options = {k: str(v) for k, v in vars(a).items()}
    (a.out / "arguments.json").write_text(json.dumps(options, indent=1))
    if a.processes == 1:
        train(0, a, make)
    else:
        mp.spawn(train, args=(a, make), nprocs=a.processes)
