"""Title, outlet, author, date and url: from named fields, or from the top of a text."""

import re
from collections.abc import Mapping, Sequence
from itertools import islice

import yaml

from onrecord.files import limits
from onrecord.model import Span
from onrecord.read.article import Metadata
from onrecord.read.dates import dateline, iso_date
from onrecord.read.lines import Line, lines

_KEYS = {
    "title": ("title", "headline"),
    "outlet": ("outlet", "publisher", "source", "publication", "newspaper"),
    "author": ("author", "authors", "byline", "creator"),
    "published": ("date", "published", "datepublished", "publication_date", "issued"),
    "url": ("url", "link"),
}
_MAX_FRONT_MATTER = 20_000  # code points; real ones have some hundreds
_FENCE = re.compile(
    rf"---[ \t]*+(?:\r\n|\n|\r)(.{{0,{_MAX_FRONT_MATTER}}}?)"
    r"^(?:---|\.\.\.)[ \t]*+(?:\r\n|\n|\r|\Z)",
    re.DOTALL | re.MULTILINE,
)
_FIELD = re.compile(r"([A-Za-z][\w -]{0,30}?)\s*:(?:\s+(.*))?")
_URL = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
_EMPTY = {"", "~", "null", "none", "n/a", "unknown", "untitled"}
_MAX_HEADLINE = 140  # code points
_TOP = 6  # non-empty lines in which a dateline or a headline may stand
_NAME = r"(?:[A-Z][\w'’-]*\.? ){1,3}[A-Z][\w'’-]+"
_BYLINE = re.compile(rf"By ({_NAME}(?:(?:, | and ){_NAME})*)(?:, [a-zA-Z ]{{3,60}})?")


def from_fields(values: Mapping[str, object]) -> Metadata:
    """Metadata from front matter or JSON: the first filled key of each kind counts."""
    named = {str(key).strip().lower(): value for key, value in values.items()}
    found: dict[str, str | None] = {
        kind: next((words for key in keys if (words := _words(named.get(key)))), None)
        for kind, keys in _KEYS.items()
    }
    if found["outlet"] and _URL.fullmatch(found["outlet"]):  # "source: https://…" is no name
        found["url"] = found["url"] or found["outlet"]
        found["outlet"] = None
    if found["published"]:
        found["published"] = iso_date(found["published"])
    if found["url"] and not _URL.fullmatch(found["url"]):
        found["url"] = None
    return Metadata(**found)


def split_front_matter(text: str) -> tuple[Metadata, str]:
    """The YAML block between `---` lines at the top of a text, and the text after it.

    A block that is no set of fields is taken as part of the text. An unquoted colon in a value
    ("title: Hunt: the verdict"), which YAML refuses, is accepted: every line is then one field.
    """
    fenced = _FENCE.match(text)
    if not fenced:
        return Metadata(), text
    try:
        # The base loader leaves every value the string that was written (no dates, no booleans).
        values = yaml.load(fenced[1], Loader=yaml.BaseLoader)
    except (yaml.YAMLError, ValueError, RecursionError):
        values = _plain_fields(fenced[1])
    if not isinstance(values, dict):
        return Metadata(), text
    return from_fields(values), text[fenced.end() :]


def from_top(text: str, furniture: Sequence[Span]) -> Metadata:
    """What the first lines of a text state: headline, "By …", dateline. Nothing is inferred."""
    top = list(islice(lines(text), _TOP + 1))
    # "Updated: …" may stand above "Published: …": the date of publication goes first.
    dated = sorted(top[:_TOP], key=lambda line: "updated" in line.words.lower())
    dates = [day for line in dated if (day := dateline(line.words))]
    # Never the first line: "By Royal Appointment" is a headline.
    bylines = [by[1] for line in top[1:_TOP] if (by := _BYLINE.fullmatch(line.words))]
    return Metadata(
        title=_headline([line for line in top if not _marked(line, furniture)]),
        author=bylines[0] if bylines else None,
        published=dates[0] if dates else None,
    )


def _headline(top: list[Line]) -> str | None:
    """The first line if it stands alone above more text and is no sentence."""
    if len(top) < 2 or top[0].paragraph == top[1].paragraph:
        return None
    words = top[0].words.lstrip("# ").rstrip("# ")
    sentence = words.rstrip("\"'”’)").endswith((".", ",", ";", ":", "…"))
    if sentence or not words or len(words) > _MAX_HEADLINE or words.count(" ") < 1:
        return None
    return None if words[0].islower() or _BYLINE.fullmatch(words) else words


def _marked(line: Line, furniture: Sequence[Span]) -> bool:
    return any(line.span.overlaps(span) for span in furniture)


def _plain_fields(block: str) -> dict[str, str] | None:
    rows = [row for row in block.splitlines() if row.strip()]
    found = [match for row in rows if (match := _FIELD.fullmatch(row.rstrip()))]
    if len(found) < len(rows):
        return None
    return {match[1]: (match[2] or "").strip("\"'") for match in found}


def _words(value: object) -> str | None:
    """A field's value on one line, without characters that cannot be printed or encoded."""
    if isinstance(value, list):
        value = ", ".join(item for item in value if isinstance(item, str))
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value) if abs(value) < 10_000 else None  # "date": 2013
    if not isinstance(value, str) or len(value) > limits.FIELD:
        return None
    line = " ".join(value.split())
    line = "".join(char for char in line if char.isprintable())
    return None if line.lower() in _EMPTY else line
