"""Who is said to say what: quotations, reported speech, and where one attribution ends."""

import itertools
import random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.extract.attributions import attributions
from onrecord.model import Attribution, Span

Row = tuple[str | None, str | None, str]


def rows(reader: Any, text: str, **metadata: Any) -> list[Row]:
    """Source, cue and content of each attribution, in words."""
    parsed = reader.parse(text, **metadata)
    return [
        (
            a.source[0].of(text) if a.source else None,
            a.cue[0].of(text) if a.cue else None,
            " … ".join(span.of(text) for span in a.content),
        )
        for a in attributions(parsed, reader.lexicon)
    ]


def forms(reader: Any, text: str) -> list[str]:
    return [a.form for a in attributions(reader.parse(text), reader.lexicon)]


DIRECT: list[tuple[str, list[Row]]] = [
    (
        "“The line must stay open,” Nora Field told the council.",
        [("Nora Field", "told", "The line must stay open")],
    ),
    (
        "'We will build 4,000 homes,' said Tom Reed.",
        [("Tom Reed", "said", "We will build 4,000 homes")],
    ),
    (
        "'The fee is a mistake', said Ms Orme.",
        [("Ms Orme", "said", "The fee is a mistake")],
    ),
    (
        'Ms Orme told reporters: "The levy is unfair."',
        [("Ms Orme", "told", "The levy is unfair.")],
    ),
    (
        "Nora Field: “The levy is fair and farmers know it.”",
        [("Nora Field", None, "The levy is fair and farmers know it.")],
    ),
    (
        "“The levy is fair.” Growers met in Oslo.",
        [(None, None, "The levy is fair.")],
    ),
    (
        "“Never,” said Ms Orme.",
        [("Ms Orme", "said", "Never")],
    ),
    (
        "“He told me: ‘The line will close.’ I did not believe him,” said Ms Orme.",
        [("Ms Orme", "said", "He told me: ‘The line will close.’ I did not believe him")],
    ),
    (
        "‘The pupils’ meals must be free,’ said Ms Orme.",
        [("Ms Orme", "said", "The pupils’ meals must be free")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), DIRECT)
def test_direct_quotations(reader: Any, text: str, expected: list[Row]) -> None:
    assert rows(reader, text) == expected
    assert forms(reader, text) == ["direct"]


INTERRUPTED: list[tuple[str, list[Row]]] = [
    (
        '"The tax is a mistake," said Ms Orme. "It punishes small farms."',
        [("Ms Orme", "said", "The tax is a mistake … It punishes small farms.")],
    ),
    (
        "“The tax,” said Ms Orme, “is a mistake.”",
        [("Ms Orme", "said", "The tax … is a mistake.")],
    ),
    (
        "'The tax', she said, 'is a mistake.'",
        [("she", "said", "The tax … is a mistake.")],
    ),
    (
        "“Yes,” she said, “we will close it.”",
        [("she", "said", "Yes … we will close it.")],
    ),
    (
        "“It must end,” Mr Vale said. “It hurt us,” he added. “It has to stop.”",
        [
            ("Mr Vale", "said", "It must end"),
            ("he", "added", "It hurt us … It has to stop."),
        ],
    ),
]


@pytest.mark.parametrize(("text", "expected"), INTERRUPTED)
def test_a_quotation_that_its_cue_breaks_is_one(
    reader: Any, text: str, expected: list[Row]
) -> None:
    assert rows(reader, text) == expected


CONTINUED: list[tuple[str, list[Row]]] = [
    (
        "Nora Field said: “The line must stay open.\n\n“It serves nine villages.”\n\nThey met.",
        [("Nora Field", "said", "The line must stay open. … It serves nine villages.")],
    ),
    (
        "“The line must stay open,” Nora Field said.\n\n“It serves nine villages.”",
        [("Nora Field", "said", "The line must stay open … It serves nine villages.")],
    ),
    (
        "“The line must stay open.\n\n“It serves nine villages,” said Nora Field.",
        [("Nora Field", "said", "The line must stay open. … It serves nine villages")],
    ),
    (
        "Nora Field said: “The line must stay open.”\n\n“It serves us,” added Tom Reed.",
        [
            ("Nora Field", "said", "The line must stay open."),
            ("Tom Reed", "added", "It serves us"),
        ],
    ),
    (
        "“The line must stay,” said Nora Field.\n\nThe council met on Monday in the old town "
        "hall of the county.\n\n“It serves nine villages.”",
        [("Nora Field", "said", "The line must stay"), (None, None, "It serves nine villages.")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), CONTINUED)
def test_a_quotation_goes_on_until_another_cue_or_narration(
    reader: Any, text: str, expected: list[Row]
) -> None:
    assert rows(reader, text) == expected


def test_a_quotation_over_a_wrapped_line_is_whole(reader: Any) -> None:
    text = "“The ferry is the only way to the school for forty\nchildren,” said Nora Field."
    words = "The ferry is the only way to the school for forty\nchildren"
    assert rows(reader, text) == [("Nora Field", "said", words)]


def test_a_cue_on_the_next_line_of_print_is_found(reader: Any) -> None:
    text = "“The ferry must stay in the old harbour town for ever,”\nsaid Nora Field."
    words = "The ferry must stay in the old harbour town for ever"
    assert rows(reader, text) == [("Nora Field", "said", words)]
    text = (
        "Last night in the old harbour town hall Mr Vale told the\nreporters that trains were late."
    )
    assert [row[2] for row in rows(reader, text)] == ["trains were late"]


REPORTED: list[tuple[str, list[Row]]] = [
    # a clause
    ("Ms Orme said that trains were late.", [("Ms Orme", "said", "trains were late")]),
    ("Ms Orme said trains were late.", [("Ms Orme", "said", "trains were late")]),
    ("Trains were late, said Ms Orme.", [("Ms Orme", "said", "Trains were late")]),
    ("She believes Mr Vale will resign.", [("She", "believes", "Mr Vale will resign")]),
    ("Ms Orme asked whether it would rain.", [("Ms Orme", "asked", "whether it would rain")]),
    ("She hopes the line will stay open.", [("She", "hopes", "the line will stay open")]),
    # a cue set between commas
    (
        "That, he claims, is the reason for the delay.",
        [("he", "claims", "That … is the reason for the delay")],
    ),
    (
        "The tariff, Ms Orme argued, would ruin growers.",
        [("Ms Orme", "argued", "The tariff … would ruin growers")],
    ),
    # according to
    (
        "According to Nora Field, the railway has lost passengers.",
        [("Nora Field", "According to", "the railway has lost passengers")],
    ),
    (
        "The line is shut, according to Nora Field.",
        [("Nora Field", "according to", "The line is shut")],
    ),
    (
        "The line, according to Nora Field, will close in May.",
        [("Nora Field", "according to", "The line … will close in May")],
    ),
    # an infinitive
    ("Ms Orme wants to scrap the tariff.", [("Ms Orme", "wants", "scrap the tariff")]),
    ("The council plans to close a depot.", [("The council", "plans", "close a depot")]),
    ("Ms Orme promised to build homes.", [("Ms Orme", "promised", "build homes")]),
    ("Ms Orme is set to ban coal.", [("Ms Orme", "is set", "ban coal")]),
    ("Mr Vale is expected to raise fares.", [("Mr Vale", "is expected", "raise fares")]),
    ("Ms Orme refused to back the cap.", [("Ms Orme", "refused", "back the cap")]),
    # an object
    ("The union backed the rent cap.", [("The union", "backed", "the rent cap")]),
    ("Ms Orme opposed the merger.", [("Ms Orme", "opposed", "the merger")]),
    ("Ms Orme called for a rent cap.", [("Ms Orme", "called for", "a rent cap")]),
    ("Drivers objected to the fee.", [("Drivers", "objected to", "the fee")]),
    ("Ms Orme ruled out a rent cap.", [("Ms Orme", "ruled out", "a rent cap")]),
    # a passive
    (
        "The rent cap was backed by Ms Orme.",
        [("Ms Orme", "was backed by", "The rent cap")],
    ),
    (
        "It was announced by Ms Orme that the station would close.",
        [("Ms Orme", "was announced", "the station would close")],
    ),
    ("It was said that the line would close.", [(None, "was said", "the line would close")]),
    # a noun
    (
        "Tom Reed’s call for a rent freeze was ignored.",
        [("Tom Reed’s", "call for", "a rent freeze")],
    ),
    (
        "The union’s promise to cut the fee came late.",
        [("The union’s", "promise", "cut the fee")],
    ),
    (
        "The Railway Union’s warning that the line was unsafe went unheard.",
        [("The Railway Union’s", "warning", "the line was unsafe")],
    ),
    # a set phrase
    (
        "Ms Orme is adamant that the school will stay.",
        [("Ms Orme", "is adamant", "the school will stay")],
    ),
    (
        "Ms Orme is in favour of a rent freeze.",
        [("Ms Orme", "is in favour of", "a rent freeze")],
    ),
    (
        "Mr Vale is opposed to the merger of the two forces.",
        [("Mr Vale", "is opposed to", "the merger of the two forces")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), REPORTED)
def test_reported_speech_belief_and_intention(reader: Any, text: str, expected: list[Row]) -> None:
    assert rows(reader, text) == expected
    assert forms(reader, text) == ["indirect"]


SEVERAL: list[tuple[str, list[Row]]] = [
    (
        "Ms Orme said the levy was unfair, and Mr Vale replied that it was overdue.",
        [
            ("Ms Orme", "said", "the levy was unfair"),
            ("Mr Vale", "replied", "it was overdue"),
        ],
    ),
    (
        "Ms Orme objects to the fee, saying: “It punishes poor families.”",
        [
            ("Ms Orme", "objects to", "the fee"),
            ("Ms Orme", "saying", "It punishes poor families."),
        ],
    ),
    (
        "Tom Reed said the line was safe and admitted that trains were late.",
        [
            ("Tom Reed", "said", "the line was safe"),
            ("Tom Reed", "admitted", "trains were late"),
        ],
    ),
    (
        "She hopes the line will stay open, which she thinks would please voters.",
        [
            ("She", "hopes", "the line will stay open"),
            ("she", "thinks", "would please voters"),
        ],
    ),
    (
        "Ms Orme and Mr Vale backed the cap.",
        [("Ms Orme", "backed", "the cap"), ("Mr Vale", "backed", "the cap")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), SEVERAL)
def test_several_attributions_in_one_sentence(reader: Any, text: str, expected: list[Row]) -> None:
    assert rows(reader, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Ms Orme did not say that the levy was unfair.",
        "Tom Reed never said that the line would close.",
        "Nobody said that the line would close.",
        "If Ms Orme says that the levy is unfair, growers will listen.",
        "The trains were late on Monday.",
        "He grew up on the so-called ‘Iron Coast’ of Norway.",
        "There is a need to embrace change.",
    ],
)
def test_what_nobody_said_is_no_attribution(reader: Any, text: str) -> None:
    assert rows(reader, text) == []


def test_furniture_makes_no_statement(reader: Any) -> None:
    advert = "“Sign up for our letter,” said Ms Orme. Ms Orme says readers love it."
    text = f"{advert}\n\nMs Orme said the levy was unfair."
    marked = rows(reader, text, furniture=(Span(0, len(advert)),))
    assert marked == [("Ms Orme", "said", "the levy was unfair")]
    assert len(rows(reader, text)) == 3


def test_marks_around_a_part_make_the_form_mixed(reader: Any) -> None:
    text = "Ms Orme said the levy was “a disaster” for growers."
    assert rows(reader, text) == [
        ("Ms Orme", "said", "the levy was “a disaster” for growers"),
    ]
    assert forms(reader, text) == ["mixed"]


def test_within_a_quotation_only_another_actor_s_position_counts(reader: Any) -> None:
    text = "“Tom Reed opposed the rent freeze, and I think he is wrong,” said Ms Orme."
    assert rows(reader, text) == [
        ("Ms Orme", "said", "Tom Reed opposed the rent freeze, and I think he is wrong"),
        ("Tom Reed", "opposed", "the rent freeze"),
    ]


def test_an_attribution_without_a_source_is_less_sure(reader: Any) -> None:
    told, bare = (
        next(attributions(reader.parse(text), reader.lexicon)).confidence
        for text in ("“The line is shut,” said Ms Orme.", "“The line is shut.” Rain fell.")
    )
    assert bare < told <= 1


FRAGMENTS = (
    "“The line must stay open,” said Ms Orme",
    "according to the council",
    "Mr Vale wants to scrap the fee",
    "he added: “It hurts farms",
    "‘The farmers’ fee",
    "is wrong,’ she said",
    "which growers opposed",
    "and was backed by Tom Reed",
    "if the board says so",
    "\n\n“It has to stop.”",
    "the mayor of Oslo, Ida Holm, warned that rents would rise",
)


def crosses(one: Attribution, other: Attribution) -> bool:
    return any(
        a.overlaps(b) and not (a.covers(b) or b.covers(a))
        for a in one.content
        for b in other.content
    )


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 10_000), count=st.integers(1, 7))
def test_whatever_the_words_spans_are_in_the_text_and_never_cross(
    reader: Any, seed: int, count: int
) -> None:
    text = (
        random.Random(seed)
        .choice((" ", ", ", ". "))
        .join(random.Random(seed).choices(FRAGMENTS, k=count))
    )
    parsed = reader.parse(text)
    found = list(attributions(parsed, reader.lexicon))
    for one in found:
        assert one.content
        for span in (*one.source, *one.cue, *one.content):
            assert span.end <= len(text)
            assert span.of(text) == span.of(text).strip()
        assert not any(a.overlaps(b) for a, b in itertools.combinations(one.content, 2))
        assert not any(a.overlaps(b) for a in one.content for b in (*one.source, *one.cue))
    assert not any(crosses(a, b) for a, b in itertools.combinations(found, 2))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ms Orme took a prize for her play, “Ashes of Oslo.”", 0),
        ("Ms Orme wore a hat — “Make Oslo Great Again.” It rained.", 0),
        ("Ms Orme took a prize and said, “I love my town of Oslo.”", 1),
        ("Ms Orme took a prize. “I love my town of Oslo.”", 1),
    ],
)
def test_marks_in_mid_sentence_hold_speech_only_where_it_is_reported(
    reader: Any, text: str, expected: int
) -> None:
    assert len(rows(reader, text)) == expected


def test_nobody_says_what_tells_who_is_meant(reader: Any) -> None:
    met = "Clerks who have been spoken to seem willing to discuss better out-of-town parking"
    text = f"{met} with the council, but they do not want the old rules back."
    assert [row[0] for row in rows(reader, text)] == ["they"]


def test_lines_that_are_set_apart_are_not_said_twice(reader: Any) -> None:
    said = "“The line is old and it may soon be closed,” said Ms Orme."
    apart = "“The line is old and it may soon be closed.”\n\nIt rained all day.\n\n"
    assert [row[0] for row in rows(reader, apart + said)] == ["Ms Orme"]
    other = apart.replace("old", "new")
    assert [row[0] for row in rows(reader, other + said)] == [None, "Ms Orme"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Her campaign for the post failed.", 0),
        ("Ann Vale’s bid for the post failed.", 0),
        ("The union’s campaign for a new bridge failed.", 1),
        ("Her bid to close the bridge failed.", 1),
        ("His views on the bridge are known.", 0),
        ("His view that the bridge is old is known.", 1),
        ("His opposition to the bridge is known.", 1),
    ],
)
def test_a_noun_reports_only_where_it_tells_what_is_meant(
    reader: Any, text: str, expected: int
) -> None:
    assert len(rows(reader, text)) == expected
