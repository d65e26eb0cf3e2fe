"""The copy of a build at an address is indexed once, whatever happens meanwhile."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from rdflib import Graph

from onrecord.errors import StoreError
from onrecord.files import staging
from onrecord.rdf import quads, store
from onrecord.remote import fetch

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


@pytest.fixture
def copy(graph: Graph, tmp_path: Path) -> Path:
    """As `fetched` leaves it: the graph's file, and no index."""
    folder = tmp_path / "copy"
    store.save(graph, folder)
    shutil.rmtree(folder / store.STORE)
    return folder


def count(folder: Path) -> int:
    (row,) = store.open_build(folder).query(COUNT)
    return int(row[0])  # type: ignore[index]


@pytest.fixture
def no_loading(monkeypatch: pytest.MonkeyPatch) -> None:
    def loaded(path: Path) -> None:
        raise AssertionError(f"{path} was loaded whole")

    monkeypatch.setattr(quads, "loaded", loaded)


def test_questions_go_to_the_index(copy: Path, graph: Graph, no_loading: None) -> None:
    with pytest.raises(AssertionError, match="loaded whole"):
        count(copy)
    fetch.index(copy)
    assert count(copy) == len(graph)
    made = (copy / store.STORE / store.OF).stat().st_mtime_ns
    fetch.index(copy)
    assert (copy / store.STORE / store.OF).stat().st_mtime_ns == made


def test_another_graph_gets_another_index(copy: Path, no_loading: None) -> None:
    fetch.index(copy)
    (copy / store.FILE).write_text("<urn:a> <urn:b> <urn:c> .\n")
    assert not store.is_indexed(copy)
    fetch.index(copy)
    assert count(copy) == 1


def test_while_another_process_is_at_it_the_file_is_enough(copy: Path, graph: Graph) -> None:
    with staging.held(copy):
        fetch.index(copy)
    assert not (copy / store.STORE).exists()
    assert count(copy) == len(graph)


@pytest.mark.parametrize("content", [b"<a> <b> .", b"\xff\xfe"])
def test_a_broken_graph_is_told_by_who_opens_it(copy: Path, content: bytes) -> None:
    (copy / store.FILE).write_bytes(content)
    fetch.index(copy)
    assert not (copy / store.STORE).exists()
    with pytest.raises(StoreError, match="no Turtle"):
        store.opened(copy)


def indexing(folder: Path) -> subprocess.Popen[bytes]:
    code = "import sys; from pathlib import Path; from onrecord.remote import fetch; "
    code += "print('ready', flush=True); fetch.index(Path(sys.argv[1]))"
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", code, str(folder)]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE)


def test_two_at_once_and_one_killed(copy: Path, no_loading: None) -> None:
    """Of a graph that takes a while: killed at any moment, nothing half made is ever found."""
    lines = (f'<urn:s{n}> <urn:p> "{n} is a number" .\n' for n in range(60_000))
    (copy / store.FILE).write_text("".join(lines))
    for wait in (0.0, 0.05, 0.15, 0.4):
        killed = indexing(copy)
        assert killed.stdout is not None
        killed.stdout.readline()
        time.sleep(wait)
        killed.send_signal(signal.SIGKILL)
        killed.wait()
        killed.stdout.close()
        whole = not (copy / store.STORE).exists() or count(copy) == 60_000
        assert whole
    both = [indexing(copy), indexing(copy)]
    assert [one.wait(60) for one in both] == [0, 0]
    for one in both:
        assert one.stdout is not None
        one.stdout.close()
    assert count(copy) == 60_000
    assert sorted(p.name for p in (copy / staging.OWN).iterdir()) == [staging.LOCK]
