"""No input ends a reader without a reason: random bytes, and valid files with damage done to them.

`make fuzz` looks deeper, guided by the paths that an input takes.
"""

import random
import tempfile
from pathlib import Path

import pytest
from foreign import READERS, Reader
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import OnrecordError

SLOW = {"docx", "docx text", "html", "readings.db", "kept reading"}  # milliseconds each
AWKWARD = (b"\0", b"\xff\xfe", b"\xed\xa0\x80", "\u202e\u200b\u2028".encode(), b"'=1", b"9" * 400)
DEEP = tuple(mark * 300 for mark in (b"[", b"{", b"(", b"<a>", b'{"a":', b"<<", b"- ", b'"'))


def taken(reader: Reader, data: bytes) -> bool:
    """Whether a reader took the bytes; False where it told why not."""
    with tempfile.TemporaryDirectory() as scratch:
        try:
            reader.take(data, Path(scratch))
        except OnrecordError as error:
            assert str(error).strip()
            return False
    return True


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_what_is_valid_is_taken(reader: Reader) -> None:
    seeds = reader.seeds[:1] if reader.name == "kept reading" else reader.seeds
    assert all(taken(reader, seed) for seed in seeds)


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_no_damage_goes_unexplained(reader: Reader) -> None:
    @given(seed=st.sampled_from(reader.seeds), choice=st.randoms(use_true_random=False))
    @settings(max_examples=30 if reader.name in SLOW else 150, deadline=None)
    def check(seed: bytes, choice: random.Random) -> None:
        taken(reader, damaged(seed, choice))

    check()


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
@given(data=st.binary(max_size=200))
@settings(max_examples=15, deadline=None)
def test_no_bytes_go_unexplained(reader: Reader, data: bytes) -> None:
    taken(reader, data)


def damaged(data: bytes, choice: random.Random) -> bytes:
    """A file after one to four accidents: cut, doubled, swapped, with something awkward in it."""
    for _ in range(choice.randint(1, 4)):
        start, end = sorted(choice.randint(0, len(data)) for _ in range(2))
        part = data[start:end]
        new = choice.choice(
            (
                b"",
                part * 2,
                part[::-1],
                choice.choice(AWKWARD),
                choice.choice(DEEP),
                choice.randbytes(3),
            )
        )
        data = data[:start] + new + (data[end:] if choice.random() < 0.8 else data[start:])
    return data
