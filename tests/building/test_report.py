"""What the report tells of doubtful statements."""

from dataclasses import replace

from onrecord.building import report
from onrecord.building.report import Report
from onrecord.model import (
    DOUBTFUL,
    Attribution,
    Document,
    Entity,
    Reading,
    Span,
    Stance,
    Statement,
)

TEXT = "Ann Lee backed the toll. Bob Roe hates it, some say."


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def reading(id: str, *sure: float) -> Reading:
    """Ann Lee's and Bob Roe's statements, read so surely."""
    toll = Entity("toll", "Policy", "toll")
    stance = Stance("supports", "toll", span("the toll"), 0.9)
    ann = Attribution((span("Ann Lee"),), (span("backed"),), (span("the toll"),), "indirect", 0.9)
    bob = Attribution((span("some"),), (), (span("Bob Roe hates it"),), "indirect", 0.9)
    said = Statement(ann, "ann", "supports", (stance,)), Statement(bob, None, "asserts")
    return Reading(
        Document(id, TEXT, "0" * 64, (f"{id}.txt",)),
        (Entity("ann", "Person", "Ann Lee"), toll),
        tuple(
            replace(one, attribution=replace(one.attribution, confidence=confidence))
            for one, confidence in zip(said, sure, strict=True)
        ),
    )


def told(*readings: Reading) -> tuple[str, str]:
    """The summary, and what the report says of doubts."""
    found = Report(tuple(map(report.article, readings)), {}, 0, (), (), ())
    text = report.markdown(found)
    return found.summary, text.partition("## Doubtful statements")[2].partition("\n## ")[0]


def test_doubtful_statements_come_with_their_words_the_least_sure_first() -> None:
    summary, listed = told(reading("a", 0.55, 0.42), reading("b", 0.3, 0.9))
    assert "4 statements (2 without a speaker, 3 doubtful)" in summary
    assert listed.startswith(", to be reviewed first (3)\n")
    assert [line for line in listed.splitlines() if line.startswith("- ")] == [
        "- 0.30 b [15-23] Ann Lee 'backed', supports toll: the toll",
        "- 0.42 a [25-41] 'some': Bob Roe hates it",
        "- 0.55 a [15-23] Ann Lee 'backed', supports toll: the toll",
    ]
    assert f"{DOUBTFUL:.2f}" in listed and "annotations/" in listed


def test_at_the_threshold_nothing_is_doubtful() -> None:
    summary, listed = told(reading("a", DOUBTFUL, 1.0))
    assert "0 doubtful" in summary
    assert listed == ", to be reviewed first\n\nNone.\n"
