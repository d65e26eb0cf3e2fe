"""The whole flow with real parts, on a folder of invented articles in every kind of file."""

import csv
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
from rdflib import RDF, RDFS, Graph, Literal

from onrecord import build, query, vocabulary
from onrecord.building.report import Report
from onrecord.errors import DecisionError, SourceError, StoreError
from onrecord.identifiers import ONR
from onrecord.rdf import store
from written import tree

WARD = """Ward seven to stay, says Lee

Health minister Ann Lee has promised to keep ward seven open. “We will keep the ward open,” \
Ms Lee told the Netherdale Gazette. “It is needed.”

More on this story

Bob Roe, leader of the Meadow Party, said the plan was a waste of money. He opposes the ward.
"""

CLINIC = """---
title: Night clinics divide the council
outlet: Valley Post
author: Dora Quill
date: 2013-06-07
url: https://post.example/clinics
---
“Night clinics are wrong for Netherdale,” said Cara Moss, who chairs the council. She warned \
that the clinics would cost too much.
"""

PAGE = """<!doctype html><html><head><title>Moss backs rail link</title>
<meta property="article:published_time" content="2014-02-01"></head><body><nav>Home | Sign in</nav>
<article><h1>Moss backs rail link</h1><p>Cara Moss said that she supported the new rail link to
Netherdale. The council had waited ten years for it, she told reporters on Monday.</p>
<p>“The rail link must be built,” said Bob Roe of the Meadow Party, who had once opposed it.</p>
</article></body></html>
"""

WIRE = [
    {"id": "bridge", "text": "Ann Lee said the old bridge must close.", "date": "2012-05"},
    {"id": "school", "text": "“The school is safe,” said Cara Moss.", "outlet": "Dale Wire"},
]

HEARING = """“The wards close in May,” said Ann Lee. Nobody in the hall believed her. \
Bob Roe called the closure of wards a scandal. Valley Hospital is in Netherdale.

More on this story

Ward seven to stay
"""
# Coded otherwise than any rule would: the first quotation is left out, the act is not the cue's.
CODED = {
    "title": "A hearing",
    "entities": [
        {"id": "bob", "type": "Person", "name": "Robert Roe", "mentions": ["Bob Roe"]},
        {
            "id": "closure",
            "type": "Policy",
            "name": "closure",
            "mentions": ["closure of wards"],
        },
    ],
    "statements": [
        {
            "speaker": "bob",
            "source_text": "Bob Roe",
            "cue": "called",
            "content": ["the closure of wards a scandal"],
            "kind": "indirect",
            "act": "warns",
            "stances": [{"stance": "opposes", "target": "closure", "evidence": "a scandal"}],
        }
    ],
    "relations": [{"s": "bob", "p": "opposes", "o": "closure", "evidence": "called the closure"}],
}

FILES: dict[str, str | bytes] = {
    "gazette/ward.txt": WARD,
    "gazette/copied.txt": WARD,
    "post/clinic.md": CLINIC,
    "post/rail.html": PAGE,
    "wire.jsonl": "".join(json.dumps(line) + "\n" for line in WIRE) + "no article\n",
    "coded/hearing.txt": HEARING,
    "coded/hearing.json": json.dumps(CODED),
    "empty.txt": "",
    "scan.txt": b"\x00\x01\x02" * 40,
    "photo.png": b"\x89PNG",
}
TOP = [
    *("graph.ttl", "graph.html", "report.md", "topics-suggested.ttl", "sources.json"),
    *("statements.csv", "entities.csv", "positions.csv", "merges.csv"),
]
DOCUMENTS = ["bridge", "coded/hearing", "gazette/copied", "post/clinic", "post/rail", "school"]


def write(folder: Path, names: list[str]) -> Path:
    """The articles, created in the order of these names."""
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        content = FILES[name]
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds articles and what a build made of them."""
    return tmp_path_factory.mktemp("flow")


@pytest.fixture(scope="module")
def found(place: Path) -> Report:
    articles = write(place / "articles", list(FILES))
    return build.build([str(articles)], place / "out")


@pytest.fixture
def copy(found: Report, place: Path, tmp_path: Path) -> Path:
    """The folder anew, to be altered by one test."""
    return shutil.copytree(place, tmp_path / "copy")


def told(violations: Iterable[object]) -> str:
    return "\n".join(map(str, violations))


def altered(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert text.count(old) >= 1, old
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_a_build_holds_every_file_it_promises(found: Report, place: Path) -> None:
    names = {*TOP, *(f"annotations/{document}.json" for document in DOCUMENTS)}
    assert set(tree(place / "out")) == names
    assert found.violations == ()
    assert [article.id for article in found.articles] == DOCUMENTS
    assert len(rows(place / "out", "statements.csv")) >= found.statements >= 8
    people = {row["name"] for row in rows(place / "out", "entities.csv")}
    assert {"Ann Lee", "Cara Moss", "Robert Roe"} <= people
    assert len(store.load(place / "out")) == len(store.open_build(place / "out"))
    assert json.loads((place / "out" / "sources.json").read_text()) == ["../articles"]


def test_who_said_what_reaches_the_graph_from_every_format(found: Report, place: Path) -> None:
    said = {
        (row["path"], row["speaker"], row["words"], row["published"])
        for row in rows(place / "out", "statements.csv")
    }
    rail = "The rail link must be built"
    assert {
        ("wire.jsonl:1", "Ann Lee", "the old bridge must close", "2012-05"),
        ("wire.jsonl:2", "Cara Moss", "The school is safe", ""),
        ("post/clinic.md", "Cara Moss", "Night clinics are wrong for Netherdale", "2013-06-07"),
        ("post/rail.html", "Bob Roe", rail, "2014-02-01"),
    } <= said
    assert (place / "out" / "graph.html").read_text("utf-8").count(rail) >= 1


def test_report_names_what_was_skipped_and_why(found: Report, place: Path) -> None:
    report = (place / "out" / "report.md").read_text("utf-8")
    skipped = report.partition("## Skipped (4)")[2].partition("##")[0]
    for name, reason in {
        "empty.txt": "empty",
        "photo.png": "not a format",
        "scan.txt": "binary",
        "wire.jsonl:3": "not JSON",
    }.items():
        assert re.search(rf"^- {re.escape(name)}: {reason}", skipped, re.MULTILINE), name
    assert "- gazette/copied: gazette/copied.txt, gazette/ward.txt\n" in report
    assert report.splitlines()[2] == found.summary
    assert "None: the graph has its shape" in report


def test_the_summary_counts_what_the_graph_has(found: Report, place: Path) -> None:
    graph = Graph().parse(place / "out" / "graph.ttl")
    for kind, name in ((ONR.Statement, "statement"), (ONR.Stance, "stance"), (ONR.Relation, "")):
        number = len(set(graph.subjects(RDF.type, kind)))
        assert number > 1
        assert f" {number} {name or 'relation'}s" in found.summary


def test_a_document_coded_by_hand_is_truth(found: Report, place: Path) -> None:
    (row,) = (r for r in rows(place / "out", "statements.csv") if r["title"] == "A hearing")
    assert (row["speaker"], row["words"]) == ("Robert Roe", "the closure of wards a scandal")
    assert (row["act"], row["stance"], row["target"]) == ("warns", "opposes", "closure")
    written = json.loads((place / "out" / "annotations/coded/hearing.json").read_text("utf-8"))
    (statement,) = written["statements"]
    start = HEARING.index("the closure")
    assert statement["content"][0]["start"] == start
    assert [e["name"] for e in written["entities"]] == ["Robert Roe", "closure"]
    assert [(r["s"], r["p"], r["o"]) for r in written["relations"]] == [
        ("bob", "opposes", "closure")
    ]


def test_check_passes_on_what_was_built(copy: Path) -> None:
    assert build.recheck(copy / "out") == ()
    (copy / "articles").rename(copy / "moved")
    with pytest.raises(SourceError, match=r"no such file.* Moved\? .* onrecord check ARTICLES -o"):
        build.recheck(copy / "out")
    with pytest.raises(SourceError, match=r"Check the path\.$"):
        build.recheck(copy / "out", ["nowhere"])
    assert build.recheck(copy / "out", [str(copy / "moved")]) == ()


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [("post/clinic.md", "Night clinics are", "Night clinicz are"), ("wire.jsonl", "old", "odd")],
)
def test_check_finds_an_article_altered_by_a_character(
    copy: Path, name: str, old: str, new: str
) -> None:
    altered(copy / "articles" / name, old, new)
    violations = build.recheck(copy / "out")
    assert len(violations) == 1
    assert "no text with this hash" in told(violations) and name in told(violations)


def test_check_finds_evidence_that_was_tampered_with(copy: Path) -> None:
    altered(copy / "out" / "graph.ttl", 'oa:exact "Night clinics are', 'oa:exact "Day clinics are')
    assert "other words stand at" in told(build.recheck(copy / "out"))


def test_check_finds_a_line_that_nothing_backs(copy: Path) -> None:
    graph = store.load(copy / "out")
    lee, moss = (graph.value(None, RDFS.label, Literal(n, "en")) for n in ("Ann Lee", "Cara Moss"))
    graph.add((lee, ONR.criticises, moss))
    store.save(graph, copy / "out")
    assert "backs this line" in told(build.recheck(copy / "out"))


def test_same_input_same_bytes_in_every_file(tmp_path: Path) -> None:
    """Other hash seeds, files made in another order, sources named in another order."""
    runs = []
    for seed, names in ((0, sorted(FILES)), (4711, sorted(FILES, reverse=True))):
        place = tmp_path / str(seed)
        write(place / "articles", names)
        sources = ["articles/coded", "articles/gazette", "articles/post", "articles/wire.jsonl"]
        command = [sys.executable, "-m", "onrecord", "build", "-o", "out"]
        command += sources if seed else sources[::-1]
        environment = os.environ | {"PYTHONHASHSEED": str(seed), "TZ": f"UTC{seed % 9}"}
        runs.append(subprocess.Popen(command, cwd=place, env=environment, stderr=subprocess.PIPE))
    for run in runs:
        _, talk = run.communicate(timeout=120)
        assert run.returncode == 0, talk.decode()
    one, other = (tree(tmp_path / seed / "out") for seed in ("0", "4711"))
    assert sorted(one) == sorted(other) and len(one) == len(TOP) + len(DOCUMENTS)
    assert [name for name in one if one[name] != other[name]] == []


def test_building_again_gives_the_same_and_clears_what_is_gone(copy: Path) -> None:
    before = tree(copy / "out")
    build.build([str(copy / "articles")], copy / "out")
    assert tree(copy / "out") == before
    (copy / "articles" / "wire.jsonl").unlink()
    build.build([str(copy / "articles")], copy / "out")
    gone = {"annotations/bridge.json", "annotations/school.json"}
    assert before.keys() - tree(copy / "out").keys() == gone


def test_a_build_among_its_articles_is_no_article(copy: Path) -> None:
    inside = copy / "articles" / "out"
    first = build.build([str(copy / "articles")], inside)
    kept = tree(inside)
    assert build.build([str(copy / "articles")], inside).skipped == first.skipped
    assert tree(inside) == kept
    with pytest.raises(StoreError, match="holds the articles"):
        build.build([str(inside.parent)], inside.parent)


def test_nothing_to_read_leaves_an_old_build_alone(copy: Path) -> None:
    before = tree(copy / "out")
    (copy / "empty").mkdir()
    with pytest.raises(SourceError, match="no article found"):
        build.build([str(copy / "empty")], copy / "out")
    assert tree(copy / "out") == before


def test_a_wrong_coding_is_reported_and_its_article_read_like_any_other(tmp_path: Path) -> None:
    write(tmp_path, ["coded/hearing.txt", "coded/hearing.json"])
    altered(tmp_path / "coded/hearing.json", "a scandal", "a triumph")
    found = build.build([str(tmp_path / "coded")], tmp_path / "out")
    (reason,) = map(str, found.skipped)
    assert reason.startswith("hearing.json") and "does not stand in the text" in reason
    first, *_ = rows(tmp_path / "out", "statements.csv")
    assert first["words"] == "The wards close in May"


def test_documents_of_one_name_are_never_written_over_one_another(tmp_path: Path) -> None:
    """Annotation files name their documents as they like."""
    write(tmp_path, ["coded/hearing.txt"])
    for name, doc, text in (
        ("a", "ward", "Ann Lee left."),
        ("b", "Ward", "Bob Roe stayed."),
        ("c", "hearing", "Cara Moss spoke."),
        ("d", "clinic", "Cara Moss left."),
    ):
        coded = {"doc": doc, "text": text, "entities": [], "statements": [], "relations": []}
        (tmp_path / "coded" / f"{name}.json").write_text(json.dumps(coded))
    found = build.build([str(tmp_path / "coded")], tmp_path / "out")
    assert [str(skipped).partition(" ")[0] for skipped in found.skipped] == ["b.json:", "c.json:"]
    assert 'is called "Ward" as another document is. Give it another "doc".' in str(
        found.skipped[0]
    )
    written = sorted(path.stem for path in (tmp_path / "out" / "annotations").iterdir())
    assert written == ["clinic", "hearing", "ward"]


# These may be empty: twelve articles on one minister hold few sides that are read surely enough to
# stand against each other.
WITHOUT_ROWS = {
    "changes-of-position",
    "contradictions",
    "contradictions-within-a-party",
    "who-disagrees",
}


def test_the_sample_corpus_becomes_a_valid_graph_in_the_order_of_its_own_layout(
    sample_report: tuple[Path, Report],
) -> None:
    """Written part by part, the file is that of the whole graph, and `check` finds nothing."""
    sample, found = sample_report
    assert (len(found.articles), found.skipped, found.violations) == (12, (), ())
    assert found.left_out == ()
    assert all(article.statements for article in found.articles)
    assert sum(len(a.unspoken) for a in found.articles) * 5 < found.statements
    assert (sample / "graph.ttl").read_bytes() == store.export(store.load(sample), "turtle")
    assert build.recheck(sample) == ()


def test_every_named_query_answers_on_the_sample(sample: Path) -> None:
    ontology = vocabulary.ontology_folder()
    graph = store.open_build(sample)
    names = {named.name for named in query.named_queries(ontology)}
    assert len(names) == 19 and names >= WITHOUT_ROWS
    for name in sorted(names):
        rows = query.ask(graph, name, {}, ontology)
        assert rows.columns and (rows.rows or name in WITHOUT_ROWS), name


def test_who_is_on_record_in_the_sample(sample: Path) -> None:
    """Facts of the articles that any extraction worth its name must find."""
    ontology = vocabulary.ontology_folder()
    graph = store.open_build(sample)

    def column(name: str, number: int, **parameters: str) -> set[str]:
        rows = query.ask(graph, name, parameters, ontology).rows
        return {str(row[number]) for row in rows}

    assert "Health Secretary" in column("offices-held", 1, person="Hunt")
    assert "Jeremy Hunt" in column("positions-by-person", 0, person="Hunt")
    assert {"Jeremy Hunt", "Patricia Hewitt", "Andy Burnham"} <= column("statements-about", 1)


def test_a_decision_in_the_folder_is_obeyed_and_a_broken_one_stops_the_build(copy: Path) -> None:
    told = rows(copy / "out", "merges.csv")
    assert {"merged"} <= {row["outcome"] for row in told} and all(row["why"] for row in told)
    (copy / "out" / "same-as.csv").write_text(
        "left,right,decision\nAnn Lee,Robert Roe,same\n", "utf-8"
    )
    build.build([str(copy / "articles")], copy / "out")
    named = {row["name"]: row["aliases"] for row in rows(copy / "out", "entities.csv")}
    assert ("Ann Lee" in named) != ("Robert Roe" in named)
    (copy / "out" / "same-as.csv").write_text("left,right,decision\nAnn Lee,,same\n", "utf-8")
    with pytest.raises(DecisionError, match="row 2: left or right is empty"):
        build.build([str(copy / "articles")], copy / "out")
