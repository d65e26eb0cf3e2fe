"""Decoding: whatever the scores, what comes out stands together."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.attribution_model.competition import completed, resolve
from onrecord.attribution_model.decode import Found, Settings, candidates, role_chances
from onrecord.attribution_model.paths import viterbi
from onrecord.attribution_model.quotes import with_bare_quotations
from onrecord.attribution_model.scores import (
    B_CONTENT,
    B_CUE,
    B_SOURCE,
    DISTANCES,
    I_CONTENT,
    I_CUE,
    I_SOURCE,
    LABELS,
    PARAGRAPH_STEPS,
    REACH,
    Scores,
    Tables,
    distance_bucket,
)
from onrecord.encoder.words import split_words

PAIR = 4
TABLES = Tables(
    np.zeros((DISTANCES, LABELS - 1), np.float32),
    np.zeros((PARAGRAPH_STEPS, LABELS - 1), np.float32),
)


def random_scores(seed: int, n: int, spread: float) -> Scores:
    rng = np.random.default_rng(seed)

    def draw(*shape: int) -> np.ndarray:
        return (rng.standard_normal(shape) * spread).astype(np.float32)

    tags = LABELS - 1
    return Scores(
        draw(n) - 1,
        draw(n) - 1,
        draw(n, tags),
        draw(n, tags),
        draw(n, tags, PAIR),
        draw(n, tags, PAIR),
        draw(n, LABELS),
    )


def check(found: list[Found]) -> None:
    """No word in two contents or two cues among outer attributions; a nested one lies wholly inside
    one of them.
    """
    outer = [f for f in found if not f.nested]
    for role in ("cue", "content"):
        words = [w for f in outer for w in getattr(f, role)]
        assert len(words) == len(set(words))
    contents = {w for f in outer for w in f.content}
    for f in outer:
        assert f.content and f.anchor in f.cue
        assert not contents & set(f.cue)
        assert not contents & set(f.source)
    seen: set[int] = set()
    for f in found:
        roles = [set(f.source), set(f.cue), set(f.content)]
        assert sum(map(len, roles)) == len(set().union(*roles))
        assert all(list(r) == sorted(r) for r in (f.source, f.cue, f.content))
        if f.nested:
            assert any(set().union(*roles) <= set(o.content) for o in outer)
            assert not seen & (roles[1] | roles[2])
            seen |= roles[1] | roles[2]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 260), st.sampled_from([0.3, 1.0, 3.0]), st.booleans())
def test_never_overlapping_or_crossing(seed: int, n: int, spread: float, nested: bool) -> None:
    paragraphs = np.arange(n) // 40
    options = Settings(nested=nested)
    scores = random_scores(seed, n, spread)
    found = resolve(candidates(scores, TABLES, paragraphs, options), options)
    check(found)
    whole = completed(found, role_chances(scores), 0.6)
    check(whole)
    assert all(set(f.content) <= set(w.content) for f, w in zip(found, whole, strict=True))


def test_discontinuous_content_and_shared_source() -> None:
    """'a b' X said 'c d' and added e: one source, the first content in two parts."""
    n = 9  # a b X said c d and added e
    scores = random_scores(0, n, 0.0)
    scores.cue[[3, 7]] = 6.0
    key = np.eye(PAIR, dtype=np.float32) * 40
    for cue, slot in ((3, 0), (7, 1)):
        scores.key[cue, :] = key[slot]
    scores.own[:] = -5

    def lean(word: int, label: int, slot: int) -> None:
        scores.query[word, label - 1, slot] = 1.0

    for word, label in ((0, B_CONTENT), (1, I_CONTENT), (4, B_CONTENT), (5, I_CONTENT)):
        lean(word, label, 0)
    lean(8, B_CONTENT, 1)
    lean(2, B_SOURCE, 0)
    lean(2, B_SOURCE, 1)
    found = resolve(candidates(scores, TABLES, np.zeros(n, dtype=np.int64), Settings()), Settings())
    assert [(f.source, f.cue, f.content) for f in found] == [
        ((2,), (3,), (0, 1, 4, 5)),
        ((2,), (7,), (8,)),
    ]


def claim(cue: int, content: tuple[int, ...], chance: float, tagged: float) -> Found:
    return Found(cue, (), (cue,), content, chance, False, (chance, chance, 1, 1, 1, 0, 1), tagged)


def test_a_doubtful_cue_stands_if_its_words_are_surely_said() -> None:
    options = Settings(threshold=0.5, second_look=0.2, second_tagged=0.8)
    sure, doubtful = claim(0, (1, 2), 0.9, 0.1), claim(5, (6, 7), 0.3, 0.9)
    assert resolve([sure, doubtful], options) == [sure, doubtful]
    assert resolve([sure, claim(5, (6, 7), 0.3, 0.7)], options) == [sure]
    assert resolve([sure, claim(5, (6, 7), 0.1, 0.9)], options) == [sure]


def test_what_is_surely_said_joins_the_content_beside_it() -> None:
    said = np.zeros((10, 3), dtype=np.float32)
    said[:, 2] = 0.9, 0.9, 0.1, 0.9, 0.9, 0.9, 0.9, 0.9, 0.2, 0.9
    first = claim(2, (3, 4), 0.9, 0.9)
    whole = completed([first], said, 0.8)
    assert whole[0].content == (3, 4, 5, 6, 7)  # up to the word that is surely nobody's
    beside = completed([first, claim(7, (8, 9), 0.9, 0.9)], said, 0.8)
    assert beside[0].content == (3, 4, 5, 6)  # up to another's cue
    assert completed([first], said, 0.95) == [first]


def test_no_candidates_no_attributions() -> None:
    scores = random_scores(0, 5, 0.0)
    scores.cue[:] = scores.nested[:] = -9
    assert candidates(scores, TABLES, np.zeros(5, dtype=np.int64), Settings()) == []
    assert resolve([], Settings()) == []


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 30))
def test_viterbi_is_legal_and_has_a_content(seed: int, width: int) -> None:
    emissions = (
        np.random.default_rng(seed).standard_normal((3, width, LABELS)).astype(np.float32) * 3
    )
    paths, _ = viterbi(emissions, restart=-1.0)
    for row in paths:
        assert B_CONTENT in row
        for before, label in zip([-1, *row], row, strict=False):
            if label in (I_SOURCE, I_CUE, I_CONTENT):
                assert before in (label - 1, label)


def test_viterbi_finds_the_best_of_all_paths() -> None:
    rng = np.random.default_rng(3)
    emissions = rng.standard_normal((1, 4, LABELS)).astype(np.float32)
    path, margin = viterbi(emissions)

    def legal(labels: tuple[int, ...]) -> bool:
        inner = (I_SOURCE, I_CUE, I_CONTENT)
        return all(
            b not in inner or a in (b - 1, b) for a, b in zip((-1, *labels), labels, strict=False)
        )

    def value(labels: tuple[int, ...]) -> float:
        return float(sum(emissions[0, i, x] for i, x in enumerate(labels)))

    every = [x for x in product(range(LABELS), repeat=4) if legal(x)]
    best = max((x for x in every if B_CONTENT in x), key=value)
    without = max((x for x in every if B_CONTENT not in x), key=value)
    assert tuple(path[0]) == best
    assert margin[0] == pytest.approx(value(best) - value(without), abs=1e-4)


def test_a_paragraph_of_quotation_goes_on_or_stands_alone() -> None:
    text = (
        "'It is late, far too late for this,' he said.\n\n"
        "'We go home now and we do not come back.'\n\n"
        "Rain fell.\n\n'And nobody at all asked us about it.'"
    )
    words = split_words(text)
    said = words.tokens.index("said")
    first = Found(said, (said - 1,), (said,), tuple(range(said - 1)), 0.9, False, (0.9,) * 7)
    joined, alone = with_bare_quotations(words, [first])
    assert joined.cue == (said,) and words.tokens.index("We") in joined.content
    assert alone.cue == alone.source == () and words.tokens[alone.content[1]] == "And"
    assert not set(joined.content) & set(alone.content)


def test_distance_buckets_are_ordered_and_within_bounds() -> None:
    buckets = distance_bucket(np.arange(-REACH, REACH + 1))
    assert buckets.min() >= 0 and buckets.max() < DISTANCES
    assert list(buckets) == sorted(buckets)
    assert distance_bucket(np.array([0]))[0] == DISTANCES // 2


@pytest.mark.parametrize("label", [B_SOURCE, B_CUE, B_CONTENT])
def test_labels_come_in_pairs(label: int) -> None:
    assert label + 1 < LABELS
