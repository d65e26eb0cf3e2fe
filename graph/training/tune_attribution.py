"""Chooses decoding settings on PolNeAR dev.

`python graph/training/tune_attribution.py --model DIR --settings OUT.json`

Coordinate ascent over small grids.  The goal is the mean of the scorer's attribution F1 with and
without "both have no source" (so that a source is not invented where there is none), exact content
F1 and the token F1 of sources and contents.  The int8 network is run once, only decoding is
repeated.  A dozen knobs on 2,192 attributions: a little of what is gained here will not be kept
elsewhere.
"""

import argparse
import json
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from onrecord.attribution_model.decode import Settings
from onrecord.attribution_model.model import AttributionModel
from onrecord.encoder.words import spans, split_words

GRIDS: dict[str, tuple[float | bool, ...]] = {
    "content_bias": (0.0, 0.4, 0.8, 1.2, 1.6),
    "rivalry": (0.0, 0.3, 0.6, 1.0, 1.5),
    "margin": (-2.0, -1.0, 0.0, 1.0, 2.0),
    "threshold": (0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55),
    "restart": (0.0, -1.0, -2.0, -3.0),
    "candidates": (0.15, 0.3, 0.4),
    "source_bias": (0.0, 0.5, 1.0),
    "cue_bias": (0.0, 0.5, 1.0),
    "source_bonus": (0.0, 1.0, 2.0, 3.0, 4.0),
    "tag_weight": (0.0, 0.2, 0.4, 0.6),
    "barrier": (0.0, 1.0, 2.0),
    "completed": (0.5, 0.6, 0.7, 0.8, 1.1),
    "second_look": (0.05, 0.1, 0.2, 0.45),
    "second_tagged": (0.7, 0.8, 0.9),
}


class Bench:
    """Dev articles with the network's scores; `measure` decodes and scores them."""

    def __init__(self, model: AttributionModel, scorer: object, data: Path, every: int) -> None:
        self.model, self.scorer = model, scorer
        self.docs = []
        gold = scorer.load_gold(str(data), "dev")  # type: ignore[attr-defined]
        for doc in sorted(gold)[::every]:
            text, attributions = gold[doc]
            tok = scorer.Tokens(text)  # type: ignore[attr-defined]
            words = split_words(text)
            windows = model.encoder.windows(words)
            scores = model.scores(windows, model.encoder.read_all(windows))
            self.docs.append((tok, scorer.tokenised(tok, attributions), words, scores))  # type: ignore[attr-defined]

    def measure(self, settings: Settings) -> dict[str, float]:
        """F1 by the scorer's names, and the measure under "goal"."""
        total: Counter[str] = Counter()
        for tok, gold, words, scores in self.docs:
            found = self.model.decode(words, scores, settings)
            predicted = [
                {r: spans(words, getattr(f, r)) for r in ("source", "cue", "content")}
                for f in found
                if not f.nested
            ]
            total += self.scorer.counts(tok, self.scorer.tokenised(tok, predicted), gold)  # type: ignore[attr-defined]
        names = (
            "ATTRIBUTION",
            "ATTR(+none)",
            "CONTENT-ONLY",
            "exact content",
            "token source",
            "token content",
        )
        out = {n: self.scorer.prf(total, n)[2] for n in names}  # type: ignore[attr-defined]
        out["indirect recall"] = self.scorer.prf(total, "ATTRIBUTION indirect")[1]  # type: ignore[attr-defined]
        goal = sum(v for n, v in out.items() if n not in ("CONTENT-ONLY", "indirect recall"))
        return out | {"goal": goal / 5}


def climb(bench: Bench, start: Settings, rounds: int) -> Settings:
    """Best value of each knob in turn, `rounds` times or until nothing moves."""
    best, value = start, bench.measure(start)["goal"]
    for _ in range(rounds):
        before = best
        for name, grid in GRIDS.items():
            for choice in grid:
                trial = replace(best, **{name: choice})
                if trial == best:
                    continue
                figures = bench.measure(trial)
                if figures["goal"] > value + 1e-4:
                    best, value = trial, figures["goal"]
                    print(name, choice, {k: round(v, 4) for k, v in figures.items()}, flush=True)
        if best == before:
            break
    return best


def main() -> None:
    p = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    p.add_argument("--model", type=Path, default=Path("graph/onrecord/attribution_model"))
    p.add_argument("--data", type=Path, default=Path("../shared/data/polnear"))
    p.add_argument(
        "--scorer", type=Path, default=Path("../shared/tools"), help="folder with polnear_eval.py"
    )
    p.add_argument("--settings", type=Path, required=True)
    p.add_argument("--rounds", type=int, default=2)
    p.add_argument("--every", type=int, default=1, help="use only every n-th article")
    a = p.parse_args()
    sys.path.insert(0, str(a.scorer))
    import polnear_eval

    model = AttributionModel.load(a.model)
    bench = Bench(model, polnear_eval, a.data, a.every)
    start = replace(model.settings, nested=False)
    print("start", {k: round(v, 4) for k, v in bench.measure(start).items()}, flush=True)
    best = climb(bench, start, a.rounds)
    kept = {name: getattr(best, name) for name in GRIDS}
    a.settings.write_text(json.dumps(kept, indent=1) + "\n")
    print(kept)


if __name__ == "__main__":
    main()
