"""Four views of the same data: each shows what the filter leaves and what is chosen."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from rdflib import Graph

from onrecord.views.triples import read

pytestmark = pytest.mark.browser


def test_the_matrix_shows_who_stands_where(show: Any, ada: Graph) -> None:
    page = show(ada)
    page.view("matrix")
    cells = [one.get_attribute("aria-label") for one in page.locator("#matrix .cell").all()]
    assert sorted(cells) == [
        "Ada Brook supports Hospital parking fees: 1 for, 0 against",
        "Ada Brook supports Ward closure: 1 for, 0 against",
        "Fenland Nurses' Union opposes Hospital parking fees: 0 for, 1 against",
        "Patients opposes Hospital parking fees: as articles report it",
        "Tom Reed is for and against Ward closure: 1 for, 1 against",
        "Tom Reed opposes Ada Brook: 0 for, 1 against",
        "Tom Reed opposes Hospital parking fees: 0 for, 1 against",
    ]
    page.click("#matrix .cell[aria-label^='Fenland']")
    assert page.marked == ["a tax on the sick"]
    assert page.locator("#matrix .cell[aria-pressed=true]").count() == 1


def test_the_matrix_puts_camps_together(show: Any, two_camps: Graph) -> None:
    page = show(two_camps, at="#view=matrix")
    names = page.locator("#matrix tbody th").all_inner_texts()
    red = [name.startswith("Red") for name in names]
    assert len(names) == 8 and red in ([True] * 4 + [False] * 4, [False] * 4 + [True] * 4)
    page.tab.select_option("#matrix-order", "name")
    assert page.locator("#matrix tbody th").all_inner_texts() == sorted(names)
    assert "order=name" in page.tab.url


def test_the_matrix_is_walked_by_arrow_keys(show: Any, ada: Graph) -> None:
    page = show(ada, at="#view=matrix&order=name")
    page.locator("#matrix tbody th button").first.focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    chosen = page.evaluate("onrecord.record.get(onrecord.selected())")
    assert chosen["id"].startswith("e")
    assert "aria-label" in page.evaluate("document.activeElement.outerHTML")


def test_the_timeline_marks_a_change_of_position(show: Any, ada: Graph) -> None:
    page = show(ada)
    page.view("timeline")
    assert "9 statements, 1 change of position" in page.tab.inner_text("#timeline")
    names = page.locator("#timeline .lane-name").all_inner_texts()
    assert [name.split("\n")[0] for name in names] == [
        *("Tom Reed", "Ada Brook", "Fenland Nurses' Union", "speaker not told")
    ]
    assert page.locator("#timeline .bow").count() == 1
    page.click("#timeline .change")
    assert page.marked[:2] == ["a sensible step", "We will fight the ward closure."]


def test_the_timeline_goes_from_mark_to_quote_by_keyboard(show: Any, ada: Graph) -> None:
    page = show(ada, at="#view=timeline")
    assert page.locator("#timeline .mark").count() == 9
    page.locator("#timeline .mark").first.focus()
    page.keyboard.press("ArrowRight")
    label = page.evaluate("document.activeElement.getAttribute('aria-label')")
    page.keyboard.press("Enter")
    assert page.evaluate("onrecord.selected()").startswith("s")
    assert page.marked[0] in label
    assert page.locator("#timeline .mark.chosen").count() == 1


def test_the_timeline_of_one_policy_has_a_lane_for_each_speaker(show: Any, ada: Graph) -> None:
    page = show(ada, at="#at=policy%2Fward-closure&view=timeline")
    assert page.locator("#timeline .mark").count() == 3
    page.tab.select_option("#timeline-lanes", "what")
    assert page.locator("#timeline .lane-name").all_inner_texts() == ["Ward closure\n3"]
    page.click("#timeline button:has-text('Show everyone')")
    assert page.locator("#timeline .lane-name").count() > 3


def test_the_statements_have_every_attribute_and_sort(show: Any, ada: Graph) -> None:
    page = show(ada)
    page.view("statements")
    heads = page.locator("#statements th").all_inner_texts()
    assert len(heads) == 18
    row = dict(
        zip(
            (head.strip(" ↑↓") for head in heads),
            page.locator("#rows tr", has_text="a sensible step").locator("td").all_inner_texts(),
            strict=True,
        )
    )
    assert row["Date"] == "2007" and row["Speaker"] == "Tom Reed"
    assert row["Side"] == "+ for" and row["On what"] == "Ward closure"
    assert row["Act"] == "supports" and row["Form"] == "direct quote"
    assert row["Named as"] == "Mr Reed" and row["Verb"] == "called"
    assert row["Outlet"] == "The Fenwick Herald" and row["File"] == "herald.txt"
    assert row["Confidence"] == "0.90" and row["Side's confidence"] == "0.70"
    dates = page.locator("#rows td.date").all_inner_texts()
    assert dates == sorted(dates)
    page.click("#statements th.date button")
    assert page.locator("#rows td.date").all_inner_texts() == sorted(dates, reverse=True)
    page.click("#rows button:has-text('daylight robbery')")
    assert page.marked == ["daylight robbery"]
    assert page.locator("#rows tr[aria-current=true]").count() == 1


def test_what_is_shown_is_saved_as_csv(show: Any, ada: Graph, tmp_path: Path) -> None:
    page = show(ada, at="#view=statements&sorts=opposes&silent=false")
    with page.tab.expect_download() as download:
        page.click("#save-csv")
    download.value.save_as(tmp_path / "s.csv")
    data = (tmp_path / "s.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert len(rows) == 5 and {row["side"] for row in rows} == {"opposes"}
    assert {row["target"] for row in rows} >= {"Ward closure", "Ada Brook"}
    assert rows[0]["passages"] and rows[0]["url"] == "https://herald.example/ward-plan"


def test_a_cell_that_a_spreadsheet_would_run_is_text(show: Any, hostile: Graph) -> None:
    page = show(hostile, at="#view=statements")
    text = page.evaluate(
        "async () => { const made = []; const keep = URL.createObjectURL;"
        "URL.createObjectURL = (blob) => { made.push(blob); return keep.call(URL, blob) };"
        "document.getElementById('save-csv').click(); return made[0].text() }"
    )
    cells = [cell for row in csv.reader(io.StringIO(text.lstrip("\ufeff"))) for cell in row]
    assert len(cells) > 100
    assert not [cell for cell in cells if cell[:1] in ("=", "+", "-", "@")]


def test_who_sides_with_whom_is_a_picture_of_its_own(show: Any, ada: Graph) -> None:
    page = show(ada)
    page.click("#mode input[value=camps]")
    pairs = page.evaluate(
        "onrecord.drawn().lines.map(l => [onrecord.record.name(l.from), l.sort,"
        " onrecord.record.name(l.to)].join(' ')).sort()"
    )
    assert pairs == [
        "Ada Brook disagrees Tom Reed",
        "Fenland Nurses' Union agrees Tom Reed",
        "Fenland Nurses' Union disagrees Ada Brook",
    ]
    assert page.evaluate("onrecord.drawn().nodes.length") == 3
    page.click("#panel .rowlist button:has-text('Ada Brook and Tom Reed')")
    assert "Opposed (1)" in page.panel
    page.locator("#sides input[data-line=disagrees]").uncheck()
    assert page.drawn[1] == 1


def test_the_page_counts_sides_as_the_graph_does(
    show: Any, ada: Graph, two_camps: Graph, many: Any
) -> None:
    for graph in (ada, two_camps, many):
        record = read(graph) if isinstance(graph, Graph) else graph.graph["record"]
        counted = {frozenset(a.actors): (a.agreements, a.disagreements) for a in record.alignments}
        found = show(graph).evaluate(
            "[...onrecord.sidings().values()].map(p => [onrecord.record.get(p.from).key,"
            " onrecord.record.get(p.to).key, p.agree.length, p.disagree.length])"
        )
        base = "https://w3id.org/onrecord/id/"
        assert len(counted) >= 3
        assert {frozenset((base + a, base + b)): (x, y) for a, b, x, y in found} == counted
