"""Short readable names for things, the same in every build, and predicates in plain words."""

import hashlib
import re
import unicodedata
from functools import lru_cache

_LONGEST_SLUG = 80
_LETTERS = str.maketrans(
    {"æ": "ae", "ø": "o", "œ": "oe", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i"}
    | dict.fromkeys("'’‘ʼ", "")
)


@lru_cache(maxsize=1 << 13)  # names come again and again; 2 MB
def slug(name: str) -> str:
    """Lower-case ASCII words joined by hyphens; never empty, and the same if applied twice.

    A name that would lose letters (another script) or is very long ends in a hash of the whole,
    so that two such names do not become one.
    """
    plain = unicodedata.normalize("NFKD", name).casefold().translate(_LETTERS)
    if not plain.isascii():  # most names are, and need no look at each letter
        bare = unicodedata.normalize("NFKD", plain)
        plain = "".join(c for c in bare if not unicodedata.combining(c))
    words = "-".join(re.findall("[a-z0-9]+", plain))
    lost_letters = not plain.isascii() and any(c.isalnum() and not c.isascii() for c in plain)
    if words and len(words) <= _LONGEST_SLUG and not lost_letters:
        return words
    kept = words[: _LONGEST_SLUG - 9].rstrip("-")
    return f"{kept}-{digest(plain)}" if kept else digest(plain)


def digest(*parts: str, length: int = 8) -> str:
    """The first hex digits of a SHA-256 over the parts."""
    joined = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.sha256(joined).hexdigest()[:length]


def plain_words(predicate: str) -> str:
    """A predicate as one reads it: "memberOf" is "member of"."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", predicate).lower()
