"""Articles read on a real Dask scheduler: the same bytes, whichever worker dies."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from onrecord import build
from onrecord.building.options import Options
from onrecord.errors import EngineError
from onrecord.progress import Moment
from written import tree

NAMES = ("Ann Lee", "Bob Roe", "Cara Moss", "Dora Quill", "Emil Brandt", "Finn Yates")
ARTICLES = 24
BY_RULES: dict[str, Any] = dict.fromkeys(("attribution", "entities", "stances"), "rules")  # quick
SRC = str(Path(__file__).resolve().parents[2] / "graph")


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cluster") / "news"
    folder.mkdir()
    for number in range(ARTICLES):
        name = NAMES[number % len(NAMES)]
        words = f"{name} said: “Ward {number} must stay open.” She opposes closure {number}.\n"
        (folder / f"{number:02}.txt").write_text(words * 5, "utf-8")
    return folder


@pytest.fixture(scope="module")
def alone(news: Path) -> dict[str, bytes]:
    folder = news.parent / "alone"
    assert len(build.build([str(news)], folder, Options(**BY_RULES)).articles) == ARTICLES
    return tree(folder)


def start(*arguments: str) -> subprocess.Popen[bytes]:
    env = os.environ | {"PYTHONPATH": SRC}
    quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen([sys.executable, "-m", "distributed.cli." + arguments[0],
                             *arguments[1:]], env=env, **quiet)  # fmt: skip


def worker(address: str) -> subprocess.Popen[bytes]:
    return start("dask_worker", address, "--nthreads=1", "--no-nanny", "--no-dashboard",
                 "--host=127.0.0.1")  # fmt: skip


@pytest.fixture
def cluster() -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    scheduler = start("dask_scheduler", "--host=127.0.0.1", f"--port={port}", "--no-dashboard")
    workers: list[subprocess.Popen[bytes]] = []
    try:
        from distributed import Client

        workers += [worker(address), worker(address)]
        with Client(address, timeout=60, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=120)
        yield address, workers
    finally:
        for process in (*workers, scheduler):
            process.kill()
            process.wait()


def test_a_worker_killed_in_mid_run_changes_no_byte(
    cluster: tuple[str, list[subprocess.Popen[bytes]]],
    news: Path,
    alone: dict[str, bytes],
) -> None:
    address, workers = cluster
    killed_at: list[int] = []

    def kill(moment: Moment) -> None:
        if moment.stage == "Reading articles" and moment.done == 4 and not killed_at:
            os.kill(workers[0].pid, signal.SIGKILL)
            killed_at.append(moment.done)

    folder = news.parent / "spread"
    found = build.build([str(news)], folder, Options(scheduler=address, tell=kill, **BY_RULES))
    assert killed_at == [4] and workers[0].wait(30) == -signal.SIGKILL
    assert workers[1].poll() is None and not found.skipped
    assert tree(folder) == alone


def test_what_a_cluster_read_before_a_stop_is_kept(
    cluster: tuple[str, list[subprocess.Popen[bytes]]], news: Path, tmp_path: Path
) -> None:
    address, workers = cluster
    read: list[int] = []

    def end(moment: Moment) -> None:
        read.append(moment.done)
        if moment.stage == "Reading articles" and moment.done == 4:
            for process in workers:
                process.kill()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build.build([str(news)], tmp_path, Options(scheduler=address, tell=end, **BY_RULES))
    again: dict[str, int | None] = {}
    build.build(
        [str(news)], tmp_path, Options(tell=lambda m: again.update({m.stage: m.total}), **BY_RULES)
    )
    assert again["Reading articles"] == ARTICLES - 4


def test_where_no_scheduler_answers_that_is_told(
    news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from onrecord.building import cluster

    monkeypatch.setattr(cluster, "PATIENCE", 1.0)
    before = time.monotonic()
    with pytest.raises(EngineError, match="no Dask scheduler"):
        build.build([str(news)], tmp_path, Options(scheduler="tcp://127.0.0.1:9", **BY_RULES))
    assert time.monotonic() - before < 30


def test_without_dask_the_extra_is_named(
    news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    monkeypatch.delitem(sys.modules, "onrecord.building.cluster", raising=False)
    monkeypatch.delattr("onrecord.building.cluster", raising=False)
    with pytest.raises(EngineError, match=r"onrecord\[dask\]"):
        build.build([str(news)], tmp_path, Options(scheduler="tcp://127.0.0.1:9", **BY_RULES))
