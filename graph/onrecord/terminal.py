"""The two channels of a command: data on standard output, talk on standard error.

What is printed comes from articles and file names: nothing in it is read as markup.
"""

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from typing import Any, Self

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, SpinnerColumn, Task, TextColumn
from rich.table import Table
from rich.text import Text

from onrecord.errors import OnrecordError
from onrecord.model import Document

talk = Console(stderr=True, markup=False, emoji=False, highlight=False, soft_wrap=True)


def stops_cleanly(command: Callable[..., None]) -> Callable[..., None]:
    """A command whose errors are one line on standard error and exit 2."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> None:
        try:
            command(*args, **kwargs)
        except OnrecordError as error:
            talk.print(f"onrecord: {' '.join(str(error).split())}")
            raise typer.Exit(2) from None
        except BrokenPipeError:  # the reader of the pipe has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(0) from None

    return run


def put_out(data: str | bytes) -> None:
    """Writes to standard output, as UTF-8 whatever the terminal's encoding."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data.encode("utf-8", "replace") if isinstance(data, str) else data)
    sys.stdout.buffer.flush()


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
    """What a build is at, with counts and the time left; shown on a terminal and nowhere else."""

    def __init__(self) -> None:
        columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(20), _Left())
        self.progress = Progress(
            *columns, console=talk, transient=True, disable=not talk.is_terminal
        )

    def __enter__(self) -> Self:
        self.progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.progress.stop()

    def name(self, stage: str) -> None:
        """A stage whose length is not known."""
        self._clear()
        self.progress.add_task(stage, total=None)

    def count(self, stage: str, documents: Sequence[Document]) -> Iterable[Document]:
        """The documents, counted as they are taken."""
        self._clear()
        yield from self.progress.track(documents, description=stage)

    def _clear(self) -> None:
        for task in self.progress.task_ids:
            self.progress.remove_task(task)


class _Left(ProgressColumn):
    """How many of how many, and the time left where it can be told."""

    def render(self, task: Task) -> Text:
        if task.total is None:
            return Text("")
        left = task.time_remaining
        minutes = "" if left is None else f", {int(left) // 60}:{int(left) % 60:02} left"
        return Text(f"{int(task.completed)} of {int(task.total)}{minutes}")
