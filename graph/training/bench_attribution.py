"""Measures the shipped model: `python graph/training/bench_attribution.py` (`make
bench-attribution`).

PolNeAR dev by the shared scorer, by form and by outlet, beside the rules alone; contents on the
shared gold articles; words per second and memory, and with --spacy beside the bare pipeline, in
pairs.  Prints text; --json writes the figures.  The figures are pinned in baseline.json: one that
has fallen ends this with 1, unless --lower gives a reason, which goes into CHANGELOG.md.
"""

import argparse
import contextlib
import io
import json
import resource
import statistics
import sys
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from pins import pin

from onrecord.attribution_model.model import AttributionModel, LearnedAttribution

BASELINE = Path(__file__).with_name("baseline.json")
FLOORS = {
    "attribution": 0.725,
    "content only": 0.795,
    "exact content": 0.60,
    "token source": 0.85,
    "alpha": 0.785,
    "indirect recall": 0.64,
}


def as_scored(found: list[LearnedAttribution]) -> list[dict]:
    """For the scorer; PolNeAR is flat, so nested attributions stay out."""
    return [{"source": a.source, "cue": a.cue, "content": a.content} for a in found if not a.nested]


def polnear(
    model: AttributionModel, scorer: object, data: Path, split: str, draws: int
) -> tuple[dict, dict]:
    """(figures over all articles, figures by outlet)."""
    gold = scorer.load_gold(str(data), split)  # type: ignore[attr-defined]
    docs = sorted(gold)
    found = dict(zip(docs, model.stream(gold[d][0] for d in docs), strict=True))
    predicted = {d: as_scored(found[d]) for d in docs}
    whole = scorer.evaluate(gold, predicted, draws)  # type: ignore[attr-defined]
    scorer.show(whole, f"PolNeAR {split}")  # type: ignore[attr-defined]
    outlets: dict[str, list[str]] = defaultdict(list)
    for d in docs:
        outlets[d.split("_")[0]].append(d)
    by = {
        o: scorer.evaluate({d: gold[d] for d in ds}, predicted, 0)
        for o, ds in sorted(outlets.items())
    }  # type: ignore[attr-defined]
    for o, r in by.items():
        print(
            f"  {o:13s} {r['n']['articles']:3d} articles {r['n']['gold']:4d} gold"
            f"  attribution F1 {100 * r['ATTRIBUTION']['F1']:.1f}"
            f"  content only {100 * r['CONTENT-ONLY']['F1']:.1f}"
        )
    for form in ("direct", "mixed", "indirect"):
        r = whole[f"ATTRIBUTION {form}"]
        print(
            f"  {form:9s} {r['gold']:4d} gold {r['pred']:4d} predicted"
            f"  P {100 * r['P']:.1f} R {100 * r['R']:.1f} F1 {100 * r['F1']:.1f}"
        )
    return whole, by


def floors(r: dict) -> dict[str, float]:
    """The figures that have a floor."""
    values = {
        "attribution": r["ATTRIBUTION"]["F1"],
        "content only": r["CONTENT-ONLY"]["F1"],
        "exact content": r["exact content"]["F1"],
        "token source": r["token source"]["F1"],
        "alpha": r["alpha"],
        "indirect recall": r["ATTRIBUTION indirect"]["R"],
    }
    for name, floor in FLOORS.items():
        verdict = "ok" if values[name] >= floor else "BELOW"
        print(f"  {name:16s} {values[name]:.3f}  floor {floor:.3f}  {verdict}")
    return values


def rules(scorer: object, data: Path, split: str) -> dict:
    """The same figures for the rules without the model."""
    from onrecord import vocabulary
    from onrecord.extract.attributions import attributions
    from onrecord.model import Document
    from onrecord.parsing import parse

    lexicon = vocabulary.lexicon()
    gold = scorer.load_gold(str(data), split)  # type: ignore[attr-defined]
    documents = [Document(d, gold[d][0], d, (d,)) for d in sorted(gold)]
    predicted = {
        p.document.id: [
            {
                role: [(s.start, s.end) for s in getattr(a, role)]
                for role in ("source", "cue", "content")
            }
            for a in attributions(p, lexicon)
        ]
        for p in parse.parse(documents, parse.load())
    }
    print("rules alone:")
    return floors(scorer.evaluate(gold, predicted, 0))  # type: ignore[attr-defined]


def articles(
    model: AttributionModel, scorer: object, gold: Path, texts: Path, least: float
) -> dict:
    """Contents against the coded articles, speakers left unresolved (the program resolves them
    later).
    """
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        for path in sorted(gold.glob("*.json")):
            doc = json.loads(path.read_text(encoding="utf-8")).get("doc", path.stem)
            text = next(texts.glob(f"{path.stem}_*.txt")).read_text(encoding="utf-8")
            statements = [
                {"speaker": None, "content": [text[s:e] for s, e in a.content], "kind": a.form}
                for a in model.attributions(text)
                if a.confidence >= least
            ]
            Path(folder, path.name).write_text(
                json.dumps({"doc": doc, "entities": [], "statements": statements, "relations": []})
            )
        with contextlib.redirect_stdout(io.StringIO()):
            tally = scorer.main([str(gold), folder, "--json"])  # type: ignore[attr-defined]
    return tally["statement"]


def speed(
    model: AttributionModel, texts: list[str], spacy_model: str | None, pairs: int
) -> dict[str, float]:
    """Words per second on one core (processor time), median over `pairs` runs taken in turn with
    spaCy's.
    """
    words = sum(len(t.split()) for t in texts)
    ours, theirs = [], []
    nlp = None
    if spacy_model:
        import importlib

        nlp = importlib.import_module(spacy_model).load()
    for _ in range(pairs):
        t = time.process_time()
        list(model.stream(texts))
        ours.append(words / (time.process_time() - t))
        if nlp:
            t = time.process_time()
            list(nlp.pipe(texts))
            theirs.append(words / (time.process_time() - t))
    out = {"words_per_second": statistics.median(ours)}
    if theirs:
        out["spacy_words_per_second"] = statistics.median(theirs)
        out["ratio"] = statistics.median(a / b for a, b in zip(ours, theirs, strict=True))
    return out


def main() -> None:
    p = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    p.add_argument("--model", type=Path, default=Path("graph/onrecord/attribution_model"))
    p.add_argument(
        "--shared",
        type=Path,
        default=Path("../shared"),
        help="folder with data/polnear, gold, articles, tools",
    )
    p.add_argument("--split", default="dev")
    p.add_argument("--spacy", help="module of a spaCy pipeline to time beside, e.g. en_core_web_sm")
    p.add_argument("--pairs", type=int, default=5)
    p.add_argument("--draws", type=int, default=1000, help="bootstrap draws")
    p.add_argument("--json", type=Path)
    p.add_argument("--lower", metavar="REASON", help="pin lower figures, and say why")
    a = p.parse_args()
    sys.path.insert(0, str(a.shared / "tools"))
    import polnear_eval
    import score

    start = time.perf_counter()
    model = AttributionModel.load(a.model)
    print(f"loaded in {time.perf_counter() - start:.2f} s")
    whole, by = polnear(model, polnear_eval, a.shared / "data" / "polnear", a.split, a.draws)
    figures: dict[str, Any] = {
        "floors": floors(whole),
        "rules": rules(polnear_eval, a.shared / "data" / "polnear", a.split),
        "outlets": {o: r["ATTRIBUTION"]["F1"] for o, r in by.items()},
    }
    print("contents on the coded articles, by least confidence:")
    for least in (0.0, 0.3, 0.4, 0.5):
        found = articles(model, score, a.shared / "gold", a.shared / "articles", least)
        figures[f"gold {least}"] = found
        print(f"  {least}: {found}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory, the rules included: {peak:.0f} MiB")
    texts = [
        path.read_text(encoding="utf-8")
        for path in sorted((a.shared / "data/polnear" / a.split / "text").glob("*.txt"))[:40]
    ]
    figures["speed"] = speed(model, texts, a.spacy, a.pairs)
    print(figures["speed"])
    if a.json:
        a.json.write_text(json.dumps(figures, indent=1, default=float) + "\n")
    if a.split == "dev" and not pin(
        BASELINE, "Attribution on PolNeAR dev", figures["floors"], a.lower
    ):
        sys.exit(1)


if __name__ == "__main__":
    main()
