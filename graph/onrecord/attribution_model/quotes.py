"""Quotations without a cue of their own: paragraphs that are all quotation and that no cue has
claimed.

Such a paragraph goes on from the quotation before it, or it stands without cue and source.  In
PolNeAR train 52 of 60 belong to the attribution of an earlier paragraph; British articles have many
more of them than PolNeAR, so that the network saw few.
"""

from bisect import bisect_left, bisect_right
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
    last: tuple[int, ...] = ()  # the last paragraph that is not all quotation
    speaking: int | None = None  # place in `out` of the attribution that such a one goes on from
    for numbers in paragraphs(words):
        bare = (
            len(numbers) >= LEAST
            and all(words.quoted[n] for n in numbers)
            and held.isdisjoint(numbers)
        )
        if not bare:
            last, speaking = numbers, None
            continue
        if speaking is None and last:
            speaking = _last_quoted(words, out, last)
        if speaking is not None:
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
    best, place = -1, None
    for i, f in enumerate(found):
        if f.nested or not f.content or f.content[-1] < numbers[0]:
            continue
        within = f.content[
            bisect_left(f.content, numbers[0]) : bisect_right(f.content, numbers[-1])
        ]
        last = next((w for w in reversed(within) if words.quoted[w]), -1)
        if last > best:
            best, place = last, i
    return place
