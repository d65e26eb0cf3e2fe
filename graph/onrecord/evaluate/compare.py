"""What a prediction gets right of the gold, measure by measure."""

from collections.abc import Iterator, Sequence

from onrecord.annotations import KINDS
from onrecord.evaluate.codings import Coding, Named, Said, Tie
from onrecord.evaluate.matching import pairs, same, tied

_DESCRIBED = ("Policy", "Event", "Office")  # named by a description: overlap of words is enough
Outcome = tuple[str, str]  # measure; "hit", "extra" (only predicted) or "missed" (only gold)


def compare(gold: Coding, predicted: Coding) -> Iterator[Outcome]:
    """Every hit, miss and extra of one document."""
    yield from _compare_statements(gold.statements, predicted.statements)
    yield from _compare_ties("stance", gold.stances, predicted.stances)
    for i, j in tied(gold.stances, predicted.stances, label=False).items():
        right = gold.stances[i].label == predicted.stances[j].label
        yield from _verdict("side, given target", right)
    for kind in KINDS:
        yield from _compare_entities(kind, gold.entities, predicted.entities)
    yield from _compare_ties("relation", gold.relations, predicted.relations)


def _verdict(measure: str, right: bool) -> list[Outcome]:
    """What a pair counts: a wrong one is missed and extra at once."""
    return [(measure, "hit")] if right else [(measure, "missed"), (measure, "extra")]


def _compare_statements(gold: Sequence[Said], predicted: Sequence[Said]) -> Iterator[Outcome]:
    found = pairs(
        {
            (i, j): weight
            for i, one in enumerate(gold)
            for j, other in enumerate(predicted)
            if (weight := _alike(one, other))
        }
    )
    for i, one in enumerate(gold):
        if i in found:
            yield from _compare_said(one, predicted[found[i]])
        elif not one.arguable:
            yield from (("statement", "missed"), ("on record", "missed"))
    for _ in range(len(predicted) - len(found)):
        yield from (("statement", "extra"), ("on record", "extra"))


def _alike(one: Said, other: Said) -> float:
    """The Jaccard index of the words, 0 below a half, and a half more for the same speaker."""
    either = (one.words | other.words).total()
    index = (one.words & other.words).total() / either if either else 0.0
    if index < 0.5:
        return 0.0
    known = one.speaker is not None and other.speaker is not None
    return index + (0.5 if known and _same_speaker(one, other) else 0.0)


def _same_speaker(one: Said, other: Said) -> bool:
    if one.speaker is None or other.speaker is None:
        return one.speaker is other.speaker
    return same(one.speaker, other.speaker)


def _compare_said(one: Said, other: Said) -> Iterator[Outcome]:
    right = _same_speaker(one, other)
    yield "statement", "hit"
    yield "on record", "hit" if right else "extra"
    if not right and not one.arguable:
        yield "on record", "missed"
    if one.speaker is not None:
        yield "speaker", "hit" if right else "missed"
        if not right and other.speaker is not None:
            yield "speaker", "extra"
    yield from _verdict("kind", one.form == other.form)
    yield from _verdict("act", one.act == other.act)


def _compare_ties(measure: str, gold: Sequence[Tie], predicted: Sequence[Tie]) -> Iterator[Outcome]:
    found = tied(gold, predicted)
    for i, one in enumerate(gold):
        if i in found:
            yield measure, "hit"
        elif not one.arguable:
            yield measure, "missed"
    yield from [(measure, "extra")] * (len(predicted) - len(found))


def _compare_entities(
    kind: str, gold: Sequence[Named], predicted: Sequence[Named]
) -> Iterator[Outcome]:
    ours = [entity for entity in gold if entity.kind == kind]
    theirs = [entity for entity in predicted if entity.kind == kind]
    described = kind in _DESCRIBED
    hits = len(
        pairs(
            {
                (i, j): 1.0
                for i, one in enumerate(ours)
                for j, other in enumerate(theirs)
                if same(one, other, described)
            }
        )
    )
    counts = {"hit": hits, "extra": len(theirs) - hits, "missed": len(ours) - hits}
    for outcome, count in counts.items():
        yield from [("entity", outcome), (f"entity {kind}", outcome)] * count
