"""The build at an address -> a copy here of those files that a command reads."""

import os
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from onrecord import fingerprints
from onrecord.errors import StoreError
from onrecord.files import addresses, staging
from onrecord.rdf import store
from onrecord.remote import manifest
from onrecord.remote.folder import RemoteFolder

_INDEX = "index"  # what is being made, in the hidden folder


def fetched(url: str, needed: Sequence[str]) -> Path:
    """A folder here with these files of the build at an address, fetched where they differ.

    Args:
        url: the address.
        needed: names of files, or of folders with all below them ("annotations/"). One that the
            build does not have is not in the folder afterwards.

    Raises StoreError if there is no build, it cannot be reached, or is just being put up.
    """
    there, folder = RemoteFolder(url), addresses.copy_folder(url)
    try:
        found = manifest.read(there)
    except ValueError as error:
        raise StoreError(f"{there.name}: {manifest.FILE} is damaged. Build again.") from error
    if found is None or not found.files:
        raise StoreError(f"no build at {there.name}: run onrecord build SOURCES... -o {there.name}")
    folders = tuple(name for name in needed if name.endswith("/"))
    wanted = {
        name: digest
        for name, digest in found.files.items()
        if name in needed or (folders and name.startswith(folders))
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _bring(there, folder, addresses.build_folder(url), wanted)
        _drop(folder, needed, wanted)
    except OSError as error:
        raise StoreError(
            f"{folder}: cannot be written ({error.strerror or error}). Set XDG_CACHE_HOME to a "
            "folder with room."
        ) from error
    return folder


def index(folder: Path) -> None:
    """Makes the index of a copy once, so that no question loads its whole graph: 3.3 million
    triples take 17 CPU s to load, 34 to index, 0.2 to open then.

    Where another process is at it, or the disk does not allow it, the copy is left as it is, and
    its graph.ttl is enough.
    """
    try:
        if store.is_indexed(folder):
            return
        with staging.held(folder) as own:
            beside = own / _INDEX  # what a killed process has left there is nobody's any more
            shutil.rmtree(beside, ignore_errors=True)
            try:
                store.add_index(folder, beside)
            finally:
                shutil.rmtree(beside, ignore_errors=True)
    except (OSError, SyntaxError, ValueError, StoreError):
        pass  # whoever opens the file tells what is wrong with it


def _bring(there: RemoteFolder, folder: Path, made: Path, wanted: Mapping[str, str]) -> None:
    """Puts these files into a folder: from the build that was made here, else from there.

    None is put there before all are at hand and have their hashes.
    """
    lacking = {n: digest for n, digest in wanted.items() if _hash(folder / n) != digest}
    with TemporaryDirectory(dir=folder) as beside:
        for name in lacking:
            (Path(beside) / name).parent.mkdir(parents=True, exist_ok=True)
        from_here = {name for name, digest in lacking.items() if _hash(made / name) == digest}
        for name in from_here:
            shutil.copyfile(made / name, Path(beside) / name)
        there.get([(name, Path(beside) / name) for name in lacking if name not in from_here])
        for name, digest in lacking.items():
            if _hash(Path(beside) / name) != digest:
                raise StoreError(
                    f"{there.name}: {name} is not the one that {manifest.FILE} tells of. A build "
                    "is being put up, or that was broken off: try again in a while, or build again."
                )
        for name in lacking:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            os.replace(Path(beside) / name, folder / name)


def _drop(folder: Path, needed: Sequence[str], wanted: Mapping[str, str]) -> None:
    """Removes what an earlier build had and this one has not."""
    for name in needed:
        inside = (folder / name).rglob("*") if name.endswith("/") else [folder / name]
        for path in [path for path in inside if path.is_file()]:
            if path.relative_to(folder).as_posix() not in wanted:
                path.unlink()


def _hash(path: Path) -> str | None:
    return fingerprints.of_file(path) if path.is_file() else None
