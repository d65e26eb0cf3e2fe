"""Documents' ids: unique, and safe as the name of a file below a folder on any system."""

import re
from collections import Counter
from collections.abc import Sequence
from hashlib import sha256

_FORBIDDEN = re.compile(r"[<>:\"|?*\\\x00-\x1f\x7f]")
_MAX_PART = 150  # bytes; most file systems allow 255, and an id gets extensions
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)  # in Windows


def safe(name: str) -> str:
    """`name` as a relative path with `/`: no way up, no root, no character a file may not have."""
    parts = [_safe_part(part) for part in name.replace("\\", "/").split("/")]
    return "/".join(part for part in parts if part) or "document"


def ids(names: Sequence[tuple[str, str, str]]) -> list[str]:
    """One id for each (plain name, name with extension, hash of the text), in that order.

    Documents that would share an id, also where a file system knows no capitals, get their
    extension, and if they still share one, the beginning of their hash; all of them do, so that
    it does not matter which came first.
    """
    ladders = [
        (safe(plain), safe(full), safe(f"{full}-{digest[:8]}"), safe(f"{plain[:60]}-{digest}"))
        for plain, full, digest in names
    ]
    rungs = [0] * len(ladders)
    while True:
        chosen = [ladder[rung] for ladder, rung in zip(ladders, rungs, strict=True)]
        counts = Counter(name.casefold() for name in chosen)
        shared = [i for i, name in enumerate(chosen) if counts[name.casefold()] > 1]
        higher = [i for i in shared if rungs[i] < len(ladders[i]) - 1]
        if not higher:
            return chosen
        for i in higher:
            rungs[i] += 1


def _safe_part(part: str) -> str:
    part = "".join(char if char.isprintable() else "-" for char in _FORBIDDEN.sub("-", part))
    part = part.strip(" ").rstrip(".")  # Windows drops both from the end; "..": nothing is left
    if _RESERVED.fullmatch(part):
        part = f"_{part}"
    encoded = part.encode("utf-8")
    if len(encoded) <= _MAX_PART:
        return part
    return encoded[:_MAX_PART].decode("utf-8", "ignore") + "-" + sha256(encoded).hexdigest()[:8]
