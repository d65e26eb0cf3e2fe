"""A page that cannot hold all of a build tells what it lacks wherever the reader may miss it."""

from collections.abc import Callable
from typing import Any

import pytest
from rdflib import Graph

from onrecord.views.foremost import foremost
from onrecord.views.network import Network
from onrecord.views.page import shared
from onrecord.views.parts import Corpus

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def cut(unsure: Graph, in_parts: Callable[[Graph], Corpus]) -> Network:
    """Ten of the nineteen statements on one plan; of a line of two, one."""
    return shared(foremost(in_parts(unsure), 10))


def test_the_header_and_the_panel_say_how_much_is_here(show: Any, cut: Network) -> None:
    page = show(cut)
    assert "10 of 19 statements · 1 of 1 policies · " in page.tab.inner_text("header")
    assert "10 of 19 statements are on this page" in page.panel
    assert "onrecord view --entity NAME" in page.panel


def test_a_line_that_lacks_statements_gives_its_sums_and_says_so(show: Any, cut: Network) -> None:
    page = show(cut)
    lacking = page.evaluate(
        "onrecord.record.lines.filter(l => l.ties.some(t => t.of)).map(l => "
        "[l.id, l.ties[0].statements.length, l.ties[0].of, l.ties[0].supporting, "
        "l.ties[0].opposing])"
    )
    [[line, here, every, supporting, opposing]] = lacking
    page.choose(line)
    assert f"{every} statements: {supporting} for, {opposing} against." in page.panel
    assert f"{here} of the {every} statements behind this line are on this page." in page.panel
    assert len(page.marked) == here < every == supporting + opposing


def test_a_name_tells_how_many_of_its_statements_are_here(show: Any, cut: Network) -> None:
    page = show(cut)
    page.choose(page.id_of("toll"))
    assert "10 of the 19 statements by or about this name are on this page." in page.panel


def test_a_search_that_finds_nothing_does_not_say_that_there_is_nothing(
    show: Any, cut: Network
) -> None:
    page = show(cut)
    page.fill("#search", "Nobody Here")
    assert "which is a part of the build" in page.tab.inner_text("#results")


def test_a_page_of_all_says_nothing_of_parts(
    show: Any, unsure: Graph, in_parts: Callable[[Graph], Corpus]
) -> None:
    page = show(shared(foremost(in_parts(unsure))))
    assert " of " not in page.tab.inner_text("header .summary")
    assert "on this page" not in page.panel
