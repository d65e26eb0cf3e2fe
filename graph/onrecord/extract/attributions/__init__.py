"""Who is said to say what: attributions found by quotation marks and grammar.

The rules follow what the annotation projects PARC (Pareti 2012) and PolNeAR (Newell et al. 2018)
count as an attribution: speech, belief and intention, with source, cue and content.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from onrecord.extract.attributions import quoted, reported
from onrecord.lexicon import Lexicon
from onrecord.model import Attribution, Form, Span
from onrecord.parse import Parse

JOINT = re.compile(
    r"[\s,;:—–-]*(?:\b(?:and|but|or|while|as)\b)?[\s,;:—–-]*(?:\b(?:is|was|are|were)\b\s*)?$"
)

# "..., which she hopes will": the writer goes on with a second view of the same speaker
ADDED = re.compile(r",\s+which\s+(?=(?:he|she|they)\b)")


def attributions(parse: Parse, lexicon: Lexicon) -> Iterator[Attribution]:
    """Attributions of one document in text order; none rests on page furniture.

    Contents of two attributions with different sources may nest, never cross.
    """
    direct = list(quoted.find(parse, lexicon))
    used = frozenset(cue.i for _, cue in direct if cue is not None)
    found = [attribution for attribution, _ in direct]
    indirect = list(reported.find(parse, lexicon, used))
    for attribution in indirect:
        cut = _cut(parse, attribution, [*found, *indirect])
        if cut and not any(_crosses(cut, other) for other in found):
            found.append(replace(cut, form=form(parse, cut.content)))
    yield from sorted(found, key=lambda a: (a.content, a.source))


def form(parse: Parse, content: tuple[Span, ...]) -> Form:
    """direct: every letter stands in quotation marks; indirect: none; mixed: some."""
    quoted_letters = letters = 0
    for span in content:
        for offset in range(span.start, span.end):
            if parse.document.text[offset].isalpha():
                letters += 1
                quoted_letters += parse.quotation_at(offset) is not None
    if quoted_letters == 0:
        return "indirect"
    return "direct" if quoted_letters == letters else "mixed"


def _cut(parse: Parse, one: Attribution, others: list[Attribution]) -> Attribution | None:
    """An attribution without what a second cue of its sentence governs.

    "She objects to the fee, saying: '...'" and "she admits A and denies B" hold two each.
    """
    ends = [
        other.cue[0].start
        for other in others
        if other.cue
        and other.cue != one.cue
        and any(span.covers(other.cue[0]) for span in one.content)
        and (other.form == "direct" or other.source == one.source)
    ]
    ends += [
        joint.start()
        for span in one.content
        for joint in ADDED.finditer(parse.document.text, span.start, span.end)
        if any(
            other.cue and joint.end() <= other.cue[0].start < joint.end() + 25 for other in others
        )
    ]
    end = min(ends, default=None)
    if end is None:
        return one
    kept = []
    for span in one.content:
        if span.end <= end:
            kept.append(span)
        elif span.start < end:
            words = JOINT.sub("", parse.document.text[span.start : end])
            if words.strip():
                kept.append(Span(span.start, span.start + len(words)))
    return replace(one, content=tuple(kept)) if kept else None


def _crosses(one: Attribution, other: Attribution) -> bool:
    """Whether contents overlap and neither holds the other, or both say the same of one source."""
    for a in one.content:
        for b in other.content:
            if not a.overlaps(b):
                continue
            if not (a.covers(b) or b.covers(a)):
                return True
            same_source = one.source == other.source or not one.source
            if a == b and same_source:
                return True
    return False
