"""What a page of bounded size holds: no edge without its evidence, no gap that it does not tell."""

import json
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rdflib import Graph

from onrecord.views import page, triples
from onrecord.views.foremost import Share, foremost
from onrecord.views.network import network
from onrecord.views.parts import Corpus

BROOK = "https://w3id.org/onrecord/id/person/ada-brook"
SIZES = range(1, 30)


@pytest.fixture(scope="module")
def both(ada: Graph, two_camps: Graph, unsure: Graph) -> Graph:
    return Graph() + ada + two_camps + unsure


@pytest.fixture(scope="module")
def corpus(both: Graph, in_parts: Callable[[Graph], Corpus]) -> Corpus:
    return in_parts(both)


def data(path: Path) -> dict[str, Any]:
    [found] = re.findall(r'id="data">(.*?)</script>', path.read_text("utf-8"), re.DOTALL)
    loaded: dict[str, Any] = json.loads(found)
    return loaded


def quotes(share: Share) -> int:
    return len(share.record.statements) + sum(len(r.evidence) for r in share.record.relations)


def test_all_of_a_small_build(both: Graph, corpus: Corpus) -> None:
    share = foremost(corpus)
    whole = triples.read(both)
    assert share.whole is None
    assert share.record.statements == whole.statements
    assert share.record.positions == whole.positions
    assert share.record.relations == whole.relations
    assert share.record.entities.keys() == whole.entities.keys()


@pytest.mark.parametrize("most", SIZES)
def test_a_share_is_no_larger_than_asked_and_takes_nothing_out_of_its_place(
    both: Graph, corpus: Corpus, most: int
) -> None:
    share, whole = foremost(corpus, most), triples.read(both)
    assert quotes(share) == most
    assert share.whole is not None and share.whole.statements == len(whole.statements)
    for iri, said in share.record.statements.items():
        assert said == whole.statements[iri]
        assert share.record.documents[said.document] == whole.documents[said.document]
        assert {said.speaker, *(s.target for s in said.stances)} - {
            None
        } <= share.record.entities.keys()
    everything = {*whole.positions}, {*whole.relations}, {*whole.alignments}, {*whole.changes}
    here = share.record.positions, share.record.relations, share.record.alignments
    for found, known in zip((*here, share.record.changes), everything, strict=True):
        assert {*found} <= known


@pytest.mark.parametrize("most", SIZES)
def test_every_line_has_its_evidence_and_tells_what_it_lacks(
    corpus: Corpus, most: int, tmp_path: Path
) -> None:
    share = foremost(corpus, most)
    for _, _, tie in network(share.record).edges(data=True):
        assert tie["evidence"]
    page.draw(foremost(corpus, most), tmp_path / "page.html")
    drawn = data(tmp_path / "page.html")
    behind = {(p.holder, p.target): len(p.statements) for p in share.record.positions}
    told = [tie for line in drawn["lines"] for tie in line["ties"] if tie["tie"] == "position"]
    assert sorted(tie.get("of") or len(tie["statements"]) for tie in told) == sorted(
        behind.values()
    )
    assert all(tie.get("of", 99) > len(tie["statements"]) for tie in told)


def test_some_line_of_the_measured_sizes_lacks_statements_and_most_lack_none(
    corpus: Corpus,
) -> None:
    lacking = Counter(
        set(position.statements) <= share.record.statements.keys()
        for share in (foremost(corpus, most) for most in SIZES)
        for position in share.record.positions
    )
    assert lacking[True] > 10 * lacking[False] > 0


def test_more_room_never_takes_a_side_away(corpus: Corpus) -> None:
    before: set[str] = set()
    for most in range(3, 60):
        record = foremost(corpus, most).record
        sided = {iri for iri, said in record.statements.items() if said.stances}
        assert before <= sided
        before = sided


def test_the_first_names_are_those_most_often_on_record(corpus: Corpus) -> None:
    share = foremost(corpus, 4)
    assert {corpus.names[iri].name for iri in share.record.entities} == {"Bob Roe", "toll"}


def test_names_tell_how_many_statements_the_build_has_of_them(
    both: Graph, corpus: Corpus, tmp_path: Path
) -> None:
    page.draw(foremost(corpus, 20), tmp_path / "page.html")
    found = data(tmp_path / "page.html")
    whole = {about["label"]: about["statements"] for _, about in network(both).nodes(data=True)}
    for entity in found["entities"]:
        assert entity.get("of", entity["statements"]) == whole[entity["name"]]
    assert any("of" in entity for entity in found["entities"])


def test_the_page_says_how_much_of_how_much_it_holds(corpus: Corpus, tmp_path: Path) -> None:
    page.draw(foremost(corpus, 20), tmp_path / "page.html")
    found = data(tmp_path / "page.html")
    here, whole = len(found["statements"]), found["whole"]
    assert here < whole == sum(len(article.statements) for article in corpus.articles())
    text = (tmp_path / "page.html").read_text("utf-8")
    assert f">{here} of {whole} statements · " in text
    assert "the rest: onrecord view, onrecord serve" in text


def test_the_same_build_gives_the_same_bytes(
    both: Graph, corpus: Corpus, in_parts: Callable[[Graph], Corpus], tmp_path: Path
) -> None:
    turned = Graph()
    for triple in sorted(both, reverse=True):
        turned.add(triple)
    for name, each in (("one", corpus), ("other", in_parts(turned))):
        page.draw(foremost(each, 20), tmp_path / f"{name}.html")
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "other.html").read_bytes()
