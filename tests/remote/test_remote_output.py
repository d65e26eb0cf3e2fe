"""The commands with a build whose folder is an address: on a real S3 server, on the web."""

import base64
import socket
import threading
import time
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import fsspec
import pytest
import requests
from fsspec.implementations.memory import MemoryFileSystem
from s3fs import S3FileSystem
from typer.testing import CliRunner, Result

from onrecord.cli import app
from onrecord.errors import StoreError
from onrecord.files import addresses
from onrecord.remote.folder import RemoteFolder
from written import tree

S3 = "s3://onrecord-out/valley"
ROOT = "onrecord-out/valley"
RULES = ("--attribution", "rules", "--entities", "rules", "--stances", "rules", "--workers", 1)
LEE = "Health minister Ann Lee said: “We will close the ward.” Bob Roe criticised Ann Lee.\n"
MOSS = "“The ward must stay open,” said Cara Moss of the Meadow Party.\n"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def build(news: object, output: object, *more: object) -> str:
    result = run("build", news, "-o", output, *RULES, *more)
    assert result.exit_code == 0, result.stderr
    return result.stderr


pytestmark = pytest.mark.usefixtures("cache")


@pytest.fixture
def news(tmp_path: Path) -> Path:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "lee.txt").write_text(LEE, "utf-8")
    (tmp_path / "news" / "moss.txt").write_text(MOSS, "utf-8")
    return tmp_path / "news"


@pytest.fixture
def bucket(s3: str) -> Iterator[Any]:
    system = fsspec.filesystem("s3", skip_instance_cache=True, use_listings_cache=False)
    system.mkdir("onrecord-out")
    yield system
    system.rm("onrecord-out", recursive=True)


@pytest.fixture
def memory() -> Iterator[MemoryFileSystem]:
    MemoryFileSystem.store.clear()
    yield MemoryFileSystem()
    MemoryFileSystem.store.clear()


def put_up(folder: Path) -> dict[str, bytes]:
    """What a build puts up, but for where its sources are as seen from it."""
    return {name: data for name, data in tree(folder).items() if name != "sources.json"}


def lying(bucket: Any) -> dict[str, bytes]:
    names = [path.removeprefix(f"{ROOT}/") for path in bucket.find(ROOT)]
    left = ("sources.json", "onrecord.json")
    return {name: bucket.cat_file(f"{ROOT}/{name}") for name in names if name not in left}


def test_a_build_in_a_bucket_is_the_build_of_a_folder(
    bucket: Any, news: Path, tmp_path: Path
) -> None:
    build(news, tmp_path / "out")
    talk = build(news, S3)
    assert f"Page:   {S3}/graph.html" in talk
    assert f"Made in {addresses.build_folder(S3)}" in talk
    assert lying(bucket) == put_up(tmp_path / "out") and len(lying(bucket)) >= 10
    assert bucket.info(f"{ROOT}/graph.html")["ContentType"] == "text/html"


def test_what_has_not_changed_is_neither_read_nor_put_again(bucket: Any, news: Path) -> None:
    build(news, S3)
    talk = build(news, S3)
    assert "Nothing has changed" in talk and "Put up 0 of 11 files, removed 0." in talk
    (news / "moss.txt").unlink()
    assert "removed 1." in build(news, S3)
    assert f"{ROOT}/annotations/moss.json" not in bucket.find(ROOT)


def test_every_command_reads_it_on_another_machine(
    bucket: Any, news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(news, S3)
    here = tmp_path / "out"
    build(news, here)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "fresh"))
    copy = addresses.copy_folder(S3)
    ask = "SELECT ?n { ?p a onr:Person ; rdfs:label ?n } ORDER BY ?n"
    for arguments in (("query", ask), ("export", "jsonld"), ("export", "csv"), ("check", news)):
        there, local = run(*arguments, "-o", S3), run(*arguments, "-o", here)
        assert there.exit_code == local.exit_code == 0, there.stderr
        assert there.stdout == local.stdout
    assert "Cara Moss" in run("query", ask, "-o", S3).stdout
    names = [".onrecord", "graph.ttl", "sources.json", "store"]  # store: its index, made here
    assert sorted(path.name for path in copy.iterdir()) == names
    shown = run("view", "-o", S3, "--no-open").stdout.strip()
    assert shown == str(copy / "graph.html")
    assert Path(shown).read_bytes() == (here / "graph.html").read_bytes()
    assert run("network", "-o", S3, "--into", tmp_path / "nets").exit_code == 0
    assert list((tmp_path / "nets").iterdir())
    scores = run("evaluate", "--gold", here / "annotations", "--pred", S3)
    assert "2 documents, 0 without a prediction" in scores.stderr
    assert "1.000" in scores.stdout


def test_it_is_served(bucket: Any, news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(news, S3)
    served: list[Path] = []
    monkeypatch.setattr("onrecord.serve.serve", lambda folder, *_: served.append(folder))
    assert run("serve", "-o", S3).exit_code == 0
    names = {path.name for path in served[0].iterdir()}
    assert names == {".onrecord", "graph.ttl", "graph.html", "sources.json", "store"}


def test_decisions_that_lie_at_the_address_are_obeyed_and_stay(
    bucket: Any, news: Path, tmp_path: Path
) -> None:
    same_as = "left,left_document,right,right_document,decision\nBob Roe,,Cara Moss,,same\n"
    assert run("build", news, "-o", S3, *RULES).exit_code == 0
    apart = lying(bucket)
    bucket.pipe(f"{ROOT}/same-as.csv", same_as.encode())
    build(news, S3)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "same-as.csv").write_text(same_as, "utf-8")
    build(news, tmp_path / "out")
    assert lying(bucket) == put_up(tmp_path / "out") != apart
    bucket.rm(f"{ROOT}/same-as.csv")
    build(news, S3)
    assert lying(bucket) == apart


@pytest.mark.parametrize(
    ("end", "code", "words"),
    [
        (KeyboardInterrupt(), 130, "The build is whole here; the next one goes on"),
        (StoreError("the line is cut."), 2, "the same command goes on"),
    ],
)
def test_a_build_goes_on_with_putting_up_what_broke_off(
    bucket: Any,
    news: Path,
    monkeypatch: pytest.MonkeyPatch,
    end: BaseException,
    code: int,
    words: str,
) -> None:
    put = RemoteFolder.put

    def torn(self: Any, files: Any) -> Iterator[str]:
        yield from put(self, files[:3])
        raise end

    with monkeypatch.context() as patched:
        patched.setattr(RemoteFolder, "put", torn)
        stopped = run("build", news, "-o", S3, *RULES)
    assert stopped.exit_code == code and words in stopped.stderr
    assert "no build at" in run("export", "turtle", "-o", S3).stderr
    talk = build(news, S3)
    assert "Nothing has changed" in talk and "Put up 8 of 11 files" in talk


def test_what_cannot_be_written_to_is_told_before_an_article_is_read(
    bucket: Any, s3: str, news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(news, S3)
    before = lying(bucket)
    monkeypatch.setattr("onrecord.building.unchanged.since", lambda *_: pytest.fail("went on"))

    def refused(output: str, *words: str) -> None:
        started = time.monotonic()
        result = run("build", news, "-o", output, *RULES)
        assert result.exit_code == 2 and result.stderr.count("\n") == 1, result.stderr
        for word in words:
            assert word in result.stderr
        assert time.monotonic() - started < 60

    refused("s3://no-such-bucket/valley", "s3://no-such-bucket/valley", "bucket", "Check the")
    refused("https://valley.example/out", "the web can only be read", "s3://")
    refused("nosuch://valley/out", "nosuch", "Check the address")
    refused("http://me:secret@valley.example/out?sig=hidden", "http://valley.example/out:")
    requests.post(f"{s3}/moto-api/reset-auth", data=b"0")
    try:
        refused(S3, "credentials", "AWS_SECRET_ACCESS_KEY")
        assert "credentials" in run("export", "turtle", "-o", S3).stderr
    finally:
        requests.post(f"{s3}/moto-api/reset-auth", data=b"inf")
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{unused_port()}")
    S3FileSystem.clear_instance_cache()
    refused(S3, "connect", "network")
    result = run("query", "most-contested", "-o", S3)
    assert result.exit_code == 2 and S3 in result.stderr
    assert lying(bucket) == before


def test_without_credentials_that_is_told(
    bucket: Any, news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    S3FileSystem.clear_instance_cache()
    result = run("build", news, "-o", S3, *RULES)
    assert result.exit_code == 2 and "credentials" in result.stderr
    assert lying(bucket) == {}


@pytest.mark.usefixtures("without_s3fs")
def test_without_its_package_the_extra_is_named(news: Path) -> None:
    for arguments in (("build", news), ("export", "turtle")):
        result = run(*arguments, "-o", S3)
        assert result.exit_code == 2 and "pip install 'onrecord[s3]'" in result.stderr


def test_the_articles_are_not_written_over(memory: MemoryFileSystem) -> None:
    memory.pipe("/news/lee.txt", LEE.encode())
    result = run("build", "memory://news", "-o", "memory://me:secret@news/", *RULES)
    assert "secret" not in result.stderr
    result = run("build", "memory://news/", "-o", "memory://news", *RULES)
    assert result.exit_code == 2 and "holds the articles" in result.stderr


def test_a_file_address_is_the_folder(news: Path, tmp_path: Path, cache: Path) -> None:
    build(news, f"file://{tmp_path}/out")
    assert (tmp_path / "out" / "graph.ttl").is_file() and not cache.exists()
    assert run("export", "turtle", "-o", f"file://{tmp_path}/out").exit_code == 0


class Guarded(SimpleHTTPRequestHandler):
    """A folder behind a user and password, or a signature."""

    def do_GET(self) -> None:
        me = base64.b64encode(b"me:pa55word").decode()
        if self.headers.get("Authorization") == f"Basic {me}" or "sig=t0ken" in self.path:
            super().do_GET()
        else:
            self.send_error(401, f"no entry for {self.path}")

    def log_message(self, format: str, *args: object) -> None: ...


@pytest.fixture
def web(tmp_path: Path) -> Iterator[str]:
    handler = partial(Guarded, directory=str(tmp_path))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"127.0.0.1:{server.server_port}"
        server.shutdown()


def test_no_password_or_token_gets_into_any_file_or_message(
    memory: MemoryFileSystem, web: str, news: Path, tmp_path: Path, cache: Path
) -> None:
    (tmp_path / "roe.txt").write_text("Bob Roe said: “No.” He backs the ward.\n", "utf-8")
    output = "memory://me:pa55word@valley/out?sig=t0ken"
    sources = (f"http://me:pa55word@{web}/news/", f"http://{web}/roe.txt?sig=t0ken")
    told = run("build", *sources, "-o", output, *RULES, "--log-json")
    assert told.exit_code == 0, told.stderr
    assert (
        "Read 3 articles" in told.stderr and "Page:   memory://me@valley/out/graph" in told.stderr
    )
    again = run("build", *sources, "-o", output, *RULES)
    assert "Nothing has changed" in again.stderr
    refused = run("build", f"http://me:pa55word2@{web}/news/", "-o", tmp_path / "out", *RULES)
    assert refused.exit_code == 2 and "401" in refused.stderr
    gone = run("build", f"http://{web}/gone.txt?sig=t0ken", "-o", tmp_path / "out", *RULES)
    assert gone.exit_code == 2
    asked = run("check", *sources, "-o", output)
    assert asked.exit_code == 0, asked.stderr
    files = [path for path in cache.rglob("*") if path.is_file()]
    there = [data.getvalue() for data in MemoryFileSystem.store.values()]
    assert len(files) > 20 and len(there) > 10
    texts = [path.read_bytes() for path in files] + there
    texts += [str(path).encode() for path in files]
    texts += [each.output.encode() for each in (told, again, refused, gone, asked)]
    for secret in (b"pa55word", b"t0ken"):
        assert not [text for text in texts if secret in text]


def test_a_build_is_read_from_the_web(bucket: Any, web: str, news: Path, tmp_path: Path) -> None:
    build(news, S3)
    bucket.get(ROOT, str(tmp_path / "public"), recursive=True)
    for address in (f"http://me:pa55word@{web}/public/", f"http://{web}/public?sig=t0ken"):
        found = run("export", "csv", "-o", address)
        assert found.exit_code == 0 and "Ann Lee" in found.stdout
    refused = run("export", "csv", "-o", f"http://{web}/public")
    assert refused.exit_code == 2 and "401" in refused.stderr


def unused_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
