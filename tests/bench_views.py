"""What it takes to make the tables, the page and the suggestions of builds that are there.

    PYTHONPATH=graph python tests/bench_views.py FOLDER...

Each stage in a process of its own: its peak memory, and its processor seconds, so that a busy
machine does not count. "of its own" is what the stage takes beyond "nothing", which imports the
program and finds the parts of graph.ttl. A build reads once for all three where all of it has room
on a page; here each of them reads.
"""

import re
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from resource import RUSAGE_SELF, getrusage

from pyoxigraph import Quad

from onrecord import vocabulary
from onrecord.building.kept import Kept, kept
from onrecord.files.staging import OWN
from onrecord.identifiers import Identifiers
from onrecord.rdf import quads, store
from onrecord.views import page, record, suggestions, tables
from onrecord.views.foremost import foremost
from onrecord.views.parts import Corpus, Parts, Whole

PIECE = 500  # things, as a build writes them
OF_DOCUMENTS = ("document", "statement", "stance", "evidence")  # prefixes of what they say


def table(corpus: Corpus, out: Path) -> None:
    tables.write(_parts(corpus), out)


def draw(corpus: Corpus, out: Path) -> None:
    page.draw(foremost(corpus), out / "graph.html")


def suggest(corpus: Corpus, out: Path) -> None:
    known = {concept.iri for concept in vocabulary.lexicon().concepts}
    suggestions.write(_parts(corpus), out / "topics-suggested.ttl", Identifiers(), known)


def nothing(corpus: Corpus, out: Path) -> None:
    """The program without its work."""


STAGES: dict[str, Callable[[Corpus, Path], None]] = {
    "nothing": nothing, "tables": table, "page": draw, "suggestions": suggest,
}  # fmt: skip


def main(folders: list[str]) -> None:
    print(f"{'build':24}{'stage':14}{'peak MB':>8}{'its own':>9}{'CPU s':>8}{'its own':>9}")
    for folder in folders:
        least: list[float] = []
        for stage in STAGES:
            command = [sys.executable, __file__, "--stage", stage, folder]
            told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
            peak, seconds = map(float, told.split())
            least = least or [peak, seconds]
            own = f"{peak:8.0f}{peak - least[0]:9.0f}{seconds:8.2f}{seconds - least[1]:9.2f}"
            print(f"{folder[-23:]:24}{stage:14}{own}")


def measure(stage: str, folder: str) -> None:
    build = Path(folder)
    with tempfile.TemporaryDirectory() as out, kept(build / OWN, "") as memory:
        documents, pieces = _taken_apart(build / store.FILE)
        corpus = Corpus(documents, partial(_article, memory), pieces)
        STAGES[stage](corpus, Path(out))
    used = getrusage(RUSAGE_SELF)
    print(used.ru_maxrss / 1024, used.ru_utime + used.ru_stime)


def _article(memory: Kept, document: str) -> record.Article:
    data = memory.part(document, "article")
    assert data, f"{document}: nothing is kept of it. Build the folder anew."
    return record.loads(zlib.decompress(data).decode("utf-8"))


def _parts(corpus: Corpus) -> Parts:
    share = foremost(corpus)
    return corpus if share.whole else Whole(share.record)


def _taken_apart(turtle: Path) -> tuple[list[str], list[Callable[[], Iterator[Quad]]]]:
    """The IRIs of all documents, and what belongs to none in pieces to be read."""
    head, *blocks = turtle.read_text("utf-8").split("\n\n")
    prefixes = dict(re.findall(r"@prefix ([^:\s]*): <([^>]*)> \.", head))
    own = [block for block in blocks if block.partition(":")[0] in OF_DOCUMENTS]
    names = [block.split()[0].removeprefix("document:") for block in own]
    documents = [
        prefixes["document"] + name
        for name, block in zip(names, own, strict=True)
        if block.startswith("document:")
    ]
    rest = [block for block in blocks if block.partition(":")[0] not in OF_DOCUMENTS]
    texts = [rest[at : at + PIECE] for at in range(0, len(rest), PIECE)]
    encoded = ["\n\n".join([head, *text]).encode("utf-8") for text in texts]
    return documents, [partial(quads.triples, text) for text in encoded]


if __name__ == "__main__":
    measure(*sys.argv[2:]) if sys.argv[1] == "--stage" else main(sys.argv[1:])
