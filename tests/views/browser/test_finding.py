"""Search, filters, comparison, ways between names, and an address that can be sent on."""

from typing import Any

import pytest
from rdflib import Graph

pytestmark = pytest.mark.browser


def test_search_by_keyboard(show: Any, ada: Graph) -> None:
    page = show(ada)
    page.keyboard.press("/")
    page.keyboard.type("mr re")
    assert page.locator("#results [role=option]").first.inner_text().startswith("Tom Reed")
    page.keyboard.press("Enter")
    assert page.tab.inner_text("#panel h2") == "Tom Reed"
    page.keyboard.press("Escape")
    assert "Who stands where?" in page.panel
    page.keyboard.press("/")
    page.keyboard.type("parking")
    first = page.tab.get_attribute("#search", "aria-activedescendant")
    page.keyboard.press("ArrowDown")
    assert page.tab.get_attribute("#search", "aria-activedescendant") != first
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    assert page.tab.inner_text("#panel h2") == "Hospital parking fees"


def test_search_finds_quotes_and_says_when_it_finds_nothing(show: Any, ada: Graph) -> None:
    page = show(ada)
    page.fill("#search", "daylight")
    page.locator("#results [role=option]").first.click()
    assert page.marked == ["daylight robbery"]
    assert "someone unnamed (“One critic”)" in page.panel
    page.fill("#search", "zebra")
    assert page.tab.inner_text("#results") == "Nothing found. Try another word."
    page.keyboard.press("Escape")
    assert page.tab.input_value("#search") == "" and page.tab.is_hidden("#results")


def test_search_uncovers_what_is_filtered_out(show: Any, ada: Graph) -> None:
    page = show(ada)
    summit = page.id_of("Fenwick Health Summit")
    assert not page.evaluate("id => onrecord.shown().nodes.has(id)", summit)
    page.fill("#search", "summit")
    page.keyboard.press("Enter")
    assert page.evaluate("id => onrecord.shown().nodes.has(id)", summit)
    assert page.tab.is_checked("[data-kind=Event]")


def test_words_of_the_search_become_a_filter_of_every_view(show: Any, ada: Graph) -> None:
    page = show(ada)
    page.fill("#search", "ward")
    page.click("#results [data-words]")
    assert "words: ward" in page.tab.inner_text("#active")
    page.view("statements")
    assert page.locator("#rows tr").count() == 3
    page.view("timeline")
    assert page.locator("#timeline .mark").count() == 3
    page.click("#active button")
    assert page.locator("#timeline .mark").count() == 9


def test_filters_by_kind_and_by_line(show: Any, ada: Graph) -> None:
    page = show(ada)
    assert page.drawn == [8, 9]
    page.locator("[data-line=opposes]").uncheck()
    assert page.drawn == [6, 5]  # and two who only oppose are alone now
    page.locator("[data-alone]").check()
    assert page.drawn == [8, 5]
    page.locator("[data-line=opposes]").check()
    page.locator("[data-kind=Policy]").uncheck()
    assert not page.evaluate("id => onrecord.shown().nodes.has(id)", page.id_of("Ward closure"))
    page.locator("[data-kind=Office]").check()
    assert page.evaluate("id => onrecord.shown().nodes.has(id)", page.id_of("Health minister"))


def test_a_range_of_dates_counts_positions_anew(show: Any, ada: Graph) -> None:
    page = show(ada)
    line = page.line("Tom Reed", "mixed", "Ward closure")
    page.click("#filters-open")
    page.fill("#filters input[name=since]", "2013-01-01")
    page.keyboard.press("Tab")
    assert page.evaluate("id => onrecord.shown().lines.get(id).sort", line) == "opposes"
    page.choose(line)
    assert "1 statement: 0 for, 1 against." in page.panel
    assert "1 more outside the filters." in page.panel
    page.fill("#filters input[name=until]", "2013-07-31")
    page.keyboard.press("Tab")
    page.view("statements")
    dates = set(page.locator("#rows td.date").all_inner_texts())
    assert dates == {"2013-06-07"}  # August is out, and so is 2007


def test_filters_by_outlet_party_fact_and_confidence(show: Any, ada: Graph) -> None:
    page = show(ada, at="#view=statements")
    page.click("#filters-open")
    page.locator("#filters label", has_text="Evening Post").locator("input").check()
    assert page.locator("#rows tr").count() == 4
    assert page.tab.inner_text("#filters-count") == "(1)"
    page.locator("#filters label", has_text="Orchard Party").locator("input").check()
    assert page.locator("#rows td.speaker").all_inner_texts() == ["Ada Brook"]
    page.click("#filters button:has-text('Reset all filters')")
    assert page.locator("#rows tr").count() == 9
    page.evaluate("onrecord.set({least: 0.85})")  # 0.90 for statements, 0.80 for their sides
    assert page.locator("#rows tr").count() == 1
    page.evaluate("onrecord.set({least: 0})")
    page.view("graph")
    lines = page.drawn[1]
    page.locator("#filters label", has_text="member of").locator("input").uncheck()
    assert page.drawn[1] == lines - 1


def test_two_are_compared_with_their_quotes_side_by_side(show: Any, ada: Graph) -> None:
    page = show(ada)
    page.point_at(page.id_of("Ada Brook"))
    page.click("#panel button:has-text('Compare with')")
    page.keyboard.type("tom")
    page.keyboard.press("Enter")
    text = page.panel
    assert "They take sides on 2 things in common: 1 agreement, 2 disagreements." in text
    assert "Opposed (1)" in text and "Both sides taken: they agree and disagree (1)" in text
    assert "parking fees pay for two extra doctors" in text and "to scrap parking fees" in text
    assert "Only Tom Reed (1)" in text
    width = page.evaluate("document.getElementById('panel').clientWidth")
    assert width > 600
    page.tab.reload()
    page.until("() => Boolean(window.onrecord)")
    assert "They take sides on 2 things in common" in page.panel


def test_the_shortest_way_between_two_names(show: Any, ada: Graph) -> None:
    page = show(ada)
    page.point_at(page.id_of("Fenland Nurses' Union"))
    page.click("#panel button:has-text('Shortest way')")
    at = page.evaluate("id => onrecord.positionOf(id)", page.id_of("Orchard Party"))
    page.mouse.click(at["x"], at["y"])
    page.until("() => onrecord.selected().includes('>')")
    steps = page.locator("#panel .way li").all_inner_texts()
    assert steps == [
        "Fenland Nurses' Union opposes Hospital parking fees",
        "Ada Brook supports Hospital parking fees",
        "Ada Brook member of Orchard Party",
    ]
    lit = page.evaluate("onrecord.drawn().focus.lines.size")
    assert lit == 3
    page.locator("#panel .way button").first.click()
    assert page.marked == ["a tax on the sick"]


def test_where_no_way_leads_it_says_so(show: Any, two_camps: Graph) -> None:
    page = show(two_camps)
    page.choose(f"{page.id_of('Red 1')}>{page.id_of('Lonely thing')}")
    assert "No chain of lines joins them" in page.panel


def test_an_address_opens_a_selection_and_back_returns(show: Any, ada: Graph) -> None:
    page = show(ada, at="#person/tom-reed")
    assert page.tab.inner_text("#panel h2") == "Tom Reed"
    page.choose(page.id_of("Ada Brook"))
    assert page.tab.url.endswith("#person%2Fada-brook")
    page.tab.go_back()
    page.until("() => document.querySelector('#panel h2').textContent === 'Tom Reed'")


def test_an_address_carries_view_filter_and_selection(show: Any, ada: Graph) -> None:
    page = show(ada)
    page.view("statements")
    page.locator("[data-line=supports]").uncheck()
    page.evaluate("onrecord.set({outlets: new Set(['Evening Post']), silent: false})")
    page.choose("s0")
    rows = page.locator("#rows tr").all_inner_texts()
    again = show(ada, at="#" + page.tab.url.partition("#")[2])
    assert again.tab.is_visible("#statements")
    assert again.locator("#rows tr").all_inner_texts() == rows and len(rows) == 3
    assert again.panel == page.panel
    assert not again.tab.is_checked("[data-line=supports]")
    page.tab.go_back()
    page.until("() => onrecord.selected() === null")
    page.tab.go_back()
    page.until("() => onrecord.state().outlets.size === 0")
    assert page.tab.is_visible("#statements")
