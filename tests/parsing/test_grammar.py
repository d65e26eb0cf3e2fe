"""Reporting verbs, their subjects and their words in a dependency parse."""

from typing import Any

import pytest

from onrecord.parsing import grammar


def verb(reader: Any, text: str, word: str) -> Any:
    return next(t for t in reader.parse(text).doc if t.text == word)


@pytest.mark.parametrize(
    ("text", "word", "frame", "words", "act"),
    [
        ("Ms Orme said the line would close.", "said", "clause", ("say",), "asserts"),
        (
            "She objects strongly to the fare rise.",
            "objects",
            "object",
            ("object", "to"),
            "opposes",
        ),
        ("Mr Vale called for a rent cap.", "called", "object", ("call", "for"), "demands"),
        ("He ruled out a fuel tax.", "ruled", "object", ("rule", "out"), "opposes"),
        ("They promised to build homes.", "promised", "infinitive", ("promise",), "promises"),
    ],
)
def test_a_cue_is_found_with_its_particle(
    reader: Any, text: str, word: str, frame: Any, words: tuple[str, ...], act: str
) -> None:
    hit = grammar.cue_at(verb(reader, text, word), frame, reader.lexicon)
    assert hit is not None
    cue, tokens = hit
    assert (cue.words, cue.act, len(tokens)) == (words, act, len(words))


def test_a_verb_that_reports_nothing_is_no_cue(reader: Any) -> None:
    assert (
        grammar.cue_at(verb(reader, "The bus ran late.", "ran"), "clause", reader.lexicon) is None
    )


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Ms Orme said the line would close.", "said", "Orme"),
        ("Ms Orme met him and said the line would close.", "said", "Orme"),
        ("Ms Orme has promised to back the line.", "back", "Orme"),
        ("The tax was backed by Mr Vale.", "backed", "Vale"),
        ("Growers who oppose the tax met.", "oppose", "Growers"),
        ("Ms Orme urged him to back the tax.", "back", None),
        ("It was said that the line would close.", "said", None),
    ],
)
def test_who_does_what_a_verb_says(reader: Any, text: str, word: str, expected: str | None) -> None:
    subject = grammar.subject_of(verb(reader, text, word))
    assert (subject.text if subject is not None else None) == expected


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Ms Orme did not say why.", "say", True),
        ("Ms Orme never said why.", "said", True),
        ("Nobody said why.", "said", True),
        ("No one said why.", "said", True),
        ("No minister has said why.", "said", True),
        ("Ms Orme said why.", "said", False),
        ("Ms Orme said no minister knew.", "said", False),
    ],
)
def test_what_is_denied(reader: Any, text: str, word: str, expected: bool) -> None:
    assert grammar.is_negated(verb(reader, text, word)) is expected


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("If Ms Orme says so, we stay.", "says", True),
        ("We asked whether Ms Orme backed it.", "backed", True),
        ("Ms Orme says so, and we stay.", "says", False),
    ],
)
def test_what_nobody_has_said_yet(reader: Any, text: str, word: str, expected: bool) -> None:
    assert grammar.is_unreal(verb(reader, text, word)) is expected


@pytest.mark.parametrize(
    ("text", "head", "expected"),
    [
        ("The mayor of Oslo, who farms, said no.", "mayor", "The mayor of Oslo"),
        ("Drivers who work nights said no.", "Drivers", "Drivers who work nights"),
        ("Ms Orme and Mr Vale said no.", "Orme", "Ms Orme"),
        ("Ms Orme (Kent) said no.", "Orme", "Ms Orme"),
    ],
)
def test_a_source_is_cited_up_to_the_first_comma(
    reader: Any, text: str, head: str, expected: str
) -> None:
    assert grammar.noun_phrase(verb(reader, text, head)).of(text) == expected


def test_joined_nouns_all_speak(reader: Any) -> None:
    text = "Growers, tenants and drivers said no."
    heads = grammar.coordinated(verb(reader, text, "Growers"))
    assert [t.text for t in heads] == ["Growers", "tenants", "drivers"]


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Ms Orme has not said why.", "said", "has not said"),
        ("Ms Orme will rule out a tax.", "rule", "will rule out"),
        ("Ms Orme has always said so.", "said", "said"),
    ],
)
def test_a_cue_is_shown_with_its_auxiliaries(
    reader: Any, text: str, word: str, expected: str
) -> None:
    token = verb(reader, text, word)
    particles = tuple(c for c in token.children if c.dep_ == "prt")
    assert grammar.cue_span(token, (token, *particles)).of(text) == expected
