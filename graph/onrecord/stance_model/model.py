"""The stance model at run time: a question -> supports, opposes or neither, and how sure.

`StanceModel.load()` once, `.answer(question)` per question.  Needs onnxruntime, tokenizers and
numpy; no torch, no spaCy.  A question's answer depends on nothing but the question.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Literal

import numpy as np
import numpy.typing as npt

from onrecord.encoder import Encoder
from onrecord.model import Polarity
from onrecord.stance_model.inputs import Input, Question, encode

MODEL_FILE = "stance.onnx"
Side = Literal["opposes", "neither", "supports"]
Head = Literal["statement", "mention", "claim"]
SIDES: tuple[Side, ...] = ("opposes", "neither", "supports")
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Answer:
    """Calibrated chances of the three sides; they sum to 1."""

    opposes: float
    neither: float
    supports: float

    @property
    def side(self) -> Side:
        """The likeliest side."""
        return max(SIDES, key=lambda side: (getattr(self, side), side))

    @property
    def confidence(self) -> float:
        """The chance of the likeliest side."""
        return float(getattr(self, self.side))

    @property
    def leaning(self) -> Polarity:
        """The likelier of the two sides, were there one."""
        return "supports" if self.supports >= self.opposes else "opposes"


@dataclass(frozen=True, slots=True)
class Calibration:
    """Scores * scale + shift, then softmax: temperature scaling with a shift of the classes (Guo
    et al., ICML 2017).
    """

    scale: float = 1.0
    shift: tuple[float, ...] = (0.0, 0.0, 0.0)

    def chances(self, scores: Floats) -> Floats:
        """Scores (..., 3) -> chances (..., 3)."""
        z = scores * self.scale + np.array(self.shift)
        e = np.exp(z - z.max(axis=-1, keepdims=True))
        out: Floats = e / e.sum(axis=-1, keepdims=True)
        return out


@dataclass(frozen=True, slots=True)
class Trust:
    """From the chance of a side to the chance that an article's coder has it so (Platt 1999).

    Lower than the model's own: speaker and target of a real statement can be wrong as well.
    """

    slope: float = 1.0
    bias: float = 0.0

    def of(self, chance: float) -> float:
        """A chance in 0..1, rounded to two places."""
        p = min(max(chance, 1e-4), 1 - 1e-4)
        return round(1 / (1 + math.exp(-self.slope * math.log(p / (1 - p)) - self.bias)), 2)


class StanceModel:
    """A loaded model; safe to share between threads.  Make it with `load`."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        fitted: Mapping[str, Mapping[str, object]] = json.loads(
            encoder.metadata.get("calibration", "{}")
        )
        trusted: Mapping[str, Sequence[float]] = json.loads(encoder.metadata.get("trust", "{}"))
        self._trust = {name: Trust(*pair) for name, pair in trusted.items()}
        self._calibration = {
            head: Calibration(float(f["scale"]), tuple(f["shift"]))  # type: ignore[arg-type]
            for head, f in fitted.items()
        }

    @classmethod
    def load(cls, path: Path | None = None) -> "StanceModel":
        """Reads the model folder (default: the one inside the package).  Raises ModelError."""
        folder = path or Path(str(resources.files("onrecord.stance_model")))
        return cls(Encoder.load(folder / MODEL_FILE, instead=", or pass --stances rules"))

    @property
    def version(self) -> str:
        """Name and hash of the weights, as the provenance of a build states them."""
        return self._encoder.version

    def trust(self, answer: Answer, name: str) -> float:
        """How likely the answer's leaning is right of an article: `name` is "policy" or "actor"."""
        return self._trust.get(name, Trust()).of(getattr(answer, answer.leaning))

    def scores(
        self, question: Question, heads: Sequence[Head] = ("statement", "mention", "claim")
    ) -> dict[Head, Floats]:
        """Uncalibrated scores (3,) of these heads, in the order of `SIDES`."""
        scores = self._scores([encode(question, self._encoder.pieces, self._encoder.frame)], heads)
        return {head: each[0] for head, each in scores.items()}

    def _scores(self, read: Sequence[Input], heads: Sequence[Head]) -> dict[Head, Floats]:
        """Scores (n, 3) of each head."""
        runs = [self._encoder.run(one.ids, one.roles) for one in read]
        targets = [run[list(one.focus)].mean(0) for run, one in zip(runs, read, strict=True)]
        whole = self._encoder.heads(np.stack([run[0] for run in runs]))
        target = self._encoder.heads(np.stack(targets))
        return {
            head: (whole[f"{head} all"] + target[f"{head} target"]).astype(np.float64)
            for head in heads
        }

    def answer(self, question: Question, heads: Sequence[Head] = ("statement",)) -> Answer:
        """Chances of the sides; of several heads the mean."""
        return self.answers([question], heads)[0]

    def answers(
        self, questions: Sequence[Question], heads: Sequence[Head] = ("statement",)
    ) -> list[Answer]:
        """`answer` to each; one that is asked again (of a statement within another) is run once."""
        if not questions:
            return []
        frame, pieces = self._encoder.frame, self._encoder.pieces
        read = {question: encode(question, pieces, frame) for question in questions}
        scores = self._scores(list(read.values()), heads)
        each = [self._calibration.get(h, Calibration()).chances(scores[h]) for h in heads]
        chances = (Answer(*row) for row in np.mean(each, axis=0).tolist())
        answer = dict(zip(read, chances, strict=True))
        return [answer[question] for question in questions]
