"""The index of a build, made from that of the build before where little has changed.

RocksDB, beneath Oxigraph, never alters a table that it has written: the old ones are linked into
the new index, which costs nothing, and the old index stays as it is. What is gone is then taken out
and what is new put in: one article more of 100 costs a tenth of the loading of all, of 1,000 a
hundredth. In doubt - another program or vocabulary, a file that is not as it was left, or much that
has changed - all is loaded.
"""

import hashlib
import json
import os
import shutil
import struct
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

import pyoxigraph as ox
from pydantic import TypeAdapter
from rdflib import URIRef

from onrecord.files import intake
from onrecord.fingerprints import of_file
from onrecord.rdf import quads
from onrecord.rdf.pieces import Piece, Pieces, texts

DATA, OF = "oxigraph", "graph.sha256"  # the index, and the hash of its graph.ttl
PIECES, STAMP = "pieces", "made.json"  # what it was made of, and with
# Of the graph that may have changed: to take out and put in costs some three times the loading.
SHARE = 0.25
# Of all that was changed since all was loaded: what is gone leaves marks, which slow the reading.
DRIFT = 0.5
MOST = 16_000_000  # bytes of subjects to compare: some 160,000 triples, which take 100 MB


@dataclass(frozen=True, slots=True)
class Before:
    """What an index may be made from, and with."""

    hashed: str = ""  # over the program, the vocabulary and all else but the articles
    folder: Path | None = None  # of the build before; None: load all


@dataclass(frozen=True, slots=True)
class _Stamp:
    """What an index says of itself; any other is not built upon."""

    made_with: str
    graph: str  # hash of its graph.ttl
    pieces: str  # hash of the list
    head: int  # bytes of declarations in graph.ttl
    drift: float


_STAMP = TypeAdapter(_Stamp)


@dataclass(frozen=True, slots=True)
class Written:
    """A graph.ttl that is to be indexed."""

    path: Path
    head: bytes  # its declarations
    parts: list[tuple[URIRef | None, int, int]]  # a document or None, and its bytes in the file
    pieces: Pieces


def index(written: Written, folder: Path, before: Before) -> ox.Store:
    """Makes the index of a file in a folder, with what tells that it is up to date.

    Raises OSError where it cannot be written, SyntaxError for a file that is no Turtle.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    made = None
    with suppress(OSError, RuntimeError, SyntaxError, ValueError, struct.error):
        made = _patched(written, folder / DATA, before)
    if made is None:  # or broken off
        shutil.rmtree(folder / DATA, ignore_errors=True)
        made = _loaded(written, folder / DATA), 0.0
    store, drift = made
    of, packed = of_file(written.path), bytes(written.pieces)
    stamp = _Stamp(before.hashed, of, _hash(packed), len(written.head), drift)
    (folder / PIECES).write_bytes(packed)
    (folder / STAMP).write_text(json.dumps(asdict(stamp)) + "\n", encoding="ascii")
    (folder / OF).write_text(of + "\n", encoding="ascii")
    return store


def _loaded(written: Written, folder: Path) -> ox.Store:
    index = quads.Index(folder, written.head)
    with written.path.open("rb") as file:
        for document, start, end in written.parts:
            file.seek(start)
            index.add(document, file.read(end - start))
    index.close()
    return index.store


def _patched(written: Written, folder: Path, before: Before) -> tuple[ox.Store, float] | None:
    """The index with what it has drifted; None where all is to be loaded.

    Raises one of many errors where the old index is not whole.
    """
    if before.folder is None:
        return None
    own, graph = before.folder / folder.parent.name, before.folder / written.path.name
    stamp = _STAMP.validate_json(intake.content(own / STAMP))
    packed = intake.content(own / PIECES)
    if (before.hashed, of_file(graph), _hash(packed)) != (
        stamp.made_with,
        stamp.graph,
        stamp.pieces,
    ):
        return None
    old, new = Pieces(packed), written.pieces
    gone, come = old.without(new.hashes()), new.without(old.hashes())
    told = [[piece for piece in each if not piece.is_document] for each in (gone, come)]
    drift = stamp.drift + (_size(gone) + _size(come)) / max(1, _size(new))
    if drift - stamp.drift > SHARE or drift > DRIFT or sum(map(_size, told)) > MOST:
        return None
    _link(own / folder.name, folder)
    index = quads.Index(folder, written.head)
    _replace_documents(index, written, {piece.start for piece in come if piece.is_document})
    _replace(
        index.store,
        texts(graph, stamp.head, told[0]),
        texts(written.path, len(written.head), told[1]),
    )
    index.store.flush()
    return index.store, drift


def _size(pieces: Iterable[Piece]) -> int:
    return sum(piece.size for piece in pieces)


def _link(old: Path, folder: Path) -> None:
    """An index like another one, with the tables of both in one place on disk."""
    folder.mkdir()
    for file in sorted(old.iterdir()):
        if file.suffix == ".sst":
            try:
                os.link(file, folder / file.name)
                continue
            except OSError:  # a file system without links
                pass
        if not file.name.startswith("LO"):  # its lock, its logs in words
            shutil.copyfile(file, folder / file.name)


def _replace_documents(index: quads.Index, written: Written, changed: set[int]) -> None:
    """Puts in the documents that stand at these places, and takes out all that are not kept."""
    new = [(str(document), start, end) for document, start, end in written.parts if document]
    kept = {document for document, start, _ in new if start - len(written.head) not in changed}
    for graph in list(index.store.named_graphs()):
        if graph.value not in kept:
            index.store.remove_graph(graph)
    with written.path.open("rb") as file:
        for document, start, end in new:
            if document not in kept:
                file.seek(start)
                index.add(document, file.read(end - start))
    index.flush()


def _replace(store: ox.Store, gone: bytes, come: bytes) -> None:
    """Puts Turtle into the default graph in place of other Turtle.

    What is in both is put in again: of two numbers that are one for Oxigraph, 0.9 and 0.90, one
    may have been taken out.
    """
    new = list(ox.parse(input=come, format=ox.RdfFormat.TURTLE))
    for quad in set(ox.parse(input=gone, format=ox.RdfFormat.TURTLE)).difference(new):
        store.remove(quad)
    store.extend(new)


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
