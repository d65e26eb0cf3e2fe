"""Addresses are told from paths, and shown without what may be secret in them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.files.addresses import is_remote, key, plain, redacted

PLAIN = {
    "s3://bucket/folder/": "s3://bucket/folder/",
    "s3://me:secret@bucket/a@b/c": "s3://me@bucket/a@b/c",
    "abfs://container@account.example/folder": "abfs://container@account.example/folder",
    "sftp://me:se:cr@et@host:22/folder": "sftp://me@host:22/folder",
    "https://me:secret@host:8080/a/?token=1#x": "https://host:8080/a/",
    "https://token@host/a": "https://host/a",
    "HTTPS://token@host": "HTTPS://host",
    "ftp://:secret@host/a": "ftp://host/a",
    "bucket/what?.txt": "bucket/what?.txt",
}


@pytest.mark.parametrize("url", PLAIN)
def test_what_may_be_secret_is_left_out(url: str) -> None:
    assert plain(url) == PLAIN[url] == plain(plain(url))


def test_paths_are_no_addresses() -> None:
    for path in ("output", "/a//b", "C:\\out", "s3:/bucket", "a b://c", "-", "", "://x"):
        assert not is_remote(path), path
    assert is_remote("s3://bucket") and is_remote("memory://x")


SECRET = st.text("QXZ%@:0123", min_size=4, max_size=12)


@given(SECRET, SECRET, st.sampled_from(["s3", "https", "sftp"]))
def test_no_message_tells_a_password_or_a_token(password: str, token: str, protocol: str) -> None:
    url = f"{protocol}://me:{password}@host/folder?v=2&sig={token}"
    for told in (f"401, url='{url}'", f"at {token}, {password}.", f"GET /folder?v=2&sig={token}"):
        shown = redacted(f"{told} Errno 22", url)
        assert password not in shown and token not in shown and "Errno 22" in shown
    assert not {"Q", "X", "Z", "%"} & set(plain(url))


def test_a_message_is_short_and_on_one_line() -> None:
    assert redacted("a\n b  c", "s3://bucket") == "a b c"
    assert len(redacted("x" * 1000, "s3://bucket")) == 300
    said = redacted("no me%2Fx, no me/x at https://me%2Fx@host/", "https://me%2Fx@host/")
    assert said == "no ***, no *** at https://host/"


def test_what_is_kept_of_an_address_does_not_depend_on_its_secrets() -> None:
    same = ("https://host/a", "https://host/a/", "https://me:x@host/a?sig=1", "https://y@host/a?2")
    assert len({key(url) for url in same}) == 1
    assert key("https://host/b") != key("https://host/a") != key("http://host/a")
