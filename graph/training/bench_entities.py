"""Measures the shipped entity model: `python graph/training/bench_entities.py` (`make
bench-entities`).

CrossNER politics dev and CoNLL-2003 dev, sentence by sentence, by type: parties are organisations,
countries places; elections, events and "misc" are left out.  spaCy's names beside it in the same
run, and words per second of both on one core, in pairs.  The politics figures are pinned in
entities-baseline.json: one that has fallen ends this with 1, unless --lower gives a reason.
"""

import argparse
import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import spacy

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from entity_data import CONLL, POLITICS, read_tagged, spaced, typeset
from entity_scores import AS_TYPE, TYPES, Name, Score, marked, scores
from pins import pin

from onrecord.entity_model import EntityModel
from onrecord.parsing.parse import DEFAULT_MODEL

BASELINE = Path(__file__).with_name("entities-baseline.json")
FLOOR = 0.84
SPACY = {"PERSON": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place"}
SETS = {"politics": ("politics-{}.txt", POLITICS), "conll": ("conll2003-{}.txt", CONLL)}
Finder = Callable[[list[str]], list[list[Name]]]


def of_model(model: EntityModel) -> Finder:
    """The model as a finder of names."""
    return lambda texts: [
        [(AS_TYPE[n.kind], n.start, n.end) for n in names if n.kind in AS_TYPE]
        for names in model.stream(texts)
    ]


def of_spacy(nlp: Any) -> Finder:
    """A spaCy pipeline as a finder of names."""
    return lambda texts: [
        [(SPACY[e.label_], e.start_char, e.end_char) for e in doc.ents if e.label_ in SPACY]
        for doc in nlp.pipe(texts)
    ]


def measure(data: Path, name: str, split: str, find: Finder, plain: bool) -> dict[str, Score]:
    """Scores on one corpus; plain: words apart as the corpus has them, not as in print."""
    file, kinds = SETS[name]
    shape = spaced if plain else typeset
    sentences = [marked(shape(s)) for s in read_tagged(data / file.format(split), kinds)]
    texts = [text for text, _ in sentences]
    return scores(texts, [gold for _, gold in sentences], find(texts))


def show(title: str, found: dict[str, Score]) -> None:
    cells = (f"{k} {s.precision:.3f}/{s.recall:.3f}/{s.f1:.3f}" for k, s in found.items())
    print(f"{title:34} " + "  ".join(cells), flush=True)


def speed(finders: dict[str, Finder], texts: list[str], pairs: int) -> dict[str, float]:
    """Words per second of processor time: medians over runs taken in turn, and their ratio."""
    words = sum(len(t.split()) for t in texts)
    rates: dict[str, list[float]] = {name: [] for name in finders}
    for _ in range(pairs):
        for name, find in finders.items():
            began = time.process_time()
            find(texts)
            rates[name].append(words / (time.process_time() - began))
    ours, theirs = rates.values()
    out = {name: statistics.median(r) for name, r in rates.items()}
    return out | {"ratio": statistics.median(a / b for a, b in zip(ours, theirs, strict=True))}


def arguments() -> argparse.Namespace:
    p = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    p.add_argument("--model", type=Path, default=Path("graph/onrecord/entity_model"))
    p.add_argument("--shared", type=Path, default=Path("../shared"), help="folder with data/")
    p.add_argument("--spacy", default=DEFAULT_MODEL, help="spaCy pipeline to set beside")
    p.add_argument("--split", default="dev")
    p.add_argument("--pairs", type=int, default=3, help="runs of the timing")
    p.add_argument("--json", type=Path, help="write the figures here")
    p.add_argument("--lower", metavar="REASON", help="pin lower figures, and say why")
    return p.parse_args()


def main() -> None:
    a = arguments()
    data = a.shared / "data" / "crossner"
    if not data.is_dir():
        sys.exit(f"{data}: no such folder. Pass the one that holds data/crossner with --shared.")
    finders = {"model": of_model(EntityModel.load(a.model)), "spaCy": of_spacy(spacy.load(a.spacy))}
    figures: dict[str, Any] = {}
    print("precision/recall/F1 by type")
    for corpus in SETS:
        for name, find in finders.items():
            for plain in (False, True):
                found = measure(data, corpus, a.split, find, plain)
                title = f"{corpus} {a.split} {name}{', words apart' if plain else ''}"
                show(title, found)
                figures[title] = {kind: round(s.f1, 4) for kind, s in found.items()}
    articles = sorted((a.shared / "articles").glob("*.txt"))
    texts = [path.read_text(encoding="utf-8") for path in articles] * 3
    figures["speed"] = speed(finders, texts, a.pairs)
    print({name: round(value, 2) for name, value in figures["speed"].items()})
    politics = figures[f"politics {a.split} model"]
    verdict = "ok" if politics["all"] >= FLOOR else "BELOW"
    print(f"politics {a.split} all: {politics['all']:.3f}  floor {FLOOR:.3f}  {verdict}")
    if a.json:
        a.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    conll = figures[f"conll {a.split} model"]
    values = {f"politics {kind}": politics[kind] for kind in (*TYPES, "all")}
    values["conll all"] = conll["all"]
    if a.split == "dev" and not pin(BASELINE, "Entities on CrossNER politics dev", values, a.lower):
        sys.exit(1)


if __name__ == "__main__":
    main()
