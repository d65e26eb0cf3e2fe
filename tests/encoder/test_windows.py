"""Windows: every word is read exactly once, in a window no longer than allowed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.encoder.windows import cut_windows

PIECES = st.lists(st.integers(1, 90).map(lambda n: tuple(range(n))), max_size=400)


@given(PIECES, st.integers(16, 256), st.integers(0, 100))
def test_every_word_is_read_once_and_windows_fit(
    pieces: list[tuple[int, ...]], length: int, overlap: int
) -> None:
    overlap = min(overlap, (length - 2) // 2 - 1)
    windows = cut_windows(pieces, [7] * len(pieces), (101, 102), length, overlap)
    assert [w for x in windows for w in range(*x.words)] == list(range(len(pieces)))
    for window in windows:
        assert len(window.ids) == len(window.features) <= length
        assert window.ids[0] == 101 and window.ids[-1] == 102
        assert len(window.places) == window.span[1] - window.span[0]
        assert window.span[0] <= window.words[0] <= window.words[1] <= window.span[1]
        assert all(
            window.ids[p] == 0 for p in window.places
        )  # a word's first piece is numbered 0 above


def test_words_are_read_away_from_edges() -> None:
    windows = cut_windows([(1,)] * 1000, [0] * 1000, (101, 102), 256, 64)
    inner = [
        edge for w in windows[1:-1] for edge in (w.words[0] - w.span[0], w.span[1] - w.words[1])
    ]
    assert min(inner) >= 30


def test_overlap_must_leave_room() -> None:
    with pytest.raises(ValueError, match="overlap 127"):
        cut_windows([(1,)], [0], (101, 102), 256, 127)
