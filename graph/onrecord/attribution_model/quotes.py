"""Quotations without a cue of their own: paragraphs that are all quotation and that no cue has
claimed.

Such a paragraph goes on from the quotation before it, or it stands without cue and source.  In
PolNeAR train 52 of 60 belong to the attribution of an earlier paragraph; British articles have many
more of them than PolNeAR, so that the network saw few.
"""

from dataclasses import replace

from onrecord.attribution_model.decode import Found
from onrecord.encoder.words import Words

LEAST = 6  # words; shorter ones are headings and captions
CHANCE = 0.5  # of a quotation that stands alone: too few in PolNeAR dev to measure


def with_bare_quotations(words: Words, found: list[Found]) -> list[Found]:
    """`found` with every unclaimed all-quotation paragraph joined to the turn before it, or added
    as an attribution of its own.
    """
    held = {w for f in found for w in (*f.source, *f.cue, *f.content)}
    out = list(found)
    speaking: int | None = (
        None  # place in `out` of the attribution whose quotation the last paragraph held
    )
    for numbers in paragraphs(words):
        bare = (
            len(numbers) >= LEAST
            and all(words.quoted[n] for n in numbers)
            and not held.intersection(numbers)
        )
        if not bare:
            speaking = _last_quoted(words, out, numbers)
        elif speaking is not None:
            out[speaking] = replace(out[speaking], content=(*out[speaking].content, *numbers))
        else:
            evidence = (CHANCE, CHANCE, 0.0, 0.0, 1.0, 0.0, 0.0)
            out.append(Found(numbers[0], (), (), numbers, CHANCE, False, evidence))
            speaking = len(out) - 1
    return sorted(out, key=lambda f: (f.anchor, f.nested))


def paragraphs(words: Words) -> list[tuple[int, ...]]:
    """Word numbers of each paragraph."""
    out: list[list[int]] = []
    for n, p in enumerate(words.paragraphs):
        if p == len(out):
            out.append([])
        out[p].append(n)
    return [tuple(p) for p in out]


def _last_quoted(words: Words, found: list[Found], numbers: tuple[int, ...]) -> int | None:
    """Place of the outer attribution with the last quoted content word in a paragraph, if any."""
    inside = set(numbers)
    best: tuple[int, int] | None = None
    for i, f in enumerate(found):
        last = max((w for w in f.content if w in inside and words.quoted[w]), default=-1)
        if not f.nested and last >= 0 and (best is None or last > best[0]):
            best = (last, i)
    return best[1] if best else None
