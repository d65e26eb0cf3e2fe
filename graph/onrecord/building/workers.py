"""Documents -> readings, here or in several processes: the same readings either way.

A build's processes stay for what else is done document by document (`parts`). What is heavy
(spaCy, the models) is imported and loaded when the first article needs it, once a process. Each
process computes with one thread, so that N of them keep N cores busy and no more.
"""

import atexit
import gc
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing import connection, get_context, parent_process
from typing import Literal, TypeVar

from onrecord.garbage import SELDOM
from onrecord.lexicon import Lexicon
from onrecord.model import Document, Reading

Finder = Literal["model", "rules"]
T = TypeVar("T")
R = TypeVar("R")

# A worker costs 1.6 CPU s to start (Python, spaCy, the models), what about four articles take.
WORTH = 5
AHEAD = 3  # documents handed out to each, so that none waits and memory stays flat
DIED = "the process that read it died, twice. Is there enough memory? Leave it out, or split it."


@dataclass(frozen=True, slots=True)
class Failed:
    """Why a document has no reading."""

    fault: str


@dataclass(frozen=True, slots=True)
class Read:
    """A document with its reading, and the models that made it."""

    document: Document
    result: Reading | Failed
    models: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Means:
    """All that a reader of articles is made from; can be handed to another process."""

    lexicon: Lexicon
    model: str | None = None
    attribution: Finder = "model"
    entities: Finder = "model"
    stances: Finder = "model"
    least: float = 0.0
    threads: int = 1


class Reader:
    """Loaded models that read one document after another."""

    def __init__(self, means: Means) -> None:
        """Raises ModelError if a model cannot be loaded."""
        from onrecord.attribution_model import AttributionModel
        from onrecord.entity_model import EntityModel
        from onrecord.parsing import parse
        from onrecord.stance_model import StanceModel

        self._means = means
        self._language = parse.load(means.model or parse.DEFAULT_MODEL)
        self._model = (
            AttributionModel.load(threads=means.threads) if means.attribution == "model" else None
        )
        self._namer = EntityModel.load(threads=means.threads) if means.entities == "model" else None
        self._sides = StanceModel.load() if means.stances == "model" else None
        models = (self._model, self._namer, self._sides)
        trained = [m.version for m in models if m is not None]
        self.models = (parse.version(self._language), *trained)
        # What is loaded by now is needed to the end. Python need not go through it again and again
        # in search of garbage: 0.5 of the 18 CPU s that a build of 100 articles has beside its
        # models.
        gc.freeze()

    def read(self, document: Document) -> Reading | Failed:
        """What the document puts on record; one that trips the program costs no other."""
        from onrecord.entity_model.naming import recognise
        from onrecord.parsing import parse
        from onrecord.reading import read_on_record

        try:
            parses = parse.parse([document], self._language)
            (parsed,) = recognise(parses, self._namer) if self._namer is not None else parses
            means = self._means
            return read_on_record(parsed, means.lexicon, self._model, means.least, self._sides)
        except Exception as error:
            return Failed(f"the program failed on it ({error!r}). Please report this.")


class Crew:
    """Processes that work for one build: started when they are first worth it, then kept."""

    def __init__(self, workers: int) -> None:
        """`workers` is how many there may be; fewer than two are none."""
        self.workers = workers
        self.size = 0  # how many there are
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> "Crew":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def start(self, means: Means, size: int) -> ProcessPoolExecutor:
        """The processes, which have the means at hand: `size` of them or more, as far as allowed.

        Too few are ended, and what they have not begun is not done by them.
        """
        size = min(size, self.workers)
        if self._pool is None or self.size < size:
            self.close()
            self._pool = ProcessPoolExecutor(size, get_context("spawn"), _start, (means,))
            self.size = size
        return self._pool

    def close(self) -> None:
        """Ends the processes, once they are done with what they are at."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool, self.size = None, 0

    def hand_out(self, do: Callable[[T], R], task: T, here: Callable[[T], R]) -> Callable[[], R]:
        """Has work done by a process, if there are any, and gives what waits for its result.

        Where no process is left, or the one that was at it died, the work is done here.
        """
        pool = self._pool
        if pool is None:
            return partial(here, task)
        try:
            future = pool.submit(do, task)
        except BrokenProcessPool:
            self.close()
            return partial(here, task)

        def result() -> R:
            try:
                return future.result()
            except (BrokenProcessPool, CancelledError):
                if self._pool is pool:
                    self.close()
                return here(task)

        return result


def read_all(documents: Sequence[Document], means: Means, crew: Crew) -> Iterator[Read]:
    """Reads every document, as they get done: in no order that could be relied on.

    Several processes are started where they are worth it. One that dies is replaced, and what it
    was at is read again. Raises ModelError if a model cannot be loaded.
    """
    size = min(crew.workers, len(documents) // WORTH)
    if size < 2:  # the one process may use the cores of those that are not worth starting
        reader = Reader(replace(means, threads=max(means.threads, crew.workers)))
        yield from (Read(d, reader.read(d), reader.models) for d in documents)
        return
    left = list(documents)
    while left:
        suspects, left = yield from _spread(left, means, crew, size, AHEAD)
        while suspects:  # one at a time, which tells the article that kills its reader
            killers, suspects = yield from _spread(suspects, means, crew, 1, 1)
            yield from (Read(d, Failed(DIED), ()) for d in killers)


def _spread(
    documents: Iterable[Document], means: Means, crew: Crew, size: int, ahead: int
) -> Generator[Read, None, tuple[list[Document], list[Document]]]:
    """Reads in `size` processes of a crew, `ahead` documents handed out to each.

    Where a process dies it returns the documents that were handed out, and the others left.
    """
    waiting = deque(documents)
    running: dict[Future[Read], Document] = {}
    pool = crew.start(means, size)
    try:
        while waiting or running:
            while waiting and len(running) < ahead * size:
                running[pool.submit(_read, waiting[0])] = waiting[0]
                waiting.popleft()
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                result = future.result()
                del running[future]
                yield result
    except BrokenProcessPool:
        crew.close()
        return [*running.values()], [*waiting]
    return [], []


# --- inside a worker ------------------------------------------------------------------------


_means: Means
_reader: Reader | None = None


def _start(means: Means) -> None:
    """Ctrl-C is the parent's to deal with; a worker goes when its parent does."""
    global _means
    _means = means
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    atexit.register(os._exit, 0)  # as the command does: what it holds is not freed one by one
    gc.set_threshold(SELDOM)
    threading.Thread(target=_outlive_nobody, daemon=True).start()
    for library in ("OMP", "OPENBLAS", "MKL"):  # read when numpy is imported, which is later
        os.environ[f"{library}_NUM_THREADS"] = "1"


def means() -> Means:
    """What this worker was started with."""
    return _means


def _outlive_nobody() -> None:
    """A pool's queues do not tell that the parent was killed: its workers would wait for ever."""
    if (parent := parent_process()) is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def _read(document: Document) -> Read:
    global _reader
    if _reader is None:
        _reader = Reader(_means)
    return Read(document, _reader.read(document), _reader.models)
