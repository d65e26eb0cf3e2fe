"""PDF files that carry their text."""

import io
import logging
from collections.abc import Iterator
from typing import TYPE_CHECKING

from onrecord.errors import SourceError
from onrecord.files import limits
from onrecord.read.article import Article
from onrecord.read.metadata import from_fields

if TYPE_CHECKING:
    from pypdf import PdfReader

# pypdf warns about every oddity of a file; without a handler Python prints that to stderr.
logging.getLogger("pypdf").addHandler(logging.NullHandler())


def articles(data: bytes) -> Iterator[Article]:
    """The one article of a PDF: the text of its pages, a line of the page a line of the text.

    Raises SourceError if it is encrypted, broken, or a scan without text.
    """
    from pypdf import PdfReader  # slow to import
    from pypdf.errors import DependencyError

    try:
        reader = PdfReader(io.BytesIO(data))
        # An empty password opens files that only forbid printing; any viewer does the same.
        locked = reader.is_encrypted and not reader.decrypt("")
    except DependencyError:
        locked = True  # AES, for which pypdf needs a package that is not ours
    except Exception as error:  # pypdf raises many kinds on broken files
        raise SourceError("a broken PDF; open it and save it again, or save its text") from error
    if locked:
        raise SourceError("an encrypted PDF; save it without its password, or save its text")
    try:
        text = "\n".join(_pages(reader))
        stated = reader.metadata
        named = {"title": stated.title or "", "author": stated.author or ""} if stated else {}
    except SourceError:
        raise
    except Exception as error:
        raise SourceError("a broken PDF; open it and save it again, or save its text") from error
    if not text.strip():
        raise SourceError("a PDF without text: scanned pages need OCR (text recognition) first")
    yield Article(text, from_fields(_without_defaults(named)))


def _pages(reader: "PdfReader") -> Iterator[str]:
    """The text of each page. Raises SourceError where it grows past all bounds."""
    size = 0
    for number, page in enumerate(reader.pages, start=1):
        words = page.extract_text().strip("\n")
        size += len(words)
        if number > limits.PAGES or size > limits.TEXT:
            raise SourceError(
                f"a PDF of more than {limits.TEXT:,} characters or {limits.PAGES:,} pages; "
                "split it into articles"
            )
        yield words


def _without_defaults(named: dict[str, str]) -> dict[str, str]:
    """Titles without those that word processors write by themselves."""
    program = named.get("title", "").startswith("Microsoft Word - ")
    return {**named, "title": ""} if program else named
