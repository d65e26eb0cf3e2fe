"""All files of a build or none, though the process dies before any step on the file system."""

import subprocess
import sys
from pathlib import Path

import pytest

from onrecord.errors import StoreError
from onrecord.files import staging

# Writes a build of three files and a folder, and kills itself before the n-th step.
WRITER = """
import os, signal, sys
from pathlib import Path
from onrecord.files import staging

folder, words, steps = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
STEPS = ("open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "shutil.rmtree")
armed = False

def step(event, arguments):
    global steps
    if armed and event in STEPS:
        steps -= 1
        if steps < 0:
            os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(step)
armed = True
with staging.held(folder), staging.staged(folder) as new:
    for name in ("graph.ttl", "sources.json", "report.md"):
        (new / name).write_text(words)
    (new / "annotations").mkdir()
    for number in range(2):
        (new / "annotations" / f"{words}{number}.json").write_text(words)
"""


def write(folder: Path, words: str, steps: int = 10**9) -> int:
    command = [sys.executable, "-c", WRITER, str(folder), words, str(steps)]
    return subprocess.run(command, timeout=60).returncode


def tree(folder: Path) -> dict[str, str]:
    found = (path for path in folder.rglob("*") if path.is_file())
    named = {path.relative_to(folder).as_posix(): path.read_text() for path in found}
    return {name: words for name, words in named.items() if not name.startswith(staging.OWN)}


def whole(words: str) -> dict[str, str]:
    names = (
        "graph.ttl",
        "sources.json",
        "report.md",
        *(f"annotations/{words}{n}.json" for n in (0, 1)),
    )
    return {**dict.fromkeys(names, words), "same-as.csv": "the user's own"}


def test_killed_before_any_step_the_old_build_stands_or_the_new_one(tmp_path: Path) -> None:
    outcomes = []
    for steps in range(100):
        folder = tmp_path / str(steps)
        folder.mkdir()
        (folder / "same-as.csv").write_text("the user's own")
        assert write(folder, "old") == 0
        killed = write(folder, "new", steps)
        torn = tree(folder)
        assert set(torn.values()) <= {"old", "new", "the user's own"}  # each single file is whole
        found = tree(staging.settle(folder))
        assert found in (whole("old"), whole("new")), steps
        outcomes.append(found == whole("new"))
        assert write(folder, "next") == 0
        assert tree(folder) == whole("next")
        assert sorted(p.name for p in (folder / staging.OWN).iterdir()) == [staging.LOCK]
        if killed == 0:
            break
    assert killed == 0 and len(outcomes) >= 12
    assert outcomes == sorted(outcomes)  # first the old build, from one moment on the new one
    assert 3 <= sum(outcomes) < len(outcomes) - 3


def test_an_error_while_writing_leaves_the_old_build(tmp_path: Path) -> None:
    (tmp_path / "same-as.csv").write_text("the user's own")
    write(tmp_path, "old")
    for error in (OSError(28, "No space left on device"), KeyboardInterrupt(), ValueError("?")):
        expected = StoreError if isinstance(error, OSError) else type(error)
        with (
            pytest.raises(expected) as told,
            staging.held(tmp_path),
            staging.staged(tmp_path) as new,
        ):
            (new / "graph.ttl").write_text("half")
            raise error
        if expected is StoreError:
            assert "No space left" in str(told.value) and "unchanged" in str(told.value)
        assert tree(staging.settle(tmp_path)) == whole("old")


def test_two_builds_do_not_write_into_one_folder(tmp_path: Path) -> None:
    with staging.held(tmp_path):
        with pytest.raises(StoreError, match="another build"), staging.held(tmp_path):
            pass
        assert staging.settle(tmp_path) == tmp_path
    with staging.held(tmp_path):
        pass


def test_a_folder_that_cannot_be_made_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="another folder"), staging.held(tmp_path / "file" / "out"):
        pass
