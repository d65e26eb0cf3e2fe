"""Readings, and what follows from each, kept from one build to the next in one SQLite file.

A transaction of SQLite is whole or not there, whenever the program is killed: what was read
before stays read. What is not as it was put there is passed over, as it can be made anew: each row
has a checksum, since a damaged reading may still be one, with words that nobody said.
"""

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from onrecord import fingerprints
from onrecord.errors import StoreError
from onrecord.model import Document, Reading

FILE = "readings.db"
FORMAT = 3  # another one is not looked into
# SQLite's codes for what is wrong with the disk, the rights or another program, not with the file.
_OUTSIDE = {
    sqlite3.SQLITE_AUTH,
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_INTERRUPT,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_PROTOCOL,
    sqlite3.SQLITE_READONLY,
}
_READING = TypeAdapter(Reading)
_MODELS = TypeAdapter(tuple[str, ...])
_TABLES = """
CREATE TABLE IF NOT EXISTS reading
    (circumstances, document, json, seal, PRIMARY KEY (circumstances, document)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS models (circumstances PRIMARY KEY, names, seal) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS part (document, name, key, data, seal, PRIMARY KEY (document, name));
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
        query = "SELECT names, seal FROM models WHERE circumstances = ?"
        row = next(iter(self._ask(query, circumstances)), None)
        self._models = _names(row[0]) if row and row[1] == _seal(circumstances, row[0]) else None
        self._put: set[str] = set()

    def get(self, document: Document) -> Reading | None:
        key = fingerprints.document(document)
        if self._fresh and key not in self._put:
            return None
        query = "SELECT json, seal FROM reading WHERE circumstances = ? AND document = ?"
        row = next(iter(self._ask(query, self._circumstances, key)), None)
        if row is None or row[1] != _seal(key, row[0]):
            return None  # altered by something else: read the article again
        try:
            return loads(row[0], document)
        except (ValidationError, ValueError, TypeError):
            return None

    def put(self, reading: Reading) -> None:
        """Keeps a reading, at once and for good."""
        key = fingerprints.document(reading.document)
        data = dumps(reading)
        self._put.add(key)
        values = (self._circumstances, key, data, _seal(key, data))
        self._ask("INSERT OR REPLACE INTO reading VALUES (?, ?, ?, ?)", *values)

    @property
    def models(self) -> tuple[str, ...] | None:
        """The models that the readings were made with, where any were."""
        return self._models

    @models.setter
    def models(self, names: Sequence[str]) -> None:
        self._models = tuple(names)
        data = json.dumps(names).encode()
        values = (self._circumstances, data, _seal(self._circumstances, data))
        self._ask("INSERT OR REPLACE INTO models VALUES (?, ?, ?)", *values)

    def prune(self, documents: Iterable[Document]) -> None:
        """Forgets what this build did not use: articles that are gone, other circumstances."""
        used = {fingerprints.document(document) for document in documents}
        rows = self._ask("SELECT circumstances, document FROM reading")
        stale = [r for r in rows if r[0] != self._circumstances or r[1] not in used]
        self._ask("BEGIN")
        for row in stale:
            self._ask("DELETE FROM reading WHERE circumstances = ? AND document = ?", *row)
        self._ask("DELETE FROM models WHERE circumstances != ?", self._circumstances)
        self._ask("COMMIT")

    def part(self, document: str, name: str, key: str | None = None) -> bytes | None:
        """What was put under this name for a document, if it was made from what `key` hashes."""
        query = "SELECT key, data, seal FROM part WHERE document = ? AND name = ?"
        for made_of, data, seal in self._ask(query, document, name):
            if key in (None, made_of) and seal == _seal(f"{document} {name} {made_of}", data):
                return bytes(data)
        return None

    def put_parts(self, document: str, key: str, named: Mapping[str, bytes]) -> None:
        """Keeps what follows from a document, all of it or nothing."""
        self._ask("BEGIN")
        for name, data in named.items():
            values = (document, name, key, data, _seal(f"{document} {name} {key}", data))
            self._ask("INSERT OR REPLACE INTO part VALUES (?, ?, ?, ?, ?)", *values)
        self._ask("COMMIT")

    def prune_parts(self, documents: Collection[str]) -> None:
        """Forgets what follows from documents that are gone."""
        gone = {d for (d,) in self._ask("SELECT DISTINCT document FROM part")} - {*documents}
        self._ask("BEGIN")
        for document in gone:
            self._ask("DELETE FROM part WHERE document = ?", document)
        self._ask("COMMIT")

    def _ask(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        try:
            return self._db.execute(statement, values).fetchall()
        except UnicodeDecodeError as error:  # SQLite's message quotes what is broken in the file
            raise sqlite3.DatabaseError("damaged") from error


def _seal(key: str, data: object) -> str | None:
    """A checksum over what is kept and under which key; None for what was never put there."""
    return sha256(key.encode() + b" " + data).hexdigest() if isinstance(data, bytes) else None


def _names(kept: bytes) -> tuple[str, ...] | None:
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
        if folder and _is_damage(error):
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
    except (sqlite3.Error, UnicodeDecodeError) as error:
        if not _is_damage(error):
            raise StoreError(
                f"{path}: cannot be written ({error}). Choose another folder with -o."
            ) from error
        _discard(path)
        return _connect(str(path))


def _is_damage(error: Exception) -> bool:
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)
    return code & 0xFF not in _OUTSIDE  # the lowest byte; the others tell more


def _discard(path: Path) -> None:
    for each in (path, *path.parent.glob(f"{path.name}-*")):
        each.unlink(missing_ok=True)


def _connect(path: str) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = WAL")  # a commit waits for no disk
        connection.execute("PRAGMA synchronous = NORMAL")
        if connection.execute("PRAGMA user_version").fetchone()[0] != FORMAT:
            connection.executescript(
                "".join(f"DROP TABLE IF EXISTS {name};" for name in ("reading", "models", "part"))
            )
            connection.execute(f"PRAGMA user_version = {FORMAT}")
        connection.executescript(_TABLES)
    except (sqlite3.Error, UnicodeDecodeError):
        connection.close()
        raise
    return connection
