"""The page in a real browser with the network cut: what a reader sees, clicks and types."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from rdflib import Graph

from onrecord.views import page as views_page

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

pytestmark = pytest.mark.browser

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
CHROME = os.environ.get("CHROME") or next(filter(None, map(shutil.which, NAMES)), None)
SWITCHES = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
WATCH = """
window.__violations = [];
document.addEventListener("securitypolicyviolation", (event) =>
    window.__violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
"""
DESKTOP, PHONE = (1440, 900), (390, 844)
Open = Callable[..., Any]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if CHROME is None:
        pytest.skip("no Chromium or Chrome here; install one or name it in CHROME")
    with sync_api.sync_playwright() as play:
        running = play.chromium.launch(executable_path=CHROME, args=SWITCHES)
        yield running
        running.close()


@pytest.fixture
def show(browser: Any, tmp_path: Path) -> Iterator[Open]:
    """Opens a graph's page, offline; afterwards nothing may have loaded, failed or run."""
    opened, trouble = [], []

    def opens(graph: Graph, size: tuple[int, int] = DESKTOP, at: str = "", **about: Any) -> Any:
        target = tmp_path / "graph.html"
        views_page.write(graph, target, title=about.pop("title", "On record"))
        frame = {"width": size[0], "height": size[1]}
        context = browser.new_context(viewport=frame, offline=True, **about)
        context.add_init_script(WATCH)
        tab = context.new_page()
        address = target.as_uri()
        context.on(
            "request",
            lambda r: None if r.url.split("#")[0] in (address, "data:,") else trouble.append(r.url),
        )
        tab.on("console", lambda message: trouble.append(f"console: {message.text}"))
        tab.on("pageerror", lambda error: trouble.append(f"error: {error}"))
        tab.on("dialog", lambda dialog: (trouble.append(f"dialog: {dialog}"), dialog.dismiss()))
        tab.goto(address + at)
        until(tab, "() => window.onrecord?.drawnAfter() > 0")
        opened.append((context, tab))
        return tab

    yield opens
    for context, tab in opened:
        trouble += tab.evaluate("window.__violations")
        assert tab.evaluate("typeof window.__pwned") == "undefined"
        context.close()
    assert trouble == []


def until(tab: Any, expression: str, value: object = None) -> None:
    """Waits for the page; Playwright's own waiting needs `eval`, which the policy forbids."""
    for _ in range(300):
        if tab.evaluate(expression, value):
            return
        tab.wait_for_timeout(30)
    raise AssertionError(f"not within 9 s: {expression}")


def find(tab: Any, name: str) -> str:
    """The id of the node with this name."""
    found: str = tab.evaluate("name => onrecord.data.entities.find(e => e.name === name).id", name)
    return found


def line(tab: Any, one: str, sort: str, other: str) -> str:
    """The id of a line between two names."""
    found: str = tab.evaluate(
        "([a, sort, b]) => onrecord.data.lines"
        ".find(l => l.from === a && l.sort === sort && l.to === b).id",
        [find(tab, one), sort, find(tab, other)],
    )
    return found


def click_at(tab: Any, thing: str) -> None:
    """A real click of the mouse where the picture has drawn a node or the middle of a line."""
    at = tab.evaluate("id => onrecord.positionOf(id)", thing)
    tab.mouse.click(at["x"], at["y"])
    until(tab, "id => onrecord.selected() === id", thing)


def panel(tab: Any) -> str:
    text: str = tab.inner_text("#panel")
    return text


def test_it_opens_drawn_with_the_network_cut(show: Open, ada: Graph) -> None:
    tab = show(ada, title="Fenwick hospitals")
    assert tab.title() == "Fenwick hospitals"
    assert "2 articles · 5 people and bodies · 2 policies · 9 statements" in tab.inner_text(
        "header"
    )
    assert "Who stands where?" in panel(tab)
    drawn = tab.evaluate(
        "() => { const c = document.querySelector('canvas');"
        "return new Set(c.getContext('2d').getImageData(0, 0, c.width, c.height).data).size }"
    )
    assert drawn > 50  # an empty canvas has one value


def test_a_click_on_a_line_shows_the_exact_words_and_where_they_stand(
    show: Open, ada: Graph
) -> None:
    tab = show(ada)
    click_at(tab, line(tab, "Ada Brook", "supports", "Ward closure"))
    marked = tab.locator("#panel mark").all_inner_texts()
    assert marked == ["closing the night ward at Elm Hill is the only safe choice"]
    text = panel(tab)
    assert "1 statement: 1 for, 0 against." in text
    assert "Health minister Ada Brook told the Herald that" in text
    assert "asserts · direct quote · confidence 0.90" in text
    assert "Read as for Ward closure, from “only safe choice” (confidence 0.70)." in text
    assert "The Fenwick Herald, 2013-06-07: Ward plan splits the council" in text
    assert "herald.txt · characters 78–136" in text
    link = tab.locator("#panel a")
    assert link.get_attribute("href") == "https://herald.example/ward-plan"
    assert link.get_attribute("rel") == "noopener noreferrer"


def test_a_mixed_position_shows_both_sides_with_their_dates(show: Open, ada: Graph) -> None:
    tab = show(ada)
    click_at(tab, line(tab, "Tom Reed", "mixed", "Ward closure"))
    text = panel(tab)
    assert "2 statements: 1 for, 1 against. 2007 to 2013-06-07" in text
    assert "Said in 2007, as this article reports." in text
    marked = tab.locator("#panel mark").all_inner_texts()
    assert sorted(marked) == ["We will fight the ward closure.", "a sensible step"]


def test_a_click_on_a_node_shows_its_positions_facts_and_quotes(show: Open, ada: Graph) -> None:
    tab = show(ada)
    click_at(tab, find(tab, "Ada Brook"))
    text = panel(tab)
    assert "Person · Orchard Party" in text
    assert "Also: Health minister Ada Brook, Ms Brook" in text
    assert "holds office Health minister" in text
    assert "Statements by (3)" in text and "Statements about (1)" in text
    assert "parking fees pay for two extra doctors" in text
    tab.click("#panel .rowlist button:has-text('Ward closure')")
    assert "1 for, 0 against" in panel(tab)


def test_ties_of_an_article_and_of_a_speaker_are_shown_under_one_line(
    show: Open, ada: Graph
) -> None:
    tab = show(ada)
    tab.evaluate(
        "id => onrecord.select(id)", line(tab, "Tom Reed", "opposes", "Hospital parking fees")
    )
    text = panel(tab)
    assert "1 statement: 0 for, 1 against." in text
    assert "as the article as a whole has it (confidence 0.80)" in text


def test_search_by_keyboard(show: Open, ada: Graph) -> None:
    tab = show(ada)
    tab.keyboard.press("/")
    tab.keyboard.type("mr re")
    assert tab.locator("#results [role=option]").first.inner_text().startswith("Tom Reed")
    tab.keyboard.press("Enter")
    assert tab.inner_text("#panel h2") == "Tom Reed"
    tab.keyboard.press("Escape")
    assert "Who stands where?" in panel(tab)
    tab.keyboard.press("/")
    tab.keyboard.type("parking")
    first = tab.get_attribute("#search", "aria-activedescendant")
    tab.keyboard.press("ArrowDown")
    assert tab.get_attribute("#search", "aria-activedescendant") != first
    tab.keyboard.press("ArrowUp")
    tab.keyboard.press("Enter")
    assert tab.inner_text("#panel h2") == "Hospital parking fees"


def test_search_finds_quotes_and_says_when_it_finds_nothing(show: Open, ada: Graph) -> None:
    tab = show(ada)
    tab.fill("#search", "daylight")
    tab.click("#results [role=option]")
    assert tab.locator("#panel mark").all_inner_texts() == ["daylight robbery"]
    assert "someone unnamed (“One critic”)" in panel(tab)
    tab.fill("#search", "zebra")
    assert tab.inner_text("#results") == "Nothing found. Try another word."
    tab.keyboard.press("Escape")
    assert tab.input_value("#search") == "" and tab.is_hidden("#results")


def test_search_uncovers_what_is_filtered_out(show: Open, ada: Graph) -> None:
    tab = show(ada)
    summit = find(tab, "Fenwick Health Summit")
    assert not tab.evaluate("id => onrecord.shown().nodes.has(id)", summit)
    tab.fill("#search", "summit")
    tab.keyboard.press("Enter")
    assert tab.evaluate("id => onrecord.shown().nodes.has(id)", summit)
    assert tab.is_checked("[data-kind=Event]")


def test_filters_by_kind_and_by_line(show: Open, ada: Graph) -> None:
    tab = show(ada)
    count = "() => [onrecord.shown().nodes.size, onrecord.shown().lines.size]"
    assert tab.evaluate(count) == [8, 9]
    tab.uncheck("[data-line=opposes]")
    assert tab.evaluate(count) == [6, 5]  # and two who only oppose are alone now
    tab.check("[data-alone]")
    assert tab.evaluate(count) == [8, 5]
    tab.check("[data-line=opposes]")
    tab.uncheck("[data-kind=Policy]")
    assert not tab.evaluate("id => onrecord.shown().nodes.has(id)", find(tab, "Ward closure"))
    tab.check("[data-kind=Office]")
    assert tab.evaluate("id => onrecord.shown().nodes.has(id)", find(tab, "Health minister"))
    tab.check("[data-line=agrees]")
    tab.evaluate(
        "id => onrecord.select(id)", line(tab, "Fenland Nurses' Union", "agrees", "Tom Reed")
    )
    assert "They share 1 target: agree on 1, disagree on 0." in panel(tab)


def test_the_list_holds_the_same_by_keyboard_alone(show: Open, ada: Graph) -> None:
    tab = show(ada)
    tab.focus("#show-list")
    tab.keyboard.press("Enter")
    assert tab.locator("#rows tr").count() == 9
    row = tab.locator("#rows tr", has_text="Fenland Nurses' Union")
    assert row.locator("td").all_inner_texts() == [
        *("Fenland Nurses' Union", "opposes", "Hospital parking fees", "0", "1", "2013-08")
    ]
    row.locator("button").nth(1).focus()
    tab.keyboard.press("Enter")
    assert tab.locator("#panel mark").all_inner_texts() == ["a tax on the sick"]
    assert row.get_attribute("aria-current") == "true"
    assert tab.evaluate("document.activeElement.id") == "panel"
    tab.keyboard.press("Escape")
    assert "Fenland Nurses' Union opposes" in tab.evaluate("document.activeElement.ariaLabel")


def test_a_citation_is_copied(show: Open, ada: Graph) -> None:
    tab = show(ada)
    tab.evaluate("id => onrecord.select(id)", line(tab, "Ada Brook", "supports", "Ward closure"))
    tab.click("#panel .copy")
    until(tab, "() => document.getElementById('status').textContent === 'Citation copied.'")
    tab.focus("#search")
    tab.keyboard.press("Control+v")
    assert tab.input_value("#search") == (
        "“closing the night ward at Elm Hill is the only safe choice” — Ada Brook; "
        "The Fenwick Herald, “Ward plan splits the council”, 2013-06-07, "
        "herald.txt characters 78–136, https://herald.example/ward-plan"
    )


def test_an_address_opens_a_selection_and_back_returns(show: Open, ada: Graph) -> None:
    tab = show(ada, at="#person/tom-reed")
    assert tab.inner_text("#panel h2") == "Tom Reed"
    tab.evaluate("id => onrecord.select(id)", find(tab, "Ada Brook"))
    assert tab.url.endswith("#person%2Fada-brook")
    tab.go_back()
    until(tab, "() => document.querySelector('#panel h2').textContent === 'Tom Reed'")


@pytest.mark.parametrize("at", ["#%", "#constructor", "#nobody/here"])
def test_a_strange_address_is_harmless(show: Open, ada: Graph, at: str) -> None:
    assert "Who stands where?" in panel(show(ada, at=at))


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_no_two_labels_meet(show: Open, crowd: Callable[[int], Graph], size: Any) -> None:
    tab = show(crowd(60), size=size)
    boxes = tab.evaluate("onrecord.labels().map(b => [b.left, b.top, b.right, b.bottom])")
    assert len(boxes) >= (35 if size == DESKTOP else 12)
    for place, one in enumerate(boxes):
        for other in boxes[:place]:
            apart = one[0] >= other[2] or other[0] >= one[2] or one[1] >= other[3]
            assert apart or other[1] >= one[3]


def test_it_fits_a_phone(show: Open, ada: Graph) -> None:
    tab = show(ada, size=PHONE)
    assert tab.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    click_at(tab, find(tab, "Tom Reed"))
    until(tab, "() => document.getElementById('panel').getBoundingClientRect().top < 100")
    tab.click("#show-list")
    assert tab.evaluate("document.documentElement.scrollWidth") <= PHONE[0]


def test_dark_is_dark(show: Open, ada: Graph) -> None:
    colour = "getComputedStyle(document.body).backgroundColor"
    assert show(ada, color_scheme="light").evaluate(colour) == "rgb(246, 247, 249)"
    assert show(ada, color_scheme="dark").evaluate(colour) == "rgb(20, 23, 27)"


def test_an_empty_graph_opens(show: Open) -> None:
    tab = show(Graph())
    assert tab.evaluate("onrecord.shown().nodes.size") == 0
    assert "0 articles" in tab.inner_text("header")


def test_nothing_from_a_text_ever_executes(show: Open, hostile: Graph) -> None:
    tab = show(hostile, title="<img src=x onerror=window.__pwned=1>")
    for box in tab.locator(".legend input:visible").all():
        box.check()
    things = tab.evaluate(
        "[...onrecord.data.entities, ...onrecord.data.lines].map(thing => thing.id)"
    )
    assert len(things) > 25
    for thing in things:
        tab.evaluate("id => onrecord.select(id)", thing)
    assert tab.locator("#panel a").count() == 0  # neither javascript: nor data: is a link
    assert tab.locator("#panel img, #panel svg[onload], #panel script").count() == 0
    for thing in things[:4]:
        at = tab.evaluate("id => onrecord.positionOf(id)", thing)
        tab.mouse.move(at["x"], at["y"])
    for attack in ("<img", "constructor", "script", "proto"):
        tab.fill("#search", attack)
        tab.keyboard.press("Enter")
    tab.click("#show-list")
    tab.locator("#rows button").first.click()
    tab.locator("#panel .copy").first.click()
    assert "</script><script>window.__pwned=1</script>" in tab.inner_text("#list")


def test_a_thousand_lines_are_drawn_in_time(show: Open, crowd: Callable[[int], Graph]) -> None:
    tab = show(crowd(600))
    assert tab.evaluate("onrecord.drawnAfter()") < 5000  # 0.5 s on 2 cores that nobody shares
