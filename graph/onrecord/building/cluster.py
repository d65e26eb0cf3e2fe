"""Documents -> readings on a Dask cluster: the same readings as in this process.

Dask hands documents out, and hands them out again where a worker dies. Each worker process loads
its models once, whether it was there from the start or came later. Importing this needs
`onrecord[dask]`.
"""

import logging
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from typing import Any
from uuid import uuid4

from distributed import Client, KilledWorker, WorkerPlugin, as_completed, get_worker

from onrecord import fingerprints
from onrecord.building.workers import AHEAD, DIED, Failed, Means, Read, Reader
from onrecord.errors import EngineError
from onrecord.model import Document

PATIENCE = 10.0  # seconds for a scheduler to answer, and for a first worker to be there


def read_all(documents: Sequence[Document], means: Means, scheduler: str) -> Iterator[Read]:
    """Reads every document on the workers of a scheduler ("tcp://host:8786"), as they get done.

    A few documents a worker are under way at a time, so that no machine has to hold many; while
    no worker is left, this waits for one. Raises EngineError where there is no scheduler, no
    worker at first, or one of another onrecord; ModelError if a model cannot be loaded there.
    """
    with _client(scheduler) as client, _loaded(client, means) as name:
        waiting, running = iter(documents), as_completed(loop=client.loop)
        under_way: dict[object, Document] = {}

        def fill() -> None:
            ahead = AHEAD * max(1, sum(client.ncores().values()))
            while len(under_way) < ahead and (one := next(waiting, None)) is not None:
                future = client.submit(_read, one, name, pure=False)
                under_way[future.key] = one
                running.add(future)

        fill()
        for future in running:
            document = under_way.pop(future.key)
            try:
                yield future.result()
            except KilledWorker:  # worker after worker died of it
                yield Read(document, Failed(DIED), ())
            fill()


@contextmanager
def _client(scheduler: str) -> Iterator[Client]:
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what matters is raised
    try:
        with Client(scheduler, timeout=PATIENCE, set_as_default=False) as client:
            client.wait_for_workers(1, timeout=PATIENCE)
            yield client
    except (OSError, ValueError, CancelledError) as error:  # a TimeoutError is an OSError, too
        raise EngineError(
            f"{scheduler}: no Dask scheduler with workers answers there ({error}). Start one with "
            "dask scheduler, and its workers with dask worker. Articles that were read are kept."
        ) from error


@contextmanager
def _loaded(client: Client, means: Means) -> Iterator[str]:
    """The name of a loader that every worker has, until the end of the block."""
    name = f"onrecord-{uuid4()}"
    client.register_plugin(_Loader(means), name=name)
    try:
        yield name
    finally:
        with suppress(Exception):  # the scheduler may be gone, and its workers with it
            client.unregister_worker_plugin(name)


# --- on a worker ----------------------------------------------------------------------------


class _Loader(WorkerPlugin):
    """What each worker gets once: the means, made into a reader when the first document comes."""

    def __init__(self, means: Means) -> None:
        self._means, self._program = means, _program()

    def setup(self, worker: Any) -> None:
        self._one = threading.Lock()  # a language model is not for two threads at once
        self._reader: Reader | None = None

    def read(self, document: Document) -> Read:
        with self._one:
            if self._reader is None:
                if _program() != self._program:
                    raise EngineError(
                        "a Dask worker has another version of onrecord or of a library than this "
                        "machine, and would read otherwise: install the same on each."
                    )
                self._reader = Reader(self._means)
            return Read(document, self._reader.read(document), self._reader.models)


def _program() -> str:
    return fingerprints.of(
        fingerprints.program(), *map(list, fingerprints.versions(fingerprints.READS))
    )


def _read(document: Document, name: str) -> Read:
    loader = get_worker().plugins[name]
    assert isinstance(loader, _Loader)
    return loader.read(document)
