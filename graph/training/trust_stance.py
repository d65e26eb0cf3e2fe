"""Fits how far the model is to be trusted in articles: `python graph/training/trust_stance.py`.

On held-out sentences speaker and target are given; in an article both may be wrong, and the text
is another.  So the chance of a side is mapped once more, on the hand-coded sample articles and the
fictional ones (never on the shared gold, which the bench measures).  Platt scaling (Platt 1999)
for policies and for people and bodies; writes "trust" into stance_settings.json.
"""

import argparse
import json
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from bench_stance_articles import Article, articles
from calibrate_attribution import fit
from calibrate_stance import SETTINGS

from onrecord import annotations, vocabulary
from onrecord.attribution_model import AttributionModel
from onrecord.evaluate import codings, matching
from onrecord.extract import stances
from onrecord.extract.stances.leaning import MEANT
from onrecord.model import Reading
from onrecord.reading import read_on_record
from onrecord.stance_model import StanceModel

FITTED_ON = ("corpus", "cases")


class Untrimmed(StanceModel):
    """The model with its own chances for trust, so that every side is let through."""

    def trust(self, answer: object, name: str) -> float:
        return float(getattr(answer, answer.leaning))  # type: ignore[attr-defined]


def collect(found: list[Article], readings: list[Reading]) -> list[tuple[bool, float, bool]]:
    """(towards an actor, chance, right) of every side that the model alone finds."""
    out = []
    for article, reading in zip(found, readings, strict=True):
        gold = codings.coding(article.data)
        kinds = {e.id: e.kind for e in reading.entities}
        for statement in reading.statements:
            for stance in statement.stances if statement.speaker else ():
                if stance.confidence in RULED:
                    continue
                alone = replace(statement, stances=(stance,))
                data = annotations.dump(replace(reading, statements=(alone,), relations=()))
                right = bool(matching.tied(gold.stances, codings.coding(data).stances))
                out.append((kinds[stance.target] != "Policy", stance.confidence, right))
    return out


RULED = {*stances.SECONDED.values(), stances.RULED, MEANT}


def main() -> None:
    p = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    p.add_argument("--model", type=Path, default=Path("graph/onrecord/stance_model"))
    p.add_argument("--settings", type=Path, default=SETTINGS)
    a = p.parse_args()
    shipped = StanceModel.load(a.model)
    model, lexicon = Untrimmed(shipped._encoder), vocabulary.lexicon()
    attribution = AttributionModel.load()
    before, stances.ENOUGH = stances.ENOUGH, dict.fromkeys(stances.ENOUGH, 0.0)
    less, stances.ALONE = stances.ALONE, 1.0
    rows = {
        name: collect(
            found, [read_on_record(x.parse, lexicon, attribution, 0.0, model) for x in found]
        )
        for name, found in articles().items()
    }
    stances.ENOUGH, stances.ALONE = before, less
    trust = {}
    for number, name in enumerate(("policy", "actor")):
        mine = [r for s in FITTED_ON for r in rows[s] if r[0] == bool(number)]
        chance = np.clip(np.array([r[1] for r in mine]), 1e-4, 1 - 1e-4)
        x = np.stack([np.log(chance / (1 - chance)), np.ones(len(mine))], 1)
        slope, bias = fit(x, np.array([float(r[2]) for r in mine]))
        trust[name] = [round(float(slope), 4), round(float(bias), 4)]
        print(
            f"{name}: {len(mine)} sides, {np.mean([r[2] for r in mine]):.2f} right; {trust[name]}"
        )
        for least in (0.4, 0.5, 0.6, 0.7, 0.8):
            line = []
            for s, found in rows.items():
                kept = [
                    r[2] for r in found if r[0] == bool(number) and _of(r[1], trust[name]) >= least
                ]
                line.append(f"{s} {sum(kept)}/{len(kept)}")
            print(f"  at {least}: {', '.join(line)}")
    settings = json.loads(a.settings.read_text()) if a.settings.exists() else {}
    a.settings.write_text(json.dumps(settings | {"trust": trust}, indent=1) + "\n")


def _of(chance: float, pair: list[float]) -> float:
    z = pair[0] * np.log(max(chance, 1e-4) / max(1 - chance, 1e-4)) + pair[1]
    return float(1 / (1 + np.exp(-z)))


if __name__ == "__main__":
    main()
