"""Measures the extraction against hand-coded articles, and pins what it reaches.

python tests/pin_baseline.py            measure, print, raise what has risen in baseline.json
python tests/pin_baseline.py --dry-run  measure and print
python tests/pin_baseline.py --lower "why"
                                        also lower what has fallen; CHANGELOG.md gets the reason

A set is pinned with its number of documents and a hash of its gold, so that neither can change
unnoticed. Sets whose articles are not at hand keep their pins. The README's figures are the pins.
"""

import argparse
import hashlib
import json
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from onrecord import annotations, build, vocabulary
from onrecord.evaluate import evaluate
from onrecord.progress import Progress

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
BASELINE = ROOT / "tests" / "baseline.json"
CHANGELOG = ROOT / "CHANGELOG.md"
README = ROOT / "README.md"
MARKS = ("<!-- figures -->\n", "<!-- /figures -->")
SETS = {"shared": "news reports", "corpus": "sample articles", "cases": "on other subjects"}
TOLERANCE = 0.005  # a score may fall so far below its pin before a test fails
MEASURES = ("statement", "on record", "speaker", "kind", "act", "stance", "entity", "relation")

Pairs = list[tuple[Path, Path]]  # article, gold
Pins = dict[str, dict[str, Any]]


def sets() -> dict[str, Pairs]:
    """Every set of articles that is at hand, with the hand-coded annotation of each article."""
    cases = ROOT / "tests" / "cases"
    found = {
        "shared": [
            (next((SHARED / "articles").glob(f"{gold.stem}*.txt")), gold)
            for gold in sorted((SHARED / "gold").glob("*.json"))
        ],
        "corpus": [
            (article, cases / article.stem / "expected.json")
            for article in sorted((ROOT / "corpus").glob("*.md"))
            if article.name != "SOURCES.md"
        ],
        "cases": [
            (article, article.with_name("expected.json"))
            for article in sorted(cases.glob("*/article.txt"))
        ],
    }
    return {name: pairs for name, pairs in found.items() if pairs}


def measure(pairs: Pairs) -> dict[str, Any]:
    """What is pinned of one set: documents, hash of the gold, and the F1 of each measure."""
    with tempfile.TemporaryDirectory() as place:
        articles, gold, found = (Path(place) / name for name in ("articles", "gold", "found"))
        for folder in (articles, gold, found):
            folder.mkdir()
        for number, (article, coded) in enumerate(pairs):
            shutil.copy(article, articles / f"{number:03}{article.suffix}")
            data = json.loads(coded.read_text("utf-8")) | {"doc": f"{number:03}"}
            (gold / f"{number:03}.json").write_text(json.dumps(data), "utf-8")
        options, words = build.Options(), vocabulary.lexicon()
        library = build.read_sources([str(articles)], words)
        readings, skipped, _ = build.readings_of(library, words, options, Progress())
        assert len(readings) == len(pairs), skipped
        for reading in readings:
            path = found / f"{reading.document.id}.json"
            path.write_text(annotations.dumps(reading), "utf-8")
        scores = evaluate(gold, found)
    digest = hashlib.sha256(b"\0".join(coded.read_bytes() for _, coded in pairs))
    return {
        "documents": len(pairs),
        "gold": digest.hexdigest(),
        "f1": {name: round(scores[name].f1, 3) for name in MEASURES},
    }


def fallen(pinned: dict[str, Any], now: dict[str, Any]) -> list[str]:
    """The measures that are further below their pin than the tolerance, in words."""
    return [
        f"{name} {pinned['f1'][name]:.3f} -> {now['f1'][name]:.3f}"
        for name in MEASURES
        if now["f1"][name] < pinned["f1"].get(name, 0.0) - TOLERANCE
    ]


def repinned(pinned: dict[str, Any] | None, now: dict[str, Any], lower: bool) -> dict[str, Any]:
    """The new pins: a score that only wavers keeps its pin, or pins would creep downwards."""
    if pinned is None or lower or pinned["gold"] != now["gold"]:
        return now
    return now | {"f1": {name: max(pinned["f1"][name], now["f1"][name]) for name in MEASURES}}


def figures(pins: Pins) -> str:
    """The pins as a Markdown table."""
    heads = [f"{pins[name]['documents']} {title}" for name, title in SETS.items()]
    lines = [f"| F1 | {' | '.join(heads)} |", "|---|---|---|---|"]
    for name in MEASURES:
        scores = (f"{pins[each]['f1'][name]:.3f}" for each in SETS)
        lines.append(f"| {name} | {' | '.join(scores)} |")
    return "\n".join(lines) + "\n"


def put_figures(pins: Pins) -> None:
    """Writes the pins between the marks of the README."""
    before, _, rest = README.read_text("utf-8").partition(MARKS[0])
    after = rest.partition(MARKS[1])[2]
    README.write_text(before + MARKS[0] + figures(pins) + MARKS[1] + after, "utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure the extraction and pin its scores.")
    parser.add_argument("--lower", metavar="REASON", help="lower what has fallen, and say why")
    parser.add_argument("--dry-run", action="store_true", help="measure and print only")
    asked = parser.parse_args()
    pins: Pins = json.loads(BASELINE.read_text("utf-8")) if BASELINE.is_file() else {}
    measured = {name: measure(pairs) for name, pairs in sets().items()}
    print(f"{'F1':12}" + "".join(f"{name:>12}" for name in measured))
    for measure_name in MEASURES:
        row = (f"{now['f1'][measure_name]:12.3f}" for now in measured.values())
        print(f"{measure_name:12}" + "".join(row))
    losses = [
        f"{name}: {loss}"
        for name, now in measured.items()
        if name in pins
        for loss in fallen(pins[name], now)
    ]
    for loss in losses:
        print(f"fallen: {loss}", file=sys.stderr)
    if asked.dry_run:
        return 0
    if losses and not asked.lower:
        print('Nothing pinned. Mend it, or pass --lower "why".', file=sys.stderr)
        return 1
    if losses:
        with CHANGELOG.open("a", encoding="utf-8") as log:
            log.write(f"- Baseline lowered ({'; '.join(losses)}): {asked.lower}\n")
    pins |= {n: repinned(pins.get(n), now, bool(asked.lower)) for n, now in measured.items()}
    BASELINE.write_text(json.dumps(pins, indent=1) + "\n", "utf-8")
    put_figures(pins)
    return 0


if __name__ == "__main__":
    sys.exit(main())
