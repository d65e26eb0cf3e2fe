"""same-as.csv: read with clear errors, obeyed before any evidence, contradictions told."""

from pathlib import Path
from typing import Any

import pytest

from onrecord.errors import DecisionError
from onrecord.lexicon import Lexicon
from onrecord.model import Entity, Reading
from onrecord.resolve.corpus import Resolved, resolve
from onrecord.resolve.decisions import Decision, Side, read_decisions

HEADER = "left,left_document,right,right_document,decision\n"


def saved(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "same-as.csv"
    path.write_text(text, "utf-8")
    return path


def test_a_file_is_read_row_by_row(tmp_path: Path) -> None:
    text = "\ufeffLeft,right,decision,note\nAnn Poole,Anna Poole,Same,a note\n,,,\nA,B,different,\n"
    assert read_decisions(saved(tmp_path, text)) == (
        Decision(2, Side("Ann Poole"), Side("Anna Poole"), True),
        Decision(4, Side("A"), Side("B"), False),
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("left,right\nA,B\n", "no column decision"),
        ("", "no column left, right, decision"),
        (HEADER + "A,,,,same\n", "row 2: left or right is empty. Give a name"),
        (HEADER + "A,,B,,maybe\n", "row 2: decision 'maybe'. Write same or different"),
        (HEADER + "A,,A,,different\n", "row 2: 'A' is different from itself. Say which is meant"),
        ("left,right,decision,kind\nA,B,same,ship\n", "row 2: kind 'Ship'. Choose from Person"),
        (HEADER + "A\n,,B,,same\n", "row 2: left or right.*row 3: left or right"),
    ],
)
def test_a_bad_row_is_named_with_what_to_do(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(DecisionError, match=told):
        read_decisions(saved(tmp_path, text))


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(DecisionError, match=r"same-as\.csv: No such file.*--same-as"):
        read_decisions(tmp_path / "same-as.csv")
    (tmp_path / "same-as.csv").write_bytes(b"left,right\xff")
    with pytest.raises(DecisionError, match="not UTF-8"):
        read_decisions(tmp_path / "same-as.csv")


@pytest.fixture
def articles(story: Any) -> list[Reading]:
    def reading(id: str, *names: str) -> Reading:
        entities = tuple(Entity(n.lower().replace(" ", "-"), "Person", n) for n in names)
        return Reading(story.document(id, f"The text of {id}."), entities)

    return [
        reading("a", "Nora Field", "Merrow"),
        reading("b", "Nora Field"),
        reading("c", "Nora Field-Hart", "Andy Merrow"),
        reading("d", "Nora Field"),
    ]


def decided(articles: list[Reading], lexicon: Lexicon, *rows: Decision) -> Resolved:
    return resolve(articles, lexicon, rows, lambda thing: f"https://example.org/{thing.key}")


def row(number: int, left: str, right: str, is_same: bool) -> Decision:
    """Sides as "name" or "name @ document"."""
    sides = [Side(*(part.strip() for part in side.split(" @ "))) for side in (left, right)]
    return Decision(number, sides[0], sides[1], is_same)


def test_same_joins_what_evidence_leaves_apart(articles: list[Reading], lexicon: Lexicon) -> None:
    assert len(set(decided(articles, lexicon).things.values())) == 4
    things = decided(articles, lexicon, row(2, "Nora Field", "Nora Field-Hart", True)).things
    assert things["a", "nora-field"] == things["b", "nora-field"] == things["c", "nora-field-hart"]
    by_surname = decided(articles, lexicon, row(2, "Merrow @ a", "Andy Merrow", True)).things
    assert by_surname["a", "merrow"] == by_surname["c", "andy-merrow"]
    assert by_surname["a", "merrow"].key == "andy-merrow"


def test_different_parts_what_evidence_joins(articles: list[Reading], lexicon: Lexicon) -> None:
    found = decided(articles, lexicon, row(2, "Nora Field @ a", "Nora Field @ b", False))
    one, other, third = (found.things[id, "nora-field"].key for id in "abd")
    assert len({one, other, third}) == 3  # nothing tells which of the two the third one is
    assert ("kept apart", "your decision") in {(j.outcome, j.why) for j in found.log}
    rest = decided(articles, lexicon, row(2, "Nora Field @ a", "Nora Field", False)).things
    assert rest["a", "nora-field"] != rest["b", "nora-field"]


def test_an_iri_of_the_page_names_a_thing(articles: list[Reading], lexicon: Lexicon) -> None:
    iri = "https://example.org/nora-field"
    things = decided(articles, lexicon, row(2, iri, "Nora Field-Hart", True)).things
    assert things["d", "nora-field"] == things["c", "nora-field-hart"]


def test_a_decision_on_nobody_is_told(articles: list[Reading], lexicon: Lexicon) -> None:
    found = decided(articles, lexicon, row(2, "Nora Field", "Zoe Nobody", True))
    (idle,) = (j for j in found.log if j.outcome == "not applied")
    assert idle.why.startswith("row 2 ('Nora Field' same 'Zoe Nobody'): no two such things")


def test_decisions_that_contradict_each_other_are_named(
    articles: list[Reading], lexicon: Lexicon
) -> None:
    rows = (
        row(2, "Nora Field @ a", "Nora Field-Hart", True),
        row(3, "Nora Field-Hart", "Nora Field @ b", True),
        row(4, "Nora Field @ a", "Nora Field @ b", False),
    )
    with pytest.raises(DecisionError, match=r"row 2 .* and row 3 .* contradicts row 4"):
        decided(articles, lexicon, *rows)
