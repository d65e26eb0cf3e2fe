"""1 M generated triples judged by the shapes: part by part, and by two engines at once.

    python tests/bench_check.py [TRIPLES]

CPU seconds and peak memory, each way in a process of its own. Part by part is what a build does:
the parts as they stand in graph.ttl, then the questions to the index. `shacl` has all as N-Triples,
which are not counted; pySHACL has a tenth of the triples, as it would take minutes for all.
"""

import resource
import subprocess
import sys
import tempfile
import time
from multiprocessing import get_context
from pathlib import Path

import pyoxigraph as ox

sys.path.insert(0, str(Path(__file__).parent))
from bench_store import ONTOLOGY, PREFIXES, TRIPLES, generate
from onrecord.identifiers import ONR
from onrecord.rdf import apart, quads
from onrecord.rdf.compact import small_graph
from onrecord.validation import validate
from onrecord.validation.checks import Checks, Found

WAYS = ("in parts", "shacl", "pySHACL")


def in_parts(turtle: Path) -> None:
    checks, found = Checks(validate.load_shapes(ONTOLOGY), ()), Found()
    start = time.process_time()
    for part in apart.parts(turtle):
        found |= checks.part(part)
    told("the parts, read from Turtle", start)
    start, index = time.process_time(), quads.stored(turtle.with_suffix(".store"))
    wrong = found.violations | checks.whole(index, found.strays, {})
    told("the questions to the index", start)
    # No texts are at hand, which is told of each document, and nothing else.
    assert {each.path for each in wrong} == {str(ONR.sha256)}, sorted(wrong)[:3]


def shacl(turtle: Path) -> None:
    text, shapes = quads.as_ntriples(turtle.read_bytes()), validate.load_shapes(ONTOLOGY)
    start = time.process_time()
    assert validate.Compiled(shapes).report(text).conforms
    told("shacl, all at once", start)


def slowly(turtle: Path) -> None:
    import pyshacl

    graph = small_graph()
    graph.parse(turtle.with_suffix(".tenth.ttl"), format="turtle")
    shapes = validate.load_shapes(ONTOLOGY)
    start = time.process_time()
    is_sound, _, _ = pyshacl.validate(graph, shacl_graph=shapes, inference="none")
    assert is_sound
    told(f"pySHACL, {len(graph):,} triples", start)


def told(name: str, start: float) -> None:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{name:40}{time.process_time() - start:8.1f} s{peak:8.0f} MB", flush=True)


def lay_out(turtle: Path, triples: int) -> None:
    """A Turtle file as a build has it, and its index beside it."""
    # In a process of its own: those that it starts would begin with its peak of memory.
    with get_context("spawn").Pool(1) as pool:
        print(f"{pool.apply(_lay_out, (turtle, triples)):,} triples", flush=True)


def _lay_out(turtle: Path, triples: int) -> int:
    lines = turtle.with_suffix(".nq")
    written = generate(lines, triples)
    index = ox.Store(str(turtle.with_suffix(".store")))
    index.bulk_load(path=str(lines), format=ox.RdfFormat.N_QUADS)
    index.flush()
    parsed = ox.parse(path=str(lines), format=ox.RdfFormat.N_QUADS)
    every = (quad.triple for quad in parsed)
    ox.serialize(every, str(turtle), ox.RdfFormat.TURTLE, prefixes=PREFIXES)
    return written


def main() -> int:
    if sys.argv[1:2] == ["--way"]:
        {"in parts": in_parts, "shacl": shacl, "pySHACL": slowly}[sys.argv[2]](Path(sys.argv[3]))
        return 0
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else TRIPLES
    with tempfile.TemporaryDirectory() as folder:
        turtle = Path(folder) / "bench.ttl"
        lay_out(turtle, wanted)
        lay_out(turtle.with_suffix(".tenth.ttl"), wanted // 10)
        command = [sys.executable, __file__, "--way"]
        return max(subprocess.run([*command, way, str(turtle)]).returncode for way in WAYS)


if __name__ == "__main__":
    sys.exit(main())
