"""What is chosen opens to its evidence: the arithmetic, the words, the place where they stand."""

from typing import Any

import pytest
from rdflib import Graph

from onrecord import query
from onrecord.views.answer import answer

pytestmark = pytest.mark.browser


def test_a_click_on_a_line_shows_the_exact_words_and_where_they_stand(
    show: Any, ada: Graph
) -> None:
    page = show(ada)
    page.point_at(page.line("Ada Brook", "supports", "Ward closure"))
    assert page.marked == ["closing the night ward at Elm Hill is the only safe choice"]
    text = page.panel
    assert "1 statement: 1 for, 0 against." in text and "1 article" in text
    assert "Health minister Ada Brook told the Herald that" in text
    assert "asserts · direct quote · confidence 0.90" in text
    assert "Read as for Ward closure, from “only safe choice” (confidence 0.80)." in text
    assert "The Fenwick Herald, 2013-06-07: Ward plan splits the council" in text
    assert "herald.txt · characters 78–136" in text
    link = page.locator("#panel a")
    assert link.get_attribute("href") == "https://herald.example/ward-plan"
    assert link.get_attribute("rel") == "noopener noreferrer"


def test_a_changed_position_shows_both_quotes_side_by_side(show: Any, ada: Graph) -> None:
    page = show(ada)
    page.point_at(page.line("Tom Reed", "mixed", "Ward closure"))
    text = page.panel
    assert "2 statements: 1 for, 1 against. 2007 to 2013-06-07" in text
    assert "Mixed, since both sides were taken." in text
    assert "Said in 2007, as this article reports." in text
    assert page.marked == ["a sensible step", "We will fight the ward closure."]
    beside = page.locator("#panel .turn .beside > div")
    assert [one.inner_text().split("\n")[0] for one in beside.all()] == [
        *("Before: 2007", "After: 2013-06-07")
    ]


def test_a_line_with_weaker_statements_shows_what_each_side_weighs(
    show: Any, unsure: Graph
) -> None:
    page = show(unsure)
    page.choose(page.line("Gil Orr", "opposes", "toll"))
    assert "3 statements: 1 for, 2 against." in page.panel
    assert "Weighed: 0.5 for, 1.5 against." in page.panel
    page.choose(page.line("Ann Lee", "mixed", "toll"))
    assert "Weighed" not in page.panel


def test_a_click_on_a_node_shows_its_positions_facts_and_quotes(show: Any, ada: Graph) -> None:
    page = show(ada)
    page.point_at(page.id_of("Ada Brook"))
    text = page.panel
    assert "Person · Orchard Party" in text
    assert "Also: Health minister Ada Brook, Ms Brook" in text
    assert "holds office Health minister" in text
    assert "Statements by (3)" in text and "Statements about (1)" in text
    assert "parking fees pay for two extra doctors" in text
    page.click("#panel .rowlist button:has-text('Ward closure')")
    assert "1 for, 0 against" in page.panel


def test_ties_of_an_article_and_of_a_speaker_are_shown_under_one_line(
    show: Any, ada: Graph
) -> None:
    page = show(ada)
    page.choose(page.line("Tom Reed", "opposes", "Hospital parking fees"))
    assert "1 statement: 0 for, 1 against." in page.panel
    assert "as the article as a whole has it (confidence 0.80)" in page.panel


def test_a_citation_is_copied(show: Any, ada: Graph) -> None:
    page = show(ada)
    page.choose(page.line("Ada Brook", "supports", "Ward closure"))
    page.click("#panel .copy")
    page.until("() => document.getElementById('status').textContent === 'Citation copied.'")
    page.locator("#search").focus()
    page.keyboard.press("Control+v")
    assert page.tab.input_value("#search") == (
        "“closing the night ward at Elm Hill is the only safe choice” — Ada Brook; "
        "The Fenwick Herald, “Ward plan splits the council”, 2013-06-07, "
        "herald.txt characters 78–136, https://herald.example/ward-plan"
    )


def test_who_belongs_to_a_party_has_its_colour(show: Any, ada: Graph) -> None:
    page = show(ada)
    colours = page.evaluate(
        "Object.fromEntries(onrecord.drawn().nodes.map(n => [n.name, n.colour]))"
    )
    assert colours["Ada Brook"] == colours["Orchard Party"] == "#5a8f29"
    assert colours["Tom Reed"] != "#5a8f29"
    assert page.tab.inner_text("#parties") == "Orchard Party"


def test_the_answer_to_a_query_opens_to_its_rows_and_quotes(show: Any, ada: Graph) -> None:
    asked = """SELECT ?a ?b { VALUES (?a ?b) {
        ("Patients" "Fenwick") ("Ada Brook" "Ward closure") }}"""
    page = show(answer(query.run(ada, query.find(asked, ())), ada, "Two rows"))
    assert "Two rows · 2 rows" in page.panel
    page.point_at(page.line("Patients", "answer", "Fenwick"))
    assert "in one row: 1 row of the answer." in page.panel
    assert page.locator("#panel dd").all_inner_texts() == ["Patients", "Fenwick"]
    page.choose(page.line("Ada Brook", "supports", "Ward closure"))
    assert len(page.marked) == 1


def test_hover_lights_the_neighbours(show: Any, ada: Graph) -> None:
    page = show(ada)
    at = page.evaluate("id => onrecord.positionOf(id)", page.id_of("Ada Brook"))
    page.mouse.move(at["x"], at["y"])
    page.until("() => onrecord.drawn().focus !== null")
    lit = page.evaluate(
        "[...onrecord.drawn().focus.nodes].map(id => onrecord.record.name(id)).sort()"
    )
    assert lit == [
        *("Ada Brook", "Hospital parking fees", "Orchard Party", "Tom Reed", "Ward closure")
    ]
    page.mouse.move(5, 5)
    page.until("() => onrecord.drawn().focus === null")


def test_the_picture_is_saved_as_svg_and_png(show: Any, ada: Graph) -> None:
    page = show(ada)
    saved = {}
    for kind in ("svg", "png"):
        page.click("#save summary")
        name, saved[kind] = page.saved(f"[data-save={kind}]")
        assert name.endswith(kind)
    drawn = saved["svg"].decode()
    assert drawn.startswith("<svg") and "Tom Reed" in drawn and "stroke-dasharray" in drawn
    assert "<script" not in drawn and "href" not in drawn
    assert saved["png"].startswith(b"\x89PNG") and len(saved["png"]) > 9000


def test_print_hides_the_controls(show: Any, ada: Graph) -> None:
    page = show(ada)
    page.tab.emulate_media(media="print")
    assert page.tab.is_hidden("#search") and page.tab.is_hidden("#filters-open")
    assert page.tab.is_visible("#canvas") and page.tab.is_visible("#panel")
