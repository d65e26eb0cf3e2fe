"""Files and folders -> the files to read, the same whatever the order they were named in."""

import os
import re
import stat
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from onrecord.errors import SourceError
from onrecord.read.remote import is_remote, mirrored

STDIN = "-"
# What describes a folder of articles is no article; in capitals only, "sources-say.md" is one.
_ABOUT = re.compile(r"(?:README|SOURCES|LICEN[CS]E|NOTICE)(?:[._-].*)?")
_BUILD = {"graph.ttl", "sources.json"}  # what both lie in is the output of a build, no source


@dataclass(frozen=True, slots=True)
class File:
    """A file to read; `label` is its path below its source folder, as it is shown."""

    path: Path
    label: str
    trouble: str | None = None  # why it cannot be read, if that is known before opening it


def files(sources: Iterable[str | Path]) -> list[File]:
    """Every file of the sources once, sorted by label; folders with all below them.

    Hidden files and folders, and README*, SOURCES*, LICENSE* and NOTICE* (.md, .txt or without
    an extension, in capitals) are left out of folders, and so is what a build has written. Links
    are followed, a folder once. Where files of two folders have the same path below them, the
    folders' names go in front.

    Raises SourceError for a source that does not exist.
    """
    named = sorted({str(source) for source in sources}, key=lambda name: (_real(name), name))
    found: dict[str, tuple[File, str]] = {}
    entered: set[str] = set()
    for name in named:
        if name == STDIN:
            found[STDIN] = (File(Path(STDIN), STDIN), "")
            continue
        if is_remote(name):
            mirror = mirrored(name)
            for label, trouble in mirror.troubles:
                file = File(mirror.path / label, printable(label), trouble)
                found.setdefault(f"{name}/{label}", (file, mirror.path.name))
            name = str(mirror.path)
        if not os.path.lexists(name):
            raise SourceError(f"{name}: no such file or folder. Check the path.")
        folder = os.path.isdir(name)
        root = name if folder else os.path.dirname(name)
        for path in _walk(name, entered) if folder else [name]:
            label = printable(Path(os.path.relpath(path, root or ".")).as_posix())
            file = File(Path(path), label, _trouble(path))
            found.setdefault(os.path.abspath(path), (file, os.path.basename(_real(root or "."))))
    return sorted(_told_apart(found.values()), key=lambda file: (file.label, str(file.path)))


def printable(name: str) -> str:
    """A file name on one line, with a mark for every character that has no place in one."""
    readable = os.fsencode(name).decode("utf-8", "replace")
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in readable)


def _walk(folder: str, entered: set[str]) -> Iterator[str]:
    """The files below a folder, and folders that cannot be listed."""
    waiting = [folder]
    while waiting:
        current = waiting.pop()
        if (real := _real(current)) in entered:
            continue
        entered.add(real)
        try:
            names = sorted(os.listdir(current))
        except OSError:
            yield current
            continue
        if set(names) >= _BUILD:
            continue
        paths = [os.path.join(current, name) for name in names if not name.startswith(".")]
        waiting += reversed([path for path in paths if os.path.isdir(path)])
        yield from (path for path in paths if not os.path.isdir(path) and not _is_about(path))


def _is_about(path: str) -> bool:
    stem, extension = os.path.splitext(os.path.basename(path))
    return extension in ("", ".md", ".txt") and bool(_ABOUT.fullmatch(stem))


def _trouble(path: str) -> str | None:
    """Why a path is nothing to open: a device or a pipe could be waited on for ever."""
    try:
        mode = os.stat(path).st_mode
    except OSError as error:
        if os.path.islink(path):
            return "a link that leads nowhere; mend or remove it"
        return f"cannot be opened ({error.strerror}); check its permissions"
    if stat.S_ISDIR(mode):
        return "a folder that cannot be listed; check its permissions"
    return None if stat.S_ISREG(mode) else "not a regular file; copy its text into one"


def _told_apart(found: Iterable[tuple[File, str]]) -> Iterator[File]:
    pairs = list(found)
    times = Counter(file.label for file, _ in pairs)
    for file, root in pairs:
        label = f"{printable(root)}/{file.label}" if times[file.label] > 1 else file.label
        yield File(file.path, label, file.trouble)


def _real(name: str) -> str:
    return os.path.realpath(name)
