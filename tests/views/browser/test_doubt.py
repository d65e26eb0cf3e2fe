"""Doubtful statements and the lines that rest on them: told apart, and put aside at one click."""

from decimal import Decimal
from typing import Any

import pytest
from rdflib import Graph, Literal

from onrecord.identifiers import ONR

pytestmark = pytest.mark.browser


def lines(page: Any) -> dict[str, str]:
    """Who stands where in the picture."""
    found: dict[str, str] = page.evaluate(
        "Object.fromEntries(onrecord.drawn().lines"
        ".map(line => [onrecord.record.name(line.from), line.label]))"
    )
    return found


CLEAR = {"Bob Roe": "supports", "Cay Moss": "supports", "Dan Fell": "opposes", "Eve Yu": "supports"}
ALL = CLEAR | {"Ann Lee": "supports (doubtful)", "Cay Moss": "is for and against (doubtful)"}


def test_at_first_a_line_stands_without_doubtful_statements(show: Any, doubted: Graph) -> None:
    page = show(doubted)
    assert lines(page) == CLEAR
    assert not page.tab.is_checked("[data-line=doubtful]")
    assert "doubtful 2" in " ".join(page.tab.inner_text("#sorts").split())
    assert page.tab.inner_text("#doubted").startswith("1 line is not drawn: ")
    assert "confidence below 0.60" in page.tab.inner_text("#doubted")


def test_one_click_draws_them_and_one_takes_them_away(show: Any, doubted: Graph) -> None:
    page = show(doubted)
    page.click("#doubted button")
    assert lines(page) == ALL
    assert page.tab.is_checked("[data-line=doubtful]")
    assert "sorts=doubtful" in page.tab.url
    again = show(doubted, at="#" + page.tab.url.partition("#")[2])
    assert lines(again) == ALL
    page.locator("[data-line=doubtful]").uncheck()
    assert lines(page) == CLEAR and "#" not in page.tab.url


def drawing(page: Any) -> list[str]:
    """What the saved picture is made of: dashes and words."""
    svg: str = page.evaluate(
        "() => { const pen = new SvgPen(900, 600, '#fff');"
        " drawScene(pen, onrecord.drawn(), { x: 0, y: 0, scale: 1, width: 2000, height: 2000 },"
        " { dark: false, halo: '#fff', ink: '#000', quiet: '#000', family: 'Arial' });"
        " return pen.root.outerHTML; }"
    )
    return [part for part in ("2 5", ">?<") if part in svg]


def test_a_doubtful_line_is_dotted_and_has_a_question_mark(show: Any, doubted: Graph) -> None:
    page = show(doubted)
    assert drawing(page) == []
    page.locator("[data-line=doubtful]").check()
    assert drawing(page) == ["2 5", ">?<"]


def test_a_doubtful_line_that_is_chosen_is_drawn_and_says_why(show: Any, doubted: Graph) -> None:
    page = show(doubted, at="#person%2Fann-lee")
    row = page.locator("#panel .rowlist button", has_text="toll")
    assert "1 for, 0 against · doubtful" in " ".join(row.inner_text().split())
    row.click()
    assert lines(page)["Ann Lee"] == "supports (doubtful)"
    assert "? Doubtful. Without statements that may well be misread" in page.panel
    assert "1 statement: 1 for, 0 against." in page.panel and "1 doubtful." in page.panel
    assert page.locator("#panel .card .tag.doubtful").count() == 1


def test_who_is_sure_on_one_side_alone_is_drawn_on_that(show: Any, doubted: Graph) -> None:
    page = show(doubted)
    page.choose(page.line("Cay Moss", "mixed", "toll"))
    assert not page.tab.is_checked("[data-line=doubtful]")
    assert "2 statements: 1 for, 0 against." in page.panel and "1 doubtful." in page.panel
    assert page.locator("#panel .card .tag.doubtful").count() == 1


def test_the_matrix_has_a_question_mark_and_the_word(show: Any, doubted: Graph) -> None:
    page = show(doubted, at="#view=matrix")
    cells = page.locator("#matrix .cell").all_inner_texts()
    assert sorted(cells) == ["+", "+", "+2", "−"]  # of Cay Moss's two sides the sure one
    page.locator("[data-line=doubtful]").check()
    assert sorted(page.locator("#matrix .cell").all_inner_texts()) == [
        "+", "+1 −1?", "+2", "+?", "−"
    ]  # fmt: skip
    named = page.tab.get_attribute("#matrix .cell.doubtful.supports", "aria-label")
    assert named == "Ann Lee supports toll: 1 for, 0 against, doubtful"


def test_doubtful_statements_are_marked_and_put_aside_everywhere(show: Any, doubted: Graph) -> None:
    page = show(doubted, at="#view=statements")
    assert page.locator("#rows tr").count() == 7
    assert page.locator("#rows .tag.doubtful").all_inner_texts() == ["? doubtful"] * 3
    assert page.tab.inner_text("#aside") == "Put 3 doubtful aside"
    page.click("#aside")
    assert (
        page.locator("#rows tr").count() == 4 and page.locator("#rows .tag.doubtful").count() == 0
    )
    assert page.tab.inner_text("#active").startswith("Only\nstatements that are not doubtful")
    assert page.tab.inner_text("#filters-count") == "(1)"
    assert page.tab.inner_text("#aside") == "Show doubtful, too"
    assert "doubtful=false" in page.tab.url
    page.view("timeline")
    assert page.locator("#timeline .mark").count() == 4
    page.view("graph")
    assert lines(page) == CLEAR
    page.choose(page.line("Cay Moss", "mixed", "toll"))
    assert "1 statement: 1 for, 0 against." in page.panel
    assert "1 more outside the filters." in page.panel
    page.click("#active button")
    page.view("timeline")
    marks = page.locator("#timeline .mark.doubtful")
    assert page.locator("#timeline .mark").count() == 7 and marks.count() == 3
    assert all("(doubtful)" in (mark.get_attribute("aria-label") or "") for mark in marks.all())
    assert set(marks.locator("text").all_text_contents()) == {"?"}


def test_a_change_of_position_that_rests_on_one_is_doubtful(show: Any, unsure: Graph) -> None:
    graph = Graph() + unsure
    [said] = graph.subjects(ONR.words, Literal("view of 2010, Ann Lee"))
    page = show(unsure, at="#person%2Fann-lee")
    heading = page.locator("#panel .turn h3")
    assert heading.inner_text() == "Changes position"
    graph.set((said, ONR.confidence, Literal(Decimal("0.5"))))
    page = show(graph, at="#person%2Fann-lee")
    assert page.locator("#panel .turn h3").inner_text() == "Changes position? doubtful"
    page.view("timeline")
    assert page.tab.inner_text("#timeline .change").endswith("2010 → 2011 (doubtful)")


def test_a_side_tells_what_it_counts_where_that_is_less_than_one(show: Any, unsure: Graph) -> None:
    page = show(unsure, at="#view=statements")
    sides = {
        said: page.locator(f"#rows tr:has-text('view of {said}') .tag").all_inner_texts()
        for said in ("2010, Ann Lee", "2010, Cay Moss", "2010, Dan Fell", "2010, Gil Orr")
    }
    assert list(sides.values()) == [
        ["− against"],
        ["+ for · ½"],
        ["− against", "+ for · 0"],
        ["− against · ½"],
    ]


def test_the_drawer_puts_them_aside_too(show: Any, doubted: Graph, ada: Graph) -> None:
    page = show(doubted)
    page.click("#filters-open")
    page.locator("#filters input[name=doubtful]").uncheck()
    assert page.evaluate("onrecord.shown().statements.length") == 4
    page.click("#filters button:has-text('Reset all filters')")
    assert page.evaluate("onrecord.shown().statements.length") == 7
    other = show(ada)
    other.click("#filters-open")
    assert other.locator("#filters input[name=doubtful]").count() == 0
    other.view("statements")
    assert other.locator("#aside").count() == 0


def test_the_saved_table_has_a_column(show: Any, doubted: Graph) -> None:
    page = show(doubted, at="#view=statements")
    found = {row["words"]: row["doubtful"] for row in page.saved_rows()}
    assert {words for words, doubtful in found.items() if doubtful == "yes"} == {
        "view 0 of Ann Lee", "view 1 of Bob Roe", "view 1 of Cay Moss"
    }  # fmt: skip
