"""A folder at an address: the few things that a build does there, and in words why they fail."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import quote

from onrecord.errors import StoreError
from onrecord.files.addresses import WEB, mark, opened, plain, protocol, redacted

PROBE = ".onrecord"  # written and removed again, to know of missing rights before a long build
_AT_ONCE = 64  # small files under way together, where the protocol's library can
_LARGE = 1 << 20  # bytes; a file from here on goes alone
# Of S3's: as it comes, s3fs takes 803 MB to put a file of 400 MB, in such pieces 111 MB.
_PIECES = {"chunksize": 16 << 20, "max_concurrency": 2}
_KEY = "Check your credentials (for S3: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY) and rights."
_NEXT: Sequence[tuple[type[Exception], str]] = (
    (FileNotFoundError, "Check the address; a bucket is not made by this."),
    (PermissionError, _KEY),
)


class RemoteFolder:
    """A folder at an address that fsspec knows.

    Every method raises StoreError where the other side cannot be reached, refuses, or breaks off.
    """

    def __init__(self, url: str) -> None:
        self.name = plain(url).rstrip("/")
        self._url, self._is_web = url, protocol(url) in WEB
        self._system, root = opened(url, StoreError)
        root, asked, query = root.partition("?") if self._is_web else (root, "", "")
        self._root, self._tail = root.rstrip("/"), asked + query
        self._how = _PIECES if protocol(url) in ("s3", "s3a") else {}

    def probe(self) -> None:
        """Finds out whether files can be written and removed here, and makes the folder."""
        with self._told("cannot be written to"):
            if self._is_web:
                raise NotImplementedError("the web can only be read")
            self._write(PROBE, b"")
            self._system.rm_file(self._path(PROBE))

    def read(self, name: str) -> bytes | None:
        """A small file; None if there is none of this name."""
        with self._told(f"{name} cannot be read"):
            try:
                return bytes(self._system.cat_file(self._path(name)))
            except FileNotFoundError:
                return None

    def write(self, name: str, data: bytes) -> None:
        """Writes a small file."""
        with self._told(f"{name} cannot be written"):
            self._write(name, data)

    def put(self, files: Sequence[tuple[Path, str]]) -> Iterator[str]:
        """Puts files there in this order; gives the name of each that is there."""
        for some in _batches(files):
            with self._told("its files cannot be written"):
                names = [self._path(name) for _, name in some]
                self._system.put([str(path) for path, _ in some], names, **self._how)
            yield from (name for _, name in some)

    def get(self, files: Sequence[tuple[str, Path]]) -> None:
        """Fetches files; their folders have to be there."""
        for start in range(0, len(files), _AT_ONCE):
            some = files[start : start + _AT_ONCE]
            with self._told("its files cannot be fetched"):
                names = [self._path(name) for name, _ in some]
                self._system.get(names, [str(path) for _, path in some], **self._how)

    def remove(self, names: Iterable[str]) -> None:
        """Removes files; one that is not there is passed over."""
        for name in names:
            with self._told(f"{name} cannot be removed"), suppress(FileNotFoundError):
                self._system.rm_file(self._path(name))

    def marks(self, folders: Iterable[str]) -> dict[str, Mapping[str, str]]:
        """What tells the state of each file right in the folder and anywhere below `folders`."""
        with self._told("cannot be listed"):
            self._system.invalidate_cache()
            infos: list[Mapping[str, Any]] = []
            with suppress(FileNotFoundError):
                infos += self._system.ls(self._root, detail=True)
            for folder in folders:
                with suppress(FileNotFoundError):
                    infos += self._system.find(self._path(folder), detail=True).values()
        files = [info for info in infos if info["type"] == "file"]
        return {info["name"].removeprefix(self._root).strip("/"): mark(info) for info in files}

    def _write(self, name: str, data: bytes) -> None:
        with TemporaryDirectory() as folder:
            path = Path(folder) / "data"
            path.write_bytes(data)
            # Of all ways to write, this one makes folders where there are such, and no bucket.
            self._system.put_file(str(path), self._path(name))

    def _path(self, name: str) -> str:
        return f"{self._root}/{quote(name) if self._is_web else name}{self._tail}"

    @contextmanager
    def _told(self, what: str) -> Iterator[None]:
        try:
            yield
        except StoreError:
            raise
        except Exception as error:  # each protocol's library raises its own
            reason = redacted(error, self._url) or type(error).__name__
            after = "Check the address, your credentials and the network."
            after = next((words for kind, words in _NEXT if isinstance(error, kind)), after)
            if isinstance(error, NotImplementedError):
                after = "Choose a folder here or an address that can be written to (s3://...)."
            raise StoreError(f"{self.name}: {what} ({reason}). {after}") from error


def _batches(files: Sequence[tuple[Path, str]]) -> Iterator[list[tuple[Path, str]]]:
    """What to put together: small files many at a time, a large one alone."""
    batch: list[tuple[Path, str]] = []
    for path, name in files:
        is_large = path.stat().st_size >= _LARGE
        if batch and (is_large or len(batch) == _AT_ONCE):
            yield batch
            batch = []
        batch.append((path, name))
        if is_large:
            yield batch
            batch = []
    if batch:
        yield batch
