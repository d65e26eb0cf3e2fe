"""Stages: timed, counted, and told to whoever listens."""

import json

import pytest

from onrecord.progress import Moment, Progress
from onrecord.terminal import Log


def test_stages_follow_one_another_and_count_what_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([0.0, 0.0, 2.0, 2.0, 2.0, 3.0, 4.0, 6.0])
    monkeypatch.setattr("onrecord.progress.time.monotonic", lambda: next(clock))
    told: list[Moment] = []
    progress = Progress(told.append)
    progress.stage("Finding")
    assert list(progress.count("Reading", 2, "ab")) == ["a", "b"]
    progress.end()
    progress.end()
    assert told == [
        Moment("Finding", 0, None, 0.0),
        Moment("Finding", 0, None, 2.0, ended=True),
        Moment("Reading", 0, 2, 0.0),
        Moment("Reading", 1, 2, 1.0),
        Moment("Reading", 2, 2, 2.0),
        Moment("Reading", 2, 2, 4.0, ended=True),
    ]
    assert progress.table().splitlines()[2:] == [
        "| Finding | 2.0 |  |  |",
        "| Reading | 4.0 | 2 | 0.5 |",
        "| all | 6.0 | | |",
    ]


def test_the_log_has_an_object_a_line_and_at_most_one_a_second_between(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with Log() as log:
        progress = Progress(log)
        for _ in progress.count("Reading articles", 500, range(500)):
            pass
        progress.end()
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert all(
        list(line) == ["stage", "done", "total", "seconds", "ended"]
        and (line["stage"], line["total"]) == ("Reading articles", 500)
        for line in lines
    )
    done = [line["done"] for line in lines]
    assert done[0] == 0 and done[-2:] == [500, 500] and len(done) < 50
    assert [line["ended"] for line in lines] == [False] * (len(lines) - 1) + [True]
