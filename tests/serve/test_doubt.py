"""What is doubtful in an article: marked apart, and put aside at one click."""

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from rdflib import Graph, Literal

from onrecord.identifiers import ONR
from onrecord.serve import pages

WORDS = "the closure of small wards"  # Bob Roe's


@pytest.fixture
def folder(
    graph: Graph, place: Path, tmp_path: Path, story: Any, write: Callable[..., None]
) -> Path:
    """A build in which one statement of two that take a side is doubtful."""
    [said] = graph.subjects(ONR.words, Literal(WORDS))
    graph.set((said, ONR.confidence, Literal(Decimal("0.59"))))
    write(tmp_path / "out", graph, str(place / "news"))
    return tmp_path / "out"


def test_a_doubtful_statement_is_marked_in_text_and_list(folder: Path, story: Any) -> None:
    page = pages.document(folder, story.gazette().document.sha256[:12]).body.decode()
    assert "3 statements (1 doubtful), " in page
    marks = re.findall(r'<a class="mark ([^"]*)"[^>]*>([^<]*)</a>', page)
    assert [words for look, words in marks if "doubtful" in look] == [WORDS]
    assert ("supports doubtful", WORDS) in marks
    cards = re.findall(r'<article class="card ([^"]*)".*?</article>', page, re.DOTALL)
    assert sum("doubtful" in look for look in cards) == page.count("? doubtful</span>") >= 1


def test_without_doubts_nothing_speaks_of_them(client: Any, story: Any) -> None:
    page = client.get(f"/documents/{story.gazette().document.sha256[:12]}").text
    assert "doubtful" not in page and "3 statements, " in page


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_one_click_puts_it_aside_and_another_brings_it_back(
    browser: Any, serve: Callable[..., Any], folder: Path, story: Any, scheme: str
) -> None:
    with serve(folder) as client:
        context = browser.new_context(color_scheme=scheme, bypass_csp=True)
        tab = context.new_page()
        tab.goto(f"{client.address}documents/{story.gazette().document.sha256[:12]}")
        cards, mark = tab.locator("#cards .card:visible"), tab.locator("#text .mark.doubtful")
        before = cards.count()
        assert mark.evaluate("it => getComputedStyle(it, '::after').content") == '"?"'
        assert Axe().run(tab).response["violations"] == []
        doubtful = tab.locator("#cards .card.doubtful").count()
        assert tab.inner_text("#aside") == f"Put {doubtful} doubtful aside"
        tab.click("#aside")
        assert cards.count() == before - doubtful
        assert mark.evaluate("it => getComputedStyle(it, '::after').content") == "none"
        assert mark.get_attribute("tabindex") == "-1"
        assert Axe().run(tab).response["violations"] == []
        tab.click("#aside")
        assert cards.count() == before and mark.get_attribute("tabindex") == "0"
        context.close()
