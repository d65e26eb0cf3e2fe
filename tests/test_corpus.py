"""The sample corpus holds what it promises: own words, sources, truths found in the text.

How its hand-coded `tests/cases/<article>/expected.json` are made test_cases.py checks.
"""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT / "corpus"
CASES = ROOT / "tests" / "cases"
SOURCES = ROOT.parent / "shared" / "articles"

ARTICLES = 12
SHARED_WORDS = 10  # so many in a row would be copying
NAMES = sorted(path.stem for path in CORPUS.glob("*.md") if path.name != "SOURCES.md")


def article(name: str) -> tuple[dict[str, Any], str]:
    """Front matter and body of a sample article."""
    _, front, body = (CORPUS / f"{name}.md").read_text(encoding="utf-8").split("---\n", 2)
    return yaml.safe_load(front), body.strip()


def expected(name: str) -> dict[str, Any]:
    """The hand-coded annotation of a sample article."""
    data: dict[str, Any] = json.loads((CASES / name / "expected.json").read_text(encoding="utf-8"))
    return data


def runs(text: str) -> set[tuple[str, ...]]:
    """Every ten words in a row."""
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[i : i + SHARED_WORDS]) for i in range(len(words) - SHARED_WORDS + 1)}


def source_of(name: str) -> str:
    """The source that SOURCES.md gives for an article."""
    rows = (CORPUS / "SOURCES.md").read_text(encoding="utf-8")
    found = re.findall(rf"^\| `{re.escape(name)}\.md` \| `(\w+)` \|$", rows, re.MULTILINE)
    assert len(found) == 1, f"SOURCES.md needs one row for {name}.md, has {len(found)}"
    return str(found[0])


def test_every_article_has_its_case_and_every_case_its_article() -> None:
    assert len(NAMES) == ARTICLES
    coded = [path.parent for path in CASES.glob("*/expected.json")]
    samples = [folder for folder in coded if not (folder / "article.txt").exists()]
    assert sorted(folder.name for folder in samples) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_article_is_short_and_says_where_it_comes_from(name: str) -> None:
    front, body = article(name)
    assert {"title", "origin"} <= front.keys() <= {"title", "outlet", "date", "origin"}
    assert 120 <= len(body.split()) <= 300
    listed = re.findall(
        r"^\| `(\w+)` \|", (CORPUS / "SOURCES.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert source_of(name) in listed


@pytest.mark.parametrize("name", NAMES)
def test_what_is_coded_stands_in_one_paragraph(name: str) -> None:
    _, body = article(name)
    data = expected(name)
    for statement in data["statements"]:
        holding = [
            paragraph
            for paragraph in body.split("\n\n")
            if all(part in paragraph for part in statement["content"])
        ]
        assert len(holding) == 1, f"{statement['id']}: its content must stand in one paragraph"
        for words in (statement["source_text"], statement["cue"]):
            assert words in holding[0], (statement["id"], words)


@pytest.mark.parametrize("name", NAMES)
def test_one_kind_per_entity_over_the_corpus_and_dates_agree(name: str) -> None:
    elsewhere = {e["id"]: e["type"] for n in NAMES for e in expected(n)["entities"]}
    data = expected(name)
    assert all(elsewhere[entity["id"]] == entity["type"] for entity in data["entities"])
    if "date" in data:
        assert data["date_evidence"]
        assert str(article(name)[0]["date"]) == data["date"]


@pytest.mark.parametrize("name", NAMES)
def test_no_ten_words_in_a_row_are_a_sources(name: str) -> None:
    if not SOURCES.is_dir():
        pytest.skip("the source reports are not part of this repository: ../shared/articles")
    assert (SOURCES / f"{source_of(name)}.txt").is_file()
    text = (CORPUS / f"{name}.md").read_text(encoding="utf-8")
    copied = {
        run
        for path in sorted(SOURCES.glob("*.txt"))
        for run in runs(text) & runs(path.read_text(encoding="utf-8"))
    }
    assert not copied
