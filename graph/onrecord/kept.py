"""Readings kept from one build to the next, in one SQLite file.

A transaction of SQLite is whole or not there, whenever the program is killed: what was read
before stays read. What cannot be understood is thrown away, as it can be made anew.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from onrecord import fingerprints
from onrecord.errors import StoreError
from onrecord.model import Document, Reading

FILE = "readings.db"
FORMAT = 1  # another one is not looked into
_READING = TypeAdapter(Reading)
_MODELS = TypeAdapter(tuple[str, ...])
_TABLES = """
CREATE TABLE IF NOT EXISTS reading
    (circumstances, document, json, PRIMARY KEY (circumstances, document)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS models (circumstances PRIMARY KEY, names) WITHOUT ROWID;
"""


def dumps(reading: Reading) -> bytes:
    """A reading as JSON, without its document's text, id and paths, which the reader has."""
    bare = replace(reading.document, id="", text="", paths=())
    return _READING.dump_json(replace(reading, document=bare), exclude_defaults=True)


def loads(data: bytes, document: Document) -> Reading:
    """The reading of a document as it was kept: equal to what went in, to the last bit.

    Raises ValueError for anything else.
    """
    found = _READING.validate_json(data)
    if found.document.sha256 != document.sha256:
        raise ValueError(f"kept of another text than {document.id}")
    return replace(found, document=document)


class Kept:
    """The readings made under some circumstances (program, vocabulary, models, options)."""

    def __init__(self, connection: sqlite3.Connection, circumstances: str, fresh: bool) -> None:
        self._db, self._circumstances, self._fresh = connection, circumstances, fresh
        query = "SELECT names FROM models WHERE circumstances = ?"
        row = connection.execute(query, (circumstances,)).fetchone()
        self._models = _names(row[0]) if row else None
        self._put: set[str] = set()

    def get(self, document: Document) -> Reading | None:
        key = fingerprints.document(document)
        if self._fresh and key not in self._put:
            return None
        row = self._db.execute(
            "SELECT json FROM reading WHERE circumstances = ? AND document = ?",
            (self._circumstances, key),
        ).fetchone()
        if row is None:
            return None
        try:
            return loads(row[0], document)
        except (ValidationError, ValueError, TypeError):
            return None  # altered by something else: read the article again

    def put(self, reading: Reading) -> None:
        """Keeps a reading, at once and for good."""
        key = fingerprints.document(reading.document)
        self._put.add(key)
        self._db.execute(
            "INSERT OR REPLACE INTO reading VALUES (?, ?, ?)",
            (self._circumstances, key, dumps(reading)),
        )

    @property
    def models(self) -> tuple[str, ...] | None:
        """The models that the readings were made with, where any were."""
        return self._models

    @models.setter
    def models(self, names: Sequence[str]) -> None:
        self._models = tuple(names)
        values = (self._circumstances, json.dumps(names))
        self._db.execute("INSERT OR REPLACE INTO models VALUES (?, ?)", values)

    def prune(self, documents: Iterable[Document]) -> None:
        """Forgets what this build did not use: articles that are gone, other circumstances."""
        used = {fingerprints.document(document) for document in documents}
        rows = self._db.execute("SELECT circumstances, document FROM reading").fetchall()
        stale = [r for r in rows if r[0] != self._circumstances or r[1] not in used]
        self._db.execute("BEGIN")
        self._db.executemany("DELETE FROM reading WHERE circumstances = ? AND document = ?", stale)
        self._db.execute("DELETE FROM models WHERE circumstances != ?", (self._circumstances,))
        self._db.execute("COMMIT")


def _names(kept: str) -> tuple[str, ...] | None:
    try:
        return _MODELS.validate_json(kept)
    except (ValidationError, TypeError):
        return None  # altered by something else


@contextmanager
def kept(folder: Path | None, circumstances: str, fresh: bool = False) -> Iterator[Kept]:
    """The readings kept in a folder, or nowhere (None).

    Raises StoreError where they cannot be written: the disk is full, the rights are missing.
    """
    connection = _open(folder / FILE) if folder else _connect(":memory:")
    try:
        yield Kept(connection, circumstances, fresh)
    except sqlite3.Error as error:
        if folder and not isinstance(error, sqlite3.OperationalError):
            _discard(folder / FILE)
            raise StoreError(f"{folder / FILE}: was damaged and is gone. Build again.") from error
        raise StoreError(
            f"{folder}: cannot be written ({error}). Free some space, or choose another folder "
            "with -o."
        ) from error
    finally:
        with suppress(sqlite3.Error):
            connection.close()


def _open(path: Path) -> sqlite3.Connection:
    """The file, made anew where it is broken or of another format."""
    try:
        return _connect(str(path))
    except sqlite3.OperationalError as error:
        raise StoreError(
            f"{path}: cannot be written ({error}). Choose another folder with -o."
        ) from error
    except sqlite3.DatabaseError:
        _discard(path)
        return _connect(str(path))


def _discard(path: Path) -> None:
    for each in (path, *path.parent.glob(f"{path.name}-*")):
        each.unlink(missing_ok=True)


def _connect(path: str) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = WAL")  # a commit waits for no disk
        connection.execute("PRAGMA synchronous = NORMAL")
        if connection.execute("PRAGMA user_version").fetchone()[0] != FORMAT:
            connection.executescript("DROP TABLE IF EXISTS reading; DROP TABLE IF EXISTS models;")
            connection.execute(f"PRAGMA user_version = {FORMAT}")
        connection.executescript(_TABLES)
    except sqlite3.Error:
        connection.close()
        raise
    return connection
