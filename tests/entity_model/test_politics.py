"""The shipped file on CrossNER politics dev, which is no part of the project."""

import sys
from pathlib import Path

import pytest

from onrecord.entity_model import EntityModel

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT.parent / "shared" / "data" / "crossner"
FLOOR = 0.84

sys.path.insert(0, str(ROOT / "graph" / "training"))


@pytest.mark.skipif(
    not DATA.is_dir(), reason="needs ../shared/data/crossner (CrossNER, CoNLL-2003)"
)
def test_names_on_politics_dev() -> None:
    from bench_entities import measure, of_model

    found = measure(DATA, "politics", "dev", of_model(EntityModel.load()), False)
    assert found["all"].gold > 2000
    assert found["all"].f1 >= FLOOR
