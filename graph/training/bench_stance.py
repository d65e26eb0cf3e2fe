"""Measures the shipped stance model: `python graph/training/bench_stance.py` (`make bench-stance`).

NewsMTSC dev, Perspectrum dev, the own examples' held-out blocks by kind, calibration, and the
hand-coded articles.  The figures are pinned in stance_baseline.json: one that has fallen ends this
with 1, unless --lower gives a reason, which goes into CHANGELOG.md.
"""

import argparse
import sys
from collections import Counter
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from bench_stance_articles import measure
from calibrate_stance import Held, chances, crossed, expected_calibration_error, held_out, scores
from pins import pin

from onrecord.stance_model import StanceModel
from onrecord.stance_model.model import Calibration

BASELINE = Path(__file__).with_name("stance_baseline.json")
FLOORS = {
    "newsmtsc rw": 0.81,
    "newsmtsc mt": 0.75,
    "perspectrum": 0.78,
    "shared f1": 0.45,
    "shared precision": 0.55,
    "shared side given": 0.85,
    "shared sure right": 0.80,
}
LARGEST_ERROR = 0.06  # of calibration, on what the fit has not seen


def macro_f1(found: np.ndarray, y: np.ndarray) -> float:
    """Mean F1 of the sides that the gold has."""
    values = []
    for side in sorted(set(y.tolist())):
        hits = ((found == side) & (y == side)).sum()
        values.append(2 * hits / max(1, (found == side).sum() + (y == side).sum()))
    return float(np.mean(values))


def public(x: dict[str, np.ndarray], held: dict[str, list[Held]]) -> dict[str, float]:
    """NewsMTSC's two splits and Perspectrum, each by its own head."""
    out = {}
    for split in ("rw", "mt"):
        here = [i for i, h in enumerate(held["mention"]) if h.kind == split]
        y = np.array([held["mention"][i].side for i in here])
        out[f"newsmtsc {split}"] = macro_f1(x["mention"][here].argmax(1), y)
    y = np.array([h.side for h in held["claim"]])
    either = np.where(x["claim"][:, 2] >= x["claim"][:, 0], 2, 0)  # a perspective is never neither
    out["perspectrum"] = macro_f1(either, y)
    return out


def own_kinds(x: np.ndarray, held: list[Held]) -> dict[str, float]:
    """Prints the accuracy by kind, with counts; returns the macro-F1 over all."""
    y, found = np.array([h.side for h in held]), x.argmax(1)
    right, every = Counter[str](), Counter[str]()
    for h, f in zip(held, found, strict=True):
        every[h.kind] += 1
        right[h.kind] += int(f) == h.side
    print("own examples, held-out blocks by kind (three draws of each):")
    for kind in sorted(every):
        print(f"  {kind:44s} {right[kind]:3d}/{every[kind]:3d} {right[kind] / every[kind]:.2f}")
    return {"own": macro_f1(found, y)}


def calibration(x: dict[str, np.ndarray], held: dict[str, list[Held]]) -> dict[str, float]:
    """Calibration error of each head, before, and after by five-fold cross-validation."""
    out = {}
    for head, items in held.items():
        y, groups = np.array([h.side for h in items]), np.array([h.group for h in items])
        before = expected_calibration_error(chances(x[head], Calibration()), y)
        out[head] = expected_calibration_error(crossed(x[head], y, groups), y)
        verdict = "ok" if out[head] <= LARGEST_ERROR else "ABOVE"
        print(f"calibration error, {head}: {before:.3f} before, {out[head]:.3f} after  {verdict}")
    return out


def main() -> None:
    p = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    p.add_argument("--model", type=Path, default=Path("graph/onrecord/stance_model"))
    p.add_argument("--data", type=Path, default=Path("../shared/data"))
    p.add_argument("--articles-only", action="store_true", help="print these figures, pin nothing")
    p.add_argument("--no-articles", action="store_true", help="print the others, pin nothing")
    p.add_argument("--lower", metavar="REASON", help="pin lower figures, and say why")
    a = p.parse_args()
    model = StanceModel.load(a.model)
    print(model.version)
    values: dict[str, float] = {}
    if not a.articles_only:
        held = held_out(a.data)
        x = scores(model, held)
        values |= public(x, held) | own_kinds(x["statement"], held["statement"])
        values |= {f"calibrated {h}": 1 - error for h, error in calibration(x, held).items()}
    if not a.no_articles:
        for name, found in measure(model).items():
            values |= {f"{name} {figure}": value for figure, value in found.items()}
    for name, value in values.items():
        floor = FLOORS.get(name)
        verdict = (
            "" if floor is None else f"  floor {floor:.2f}  {'ok' if value >= floor else 'BELOW'}"
        )
        print(f"  {name:28s} {value:.3f}{verdict}")
    if not (a.articles_only or a.no_articles) and not pin(BASELINE, "Stances", values, a.lower):
        sys.exit(1)


if __name__ == "__main__":
    main()
