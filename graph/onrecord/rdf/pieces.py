"""What a build's graph.ttl consists of, piece by piece, and what differs from one to the next.

What a document says is one piece; of all else each subject is one, with all that is said of it. A
piece is known by a hash, so that two lists of them tell what is gone and what is new without
either graph being read.
"""

import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

_RECORD = struct.Struct("<16sQI?")  # hash; where it stands, and how long it is; of a document
_APART = b"\n\n"  # between subjects; no line is empty within one, as words have none that is bare


@dataclass(frozen=True, slots=True)
class Piece:
    """Where a piece stands, in bytes from the end of the file's declarations."""

    hashed: bytes
    start: int
    size: int
    is_document: bool


class Pieces:
    """The pieces of a file in their order; memory holds 29 bytes of each."""

    def __init__(self, packed: bytes = b"") -> None:
        """Raises struct.error for what is no list of pieces."""
        if len(packed) % _RECORD.size:
            raise struct.error("a part of a piece is missing")
        self._packed = bytearray(packed)

    def add(self, document: str | None, data: bytes, start: int) -> None:
        """Takes a part of the file: what a document says, or subjects of none."""
        if document is not None:
            hashed = blake2b(document.encode() + b"\n" + data, digest_size=16).digest()
            self._packed += _RECORD.pack(hashed, start, len(data), True)
            return
        for block in data.split(_APART):
            whole = block.rstrip(b"\n")  # the last of a part has the line's end, too
            hashed = blake2b(b"\n" + whole, digest_size=16).digest()
            self._packed += _RECORD.pack(hashed, start, len(whole), False)
            start += len(block) + len(_APART)

    def __iter__(self) -> Iterator[Piece]:
        return (Piece(*fields) for fields in _RECORD.iter_unpack(self._packed))

    def __bytes__(self) -> bytes:
        return bytes(self._packed)

    def hashes(self) -> set[bytes]:
        return {hashed for hashed, *_ in _RECORD.iter_unpack(self._packed)}

    def without(self, hashes: set[bytes]) -> list[Piece]:
        """Those that are none of these."""
        packed = _RECORD.iter_unpack(self._packed)
        return [Piece(*fields) for fields in packed if fields[0] not in hashes]


def texts(graph: Path, head: int, pieces: Iterable[Piece]) -> bytes:
    """These pieces of a file, after its declarations of so many bytes. Raises OSError."""
    with graph.open("rb") as file:
        found = [file.read(head)]
        for piece in pieces:
            file.seek(head + piece.start)
            found.append(file.read(piece.size))
    return b"\n".join(found)
