"""The shipped stance model: what it says, and that it says it again."""

from pathlib import Path

import pytest

from onrecord.errors import ModelError
from onrecord.stance_model import Question, StanceModel


@pytest.fixture(scope="module")
def model() -> StanceModel:
    return StanceModel.load()


def ask(text: str, target: str, source: str) -> Question:
    at, by = text.index(target), text.index(source)
    return Question(text, ((at, at + len(target)),), ((by, by + len(source)),), target)


@pytest.mark.parametrize(
    ("text", "target", "side"),
    [
        ("Ms Orme backed the rent freeze.", "rent freeze", "supports"),
        ("Ms Orme said the rent freeze was a disgrace.", "rent freeze", "opposes"),
        ("Ms Orme said the rent freeze began in May.", "rent freeze", "neither"),
        ("Ms Orme asked when the rent freeze would begin.", "rent freeze", "neither"),
        ("Ms Orme wants the rent freeze to be scrapped.", "rent freeze", "opposes"),
        ("Ms Orme accused the Tidewater Board of lying.", "Tidewater Board", "opposes"),
        ("Ms Orme told the Tidewater Board that trains were late.", "Tidewater Board", "neither"),
    ],
)
def test_sides(model: StanceModel, text: str, target: str, side: str) -> None:
    assert model.answer(ask(text, target, "Ms Orme")).side == side


def test_chances_sum_to_one_and_repeat(model: StanceModel) -> None:
    question = ask("Ms Orme backed the rent freeze.", "rent freeze", "Ms Orme")
    answer = model.answer(question)
    assert answer.opposes + answer.neither + answer.supports == pytest.approx(1)
    assert answer == model.answer(question)
    assert answer.confidence == max(answer.opposes, answer.neither, answer.supports)


def test_two_heads_give_their_mean(model: StanceModel) -> None:
    question = ask("Ms Orme praised the Tidewater Board.", "Tidewater Board", "Ms Orme")
    one, other = (model.answer(question, (head,)) for head in ("statement", "mention"))
    both = model.answer(question, ("statement", "mention"))
    assert both.supports == pytest.approx((one.supports + other.supports) / 2)


def test_a_missing_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="--stances rules"):
        StanceModel.load(tmp_path)


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "stance.onnx").write_bytes(b"no model")
    with pytest.raises(ModelError, match="cannot be read as a model"):
        StanceModel.load(tmp_path)
