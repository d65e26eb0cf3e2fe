"""Saved web pages: their main text and metadata as trafilatura finds them, without a network."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from onrecord.errors import SourceError
from onrecord.files import limits
from onrecord.read.article import Article, Metadata
from onrecord.read.encoding import decode
from onrecord.read.metadata import from_fields

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset=[\"']?([\w:.-]{2,40})", re.IGNORECASE)
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+?)\s*-->")  # browsers write this
_HEAD = 4096  # where both stand
# Fixed bounds instead of today, so that the same page gives the same date on any day; and no
# search through the running text, which finds dates that are not the page's.
_DATES = {
    "original_date": True,
    "extensive_search": False,
    "min_date": "1990-01-01",
    "max_date": "2199-12-31",
}


def articles(data: bytes) -> Iterator[Article]:
    """The one article of a saved page, its paragraphs divided by empty lines.

    Raises SourceError if its bytes are no text, or if no article is found in the page.
    """
    from trafilatura import bare_extraction  # slow to import

    declared = _CHARSET.search(data[:_HEAD])
    if len(data) > limits.PAGE:
        raise SourceError(
            f"a page of more than {limits.PAGE // 1_000_000} MB; save its text as .txt"
        )
    page = decode(data, declared[1].decode("ascii") if declared else None)
    try:
        found = bare_extraction(
            page, include_comments=False, with_metadata=True, date_extraction_params=dict(_DATES)
        )
    except Exception as error:  # lxml and trafilatura raise many kinds on broken pages
        raise SourceError("a page that could not be parsed; save its text as .txt") from error
    values = found if found is None or isinstance(found, dict) else found.as_dict()
    paragraphs = [row for row in str((values or {}).get("text") or "").splitlines() if row.strip()]
    if not values or not paragraphs:
        raise SourceError("no article text found in this page; save its text as .txt")
    yield Article("\n\n".join(paragraphs), _metadata(values, page))


def _metadata(found: dict[str, object], page: str) -> Metadata:
    saved_from = _SAVED_FROM.search(page[:_HEAD])
    url = found["url"] or (saved_from and saved_from[1])
    outlet = found["sitename"]
    host = urlsplit(str(url or "")).hostname or ""
    if isinstance(outlet, str) and outlet.lower().removeprefix("www.") in host:
        outlet = None  # trafilatura's stopgap: a host is not the name of an outlet
    author = found["author"]
    if isinstance(author, str):
        author = author.replace("; ", ", ")
    return from_fields(
        {
            "title": found["title"],
            "outlet": outlet,
            "author": author,
            "date": found["date"],
            "url": url,
        }
    )
