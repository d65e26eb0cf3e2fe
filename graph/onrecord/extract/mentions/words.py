"""What the finders of mentions share: patterns of a list's words, names without trimmings."""

import re
from functools import lru_cache

from onrecord.lexicon import Lexicon, Words

HONORIFIC = (
    r"(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lord|Lady|Baroness|Prof|Professor|Rev|Sen|Rep|Gov|Cllr)\.?"
)
TITLE = re.compile(rf"^(?:(?:{HONORIFIC}|[Tt]he|[Aa]n?|[Ff]ormer|[Tt]hen)\s+)+")
POSSESSIVE = re.compile(r"(?:['’]s|['’])$")
CAPITALS = r"(?:[A-Z][\w&’'.-]*(?: (?:of|and|for|&|the) (?=[A-Z]))?\s?)"


@lru_cache(maxsize=64)
def any_of(labels: frozenset[str], fold_case: bool) -> re.Pattern[str]:
    """One pattern for all labels, the longest first, on word boundaries."""
    ordered = sorted(labels, key=lambda s: (-len(s), s))
    words = "|".join(re.escape(s).replace(r"\ ", r"\s") for s in ordered)
    return re.compile(rf"(?<![\w&-])(?:{words})(?![\w&])", re.I if fold_case else 0)


def head_nouns(lexicon: Lexicon, kind: str) -> frozenset[str]:
    return _joined(lexicon.heads.get(kind, frozenset()))


@lru_cache(maxsize=64)
def _joined(words: frozenset[Words]) -> frozenset[str]:
    return frozenset(" ".join(w) for w in words)


def person_name(words: str) -> str:
    """A name without honorific, title and possessive: "Mr Vale's" -> "Vale"."""
    return POSSESSIVE.sub("", TITLE.sub("", " ".join(words.split()))).strip()
