"""Oxigraph: the graph on disk, queried and written in order without rdflib's slower ways.

What a document says stands in a graph named by it, the rest in the default one; queries see the
union of all.
"""

import io
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from heapq import merge
from itertools import groupby, islice
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

import pyoxigraph as ox
from rdflib import Dataset, Graph
from rdflib.namespace import NamespaceManager

from onrecord.files import intake
from onrecord.rdf.turtle import Prefixes, body, parts

FORMATS = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
}
_RUN = 500_000  # lines sorted at a time: some 120 MB
# Bytes loaded at a time, some 60,000 triples. All in blocks of 12 MB, a build of 2,000 articles
# took 581 MB at its peak, in those of 4 MB 426. What is one block need not be merged, a fifth of
# the time: the first holds a hundred articles.
_FIRST, _BLOCK = 12_000_000, 4_000_000


class Index:
    """A store on disk that is filled part by part."""

    def __init__(self, folder: Path, head: bytes) -> None:
        """In a folder, for Turtle with the declarations of a head. Raises OSError."""
        self.store = ox.Store(str(folder))
        self._head = head
        self._waiting: list[bytes] = []
        self._size, self._blocks = 0, 0

    def add(self, document: str | None, turtle: bytes) -> None:
        """Takes Turtle without declarations, into the graph of a document or the default one."""
        named = (f"<{document}> {{\n".encode(), turtle, b"}\n") if document else (turtle,)
        self._waiting.extend((*named, b"\n"))
        self._size += len(turtle)
        if self._size >= (_BLOCK if self._blocks else _FIRST):
            self.flush()

    def close(self) -> None:
        """Puts in what is waiting, and what is spread over several files together: reading costs
        5.6 µs a quad after it instead of 9.8. RocksDB would do the same later, while it is read
        from or patched, at the same cost. Raises OSError or SyntaxError.
        """
        self.flush()
        if self._blocks > 1:
            self.store.optimize()
            self.store.flush()

    def flush(self) -> None:
        """Puts into the store what is waiting. Raises OSError or SyntaxError."""
        if self._waiting:
            text = b"".join((self._head, *self._waiting))
            self.store.bulk_load(input=text, format=ox.RdfFormat.TRIG)
            self._waiting, self._size = [], 0
            self._blocks += 1
        self.store.flush()


def write(graph: Graph, folder: Path) -> None:
    """Makes a store of a graph in a folder that is not there yet. Raises OSError."""
    prefixes = Prefixes(graph.namespaces())
    texts = [(document, body(graph, own, prefixes)) for document, own in parts(graph)]
    index = Index(folder, prefixes.declarations().encode())
    for document, text in texts:
        index.add(str(document) if document else None, text.encode())
    index.close()


def stored(folder: Path) -> ox.Store:
    """A store on disk, to read from; several programs may do so at once. Raises OSError."""
    return ox.Store.read_only(str(folder))


def load(turtle: Path, folder: Path) -> None:
    """A Turtle file into a store on disk, in a folder that is not there yet. Raises OSError or
    SyntaxError.
    """
    held = ox.Store(str(folder))
    held.bulk_load(path=str(turtle), format=ox.RdfFormat.TURTLE)
    held.optimize()
    held.flush()


def loaded(turtle: Path) -> ox.Store:
    """A Turtle file in memory. Raises OSError or SyntaxError."""
    intake.opened(turtle).close()  # a pipe would keep Oxigraph waiting for ever
    held = ox.Store()
    held.bulk_load(path=str(turtle), format=ox.RdfFormat.TURTLE)
    return held


def as_rdflib(held: ox.Store, prefixes: Mapping[str, str]) -> Dataset:
    """The union of a store's graphs behind rdflib's API; SPARQL goes straight to Oxigraph."""
    from onrecord.rdf.answers import Asked  # brings rdflib's SPARQL, a tenth of a second

    dataset = Dataset(store=Asked(held), default_union=True)
    dataset.namespace_manager = NamespaceManager(dataset, bind_namespaces="none")
    for prefix, namespace in prefixes.items():
        dataset.bind(prefix, namespace)
    return dataset


def triples(turtle: bytes) -> Iterator[ox.Quad]:
    """The triples of Turtle that this program wrote: its terms are not checked again."""
    return ox.parse(input=turtle, format=ox.RdfFormat.TURTLE, lenient=True)


def as_ntriples(turtle: bytes) -> str:
    """Turtle as N-Triples, in its order."""
    parsed = ox.parse(input=turtle, format=ox.RdfFormat.TURTLE)
    lines = ox.serialize(parsed, format=ox.RdfFormat.N_TRIPLES)
    assert lines is not None  # as no file was given
    return lines.decode("utf-8")


def export(turtle: Path, format: str, prefixes: Mapping[str, str], file: IO[bytes]) -> None:
    """Writes a Turtle file anew in one of `FORMATS`, sorted: the same graph, the same bytes.

    From the file and not from a store, which keeps numbers by value: 0.90 would come back as 0.9,
    a non-negative integer as an integer. Memory holds `_RUN` lines, however many there are.
    """
    with ExitStack() as files:
        dumped = files.enter_context(TemporaryFile())
        parsed = ox.parse(path=str(turtle), format=ox.RdfFormat.TURTLE)
        ox.serialize(parsed, dumped, ox.RdfFormat.N_TRIPLES)
        dumped.seek(0)
        lines = (line for line, _ in groupby(_sorted(dumped, files)))
        if format == "ntriples":
            file.writelines(lines)
            return
        source = io.BufferedReader(_Lines(lines), 1 << 20)
        # Lenient: what has just been written need not be checked again, half the time of reading.
        ordered = ox.parse(input=source, format=ox.RdfFormat.N_TRIPLES, lenient=True)
        ox.serialize(ordered, file, FORMATS[format], prefixes=dict(prefixes))


def _sorted(lines: Iterable[bytes], files: ExitStack) -> Iterator[bytes]:
    """Sorted in pieces, and these merged from disk."""
    rest, runs = iter(lines), list[Iterable[bytes]]()
    while block := list(islice(rest, _RUN)):
        block.sort()
        run = files.enter_context(TemporaryFile())  # noqa: SIM115 (`files` closes it)
        run.writelines(block)
        run.seek(0)
        runs.append(run)
    return iter(runs[0]) if len(runs) == 1 else merge(*runs)


class _Lines(io.RawIOBase):
    """Lines as a file that a parser can read, without a copy of the whole."""

    def __init__(self, lines: Iterator[bytes]) -> None:
        self._lines = lines
        self._left = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        parts, size = [self._left], len(self._left)
        while size < len(buffer) and (line := next(self._lines, b"")):
            parts.append(line)
            size += len(line)
        data = b"".join(parts)
        taken = min(len(buffer), len(data))
        buffer[:taken] = data[:taken]
        self._left = data[taken:]
        return taken
