"""How good the extraction is: floors on real reports, and pins that no score may fall below."""

import importlib.util
import json
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
FLOORS = {"on record": 0.50, "entity": 0.70, "stance": 0.25, "relation": 0.35}
SECONDS = 60  # for five articles on two cores, with the language model still to be loaded

needs_articles = pytest.mark.skipif(
    not (SHARED / "gold").is_dir(), reason="the source reports are not at hand: ../shared"
)


def _pins() -> ModuleType:
    spec = importlib.util.spec_from_file_location("pins", ROOT / "tests" / "pin_baseline.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


pins = _pins()
PINNED: dict[str, dict[str, Any]] = json.loads(pins.BASELINE.read_text("utf-8"))


@pytest.fixture(scope="module")
def measured() -> dict[str, dict[str, Any]]:
    return {name: pins.measure(pairs) for name, pairs in pins.sets().items()}


@pytest.mark.parametrize("name", sorted(PINNED))
def test_no_score_falls_below_its_pin(name: str, measured: dict[str, dict[str, Any]]) -> None:
    if name not in measured:
        pytest.skip(f"the articles of the set {name} are not at hand")
    now, pinned = measured[name], PINNED[name]
    same = (now["documents"], now["gold"]) == (pinned["documents"], pinned["gold"])
    assert same, f"the gold of {name} has changed: run python tests/pin_baseline.py"
    assert pins.fallen(pinned, now) == [], 'mend it, or pin_baseline.py --lower "why"'


def test_every_set_is_pinned_and_what_must_be_there_is_there(
    measured: dict[str, dict[str, Any]],
) -> None:
    assert measured.keys() <= PINNED.keys() == pins.SETS.keys()
    assert {"corpus", "cases"} <= measured.keys()
    assert all(set(pin["f1"]) == set(pins.MEASURES) for pin in PINNED.values())


@needs_articles
@pytest.mark.parametrize("measure", sorted(FLOORS))
def test_floors_on_real_reports(measure: str, measured: dict[str, dict[str, Any]]) -> None:
    assert measured["shared"]["f1"][measure] >= FLOORS[measure]


@needs_articles
def test_five_real_reports_become_a_valid_graph_in_a_minute(tmp_path: Path) -> None:
    assert len(list((SHARED / "articles").glob("*.txt"))) == 5
    command = [sys.executable, "-m", "onrecord"]
    begun = time.monotonic()
    built = subprocess.run(
        [*command, "build", str(SHARED / "articles"), "-o", str(tmp_path / "out")],
        capture_output=True,
        text=True,
    )
    assert time.monotonic() - begun < SECONDS
    assert (built.returncode, built.stdout) == (0, ""), built.stderr
    assert built.stderr.startswith("Read 5 articles: ")
    checked = subprocess.run(
        [*command, "check", "-o", str(tmp_path / "out")], capture_output=True, text=True
    )
    assert checked.returncode == 0, checked.stderr


def test_the_readme_gives_the_pinned_figures_and_the_command_that_measures_them() -> None:
    readme = pins.README.read_text("utf-8")
    assert pins.MARKS[0] + pins.figures(PINNED) + pins.MARKS[1] in readme
    assert "`make score`" in readme


def test_a_pin_falls_only_when_told_to() -> None:
    pinned = {"documents": 1, "gold": "a", "f1": dict.fromkeys(pins.MEASURES, 0.5)}

    def now(score: float, gold: str = "a") -> dict[str, Any]:
        return pinned | {"gold": gold, "f1": dict.fromkeys(pins.MEASURES, score)}

    assert pins.fallen(pinned, now(0.496)) == []
    assert pins.fallen(pinned, now(0.494))[0] == "statement 0.500 -> 0.494"
    assert pins.repinned(pinned, now(0.496), lower=False) == pinned
    assert pins.repinned(pinned, now(0.6), lower=False) == now(0.6)
    assert pins.repinned(pinned, now(0.4), lower=True) == now(0.4)
    assert pins.repinned(pinned, now(0.496, "b"), lower=False) == now(0.496, "b")
