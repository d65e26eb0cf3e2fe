"""The folder of a build: which files it holds, and how they are written and found again."""

import json
import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import TypeAdapter

from onrecord.building import report, unchanged
from onrecord.building.report import Report
from onrecord.errors import StoreError
from onrecord.files import intake, staging
from onrecord.identifiers import Identifiers
from onrecord.progress import Progress
from onrecord.rdf import store
from onrecord.read.remote import is_remote

if TYPE_CHECKING:
    from onrecord.views.parts import Corpus

PAGE = staging.PAGE
REPORT = "report.md"
SUGGESTED = "topics-suggested.ttl"
MERGES = "merges.csv"
SOURCES = "sources.json"
ANNOTATIONS = "annotations"
TIMING = "timing.md"  # the one file that is not the same for the same articles
TABLES = ("statements.csv", "entities.csv", "positions.csv")
# The index in store/ is known to be up to date by this hash; what is in it is Oxigraph's own.
INDEX = f"{store.STORE}/{store.OF}"


@dataclass(frozen=True, slots=True)
class Made:
    """What a build came to, beside its graph."""

    report: Report
    corpus: "Corpus"
    annotations: Iterable[tuple[str, str]]  # ids of documents, with their annotation files
    merges: Iterable[bytes]  # the pieces of the table
    identifiers: Identifiers
    concepts: Collection[str]  # IRIs of the codebook


_LISTED = TypeAdapter(list[str])
NAMES = (store.FILE, INDEX, SOURCES, ANNOTATIONS, *TABLES, SUGGESTED, MERGES, PAGE, REPORT)


@contextmanager
def held(folder: Path, sources: Sequence[str]) -> Iterator[Path]:
    """The folder for this build alone, so that it fails before its work and not after; gives
    the hidden folder for what is no output.

    Raises StoreError if it cannot be made or written to, is itself one of the sources, or has
    files that a build would replace and that no build has written.
    """
    if folder.resolve() in {Path(source).resolve() for source in sources if source != "-"}:
        raise StoreError(f"{folder}: holds the articles. Choose another folder with -o.")
    if others := _others(folder):
        raise StoreError(
            f"{folder}: holds {', '.join(others)}, which a build would replace and none has "
            "written. Choose another folder with -o."
        )
    with staging.held(folder) as own:
        yield own


def _others(folder: Path) -> list[str]:
    """What has the name of something in a build, in a folder that has none, finished or ready."""

    def there(name: str) -> bool:
        return os.path.lexists(folder / name)

    if there(SOURCES) or there(f"{staging.OWN}/{staging.READY}"):
        return []
    return sorted(filter(there, {Path(name).parts[0] for name in (*NAMES, TIMING)}))


def write(folder: Path, base: Path, made: Made, sources: Sequence[str]) -> None:
    """Writes all files of a build but the graph's own, which `folder` holds.

    Args:
        folder: where to write.
        base: where the files will stand in the end.
        made: what the build came to.
        sources: what it was made from.

    Raises OSError if the disk or the rights do not allow it.
    """
    # 0.4 CPU s; most commands only look for the files' names.
    from onrecord.views import page, suggestions, tables
    from onrecord.views.foremost import foremost
    from onrecord.views.parts import Whole

    # With the graph, this tells the reader of files that the folder is a build and no source.
    _write(folder / SOURCES, json.dumps(unchanged.relative(base, sources), indent=1) + "\n")
    _write_annotations(folder / ANNOTATIONS, made.annotations)
    share = foremost(made.corpus)
    parts = made.corpus if share.whole else Whole(share.record)
    tables.write(parts, folder)
    suggestions.write(parts, folder / SUGGESTED, made.identifiers, made.concepts)
    page.draw(share, folder / PAGE)
    put(folder / MERGES, made.merges)
    _write(folder / REPORT, report.markdown(made.report))


def note(folder: Path, cause: str | None, found: Report, progress: Progress) -> None:
    """Notes down how long the stages took, and for the next build what this one was made of.

    Raises StoreError if the disk or the rights do not allow it.
    """
    try:
        put_beside = folder / staging.OWN / TIMING
        _write(put_beside, f"# Timing of the last build\n\n{progress.table()}")
        put_beside.replace(folder / TIMING)
        unchanged.remember(folder, cause, NAMES, found)
    except OSError as error:
        raise StoreError(f"{folder}: cannot be written ({error.strerror or error}).") from error


def sources(folder: Path) -> list[str]:
    """The sources that the build of a folder was made from.

    Raises StoreError if there is no build.
    """
    staging.settle(folder)
    try:
        listed = _LISTED.validate_json(intake.content(folder / SOURCES))
    except (OSError, ValueError) as error:
        raise StoreError(
            f"no build in {folder}: run onrecord build SOURCES... -o {folder}"
        ) from error
    base = folder.resolve()
    return [s if s == "-" or is_remote(s) else os.path.relpath(base / s) for s in listed]


def put_all(folder: Path, texts: Iterable[tuple[str, str]]) -> Iterator[Path]:
    """Writes named texts into a folder, which is made if it is not there; gives each path.

    Raises StoreError if the disk or the rights do not allow it.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in texts:
            beside = folder / f"{name}.part"
            _write(beside, text)
            beside.replace(folder / name)
            yield folder / name
    except OSError as error:
        raise StoreError(f"{folder}: cannot be written ({error.strerror}).") from error


def put(path: Path, data: bytes | Iterable[bytes]) -> None:
    """Writes a file that a user has named, from its bytes or pieces of them.

    Raises StoreError if the disk or the rights do not allow it.
    """
    try:
        with path.open("wb") as file:
            file.writelines((data,) if isinstance(data, bytes) else data)
    except OSError as error:
        raise StoreError(f"{path}: cannot be written ({error.strerror}).") from error


def _write_annotations(folder: Path, files: Iterable[tuple[str, str]]) -> None:
    folder.mkdir()
    for id, text in files:
        path = folder / f"{id}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(path, text)


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="")
