"""Articles read in several processes: the same readings, whichever of them dies."""

import os
import signal
from multiprocessing import active_children
from pathlib import Path
from typing import Any

import pytest

from onrecord import read
from onrecord.building import workers
from onrecord.building.workers import Crew, Failed, Means, Read, read_all
from onrecord.errors import ModelError
from onrecord.lexicon import Lexicon
from onrecord.model import Document

NAMES = ("Ann Lee", "Bob Roe", "Cara Moss", "Dora Quill", "Emil Brandt", "Finn Yates")


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> tuple[Document, ...]:
    folder = tmp_path_factory.mktemp("articles")
    for number, name in enumerate(NAMES):
        words = f"{name} said: “Ward {number} must stay open.” She opposes closure {number}.\n"
        (folder / f"{number}.txt").write_text(words, "utf-8")
    return read.read([folder]).documents


@pytest.fixture(scope="module")
def means(lexicon: Lexicon) -> Means:
    return Means(lexicon, attribution="rules", entities="rules", stances="rules")


@pytest.fixture(scope="module")
def alone(documents: tuple[Document, ...], means: Means) -> list[Read]:
    found = list(read_all(documents, means, Crew(1)))
    assert [each.document for each in found] == list(documents)
    assert all(not isinstance(each.result, Failed) and each.result.statements for each in found)
    return found


def ordered(found: list[Read]) -> list[Read]:
    return sorted(found, key=lambda each: each.document.id)


class Deadly(Document):
    """A document that ends the process it is handed to."""

    __slots__ = ()

    def __reduce__(self) -> Any:
        return os._exit, (9,)


@pytest.fixture(autouse=True)
def worth_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "WORTH", 1)


def test_several_processes_read_the_same_and_one_that_is_killed_costs_nothing(
    documents: tuple[Document, ...], means: Means, alone: list[Read]
) -> None:
    found, killed = [], 0
    with Crew(2) as crew:
        for each in read_all(documents, means, crew):
            found.append(each)
            if not killed:
                killed = active_children()[0].pid or 0
                os.kill(killed, signal.SIGKILL)
    assert killed and ordered(found) == alone
    assert active_children() == []


def test_an_article_that_kills_its_reader_costs_no_other(
    documents: tuple[Document, ...], means: Means, alone: list[Read]
) -> None:
    deadly = Deadly("deadly", "Text.", "0", ("deadly.txt",))
    with Crew(2) as crew:
        found = list(read_all([*documents[:2], deadly, *documents[2:3]], means, crew))
    assert ordered([each for each in found if each.document is not deadly]) == alone[:3]
    (lost,) = (each.result for each in found if each.document is deadly)
    assert isinstance(lost, Failed) and "died" in lost.fault


def test_a_model_that_is_missing_is_the_same_error_in_a_worker(
    documents: tuple[Document, ...], lexicon: Lexicon
) -> None:
    for processes in (1, 2):
        with pytest.raises(ModelError, match="not installed"), Crew(processes) as crew:
            list(read_all(documents[:2], Means(lexicon, model="no_such_model"), crew))


def test_few_articles_are_read_in_this_process(
    documents: tuple[Document, ...], means: Means, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(workers, "ProcessPoolExecutor", None)  # to start one would fail
    assert len(list(read_all(documents, means, Crew(8)))) == len(documents)


def test_the_processes_that_read_are_kept_for_other_work(
    documents: tuple[Document, ...], means: Means
) -> None:
    with Crew(2) as crew:
        assert crew.hand_out(_who, 0, _who)() == os.getpid()  # there are none yet
        assert len(list(read_all(documents, means, crew))) == len(documents)
        readers = {child.pid for child in active_children()}
        results = [crew.hand_out(_who, number, _who) for number in range(6)]
        assert {result() for result in results} <= readers and len(readers) == 2
        assert {child.pid for child in active_children()} == readers
    assert active_children() == []


def test_work_that_kills_its_process_is_done_here(means: Means) -> None:
    with Crew(1) as crew:
        crew.start(means, 1)
        deadly = crew.hand_out(os._exit, 9, _who)
        later = crew.hand_out(_who, 1, _who)
        assert deadly() == later() == os.getpid()
        assert crew.size == 0 and crew.hand_out(_who, 2, _who)() == os.getpid()
        crew.start(means, 1)
        assert crew.hand_out(_who, 3, _who)() != os.getpid()


def _who(number: int) -> int:
    return os.getpid()


def test_workers_end_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    import subprocess
    import sys
    import time

    script = """
import os, signal
from multiprocessing import active_children
from onrecord import vocabulary
from onrecord.building import workers
from onrecord.model import Document
from onrecord.building.workers import Crew, Means, read_all

if __name__ == "__main__":
    workers.WORTH = 1
    documents = [Document(str(n), f"Ann Lee said {n}.", str(n), (str(n),)) for n in range(4)]
    means = Means(vocabulary.lexicon(), None, "rules", "rules", "rules")
    for each in read_all(documents, means, Crew(2)):
        print(*(child.pid for child in active_children()), flush=True)
        os.kill(os.getpid(), signal.SIGKILL)
"""
    (tmp_path / "script.py").write_text(script)
    run = subprocess.run(
        [sys.executable, tmp_path / "script.py"], stdout=subprocess.PIPE, timeout=200
    )
    pids = [int(pid) for pid in run.stdout.split()]
    assert run.returncode == -signal.SIGKILL and len(pids) == 2
    until = time.monotonic() + 30
    while any(map(_lives, pids)) and time.monotonic() < until:
        time.sleep(0.1)
    assert not any(map(_lives, pids))


def _lives(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


@pytest.mark.parametrize(("threads", "processes", "used"), [(1, 4, 4), (8, 4, 8), (1, 1, 1)])
def test_one_process_uses_the_cores_of_those_that_were_not_started(
    lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch, threads: int, processes: int, used: int
) -> None:
    made: list[int] = []
    monkeypatch.setattr(workers, "Reader", lambda means: made.append(means.threads))
    with Crew(processes) as crew:
        assert list(read_all([], Means(lexicon, threads=threads), crew)) == []
    assert made == [used]
