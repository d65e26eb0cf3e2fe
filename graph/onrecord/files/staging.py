"""All files of a build at once: written beside, then moved into place, whatever happens.

A build is written into `DIR/.onrecord/next`. Once it is whole, that folder is renamed to `ready`:
from this moment on the new build stands, before it the old one. Its files are then moved to where
they belong. Whoever opens the folder first after a kill in between moves the rest (`settle`).

So after the death of the process at any moment, each single file is whole, and the next onrecord
command finds the old build or the new one, never parts of both. Against a power cut the disk's
own order of writing decides; the next build finds what is amiss by the files' hashes.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from onrecord.errors import StoreError

try:
    import fcntl
except ImportError:  # Windows; two builds into one folder are then not told apart
    fcntl = None  # type: ignore[assignment]

OWN = ".onrecord"  # of no interest to a user: kept readings, what is being written
NEXT, READY, OLD, LOCK = "next", "ready", "old", "lock"
GRAPH, PAGE = "graph.ttl", "graph.html"
# With these two in place a folder is known as a build, and the rest as no article.
FIRST = ("sources.json", GRAPH)


class Busy(StoreError):
    """Another build holds the folder."""


@contextmanager
def held(folder: Path) -> Iterator[Path]:
    """The folder for one build alone, made if need be, with any earlier build settled.

    Gives its hidden folder. Raises StoreError if it cannot be made or written to, or if another
    build is at work in it.
    """
    own = folder / OWN
    try:
        own.mkdir(parents=True, exist_ok=True)
        lock = os.open(own / LOCK, os.O_CREAT | os.O_RDWR, 0o666)
    except OSError as error:
        raise StoreError(
            f"{folder}: cannot be written ({error.strerror}). Choose another folder with -o."
        ) from error
    try:
        if not _locked(lock):
            raise Busy(
                f"{folder}: another build is writing into it. Wait for it, or choose another "
                "folder with -o."
            )
        _move(folder)
        yield own
    finally:
        os.close(lock)


def settle(folder: Path) -> Path:
    """Moves into place what a build that was killed had finished; gives the folder.

    Raises StoreError where that is needed and cannot be done.
    """
    if (folder / OWN / READY).is_dir():
        with suppress(Busy), held(folder):  # or the build itself is at it
            pass
    return folder


@contextmanager
def staged(folder: Path) -> Iterator[Path]:
    """An empty folder to write a build into; at the end of the block it replaces the old one.

    An error in the block leaves the old build as it was. To be used while the folder is held.
    Raises StoreError if the disk or the rights do not allow it.
    """
    own = folder / OWN
    try:
        shutil.rmtree(own / NEXT, ignore_errors=True)
        (own / NEXT).mkdir(parents=True)
        yield own / NEXT
        os.rename(own / NEXT, own / READY)
    except OSError as error:
        raise StoreError(
            f"{folder}: cannot be written ({error.strerror or error}). The build that was there "
            "is unchanged."
        ) from error
    finally:
        shutil.rmtree(own / NEXT, ignore_errors=True)
    _move(folder)


def _move(folder: Path) -> None:
    """The files that are ready to their places; can be stopped and taken up at any point."""
    if not (folder / OWN / READY).is_dir():
        return
    try:
        _put_in_place(folder, folder / OWN)
    except OSError as error:
        raise StoreError(
            f"{folder}: a finished build cannot be put in place ({error.strerror or error}). "
            "Mend that: the next onrecord command goes on with it."
        ) from error


def _put_in_place(folder: Path, own: Path) -> None:
    names = sorted(os.listdir(own / READY), key=lambda name: (name not in FIRST, name))
    for name in names:
        target = folder / name
        if target.is_dir():  # a folder cannot be replaced in one step, nor by a file
            shutil.rmtree(own / OLD, ignore_errors=True)
            os.rename(target, own / OLD)
        os.replace(own / READY / name, target)
    (own / READY).rmdir()
    shutil.rmtree(own / OLD, ignore_errors=True)


def _locked(lock: int) -> bool:
    """Takes the lock, which its process loses however it ends; False if another has it."""
    if fcntl is not None:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:  # a file system without locks
            return True
    return True
