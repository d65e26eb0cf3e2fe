"""Files -> documents, and what could not be read with the reason why.

A family of readers, one a format (text, html, pdf, word, jsonl); each turns bytes into articles.
"""

import errno
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from re import Pattern
from typing import BinaryIO

from onrecord.errors import SourceError
from onrecord.files import intake, limits
from onrecord.model import Document
from onrecord.read import html, jsonl, pdf, text, word
from onrecord.read.article import Article, Refusal
from onrecord.read.encoding import decode
from onrecord.read.furniture import compile_furniture, furniture
from onrecord.read.library import Coded, Found, Library, Skipped
from onrecord.read.metadata import from_top
from onrecord.read.naming import ids, safe
from onrecord.read.sources import STDIN, File, files

__all__ = ["Coded", "Library", "Skipped", "compile_furniture", "missing", "read"]

_FORMATS: dict[str, Callable[[bytes], Iterator[Article | Refusal]]] = {
    ".txt": text.articles,
    ".md": text.articles,
    ".html": html.articles,
    ".htm": html.articles,
    ".pdf": pdf.articles,
    ".docx": word.articles,
    ".jsonl": jsonl.articles,
}


def read(
    sources: Iterable[str | Path],
    furniture_patterns: Sequence[Pattern[str]] = (),
    *,
    max_size: int = limits.FILE,
    stdin: BinaryIO | None = None,
    watch: Callable[[Sequence[File]], Iterable[File]] = iter,
) -> Library:
    """Read files and folders ("-": standard input) into a Library, the same for any order.

    The same text found more than once is one document with all its paths and the metadata of
    all. `watch` may wrap the files to show progress. In folders, hidden files and README*,
    SOURCES*, LICENSE* and NOTICE* are passed over, and folders that a build has written; every
    other file that gives no document is listed as skipped. Raises SourceError for a source that
    does not exist.
    """
    found: dict[str, list[Found]] = {}
    coded: list[Coded] = []
    skipped: list[Skipped] = []
    for file in watch(files(sources)):
        for item in _items(file, max_size, stdin or sys.stdin.buffer):
            if isinstance(item, Found):
                found.setdefault(item.digest, []).append(item)
            elif isinstance(item, Coded):
                coded.append(item)
            else:
                skipped.append(item)
    copies = sorted(found.items(), key=lambda pair: pair[1][0].order)
    names = ids([(*same[0].names, digest) for digest, same in copies])
    documents = (
        _document(name, digest, same, furniture_patterns)
        for name, (digest, same) in zip(names, copies, strict=True)
    )
    return Library(tuple(documents), tuple(coded), tuple(skipped))


def missing(document: Document) -> tuple[str, ...]:
    """The kinds of metadata that a document lacks, in a fixed order."""
    kinds = ("title", "outlet", "author", "published", "url")
    return tuple(kind for kind in kinds if getattr(document, kind) is None)


def _document(
    name: str, digest: str, same: list[Found], patterns: Sequence[Pattern[str]]
) -> Document:
    words = same[0].article.text
    marked = furniture(words, patterns)
    metadata = same[0].article.metadata
    for other in same[1:]:
        metadata = metadata.or_else(other.article.metadata)
    metadata = metadata.or_else(from_top(words, marked))
    return Document(
        id=name,
        text=words,
        sha256=digest,
        paths=tuple(one.path for one in same),
        title=metadata.title,
        outlet=metadata.outlet,
        author=metadata.author,
        published=metadata.published,
        url=metadata.url,
        furniture=marked,
    )


def _items(file: File, max_size: int, stdin: BinaryIO) -> Iterator[Found | Coded | Skipped]:
    """What one file holds; a fault in it never reaches the next."""
    extension = ".txt" if file.label == STDIN else Path(file.label).suffix.lower()
    try:
        if file.trouble:
            raise SourceError(file.trouble)
        if extension != ".json" and extension not in _FORMATS:
            known = ", ".join(_FORMATS)
            raise SourceError(f"not a format that onrecord reads ({known}, .json annotations)")
        data = _bytes(file, max_size, stdin)
        if extension == ".json":
            yield _coded(file, data)
            return
        with intake.in_time():
            yield from [_checked(article, file.label) for article in _FORMATS[extension](data)]
    except SourceError as error:
        yield Skipped(file.label, str(error))
    except intake.OutOfTime:
        limit = f"{limits.SECONDS} seconds of processor time"
        yield Skipped(file.label, f"took more than the limit of {limit}; save its text as .txt")


def _bytes(file: File, max_size: int, stdin: BinaryIO) -> bytes:
    try:
        if file.label == STDIN:
            data = intake.bounded(stdin, max_size)
        else:
            data = intake.content(file.path, max_size)
    except OSError as error:
        if error.errno == errno.EFBIG:
            raise SourceError(f"{error.strerror}; split it into articles") from error
        raise SourceError(f"cannot be opened ({error.strerror}); check its permissions") from error
    if not data.strip():
        raise SourceError("empty; put the article's text into it, or remove it")
    return data


def _checked(article: Article | Refusal, label: str) -> Found | Skipped:
    """The article, unless its text is one that no file could keep."""
    if isinstance(article, Refusal):
        return Skipped(f"{label}:{article.line}", article.reason)
    found = Found(article, label)
    if not article.text.strip():
        return Skipped(found.path, "empty; there is no text in it")
    if len(article.text) > limits.TEXT:
        return Skipped(
            found.path,
            f"{len(article.text):,} characters, more than the limit of {limits.TEXT:,}; "
            "split it into articles",
        )
    if "\0" in article.text:
        return Skipped(found.path, "binary: there are NUL characters in its text; remove them")
    if any("\ud800" <= char <= "\udfff" for char in article.text):
        return Skipped(
            found.path, "half a character (a lone surrogate) in its text; mend the export"
        )
    return found


def _coded(file: File, data: bytes) -> Coded:
    try:
        values = intake.from_json(decode(data))
    except ValueError as error:
        raise SourceError("not JSON; mend it, or remove it") from error
    if not isinstance(values, dict) or not isinstance(values.get("statements"), list):
        raise SourceError(
            'not an annotation file (an object with "doc" and "statements"); '
            "articles go into a .jsonl file, one a line"
        )
    name = values.get("doc")
    stem = Path(file.label).with_suffix("").as_posix()
    return Coded(file.path, safe(name if isinstance(name, str) and name else stem), values)
