"""A build's file comes apart into whole subjects, and is checked so as it is at once."""

from pathlib import Path

import pytest
from rdflib import RDF, Graph

from onrecord import build, read
from onrecord.errors import StoreError
from onrecord.identifiers import OA, ONR
from onrecord.rdf import apart, store
from onrecord.rdf.apart import TornApart, parts
from onrecord.validation.checks import Checks

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def saved(graph: Graph, tmp_path: Path) -> Path:
    return store.save(graph, tmp_path / "out")


def test_the_parts_are_the_graph(
    graph: Graph, saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = store.load(saved.parent)
    assert set(whole) == set(graph)
    (one,) = parts(saved)
    assert set(one) == set(graph)
    monkeypatch.setattr(apart, "_PART", 1)
    found = list(parts(saved))
    assert len(found) > 20
    assert sorted(triple for part in found for triple in part) == sorted(graph)
    subjects = [subject for part in found for subject in set(part.subjects())]
    assert len(subjects) == len(set(subjects))


def test_a_document_stands_with_all_that_it_says(
    saved: Path, shapes: Graph, texts: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "_PART", 1)
    checks = Checks(shapes, ())
    found = [(part, checks.part(part, texts)) for part in parts(saved)]
    assert all(each.is_sound for _, each in found)
    documents = [part for part, _ in found if (None, RDF.type, ONR.Document) in part]
    assert len(documents) == len(texts)
    assert all((None, RDF.type, OA.SpecificResource) in part for part in documents)


def test_a_file_in_another_order_is_told(saved: Path) -> None:
    lines = "\n".join(f"{s.n3()} {p.n3()} {o.n3()} ." for s, p, o in store.load(saved.parent))
    saved.write_text("\n".join(sorted(lines.splitlines(), key=lambda line: line[-20:])), "utf-8")
    with pytest.raises(TornApart):
        list(parts(saved))


def test_what_is_no_turtle_is_told(saved: Path) -> None:
    saved.write_text("<https://x.org/a> is so", "utf-8")
    with pytest.raises(StoreError, match=r"graph\.ttl: no Turtle"):
        list(parts(saved))
    saved.unlink()
    with pytest.raises(StoreError, match=r"graph\.ttl"):
        list(parts(saved))


@pytest.mark.parametrize("is_torn", [False, True])
def test_a_build_is_checked_as_its_graph_is(tmp_path: Path, is_torn: bool) -> None:
    news, out = tmp_path / "news", tmp_path / "out"
    news.mkdir()
    (news / "a.txt").write_text('Ann Lee said: "We oppose the closure of the ward."\n', "utf-8")
    build.build([str(news)], out, build.Options(attribution="rules"))
    assert build.recheck(out) == ()
    file = out / store.FILE
    text = file.read_text("utf-8")
    assert "onr:form" in text and "oa:start" in text
    text = text.replace("onr:form ", "onr:mood ").replace("oa:start ", "oa:start 1.5 , ")
    if is_torn:
        subject = min(
            Graph().parse(data=text, format="turtle").subjects(RDF.type, OA.SpecificResource)
        )
        text += f'\n<https://x.org/a> rdfs:label "a" .\n<{subject}> rdfs:label "b" .\n'
    file.write_text(text, "utf-8")
    wanted = build.check(store.load(out), read.read([str(news)]).documents)
    assert len(wanted) > 3
    assert set(build.recheck(out)) == set(wanted)
