"""Who is said to say what: attributions by quotation marks, a trained model and grammar.

The rules follow what the annotation projects PARC (Pareti 2012) and PolNeAR (Newell et al. 2018)
count as an attribution: speech, belief and intention, with source, cue and content.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from onrecord.attribution_model import AttributionModel
from onrecord.extract.attributions import learned, quoted, reported, transcript
from onrecord.extract.attributions.addressed import without_addressed
from onrecord.extract.attributions.withheld import is_withheld
from onrecord.lexicon import Lexicon
from onrecord.model import Attribution, Form, Span
from onrecord.parsing import grammar
from onrecord.parsing.parse import Parse

GRAMMATICAL = 0.8  # a rule's confidence where the cue's subject is plain: it names the source
POSITIONS = {"supports", "opposes", "criticises", "praises"}
UNSECONDED = 0.7  # what a rule's find is worth that the model does not share
# A cue without a subject that the model does not share ("reports that track spending") was none in
# two of the three of 22 articles of PolNeAR's training part.
ALONE = 0.5
# From the beginning of a run on, and never twice: a long gap would take the cube of its length.
JOINT = re.compile(
    r"(?<![\s,;:—–-])[\s,;:—–-]*+(?:\b(?:and|but|or|while|as)\b[\s,;:—–-]*+)?"
    r"(?:\b(?:is|was|are|were)\b\s*+)?$"
)

# "..., which she hopes will", ", and he threatened": a second view of the same speaker
ADDED = re.compile(r",\s+(?:which|and)\s+(?=(?:he|she|they)\b)")


def attributions(
    parse: Parse, lexicon: Lexicon, model: AttributionModel | None = None
) -> Iterator[Attribution]:
    """Attributions of one document in text order; none rests on page furniture.

    With a model: direct quotations by their marks, all else by the model; where the rules have
    the same statement, theirs is kept, and what they alone have is added with less confidence.
    Without one: the rules. Contents of two attributions may nest, never cross.
    """
    direct = list(quoted.find(parse, lexicon))
    used = frozenset(cue.i for _, cue in direct if cue is not None)
    quotations = [attribution for attribution, _ in direct]
    reports = list(reported.find(parse, lexicon, used))
    if model is None:
        found = _by_rules(parse, quotations, reports)
    else:
        more = _joined(parse, quotations, learned.find(parse, model))
        more = [_ended(parse, one, _added(parse, one, reports)) or one for one in more]
        found = _seconded(parse, lexicon, more, len(quotations), reports)
    formed = [
        replace(without_addressed(parse, a), form=form(parse, a.content))
        for a in found
        if not is_withheld(parse, a, lexicon)
    ]
    formed = [a for a in formed if not _is_repeated(parse, a, formed)]
    turns = list(transcript.find(parse))
    clear = [a for a in formed if not any(_is_same(a, t) or _crosses(a, t) for t in turns)]
    yield from sorted([*clear, *turns], key=lambda a: (a.content, a.source))


def _is_repeated(parse: Parse, one: Attribution, others: Iterable[Attribution]) -> bool:
    """Whether a quotation without source and cue only shows again what another attribution has:
    lines that an article sets apart, or marks that a typist has closed with an opening one.
    """
    if one.source or one.cue:
        return False
    words = " ".join(parse.text(span) for span in one.content)
    return any(
        other.source
        and other.form == "direct"
        and (
            words.rstrip(" .,!?") in " ".join(parse.text(span) for span in other.content)
            or all(any(a.covers(b) for a in one.content) for b in other.content)
        )
        for other in others
    )


def _by_rules(
    parse: Parse, quotations: list[Attribution], reports: list[Attribution]
) -> list[Attribution]:
    found = list(quotations)
    for report in reports:
        cut = _cut(parse, report, [*quotations, *reports])
        if cut is not None and not any(_crosses(cut, other) for other in found):
            found.append(cut)
    return found


def _seconded(
    parse: Parse,
    lexicon: Lexicon,
    more: list[Attribution],
    quotations: int,
    reports: list[Attribution],
) -> list[Attribution]:
    """What the model found, `quotations` direct ones first, as the grammar of its cues has it."""
    found = list(more)
    dropped: set[int] = set()
    for report in sorted(reports, key=_length, reverse=True):
        cut = _cut(parse, report, [*more, *reports])
        if cut is None:
            continue
        near = [i for i, one in enumerate(found) if i not in dropped and not _are_apart(cut, one)]
        alike = [i for i in near if _is_same(cut, found[i]) or _is_cut_short(cut, found[i])]
        short = [i for i in alike if i >= quotations and _is_cut_short(cut, found[i])]
        same = next((i for i in alike if _meet(cut.source, found[i].source)), None)
        if same is None and short:
            same = short[0]
            dropped.update(short[1:])
        if same is not None:
            if same >= quotations and _meet(cut.cue, found[same].cue):
                found[same] = replace(cut, confidence=found[same].confidence)
        elif alike and (
            not _is_position(parse, cut, lexicon)
            or any(_meet(cut.cue, found[i].cue) and not _joins(parse, cut, found[i]) for i in alike)
        ):
            continue  # two sources for the same words: the model's stands
        elif cut.confidence > ALONE and not any(_crosses(cut, found[i]) for i in near):
            found.append(replace(cut, confidence=round(cut.confidence * UNSECONDED, 2)))
    return [one for i, one in enumerate(found) if i not in dropped]


def _joined(
    parse: Parse, quotations: list[Attribution], more: Iterable[Attribution]
) -> list[Attribution]:
    """Direct quotations, with sources that the model has for them, then what else it found."""
    found = list(quotations)
    for one in more:
        whole = next((i for i, q in enumerate(quotations) if _is_of(one, q)), None)
        inside = bool(one.cue) and parse.quotation_at(one.cue[0].start) is not None
        if whole is not None and not inside:
            if one.source and not found[whole].source:
                found[whole] = replace(
                    found[whole], source=one.source, cue=found[whole].cue or one.cue
                )
        elif not any(_crosses(one, other) for other in found):
            found.append(one)
    return found


def _is_of(one: Attribution, quotation: Attribution) -> bool:
    """Whether a content is (most of) what a direct quotation holds."""
    return _shared(one, quotation) >= 0.6 * _length(one)


def _is_same(one: Attribution, other: Attribution) -> bool:
    """Content Jaccard of a half, as the scorers of PolNeAR match."""
    if _are_apart(one, other):
        return False
    shared = _shared(one, other)
    return shared > 0 and shared >= 0.5 * (_length(one) + _length(other) - shared)


def _is_cut_short(one: Attribution, other: Attribution) -> bool:
    """Whether `other` is the same cue with only a part of this content, and no better source."""
    return (
        not _are_apart(one, other)
        and (_meet(one.source, other.source) or one.confidence >= GRAMMATICAL)
        and _meet(one.cue, other.cue)
        and all(any(a.covers(b) for a in one.content) for b in other.content)
    )


def _joins(parse: Parse, one: Attribution, other: Attribution) -> bool:
    """Whether two sources are joined by "and", or one of them is not told."""
    if not one.source or not other.source:
        return True
    heads = [parse.root(a.source[0]) for a in (one, other)]
    return any(b in grammar.coordinated(a) for a, b in (heads, heads[::-1]))


def _is_position(parse: Parse, one: Attribution, lexicon: Lexicon) -> bool:
    """Whether the cue is one of taking sides, as another's position in a statement is told."""
    hits = grammar.cues_in([t for span in one.cue for t in parse.tokens(span)], lexicon)
    return any(hit.cue.frame == "object" and hit.cue.act in POSITIONS for hit in hits)


def _meet(one: Sequence[Span], other: Sequence[Span]) -> bool:
    return any(a.overlaps(b) for a in one for b in other)


def _are_apart(one: Attribution, other: Attribution) -> bool:
    """Whether one content ends before the other begins: so it is with nearly all pairs."""
    return (
        one.content[-1].end <= other.content[0].start
        or other.content[-1].end <= one.content[0].start
    )


def _shared(one: Attribution, other: Attribution) -> int:
    shared = 0
    for a in one.content:
        for b in other.content:
            if a.overlaps(b):
                shared += min(a.end, b.end) - max(a.start, b.start)
    return shared


def _length(one: Attribution) -> int:
    return sum(span.end - span.start for span in one.content)


def form(parse: Parse, content: tuple[Span, ...]) -> Form:
    """direct: every letter stands in quotation marks; indirect: none; mixed: some."""
    quoted_letters = sum(
        _letters(parse, max(one.outer.start, span.start), min(one.outer.end, span.end))
        for span in content
        for one in parse.quotations_in(span)
    )
    if quoted_letters == 0:
        return "indirect"
    letters = sum(_letters(parse, span.start, span.end) for span in content)
    return "direct" if quoted_letters == letters else "mixed"


def _letters(parse: Parse, start: int, end: int) -> int:
    return sum(map(str.isalpha, parse.document.text[start:end]))


def _cut(parse: Parse, one: Attribution, others: list[Attribution]) -> Attribution | None:
    """An attribution without what a second cue of its sentence governs.

    "She objects to the fee, saying: '...'" and "she admits A and denies B" hold two each.
    """
    first, last = one.content[0].start, one.content[-1].end
    ends = [
        other.cue[0].start
        for other in others
        if other.cue
        and first <= other.cue[0].start < last
        and other.cue != one.cue
        and any(span.covers(other.cue[0]) for span in one.content)
        and (other.form == "direct" or other.source == one.source)
    ]
    return _ended(parse, one, ends + _added(parse, one, others))


def _added(parse: Parse, one: Attribution, others: list[Attribution]) -> list[int]:
    """Where a content goes on with a further cue of the same speaker."""
    text = parse.document.text
    joints = [j for span in one.content for j in ADDED.finditer(text, span.start, span.end)]
    if not joints:
        return []
    cues = [other.cue[0].start for other in others if other.cue and other.cue != one.cue]
    return [
        joint.start()
        for joint in joints
        if any(joint.end() <= cue < joint.end() + 25 for cue in cues)
    ]


def _ended(parse: Parse, one: Attribution, ends: list[int]) -> Attribution | None:
    """An attribution without its content from the first of `ends` on; None if nothing is left."""
    if not ends:
        return one
    end = min(ends)
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
    if _are_apart(one, other):
        return False
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
