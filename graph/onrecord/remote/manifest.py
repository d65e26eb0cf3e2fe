"""What lies at the address of a build, as `onrecord.json` there tells."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import PurePosixPath
from typing import Literal

from pydantic import TypeAdapter

from onrecord.remote.folder import RemoteFolder

FILE = "onrecord.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """The SHA-256 of each file of the build, and names of files that may lie there as well.

    These others are being put there or to be removed: a build made them, and none that stands has
    them.
    """

    files: dict[str, str] = field(default_factory=dict)
    others: tuple[str, ...] = ()
    format: Literal[1] = 1


_MANIFEST = TypeAdapter(Manifest)


def read(there: RemoteFolder) -> Manifest | None:
    """What an address holds, None if it has never been built into.

    Raises ValueError if its manifest is damaged, StoreError if it cannot be read.
    """
    data = there.read(FILE)
    if data is None:
        return None
    found = _MANIFEST.validate_json(data)
    for name in (*found.files, *found.others):
        parts = PurePosixPath(name).parts
        if ".." in parts or name.startswith("/") or "\\" in name or name != "/".join(parts):
            raise ValueError(f"{name!r} is no name of a file in a folder")
    return found


def write(there: RemoteFolder, manifest: Manifest) -> None:
    """Writes it there, the same bytes for the same files. Raises StoreError."""
    text = json.dumps(asdict(manifest), indent=1, sort_keys=True)
    there.write(FILE, f"{text}\n".encode())
