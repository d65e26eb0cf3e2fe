"""The two channels of a command: data on standard output, talk on standard error.

What is printed comes from articles and file names: nothing in it is read as markup.
"""

import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict
from functools import wraps
from typing import Any, Self, TypeVar

import typer
from rich.console import Console
from rich.progress import BarColumn, ProgressColumn, SpinnerColumn, Task, TextColumn
from rich.progress import Progress as Bars
from rich.table import Table
from rich.text import Text

from onrecord.errors import OnrecordError
from onrecord.progress import Moment

T = TypeVar("T")

talk = Console(stderr=True, markup=False, emoji=False, highlight=False, soft_wrap=True)

STOPPED = {
    "build": "The folder is as it was; articles that were read are not read again by the next "
    "build.",
    "_put_up": "The build is whole here; the next one goes on with putting it up.",
}


class Ended(KeyboardInterrupt):
    """SIGTERM: what a machine sends where a person presses Ctrl-C."""


@contextmanager
def _ends_as_if_interrupted() -> Iterator[None]:
    """Within the block SIGTERM is raised as Ended; a second one ends the process as ever."""
    if threading.current_thread() is not threading.main_thread():  # signals are the main one's
        yield
        return

    def end(number: int, frame: object) -> None:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        raise Ended

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def stops_cleanly(command: Callable[..., T]) -> Callable[..., T]:
    """A command whose errors are one line on standard error and exit 2.

    Ctrl-C: exit 130; SIGTERM: exit 143. Both keep what is done.
    """

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> T:
        try:
            with _ends_as_if_interrupted():
                return command(*args, **kwargs)
        except OnrecordError as error:
            talk.print(f"onrecord: {' '.join(str(error).split())}")
            raise typer.Exit(2) from None
        except KeyboardInterrupt as stop:
            talk.print(f"onrecord: stopped. {STOPPED.get(command.__name__, '')}".rstrip())
            number = signal.SIGTERM if isinstance(stop, Ended) else signal.SIGINT
            raise typer.Exit(128 + number) from None
        except BrokenPipeError:  # the reader of the pipe has seen enough
            _drop_the_rest()
            raise typer.Exit(0) from None

    return run


def _drop_the_rest() -> None:
    """What standard output still holds would fail again when the process ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def put_out(data: str | bytes) -> None:
    """Writes to standard output, as UTF-8 whatever the terminal's encoding.

    Raises OnrecordError where it cannot be written: a full disk behind it.
    """
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data.encode("utf-8", "replace") if isinstance(data, str) else data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        _drop_the_rest()
        raise OnrecordError(
            f"standard output: cannot be written ({error.strerror}). Make room, or write elsewhere."
        ) from error


def put_table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table on a terminal, tab-separated text in a pipe."""
    if not sys.stdout.isatty():
        put_out("".join("\t".join(row) + "\n" for row in (columns, *rows)))
        return
    table = Table(header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*row)
    Console(markup=False, emoji=False, highlight=False).print(table)


class Stages:
    """What a command is at, with counts and the time left; shown on a terminal and nowhere else."""

    def __init__(self) -> None:
        columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(20), _Left())
        self._bars = Bars(*columns, console=talk, transient=True, disable=not talk.is_terminal)

    def __enter__(self) -> Self:
        self._bars.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bars.stop()

    def name(self, stage: str) -> None:
        """A stage whose length is not known."""
        self(Moment(stage, 0, None, 0.0))

    def __call__(self, moment: Moment) -> None:
        """How far a build is."""
        if moment.done == 0 and not moment.ended:
            for task in self._bars.task_ids:
                self._bars.remove_task(task)
            self._bars.add_task(moment.stage, total=moment.total)
        for task in self._bars.task_ids:
            self._bars.update(task, completed=moment.done, refresh=moment.ended)


class Log:
    """The same for machines: one JSON object a line on standard error, at most one a second."""

    def __init__(self) -> None:
        self._last = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None: ...

    def __call__(self, moment: Moment) -> None:
        now = time.monotonic()
        if moment.done in (0, moment.total) or moment.ended or now - self._last >= 1:
            self._last = now
            with suppress(BrokenPipeError):  # nobody listens any more: no reason to stop
                sys.stderr.write(json.dumps(asdict(moment)) + "\n")
                sys.stderr.flush()


class _Left(ProgressColumn):
    """How many of how many, how many a second or minute, and the time left."""

    def render(self, task: Task) -> Text:
        if task.total is None:
            return Text("")
        left, speed = task.time_remaining, task.speed
        minutes = "" if left is None else f", {int(left) // 60}:{int(left) % 60:02} left"
        rate = "" if not speed else f", {speed:.1f}/s" if speed >= 1 else f", {speed * 60:.0f}/min"
        return Text(f"{int(task.completed):,} of {int(task.total):,}{rate}{minutes}")
