"""Sources that lie elsewhere: on a real S3 server, on a web server, and nowhere."""

import os
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import fsspec
import pytest

from onrecord import read
from onrecord.errors import SourceError
from onrecord.read import remote
from onrecord.read.remote import mirrored

ARTICLES = {"a.txt": "Ann Lee spoke.\n", "sub/b.md": "Bob Roe spoke.\n", "README.md": "About.\n"}


pytestmark = pytest.mark.usefixtures("cache")


@pytest.fixture
def here(tmp_path: Path) -> Path:
    for name, words in ARTICLES.items():
        (tmp_path / "news" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "news" / name).write_text(words, "utf-8")
    return tmp_path / "news"


@pytest.fixture
def bucket(s3: None) -> Any:
    system = fsspec.filesystem("s3", skip_instance_cache=True)
    system.mkdir("onrecord-news")
    for name, words in ARTICLES.items():
        system.pipe(f"onrecord-news/2013/{name}", words.encode())
    yield system
    system.rm("onrecord-news", recursive=True)


def test_a_bucket_is_read_as_a_folder_is(bucket: Any, here: Path) -> None:
    assert read.read(["s3://onrecord-news/2013"]) == read.read([here])
    assert len(read.read([here]).documents) == 2


def test_only_what_has_changed_in_a_bucket_is_fetched_again(
    bucket: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetched: list[str] = []
    real = remote._fetched

    def told(system: Any, there: str, target: Path) -> str | None:
        fetched.append(there)
        return real(system, there, target)

    monkeypatch.setattr(remote, "_fetched", told)
    url = "s3://onrecord-news/2013"
    assert len(read.read([url]).documents) == 2 and len(fetched) == 3
    read.read([url])
    assert len(fetched) == 3
    bucket.pipe("onrecord-news/2013/a.txt", b"Cara spoke ok.\n")  # as long as it was
    bucket.rm("onrecord-news/2013/sub/b.md")
    (document,) = read.read([url]).documents
    assert document.text == "Cara spoke ok.\n" and fetched[3:] == ["onrecord-news/2013/a.txt"]


def test_a_single_file_of_a_bucket(bucket: Any) -> None:
    (document,) = read.read(["s3://onrecord-news/2013/sub/b.md"]).documents
    assert (document.id, document.text) == ("b", ARTICLES["sub/b.md"])


def test_a_file_that_cannot_be_fetched_stops_no_other(
    bucket: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    system, _ = fsspec.core.url_to_fs("s3://onrecord-news/2013")
    real = system.get_file

    def torn(there: str, target: str) -> None:
        if there.endswith("a.txt"):
            Path(target).write_text("Ann")
            raise OSError("connection lost")
        real(there, target)

    monkeypatch.setattr(system, "get_file", torn)
    library = read.read(["s3://onrecord-news/2013"])
    assert [document.id for document in library.documents] == ["sub/b"]
    assert [str(s) for s in library.skipped] == [
        "a.txt: cannot be fetched (connection lost); try again"
    ]


def test_a_folder_on_the_web(here: Path) -> None:
    handler = partial(_Quiet, directory=str(here))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as web:
        threading.Thread(target=web.serve_forever, daemon=True).start()
        found = read.read([f"http://127.0.0.1:{web.server_port}/"])
        (one,) = read.read([f"http://127.0.0.1:{web.server_port}/a.txt"]).documents
        web.shutdown()
    assert [(d.id, d.text) for d in found.documents] == [
        (d.id, d.text) for d in read.read([here]).documents
    ]
    assert one.text == ARTICLES["a.txt"]


def test_what_is_not_there_is_told(bucket: Any) -> None:
    for url in ("s3://onrecord-news/2099", "s3://no-such-bucket/2013"):
        with pytest.raises(SourceError, match="Check the address"):
            mirrored(url)


@pytest.mark.usefixtures("without_s3fs")
def test_a_protocol_without_its_package_names_the_extra() -> None:
    with pytest.raises(SourceError, match=r"pip install 'onrecord\[s3\]'"):
        mirrored("s3://bucket/folder")
    with pytest.raises(SourceError, match="nosuch"):
        mirrored("nosuch://bucket/folder")


def test_names_that_lead_out_of_the_copy_are_left_out(
    monkeypatch: pytest.MonkeyPatch, cache: Path
) -> None:
    class Evil:
        def invalidate_cache(self) -> None: ...

        def find(self, root: str, detail: bool) -> dict[str, Any]:
            return {f"{root}/../../x.txt": {"size": 1}, f"{root}/ok.txt": {"size": 1}}

        def get_file(self, there: str, target: str) -> None:
            Path(target).write_text("Ann Lee spoke.")

    monkeypatch.setattr(remote, "opened", lambda url, wrong: (Evil(), "place"))
    mirror = mirrored("evil://place")
    written = list(cache.rglob("*.txt"))
    assert written == [mirror.path / "ok.txt"] and os.listdir(mirror.path) == ["ok.txt"]


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None: ...
