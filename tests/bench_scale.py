"""How memory and time of a build grow with its corpus: `make bench-scale`.

Generated articles of some 400 words (tests/generated.py). The models read one retelling of each
case; the readings of all others are made from these, and kept in the folder as a build that was
stopped after its reading leaves them. What is measured is the command `onrecord build` on such a
folder, less the models' own time: its peak memory, and its processor seconds, so that a busy
machine does not count. Ends with 1 where the peak at the largest size is more than 1.3 times that
at the smallest.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from onrecord import vocabulary
from onrecord.build import read_sources, readings_of
from onrecord.building import unchanged
from onrecord.building.kept import kept
from onrecord.building.options import Options
from onrecord.model import Reading
from onrecord.progress import Progress

sys.path.insert(0, str(Path(__file__).parent))
from generated import Retold, articles, cases, reread

SIZES = (200, 500, 1_000, 2_000)
MOST = 1.3  # times the peak at the smallest size


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    sizes = sorted(parser.parse_args().sizes)
    print(f"{'articles':>9}{'triples':>10}{'peak MB':>9}{'of first':>10}{'CPU s':>8}")
    peaks: list[float] = []
    with tempfile.TemporaryDirectory() as place:
        read = read_by_models(Path(place) / "read")
        for size in sizes:
            folder, output = Path(place) / f"articles-{size}", Path(place) / f"output-{size}"
            plant(folder, output, size, *read)
            peak, seconds = build(folder, output)
            peaks.append(peak)
            with (output / "graph.ttl").open("rb") as file:  # one triple ends a line
                triples = sum(line.rstrip().endswith((b".", b";", b",")) for line in file)
            print(
                f"{size:9,}{triples:10,}{peak:9.0f}{peak / peaks[0]:10.2f}{seconds:8.1f}",
                flush=True,
            )
    return int(peaks[-1] > MOST * peaks[0])


def build(folder: Path, output: Path) -> tuple[float, float]:
    """Peak MB of the process, and its processor seconds."""
    command = [sys.executable, "-m", "onrecord", "build", str(folder), "-o", str(output)]
    with subprocess.Popen([*command, "--workers", "1"], stderr=subprocess.DEVNULL) as run:
        _, status, used = os.wait4(run.pid, 0)
        run.returncode = os.waitstatus_to_exitcode(status)
    if run.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(command)}: exit {run.returncode}")
    return used.ru_maxrss / 1024, used.ru_utime + used.ru_stime


def read_by_models(folder: Path) -> tuple[dict[str, tuple[Retold, Reading]], tuple[str, ...]]:
    """One retelling of each case with its reading, by the case's name, and the models."""
    folder.mkdir(parents=True)
    retold = {_case(each): each for each in articles(len(cases()))}
    for each in retold.values():
        (folder / each.file).write_text(each.text, "utf-8")
    lexicon = vocabulary.lexicon()
    library = read_sources([str(folder)], lexicon)
    readings, _, models = readings_of(library, lexicon, Options(), Progress())
    found = {r.document.id.partition("-")[2]: r for r in readings}
    return {case: (each, found[case]) for case, each in retold.items()}, models


def plant(
    folder: Path,
    output: Path,
    number: int,
    read: Mapping[str, tuple[Retold, Reading]],
    models: tuple[str, ...],
) -> None:
    """A folder of articles, and an output folder that keeps their readings."""
    folder.mkdir(parents=True)
    (output / ".onrecord").mkdir(parents=True)
    retold = {each.file: each for each in articles(number)}
    for each in retold.values():
        (folder / each.file).write_text(each.text, "utf-8")
    documents = read_sources([str(folder)], vocabulary.lexicon()).documents
    with kept(output / ".onrecord", unchanged.circumstances(Options())) as memory:
        memory.models = models
        for document in documents:
            now = retold[document.paths[0]]
            was, reading = read[_case(now)]
            memory.put(reread(reading, was, now, document))


def _case(each: Retold) -> str:
    return Path(each.file).stem.partition("-")[2]


if __name__ == "__main__":
    sys.exit(main())
