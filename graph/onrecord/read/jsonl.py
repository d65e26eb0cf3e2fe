"""JSON Lines: one article a line, with text, title, date, outlet, url, author and id."""

import json
from collections.abc import Iterator

from onrecord.errors import SourceError
from onrecord.read.article import Article, Refusal
from onrecord.read.encoding import decode
from onrecord.read.metadata import from_fields


def articles(data: bytes) -> Iterator[Article | Refusal]:
    """The articles of a .jsonl file; a line that holds none is a Refusal, empty lines are passed.

    Raises SourceError if its bytes are no text.
    """
    empty = True
    for number, row in enumerate(decode(data).split("\n"), start=1):
        if row.strip():
            empty = False
            yield _article(number, row)
    if empty:
        raise SourceError("empty")


def _article(number: int, row: str) -> Article | Refusal:
    try:
        values = json.loads(row)
    except (ValueError, RecursionError) as error:
        where = f" at character {error.colno}" if isinstance(error, json.JSONDecodeError) else ""
        return Refusal(number, f'not JSON{where}; each line is one object with a "text"')
    if not isinstance(values, dict) or not isinstance(values.get("text"), str):
        return Refusal(number, 'no "text" in it; each line is one object with a "text"')
    name = values.get("id")
    if isinstance(name, int):
        name = str(name)
    return Article(
        values["text"], from_fields(values), number, name if isinstance(name, str) else None
    )
