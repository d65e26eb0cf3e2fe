"""Tags: every path is legal and none scores higher."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.entity_model.decode import LEGAL, STARTS, best_tags, log_softmax
from onrecord.entity_model.labels import LABELS, TYPES, begins, is_inside, type_of


def test_tags_name_their_types() -> None:
    for kind in TYPES:
        assert type_of(begins(kind)) == type_of(begins(kind) + 1) == kind
        assert is_inside(begins(kind) + 1) and not is_inside(begins(kind))
    assert type_of(0) is None and begins(TYPES[-1]) + 2 == LABELS


@given(
    st.lists(
        st.lists(st.floats(-9, 9, width=32), min_size=LABELS, max_size=LABELS),
        min_size=1,
        max_size=30,
    ),
    st.randoms(use_true_random=False),
)
def test_inside_follows_its_own_type_within_the_paragraph(rows: list[list[float]], rng) -> None:
    paragraphs = tuple(sorted(rng.randrange(4) for _ in rows))
    tags = best_tags(log_softmax(np.array(rows, dtype=np.float32)), paragraphs)
    assert len(tags) == len(rows) and not is_inside(tags[0])
    for i, (before, tag) in enumerate(itertools.pairwise(tags), 1):
        if is_inside(tag):
            assert before in (tag, tag - 1) and paragraphs[i] == paragraphs[i - 1]


@pytest.mark.parametrize("seed", range(5))
def test_no_legal_path_scores_higher(seed: int) -> None:
    chances = log_softmax(np.random.default_rng(seed).normal(0, 3, (3, LABELS)).astype(np.float32))

    def total(path: tuple[int, ...]) -> float:
        steps = sum(LEGAL[a, b] for a, b in itertools.pairwise(path))
        return float(STARTS[path[0]] + steps + sum(chances[i, t] for i, t in enumerate(path)))

    best = max(itertools.product(range(LABELS), repeat=3), key=total)
    assert total(tuple(best_tags(chances, (0, 0, 0)))) == pytest.approx(total(best))


@pytest.mark.parametrize("seed", range(5))
def test_each_paragraph_has_the_tags_that_it_has_alone(seed: int) -> None:
    chance = np.random.default_rng(seed)
    chances = log_softmax(chance.normal(0, 3, (9, LABELS)).astype(np.float32))
    alone = [tag for i in (0, 3, 6) for tag in best_tags(chances[i : i + 3], (0, 0, 0))]
    assert best_tags(chances, (0, 0, 0, 1, 1, 1, 2, 2, 2)) == alone
