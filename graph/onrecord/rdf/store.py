"""Where the triples live: one Turtle file in the build's folder, and the formats to hand on.

Beside the file, `store/` has the same graph in Oxigraph: an index that makes queries quick, told by
the file's hash to be up to date (patching.py). Without it the file alone is enough.
"""

import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from pyoxigraph import Quad, Store
from rdflib import Dataset, Graph, URIRef

from onrecord.errors import StoreError
from onrecord.files import intake, staging
from onrecord.fingerprints import of_file
from onrecord.rdf import patching, quads
from onrecord.rdf.jsonld import jsonld
from onrecord.rdf.patching import Before, Written
from onrecord.rdf.pieces import Pieces
from onrecord.rdf.turtle import Prefixes, body, ntriples, parts, trig, turtle

FILE = staging.GRAPH
STORE = "store"
_DATA, OF = patching.DATA, patching.OF  # inside STORE
_LARGE = 20_000_000  # bytes of graph.ttl, some 200,000 triples: 7 s to lay out for reading
_PREFIX = re.compile(r"@prefix ([^:\s]*): <([^>]*)> \.\n")

FORMATS: dict[str, Callable[[Graph], str]] = {
    "turtle": turtle,
    "ntriples": ntriples,
    "trig": trig,
    "jsonld": jsonld,
}


# Each part of graph.ttl: its document or None, and the bytes that it stands at.
Layout = list[tuple[URIRef | None, int, int]]


def index(written: Written, before: Before) -> Store:
    """Makes the index of a file beside it, from that of another build as far as that will do.

    Raises OSError where it cannot be written.
    """
    return patching.index(written, written.path.parent / STORE, before)


class Writer:
    """`graph.ttl`, written part by part in the order of the file."""

    def __init__(self, folder: Path, namespaces: Iterable[tuple[str, URIRef]]) -> None:
        """Into a folder that has neither. Raises OSError."""
        self._namespaces = [(prefix, URIRef(iri)) for prefix, iri in namespaces]
        self._folder, self._used = folder, set[str]()
        self._layout, self._pieces = Layout(), Pieces()
        self._body = TemporaryFile()  # noqa: SIM115 (closed in `close`)

    def prefixes(self) -> Prefixes:
        """Short names for one part, which tell in the end which of them it uses."""
        return Prefixes(self._namespaces)

    def put(self, document: URIRef | None, text: str, used: Iterable[str]) -> None:
        """Adds a part: what a document says, or (None) what belongs to none.

        `text` is Turtle without declarations, `used` the prefixes in it.
        """
        self._used.update(used)
        start, data = self._body.tell() + 1, text.encode("utf-8")
        self._body.write(b"\n" + data)
        self._layout.append((document, start, start + len(data)))
        self._pieces.add(document, data, start)

    def close(self) -> Written:
        """Finishes the file; tells where in it each part stands."""
        path = self._folder / FILE
        declared = {prefix: iri for prefix, iri in self._namespaces if prefix in self._used}
        lines = (f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in sorted(declared.items()))
        head = "".join(lines).encode("utf-8")
        self._body.seek(0)
        with self._body, path.open("wb") as file:
            file.write(head)
            shutil.copyfileobj(self._body, file, 1 << 20)
        layout = [(document, len(head) + at, len(head) + to) for document, at, to in self._layout]
        return Written(path, head, layout, self._pieces)


def pieces(folder: Path, layout: Layout) -> Iterator[tuple[str | None, str]]:
    """The parts of a build's graph.ttl one after another, as N-Triples with their documents.

    Raises OSError where it cannot be read.
    """
    path = folder / FILE
    head = _head(path)
    for document, start, end in layout:
        text = quads.as_ntriples(head + _piece(path, start, end))
        yield str(document) if document is not None else None, text


def shared(folder: Path, layout: Layout) -> list[Callable[[], Iterable[Quad]]]:
    """What belongs to no document, part by part: each is read when it is called for."""
    path = folder / FILE
    head = _head(path)

    def read(start: int, end: int) -> Iterable[Quad]:
        return quads.triples(head + _piece(path, start, end))

    return [partial(read, start, end) for document, start, end in layout if document is None]


def _head(path: Path) -> bytes:
    prefixes = _prefixes(path).items()
    return "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in prefixes).encode("utf-8")


def _piece(path: Path, start: int, end: int) -> bytes:
    with path.open("rb") as file:
        file.seek(start)
        return file.read(end - start)


def save(graph: Graph, folder: Path) -> Path:
    """Writes a graph that is in memory to `graph.ttl`, with its index; gives the file's path.

    Raises:
        StoreError: the folder or the file cannot be written.
    """
    path = folder / FILE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        shutil.rmtree(folder / STORE, ignore_errors=True)
        writer = Writer(folder, graph.namespaces())
        for document, own in parts(graph):
            prefixes = writer.prefixes()
            writer.put(document, body(graph, own, prefixes), prefixes.used())
        index(writer.close(), Before())
    except OSError as error:
        raise StoreError(
            f"{path}: cannot be written ({error.strerror}). Choose another folder with -o."
        ) from error
    return path


def is_indexed(folder: Path) -> bool:
    """Whether a build's index is that of its graph.ttl. Raises OSError where there is none."""
    index = folder / STORE / OF
    return index.is_file() and index.read_text("ascii").strip() == of_file(folder / FILE)


def add_index(folder: Path, beside: Path) -> None:
    """Makes an index of a build that was copied without one, all of it in the default graph.

    Written in `beside`, a path on the same disk with nothing there, then renamed: found whole or
    not at all. Raises OSError, or SyntaxError for a file that is no Turtle.
    """
    made, old = beside / "new", beside / "old"
    made.mkdir(parents=True)
    of = of_file(folder / FILE)
    quads.load(folder / FILE, made / _DATA)
    (made / OF).write_text(of + "\n", encoding="ascii")
    if (folder / STORE).exists():
        (folder / STORE).rename(old)
    made.rename(folder / STORE)


def open_build(folder: Path) -> Dataset:
    """As `opened`, behind rdflib's API."""
    return quads.as_rdflib(*opened(folder))


def opened(folder: Path) -> tuple[Store, dict[str, str]]:
    """The graph of a build for queries: its index, or the file where that is not up to date.

    Gives the store and the prefixes of its file.

    Raises:
        StoreError: there is no build in the folder, or its file is not Turtle.
    """
    path = folder / FILE
    try:
        if is_indexed(folder):
            return quads.stored(folder / STORE / _DATA), _prefixes(path)
    except (OSError, RuntimeError, ValueError):  # RuntimeError: Oxigraph's, of a broken index
        pass  # the file has it all
    try:
        return quads.loaded(path), _prefixes(path)
    except FileNotFoundError:
        raise StoreError(
            f"no build in {folder}: run onrecord build SOURCES... -o {folder}"
        ) from None
    except (OSError, SyntaxError, ValueError) as error:
        raise StoreError(f"{path}: no Turtle that can be read ({error}). Build it anew.") from error


def _prefixes(path: Path) -> dict[str, str]:
    """Those that the file begins with."""
    found = {}
    with path.open(encoding="utf-8") as file:
        for line in file:
            if not (declared := _PREFIX.fullmatch(line)):
                break
            found[declared[1]] = declared[2]
    return found


def load(folder: Path) -> Graph:
    """Reads the graph of a build into memory.

    Raises:
        StoreError: there is no build in the folder, or its file is not Turtle.
    """
    path = folder / FILE
    try:
        with intake.opened(path) as file:
            text = file.read().decode("utf-8")
    except FileNotFoundError:
        raise StoreError(
            f"no build in {folder}: run onrecord build SOURCES... -o {folder}"
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(f"{path}: cannot be read ({error}). Build it anew.") from error
    try:
        return Graph(bind_namespaces="none").parse(data=text, format="turtle")
    except Exception as error:  # rdflib's parser raises what it happens to stumble on
        reason = " ".join(str(error).split())[:200]
        raise StoreError(
            f"{path}: no Turtle that can be read ({reason}). Build it anew."
        ) from error


def export_large(folder: Path, format: str) -> Iterator[bytes] | None:
    """As `export`, from a build too large for that: plainly sorted, in pieces, in flat memory.

    None where the build is small enough to be laid out for reading, or the format is another.
    Nothing is given before the whole could be made.
    """
    path = folder / FILE
    if format not in quads.FORMATS or not path.is_file() or path.stat().st_size < _LARGE:
        return None
    data = TemporaryFile()  # noqa: SIM115 (closed when read)
    try:
        quads.export(path, format, _prefixes(path), data)
        data.seek(0)
    except (OSError, SyntaxError, ValueError) as error:
        data.close()
        raise StoreError(
            f"{path}: cannot be exported ({error}). Make room for temporary files or build it anew."
        ) from error
    return _pieces(data)


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while piece := file.read(1 << 20):
            yield piece


def export(graph: Graph, format: str) -> bytes:
    """The whole graph in one of `FORMATS`, as UTF-8; the same graph gives the same bytes.

    Raises:
        StoreError: no such format.
    """
    if format not in FORMATS:
        raise StoreError(f"no format {format!r}. Available: {', '.join(sorted(FORMATS))}.")
    return FORMATS[format](graph).encode("utf-8")
