"""What a build costs beside its models, and what the next one costs: `make bench`.

The models' own time is what passes within spaCy's pipeline (tokens, tree, names) and within the
networks' runs, both taken in the build. All else is the build's own: the start of Python, imports,
loading the models, preparing what they read, and all that follows from what they say.

Articles are the hand-coded fictional ones over and over, each time of other people. Every figure
is processor seconds or a ratio of them within one run, so that a busy machine does not count; but
for what two processes save by the wall, for which the machine should do nothing else. Each build
runs in a process of its own. Ends with 1 where the next builds, or that of two processes, differ by
a byte from a fresh one.
"""

import argparse
import json
import multiprocessing
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import product
from multiprocessing.pool import Pool
from pathlib import Path

from onrecord.building import unchanged
from onrecord.building.options import Options
from onrecord.progress import Moment
from onrecord.rdf import store

CASES = Path(__file__).resolve().parent / "cases"
GIVEN = [*map("".join, product(("Bar", "Dal", "Jor", "Mor", "Sal", "Vel"), "aeio", ("n", "ra")))]
STEMS = ("Ald", "Brock", "Cald", "Fern", "Hart", "Lang", "Mid", "Oak", "Pen", "Ross", "Wick")
ENDS = ("bury", "field", "gate", "ham", "ley", "man", "nock", "ridge", "son")
FAMILY = [*map("".join, product(STEMS, ("er", "in", "o"), ENDS))]
SPACY, MODELS, BUILD = "spaCy's pipeline", "the networks' runs", "all"
START, PROCESSOR, MAIN = "start and end", "processor, in all", "processor, first process"


def articles(count: int) -> Iterator[tuple[str, str]]:
    """File names and texts."""
    stories = sorted(CASES.glob("*/article.txt"))
    chance = random.Random(7)
    for number in range(count):
        path = stories[number % len(stories)]
        text = path.read_text("utf-8")
        for part, is_family in _names(path.with_name("expected.json")):
            invented = chance.choice(FAMILY if is_family else GIVEN)
            if number >= len(stories):
                text = re.sub(rf"\b{re.escape(part)}\b", invented, text)
        yield f"{path.parent.name}-{number:05}.txt", text


def _names(coded: Path) -> list[tuple[str, bool]]:
    """Each part of a person's name in a coded article, and whether it is the family's."""
    entities = json.loads(coded.read_text("utf-8"))["entities"]
    names = [e["name"].split() for e in entities if e["type"] == "Person"]
    names = [
        parts for parts in names if len(parts) in (2, 3) and all(p[0].isupper() for p in parts)
    ]
    return sorted({(part, part == parts[-1]) for parts in names for part in parts})


def floor(texts: list[str]) -> float:
    """Seconds of the bare spaCy pipeline, loaded."""
    from onrecord.parsing import parse

    language = parse.load()
    began = time.process_time()
    for _ in language.pipe(texts, batch_size=8):
        pass
    return time.process_time() - began


def staged(source: str, folder: str) -> dict[str, float]:
    """Seconds of a build by stage; of the models, which are a part of the reading; of all."""
    took: dict[str, float] = {SPACY: 0.0, MODELS: 0.0}
    began: list[float] = []

    def tell(moment: Moment) -> None:
        if moment.ended:
            took[moment.stage] = time.process_time() - began.pop()
        elif not began:
            began.append(time.process_time())

    options = Options(tell=tell)
    if unchanged.since(Path(folder), [source], options) is None:
        from onnxruntime import InferenceSession
        from spacy.language import Language

        from onrecord import build

        def timed(owner: type, method: str, part: str) -> None:
            run = getattr(owner, method)

            def instead(*arguments: object) -> object:
                at = time.process_time()
                try:
                    return run(*arguments)
                finally:
                    took[part] += time.process_time() - at

            setattr(owner, method, instead)

        timed(InferenceSession, "run", MODELS)
        timed(Language, "make_doc", SPACY)  # neither of the two calls the other where a document
        timed(Language, "__call__", SPACY)  # is made first, as `parse` does
        build.build([source], Path(folder), options)
    return took | {BUILD: time.process_time()}  # with the start of Python and all imports


def shacl(folder: str, copies: int) -> tuple[int, float, float]:
    """Triples of a build's graph so many times over; seconds of the quick engine, of pySHACL."""
    import pyshacl
    from rdflib import Graph

    from onrecord import vocabulary
    from onrecord.validation import validate

    text = (Path(folder) / store.FILE).read_text("utf-8")
    graph = Graph("SimpleMemory", bind_namespaces="none")
    for number in range(copies):  # other articles: the IRIs of each copy are its own
        graph.parse(data=text.replace("/onrecord/id/", f"/onrecord/id/{number}/"), format="turtle")
    shapes = validate.load_shapes(vocabulary.ontology_folder())
    at = [time.process_time()]
    is_sound = validate.conforms(graph, shapes)
    at.append(time.process_time())
    agrees, _, _ = pyshacl.validate(graph, shacl_graph=shapes, inference="none")
    at.append(time.process_time())
    assert is_sound == agrees
    return len(graph), at[1] - at[0], at[2] - at[1]


def by_the_wall(source: Path, folder: Path, workers: int) -> dict[str, float]:
    """Seconds of the command by stage and in all; and the processor's, of all its processes."""
    command = [sys.executable, "-m", "onrecord", "build", str(source), "-o", str(folder)]
    began = time.monotonic()
    with subprocess.Popen([*command, "--workers", str(workers)], stderr=subprocess.DEVNULL) as run:
        os.waitid(os.P_PID, run.pid, os.WEXITED | os.WNOWAIT)
        whole, own = time.monotonic() - began, own_seconds(run.pid)
        _, status, used = os.wait4(run.pid, 0)
        run.returncode = os.waitstatus_to_exitcode(status)
    if run.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(command)}: exit {run.returncode}")
    rows = re.findall(r"^\| (.+?) \| ([\d.]+) \|", (folder / "timing.md").read_text("utf-8"), re.M)
    stages = {stage: float(seconds) for stage, seconds in rows if stage != BUILD}
    start = whole - sum(stages.values())
    processor = used.ru_utime + used.ru_stime
    return {START: start, **stages, BUILD: whole, PROCESSOR: processor, MAIN: own}


def own_seconds(process: int) -> float:
    """Of the processor, by one that has ended and was not waited for, without its children's."""
    told = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def compare(source: Path, place: Path, turns: int) -> bool:
    """Tells what two processes take and one, in turns; whether both write the same bytes."""
    took: dict[int, list[dict[str, float]]] = {1: [], 2: []}
    for turn in range(turns):
        for workers in took:
            took[workers].append(by_the_wall(source, place / f"wall-{workers}-{turn}", workers))
    print(f"{'seconds by the wall':<28}{'one':>8}{'two':>8}  processes, best of {turns}")
    best = {n: {s: min(run[s] for run in runs) for s in runs[0]} for n, runs in took.items()}
    for stage in best[1]:
        print(f"{stage:<28}{best[1][stage]:8.2f}{best[2][stage]:8.2f}")
    one, two = best[1], best[2]
    spread = two[MAIN] + (two[PROCESSOR] - two[MAIN]) / 2
    print(
        f"Two processes: {one[BUILD] / two[BUILD]:.2f} times as fast as one by the wall", end="; "
    )
    print(f"{one[PROCESSOR] / spread:.2f} if each had a processor to itself")
    return tree(place / "wall-1-0") == tree(place / "wall-2-0")


def tree(folder: Path) -> dict[str, bytes]:
    """What a build wrote, without its clock, its cache and the index that is Oxigraph's own."""
    found = {p.relative_to(folder).as_posix(): p for p in folder.rglob("*") if p.is_file()}
    own = (".onrecord", f"{store.STORE}/", "timing.md")
    return {name: p.read_bytes() for name, p in found.items() if not name.startswith(own)}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100)
    parser.add_argument("--shacl", type=int, nargs="*", default=[1], help="copies of the graph")
    parser.add_argument("--turns", type=int, default=1, help="builds of one process and of two")
    wanted = parser.parse_args()
    written = list(articles(wanted.articles + 1))
    spawn = multiprocessing.get_context("spawn")

    def apart(work: object, *arguments: object) -> object:
        pool: Pool
        with spawn.Pool(1) as pool:
            return pool.apply(work, arguments)  # type: ignore[arg-type]

    with tempfile.TemporaryDirectory() as name:
        news, out = Path(name) / "news", Path(name) / "out"
        news.mkdir()
        for file, text in written[:-1]:
            (news / file).write_text(text, "utf-8")
        texts = [text for _, text in written[:-1]]
        words = sum(len(text.split()) for text in texts)
        bare = apart(floor, texts)
        first = apart(staged, str(news), str(out))
        same = apart(staged, str(news), str(out))
        (news / written[-1][0]).write_text(written[-1][1], "utf-8")
        more = apart(staged, str(news), str(out))
        before = tree(out)
        apart(staged, str(news), str(Path(name) / "fresh"))
        is_same = tree(Path(name) / "fresh") == before
        _tell(words, bare, first, same, more)  # type: ignore[arg-type]
        for copies in wanted.shacl:
            size, quick, slow = apart(shacl, str(out), copies)  # type: ignore[misc]
            told = f"{quick:.1f} s; pySHACL {slow:.1f} s, {slow / quick:.1f} times as long"
            print(f"SHACL, {size:,} triples: {told}")
        if wanted.turns:
            is_same &= compare(news, Path(name), wanted.turns)
    print(
        "One more article, and two processes, give the bytes of a fresh build:",
        "yes" if is_same else "NO",
    )
    return int(not is_same)


def _tell(
    words: int,
    bare: float,
    first: dict[str, float],
    same: dict[str, float],
    more: dict[str, float],
) -> None:
    whole, own = first[BUILD], first[BUILD] - first[SPACY] - first[MODELS]
    print(f"{words:,} words: {words / whole:,.0f} a second; bare spaCy {words / bare:,.0f}")
    print(f"{'seconds':<28}{'first':>8}{'share':>8}{'one more':>10}")
    for stage, seconds in first.items():
        then = f"{more[stage]:10.2f}" if stage in more else ""
        print(f"{stage:<28}{seconds:8.2f}{seconds / whole:8.1%}{then}")
    print(f"{'without spaCy and models':<28}{own:8.2f}{own / whole:8.1%}")
    ratios = f"{more[BUILD] / whole:.1%} of a first build; unchanged: {same[BUILD] / whole:.1%}"
    print(f"One more article: {ratios}")


if __name__ == "__main__":
    sys.exit(main())
