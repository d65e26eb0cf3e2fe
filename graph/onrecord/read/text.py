"""Plain text and Markdown, with or without front matter."""

from collections.abc import Iterator

from onrecord.read.article import Article
from onrecord.read.encoding import decode
from onrecord.read.metadata import split_front_matter


def articles(data: bytes) -> Iterator[Article]:
    """The one article of a .txt or .md file: all that follows the front matter, exactly.

    Raises SourceError if its bytes are no text.
    """
    metadata, text = split_front_matter(decode(data))
    yield Article(text, metadata)
