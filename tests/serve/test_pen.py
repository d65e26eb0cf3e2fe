"""A process for each job: what it answers, and what becomes of one that does not."""

import os
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import anyio
import pytest

from onrecord.serve.answer import Answer, fault
from onrecord.serve.limits import Limits
from onrecord.serve.pen import Job, Pen

LIMITS = Limits(seconds=20, memory=2 * 1024**3)


def answers(*jobs: Any, limits: Limits = LIMITS, gone: bool = False) -> list[Answer]:
    """What some jobs answer that are put at the same time."""
    told: dict[int, Answer] = {}

    async def nobody() -> bool:
        return gone

    async def main() -> None:
        pen = Pen(limits)

        async def one(place: int, job: Job) -> None:
            told[place] = await pen.answer(job, nobody)

        async with anyio.create_task_group() as group:
            for place, job in enumerate(jobs):
                group.start_soon(one, place, job)

    with ThreadPoolExecutor(1) as apart:  # an open browser keeps this thread's loop running
        apart.submit(anyio.run, main).result()
    return [told[place] for place in range(len(jobs))]


def test_an_answer_comes_back_whole() -> None:
    large = Answer(os.urandom(5_000_000), "application/octet-stream", 299)
    assert answers(partial(Answer, large.body, large.kind, large.status)) == [large]


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("onrecord.errors.QueryError('what')", 400),
        ("onrecord.errors.Refused('what')", 403),
        ("onrecord.errors.StoreError('what')", 503),
        ("MemoryError()", 500),
        ("RecursionError()", 400),
        ("KeyError('what')", 500),
    ],
)
def test_an_error_is_an_answer(code: str, status: int) -> None:
    (told,) = answers(partial(exec, f"import onrecord.errors; raise {code}"))
    assert told.status == status and told.body.strip()


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited on Linux alone")
def test_memory_has_an_end() -> None:
    (told,) = answers(partial(bytes, 3 * 1024**3))
    assert told == fault(500, "Out of memory. Narrow the question.")


def test_a_process_that_dies_is_told() -> None:
    (told,) = answers(os.abort)
    assert told.status == 500 and b"ended without an answer" in told.body


def test_what_takes_too_long_and_what_waits_too_long_for_it() -> None:
    limits = Limits(seconds=2, queries=1, waiting=1)
    begun = time.monotonic()
    told = answers(*[partial(time.sleep, 60)] * 3, limits=limits)
    assert time.monotonic() - begun < 30
    assert sorted(answer.status for answer in told) == [503] * 3
    assert sum(b"Stopped after 2 s" in answer.body for answer in told) in (1, 2)
    assert sum(b"Busy" in answer.body for answer in told) in (1, 2)


def test_what_nobody_waits_for_is_ended() -> None:
    begun = time.monotonic()
    (told,) = answers(partial(time.sleep, 60), gone=True)
    assert b"nobody waits" in told.body and time.monotonic() - begun < 20


def test_a_process_has_no_network() -> None:
    """The second wall behind the refusal of SERVICE, where the kernel has it."""
    asks = "import ctypes; raise SystemExit(-ctypes.CDLL(None).unshare(0x50000000))"
    if sys.platform != "linux" or subprocess.run([sys.executable, "-c", asks]).returncode:
        pytest.skip("this kernel does not let a program leave its network")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        (told,) = answers(partial(socket.create_connection, listener.getsockname(), 5))
        assert told.status == 500
        listener.settimeout(0.2)
        with pytest.raises(TimeoutError):
            listener.accept()
