"""Fits confidence on PolNeAR dev: `python graph/training/calibrate_attribution.py --model
graph/onrecord/attribution_model --settings OUT.json`.

Platt scaling (Platt 1999) over the few figures decoding has of an attribution.  A prediction counts
as right where the scorer matches it to a gold attribution (content Jaccard >= 0.5, sources share a
token or both are absent).  Prints the expected calibration error (Guo et al., ICML 2017; 10 bins of
equal width) of the raw cue probability and of the fit, the latter as five-fold cross-validation
over articles; writes the fit on all of dev.
"""

import argparse
import json
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from onrecord.attribution_model.model import AttributionModel, confidence_features
from onrecord.encoder.words import spans


def expected_calibration_error(chance: np.ndarray, right: np.ndarray, bins: int = 10) -> float:
    """Mean distance between confidence and accuracy over equal-width bins, weighted by their
    counts.
    """
    at = np.minimum((chance * bins).astype(int), bins - 1)
    return float(
        sum(
            (at == b).mean() * abs(chance[at == b].mean() - right[at == b].mean())
            for b in range(bins)
            if (at == b).any()
        )
    )


def fit(x: np.ndarray, y: np.ndarray, ridge: float = 1.0) -> np.ndarray:
    """Logistic regression by Newton's method; x (n, k), its last column ones."""
    w = np.zeros(x.shape[1])
    penalty = np.full(len(w), ridge)
    penalty[-1] = 1e-6
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ w))
        hessian = (x * (p * (1 - p))[:, None]).T @ x + np.diag(penalty)
        w += np.linalg.solve(hessian, x.T @ (y - p) - penalty * w)
    return w


def collect(
    model: AttributionModel, scorer: object, data: Path
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """(features, raw chances, right or not, article number) of every outer attribution predicted on
    dev.
    """
    rows, raw, right, article = [], [], [], []
    for number, (_, (text, gold)) in enumerate(sorted(scorer.load_gold(str(data), "dev").items())):  # type: ignore[attr-defined]
        words, found = model.found(text)
        found = [f for f in found if f.cue and not f.nested]
        tok = scorer.Tokens(text)  # type: ignore[attr-defined]
        predicted = [
            {r: spans(words, getattr(f, r)) for r in ("source", "cue", "content")} for f in found
        ]
        p, g = scorer.tokenised(tok, predicted), scorer.tokenised(tok, gold)  # type: ignore[attr-defined]
        pairs = scorer.match(p, g, lambda a, b: _same(scorer, a, b), "content")  # type: ignore[attr-defined]
        for i, f in enumerate(found):
            rows.append([*confidence_features(f), 1.0])
            raw.append(f.chance)
            right.append(float(i in pairs))
            article.append(number)
    return np.array(rows), np.array(raw), np.array(right), np.array(article)


def _same(scorer: object, a: dict, b: dict) -> bool:
    return scorer.jaccard(a["content"], b["content"]) >= 0.5 and bool(
        a["source"] & b["source"] or not (a["source"] or b["source"])
    )  # type: ignore[attr-defined]


def main() -> None:
    p = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    p.add_argument("--model", type=Path, default=Path("graph/onrecord/attribution_model"))
    p.add_argument("--data", type=Path, default=Path("../shared/data/polnear"))
    p.add_argument(
        "--scorer", type=Path, default=Path("../shared/tools"), help="folder with polnear_eval.py"
    )
    p.add_argument(
        "--settings",
        type=Path,
        required=True,
        help="JSON file of settings to put the calibration into",
    )
    a = p.parse_args()
    sys.path.insert(0, str(a.scorer))
    import polnear_eval

    x, raw, y, article = collect(AttributionModel.load(a.model), polnear_eval, a.data)
    folds = np.zeros(len(y))
    for k in range(5):
        test = article % 5 == k
        folds[test] = 1 / (1 + np.exp(-x[test] @ fit(x[~test], y[~test])))
    w = fit(x, y)
    settings = json.loads(a.settings.read_text()) if a.settings.exists() else {}
    settings["calibration"] = {
        "weights": [round(float(v), 4) for v in w[:-1]],
        "bias": round(float(w[-1]), 4),
    }
    a.settings.write_text(json.dumps(settings, indent=1) + "\n")
    before, after = expected_calibration_error(raw, y), expected_calibration_error(folds, y)
    order = np.argsort(-folds)
    print(
        f"{len(y)} attributions, {y.mean():.3f} right; expected calibration error "
        f"{before:.3f} before, {after:.3f} after (5-fold)"
    )
    for share in (0.25, 0.5, 0.75):
        print(f"  the surest {share:.0%}: {y[order[: int(share * len(y))]].mean():.3f} right")


if __name__ == "__main__":
    main()
