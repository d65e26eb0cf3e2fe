"""Four views of the same data: each shows what the filter leaves and what is chosen."""

import csv
import io
from typing import Any

import pytest
from rdflib import RDF, RDFS, Graph

from onrecord import query, vocabulary
from onrecord.identifiers import ONR
from onrecord.triples.alignments import alignments
from onrecord.triples.positions import positions
from onrecord.triples.sides import sides

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


def test_a_cell_tells_the_statements_of_both_sides_apart(show: Any, unsure: Graph) -> None:
    page = show(unsure, at="#view=matrix")
    cells = {one.get_attribute("aria-label"): one for one in page.locator("#matrix .cell").all()}
    assert cells["Gil Orr opposes toll: 1 for, 2 against"].inner_text() == "+1 −2"


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


def test_a_mark_on_the_timeline_says_what_each_side_is_towards(show: Any, undated: Graph) -> None:
    page = show(undated, at="#view=timeline")
    label = page.locator("#timeline .mark.mixed").get_attribute("aria-label")
    assert label == "undated: Ann Lee, for levy, against dam. “the levy, not the dam”"


def test_the_ground_of_what_has_no_date_is_as_high_as_its_lane(show: Any, undated: Graph) -> None:
    page = show(undated, at="#view=timeline")
    lanes, grounds = page.evaluate(
        "['.lane:not(.axis-lane)', '.loose'].map(one => [...document.querySelectorAll("
        "`#timeline ${one}`)].map(it => Math.round(it.getBoundingClientRect().height)))"
    )
    assert len(lanes) == 2 and lanes[0] != lanes[1]
    assert all(lane - ground <= 1 for lane, ground in zip(lanes, grounds, strict=True))


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
    assert row["Confidence"] == "0.90" and row["Side's confidence"] == "0.80"
    dates = page.locator("#rows td.date").all_inner_texts()
    assert dates == sorted(dates)
    page.click("#statements th.date button")
    assert page.locator("#rows td.date").all_inner_texts() == sorted(dates, reverse=True)
    page.click("#rows button:has-text('daylight robbery')")
    assert page.marked == ["daylight robbery"]
    assert page.locator("#rows tr[aria-current=true]").count() == 1


def test_what_is_shown_is_saved_as_csv(show: Any, ada: Graph) -> None:
    page = show(ada, at="#view=statements&sorts=opposes&silent=false")
    rows = page.saved_rows()
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


BASE = "https://w3id.org/onrecord/id/"
PAIRS = """[...onrecord.sidings().values()].map(p => [onrecord.record.get(p.from).name,
    onrecord.record.get(p.to).name, p.agree, p.disagree])"""
POSITIONS = """[...onrecord.shown().lines.values()].flatMap(line => line.ties
    .filter(tie => tie.tie === "position").map(tie => [onrecord.record.get(line.from).name,
    onrecord.record.get(line.to).name, tie.sort, tie.supporting, tie.opposing]))"""


def pairs(page: Any) -> dict[frozenset[str], tuple[int, int]]:
    """What the page counts for each two."""
    return {frozenset(names): (same, apart) for *names, same, apart in page.evaluate(PAIRS)}


def aligned(graph: Graph) -> dict[frozenset[str], tuple[int, int]]:
    """The numbers of onr:Alignment for each two."""
    return {
        frozenset(str(graph.value(actor, RDFS.label)) for actor in graph.objects(one, ONR.actor)): (
            int(str(graph.value(one, ONR.agreements))),
            int(str(graph.value(one, ONR.disagreements))),
        )
        for one in graph.subjects(RDF.type, ONR.Alignment)
    }


def test_the_page_counts_sides_as_the_graph_does(
    show: Any, graph: Graph, unsure: Graph, ada: Graph, two_camps: Graph
) -> None:
    for one in (graph, unsure, ada, two_camps):
        assert pairs(show(one)) == aligned(one) != {}
    assert aligned(graph) == {  # Ann Lee has said both of the closure
        frozenset({"Ann Lee", "Bob Roe"}): (1, 1),
        frozenset({"Ann Lee", "Cara Moss"}): (2, 1),
        frozenset({"Bob Roe", "Cara Moss"}): (0, 1),
    }
    assert aligned(unsure)[frozenset({"Ann Lee", "Bob Roe"})] == (2, 2)
    assert not [pair for pair in aligned(unsure) if pair & {"Cay Moss", "Flo Rye"}]


def test_what_is_most_debated_is_what_the_query_finds_most_contested(
    show: Any, ada: Graph, two_camps: Graph, unsure: Graph
) -> None:
    for one in (ada, two_camps, unsure):
        asked = query.ask(one, "most-contested", {}, vocabulary.ontology_folder())
        found = [
            (name, f"{yes} for" + (f" · {both} both" if int(both) else "") + f" · {no} against")
            for name, yes, no, both, _ in (map(str, row) for row in asked.rows[:8])
        ]
        rows = show(one).locator("#panel h3:has-text('Most debated') + ul button")
        assert [tuple(row.inner_text().split("\n")[:2]) for row in rows.all()] == found != []


def test_the_page_counts_sides_of_a_crowd_as_the_program_does(show: Any, many: Any) -> None:
    found = show(many).evaluate(PAIRS.replace(".name", ".key"))
    counted = {frozenset(a.actors): (a.agreements, a.disagreements)
               for a in many.graph["record"].alignments}  # fmt: skip
    assert {frozenset((BASE + a, BASE + b)): (x, y) for a, b, x, y in found} == counted
    assert max(sum(numbers) for numbers in counted.values()) > 3


def test_a_comparison_sums_up_as_the_graph_does(show: Any, unsure: Graph) -> None:
    page = show(unsure, at="#at=person%2Fbob-roe+%2B+person%2Fann-lee")
    assert "sides on 1 thing in common: 2 agreements, 2 disagreements." in page.panel
    assert "Both sides taken: they agree and disagree (1)" in page.panel
    page = show(unsure, at="#at=person%2Fcay-moss+%2B+person%2Fann-lee")
    assert "They plainly take no side on the same thing." in page.panel
    assert "Not plainly said by both: not counted (1)" in page.panel


@pytest.mark.parametrize(("since", "until"), [("", ""), ("2010", "2010"), ("2011", "2016")])
def test_the_page_weighs_statements_as_the_graph_does(
    show: Any, unsure: Graph, since: str, until: str
) -> None:
    page = show(unsure)
    page.evaluate("range => onrecord.set(range)", {"least": 0.1, "since": since, "until": until})
    kept = [one for one in sides(unsure) if (since or "0") <= one.date.text <= (until or "9")]
    names = dict(unsure.subject_objects(RDFS.label))
    assert sorted(page.evaluate(POSITIONS)) == sorted(
        [
            *(str(names[one.holder]), str(names[one.target]), one.side),
            *(one.count("supports"), one.count("opposes")),
        ]
        for one in positions(kept)
    )
    counted = {frozenset(str(names[who]) for who in (one.one, one.other)): one
               for one in alignments(kept)}  # fmt: skip
    assert pairs(page) == {who: (n.agreements, n.disagreements) for who, n in counted.items()} != {}
