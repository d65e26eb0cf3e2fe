"""Courses of action: concepts of a codebook by their words, others by their head."""

from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest

from onrecord.extract.policies import policies
from onrecord.model import Attribution, Concept, Scheme, Span

RAIL = "https://example.org/topics/rail#"
CODEBOOK = (
    Concept(
        f"{RAIL}branch-closure",
        "branch line closures",
        ("closing branch lines", "closure of branch lines"),
    ),
    Concept(f"{RAIL}fare-freeze", "rail fare freeze", ("freezing fares", "freeze in rail fares")),
    Concept(f"{RAIL}hs", "HS line", ("HS",)),
)


def named(
    reader: Any, text: str, concepts: Any = (), **metadata: Any
) -> list[tuple[str, str | None]]:
    lexicon = replace(reader.lexicon, concepts=tuple(concepts))
    found = policies(reader.parse(text, **metadata), lexicon)
    return [(m.span.of(text), m.iri.removeprefix(RAIL) if m.iri else None) for m in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ms Orme fought branch line closures.", [("branch line closures", "branch-closure")]),
        (
            "Ms Orme fought closing two branch lines.",
            [("closing two branch lines", "branch-closure")],
        ),
        ("They close a branch line a year.", [("close a branch line", "branch-closure")]),
        (
            "The closure of the branch lines hurt.",
            [("closure of the branch lines", "branch-closure")],
        ),
        ("A freeze in rail fares is due.", [("freeze in rail fares", "fare-freeze")]),
        ("The branch was dry. The line was long.", []),
    ],
)
def test_a_concept_is_found_inflected_and_with_a_word_between(
    reader: Any, text: str, expected: list[tuple[str, str]]
) -> None:
    assert [n for n in named(reader, text, CODEBOOK) if n[1]] == expected


def test_capitals_are_matched_as_capitals(reader: Any) -> None:
    assert named(reader, "HS is late. His horse has hs on it.", CODEBOOK) == [("HS", "hs")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ms Orme wants a ban on diesel cars.", ["ban on diesel cars"]),
        ("Ms Orme opposed the fuel levy.", ["fuel levy"]),
        (
            "Ms Orme opposed the merger of the two police forces.",
            ["merger of the two police forces"],
        ),
        ("Ms Orme promised to build 4,000 homes.", ["build 4,000 homes"]),
        ("Ms Orme wants to invest in village schools.", ["invest in village schools"]),
        ("Ms Orme wants to build it.", []),
        ("Ms Orme opposed little more than half the cut that engineers had sought.", []),
    ],
)
def test_a_course_of_action_is_told_by_its_head_and_object(
    reader: Any, text: str, expected: list[str]
) -> None:
    assert [words for words, _ in named(reader, text)] == expected


def test_a_concept_wins_over_the_phrase_around_it(reader: Any) -> None:
    found = named(reader, "Mr Vale wants to scrap branch line closures.", CODEBOOK)
    assert found == [("branch line closures", "branch-closure")]


def test_policies_never_overlap_and_none_is_furniture(reader: Any) -> None:
    text = (
        "Fare freeze offer\n\nMs Orme wants to build new homes, to scrap the fuel levy on farms, "
        "and a ban on the closure of branch lines by the Rail Board in the north."
    )
    found = named(reader, text, CODEBOOK)
    spans = [(text.index(words), text.index(words) + len(words)) for words, _ in found]
    assert len(spans) >= 3
    assert all(a[1] <= b[0] or b[1] <= a[0] for a, b in combinations(spans, 2))
    assert named(reader, text, CODEBOOK, furniture=(Span(0, len(text)),)) == []


TOWN = "https://example.org/topics/town#"
UNITS = (
    Concept(f"{TOWN}pool", "swimming pool closures", ("closure of the lido",)),
    Concept(f"{TOWN}tram", "tram fares", ("fares on trams",), hidden=("fares", "longer queues")),
    Concept(f"{TOWN}contract", "bus contract"),
)


@pytest.mark.parametrize(
    "text",
    [
        "Ms Orme fought the closure of the swimming pool.",
        "Ms Orme fought swimming pool closures.",
        "The swimming pool is to close in May.",
        "The swimming pool will be closed in May.",
        "Closing its old swimming pool was wrong.",
        "The town closed two swimming pools.",
    ],
)
def test_noun_and_verb_and_any_order_say_the_same(reader: Any, text: str) -> None:
    assert [iri for _, iri in named(reader, text, UNITS) if iri] == [f"{TOWN}pool"]


@pytest.mark.parametrize(
    "text",
    [
        "Drivers of buses reject the contract.",
        "The bus was late; the contract was signed.",
        "The swimming pool closed its accounts.",
        "He closed the door and went to the swimming pool.",
        "Publication of the report closed the debate about swimming. The pool is open.",
    ],
)
def test_words_that_do_not_hang_together_are_no_concept(reader: Any, text: str) -> None:
    assert [iri for _, iri in named(reader, text, UNITS) if iri] == []


def test_a_word_of_other_fields_counts_only_in_company(reader: Any) -> None:
    alone = "Ms Orme said the longer queues were a disgrace."
    assert [i for _, i in named(reader, alone, UNITS) if i] == []
    together = f"{alone} Fares on trams will rise."
    assert [i for _, i in named(reader, together, UNITS) if i] == [f"{TOWN}tram"] * 2


def test_a_scheme_keeps_to_the_articles_of_its_own_field(reader: Any) -> None:
    scheme = "https://example.org/topics/town"
    units = tuple(replace(unit, scheme=scheme) for unit in UNITS)
    lexicon = replace(
        reader.lexicon, concepts=units, schemes=(Scheme(scheme, "Town", ("Overmere",)),)
    )

    def concepts(text: str) -> list[str]:
        return [m.name for m in policies(reader.parse(text), lexicon) if m.iri]

    assert concepts("Ms Orme fought swimming pool closures in Overmere.") == [
        "swimming pool closures"
    ]
    assert concepts("Ms Orme fought swimming pool closures in Undermere.") == []


@pytest.mark.parametrize(
    "text",
    [
        "The school has longer waiting times than most, and funding cuts hit its staffing levels.",
        "The council is in special measures, and bureaucracy and box ticking are to blame.",
        "Irish ministers said that hospital closures in Cork would go ahead.",
        "The bus drivers of Texas want a pay cap, and shorter waiting lists at the port.",
    ],
)
def test_the_health_codebook_leaves_other_fields_and_countries_alone(
    reader: Any, text: str
) -> None:
    assert [m for m in policies(reader.parse(text), reader.lexicon) if m.iri] == []


def test_a_shorter_phrase_means_the_one_longer_phrase_that_holds_it(reader: Any) -> None:
    text = "Ms Orme wants a cap on rent increases. Mr Vale opposed the rent cap."
    names = {m.name for m in policies(reader.parse(text), replace(reader.lexicon, concepts=()))}
    assert names == {"cap on rent increases"}


@pytest.mark.parametrize(
    "text",
    [
        "Ms Orme published the terms of the contract.",
        "Mr Vale raised concerns about it.",
        "The fee was introduced in 2004.",
    ],
)
def test_what_is_no_course_of_action_is_left_out(reader: Any, text: str) -> None:
    found = named(reader, text)
    assert [words for words, _ in found if words not in {"fee", "The fee"}] == []


def argued(reader: Any, text: str, cue: str, content: str) -> list[str]:
    """Names of what a cue takes a side on."""
    parse = reader.parse(text)
    at = {words: text.index(words) for words in (cue, content)}
    spans = {words: Span(start, start + len(words)) for words, start in at.items()}
    said = Attribution((Span(0, 7),), (spans[cue],), (spans[content],), "indirect", 1.0)
    lexicon = replace(reader.lexicon, concepts=())
    return [m.name for m in policies(parse, lexicon, (said,))]


@pytest.mark.parametrize(
    ("text", "cue", "content"),
    [
        ("Ms Orme criticised a noisy heckler at the fair.", "criticised", "a noisy heckler"),
        ("Mr Vale attacked the noisy hecklers in Tarn.", "attacked", "the noisy hecklers in Tarn"),
        ("Mr Vale backed a wealthy donor.", "backed", "a wealthy donor"),
        ("Mr Vale criticised rich shareholders.", "criticised", "rich shareholders"),
        ("Ms Orme criticised a local cellist.", "criticised", "a local cellist"),
        (
            "Ms Orme criticised the stubborn keepers who lit the lamp.",
            "criticised",
            "the stubborn keepers who lit the lamp",
        ),
        ("Mr Vale rejected the term appeasement.", "rejected", "the term appeasement"),
        ("Mr Vale rejected the label.", "rejected", "the label"),
        ("Ms Orme rejected a similar challenge.", "rejected", "a similar challenge"),
        ("Ms Orme criticised their position.", "criticised", "their position"),
    ],
)
def test_people_and_empty_words_are_no_policy(
    reader: Any, text: str, cue: str, content: str
) -> None:
    assert argued(reader, text, cue, content) == []


@pytest.mark.parametrize(
    ("text", "cue", "content", "name"),
    [
        (
            "Mr Vale criticised her strategy of flooding the lower valley.",
            "criticised",
            "her strategy of flooding the lower valley",
            "strategy of flooding the lower valley",
        ),
        (
            "Mr Vale defended his position of not allowing dogs to swim.",
            "defended",
            "his position of not allowing dogs to swim",
            "position of not allowing dogs to swim",
        ),
        (
            "Mr Vale opposed strict term limits.",
            "opposed",
            "strict term limits",
            "strict term limits",
        ),
        (
            "Ms Orme opposed closed shortlists.",
            "opposed",
            "closed shortlists",
            "closed shortlists",
        ),
        (
            "Ms Orme criticised a policy of smoking.",
            "criticised",
            "a policy of smoking",
            "policy of smoking",
        ),
    ],
)
def test_the_name_of_a_course_goes_on_to_its_end(
    reader: Any, text: str, cue: str, content: str, name: str
) -> None:
    assert argued(reader, text, cue, content) == [name]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ms Orme wants to introduce a bill.", []),
        ("Ms Orme wants to introduce a housing bill.", ["introduce a housing bill"]),
        ("Ms Orme wants to scrap the bill.", ["scrap the bill"]),
        ("Ms Orme asked them to join her in a boycott of the ferry.", []),
        ("Ms Orme wants to invest in tidal power.", ["invest in tidal power"]),
    ],
)
def test_a_deed_says_what_is_to_be_done(reader: Any, text: str, expected: list[str]) -> None:
    assert [words for words, _ in named(reader, text)] == expected
