"""What a build is at, how far it is, and how long each stage took."""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Moment:
    """How far a stage is; `total` is None where its length is not known."""

    stage: str
    done: int
    total: int | None
    seconds: float  # since the stage began
    ended: bool = False


Tell = Callable[[Moment], object]


class Progress:
    """Times the stages of a build one after another, and tells a listener of each step."""

    def __init__(self, tell: Tell = lambda moment: None) -> None:
        self.ended: list[Moment] = []
        self._tell = tell
        self._now: tuple[str, int, int | None] | None = None
        self._since = 0.0

    def stage(self, name: str, total: int | None = None) -> None:
        """Ends the stage before, and begins this one."""
        self.end()
        self._now, self._since = (name, 0, total), time.monotonic()
        self._tell(self._moment())

    def count(self, name: str, total: int, results: Iterable[T]) -> Iterator[T]:
        """A stage of as many steps as there are results, counted as they come."""
        self.stage(name, total)
        for done, result in enumerate(results, 1):
            yield result
            self._now = (name, done, total)
            self._tell(self._moment())

    def end(self) -> None:
        if self._now is not None:
            last = self._moment(ended=True)
            self.ended.append(last)
            self._tell(last)
            self._now = None

    def table(self) -> str:
        """The stages that have ended, as a Markdown table."""
        lines = ["| stage | seconds | articles | a second |", "|---|---:|---:|---:|"]
        for each in self.ended:
            rate = f"{each.done / each.seconds:.1f}" if each.total and each.seconds else ""
            articles = f"{each.done:,}" if each.total is not None else ""
            lines.append(f"| {each.stage} | {each.seconds:.1f} | {articles} | {rate} |")
        total = sum(each.seconds for each in self.ended)
        return "\n".join([*lines, f"| all | {total:.1f} | | |"]) + "\n"

    def _moment(self, ended: bool = False) -> Moment:
        assert self._now is not None
        return Moment(*self._now, round(time.monotonic() - self._since, 3), ended)
