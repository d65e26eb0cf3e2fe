"""Three sources of questions with known answers, each with the head that learns from it.

NewsMTSC: sentiment towards a marked mention.  Perspectrum: a perspective supports or undermines a
claim.  Own examples: own_stances.txt.  Texts stay where they are; nothing is copied.
"""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from own_stances import Block, drawn, own
from pieces import Pieces

from onrecord.stance_model.inputs import Input, Question, encode

SIDES = ("opposes", "neither", "supports")
HEADS = ("statement", "mention", "claim")  # own examples, NewsMTSC, Perspectrum
BINARY = {"SUPPORT": "supports", "UNDERMINE": "opposes"}


@dataclass(frozen=True, slots=True)
class Pair:
    """A question, its answer (a number into SIDES), the head that is asked (into HEADS)."""

    input: Input
    side: int
    head: int
    kind: str = ""


def read(question: Question, pieces: Pieces) -> Input:
    """A question as the network reads it."""
    return encode(question, pieces.word, pieces.frame)


def newsmtsc_questions(path: Path) -> Iterator[tuple[Question, int]]:
    """Questions and sides of one .jsonl file of NewsMTSC."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        span = (row["from"], row["to"])
        yield Question(row["sentence"], (span,), (), row["mention"]), row["polarity"] + 1


def perspectrum_questions(folder: Path, split: str) -> Iterator[tuple[Question, int, int]]:
    """Questions, sides and claims of one split ("train" or "dev")."""
    if split not in {"train", "dev"}:
        raise ValueError(f'split must be "train" or "dev", not {split!r}: test is never read')
    of = json.loads((folder / "dataset_split_v1.0.json").read_text(encoding="utf-8"))
    pool = json.loads((folder / "perspective_pool_v1.0.json").read_text(encoding="utf-8"))
    texts = {p["pId"]: p["text"] for p in pool}
    claims = json.loads((folder / "perspectrum_with_answers_v1.0.json").read_text(encoding="utf-8"))
    for claim in claims:
        if of[str(claim["cId"])] == split:
            for cluster in claim["perspectives"]:
                side = SIDES.index(BINARY[cluster["stance_label_3"]])
                for number in cluster["pids"]:
                    yield Question(texts[number], (), (), claim["text"]), side, claim["cId"]


def newsmtsc(path: Path, pieces: Pieces) -> list[Pair]:
    """One .jsonl file of NewsMTSC, for its head."""
    head = HEADS.index("mention")
    return [Pair(read(q, pieces), side, head) for q, side in newsmtsc_questions(path)]


def perspectrum(folder: Path, split: str, pieces: Pieces) -> list[Pair]:
    """The perspectives on the claims of one split, for their head."""
    head = HEADS.index("claim")
    return [
        Pair(read(q, pieces), side, head) for q, side, _ in perspectrum_questions(folder, split)
    ]


def written(blocks: list[Block], split: str, rng: random.Random, pieces: Pieces) -> list[Pair]:
    """Every pair of the own examples of a split, slots filled by `rng`."""
    return [
        Pair(read(e.question, pieces), SIDES.index(e.side), HEADS.index("statement"), e.kind)
        for block in own(blocks, split)
        for e in drawn(block, split, rng)
    ]
