"""Bytes -> text, or a reason why not. Nothing is replaced: a wrong letter is a wrong quote."""

import codecs

from onrecord.errors import SourceError

_MARKS = (  # the UTF-32 mark begins with the UTF-16 one, so it is tried first
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 200_000  # bytes that a guess looks at: it tries some ninety encodings
_MAX_MESS = 0.1  # share of odd letter sequences, as charset-normalizer measures it
_MIN_COHERENCE = 0.4  # likeness to a known language; right guesses on news reach 0.5 to 0.7
_UNKNOWN = "not text in an encoding that could be recognised; save it as UTF-8"


def decode(data: bytes, declared: str | None = None) -> str:
    """The text of `data`, without a byte order mark, line ends untouched.

    UTF-8 first; then the encoding that the file declares (HTML does); then a confident guess.
    Raises SourceError if it is binary or stays unreadable.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding)
    if b"\0" in data:
        raise SourceError("binary, not text (it holds NUL bytes); if it is text, save it as UTF-8")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _strict(data, _known(declared) or _guess(data))


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise SourceError(_UNKNOWN) from error


def _known(declared: str | None) -> str | None:
    """A declared encoding if it exists and is one of text (`hex` is a codec, too)."""
    try:
        name = codecs.lookup(declared or "").name
        b"a".decode(name)
    except (LookupError, ValueError):
        return None
    return "cp1252" if name == "iso8859-1" else name  # as browsers do


def _guess(data: bytes) -> str:
    from charset_normalizer import from_bytes

    matches = [match for match in from_bytes(data[:_SAMPLE]) if match.chaos <= _MAX_MESS]
    if not matches:
        raise SourceError(_UNKNOWN)
    # Short English texts fit several encodings equally well; the Windows one is what is in use.
    least = min(match.chaos for match in matches)
    if any(match.encoding == "cp1252" for match in matches if match.chaos == least):
        return "cp1252"
    best = max(matches, key=lambda match: match.coherence)
    if best.coherence < _MIN_COHERENCE:
        raise SourceError(_UNKNOWN)
    return best.encoding
