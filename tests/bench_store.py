"""1 M generated triples in Oxigraph: load, named queries, sorted exports; CPU seconds, memory.

    python tests/bench_store.py [TRIPLES]

The graph is made by the program's own mapping out of generated readings: blocks of 60 articles with
people, policies and pairs of their own, repeated under other names until there are enough triples.
Exit 1 where a figure is above its bound.
"""

import hashlib
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
from rdflib import Graph

from onrecord import mapping, positions, quads
from onrecord.identifiers import Identifiers
from onrecord.model import (
    Attribution,
    Document,
    Entity,
    Kind,
    Reading,
    Relation,
    Span,
    Stance,
    Statement,
    Thing,
)
from onrecord.query import named_queries, run
from onrecord.turtle import parts, term

TRIPLES = 1_000_000
ONTOLOGY = Path(__file__).resolve().parents[1] / "ontology"
BOUNDS = {
    "load": 6.0,
    "slowest query (median of 5)": 1.0,
    "sorted Turtle": 6.0,
    "sorted JSON-LD": 6.0,
    "memory (GB)": 1.0,
}
MARK = "Zz000"  # stands in every name of the block; its number, as long, replaces it


class Article:
    """Text as it is put together, with the spans of its parts."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.end = 0
        self.entities: dict[str, tuple[Kind, str, list[Span]]] = {}

    def put(self, words: str) -> Span:
        start, self.end = self.end, self.end + len(words)
        self.parts.append(words)
        return Span(start, self.end)

    def name(self, kind: Kind, name: str) -> tuple[str, Span]:
        key, span = name.lower().replace(" ", "-"), self.put(name)
        self.entities.setdefault(key, (kind, name, []))[2].append(span)
        self.put(". ")
        return key, span


def readings(number: int) -> Iterator[Reading]:
    """Articles with six statements each, about a third with a hospital, a party or an office."""
    pick = random.Random(number)
    for index in range(number):
        text = Article()
        statements, relations = [], []
        for _ in range(6):
            person = pick.randrange(90)
            who, source = text.name("Person", f"Ann {MARK} Vale{person}")
            cue, start = text.put("said"), text.end
            what, _ = text.name("Policy", f"reform {pick.randrange(40)} of ports {MARK}")
            is_for = pick.random() < 0.5
            evidence = text.put("is right. " if is_for else "is wrong. ")
            content = Span(start, evidence.end)
            side = "supports" if is_for else "opposes"
            said = Attribution((source,), (cue,), (content,), "indirect", 0.9)
            speaker = who if pick.random() < 0.9 else None
            stance = Stance(side, what, content, 0.8)
            statements.append(Statement(said, speaker, "asserts", (stance,)))
            ties: tuple[tuple[str, str, Kind, str], ...] = (
                (what, "affects", "Hospital", f"Moor {pick.randrange(20)} {MARK} Hospital"),
                (who, "memberOf", "Organisation", f"Party {person % 5} {MARK}"),
                (who, "holdsOffice", "Office", f"Minister for {MARK} {person % 9}"),
            )
            for subject, predicate, kind, name in ties:
                if pick.random() < 0.2:
                    other, span = text.name(kind, name)
                    words = Span(source.start, span.end)
                    relations.append(Relation(subject, predicate, other, words, 0.8))
        whole = "".join(text.parts)
        sha = hashlib.sha256(whole.encode()).hexdigest()
        date = f"{2005 + index % 15}-{1 + index % 12:02}-{1 + index % 28:02}"
        document = Document(
            f"d{index}", whole, sha, (f"{index}.txt",), f"{MARK} {index}", published=date
        )
        entities = tuple(
            Entity(key, kind, name, tuple(sorted(set(spans))))
            for key, (kind, name, spans) in text.entities.items()
        )
        yield Reading(document, entities, tuple(statements), tuple(relations))


def generate(path: Path, triples: int) -> int:
    """Writes what a build has, each document in its named graph, as N-Quads; gives how many."""
    identifiers = Identifiers()
    made = mapping.empty_graph(identifiers)
    mapping.add_build(made, identifiers, "0.0.0", "0" * 64, ["generated 1.0"])
    read = list(readings(60))
    merged = {
        (reading.document.id, entity.id): Thing(entity.id, entity.kind, entity.name)
        for reading in read
        for entity in reading.entities
    }
    graph = mapping.triples(read, merged, identifiers)
    graph += positions.inferred(graph, identifiers)
    block = "".join(nquads(graph))
    written = len(made)
    with path.open("w", encoding="utf-8") as file:
        file.writelines(nquads(made))
        for number in range(-(-triples // len(graph))):
            name = f"Zz{number + 1:03}"
            renamed = block.replace("/document/", f"/document/{number + 1}x")
            for kind in ("evidence", "statement", "stance"):
                renamed = renamed.replace(f"/{kind}/", f"/{kind}/{number + 1}x")
            file.write(renamed.replace(MARK, name).replace(MARK.lower(), name.lower()))
            written += len(graph)
    return written


def nquads(graph: Graph) -> list[str]:
    """One quad a line, each document's behind one another."""
    lines = []
    for document, own in parts(graph):
        name = f" {term(document)}" if document else ""
        every = (triple for subject in own for triple in graph.triples((subject, None, None)))
        lines += [f"{' '.join(map(term, triple))}{name} .\n" for triple in every]
    return lines


def measure(path: Path) -> dict[str, float]:
    """CPU seconds of each step, in a process of its own, and its peak memory."""
    start = time.process_time()
    held = ox.Store()
    held.bulk_load(path=str(path), format=ox.RdfFormat.N_QUADS)
    found = {"load": time.process_time() - start}
    dataset = quads.as_rdflib(held, {})
    slowest = 0.0
    for query in named_queries(ONTOLOGY):
        times = []
        for _ in range(5):
            start = time.process_time()
            rows = run(dataset, query, {name: NARROW[name] for name, _ in query.parameters[:1]})
            times.append(time.process_time() - start)
        told(f"{query.name} ({len(rows.rows)} rows)", statistics.median(times))
        slowest = max(slowest, statistics.median(times))
    found["slowest query (median of 5)"] = slowest
    del dataset, held
    turtle = path.with_suffix(".ttl")
    lines = (quad.triple for quad in ox.parse(path=str(path), format=ox.RdfFormat.N_QUADS))
    ox.serialize(lines, str(turtle), ox.RdfFormat.TURTLE, prefixes=PREFIXES)
    for name in ("sorted Turtle", "sorted JSON-LD"):
        start = time.process_time()
        with tempfile.TemporaryFile() as file:
            quads.export(turtle, name.split()[1].lower().replace("-", ""), PREFIXES, file)
        found[name] = time.process_time() - start
    found["memory (GB)"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    return found


def told(name: str, value: float) -> None:
    bound = f"  <= {BOUNDS[name]}" if name in BOUNDS else ""
    print(f"{name:60}{value:8.2f}{bound}", flush=True)


NARROW = {
    "person": "Zz003 Vale4",
    "policy": "reform 7 of ports Zz003",
    "about": "Moor 3 Zz003",
    "party": "Party 1 Zz003",
    "hospital": "Moor 3 Zz003",
    "date": "2013-06-07",
}
PREFIXES = {prefix: str(iri) for prefix, iri in mapping.empty_graph(Identifiers()).namespaces()}


def main() -> int:
    if sys.argv[1:2] == ["--measure"]:
        found = measure(Path(sys.argv[2]))
        for name, value in found.items():
            told(name, value)
        return int(any(found[name] > bound for name, bound in BOUNDS.items()))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.nq"
        wanted = int(sys.argv[1]) if len(sys.argv) > 1 else TRIPLES
        print(f"{generate(path, wanted):,} triples", flush=True)
        return subprocess.run([sys.executable, __file__, "--measure", str(path)]).returncode


if __name__ == "__main__":
    sys.exit(main())
