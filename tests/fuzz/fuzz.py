"""Coverage-guided fuzzing of every reader: python tests/fuzz/fuzz.py [RUNS] [READER...]

Each reader gets RUNS inputs (10,000) in a process of its own, made by atheris from small valid
files, two readers at once. What is not explained is kept in build/fuzz/READER; the exit status
tells whether there was any, or a reader that did not come to its end. An input may take SECONDS, a
reader MINUTES, and all of its inputs together MEGABYTES.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import traceback
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve()
FOUND = HERE.parents[2] / "build" / "fuzz"
SECONDS, MINUTES, MEGABYTES, LONGEST = 90, 10, 2_000, 8_192
AT_ONCE = 2
# What is looked into for new paths beside our own code; lxml, SQLite, Oxigraph are compiled.
THROUGH = {
    "text": "yaml",
    "html": "trafilatura",
    "pdf": "pypdf",
    "docx text": "docx",
    "topics Turtle": "rdflib.plugins.parsers.notation3",
    "topics RDF/XML": "rdflib.plugins.parsers.rdfxml",
    "topics JSON-LD": "rdflib.plugins.parsers.jsonld",
    "topics N-Triples": "rdflib.plugins.parsers.ntriples",
    "people Turtle": "rdflib.plugins.parsers.notation3",
    "query": "rdflib.plugins.sparql.parser",
}


def main(runs: int, wanted: list[str]) -> int:
    names = subprocess.run(
        [sys.executable, HERE, "--names"], check=True, capture_output=True, text=True
    ).stdout.splitlines()
    print("| reader | inputs | explained | unexplained | slowest (s) | peak memory (MB) |")
    print("|---|---|---|---|---|---|", flush=True)
    names = [name for name in names if not wanted or name in wanted]
    sound = True
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for name, told in zip(names, pool.map(lambda name: _run(name, runs), names), strict=True):
            sound &= told["unexplained"] == 0 and told["inputs"] >= runs
            cells = (told[k] for k in ("inputs", "explained", "unexplained", "slowest", "memory"))
            print(f"| {name} | " + " | ".join(map(str, cells)) + " |", flush=True)
    return 0 if sound else 1


def _run(name: str, runs: int) -> dict[str, float]:
    """One reader's figures; a process that was killed (time, memory) counts as unexplained."""
    folder = FOUND / name.replace(" ", "-").replace("/", "-")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as scratch:
        command = [sys.executable, str(HERE), "--one", name, scratch, str(folder)]
        flags = [
            f"-runs={runs}",
            f"-timeout={SECONDS}",
            f"-max_total_time={60 * MINUTES}",
            f"-rss_limit_mb={MEGABYTES}",
            f"-artifact_prefix={folder}/",
            "-seed=1",
            "-len_control=0",
        ]
        with (folder / "log.txt").open("w") as log:
            ended = subprocess.run([*command, *flags], stdout=log, stderr=log, check=False)
    told = json.loads((folder / "told.json").read_text())
    if ended.returncode != 0:
        told["unexplained"] += 1
    return dict(told)


def one(name: str, scratch: Path, folder: Path, flags: list[str]) -> None:
    """Fuzzes one reader in this process; never comes back."""
    import atheris

    with atheris.instrument_imports(include=["onrecord", *filter(None, [THROUGH.get(name)])]):
        from foreign import READERS
    from onrecord.errors import OnrecordError

    runs = next(int(flag.partition("=")[2]) for flag in flags if flag.startswith("-runs="))
    reader = next(reader for reader in READERS if reader.name == name)
    told = {"inputs": 0, "explained": 0, "unexplained": 0, "slowest": 0.0, "memory": 0}
    _tell(told, folder)
    seen: set[str] = set()

    def take(data: bytes) -> None:
        place = scratch / "now"
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        began = time.process_time()
        told["inputs"] += 1
        try:
            reader.take(data, place)
        except OnrecordError:
            told["explained"] += 1
        except Exception as error:
            told["unexplained"] += 1
            where = traceback.extract_tb(error.__traceback__)[-1]
            kind = f"{type(error).__name__}-{Path(where.filename).stem}-{where.lineno}"
            if kind not in seen:
                seen.add(kind)
                (folder / f"crash-{kind}").write_bytes(data)
                (folder / f"crash-{kind}.txt").write_text(traceback.format_exc())
        told["slowest"] = max(told["slowest"], round(time.process_time() - began, 2))
        if told["inputs"] % 100 == 0 or told["inputs"] == runs:
            _tell(told, folder)

    corpus = scratch / "corpus"
    corpus.mkdir()
    for number, seed in enumerate(reader.seeds):
        (corpus / str(number)).write_bytes(seed)
    words = folder / "words.txt"
    words.write_text("".join(f"{json.dumps(word)}\n" for word in reader.words if "\\" not in word))
    more = [f"-dict={words}"] if reader.words else []
    more.append(f"-max_len={max(LONGEST, *(2 * len(seed) for seed in reader.seeds))}")
    atheris.Setup([sys.argv[0], *flags, *more, str(corpus)], take)
    sys.stderr.flush()
    atheris.Fuzz()


def _tell(told: dict[str, float], folder: Path) -> None:
    import resource

    told["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    (folder / "told.json").write_text(json.dumps(told))


if __name__ == "__main__":
    sys.path.insert(0, str(HERE.parent))
    if sys.argv[1:2] == ["--names"]:
        from foreign import READERS

        print("\n".join(reader.name for reader in READERS))
    elif sys.argv[1:2] == ["--one"]:
        os.environ.setdefault("PYTHONHASHSEED", "0")
        one(sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4]), sys.argv[5:])
    else:
        counts = [int(a) for a in sys.argv[1:] if a.isdigit()]
        sys.exit(
            main(counts[0] if counts else 10_000, [a for a in sys.argv[1:] if not a.isdigit()])
        )
