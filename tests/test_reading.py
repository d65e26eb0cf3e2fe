"""One article -> what it puts on record, the stages together."""

from dataclasses import replace
from typing import Any

import pytest

from onrecord.model import Concept, Reading, Span
from onrecord.reading import read_on_record
from onrecord.stance_model import StanceModel

STORY = """Rail union fights closure

Transport minister Ida Holm wants to close the harbour line. “It costs too much,” she said.

The Railway Union opposed the plan. “The closure of the harbour line is wrong,” said its leader, \
Tom Reed. “It must be scrapped.”

Ms Holm said that the line had lost half its passengers and that buses would do.

Photo: “Tom Reed is right,” said Eva Lund."""


@pytest.fixture(scope="module")
def read(reader: Any) -> Reading:
    photo = STORY.index("Photo")
    return reader.read(STORY, furniture=(Span(photo, len(STORY)),))


def test_everything_lies_in_the_text_and_points_to_an_entity(read: Reading) -> None:
    ids = {e.id for e in read.entities}
    assert len(ids) == len(read.entities)
    for statement in read.statements:
        assert statement.speaker in ids | {None}
        assert {stance.target for stance in statement.stances} <= ids
        said = statement.attribution
        spans = [*said.source, *said.cue, *said.content, *(s.evidence for s in statement.stances)]
        assert all(span.end <= len(STORY) and span.of(STORY).strip() for span in spans)
    for relation in read.relations:
        assert {relation.subject, relation.object} <= ids
        assert relation.evidence.end <= len(STORY)
        assert 0 < relation.confidence <= 1


def test_who_says_what(reader: Any) -> None:
    photo = STORY.index("Photo")
    said = reader.said(STORY, furniture=(Span(photo, len(STORY)),))
    assert [(s.speaker, s.content) for s in said] == [
        ("ida-holm", "close the harbour line"),
        ("ida-holm", "It costs too much"),
        ("railway-union", "the plan"),
        ("tom-reed", "The closure of the harbour line is wrong … It must be scrapped."),
        ("ida-holm", "the line had lost half its passengers and that buses would do"),
    ]


def test_sides_become_relations(reader: Any) -> None:
    ties = reader.ties(STORY)
    assert "ida-holm holdsOffice transport-minister" in ties
    assert "ida-holm supports closing-the-harbour-line" in ties
    assert "tom-reed opposes closure-of-the-harbour-line" in ties


def test_furniture_puts_nothing_on_record(read: Reading) -> None:
    assert "Eva Lund" not in {e.name for e in read.entities}
    assert all(
        span.end <= STORY.index("Photo")
        for statement in read.statements
        for span in statement.attribution.content
    )


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Ms Orme said it rained.", "asserts"),
        ("Ms Orme promised to build homes.", "promises"),
        ("Ms Orme plans to build homes.", "proposes"),
        ("Ms Orme called for a rent freeze.", "demands"),
        ("Ms Orme backed the rent freeze.", "supports"),
        ("Ms Orme opposed the rent freeze.", "opposes"),
        ("Ms Orme criticised the Farm Union.", "criticises"),
        ("Ms Orme praised the Farm Union.", "praises"),
        ("Ms Orme admitted that it rained.", "admits"),
        ("Ms Orme denied that it rained.", "denies"),
        ("Ms Orme warned that it would rain.", "warns"),
        ("Ms Orme asked whether it would rain.", "asks"),
        ("“Will it rain?” said Ms Orme.", "asks"),
        ("Ms Orme hopes that it will rain.", "expects"),
    ],
)
def test_every_speech_act(reader: Any, text: str, act: str) -> None:
    assert [said.act for said in reader.said(text)] == [act]


def test_what_a_speaker_thinks_inside_its_own_statement_is_no_second_one(reader: Any) -> None:
    text = "Ms Orme says she wants to protect tenants."
    assert [s.content for s in reader.said(text)] == ["she wants to protect tenants"]


def test_a_policy_of_the_codebook_is_kept_where_it_is_spoken_of(reader: Any) -> None:
    iri = "https://example.org/topics/rail#branch"
    lexicon = replace(reader.lexicon, concepts=(Concept(iri, "branch line closures"),))
    spoken = reader.read("Ms Orme said branch line closures began in May.", lexicon)
    assert iri in {e.iri for e in spoken.entities}
    told = reader.read("Branch line closures began in May.", lexicon)
    assert iri not in {e.iri for e in told.entities}


def test_groups_that_nobody_speaks_of_are_left_out(reader: Any) -> None:
    text = "Farmers met in May. Teachers said it rained."
    assert {e.name for e in reader.read(text).entities if e.kind == "Group"} == {"teachers"}


@pytest.mark.parametrize("text", ["", "\n", "No one spoke.", "“”", "'"])
def test_a_text_without_speech_has_no_statement(reader: Any, text: str) -> None:
    assert reader.read(text).statements == ()


def test_the_same_text_gives_the_same_reading(reader: Any) -> None:
    assert reader.read(STORY) == reader.read(STORY)


def test_for_and_against_one_thing_in_one_statement_is_no_side(reader: Any) -> None:
    both = "Ida Holm said: “The rail levy is a disaster. The rail levy is a success.”"
    assert [s.stances for s in reader.read(both).statements] == [()]
    one = "Ida Holm said: “The rail levy is a disaster.”"
    assert [x.polarity for s in reader.read(one).statements for x in s.stances] == ["opposes"]


def test_a_model_is_not_asked_what_no_side_could_come_of(reader: Any) -> None:
    """Not of the speaker, nor of what others are said to think."""
    asked: list[str] = []

    class Curious(StanceModel):
        def answers(self, questions: Any, heads: Any = ("statement",)) -> Any:
            asked.extend(q.text[slice(*q.targets[0])] for q in questions)
            return super().answers(questions, heads)

    text = (
        "Ann Vale said Ann Vale would fight the bus levy. "
        "Bo Orme said critics call the harbour toll a waste."
    )
    read_on_record(reader.parse(text), reader.lexicon, sides=Curious.load())
    assert any("bus levy" in target for target in asked)
    assert not any("Vale" in target or "toll" in target for target in asked)
