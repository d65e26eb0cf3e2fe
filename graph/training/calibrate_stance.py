"""Fits confidence on held-out parts: `python graph/training/calibrate_stance.py`.

For each head a scale and a shift of the classes (temperature scaling, Guo et al., ICML 2017),
fitted on what was not trained on: the own examples' held-out blocks, NewsMTSC dev, Perspectrum
dev.  Prints the expected calibration error before, and after as five-fold cross-validation; writes
the fit on all of it into stance_settings.json, which the export puts into the model's file.
"""

import argparse
import json
import random
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from own_stances import drawn, own, read_blocks
from stance_data import SIDES, newsmtsc_questions, perspectrum_questions

from onrecord.stance_model import Question, StanceModel
from onrecord.stance_model.model import Calibration, Head

SETTINGS = Path(__file__).with_name("stance_settings.json")
OWN = Path(__file__).with_name("own_stances.txt")
DRAWS = 3  # of the slots of each held-out block


@dataclass(frozen=True, slots=True)
class Held:
    """One held-out question; `group` keeps what belongs together in one fold."""

    question: Question
    side: int
    group: int
    kind: str = ""


def held_out(data: Path) -> dict[Head, list[Held]]:
    """The held-out questions of each head."""
    rng = random.Random(5)
    own_dev = [
        Held(e.question, SIDES.index(e.side), number, e.kind)
        for number, block in enumerate(own(read_blocks(OWN), "dev"))
        for _ in range(DRAWS)
        for e in drawn(block, "dev", rng)
    ]
    news = [
        Held(q, side, number, split)
        for split in ("rw", "mt")
        for number, (q, side) in enumerate(
            newsmtsc_questions(data / "newsmtsc" / f"dev-{split}.jsonl")
        )
    ]
    claims = [
        Held(q, side, claim)
        for q, side, claim in perspectrum_questions(data / "perspectrum", "dev")
    ]
    return {"statement": own_dev, "mention": news, "claim": claims}


def scores(model: StanceModel, held: dict[Head, list[Held]]) -> dict[Head, np.ndarray]:
    """Uncalibrated scores (n, 3) of each head's own questions."""
    return {
        head: np.array([model.scores(h.question)[head] for h in items])
        for head, items in held.items()
    }


def chances(x: np.ndarray, fitted: Calibration) -> np.ndarray:
    """Scores (n, 3) -> chances (n, 3)."""
    return np.array([fitted.chances(row) for row in x])


def expected_calibration_error(p: np.ndarray, y: np.ndarray, bins: int = 10) -> float:
    """Mean distance of the likeliest side's chance from its accuracy, over equal-width bins."""
    sure, right = p.max(1), p.argmax(1) == y
    at = np.minimum((sure * bins).astype(int), bins - 1)
    return float(
        sum(
            (at == b).mean() * abs(sure[at == b].mean() - right[at == b].mean())
            for b in range(bins)
            if (at == b).any()
        )
    )


def fit(x: np.ndarray, y: np.ndarray, steps: int = 400, rate: float = 0.5) -> Calibration:
    """Scale and shift of least cross entropy, by gradient descent from (1, 0)."""
    scale, shift = 1.0, np.zeros(x.shape[1])
    target = np.eye(x.shape[1])[y]
    for _ in range(steps):
        z = x * scale + shift
        p = np.exp(z - z.max(1, keepdims=True))
        p /= p.sum(1, keepdims=True)
        slope = (p - target) / len(y)
        scale -= rate * float((slope * x).sum()) / max(1.0, float((x**2).mean()))
        shift -= rate * (slope.sum(0) + 0.01 * shift)
    return Calibration(round(scale, 4), tuple(round(float(v - shift.mean()), 4) for v in shift))


def crossed(x: np.ndarray, y: np.ndarray, groups: np.ndarray) -> np.ndarray:
    """Chances of each question by a fit that has not seen its fold."""
    out = np.zeros_like(x)
    for k in range(5):
        test = groups % 5 == k
        out[test] = chances(x[test], fit(x[~test], y[~test]))
    return out


def main() -> None:
    p = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    p.add_argument("--model", type=Path, default=Path("graph/onrecord/stance_model"))
    p.add_argument("--data", type=Path, default=Path("../shared/data"))
    p.add_argument("--settings", type=Path, default=SETTINGS)
    a = p.parse_args()
    held = held_out(a.data)
    found = scores(StanceModel.load(a.model), held)
    fitted = {}
    for head, items in held.items():
        y = np.array([h.side for h in items])
        groups = np.array([h.group for h in items])
        before = expected_calibration_error(chances(found[head], Calibration()), y)
        after = expected_calibration_error(crossed(found[head], y, groups), y)
        best = fit(found[head], y)
        fitted[head] = {"scale": best.scale, "shift": list(best.shift)}
        print(f"{head}: {len(y)} questions, error {before:.3f} before, {after:.3f} after (5-fold)")
    settings = json.loads(a.settings.read_text()) if a.settings.exists() else {}
    a.settings.write_text(json.dumps(settings | {"calibration": fitted}, indent=1) + "\n")


if __name__ == "__main__":
    main()
