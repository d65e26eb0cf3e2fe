"""The readings of a corpus on disk, in Parquet files: gone through one after another, as often as
need be, with a few in memory at a time.

A row is one article: its text, what its file says about it, and its reading as JSON. The folder
is a build's own and written anew by each; other programs may look into it. What one of them, or the
disk, has altered since is not believed: each file has to have the hash that it was written with.
"""

import shutil
import tempfile
import weakref
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from pydantic import TypeAdapter

from onrecord.building.kept import dumps, loads
from onrecord.errors import StoreError
from onrecord.fingerprints import of_file
from onrecord.model import Document, Reading

FOLDER = "readings"
ROWS = 512  # articles a file: some 4 MB of them
BATCH = 32  # articles in memory at a time: some 2 MB as objects, and no slower than 512 at a time
COLUMNS = ("id", "sha256", "document", "text", "reading")
_DOCUMENT = TypeAdapter(Document)
_SCHEMA = pa.schema(
    [(name, pa.binary() if name in ("document", "reading") else pa.string()) for name in COLUMNS]
)


@dataclass(frozen=True, slots=True)
class Row:
    """A reading as it lies on disk."""

    id: str
    sha256: str
    document: bytes  # JSON
    text: str
    found: bytes  # JSON

    def document_of(self) -> Document:
        return replace(_DOCUMENT.validate_json(self.document), text=self.text)

    def reading(self) -> Reading:
        return loads(self.found, self.document_of())


class Readings(Collection[Reading]):
    """Readings in the order in which they were written; to be gone through again and again."""

    def __init__(self, files: Iterable[Path], size: int) -> None:
        """Of files as they are now. Raises OSError."""
        self._files, self._size = {path: of_file(path) for path in files}, size

    def __len__(self) -> int:
        return self._size

    def __contains__(self, reading: object) -> bool:
        return any(one == reading for one in self)

    def __iter__(self) -> Iterator[Reading]:
        return (row.reading() for row in self.rows())

    def rows(self) -> Iterator[Row]:
        """The readings, not yet parsed."""
        for row in self._rows(COLUMNS):
            yield Row(row["id"], row["sha256"], row["document"], row["text"], row["reading"])

    def _rows(self, columns: Iterable[str]) -> Iterator[dict[str, Any]]:
        try:
            for path, written in self._files.items():
                if of_file(path) != written:
                    raise StoreError(f"{path}: was altered during the build. Build again.")
                # No memory map and one thread: its buffers would count as this process's memory.
                with pq.ParquetFile(path, memory_map=False) as file:
                    for batch in file.iter_batches(BATCH, columns=[*columns], use_threads=False):
                        yield from batch.to_pylist()
        except (OSError, pa.ArrowException) as error:
            raise StoreError(f"{path}: cannot be read ({error}). Build again.") from error


class Texts(Mapping[str, str]):
    """The texts of readings by their SHA-256, looked up on disk."""

    def __init__(self, readings: Readings) -> None:
        self._readings = readings

    def __getitem__(self, sha256: str) -> str:
        for row in self._readings.rows():
            if row.sha256 == sha256:
                return row.text
        raise KeyError(sha256)

    def __iter__(self) -> Iterator[str]:
        return (row.sha256 for row in self._readings.rows())

    def __len__(self) -> int:
        return len(self._readings)


def write(readings: Iterable[Reading], own: Path | None) -> Readings:
    """Puts readings into a folder `own`, or into one that goes with the result (None).

    Raises StoreError if the disk or the rights do not allow it.
    """
    folder = own / FOLDER if own else Path(tempfile.mkdtemp(prefix="onrecord-"))
    rows, size = map(_row, readings), 0
    files: list[Path] = []
    try:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True, exist_ok=True)
        for first in rows:
            files.append(folder / f"part-{len(files):05}.parquet")
            own_rows = islice(chain((first,), rows), ROWS)
            with pq.ParquetWriter(files[-1], _SCHEMA, compression="zstd") as file:
                while batch := list(islice(own_rows, BATCH)):
                    file.write_table(pa.Table.from_pylist(batch, _SCHEMA))
                    size += len(batch)
        found = Readings(files, size)
    except OSError as error:
        raise StoreError(
            f"{folder}: cannot be written ({error.strerror or error}). Free some space, or choose "
            "another folder with -o."
        ) from error
    if own is None:
        weakref.finalize(found, shutil.rmtree, folder, ignore_errors=True)
    return found


def _row(reading: Reading) -> dict[str, str | bytes]:
    document = reading.document
    return {
        "id": document.id,
        "sha256": document.sha256,
        "document": _DOCUMENT.dump_json(replace(document, text=""), exclude_defaults=True),
        "text": document.text,
        "reading": dumps(reading),
    }
