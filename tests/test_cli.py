"""The command line: what each command prints where, and how it ends."""

import csv
import io
import json
import os
import pty
import re
import shutil
import socket
import subprocess
import sys
import webbrowser
from pathlib import Path

import networkx as nx
import pytest
from rdflib import Dataset, Graph
from typer.testing import CliRunner, Result

from onrecord import __version__
from onrecord.cli import app
from onrecord.identifiers import ONR
from onrecord.rdf import store

LEE = """Health minister Ann Lee said: “We will close the ward at Valley Hospital.”

Bob Roe criticised Ann Lee. He opposes the closure of the ward.
"""
MOSS = "“The ward must stay open,” said Cara Moss of the Meadow Party.\n"
COMMANDS = ("build", "extract", "check", "query", "export", "network", "view", "serve", "evaluate")
COUNT = "SELECT (COUNT(?s) AS ?n) WHERE { ?s a onr:Statement }"


def run(*arguments: object, stdin: str | None = None) -> Result:
    """A command in this process."""
    return CliRunner().invoke(app, [str(argument) for argument in arguments], input=stdin)


def spawn(*arguments: object, stdin: str = "", **more: str) -> subprocess.CompletedProcess[str]:
    """A command in a process of its own, its streams in pipes."""
    return subprocess.run(
        [sys.executable, "-m", "onrecord", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=os.environ | more,
    )


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli")
    (folder / "news").mkdir()
    (folder / "news" / "lee.md").write_text(f"---\ndate: 2013-06-07\n---\n{LEE}", "utf-8")
    (folder / "news" / "moss.txt").write_text(MOSS, "utf-8")
    (folder / "news" / "notes.xyz").write_text("?", "utf-8")
    return folder


@pytest.fixture(scope="module")
def built(place: Path) -> subprocess.CompletedProcess[str]:
    return spawn("build", place / "news", "-o", place / "out")


@pytest.fixture(scope="module")
def out(place: Path, built: subprocess.CompletedProcess[str]) -> Path:
    """A build, made by the command."""
    assert built.returncode == 0, built.stderr
    return place / "out"


# --- build, extract, check --------------------------------------------------------------------


def test_build_tells_what_it_did_on_stderr_alone(
    built: subprocess.CompletedProcess[str], out: Path
) -> None:
    assert (built.returncode, built.stdout) == (0, "")
    lines = built.stderr.splitlines()
    assert re.match(r"Read 2 articles: \d+ entities, \d+ statements", lines[0])
    assert lines[1] == "Skipped 1:" and lines[2].startswith("  notes.xyz: not a format")
    files = ("graph.html", "graph.ttl", "report.md")
    assert [line.split()[1] for line in lines[3:]] == [str(out / name) for name in files]
    assert all((out / name).is_file() for name in files)


def test_a_terminal_sees_counts_and_a_pipe_does_not(place: Path) -> None:
    """A real terminal: a pseudo-terminal is what the command talks to."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "onrecord", "build", "news", "-o", "shown"]
    process = subprocess.Popen(
        command, cwd=place, stderr=theirs, env=os.environ | {"TERM": "xterm", "COLUMNS": "120"}
    )
    os.close(theirs)
    seen = b""
    while chunk := _read(ours):
        seen += chunk
    assert process.wait() == 0
    text = seen.decode()
    assert "Reading articles" in text and "2 of 2" in text
    assert "Read 2 articles" in text


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # Linux says so when the other side is gone
        return b""


def test_extract_prints_annotation_json(place: Path) -> None:
    result = run("extract", place / "news" / "moss.txt")
    assert (result.exit_code, result.stderr) == (0, "")
    data = json.loads(result.stdout)
    (statement,) = data["statements"]
    assert (data["doc"], statement["speaker"]) == ("moss", "cara-moss")
    part = statement["content"][0]
    assert MOSS[part["start"] : part["end"]] == part["text"] == "The ward must stay open"


ATTACHED = "Cara Moss was at pains to point out that the ward had run at a loss for years.\n"


def test_attribution_by_the_model_or_by_rules_alone() -> None:
    def statements(*options: str) -> list[dict[str, object]]:
        result = run("extract", "-", *options, stdin=ATTACHED)
        found: list[dict[str, object]] = json.loads(result.stdout)["statements"]
        return found

    assert len(statements()) == 1
    assert statements("--attribution", "model", "--threads", "2") == statements()
    assert statements("--attribution", "rules") != statements()


def test_names_by_the_trained_model_or_by_the_language_model_alone() -> None:
    text = "Oona Tarrick of Better Buses Penmouth said: “Fares must fall.” Vale Borough said no.\n"

    def entities(*options: str) -> list[dict[str, object]]:
        found: list[dict[str, object]] = json.loads(
            run("extract", "-", *options, stdin=text).stdout
        )["entities"]
        return found

    assert entities("--entities", "model", "--threads", "2") == entities()
    assert entities("--entities", "rules") != entities()


def test_min_confidence_leaves_out_what_is_less_sure() -> None:
    def confidences(least: float) -> list[float]:
        result = run("extract", "-", "--min-confidence", least, stdin=LEE)
        return [s["confidence"] for s in json.loads(result.stdout)["statements"]]

    every = confidences(0)
    least = max(every)
    assert min(every) < least
    assert confidences(least) == [c for c in every if c >= least]
    assert run("extract", "-", "--min-confidence", 2, stdin=LEE).exit_code == 2


def test_extract_reads_standard_input(place: Path) -> None:
    from_file = json.loads(run("extract", place / "news" / "moss.txt").stdout)
    piped = json.loads(run("extract", "-", stdin=MOSS).stdout)
    assert piped["doc"] == "stdin"
    assert piped["statements"] == from_file["statements"]


def test_a_build_from_standard_input_is_checked_with_its_article(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    assert run("build", "-", "-o", folder, stdin=MOSS).exit_code == 0
    refused = run("check", "-o", folder)
    assert refused.exit_code == 2 and "give its articles to check as well" in refused.stderr
    assert run("check", "-", "-o", folder, stdin=MOSS).exit_code == 0
    assert run("check", "-", "-o", folder, stdin=MOSS.upper()).exit_code == 1


def test_check_passes_and_talks_on_stderr(out: Path) -> None:
    result = run("check", "-o", out)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "every piece of evidence stands where it says" in result.stderr


def test_check_ends_with_1_and_says_what_is_wrong(place: Path, out: Path, tmp_path: Path) -> None:
    shutil.copytree(place / "news", tmp_path / "news")
    shutil.copytree(out, tmp_path / "out")
    (tmp_path / "news" / "moss.txt").write_text(MOSS.replace("ward", "Ward"), "utf-8")
    result = run("check", "-o", tmp_path / "out")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "moss.txt" in result.stderr and result.stderr.endswith("1 violation.\n")
    result = run("check", place / "news", "-o", tmp_path / "out")
    assert result.exit_code == 0, result.stderr


# --- query ------------------------------------------------------------------------------------


def test_query_without_a_name_lists_the_names() -> None:
    lines = run("query").stdout.splitlines()
    assert len(lines) == 20
    assert "supporters-of\tSupporters of a policy" in "\n".join(lines)


def test_query_by_name_with_a_parameter(out: Path) -> None:
    rows = list(csv.reader(io.StringIO(run("query", "statements-about", "-o", out).stdout)))
    narrowed = run("query", "statements-about", "about=stay open", "-o", out).stdout
    (only,) = csv.DictReader(io.StringIO(narrowed))
    assert len(rows) > 2
    assert (only["speaker"], only["words"]) == ("Cara Moss", "The ward must stay open")


def test_query_from_a_file_and_as_text(out: Path, tmp_path: Path) -> None:
    file = tmp_path / "count.rq"
    file.write_text(f"# How many\n{COUNT}", "utf-8")
    count = len(list(store.load(out).subjects(predicate=ONR.words)))
    for asked in (file, COUNT):
        assert run("query", asked, "-o", out).stdout_bytes == f"n\r\n{count}\r\n".encode()


def test_a_query_can_be_answered_into_a_file(out: Path, tmp_path: Path) -> None:
    for format, beginning in (([], b"n\r\n"), (["--format", "json"], b'{\n "head"')):
        told = run("query", COUNT, *format, "--to", tmp_path / "rows", "-o", out)
        assert (told.exit_code, told.stdout) == (0, ""), told.stderr
        assert (tmp_path / "rows").read_bytes().startswith(beginning)
    lost = run("query", COUNT, "--to", tmp_path / "no" / "rows", "-o", out)
    assert lost.exit_code == 2 and "cannot be written" in lost.stderr


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        (["supporters-of", "policy=clsoure"], 'nothing in the graph is called "clsoure"'),
        (["SELECT ?s { ?s a onr:Persn }"], "onr:Persn is no term of the ontology"),
        (["ASK { ?s a <https://w3id.org/onrecord/ns#Dog> }"], "onr:Dog is no term of the ontology"),
        (["SELECT ?s { ?s a onr:Person ; onr:words ?w }"], ""),
        (["contradictions", "person=Moss"], ""),
    ],
)
def test_an_empty_answer_says_what_was_misspelt(out: Path, asked: list[str], why: str) -> None:
    told = run("query", *asked, "-o", out)
    assert told.exit_code == 0
    assert told.stderr == (f"No answer: {why}.\n" if why else "")


@pytest.mark.parametrize(
    ("format", "beginning"),
    [
        ("csv", "n\r\n"),
        ("tsv", "?n\n"),
        ("json", '{\n "head"'),
        ("xml", "<?xml"),
        ("table", "n\n"),
    ],
)
def test_query_formats(out: Path, format: str, beginning: str) -> None:
    result = run("query", COUNT, "--format", format, "-o", out)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout_bytes.decode().startswith(beginning)


def test_query_gives_turtle_for_a_graph(out: Path) -> None:
    asked = "CONSTRUCT { ?s onr:words ?w } WHERE { ?s onr:words ?w }"
    for format in ([], ["--format", "ttl"]):
        result = run("query", asked, *format, "-o", out)
        assert len(Graph().parse(data=result.stdout, format="turtle")) > 2
    assert run("query", asked, "--format", "csv", "-o", out).exit_code == 2


def test_query_shows_a_table_on_a_terminal(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    shown = _on_a_terminal("query", "SELECT ('[bold]x[/y]' AS ?a) {}", "-o", out)
    assert "[bold]x[/y]" in shown and "━" in shown


def _on_a_terminal(*arguments: object) -> str:
    """Standard output of a command, as a terminal gets it."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "onrecord", *map(str, arguments)], stdout=theirs
    )
    os.close(theirs)
    seen = b""
    while chunk := _read(ours):
        seen += chunk
    assert process.wait() == 0
    return seen.decode()


# --- export, view, evaluate -------------------------------------------------------------------


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
@pytest.mark.parametrize(
    ("format", "parser"),
    [("turtle", "turtle"), ("ntriples", "nt"), ("trig", "trig"), ("jsonld", "json-ld")],
)
def test_export_as_rdf_parses_back(out: Path, format: str, parser: str) -> None:
    dataset = Dataset()
    dataset.parse(data=run("export", format, "-o", out).stdout, format=parser)
    assert {q[:3] for q in dataset.quads()} == set(store.load(out))


def test_a_large_export_is_the_same_in_a_file(
    out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "_LARGE", 0)
    assert run("export", "turtle", "-o", out, "--to", tmp_path / "all.ttl").exit_code == 0
    data = (tmp_path / "all.ttl").read_bytes()
    assert data == run("export", "turtle", "-o", out).stdout_bytes
    assert set(Graph().parse(data=data, format="turtle")) == set(store.load(out))


def test_export_as_a_network_parses_back(out: Path) -> None:
    graphml = nx.parse_graphml(run("export", "graphml", "-o", out).stdout)
    gexf = nx.read_gexf(io.BytesIO(run("export", "gexf", "-o", out).stdout_bytes))
    assert {d["label"] for _, d in graphml.nodes(data=True)} >= {"Ann Lee", "Bob Roe"}
    assert set(gexf.nodes) == set(graphml.nodes)
    assert gexf.number_of_edges() == graphml.number_of_edges() > 0


def test_export_as_csv_and_into_a_file(out: Path, tmp_path: Path) -> None:
    result = run("export", "csv", "-o", out, "--to", tmp_path / "all.csv")
    assert (result.exit_code, result.stdout) == (0, "")
    assert (tmp_path / "all.csv").read_bytes() == (out / "statements.csv").read_bytes()
    assert run("export", "csv", "-o", out).stdout_bytes == (out / "statements.csv").read_bytes()
    lost = run("export", "csv", "-o", out, "--to", tmp_path / "no" / "all.csv")
    assert lost.exit_code == 2 and "cannot be written" in lost.stderr


def test_network_writes_every_format_and_a_summary(out: Path, tmp_path: Path) -> None:
    told = run("network", "-o", out, "--mode", "two-mode", "--into", tmp_path / "n")
    assert told.exit_code == 0, told.output
    assert sorted(path.name for path in (tmp_path / "n").iterdir()) == [
        *("two-mode-subtract-edges.csv", "two-mode-subtract-matrix.csv"),
        *("two-mode-subtract-summary.csv", "two-mode-subtract.gexf", "two-mode-subtract.graphml"),
    ]
    network = nx.read_graphml(tmp_path / "n" / "two-mode-subtract.graphml")
    labels = nx.get_node_attributes(network, "label")
    edges = {
        (labels[one], labels[other]): d["weight"] for one, other, d in network.edges(data=True)
    }
    assert any("Bob Roe" in ends for ends in edges)
    assert set(edges.values()) <= {1.0, -1.0}
    again = tmp_path / "again"
    run("network", "-o", out, "--mode", "two-mode", "--into", again)
    for path in again.iterdir():
        assert path.read_bytes() == (tmp_path / "n" / path.name).read_bytes()


def test_network_takes_formats_and_tells_what_does_not_go_together(
    out: Path, tmp_path: Path
) -> None:
    run("network", "-o", out, "--into", tmp_path, "--format", "gexf", "--format", "csv-matrix")
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        *("actors-subtract-matrix.csv", "actors-subtract-summary.csv", "actors-subtract.gexf"),
    ]
    within = run("network", "-o", out, "--into", tmp_path, "--from", "1900", "--to", "1901")
    assert "the network is empty" in within.stderr  # and what was written before stays
    assert (tmp_path / "actors-subtract-from-1900-to-1901-summary.csv").is_file()
    refused = run("network", "-o", out, "--mode", "two-mode", "--normalise", "jaccard")
    assert refused.exit_code == 2
    assert "no, activity, prominence" in refused.stderr


def test_view_makes_the_page_of_a_part(out: Path, tmp_path: Path) -> None:
    part = tmp_path / "part.html"
    result = run("view", "--no-open", "--entity", "Cara Moss", "--to", part, "-o", out)
    assert (result.exit_code, result.stdout) == (0, f"{part}\n")
    page = part.read_text("utf-8")
    assert "Cara Moss" in page and "Bob Roe" not in page
    later = run("view", "--no-open", "--since", "2014", "--to", part, "-o", out)
    assert later.exit_code == 0 and "The ward must stay open" not in part.read_text("utf-8")
    typed = run("view", "--no-open", "--type", "Person", "--to", part, "-o", out)
    assert typed.exit_code == 0 and "Ann Lee" in part.read_text("utf-8")


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        (["--entity", "Cara Moss", "--type", "Policy", "--type", "supports"],
         "On record, in part: Cara Moss · Policy, supports"),
        (["--since", "2012", "--until", "2013-08"], "On record, in part: from 2012 to 2013-08"),
        (["--until", "2013"], "On record, in part: to 2013"),
        (["--most", "3"], "On record"),
    ],
)  # fmt: skip
def test_a_page_of_a_part_says_of_which(
    out: Path, tmp_path: Path, asked: list[str], title: str
) -> None:
    run("view", "--no-open", *asked, "--to", tmp_path / "part.html", "-o", out)
    assert f"<h1>{title}</h1>" in (tmp_path / "part.html").read_text("utf-8")


def test_view_opens_the_page_of_the_build(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", opened.append)
    assert run("view", "-o", out).stdout == f"{out / 'graph.html'}\n"
    assert opened == [(out / "graph.html").resolve().as_uri()]


def test_view_draws_a_page_that_is_missing(out: Path, tmp_path: Path) -> None:
    (tmp_path / "graph.ttl").write_bytes((out / "graph.ttl").read_bytes())
    assert run("view", "--no-open", "-o", tmp_path).exit_code == 0
    assert (tmp_path / "graph.html").read_bytes() == (out / "graph.html").read_bytes()


def test_evaluate_measures_and_names_what_has_no_prediction(out: Path, tmp_path: Path) -> None:
    gold = tmp_path / "gold"
    shutil.copytree(out / "annotations", gold)
    full = run("evaluate", "--gold", gold, "--pred", out)
    assert full.exit_code == 0
    assert full.stderr == "2 documents, 0 without a prediction\n"
    assert full.stdout.startswith("measure\tprecision\trecall\tF1\tgold\nstatement\t1.000\t1.000")
    data = json.loads((gold / "moss.json").read_text("utf-8")) | {"doc": "other"}
    (gold / "other.json").write_text(json.dumps(data), "utf-8")
    less = run("evaluate", "--gold", gold, "--pred", out / "annotations")
    assert less.stderr == "3 documents, 1 without a prediction\n  other\n"


# --- errors, help, shells ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["build", "nowhere", "-o", "{tmp}"], "nowhere: no such file or folder. Check the path."),
        (["build", "{news}", "-o", "{news}"], "holds the articles. Choose another folder"),
        (["build", "{news}", "-o", "{news}/moss.txt"], "cannot be written"),
        (["build", "{news}", "-o", "{tmp}", "--model", "no_model"], '"no_model" is not installed'),
        (["build", "{news}", "-o", "{tmp}", "--topics", "no.ttl"], "no.ttl: No such file"),
        (["build", "{news}", "-o", "{tmp}", "--people", "{news}/moss.txt"], "not valid Turtle"),
        (["build", "{news}", "-o", "{tmp}", "--base-iri", "mine"], "absolute http or https"),
        (["extract", "{news}/notes.xyz"], "no article found (notes.xyz: not a format"),
        (["check", "-o", "{tmp}"], "no build in {tmp}: run onrecord build"),
        (["query", "who-lies", "-o", "{out}"], 'no query named "who-lies". Available: changes'),
        (["query", "SELECT {{", "-o", "{out}"], "does not parse at line 1"),
        (["query", "supporters-of", "who=x", "-o", "{out}"], "It takes: policy."),
        (["query", "supporters-of", "x", "-o", "{out}"], "Write it as name=value."),
        (["query", "evidence-for", "doubtful=No", "-o", "{out}"], "doubtful is yes or no."),
        (["query", "offices-held", "date=May", "-o", "{out}"], "date is a day, month or year"),
        (["query", "ASK {{ ?s a x:y }}", "-o", "{out}"], "Add PREFIX x: <…> before the query."),
        (["query", "supporters-of", "-o", "{tmp}"], "no build in {tmp}"),
        (["query", "supporters-of", "--format", "ttl", "-o", "{out}"], "use csv, tsv, json or xml"),
        (["export", "turtle", "-o", "{tmp}"], "no build in {tmp}"),
        (["view", "--no-open", "--entity", "Dan Lee", "-o", "{out}"], "Near it: Ann Lee."),
        (["view", "--no-open", "--type", "Dog", "-o", "{out}"], "no type “Dog”. Available:"),
        (["view", "--no-open", "--since", "May", "-o", "{out}"], '"May" is no date. Write it as'),
        (["view", "--since", "2013", "--until", "2012", "-o", "{out}"], "--until 2012: is before"),
        (["network", "--from", "2013", "--to", "2012", "-o", "{out}"], "--to 2012: is before"),
        (["view", "--no-open", "-o", "{tmp}"], "no build in {tmp}"),
        (["evaluate", "--gold", "{tmp}/no", "--pred", "{out}"], "no such folder"),
    ],
)
def test_errors_are_one_line_and_exit_2(
    place: Path, out: Path, tmp_path: Path, arguments: list[str], words: str
) -> None:
    names = {"news": place / "news", "out": out, "tmp": tmp_path}
    result = run(*(argument.format(**names) for argument in arguments))
    assert (result.exit_code, result.stdout) == (2, ""), result.output
    assert result.stderr.startswith("onrecord: ") and result.stderr.count("\n") == 1
    assert words.format(**names) in result.stderr


def test_a_build_replaces_nothing_that_no_build_has_written(place: Path, tmp_path: Path) -> None:
    mine = {"annotations/coded.json": "by hand", "graph.ttl": "my own", "store/key": "stored"}
    for name, text in mine.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    refused = run("build", place / "news", "-o", tmp_path)
    assert refused.exit_code == 2
    assert "holds annotations, graph.ttl, store, which a build would replace" in refused.stderr
    assert {name: (tmp_path / name).read_text("utf-8") for name in mine} == mine
    assert sorted(path.name for path in tmp_path.iterdir()) == ["annotations", "graph.ttl", "store"]


def test_wrong_usage_exits_2_and_says_so() -> None:
    for arguments, words in (
        (["frobnicate"], "No such command"),
        (["build"], "Missing argument"),
        (["export", "paper"], "'paper' is not one of"),
        (["evaluate"], "Missing option"),
    ):
        result = run(*arguments)
        assert (result.exit_code, result.stdout) == (2, "")
        assert words in result.stderr


def test_names_that_look_like_markup_are_shown_as_they_are(tmp_path: Path) -> None:
    folder = tmp_path / "[bold] :smile:"
    folder.mkdir()
    (folder / "a[red].txt").write_text(MOSS, "utf-8")
    (folder / "b[bold].xyz").write_text("?", "utf-8")
    result = run("build", folder, "-o", folder / "o[]u[!]")
    assert result.exit_code == 0, result.stderr
    assert "b[bold].xyz: not a format" in result.stderr
    assert f"{folder / 'o[]u[!]' / 'graph.ttl'}\n" in result.stderr
    assert "a[red]" in run("query", "coverage-by-document", "-o", folder / "o[]u[!]").stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_behind_standard_output_is_one_line(out: Path) -> None:
    with open("/dev/full", "w") as full:
        command = [sys.executable, "-m", "onrecord", "export", "csv", "-o", str(out)]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 2
    assert done.stderr.startswith("onrecord: standard output: cannot be written (No space left")
    assert done.stderr.count("\n") == 1


def test_a_build_goes_on_when_nobody_reads_its_log(place: Path, tmp_path: Path) -> None:
    ours, theirs = os.pipe()
    os.close(ours)
    build = [sys.executable, "-m", "onrecord", "build", str(place / "news"), "-o", str(tmp_path)]
    subprocess.run([*build, "--log-json"], stderr=theirs, check=False)
    os.close(theirs)
    assert (tmp_path / "graph.html").is_file()


def test_a_reader_that_leaves_early_is_no_error(out: Path) -> None:
    command = (
        f"{sys.executable} -m onrecord export turtle -o '{out}' | head -1; echo ${{PIPESTATUS[0]}}"
    )
    result = subprocess.run(["bash", "-c", command], capture_output=True, text=True)
    assert result.stdout.endswith("\n0\n") and result.stderr == ""


def test_output_is_utf8_in_any_locale(place: Path) -> None:
    text = MOSS.replace("Cara Moss", "Zoë Müller-Łuk")
    result = spawn("extract", "-", stdin=text, PYTHONIOENCODING="ascii", LC_ALL="C")
    assert result.returncode == 0 and "“" not in result.stderr
    assert "Zoë Müller-Łuk" in result.stdout


@pytest.mark.parametrize("command", [[], *([name] for name in COMMANDS)])
def test_help(command: list[str]) -> None:
    result = run(*command, "--help")
    assert result.exit_code == 0
    assert result.stdout.startswith(f"Usage: onrecord {' '.join(command)}".rstrip())
    if not command:
        assert all(re.search(rf"^  {name} ", result.stdout, re.MULTILINE) for name in COMMANDS)


def test_version() -> None:
    assert run("--version").stdout == f"onrecord {__version__}\n"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_script(shell: str) -> None:
    quiet = {"_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"}
    result = spawn("--show-completion", shell, **quiet)
    assert result.returncode == 0 and "_ONRECORD_COMPLETE" in result.stdout


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("onrecord ev", "evaluate"),
        ("onrecord export gr", "graphml"),
        ("onrecord query who-dis", "who-disagrees"),
        ("onrecord view --unt", "--until"),
    ],
)
def test_completion_offers(typed: str, offered: str) -> None:
    words = {"COMP_WORDS": typed, "COMP_CWORD": str(typed.count(" "))}
    result = spawn(_ONRECORD_COMPLETE="complete_bash", **words)
    assert result.stdout.split() == [offered]


GRAPHS = ("rdflib", "pyoxigraph")
VIEWS = ("networkx", "pyvis", "igraph", "jinja2")
TEXTS = ("spacy", "onnxruntime", "trafilatura", "lxml")


@pytest.mark.parametrize(
    ("arguments", "status", "unneeded"),
    [
        ("--help", 0, (*GRAPHS, *VIEWS, *TEXTS, "numpy", "pydantic")),
        ("build --help", 0, (*GRAPHS, *VIEWS, *TEXTS, "numpy")),
        ("query who-agrees -o {out}", 0, (*VIEWS, *TEXTS, "numpy", "yaml")),
        ("query no-such-question -o {out}", 2, (*VIEWS, *TEXTS, "numpy", "yaml")),
        ("view --no-open -o {out}", 0, (*GRAPHS, *VIEWS, *TEXTS, "numpy")),
        ("serve -o {out} --port {port}", 2, (*GRAPHS, *VIEWS, *TEXTS, "uvicorn", "starlette")),
        ("check -o {nowhere}", 2, (*VIEWS, *TEXTS)),
        ("build {nowhere} -o {nowhere}", 2, (*VIEWS, *TEXTS)),
    ],
)
def test_a_command_waits_for_nothing_that_it_has_no_use_for(
    out: Path, tmp_path: Path, arguments: str, status: int, unneeded: tuple[str, ...]
) -> None:
    script = (
        "import sys; from onrecord.cli import app\n"
        "try: app(sys.argv[1:])\n"
        "finally: print('loaded:', *sorted({m.partition('.')[0] for m in sys.modules}))"
    )
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        words = arguments.format(out=out, nowhere=tmp_path / "none", port=port).split()
        command = [sys.executable, "-c", script, *words]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == status, done.stderr
    loaded = done.stdout.rpartition("loaded:")[2].split()
    assert "typer" in loaded and not set(unneeded).intersection(loaded)
