"""A finished folder put up at an address and fetched from it, whatever breaks in between."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import fsspec
import pytest
from fsspec.implementations.memory import MemoryFileSystem

from onrecord.errors import StoreError
from onrecord.files import addresses, staging
from onrecord.remote import fetch, publish
from onrecord.remote import folder as remote_folder
from onrecord.remote.publish import Sent

S3 = "s3://onrecord-builds/valley/out"
ROOT = "onrecord-builds/valley/out"
OLD = {
    "graph.ttl": "old graph",
    "sources.json": "[]",
    "report.md": "the same",
    "annotations/a.json": "old a",
    "annotations/sub/b[1].json": "b",
}
NEW = {
    "graph.ttl": "new graph",
    "sources.json": "[]",
    "report.md": "the same",
    "annotations/a.json": "new a",
    "annotations/c?*.json": "c",
}
OURS = "notes.txt"  # a file that somebody else has put there
ALL = ("graph.ttl", "sources.json", "report.md", "annotations/")

pytestmark = pytest.mark.usefixtures("cache")


@pytest.fixture
def bucket(s3: str) -> Iterator[Any]:
    system = fsspec.filesystem("s3", skip_instance_cache=True, use_listings_cache=False)
    system.mkdir("onrecord-builds")
    system.pipe(f"{ROOT}/{OURS}", b"mine")
    yield system
    system.rm("onrecord-builds", recursive=True)


@pytest.fixture
def memory() -> Iterator[MemoryFileSystem]:
    MemoryFileSystem.store.clear()
    yield MemoryFileSystem()
    MemoryFileSystem.store.clear()


def made(url: str, files: Mapping[str, str]) -> None:
    """A build as `output` leaves it."""
    with staging.held(addresses.build_folder(url)) as own:
        with staging.staged(own.parent) as new:
            for name, words in files.items():
                (new / name).parent.mkdir(parents=True, exist_ok=True)
                (new / name).write_text(words, "utf-8")
            (new / "store").mkdir()
            (new / "store" / "CURRENT").write_text("an index")
        (own.parent / "timing.md").write_text("1 s")


def there(system: Any, root: str = ROOT) -> dict[str, str]:
    """All that lies at an address."""
    found = system.find(root)
    names = [path.removeprefix(root).strip("/") for path in found]
    return {n: system.cat_file(f"{root}/{n}").decode() for n in names}


def read(url: str, cache: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """What a reader on another machine gets."""
    with monkeypatch.context() as other:
        other.setenv("XDG_CACHE_HOME", str(cache))
        folder = fetch.fetched(url, ALL)
    found = {p.relative_to(folder).as_posix(): p for p in folder.rglob("*") if p.is_file()}
    return {name: path.read_text("utf-8") for name, path in sorted(found.items())}


class Frail:
    """A file system that breaks off before its n-th change."""

    def __init__(self, system: Any, changes: int, end: Any) -> None:
        self._system, self._left, self._end = system, changes, end

    def __getattr__(self, name: str) -> Any:
        return getattr(self._system, name)

    def _step(self) -> None:
        self._left -= 1
        if self._left < 0:
            self._end()

    def put(self, here: list[str], names: list[str], **how: Any) -> None:
        for path, name in zip(here, names, strict=True):
            self.put_file(path, name)

    def put_file(self, here: str, name: str) -> None:
        self._step()
        self._system.put_file(here, name)

    def rm_file(self, name: str) -> None:
        self._step()
        self._system.rm_file(name)


def lost() -> None:
    raise OSError("connection lost")


def frail(monkeypatch: pytest.MonkeyPatch, changes: int, end: Any = lost) -> None:
    real = addresses.opened

    def opened(url: str, wrong: Any) -> tuple[Any, str]:
        system, root = real(url, wrong)
        return Frail(system, changes, end), root

    monkeypatch.setattr(remote_folder, "opened", opened)


def test_only_what_differs_is_put_and_what_is_stale_is_removed(bucket: Any) -> None:
    made(S3, OLD)
    assert publish.put_up(S3) == Sent(5, 0, 5)
    made(S3, OLD)
    assert publish.put_up(S3) == Sent(0, 0, 5)
    made(S3, NEW)
    before = {path: info["LastModified"] for path, info in bucket.find(ROOT, detail=True).items()}
    assert publish.put_up(S3) == Sent(3, 1, 5)
    found = there(bucket)
    manifest = json.loads(found.pop("onrecord.json"))
    assert found == {**NEW, OURS: "mine"}
    assert manifest["files"].keys() == NEW.keys() and manifest["others"] == []
    after = bucket.find(ROOT, detail=True)
    for name in ("report.md", "sources.json", OURS):
        assert after[f"{ROOT}/{name}"]["LastModified"] == before[f"{ROOT}/{name}"]


def test_a_protocol_without_tags_is_compared_by_what_it_told_last_time(
    memory: MemoryFileSystem, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = "memory://valley/out"
    made(url, OLD)
    assert publish.put_up(url) == Sent(5, 0, 5)
    assert publish.put_up(url) == Sent(0, 0, 5)
    memory.pipe("/valley/out/report.md", b"THE SAME")  # by another machine, as long as it was
    assert publish.put_up(url) == Sent(1, 0, 5)
    assert read(url, cache / "other", monkeypatch) == OLD


def test_another_machine_with_the_same_build_puts_nothing_into_a_bucket(
    bucket: Any, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(S3, OLD)
    publish.put_up(S3)
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache / "other"))
    made(S3, OLD)
    assert publish.put_up(S3) == Sent(0, 0, 5)


def test_broken_off_before_any_change_no_reader_believes_half_a_build(
    bucket: Any, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outcomes = []
    undisturbed = None
    for changes in range(40):
        bucket.rm(ROOT, recursive=True)
        bucket.pipe(f"{ROOT}/{OURS}", b"mine")
        for files in (OLD, NEW):
            made(S3, files)
            if files is OLD:
                publish.put_up(S3)
                continue
            with monkeypatch.context() as patched:
                frail(patched, changes)
                try:
                    publish.put_up(S3)
                    outcomes.append("done")
                except StoreError as error:
                    assert "connection lost" in str(error) and "goes on with" in str(error)
                    assert str(addresses.build_folder(S3)) in str(error)
        try:
            found = read(S3, cache / str(changes), monkeypatch)
            assert found in (OLD, NEW), changes
            outcomes.append("old" if found == OLD else "new")
        except StoreError as error:
            assert "being put up" in str(error)
            outcomes.append("none")
        publish.put_up(S3)
        assert read(S3, cache / str(changes), monkeypatch) == NEW  # over what was there before
        found = there(bucket)
        assert found.pop(OURS) == "mine"
        assert undisturbed is None or found == undisturbed
        undisturbed = found
        if "done" in outcomes:
            break
    assert outcomes[-2:] == ["done", "new"]
    # The announcement, three files, the manifest, a removal, the manifest.
    assert outcomes[:-2] == ["old", "old", "none", "none", "none", "new", "new"]
    assert undisturbed is not None and undisturbed.keys() == NEW.keys() | {"onrecord.json"}


def test_a_first_build_that_is_broken_off_is_no_build(
    memory: MemoryFileSystem, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = "memory://valley/first"
    for changes in range(1, 7):
        memory.rm("/", recursive=True)
        made(url, OLD)
        with monkeypatch.context() as patched:
            frail(patched, changes)
            with pytest.raises(StoreError, match="connection lost"):
                publish.put_up(url)
        with pytest.raises(StoreError, match="no build at memory://valley/first"):
            read(url, cache / "other", monkeypatch)
        made(url, NEW)  # what the first one put and the second has not is removed
        publish.put_up(url)
        assert there(memory, "/valley/first").keys() == NEW.keys() | {"onrecord.json"}
        assert read(url, cache / "other", monkeypatch) == NEW


KILLED = """
import os, signal, sys
sys.path.insert(0, sys.argv[1])
import pytest, test_publish
from onrecord.remote import publish
with pytest.MonkeyPatch.context() as patched:
    test_publish.frail(patched, int(sys.argv[2]), lambda: os.kill(os.getpid(), signal.SIGKILL))
    publish.put_up(test_publish.S3)
"""


@pytest.mark.parametrize("changes", [0, 2, 4, 6])
def test_killed_in_the_middle_the_next_one_finishes_to_the_same_bytes(
    bucket: Any, cache: Path, monkeypatch: pytest.MonkeyPatch, changes: int
) -> None:
    made(S3, NEW)
    publish.put_up(S3)
    whole = there(bucket)
    made(S3, OLD)
    publish.put_up(S3)
    made(S3, NEW)
    command = [sys.executable, "-c", KILLED, str(Path(__file__).parent), str(changes)]
    env = os.environ | {"PYTHONPATH": str(Path(publish.__file__).parents[2])}
    assert subprocess.run(command, env=env, timeout=120).returncode == -signal.SIGKILL
    assert there(bucket) != whole
    publish.put_up(S3)
    assert there(bucket) == whole
    assert read(S3, cache / "other", monkeypatch) == NEW


def test_a_copy_follows_what_lies_there(
    bucket: Any, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(S3, OLD)
    publish.put_up(S3)
    assert read(S3, cache / "other", monkeypatch) == OLD
    fetched: list[str] = []
    real = remote_folder.RemoteFolder.get

    def told(self: Any, files: Any) -> None:
        fetched.extend(name for name, _ in files)
        real(self, files)

    monkeypatch.setattr(remote_folder.RemoteFolder, "get", told)
    assert read(S3, cache / "other", monkeypatch) == OLD and fetched == []
    made(S3, NEW)
    publish.put_up(S3)
    assert read(S3, cache / "other", monkeypatch) == NEW
    assert sorted(fetched) == ["annotations/a.json", "annotations/c?*.json", "graph.ttl"]
    fetched.clear()
    folder = fetch.fetched(S3, ALL)  # where it was made
    assert fetched == [] and folder != addresses.build_folder(S3)
    made(S3, OLD)  # still to be put up: readers see what is there, and lose nothing
    assert (fetch.fetched(S3, ALL) / "graph.ttl").read_text() == NEW["graph.ttl"]
    assert (addresses.build_folder(S3) / "graph.ttl").read_text() == OLD["graph.ttl"]


def test_two_builds_here_do_not_put_up_at_once(memory: MemoryFileSystem) -> None:
    url = "memory://valley/held"
    made(url, OLD)
    with (
        staging.held(addresses.build_folder(url)),
        pytest.raises(StoreError, match="another build"),
    ):
        publish.put_up(url)
    assert there(memory, "/valley/held") == {}


def test_a_file_that_another_machine_writes_meanwhile_is_noticed(
    memory: MemoryFileSystem, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = "memory://valley/two"
    made(url, OLD)
    publish.put_up(url)
    made(url, NEW)
    real = remote_folder.RemoteFolder.put

    def put(self: Any, files: Any) -> Iterator[str]:
        yield from real(self, files)
        memory.pipe("/valley/two/graph.ttl", b"another one's graph")

    with monkeypatch.context() as patched:
        patched.setattr(remote_folder.RemoteFolder, "put", put)
        with pytest.raises(StoreError, match="another machine"):
            publish.put_up(url)
    with pytest.raises(StoreError, match="being put up"):
        read(url, cache / "other", monkeypatch)
    publish.put_up(url)
    assert read(url, cache / "other", monkeypatch) == NEW


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"files": {"../graph.ttl": "0"}}',
        '{"files": {"/etc/graph.ttl": "0"}}',
        '{"files": {"annotations/../../x": "0"}}',
        '{"files": {"annotations\\\\..\\\\x": "0"}}',
        '{"files": {"a//b": "0"}}',
        '{"files": {"a": "0"}, "others": [".."]}',
        '{"files": {"a": "0"}, "format": 2}',
        '{"files": 1}',
    ],
)
def test_a_damaged_manifest_is_refused_by_readers_and_mended_by_a_build(
    memory: MemoryFileSystem, cache: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    url = "memory://valley/damaged"
    made(url, OLD)
    publish.put_up(url)
    memory.pipe("/valley/damaged/onrecord.json", text.encode())
    with pytest.raises(StoreError, match=r"onrecord\.json is damaged"):
        read(url, cache / "other", monkeypatch)
    publish.put_up(url)
    assert read(url, cache / "other", monkeypatch) == OLD


def test_a_file_that_was_altered_or_lost_there_is_not_believed(
    memory: MemoryFileSystem, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = "memory://valley/altered"
    made(url, OLD)
    publish.put_up(url)
    memory.pipe("/valley/altered/graph.ttl", b"bad graph")
    with pytest.raises(StoreError, match=r"graph\.ttl is not the one"):
        read(url, cache / "other", monkeypatch)
    memory.rm("/valley/altered/graph.ttl")
    with pytest.raises(StoreError, match="fetched"):
        read(url, cache / "other", monkeypatch)
    assert not list((cache / "other").rglob("graph.ttl"))
