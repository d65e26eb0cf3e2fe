"""A reader in a real browser, with no network: editor, named queries, an article and its marks."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser


@pytest.fixture
def tab(browser: Any, client: Any) -> Iterator[Any]:
    """A tab that may reach this server alone; afterwards nothing may have failed."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.set_default_timeout(60_000)
    opened = context.new_page()
    trouble: list[str] = []
    opened.on("pageerror", lambda error: trouble.append(str(error)))
    opened.on("console", lambda said: trouble.append(said.text) if said.type == "error" else None)
    asked: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    yield opened
    context.close()
    assert [line for line in trouble if "400 (Bad Request)" not in line] == []
    own = (client.address, "data:", "blob:")
    assert [url for url in asked if not url.startswith(own)] == []


def picture(tab: Any, name: str) -> None:
    """Kept where ONRECORD_PICTURES says, for people to look at."""
    if folder := os.environ.get("ONRECORD_PICTURES"):
        tab.screenshot(path=f"{folder}/{name}.png")


def until(tab: Any, expression: str) -> None:
    """Waits for the page; Playwright's own waiting needs `eval`, which the policy forbids."""
    for _ in range(600):
        if tab.evaluate(expression):
            return
        tab.wait_for_timeout(50)
    raise AssertionError(f"not within 30 s: {expression}")


def cells(tab: Any) -> list[str]:
    found: list[str] = tab.locator("#rows tbody tr td:first-child").all_inner_texts()
    return found


def test_from_a_question_to_the_exact_words(tab: Any, client: Any) -> None:
    tab.goto(client.address)
    tab.click("#question-evidence-for")
    tab.wait_for_selector("#answer:not([hidden])")
    assert "onr:stance ?stance" in tab.input_value("#query")
    everybody = cells(tab)
    assert len(everybody) == 7 and {"Ann Lee", "Bob Roe", "Cara Moss"} == set(everybody)
    picture(tab, "ask")

    tab.get_by_label("person", exact=True).fill('"Roe\\u')  # ready to alter: nothing has this name
    tab.focus("#query")
    tab.keyboard.press("Control+Enter")
    until(tab, "document.getElementById('state').textContent.startsWith('0 rows')")
    tab.get_by_label("person", exact=True).fill("roe")
    tab.click("#run")
    until(tab, "/^[1-9] rows? in/.test(document.getElementById('state').textContent)")
    assert set(cells(tab)) == {"Bob Roe"}

    tab.locator("#rows tbody tr").first.get_by_text("in the text").click()
    tab.wait_for_selector("#text .mark.chosen")
    words = "".join(tab.locator("#text .mark.chosen").all_inner_texts())
    assert words in ("the closure of small wards", "Ann Lee is no friend of ours")
    card = tab.locator("#cards .card:visible").first.inner_text()
    assert "Bob Roe" in card and "confidence" in card and "Read as" in card
    picture(tab, "article")


def test_what_is_wrong_is_said_and_what_runs_can_be_stopped(tab: Any, client: Any) -> None:
    tab.goto(client.address)
    tab.fill("#query", "SELEKT ?x")
    tab.click("#run")
    tab.wait_for_selector("#error:not([hidden])")
    assert "does not parse at line 1" in tab.inner_text("#error")
    tab.fill("#query", "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }")
    tab.click("#run")
    tab.click("#stop:not([disabled])")
    until(tab, "document.getElementById('error').textContent === 'Stopped.'")
    tab.fill("#query", "ASK { ?s a onr:Person }")
    tab.click("#run")
    tab.wait_for_selector(".yes-no")
    assert tab.inner_text(".yes-no") == "Yes" and tab.locator("#error").is_hidden()


def test_a_deep_link_opens_on_the_words_and_the_picture_leads_there(
    tab: Any, client: Any, graph: Any
) -> None:
    reply = client.ask(
        "SELECT ?s { ?s a onr:Statement ; onr:words 'The closure of small wards is wrong.' }"
    )
    key = reply.rows[0]["s"]["value"].rpartition("/")[2]
    address = f"{client.address}documents/{key[:12]}#{key}"
    tab.goto(address)
    tab.wait_for_selector("#text .mark.chosen")
    assert tab.locator("#text .mark.chosen").all_inner_texts() == [
        "The closure of small wards is wrong."
    ]
    assert {"Ann Lee", "said"} == set(tab.locator("#text .who").all_inner_texts())
    assert tab.locator("#cards .card:visible").count() == 1
    tab.keyboard.press("Escape")
    assert tab.locator("#cards .card:visible").count() > 3
    tab.locator("#text .mark").first.focus()
    tab.keyboard.press("Enter")
    assert tab.locator("#text .mark.chosen").count() >= 1 and "#" in tab.url
    tab.locator("#cards .card:visible h3 a").first.click()
    tab.wait_for_url("**/graph#**")
    assert tab.locator("#panel h2").first.inner_text() == "Ann Lee"

    tab.goto(f"{client.address}graph#statement/{key}")
    tab.locator("#panel .card a", has_text="in the text").first.click()
    tab.wait_for_url(address)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_pages_can_be_read_by_all(
    browser: Any, client: Any, story: Any, scheme: str, width: int
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True
    )
    context.set_default_timeout(60_000)
    tab = context.new_page()
    id = story.gazette().document.sha256[:12]
    places = {"": "#questions button", f"documents/{id}": ".mark", "documents": "td"}
    for path, ready in places.items():
        tab.goto(client.address + path)
        tab.wait_for_selector(ready)
        if not path:
            tab.click("#question-supporters-of")
            tab.wait_for_selector("#answer:not([hidden])")
        faults = Axe().run(tab).response["violations"]
        assert faults == [], [(one["id"], [n["html"] for n in one["nodes"]][:3]) for one in faults]
        assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        picture(tab, f"{path.partition('/')[0] or 'ask'}-{scheme}-{width}")
    context.close()
