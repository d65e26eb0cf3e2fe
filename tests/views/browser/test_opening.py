"""The page opens by itself: offline, drawn, in time, whatever stands in the texts."""

from collections.abc import Callable
from typing import Any

import pytest
from rdflib import Graph

pytestmark = pytest.mark.browser

DESKTOP, PHONE = (1440, 900), (390, 844)
VIEWS = ("graph", "matrix", "timeline", "statements")


def test_it_opens_drawn_with_the_network_cut(show: Any, ada: Graph) -> None:
    page = show(ada, title="Fenwick hospitals")
    assert page.tab.title() == "Fenwick hospitals"
    header = page.tab.inner_text("header")
    assert "2 articles · 5 people and bodies · 2 policies · 9 statements" in header
    assert "Who stands where?" in page.panel
    painted = page.evaluate(
        "() => { const c = document.querySelector('canvas');"
        "return new Set(c.getContext('2d').getImageData(0, 0, c.width, c.height).data).size }"
    )
    assert painted > 50  # an empty canvas has one value


def test_an_empty_graph_opens_in_every_view(show: Any) -> None:
    page = show(Graph())
    assert page.drawn == [0, 0]
    assert "Nothing is on record here." in page.tab.inner_text("#graph")
    for view in VIEWS[1:]:
        page.view(view)
        assert "filters" in page.tab.inner_text(f"#{view}")


def test_nothing_from_a_text_ever_executes(show: Any, hostile: Graph) -> None:
    page = show(hostile, title="<img src=x onerror=window.__pwned=1>")
    for box in page.locator("#kinds input, #sorts input").all():
        box.check()
    things = page.evaluate(
        "[...onrecord.record.entities, ...onrecord.record.lines, ...onrecord.record.statements]"
        ".map(thing => thing.id)"
    )
    assert len(things) > 35
    for view in VIEWS:
        page.view(view)
        page.evaluate("things => things.forEach((thing) => onrecord.select(thing))", things)
    page.choose("n0+n1")
    page.choose("n0>n4")
    page.view("graph")
    for thing in things[:4]:
        at = page.evaluate("id => onrecord.positionOf(id)", thing)
        page.mouse.move(at["x"], at["y"])
    page.click("#filters-open")
    page.locator("#filters input[type=checkbox]").first.check()
    assert page.locator("#panel a").count() == 0  # neither javascript: nor data: is a link
    strange = "main img, main script, main iframe, main [onload], main [onerror], #filters img"
    assert page.locator(strange).count() == 0
    for attack in ("<img", "constructor", "script", "proto"):
        page.fill("#search", attack)
        page.keyboard.press("Enter")
    page.evaluate("onrecord.set({words: '<img src=x onerror=window.__pwned=1>'})")
    page.evaluate("onrecord.set({words: '', parties: new Set(), outlets: new Set()})")
    page.view("statements")
    page.locator("#panel .copy").first.click()
    assert "</script><script>window.__pwned=1</script>" in page.tab.inner_text("#statements")


@pytest.mark.parametrize(
    "at", ["#%", "#constructor", "#nobody/here", "#view=__proto__&at=x&most=z"]
)
def test_a_strange_address_is_harmless(show: Any, ada: Graph, at: str) -> None:
    assert "Who stands where?" in show(ada, at=at).panel


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_no_two_labels_meet(show: Any, many: Any, size: Any) -> None:
    page = show(many, size=size)
    boxes = page.evaluate("onrecord.labels().map(b => [b.left, b.top, b.right, b.bottom])")
    assert len(boxes) >= (35 if size == DESKTOP else 12)
    for place, one in enumerate(boxes):
        for other in boxes[:place]:
            apart = one[0] >= other[2] or other[0] >= one[2] or one[1] >= other[3]
            assert apart or other[1] >= one[3]


def test_most_names_of_two_hundred_find_room(show: Any, crowd: Callable[[int], Any]) -> None:
    """104 of 163 when first measured; 96 where a name may stand close by its sign only."""
    page = show(crowd(200))
    assert page.drawn[0] > 150
    assert page.evaluate("onrecord.labels().length") >= 100


def test_a_thousand_names_are_drawn_and_moved_in_time(
    show: Any, crowd: Callable[[int], Any]
) -> None:
    """A tenth of these times on cores that nobody shares; `make bench-page` measures them."""
    page = show(crowd(1000), most=1000)
    assert page.drawn[0] > 700
    assert page.evaluate("onrecord.drawnAfter()") < 5000
    spent = page.evaluate(
        "() => { onrecord.steady(false); const start = performance.now();"
        "for (let i = 0; i < 5; i++) { onrecord.pan(5, 3); onrecord.positionOf('n0'); }"
        "onrecord.steady(true); return (performance.now() - start) / 5 }"
    )
    assert spent < 400


def test_past_a_number_it_opens_on_the_strongest_and_says_so(show: Any, many: Any) -> None:
    page = show(many, most=20)
    assert page.drawn[0] == 20
    shown = page.evaluate(
        "() => { const on = onrecord.drawn().nodes.map(n => onrecord.record.get(n.id).statements);"
        "const off = onrecord.record.entities.filter(e => !onrecord.shown().nodes.has(e.id)"
        "&& onrecord.record.linesOf(e.id).some(l => onrecord.shown().lines.has(l.id)));"
        "return [Math.min(...on), Math.max(...off.map(e => e.statements)), off[0].name] }"
    )
    assert shown[0] >= shown[1]
    assert "The 20 names with the most statements, of " in page.tab.inner_text("#notice")
    page.fill("#search", shown[2])
    page.keyboard.press("Enter")
    found = page.evaluate("onrecord.selected()")
    assert page.evaluate("id => onrecord.shown().nodes.has(id)", found)
    page.keyboard.press("Escape")
    page.click("#notice button")
    assert page.drawn[0] > 40 and page.tab.is_hidden("#notice")


def test_dark_is_dark_and_can_be_switched(show: Any, ada: Graph) -> None:
    colour = "getComputedStyle(document.body).backgroundColor"
    page = show(ada)
    assert page.evaluate(colour) == "rgb(246, 247, 249)"
    page.click("#theme")
    assert page.evaluate(colour) == "rgb(20, 23, 27)"
    assert show(ada, scheme="dark").evaluate(colour) == "rgb(20, 23, 27)"


def test_physics_runs_on_request_only_and_stops(show: Any, ada: Graph) -> None:
    page = show(ada)
    places = "onrecord.drawn().nodes.map(n => `${n.x.toFixed(1)} ${n.y.toFixed(1)}`).join()"
    before = page.evaluate(places)
    page.tab.wait_for_timeout(150)
    assert page.evaluate(places) == before
    page.click("#settle")
    page.until(f"before => {places} !== before", before)
    page.click("#settle")
    page.tab.wait_for_timeout(120)
    after = page.evaluate(places)
    page.tab.wait_for_timeout(150)
    assert page.evaluate(places) == after
