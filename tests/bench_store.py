"""1 M generated triples in Oxigraph: load, named queries, sorted exports; CPU seconds, memory.

    python tests/bench_store.py [TRIPLES]

The graph is made by the program's own mapping out of generated readings: blocks of 60 articles with
people, policies and pairs of their own, repeated under other names until there are enough triples.
They are few for so many statements: most change their minds, and parties are at odds. The queries
are asked of an index on disk with a named graph a document, as a build has it. Exit 1 where a
figure is above its bound.
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
from rdflib import Dataset, Graph

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
from onrecord.query import NamedQuery, named_queries, run
from onrecord.rdf import quads
from onrecord.rdf.turtle import parts, term
from onrecord.triples import mapping, positions

TRIPLES = 1_000_000
PIECE = 8_000_000  # bytes of N-Quads, some 39,000
ONTOLOGY = Path(__file__).resolve().parents[1] / "ontology"
BOUNDS = {
    "load": 6.0,
    "slowest query, narrowed (median of 3)": 1.0,
    "slowest query, as it stands, over 1 ms a row": 1.0,
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


def readings(number: int, people: int = 24, policies: int = 8) -> Iterator[Reading]:
    """Articles with six statements each, about a third with a hospital, a party or an office."""
    pick = random.Random(number)
    for index in range(number):
        text = Article()
        statements, relations = [], []
        for _ in range(6):
            person = pick.randrange(people)
            who, source = text.name("Person", f"Ann {MARK} Vale{person}")
            cue, start = text.put("said"), text.end
            what, _ = text.name("Policy", f"reform {pick.randrange(policies)} of ports {MARK}")
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
    del held
    dataset = indexed(path, path.with_suffix(".index"))
    narrowed, whole = [], []
    for query in named_queries(ONTOLOGY):
        given = {name: NARROW[name] for name, _ in query.parameters[:1]}
        seconds, rows = asked(dataset, query, given)
        told(f"{query.name} ({rows} rows)", seconds)
        narrowed.append(seconds)
        if given:
            seconds, rows = asked(dataset, query, {})
            told(f"{query.name}, as it stands ({rows} rows)", seconds)
            whole.append(seconds - rows / 1000)
    found["slowest query, narrowed (median of 3)"] = max(narrowed)
    found["slowest query, as it stands, over 1 ms a row"] = max(whole)
    del dataset
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


def indexed(path: Path, folder: Path) -> Dataset:
    """N-Quads as an index on disk, opened to read from.

    Loaded in pieces, as a build does it: a million at once take 1.26 GB.
    """
    held = ox.Store(str(folder))
    with path.open("rb") as file:
        while lines := file.readlines(PIECE):
            held.bulk_load(input=b"".join(lines), format=ox.RdfFormat.N_QUADS)
    held.optimize()
    held.flush()
    del held
    return quads.as_rdflib(quads.stored(folder), PREFIXES)


def asked(dataset: Dataset, query: NamedQuery, given: dict[str, str]) -> tuple[float, int]:
    """CPU seconds of an answer, the median of three, and its rows."""
    times, rows = [], 0
    for _ in range(3):
        start = time.process_time()
        rows = len(run(dataset, query, given).rows)
        times.append(time.process_time() - start)
    return statistics.median(times), rows


def told(name: str, value: float) -> None:
    bound = f"  <= {BOUNDS[name]}" if name in BOUNDS else ""
    print(f"{name:60}{value:8.2f}{bound}", flush=True)


NARROW = {
    "doubtful": "no",
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
