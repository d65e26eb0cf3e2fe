"""JSON Lines: one article a line, with text, title, date, outlet, url, author and id."""

import io
import json
from collections.abc import Iterator

from onrecord.errors import SourceError
from onrecord.files import limits
from onrecord.files.intake import from_json
from onrecord.read.article import Article, Refusal
from onrecord.read.encoding import decode
from onrecord.read.metadata import from_fields


def articles(data: bytes) -> Iterator[Article | Refusal]:
    """The articles of a .jsonl file; a line that holds none is a Refusal, empty lines are passed.

    Raises SourceError if its bytes are no text.
    """
    articles, refused, last = 0, 0, 0
    for number, row in enumerate(io.StringIO(decode(data), newline="\n"), start=1):
        if not row.strip():
            continue
        found = _article(number, row)
        if isinstance(found, Refusal):
            refused, last = refused + 1, number
            if refused > limits.REFUSALS:
                continue
        else:
            articles += 1
            if articles > limits.ARTICLES:
                yield Refusal(number, f"more than {limits.ARTICLES:,} articles; split the file")
                break
        yield found
    if refused > limits.REFUSALS:
        left = refused - limits.REFUSALS
        yield Refusal(last, f"so are {left:,} lines up to here; mend the export")
    if not articles and not refused:
        raise SourceError("empty")


def _article(number: int, row: str) -> Article | Refusal:
    try:
        values = from_json(row)
    except ValueError as error:
        where = f" at character {error.colno}" if isinstance(error, json.JSONDecodeError) else ""
        return Refusal(number, f'not JSON{where}; each line is one object with a "text"')
    if not isinstance(values, dict) or not isinstance(values.get("text"), str):
        return Refusal(number, 'no "text" in it; each line is one object with a "text"')
    name = values.get("id")
    if isinstance(name, int):
        name = str(name)
    if not isinstance(name, str) or len(name) > limits.FIELD:
        name = None
    return Article(values["text"], from_fields(values), number, name)
