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
from oxrdflib import OxigraphStore
from rdflib import Dataset, Graph
from rdflib.namespace import NamespaceManager

from onrecord import intake
from onrecord.turtle import homes, term

FORMATS = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
}
_RUN = 500_000  # lines sorted at a time: some 120 MB
# Quads loaded at a time: 334,000 of them took 283 MB in one go, 72 MB like this, in the same time.
_BLOCK = 50_000


def nquads(graph: Graph) -> Iterator[str]:
    """One quad a line, each in the graph of its document; in no order."""
    home = homes(graph)
    for subject, predicate, object in graph:
        document = home.get(subject)
        name = f" {term(document)}" if document is not None else ""
        yield f"{term(subject)} {term(predicate)} {term(object)}{name} .\n"


def write(graph: Graph, folder: Path) -> None:
    """Makes a store of a graph in a folder that is not there yet. Raises OSError."""
    held, lines = ox.Store(str(folder)), nquads(graph)
    while block := "".join(islice(lines, _BLOCK)):
        held.bulk_load(input=block.encode("utf-8"), format=ox.RdfFormat.N_QUADS)
    held.flush()


def stored(folder: Path) -> ox.Store:
    """A store on disk, to read from; several programs may do so at once. Raises OSError."""
    return ox.Store.read_only(str(folder))


def loaded(turtle: Path) -> ox.Store:
    """A Turtle file in memory. Raises OSError or SyntaxError."""
    intake.opened(turtle).close()  # a pipe would keep Oxigraph waiting for ever
    held = ox.Store()
    held.bulk_load(path=str(turtle), format=ox.RdfFormat.TURTLE)
    return held


def as_rdflib(held: ox.Store, prefixes: Mapping[str, str]) -> Dataset:
    """The union of a store's graphs behind rdflib's API; SPARQL goes straight to Oxigraph."""
    dataset = Dataset(store=OxigraphStore(store=held), default_union=True)
    dataset.namespace_manager = NamespaceManager(dataset, bind_namespaces="none")
    for prefix, namespace in prefixes.items():
        dataset.bind(prefix, namespace)
    return dataset


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
