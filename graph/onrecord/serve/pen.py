"""A process of its own for each question, which ends with its answer or is killed."""

import ctypes
import multiprocessing
import signal
import sys
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING

import anyio
from anyio import CancelScope, to_thread

from onrecord.errors import OnrecordError, QueryError, Refused
from onrecord.serve.answer import Answer, fault
from onrecord.serve.limits import Limits

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerContext, SpawnContext

try:
    import resource
except ImportError:  # Windows; memory is then not limited
    resource = None  # type: ignore[assignment]

Job = Callable[[], Answer]  # can be pickled: a partial of a function of a module
Gone = Callable[[], Awaitable[bool]]

BUSY = "Busy: too many questions at once. Try again in a few seconds."
_PRELOADED = ["onrecord.serve.jobs", "onrecord.serve.pages"]
_LOOK = 0.2  # seconds between two looks at whether the client is still there
_GRACE = 5  # seconds after which a process ends itself where nobody is left to kill it
_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000  # CLONE_NEWUSER, CLONE_NEWNET of Linux


class Pen:
    """Answers jobs, a limited number at a time, each within a limited time."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._waiting = 0
        self._is_closed = False
        self._slots = anyio.Semaphore(limits.queries)
        # A fork of a small process that has imported all starts in some 10 ms, a new one in 500.
        self._context: ForkServerContext | SpawnContext
        if "forkserver" in multiprocessing.get_all_start_methods():
            from multiprocessing import forkserver

            self._context = multiprocessing.get_context("forkserver")
            self._context.set_forkserver_preload(["__main__", *_PRELOADED])
            forkserver.ensure_running()
        else:  # Windows
            self._context = multiprocessing.get_context("spawn")

    async def answer(self, job: Job, gone: Gone) -> Answer:
        """What a job answers, or why it does not; `gone` tells whether nobody waits any more."""
        if self._waiting >= self._limits.waiting:
            return fault(503, BUSY)
        self._waiting += 1
        try:
            with anyio.fail_after(self._limits.seconds):
                await self._slots.acquire()
        except TimeoutError:
            return fault(503, BUSY)
        finally:
            self._waiting -= 1
        try:
            return await self._answer(job, gone)
        finally:
            self._slots.release()

    def close(self) -> None:
        """Ends all that is being answered, and what waits for it."""
        self._is_closed = True

    async def _answer(self, job: Job, gone: Gone) -> Answer:
        seconds = self._limits.seconds
        ours, theirs = self._context.Pipe(duplex=False)
        process = self._context.Process(target=_work, args=(theirs, job, self._limits), daemon=True)
        try:
            await to_thread.run_sync(process.start)
            theirs.close()
            end = time.monotonic() + seconds
            while not await to_thread.run_sync(ours.poll, _LOOK):
                if time.monotonic() > end:
                    return fault(503, f"Stopped after {seconds:g} s. {_NARROW}")
                if self._is_closed:
                    return fault(503, "Stopped: the server is ending.")
                if await gone():
                    return fault(503, "Stopped: nobody waits for it.")
            answer: Answer = await to_thread.run_sync(ours.recv)
            return answer
        except EOFError:
            return fault(500, f"Its process ended without an answer: out of memory? {_NARROW}")
        finally:
            with CancelScope(shield=True):
                await to_thread.run_sync(_end, process, ours)


_NARROW = "Narrow the question, or start the server with a higher --timeout."


def _end(process: BaseProcess, connection: Connection) -> None:
    connection.close()
    if process.pid is not None:
        process.kill()
        process.join()
        process.close()


# --- inside the process ---------------------------------------------------------------------


def _work(connection: Connection, job: Job, limits: Limits) -> None:
    """Answers one job. Ctrl-C is the parent's to deal with."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "alarm"):  # its default is the end, without asking a busy interpreter
        signal.alarm(int(limits.seconds) + _GRACE)
    if resource is not None:
        _, most = resource.getrlimit(resource.RLIMIT_AS)
        with suppress(ValueError, OSError):  # a limit below this stands already, or macOS
            resource.setrlimit(resource.RLIMIT_AS, (limits.memory, most))
    _cut_off()
    with suppress(BrokenPipeError):
        connection.send(_answered(job))


def _answered(job: Job) -> Answer:
    try:
        return job()
    except Refused as error:
        return fault(403, f"Refused: {error}")
    except QueryError as error:
        return fault(400, str(error))
    except OnrecordError as error:
        return fault(503, str(error))
    except MemoryError:
        return fault(500, "Out of memory. Narrow the question.")
    except RecursionError:
        return fault(400, "The question is nested too deeply. Write it more simply.")


def _cut_off() -> None:
    """Takes the process off every network, where Linux lets it: a second wall behind the parser."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).unshare(_NEW_USER | _NEW_NETWORK)
