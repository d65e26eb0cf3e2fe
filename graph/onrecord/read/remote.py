"""Folders that lie elsewhere (S3, the web, whatever fsspec knows) -> a copy of them here.

A build reads its articles more than once and compares them with the last build's, so they are
copied, and a later build fetches what has changed alone: by what the other side says of each file
(size, ETag, date), every time where it says nothing.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from onrecord.errors import SourceError
from onrecord.files.addresses import SURE, cache, is_remote, key, mark, opened, plain, redacted

__all__ = ["Mirror", "is_remote", "mirrored"]

INDEX = "index.json"


@dataclass(frozen=True, slots=True)
class Mirror:
    """The copy of a remote folder or file, and what could not be copied, by name, with why."""

    path: Path
    troubles: tuple[tuple[str, str], ...] = ()


def mirrored(url: str, copies: Path | None = None) -> Mirror:
    """Copies what lies below an address and has changed since the last time.

    `copies` is where they live; the user's cache folder if None. Raises SourceError if there is
    nothing at the address, it cannot be reached, or its protocol needs an extra.
    """
    folder = (copies or cache()) / key(url)
    system, root = opened(url, SourceError)
    there = _listed(system, root, url)
    is_file = {info["name"] for info in there.values()} == {root}
    above = PurePosixPath(plain(root))
    above = above.parent if is_file else above
    place = folder / (above.name or "files")
    try:
        place.mkdir(parents=True, exist_ok=True)
        troubles = _brought(system, there, place, folder / INDEX)
    except OSError as error:
        reason = error.strerror or str(error)
        raise SourceError(f"{plain(url)}: cannot be copied to {folder} ({reason}).") from error
    told = tuple((name, redacted(reason, url)) for name, reason in troubles)
    return Mirror(place / next(iter(there)) if is_file else place, told)


def _brought(
    system: Any, there: Mapping[str, Mapping[str, Any]], place: Path, index: Path
) -> list[tuple[str, str]]:
    """Makes a folder hold these files and no other; gives what could not be fetched. OSError."""
    known, now = _known(index), dict[str, Any]()
    troubles = []
    for name, info in sorted(there.items()):
        state = mark(info)
        is_here = state.keys() & SURE and known.get(name) == state and (place / name).is_file()
        if not is_here and (reason := _fetched(system, info["name"], place / name)):
            troubles.append((name, reason))
        else:
            now[name] = state
    for path in [path for path in place.rglob("*") if path.is_file()]:
        if path.relative_to(place).as_posix() not in now:
            path.unlink()
    beside = index.with_name(f"{INDEX}.part")
    beside.write_text(json.dumps(now), "utf-8")
    beside.replace(index)
    return troubles


def _listed(system: Any, root: str, url: str) -> dict[str, dict[str, Any]]:
    """What is known of each file below an address, by its name below it."""
    try:
        system.invalidate_cache()
        found = system.find(root, detail=True)
        if not found and system.isfile(root):
            found = {root: system.info(root)}
    except FileNotFoundError:
        found = {}
    except Exception as error:  # each protocol's library raises its own
        reason = redacted(error, url) or type(error).__name__
        raise SourceError(f"{plain(url)}: cannot be listed ({reason}). Check the address.") from (
            error
        )
    if not found:
        raise SourceError(f"{plain(url)}: no such file or folder. Check the address.")
    named = {}
    for path, info in found.items():
        whole = path.rstrip("/") == root.rstrip("/")
        below = plain(path)
        name = PurePosixPath(below).name if whole else below.removeprefix(plain(root)).strip("/")
        if name and ".." not in PurePosixPath(name).parts:
            named[name] = {**info, "name": path}
    return named


def _fetched(system: Any, there: str, target: Path) -> str | None:
    """Copies one file, whole or not at all; why not, if it cannot be."""
    beside = target.with_name(f"{target.name}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        system.get_file(there, str(beside))
        os.replace(beside, target)
    except Exception as error:  # one bad file never stops the others
        beside.unlink(missing_ok=True)
        return f"cannot be fetched ({error}); try again"
    return None


def _known(index: Path) -> dict[str, Any]:
    try:
        found = json.loads(index.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
