"""PolNeAR's standoff files -> training examples in words.

In: a folder with `text/<doc>.txt` and `attributions/<doc>_<annotator>.ann` (brat standoff; see the
data's own guidelines).
Out: `Example`, one per article and annotator.  Only offsets and labels leave this file; texts stay
where they are.
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from onrecord.attribution_model.scores import B_CONTENT, B_CUE, B_SOURCE, LABELS
from onrecord.encoder.words import Words, split_words

SPANS = re.compile(r"^(T\d+)\t(\S+) (\d+ \d+(?:;\d+ \d+)*)(?:\t|$)")
EVENT = re.compile(r"^E\d+\t(.*)$")
ROLES = ("source", "cue", "content")
FIRST = {"source": B_SOURCE, "cue": B_CUE, "content": B_CONTENT}

Roles = dict[str, list[tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class Example:
    """One article as one annotator saw it.

    flat: (n,) label of each word in any attribution.  cues: (c,) first words of the cues.
    pairs: (c, n) label of each word in that cue's attribution.
    outer: None where nested attributions are unmarked (PolNeAR); else how many of the cues, the
    first ones, are not nested.
    """

    doc: str
    text: str
    words: Words
    flat: np.ndarray
    cues: np.ndarray
    pairs: np.ndarray
    outer: int | None = None


def read_attributions(path: Path) -> list[Roles]:
    """Attributions of one .ann file as character spans by role."""
    spans: dict[str, list[tuple[int, int]]] = {}
    events: list[list[list[str]]] = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        if m := SPANS.match(line):
            spans[m[1]] = [(int(a), int(b)) for a, b in (p.split() for p in m[3].split(";"))]
        elif m := EVENT.match(line):
            events.append([a.split(":", 1) for a in m[1].split()])
    out = []
    for arguments in events:
        roles: Roles = {r: [] for r in ROLES}
        for name, target in arguments:
            role = re.sub(r"\d+$", "", name).lower()
            if role in roles and target in spans:
                roles[role].extend(spans[target])
        out.append({r: sorted(s) for r, s in roles.items()})
    return out


def words_of(words: Words, spans: list[tuple[int, int]]) -> list[int]:
    """Ascending numbers of the words that share a character with a span."""
    starts, ends = np.asarray(words.starts), np.asarray(words.ends)
    out: set[int] = set()
    for s, e in spans:
        out.update(
            range(int(np.searchsorted(ends, s, "right")), int(np.searchsorted(starts, e, "left")))
        )
    return sorted(out)


def label_words(
    words: Words, attributions: list[Roles]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(flat, cues, pairs) as in `Example`; attributions without a cue or content are left out (3 of
    19,834).
    """
    n = len(words)
    flat = np.zeros(n, dtype=np.int64)
    rows: dict[int, np.ndarray] = {}
    for a in attributions:
        found = {r: words_of(words, a[r]) for r in ROLES}
        if not found["cue"] or not found["content"]:
            continue
        row = np.zeros(n, dtype=np.int64)
        for role in ("source", "content", "cue"):
            last = -2
            for w in found[role]:
                row[w] = FIRST[role] + (w == last + 1)
                last = w
        anchor = found["cue"][0]
        row[anchor] = B_CUE
        rows.setdefault(anchor, row)
        flat[row > 0] = row[row > 0]
    cues = np.array(sorted(rows), dtype=np.int64)
    pairs = (
        np.stack([rows[int(c)] for c in cues]) if len(cues) else np.zeros((0, n), dtype=np.int64)
    )
    assert flat.max(initial=0) < LABELS
    return flat, cues, pairs


def load(folder: Path) -> dict[str, list[Example]]:
    """Every article of a split, with one example per annotator (first the one whose id sorts
    first).
    """
    annotators: dict[str, list[Path]] = defaultdict(list)
    for path in sorted((folder / "attributions").glob("*.ann")):
        annotators[path.stem.rsplit("_", 1)[0]].append(path)
    out: dict[str, list[Example]] = {}
    for doc, paths in sorted(annotators.items()):
        with open(folder / "text" / f"{doc}.txt", encoding="utf-8", newline="") as f:
            text = f.read()
        words = split_words(text)
        out[doc] = [
            Example(doc, text, words, *label_words(words, read_attributions(p))) for p in paths
        ]
    if not out:
        raise FileNotFoundError(
            f"{folder}: no attributions/*.ann. Pass the folder that holds text/ and attributions/."
        )
    return out
