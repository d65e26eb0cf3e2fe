"""For every reader: keyboard, screen reader, small screen; axe-core judges each view."""

import json
from typing import Any

import pytest
from rdflib import Graph

axe = pytest.importorskip("axe_playwright_python.base", reason="axe-playwright-python is missing")

pytestmark = pytest.mark.browser

PHONE = (390, 844)
VIEWS = ("graph", "matrix", "timeline", "statements")


def serious(page: Any) -> list[str]:
    """What axe-core finds that keeps readers out. It runs beside the page's own policy."""
    session = page.tab.context.new_cdp_session(page.tab)

    def run(script: str) -> Any:
        options = {"expression": script, "awaitPromise": True, "returnByValue": True}
        answer = session.send("Runtime.evaluate", options)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    run(axe.AXE_FILE_PATH.read_text("utf-8") + ";0")
    found = json.loads(run("axe.run().then((found) => JSON.stringify(found))"))
    assert len(found["passes"]) > 20
    return [
        f"{one['id']}: {node['target']} {node['failureSummary']}"
        for one in found["violations"]
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing_serious(show: Any, ada: Graph, view: str, scheme: str) -> None:
    page = show(ada, at=f"#view={view}&outlets=Evening+Post&at=person%2Fada-brook", scheme=scheme)
    assert serious(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing_serious_in_what_is_doubtful(
    show: Any, doubted: Graph, view: str, scheme: str
) -> None:
    sorts = "".join(f"&sorts={sort}" for sort in ("supports", "opposes", "mixed", "doubtful"))
    page = show(doubted, at=f"#view={view}{sorts}&at=person%2Fann-lee", scheme=scheme)
    page.click("#filters-open")
    assert page.tab.is_visible(".tag.doubtful >> nth=0") and serious(page) == []


def test_axe_finds_nothing_serious_in_drawer_comparison_and_search(show: Any, ada: Graph) -> None:
    page = show(ada, at="#at=person%2Fada-brook+%2B+person%2Ftom-reed&mode=camps")
    page.click("#filters-open")
    page.fill("#search", "ward")
    page.keyboard.press("ArrowDown")
    assert serious(page) == []


def test_axe_finds_nothing_serious_on_a_phone(show: Any, ada: Graph) -> None:
    assert serious(show(ada, size=PHONE, at="#person/tom-reed")) == []


def test_the_picture_is_walked_by_arrow_keys_and_read_out(show: Any, ada: Graph) -> None:
    page = show(ada)
    page.locator("#canvas").focus()
    page.keyboard.press("ArrowRight")
    heard = [page.tab.inner_text("#status")]
    assert heard == ["Ada Brook, Person, 5 lines"]
    for key in ("ArrowLeft", "ArrowUp", "ArrowRight", "ArrowDown"):
        page.keyboard.press(key)
        heard.append(page.tab.inner_text("#status"))
    assert len(set(heard)) >= 3
    page.keyboard.press("Enter")
    assert page.tab.inner_text("#panel h2") == page.tab.inner_text("#status").split(",")[0]


def test_escape_closes_the_panel_and_returns_to_where_one_was(show: Any, ada: Graph) -> None:
    page = show(ada, at="#view=statements")
    page.locator("#rows button.quote").nth(2).focus()
    words = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    assert page.evaluate("onrecord.selected()").startswith("s")
    page.keyboard.press("Escape")
    assert page.evaluate("onrecord.selected()") is None
    assert page.evaluate("document.activeElement.textContent") == words


def test_all_views_are_reached_by_tab_and_enter(show: Any, ada: Graph) -> None:
    page = show(ada)
    for view in reversed(VIEWS):
        page.locator(f"[data-view={view}]").focus()
        page.keyboard.press("Enter")
        assert page.tab.is_visible(f"#{view}")
        assert page.tab.get_attribute(f"[data-view={view}]", "aria-pressed") == "true"


@pytest.mark.parametrize("view", VIEWS)
def test_it_fits_a_phone(show: Any, ada: Graph, view: str) -> None:
    page = show(ada, size=PHONE, at=f"#view={view}&at=person%2Fada-brook+%2B+person%2Ftom-reed")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    assert page.tab.is_visible(f"#{view}")


def test_a_touch_on_a_phone_brings_the_evidence(show: Any, ada: Graph) -> None:
    page = show(ada, size=PHONE)
    page.point_at(page.id_of("Tom Reed"))
    page.until("() => document.getElementById('panel').getBoundingClientRect().top < 100")


PAPER = (718, 1047)  # A4 within Chromium's margins, at 96 pixels an inch


@pytest.mark.parametrize("view", VIEWS)
def test_it_fits_a_sheet_of_paper(show: Any, many: Any, view: str) -> None:
    page = show(many, size=PAPER, at=f"#view={view}")
    page.tab.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth") <= PAPER[0]
    wide = "[...document.querySelectorAll('table')].map(table => table.scrollWidth)"
    assert all(width <= PAPER[0] for width in page.evaluate(wide))


def test_print_keeps_what_tells_by_its_ground(show: Any, ada: Graph) -> None:
    page = show(ada, at="#person/ada-brook")
    page.tab.emulate_media(media="print")
    kept = "getComputedStyle(document.querySelector('#panel mark')).printColorAdjust"
    assert page.evaluate(kept) == "exact"
