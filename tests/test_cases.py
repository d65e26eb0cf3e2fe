"""The hand-coded cases hold what they promise: other tests measure against them.

A case is fictional if its folder holds the article itself: articles of many fields, which keep the
program from being made for one debate. The others are coded on the sample corpus, of which
test_corpus.py asks more.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from onrecord.annotations import ACTS, FORMS, KINDS, POLARITIES, PREDICATES, load
from onrecord.model import Document

CASES = Path(__file__).resolve().parent / "cases"
CORPUS = CASES.parents[1] / "corpus"
NAMES = sorted(path.parent.name for path in CASES.glob("*/expected.json"))
FICTIONAL = sorted(path.parent.name for path in CASES.glob("*/article.txt"))

AGENTS = {"Person", "Organisation", "Group"}
TARGETS = AGENTS | {"Policy", "Hospital"}
ENDS = {  # predicate: kinds of its subject, kinds of its object
    "holdsOffice": ({"Person"}, {"Office"}),
    "heldOffice": ({"Person"}, {"Office"}),
    "memberOf": ({"Person"}, {"Organisation"}),
    "affiliatedWith": ({"Person"}, {"Organisation"}),
    "succeeded": ({"Person"}, {"Person"}),
    "criticises": (AGENTS, AGENTS),
    "backs": (AGENTS, AGENTS),
    "supports": (AGENTS, {"Policy", "Hospital"}),
    "opposes": (AGENTS, {"Policy", "Hospital"}),
    "affects": ({"Policy"}, {"Hospital", "Organisation"}),
    "locatedIn": ({"Hospital", "Organisation"}, {"Place"}),
    "partOf": ({"Organisation"}, {"Organisation"}),
    "tookPartIn": ({"Person", "Organisation"}, {"Event"}),
}


def article(name: str) -> str:
    """The text of a case: a fictional one with its headline, a sample one without."""
    if name in FICTIONAL:
        return (CASES / name / "article.txt").read_text(encoding="utf-8")
    _, _, body = (CORPUS / f"{name}.md").read_text(encoding="utf-8").split("---\n", 2)
    return body.strip()


def expected(name: str) -> dict[str, Any]:
    """The hand coding of a case."""
    data: dict[str, Any] = json.loads((CASES / name / "expected.json").read_text(encoding="utf-8"))
    return data


def stands_in(words: str, text: str) -> bool:
    """Whether the exact words stand in the text as whole words ("he" is not in "the")."""
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text) is not None


def marked(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Whatever may carry a confidence."""
    yield from data["statements"]
    yield from (stance for statement in data["statements"] for stance in statement["stances"])
    yield from (relation for relation in data["relations"] if isinstance(relation, dict))


def triples(data: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Relations, whether a plain triple or an arguable one with its confidence."""
    found = data["relations"]
    return [(r["s"], r["p"], r["o"]) if isinstance(r, dict) else tuple(r) for r in found]


def test_there_are_twelve_fictional_cases() -> None:
    assert len(FICTIONAL) == 12


def test_at_least_a_third_of_the_statements_take_no_side() -> None:
    statements = [s for name in FICTIONAL for s in expected(name)["statements"]]
    assert sum(not s["stances"] for s in statements) * 3 >= len(statements)


@pytest.mark.parametrize("name", FICTIONAL)
def test_article_has_its_headline_and_a_newspaper_length(name: str) -> None:
    headline, blank, _ = article(name).split("\n", 2)
    assert headline and not blank
    assert 250 <= len(article(name).split()) <= 450


@pytest.mark.parametrize("name", NAMES)
def test_every_coded_string_stands_in_the_article(name: str) -> None:
    text, data = article(name), expected(name)
    strings = [m for entity in data["entities"] for m in entity["mentions"]]
    strings += data.get("date_evidence", [])
    assert not [words for words in strings if not stands_in(words, text)]
    for statement in data["statements"]:
        assert statement["content"], statement["id"]
        for part in statement["content"]:
            assert text.count(part) == 1, f"{statement['id']}: {part!r} must stand there once"
        around = [p for p in text.split("\n\n") if any(c in p for c in statement["content"])]
        for words in (statement["source_text"], statement["cue"]):
            assert not words or any(stands_in(words, p) for p in around), (statement["id"], words)


@pytest.mark.parametrize("name", NAMES)
def test_statements_come_in_the_order_of_the_text(name: str) -> None:
    starts = [article(name).index(s["content"][0]) for s in expected(name)["statements"]]
    assert starts == sorted(starts)


@pytest.mark.parametrize("name", NAMES)
def test_case_keeps_to_the_closed_sets(name: str) -> None:
    data = expected(name)
    assert data["doc"] == name
    kinds = {entity["id"]: entity["type"] for entity in data["entities"]}
    assert len(kinds) == len(data["entities"]), "two entities with one id"
    for entity in data["entities"]:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", entity["id"]), entity["id"]
        assert entity["type"] in KINDS and entity["name"] and entity["mentions"]
        assert len(set(entity["mentions"])) == len(entity["mentions"]), entity["id"]
    numbers = [statement["id"] for statement in data["statements"]]
    assert numbers == [f"s{n}" for n in range(1, len(numbers) + 1)]
    for statement in data["statements"]:
        assert statement["speaker"] is None or kinds[statement["speaker"]] in AGENTS
        assert statement["kind"] in FORMS and statement["act"] in ACTS
        for stance in statement["stances"]:
            assert stance["stance"] in POLARITIES and kinds[stance["target"]] in TARGETS
    assert all(item.get("confidence", "arguable") == "arguable" for item in marked(data))


@pytest.mark.parametrize("name", NAMES)
def test_relations_join_what_their_predicates_allow(name: str) -> None:
    data = expected(name)
    kinds = {entity["id"]: entity["type"] for entity in data["entities"]}
    relations = triples(data)
    assert len(set(relations)) == len(relations)
    for subject, predicate, target in relations:
        assert predicate in PREDICATES
        subjects, objects = ENDS[predicate]
        assert kinds[subject] in subjects and kinds[target] in objects, (subject, predicate, target)


@pytest.mark.parametrize("name", NAMES)
def test_the_format_reads_every_case(name: str) -> None:
    data, text = expected(name), article(name)
    reading = load(data, Document(name, text, "0" * 64, (f"{name}/article.txt",)))
    assert [s.speaker for s in reading.statements] == [s["speaker"] for s in data["statements"]]
    for statement, coded in zip(reading.statements, data["statements"], strict=True):
        parts = [text[span.start : span.end] for span in statement.attribution.content]
        assert parts == coded["content"], coded["id"]
