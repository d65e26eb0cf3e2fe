"""Files that somebody else made, opened so that nothing is waited for and no bound is passed.

A pipe would keep a program waiting for ever and a device never ends, so that only regular files
are read. Whether a path is one is asked of the file that is open: the path may have been given
to another one since it was listed.
"""

import errno
import json
import os
import re
import signal
import stat
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path
from typing import Any, BinaryIO

from onrecord.files import limits

_BRACKETS = re.compile(r'"(?:[^"\\]+|\\.)*+"?|[\[\]{}]', re.DOTALL)


class OutOfTime(BaseException):
    """A file took too long. No Exception, since parsers of broken files catch all of those."""


def opened(path: Path) -> BufferedReader:
    """A regular file, open for reading. Raises OSError, with a `strerror`, for anything else."""
    try:
        file = open(path, "rb", opener=_at_once)  # noqa: SIM115
    except ValueError as error:  # a NUL in the path
        raise OSError(errno.EINVAL, "no name that a file can have") from error
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise OSError(errno.EINVAL, "not a regular file")
    return file


def content(path: Path, most: int = limits.FILE) -> bytes:
    """The bytes of a regular file. Raises OSError, with a `strerror`, also for more than `most`.

    A file that grows while it is read is read up to that bound.
    """
    with opened(path) as file:
        return bounded(file, most)


def bounded(file: BinaryIO, most: int) -> bytes:
    """What is left of an open file. Raises OSError, with a `strerror`, for more than `most`."""
    data = file.read(most + 1)
    if len(data) > most:
        raise OSError(errno.EFBIG, f"larger than the limit of {most / 1_000_000:g} MB")
    return data


def from_json(text: str, *, storable: bool = False) -> Any:
    """A JSON value. Raises ValueError for anything else, and for what is nested too deeply.

    Everything that looks into the value later may then do so by recursion. `storable` also refuses
    half characters (lone surrogates), which JSON can write and no UTF-8 file can hold.
    """
    depth = 0
    for found in _BRACKETS.finditer(text):
        depth += (found[0] in "[{") - (found[0] in "]}")
        if depth > limits.DEPTH:
            raise ValueError(f"nested more than {limits.DEPTH} levels deep")
    value = json.loads(text)
    if storable:
        json.dumps(value, ensure_ascii=False).encode()
    return value


@contextmanager
def in_time(seconds: float = limits.SECONDS) -> Iterator[None]:
    """Raises OutOfTime in the block once it has taken so much processor time.

    Processor time, so that a busy machine reads the same files as an idle one. Only where the
    system has such a clock (not Windows) and in the main thread, where its signals arrive.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() != threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGVTALRM, _ring)
    # Again each second: what is raised in a destructor is lost.
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds, 1)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _ring(*_: object) -> None:
    raise OutOfTime


def _at_once(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
