"""Where the triples live: one Turtle file in the build's folder, and the formats to hand on.

Beside the file, `store/` has the same graph in Oxigraph: an index that makes queries quick, told by
the file's hash to be up to date and made anew by each build. Without it the file alone is enough.
"""

import hashlib
import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from pyoxigraph import Store
from rdflib import Dataset, Graph

from onrecord import intake, quads
from onrecord.errors import StoreError
from onrecord.jsonld import jsonld
from onrecord.turtle import ntriples, trig, turtle

FILE = "graph.ttl"
STORE = "store"
_DATA, OF = "oxigraph", "graph.sha256"  # inside STORE: the index, and the hash of its graph.ttl
_LARGE = 20_000_000  # bytes of graph.ttl, some 200,000 triples: 7 s to lay out for reading
_PREFIX = re.compile(r"@prefix ([^:\s]*): <([^>]*)> \.\n")

FORMATS: dict[str, Callable[[Graph], str]] = {
    "turtle": turtle,
    "ntriples": ntriples,
    "trig": trig,
    "jsonld": jsonld,
}


def save(graph: Graph, folder: Path) -> Path:
    """Writes `graph.ttl`, whole or not at all, and its index; gives the file's path.

    Raises:
        StoreError: the folder or the file cannot be written.
    """
    path = folder / FILE
    beside = path.with_suffix(".ttl.part")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(turtle(graph).encode("utf-8"))
        os.replace(beside, path)
        _index(graph, folder)
    except OSError as error:
        if beside.is_file():
            beside.unlink()
        raise StoreError(
            f"{path}: cannot be written ({error.strerror}). Choose another folder with -o."
        ) from error
    return path


def _index(graph: Graph, folder: Path) -> None:
    fresh, target = folder / f"{STORE}.part", folder / STORE
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir()
    quads.write(graph, fresh / _DATA)
    (fresh / OF).write_text(_hash(folder / FILE) + "\n", encoding="ascii")
    if target.exists():
        shutil.rmtree(target)
    fresh.rename(target)


def _hash(path: Path) -> str:
    with intake.opened(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


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
        index = folder / STORE / OF
        if index.is_file() and index.read_text("ascii").strip() == _hash(path):
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
