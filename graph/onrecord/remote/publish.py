"""A build whose folder is an address: made in a folder here, then put up there.

Files lie at the address under their own names, and the manifest, with the hash of each, is written
after them: a reader who finds a file of another hash knows that a build is being put up, and takes
none of it. The manifest also names what is about to be put or removed, so that a build killed at
any moment is taken up by the next one, and nothing is removed that no build has put there.

What is not put up: the index in store/, of which a build may rewrite any file, which is three
times as large as graph.ttl and cannot be packed (339,246 triples: 51 MB beside 15 MB, packed 32 MB
beside 1.2 MB), and without which these took 0.9 s instead of 0.02 s to open; how long the stages
took on this machine; and the hidden folder with what is kept for the next build.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from onrecord import fingerprints
from onrecord.errors import StoreError
from onrecord.files import addresses, intake, staging
from onrecord.progress import Progress, Tell
from onrecord.remote import manifest
from onrecord.remote.folder import RemoteFolder
from onrecord.remote.manifest import Manifest

SAME_AS = "same-as.csv"  # a person's; read from the address, and never written there
LEFT = {"store", "timing.md", SAME_AS}
PUT = "put-up.json"  # what this machine put up, as the other side told of it right afterwards


@dataclass(frozen=True, slots=True)
class Sent:
    """How many files of a build were put up and removed, of how many."""

    put: int
    removed: int
    files: int


def begin(url: str, sources: Sequence[str]) -> Path | None:
    """Finds out whether a build can be put up, before it is made; gives the address's decisions.

    These, the same-as.csv that a person has put there, are fetched into a file here.

    Raises StoreError if the address cannot be written to, or is itself one of the sources.
    """
    there = RemoteFolder(url)
    if there.name in {addresses.plain(source).rstrip("/") for source in sources}:
        raise StoreError(f"{there.name}: holds the articles. Choose another folder with -o.")
    there.probe()
    if (decisions := there.read(SAME_AS)) is None:
        return None
    own = addresses.build_folder(url) / staging.OWN
    try:
        own.mkdir(parents=True, exist_ok=True)
        (own / SAME_AS).write_bytes(decisions)
    except OSError as error:
        raise StoreError(f"{own}: cannot be written ({error.strerror}).") from error
    return own / SAME_AS


def put_up(url: str, tell: Tell = lambda moment: None) -> Sent:
    """Makes an address hold the build that was made here: what differs is put, stale files go.

    Raises StoreError where that cannot be done, or not to its end; the next call goes on with it.
    """
    here = addresses.build_folder(url)
    try:
        with staging.held(here):
            return _put_up(RemoteFolder(url), here, Progress(tell))
    except staging.Busy:
        raise
    except (OSError, StoreError) as error:
        raise StoreError(
            f"{error} The build is whole in {here}; the same command goes on with putting it up."
        ) from error


def _put_up(there: RemoteFolder, here: Path, progress: Progress) -> Sent:
    made = Manifest(dict(_files(here)))
    before = _standing(there)
    folders = sorted({name.partition("/")[0] for name in made.files if "/" in name})
    names = list(_missing(there.marks(folders), here, made))
    ours = before.files.keys() | set(before.others)
    gone = sorted(ours - made.files.keys())
    if not names and before == made:
        return Sent(0, 0, len(made.files))
    if coming := set(names) - ours:
        others = tuple(sorted({*before.others, *coming}))
        manifest.write(there, Manifest(before.files, others))
    putting = there.put([(here / name, name) for name in names])
    for _ in progress.count("Putting it up", len(names), putting):
        pass
    progress.end()
    marks = there.marks(folders)
    _compare(there, here, made, marks)
    manifest.write(there, Manifest(made.files, tuple(gone)))
    if gone:
        there.remove(gone)
        manifest.write(there, made)
    _remember(here, made, marks)
    return Sent(len(names), len(gone), len(made.files))


def _standing(there: RemoteFolder) -> Manifest:
    try:
        return manifest.read(there) or Manifest()
    except ValueError:  # damaged: written anew
        return Manifest()


def _files(folder: Path) -> Iterator[tuple[str, str]]:
    """The name and hash of each file of a build that is put up."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if path.is_file() and name.parts[0] not in LEFT and not name.parts[0].startswith("."):
            yield name.as_posix(), fingerprints.of_file(path)


def _missing(marks: Mapping[str, Mapping[str, str]], here: Path, made: Manifest) -> Iterator[str]:
    """The files that the other side does not hold, by what it tells of its own, in their order.

    First those by which a folder is known as a build, so that none of it is taken for an article.
    """
    put = _remembered(here)
    for name in sorted(made.files, key=lambda name: (name not in staging.FIRST, name)):
        mark = marks.get(name, {})
        is_as_put = mark.keys() & addresses.SURE and put.get(name) == [made.files[name], mark]
        if not is_as_put and not _has_tag(here / name, mark):
            yield name


def _has_tag(path: Path, mark: Mapping[str, str]) -> bool:
    """Whether S3's tag of a file sent in one piece is this file's: known without having put it."""
    tag = mark.get("ETag", "").strip('"')
    if len(tag) != 32:
        return False
    with intake.opened(path) as file:
        digest = hashlib.file_digest(file, lambda: hashlib.md5(usedforsecurity=False))
    return digest.hexdigest() == tag


def _compare(
    there: RemoteFolder, here: Path, made: Manifest, marks: Mapping[str, Mapping[str, str]]
) -> None:
    for name in made.files:
        if marks.get(name, {}).get("size") != str((here / name).stat().st_size):
            raise StoreError(
                f"{there.name}: {name} is not what was put there. Does another machine build into "
                "it? Let it end."
            )


def _remember(here: Path, made: Manifest, marks: Mapping[str, Mapping[str, str]]) -> None:
    found = {name: (digest, marks[name]) for name, digest in made.files.items()}
    beside = here / staging.OWN / f"{PUT}.part"
    beside.write_text(json.dumps(found), "utf-8")
    os.replace(beside, here / staging.OWN / PUT)


def _remembered(here: Path) -> Mapping[str, object]:
    try:
        found = json.loads((here / staging.OWN / PUT).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
