"""Builds after builds: nothing is read twice, nothing is lost, the bytes are those of a first one.

`make test-kills` kills 200 builds instead of four.
"""

import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Quad

from onrecord import build, vocabulary
from onrecord.building import output, unchanged
from onrecord.building.kept import kept
from onrecord.building.options import Options
from onrecord.errors import StoreError
from onrecord.progress import Moment
from onrecord.rdf import patching, quads
from onrecord.validation import checks
from written import tree

ARTICLES = {
    "lee.txt": "Ann Lee said: “The ward must stay open.” She opposes the closure of the ward.\n",
    "roe.txt": "Bob Roe, leader of the Meadow Party, promised to close the ward. He repeated it.\n",
    "moss.txt": "“Night clinics are wrong,” said Cara Moss, who chairs the Netherdale council.\n",
}
MORE = "Dora Quill said that she supported the closure of the ward. “It must close,” she said.\n"
TOPICS = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<https://x.example/ward> a skos:Concept ; skos:prefLabel "closure of the ward"@en ."""
BY_RULES: dict[str, Any] = dict.fromkeys(("attribution", "entities", "stances"), "rules")  # quick
RULES = Options(**BY_RULES)
KILLS = int(os.environ.get("ONRECORD_KILLS", "4"))


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("first")
    (place / "news").mkdir()
    for name, words in ARTICLES.items():
        (place / "news" / name).write_text(words, "utf-8")
    found = build.build([str(place / "news")], place / "out", RULES)
    assert len(found.articles) == 3 and found.statements >= 3
    return place


@pytest.fixture
def place(first: Path, tmp_path: Path) -> Path:
    return shutil.copytree(first, tmp_path / "place")


def again(place: Path, **options: object) -> tuple[int, dict[str, bytes]]:
    """How many articles a further build read, and what came out."""
    moments: list[Moment] = []
    chosen = Options(**(BY_RULES | {"tell": moments.append} | options))
    build.build([str(place / "news")], place / "out", chosen)
    (ended,) = (m for m in moments if m.stage == "Reading articles" and m.ended)
    assert ended.done == ended.total
    return ended.done, tree(place / "out")


def unread(place: Path) -> int:
    """How many articles the next build will read."""
    sources = [str(place / "news")]
    with (
        output.held(place / "out", sources) as own,
        kept(own, unchanged.circumstances(RULES), fresh=False) as memory,
    ):
        library = build.read_sources(sources, vocabulary.lexicon())
        return sum(memory.get(document) is None for document in library.documents)


def same(place: Path, **options: object) -> bool:
    chosen = Options(**(BY_RULES | options))
    return unchanged.since(place / "out", [str(place / "news")], chosen) is not None


def test_one_more_article_is_one_article_read_and_the_bytes_are_those_of_a_fresh_build(
    place: Path,
) -> None:
    before = tree(place / "out")
    assert again(place) == (0, before)
    (place / "news" / "quill.txt").write_text(MORE, "utf-8")
    read, after = again(place)
    assert read == 1 and "annotations/quill.json" in after
    assert again(place, fresh=True) == (4, after)
    (place / "news" / "quill.txt").rename(place / "news" / "moved.txt")
    read, moved = again(place)
    assert read == 0 and "annotations/moved.json" in moved
    (place / "news" / "moved.txt").unlink()
    assert again(place) == (0, before)
    topics = place / "topics.ttl"
    topics.write_text(TOPICS, "utf-8")
    assert again(place, topics=(topics,))[0] == 3
    assert again(place) == (3, before)  # what the other vocabulary gave was not kept for ever


PEOPLE = """@prefix schema: <https://schema.org/> .
<https://x.example/quill> a schema:Person ; schema:name "Dora Quill" ."""
DECIDED = "left,left_document,right,right_document,decision\nAnn Lee,,Cara Moss,,same\n"


def indexed(folder: Path) -> tuple[set[Quad], set[str]]:
    index = quads.stored(folder / "store" / "oxigraph")
    return set(index), {graph.value for graph in index.named_graphs()}


def test_the_index_is_that_of_a_fresh_build_after_every_change(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All but the first is put into the index before, until another vocabulary loads all anew."""
    loads: list[Path] = []
    was = patching._loaded
    monkeypatch.setattr(patching, "_loaded", lambda *given: loads.append(given[1]) or was(*given))
    monkeypatch.setattr(patching, "SHARE", 9.0)
    monkeypatch.setattr(patching, "DRIFT", 9.0)
    news, people = place / "news", place / "people.ttl"
    people.write_text(PEOPLE, "utf-8")
    changes: list[tuple[Callable[[], object], dict[str, object]]] = [
        (lambda: (news / "quill.txt").write_text(MORE, "utf-8"), {}),
        (lambda: (news / "lee.txt").write_text("Ann Lee said no. Cara Moss agreed.\n"), {}),
        (lambda: (news / "roe.txt").unlink(), {}),
        (lambda: (place / "same.csv").write_text(DECIDED), {"same_as": place / "same.csv"}),
        (lambda: None, {"people": (people,)}),
    ]
    for change, options in changes:
        change()
        before = len(loads)
        again(place, **options)
        assert len(loads) - before == ("people" in options)
        chosen = Options(**(BY_RULES | options))
        build.build([str(news)], place / "fresh", chosen)
        assert indexed(place / "out") == indexed(place / "fresh")
        shutil.rmtree(place / "fresh")


def test_a_damaged_table_of_the_index_before_costs_a_loading_and_nothing_else(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patching, "SHARE", 9.0)
    asked, was = list[int](), checks.Checks.whole

    def broken(*given: Any) -> Any:
        asked.append(len(given))
        if len(asked) == 1:
            raise RuntimeError("Corruption: block checksum mismatch")
        return was(*given)

    monkeypatch.setattr(checks.Checks, "whole", broken)
    (place / "news" / "quill.txt").write_text(MORE, "utf-8")
    _, after = again(place)
    assert len(asked) == 2
    assert again(place, fresh=True) == (4, after)


def test_nothing_is_done_where_nothing_has_changed_and_all_where_something_has(
    place: Path,
) -> None:
    assert same(place)
    told = unchanged.since(place / "out", [str(place / "news")], RULES)
    assert told is not None and told.summary.startswith("Read 3 articles")
    topics = place / "topics.ttl"
    topics.write_text(TOPICS, "utf-8")
    assert not same(place, topics=(topics,))
    assert not same(place, base_iri="https://x.example/id/")
    assert not same(place, least=0.5)
    changes: list[tuple[Path, Callable[[Path], object]]] = [
        (place / "news" / "lee.txt", lambda path: path.write_text(MORE)),
        (place / "news" / "lee.txt", lambda path: path.unlink()),
        (place / "news" / "new.txt", lambda path: path.write_text(MORE)),
        (place / "out" / "same-as.csv", lambda path: path.write_text("left,right,decision\n")),
        (place / "out" / "graph.ttl", lambda path: path.write_bytes(path.read_bytes() + b"#")),
        (place / "out" / "graph.html", lambda path: path.unlink()),
        (place / "out" / "annotations" / "lee.json", lambda path: path.unlink()),
        (place / "out" / "annotations" / "more.json", lambda path: path.write_text("{}")),
        (place / "out" / ".onrecord" / "record.json", lambda path: path.write_text("{")),
    ]
    for path, change in changes:
        kept = path.read_bytes() if path.exists() else None
        change(path)
        assert not same(place), path
        path.write_bytes(kept) if kept is not None else path.unlink()
        assert same(place), path
    (place / "news").rename(place / "articles")
    assert unchanged.since(place / "out", [str(place / "articles")], RULES) is None


def command(place: Path, *more: str) -> list[str]:
    start = [sys.executable, "-m", "onrecord", "build", str(place / "news"), "-o"]
    rules = (word for name in BY_RULES for word in (f"--{name}", "rules"))
    return [*start, str(place / "out"), *rules, *more]


def test_an_unchanged_build_loads_neither_models_nor_views(place: Path) -> None:
    script = (
        "import sys, onrecord.cli as c; c.app(sys.argv[1:], standalone_mode=False)\n"
        "heavy = ('spacy', 'onnxruntime', 'pyshacl', 'networkx', 'pyvis', 'trafilatura')\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    arguments = command(place)[3:]
    run = subprocess.run(
        [sys.executable, "-c", script, *arguments], capture_output=True, text=True, timeout=200
    )
    assert "Nothing has changed" in run.stderr and "Read 3 articles" in run.stderr
    assert run.stdout == "[]\n"


def test_killed_at_any_moment_the_next_build_gives_the_same_bytes(place: Path) -> None:
    """Most kills fall into the making of the index, from that of the build before, and into the
    drawing and writing, when files are replaced.
    """
    for each in range(20):
        (place / "news" / f"{each}.txt").write_text(f"{each} times: {ARTICLES['roe.txt']}", "utf-8")
    _, old = again(place)
    (place / "news" / "quill.txt").write_text(MORE, "utf-8")
    undisturbed = shutil.copytree(place, place.parent / "undisturbed")
    began = time.monotonic()
    subprocess.run(command(undisturbed), check=True, stderr=subprocess.DEVNULL, timeout=300)
    whole, new = time.monotonic() - began, tree(undisturbed / "out")
    assert new != old
    assert json.loads((undisturbed / "out" / "store" / "made.json").read_text())["drift"] > 0
    indexes = {
        len(built): indexed(folder / "out") for built, folder in ((old, place), (new, undisturbed))
    }
    chance = random.Random(KILLS)
    killed = 0
    for number in range(KILLS):
        spot = shutil.copytree(place, place.parent / str(number))
        run = subprocess.Popen(command(spot, "--log-json"), stderr=subprocess.PIPE, text=True)
        assert run.stderr is not None
        if stage := (None, "Writing", "Drawing")[number % 3]:
            any(json.loads(line)["stage"].startswith(stage) for line in run.stderr)
            time.sleep(chance.uniform(0, whole / 20))  # both take a twentieth of all
        else:
            time.sleep(chance.uniform(0, whole))
        run.send_signal(signal.SIGKILL)
        run.communicate()
        killed += run.returncode == -signal.SIGKILL
        unchanged.settle(spot / "out")
        left = tree(spot / "out")
        assert left in (old, new), number
        assert indexed(spot / "out") == indexes[len(left)], number
        build.build([str(spot / "news")], spot / "out", RULES)
        assert tree(spot / "out") == new, number
        assert indexed(spot / "out") == indexes[len(new)], number
        shutil.rmtree(spot)
    assert killed >= KILLS / 2


def heed_ctrl_c() -> None:
    """As at a terminal: what shares the tests out has its processes ignore it, and theirs."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_and_sigterm_keep_what_was_read(place: Path, number: signal.Signals) -> None:
    old = tree(place / "out")
    assert unread(place) == 0
    for each in range(120):
        (place / "news" / f"{each}.txt").write_text(f"{each} times: {MORE}", "utf-8")
    run = subprocess.Popen(
        command(place, "--log-json", "--workers", "1"),
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=heed_ctrl_c,
    )
    assert run.stderr is not None
    for line in run.stderr:
        if json.loads(line)["stage"] == "Reading articles" and json.loads(line)["done"]:
            break
    run.send_signal(number)
    _, talk = run.communicate(timeout=100)
    assert run.returncode == 128 + number and "Traceback" not in talk
    assert talk.splitlines()[-1].startswith("onrecord: stopped. The folder is as it was")
    assert tree(place / "out") == old
    assert 0 < unread(place) < 120


def test_a_full_disk_is_one_line_and_leaves_the_old_build(place: Path) -> None:
    """A limit on the size of a file: what a write meets is what a full disk gives it."""
    old = tree(place / "out")
    (place / "news" / "quill.txt").write_text(MORE, "utf-8")
    limit = len(old["graph.html"]) // 2  # the kept readings fit, the page does not

    def bounded() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    run = subprocess.run(
        command(place), preexec_fn=bounded, capture_output=True, text=True, timeout=200
    )
    assert run.returncode == 2 and len(run.stderr.splitlines()) == 1
    assert "cannot be written (File too large)" in run.stderr and "unchanged" in run.stderr
    assert tree(place / "out") == old
    assert again(place)[0] == 0  # the one article was read before


@pytest.mark.skipif(os.name != "posix", reason="rights are told otherwise")
def test_a_folder_without_the_right_to_write_is_one_line(first: Path) -> None:
    """As somebody who is not root, to whom rights mean nothing."""
    with tempfile.TemporaryDirectory() as name:
        place = shutil.copytree(first, Path(name) / "place")
        Path(name).chmod(0o755)
        old = tree(place / "out")
        for path in (place / "out").rglob("*"):
            path.chmod(0o555 if path.is_dir() else 0o444)
        (place / "out").chmod(0o555)
        (place / "news" / "quill.txt").write_text(MORE, "utf-8")
        script = (
            "import os, sys; from onrecord import build; from onrecord.errors import StoreError\n"
            "os.getuid() or os.setuid(65534)\n"
            "try: build.build(sys.argv[1:2], build.Path(sys.argv[2]))\n"
            "except StoreError as error: print(error)"
        )
        run = subprocess.run(
            [sys.executable, "-c", script, str(place / "news"), str(place / "out")],
            capture_output=True,
            text=True,
            timeout=200,
        )
        assert "cannot be written" in run.stdout and "-o" in run.stdout, run.stderr
        assert tree(place / "out") == old
        (place / "out").chmod(0o755)
        for path in (place / "out").rglob("*"):
            path.chmod(0o755)


def test_articles_that_are_gone_leave_the_old_build(place: Path) -> None:
    old = tree(place / "out")
    (place / "news").rename(place / "elsewhere")
    run = subprocess.run(command(place), capture_output=True, text=True, timeout=200)
    assert run.returncode == 2 and "no such file or folder" in run.stderr
    assert len(run.stderr.splitlines()) == 1 and tree(place / "out") == old


def test_an_article_altered_while_it_is_read_is_read_again_by_the_next_build(place: Path) -> None:
    def alter(moment: Moment) -> None:
        if moment.stage == "Joining the documents" and not moment.ended:
            (place / "news" / "lee.txt").write_text(MORE, "utf-8")

    (place / "news" / "quill.txt").write_text("Ann Lee said no.\n", "utf-8")
    build.build([str(place / "news")], place / "out", Options(tell=alter, **BY_RULES))
    assert not same(place)


def test_a_build_that_another_one_holds_is_an_error(place: Path) -> None:
    from onrecord.files import staging

    with staging.held(place / "out"), pytest.raises(StoreError, match="another build"):
        build.build([str(place / "news")], place / "out", RULES)
