"""The folder of a build: which files it holds, and how they are written and found again."""

import json
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from onrecord import annotations, merges, report, store
from onrecord.errors import StoreError
from onrecord.report import Report
from onrecord.resolve.decisions import FILE as SAME_AS
from onrecord.views import page, tables

PAGE = "graph.html"
REPORT = "report.md"
SUGGESTED = "topics-suggested.ttl"
MERGES = "merges.csv"
SOURCES = "sources.json"
ANNOTATIONS = "annotations"


def prepare(folder: Path, sources: Sequence[str]) -> None:
    """Makes the folder, so that a build fails before its work and not after.

    Raises StoreError if it cannot be made or written to, or is itself one of the sources.
    """
    if folder.resolve() in {Path(source).resolve() for source in sources if source != "-"}:
        raise StoreError(f"{folder}: holds the articles. Choose another folder with -o.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".onrecord"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise StoreError(
            f"{folder}: cannot be written ({error.strerror}). Choose another folder with -o."
        ) from error


def write(folder: Path, found: Report, sources: Sequence[str]) -> None:
    """Writes every file of a build; each is whole or not there, old annotations go.

    Raises StoreError if the disk or the rights do not allow it.
    """
    store.save(found.graph, folder)
    try:
        # With the graph, this tells the reader of files that the folder is a build and no source.
        _replace(folder / SOURCES, json.dumps(_relative(folder, sources), indent=1) + "\n")
        _write_annotations(folder, found)
        _replace(folder / "statements.csv", tables.statements(found.graph))
        _replace(folder / "entities.csv", tables.entities(found.graph))
        _replace(folder / "positions.csv", tables.positions(found.graph))
        _replace(folder / SUGGESTED, found.suggested)
        _replace(folder / MERGES, merges.merges(found.log, found.merged, found.iri_of))
        _replace(folder / PAGE, page.html(found.graph))
        _replace(folder / REPORT, report.markdown(found))
    except OSError as error:
        raise StoreError(f"{folder}: cannot be written ({error.strerror}).") from error


def sources(folder: Path) -> list[str]:
    """The sources that the build of a folder was made from.

    Raises StoreError if there is no build.
    """
    try:
        listed = json.loads((folder / SOURCES).read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise StoreError(
            f"no build in {folder}: run onrecord build SOURCES... -o {folder}"
        ) from error
    base = folder.resolve()
    return [s if s == "-" else os.path.relpath(base / s) for s in listed]


def decisions_file(folder: Path, named: Path | None) -> Path | None:
    """The same-as.csv that a build obeys: the one that is named, else the folder's own if any."""
    beside = folder / SAME_AS
    return named or (beside if beside.is_file() else None)


def put_all(folder: Path, texts: Iterable[tuple[str, str]]) -> Iterator[Path]:
    """Writes named texts into a folder, which is made if it is not there; gives each path.

    Raises StoreError if the disk or the rights do not allow it.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in texts:
            _replace(folder / name, text)
            yield folder / name
    except OSError as error:
        raise StoreError(f"{folder}: cannot be written ({error.strerror}).") from error


def put(path: Path, data: bytes) -> None:
    """Writes a file that a user has named.

    Raises StoreError if the disk or the rights do not allow it.
    """
    try:
        path.write_bytes(data)
    except OSError as error:
        raise StoreError(f"{path}: cannot be written ({error.strerror}).") from error


def _relative(folder: Path, sources: Sequence[str]) -> list[str]:
    """Sources as seen from the folder, so that both can be moved together."""
    base = folder.resolve()
    seen = {s if s == "-" else os.path.relpath(Path(s).resolve(), base) for s in sources}
    return sorted(Path(s).as_posix() for s in seen)


def _write_annotations(folder: Path, found: Report) -> None:
    target = folder / ANNOTATIONS
    fresh = folder / f"{ANNOTATIONS}.part"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir()
    for reading in found.readings:
        path = fresh / f"{reading.document.id}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(annotations.dumps(reading), encoding="utf-8", newline="\n")
    if target.exists():
        shutil.rmtree(target)
    fresh.rename(target)


def _replace(path: Path, text: str) -> None:
    beside = path.with_name(path.name + ".part")
    beside.write_text(text, encoding="utf-8", newline="")
    os.replace(beside, path)
