"""A reader with a real browser and no network: one page a graph."""

import codecs
import csv
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from onrecord.views import page as views_page

WATCH = """
window.__violations = [];
document.addEventListener("securitypolicyviolation", (event) =>
    window.__violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
"""
DESKTOP = (1440, 900)


class Reader:
    """A tab with the page open, in the words of what a reader does there."""

    def __init__(self, tab: Any) -> None:
        self.tab = tab
        self.mouse, self.keyboard = tab.mouse, tab.keyboard
        self.locator, self.click, self.fill = tab.locator, tab.click, tab.fill
        self.evaluate = tab.evaluate

    def until(self, expression: str, value: object = None) -> None:
        """Waits for the page; Playwright's own waiting needs `eval`, which the policy forbids."""
        for _ in range(300):
            if self.tab.evaluate(expression, value):
                return
            self.tab.wait_for_timeout(30)
        raise AssertionError(f"not within 9 s: {expression}")

    def id_of(self, name: str) -> str:
        """The id of the entity with this name."""
        found: str = self.evaluate(
            "name => onrecord.record.entities.find(e => e.name === name).id", name
        )
        return found

    def line(self, one: str, sort: str, other: str) -> str:
        """The id of a line between two names."""
        found: str = self.evaluate(
            "([a, sort, b]) => onrecord.record.lines"
            ".find(l => l.from === a && l.sort === sort && l.to === b).id",
            [self.id_of(one), sort, self.id_of(other)],
        )
        return found

    def choose(self, thing: str | None) -> None:
        self.evaluate("id => onrecord.select(id)", thing)

    def point_at(self, thing: str) -> None:
        """A real click where the picture has drawn a node or the middle of a line."""
        at = self.evaluate("id => onrecord.positionOf(id)", thing)
        self.mouse.click(at["x"], at["y"])
        self.until("id => onrecord.selected() === id", thing)

    def view(self, name: str) -> None:
        self.click(f"[data-view={name}]")
        assert self.tab.is_visible(f"#{name}")

    def saved(self, button: str) -> tuple[str, bytes]:
        """The name and the bytes of the file that a button saves."""
        with self.tab.expect_download() as saving:
            self.click(button)
        return saving.value.suggested_filename, Path(saving.value.path()).read_bytes()

    def saved_rows(self) -> list[dict[str, str]]:
        """What the table of statements saves for a spreadsheet."""
        _, data = self.saved("#save-csv")
        assert data.startswith(codecs.BOM_UTF8)  # else some read it as an old code page
        return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))

    @property
    def panel(self) -> str:
        text: str = self.tab.inner_text("#panel")
        return text

    @property
    def marked(self) -> list[str]:
        """The quoted words in the panel."""
        found: list[str] = self.locator("#panel mark").all_inner_texts()
        return found

    @property
    def drawn(self) -> list[int]:
        """How many nodes and lines the picture has."""
        found: list[int] = self.evaluate(
            "[onrecord.drawn().nodes.length, onrecord.drawn().lines.length]"
        )
        return found


Show = Callable[..., Reader]


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """The page of a graph as a file, made once."""
    folder, made = tmp_path_factory.mktemp("pages"), {}

    def write(graph: Any, **about: Any) -> Path:
        key = (id(graph), *sorted(about.items()))
        if key not in made:
            made[key] = graph, folder / f"{len(made)}.html"
            made[key][1].write_text(views_page.html(graph, **about), encoding="utf-8")
        return made[key][1]

    return write


@pytest.fixture
def show(browser: Any, written: Callable[..., Path]) -> Iterator[Show]:
    """Opens a graph's page, offline; afterwards nothing may have loaded, failed or run."""
    opened, trouble = [], []

    def opens(
        graph: Any,
        size: tuple[int, int] = DESKTOP,
        at: str = "",
        scheme: str = "light",
        **about: Any,
    ) -> Reader:
        address = written(graph, **about).as_uri()
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]}, offline=True, color_scheme=scheme
        )
        context.add_init_script(WATCH)
        tab = context.new_page()
        own = (address, "data:,")
        context.on(
            "request",
            lambda r: (
                None
                if r.url.split("#")[0] in own or r.url.startswith("blob:")
                else trouble.append(r.url)
            ),
        )
        tab.on("console", lambda message: trouble.append(f"console: {message.text}"))
        tab.on("pageerror", lambda error: trouble.append(f"error: {error}"))
        tab.on("dialog", lambda dialog: (trouble.append(f"dialog: {dialog}"), dialog.dismiss()))
        tab.goto(address + at)
        reader = Reader(tab)
        reader.until("() => Boolean(window.onrecord)")
        if "view=" not in at:
            reader.until("() => onrecord.drawnAfter() > 0")
        opened.append((context, tab))
        return reader

    yield opens
    for context, tab in opened:
        trouble += tab.evaluate("window.__violations")
        assert tab.evaluate("typeof window.__pwned") == "undefined"
        context.close()
    assert trouble == []
