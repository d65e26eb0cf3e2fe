"""The log of merges: in one order whatever the order in which its lines came, and small."""

import random
import tracemalloc

import pytest

from onrecord.building.merges import COLUMNS, merges
from onrecord.resolve import log
from onrecord.resolve.log import Judged, Log, Outcome


def line(n: int) -> Judged:
    outcome: Outcome = "kept apart" if n % 3 == 0 else "merged"
    score = None if n % 4 == 0 else n % 7 + 0.5
    left, right = f"Ann {n % 13} Vale", f"A. {n % 5} Vale"
    iri = f"https://example.org/ann-{n % 13}-vale"
    return Judged(outcome, "same name", score, "Person", left, f"d{n}", iri, right, f"d{n + 1}")


def logged(*parts: list[Judged]) -> Log:
    found = Log()
    for part in parts:
        found.add(part)
    return found


def test_what_was_kept_apart_comes_first_and_of_it_the_nearest_to_a_merge() -> None:
    told = [
        Judged("merged", "same name", 9.0, left="Ann"),
        Judged("kept apart", "two seats", 3.0, left="Ann"),
        Judged("merged", "same name", None, left="Ann"),
        Judged("kept apart", "two parties", 6, left="Zoe"),
        Judged("not applied", "row 2: no such things"),
        Judged("kept apart", "two parties", 6, left="Bob"),
    ]
    assert [*logged(told)] == [told[i] for i in (5, 3, 1, 4, 0, 2)]


def test_runs_of_lines_come_out_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    told = [line(n) for n in range(500)]
    whole = [*logged(told)]
    monkeypatch.setattr(log, "RUN", 64)
    monkeypatch.setattr(log, "PACKED", 10)
    for seed in range(5):
        mixed = random.Random(seed).sample(told, len(told))
        found = logged(mixed[:90], [], mixed[90:])
        assert len(found) == 500
        assert [*found] == whole == [*found]  # as often as need be


def test_a_line_of_the_log_takes_little_room() -> None:
    tracemalloc.start()
    found = logged([line(n) for n in range(20_000)])
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(found) == 20_000
    assert kept < 20_000 * 60  # bytes; as objects they are 400 each


def test_the_table_comes_in_pieces_and_is_one_table() -> None:
    told = [line(n) for n in range(2_500)]
    pieces = [*merges(logged(told))]
    assert len(pieces) == 4  # the head, and a thousand lines at a time
    rows = b"".join(pieces).decode("utf-8-sig").splitlines()
    assert rows[0] == ",".join(COLUMNS)
    assert len(rows) == 2_501
    first = next(iter(logged(told)))
    assert rows[1].startswith(f"{first.left},{first.left_document},{first.right},")
