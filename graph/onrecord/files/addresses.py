"""Addresses ("s3://bucket/folder"): told from paths, opened by fsspec, shown without their secrets.

An address may hold a password, a token or a signature. What is shown, written into a file or used
as a name is its plain form.
"""

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from onrecord.errors import OnrecordError

DEFAULT_BASE = "https://w3id.org/onrecord/id/"  # of the IRIs of a graph
EXTRAS = {"s3": "s3", "s3a": "s3", "http": "http", "https": "http"}
WEB = ("http", "https")
# What tells one state of a remote file from another; fsspec's names differ with the protocol.
MARKS = ("ETag", "etag", "LastModified", "last_modified", "mtime", "created", "size")
SURE = frozenset(MARKS) - {"size"}  # without one of these a file of the same size may be another

_SHORT = 4  # characters: shorter names and values stand in many words, and are no secrets


def is_remote(name: str) -> bool:
    """Whether a name is an address ("s3://bucket/folder") and no path."""
    protocol, found, _ = name.partition("://")
    return bool(found) and protocol.isalnum()


def protocol(url: str) -> str:
    """The part before "://", which names a protocol of fsspec."""
    return url.partition("://")[0].lower()


def plain(url: str) -> str:
    """An address without what may be secret in it: a password, all behind a question mark.

    On the web a user's name goes, too, since tokens are given as such; elsewhere it may be needed
    ("abfs://container@account/folder").
    """
    if "://" not in url:
        return url
    scheme, _, rest = url.partition("?")[0].partition("://")
    host, slash, path = rest.partition("/")
    user, at, host = host.rpartition("@")
    user = "" if scheme.lower() in WEB else user.partition(":")[0]
    return f"{scheme}://{user}{at if user else ''}{host}{slash}{path}"


def redacted(text: object, url: str) -> str:
    """What a library says of an address, on one line, without what `plain` leaves out of it."""
    said = " ".join(str(text).replace(url, plain(url)).split())
    host, _, query = url.partition("?")
    user = host.partition("://")[2].partition("/")[0].rpartition("@")[0]
    user, _, password = user.partition(":")
    values = [query, *(part.partition("=")[2] for part in query.split("&"))]
    values += [user] if protocol(url) in WEB else []
    secrets = {password, *(value for value in values if len(value) >= _SHORT)}
    for secret in sorted(secrets | {unquote(secret) for secret in secrets}, key=len, reverse=True):
        said = said.replace(secret, "***") if secret else said
    return said[:300]


def key(url: str) -> str:
    """A name for what is kept of an address here."""
    return hashlib.sha256(plain(url).rstrip("/").encode()).hexdigest()[:32]


def mark(info: Mapping[str, Any]) -> dict[str, str]:
    """What tells the state of a remote file, out of what its file system says of it."""
    return {key: str(info[key]) for key in MARKS if info.get(key) is not None}


def cache() -> Path:
    """The user's cache folder."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "onrecord"


def build_folder(url: str) -> Path:
    """Where the build of an address is made."""
    return cache() / "builds" / key(url) / "build"


def copy_folder(url: str) -> Path:
    """Where lies what was fetched from there: a folder of its own, so that no reader meets a build
    at work, nor takes the place of one that is still to be put up."""
    return cache() / "builds" / key(url) / "copy"


def opened(url: str, wrong: type[OnrecordError]) -> tuple[Any, str]:
    """The file system of an address and the path in it.

    Raises an error of the kind `wrong` where its protocol is not known or needs an extra, or its
    host does not answer.
    """
    import fsspec

    name = protocol(url)
    try:
        system, root = fsspec.core.url_to_fs(url)
    except ImportError as error:
        extra = EXTRAS.get(name)
        how = f"pip install 'onrecord[{extra}]'" if extra else str(error)
        raise wrong(f"{plain(url)}: {name}:// needs a further package: {how}") from error
    except Exception as error:  # each protocol's library raises its own
        reason = redacted(error, url) or type(error).__name__
        raise wrong(
            f"{plain(url)}: cannot be opened ({reason}). Check the address and your credentials, "
            "or use a folder here."
        ) from error
    return system, root
