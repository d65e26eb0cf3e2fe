"""What it takes to make the tables, the page and the suggestions of builds that are there.

    PYTHONPATH=graph python tests/bench_views.py FOLDER...

Each stage in a process of its own: its peak memory, and its processor seconds, so that a busy
machine does not count. "of its own" is the peak less that of a process that has only imported the
program. A good part of the rest is Oxigraph's: it keeps up to 128 MB of texts that it has read.
"""

import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from resource import RUSAGE_SELF, getrusage

from onrecord import quads, store, suggestions, vocabulary
from onrecord.identifiers import Identifiers
from onrecord.views import page, tables
from onrecord.views.index import Index


def table(build: Path, out: Path) -> None:
    tables.write(_index(build), out)


def draw(build: Path, out: Path) -> None:
    page.draw(_index(build), out / "graph.html")


def suggest(build: Path, out: Path) -> None:
    known = {concept.iri for concept in vocabulary.lexicon().concepts}
    held = quads.as_rdflib(*store.opened(build))
    suggestions.write(held, out / "topics-suggested.ttl", Identifiers(), known)


def nothing(build: Path, out: Path) -> None:
    """The program without its work."""


STAGES: dict[str, Callable[[Path, Path], None]] = {
    "nothing": nothing, "tables": table, "page": draw, "suggestions": suggest,
}  # fmt: skip


def main(folders: list[str]) -> None:
    print(f"{'build':24}{'stage':14}{'peak MB':>8}{'its own':>9}{'CPU s':>8}")
    for folder in folders:
        least = 0.0
        for stage in STAGES:
            command = [sys.executable, __file__, "--stage", stage, folder]
            told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
            peak, seconds = map(float, told.split())
            least = least or peak
            print(f"{folder[-23:]:24}{stage:14}{peak:8.0f}{peak - least:9.0f}{seconds:8.1f}")


def measure(stage: str, folder: str) -> None:
    with tempfile.TemporaryDirectory() as out:
        STAGES[stage](Path(folder), Path(out))
    used = getrusage(RUSAGE_SELF)
    print(used.ru_maxrss / 1024, used.ru_utime + used.ru_stime)


def _index(build: Path) -> Index:
    return Index(store.opened(build)[0])


if __name__ == "__main__":
    measure(*sys.argv[2:]) if sys.argv[1] == "--stage" else main(sys.argv[1:])
