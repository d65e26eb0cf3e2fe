"""Files that could be waited for, never end or are no files: each is told in words, at once."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord import codebooks
from onrecord.annotations import load_json
from onrecord.building import unchanged
from onrecord.building.options import Options
from onrecord.errors import OnrecordError
from onrecord.files import intake
from onrecord.known_lists import read_hospitals, read_people
from onrecord.query import read_query
from onrecord.read import read
from onrecord.resolve.decisions import read_decisions

READS: dict[str, Callable[[Path], object]] = {
    ".json": load_json,
    ".csv": read_decisions,
    ".ttl": lambda path: codebooks.read([path]),
    ".rq": read_query,
    ".popolo.json": lambda path: read_people([path], {}, [], []),
    ".hospitals.csv": lambda path: read_hospitals([path], {}, []),
}


@pytest.mark.parametrize("ending", READS)
@pytest.mark.parametrize("kind", ["pipe", "device", "folder", "loop", "nothing"])
def test_what_is_no_file_is_told_and_not_waited_for(tmp_path: Path, ending: str, kind: str) -> None:
    path = tmp_path / f"a{ending}"
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "device":
        path.symlink_to("/dev/zero")
    elif kind == "folder":
        path.mkdir()
    elif kind == "loop":
        path.symlink_to(path)
    with pytest.raises(OnrecordError, match=path.stem):
        READS[ending](path)


def test_more_bytes_than_the_limit_are_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(10_000_000_000)  # takes no room on the disk
    with pytest.raises(OSError, match="larger than the limit of 50 MB"):
        intake.content(path)
    (skipped,) = read([path]).skipped
    assert skipped.reason == "larger than the limit of 50 MB; split it into articles"


def test_a_name_with_a_nul_is_no_name() -> None:
    with pytest.raises(OSError, match="no name"):
        intake.content(Path("a\0b"))


def test_what_became_a_pipe_since_it_was_listed_stops_nothing(tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.txt").write_text(f"{name} told the council.")

    def meanwhile(files):  # type: ignore[no-untyped-def]
        for file in files:
            if file.label == "a.txt":
                file.path.unlink()
                os.mkfifo(file.path)
            if file.label == "b.txt":
                file.path.unlink()
            yield file

    library = read([tmp_path], watch=meanwhile)
    assert [document.id for document in library.documents] == ["c"]
    assert [skipped.path for skipped in library.skipped] == ["a.txt", "b.txt"]


@pytest.mark.parametrize("text", ["[" * 101, '{"a":' * 200, '[{"a":' * 60])
def test_deep_json_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="100 levels deep"):
        intake.from_json(text)


def test_brackets_in_strings_are_no_depth() -> None:
    assert intake.from_json('["' + "[{" * 500 + '\\"[[", 1]') == ["[{" * 500 + '"[[', 1]
    with pytest.raises(ValueError):
        intake.from_json('["' + "[" * 500)


def test_half_a_character_is_refused_where_it_would_be_written() -> None:
    assert intake.from_json('"\\ud800"') == "\ud800"
    with pytest.raises(ValueError, match="surrogates"):
        intake.from_json('"\\ud800"', storable=True)


def test_work_ends_in_time() -> None:
    began = time.process_time()
    with pytest.raises(intake.OutOfTime), intake.in_time(0.2):
        while time.process_time() - began < 20:
            pass
    assert time.process_time() - began < 10
    with intake.in_time(5):  # and the clock of the one is not that of the next
        pass


def test_a_file_that_takes_too_long_is_skipped_and_the_others_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.html").write_text("<p>" + "<p>a</p>" * 60_000)
    (tmp_path / "b.txt").write_text("Ann Lee left.")
    usual = intake.in_time
    monkeypatch.setattr(intake, "in_time", lambda seconds=None: usual(0.3))
    library = read([tmp_path])
    assert [document.id for document in library.documents] == ["b"]
    (skipped,) = library.skipped
    assert skipped.path == "a.html" and "processor time" in skipped.reason


@pytest.mark.parametrize(
    "record",
    [
        '{"cause": "%s", "names": ["../../etc"], "output": "", "told": {}}',
        '{"cause": "%s", "names": ["/dev/zero"], "output": "", "told": {}}',
        '{"cause": "%s", "names": 5}',
        '{"cause": "%s", "names": ["\\u0000"], "output": ""}',
        "[" * 5000,
        "5",
    ],
)
def test_a_damaged_record_of_the_last_build_counts_as_none(tmp_path: Path, record: str) -> None:
    (tmp_path / "a.txt").write_text("Ann Lee left.")
    sources, folder = [str(tmp_path / "a.txt")], tmp_path / "out"
    (folder / ".onrecord").mkdir(parents=True)
    cause = unchanged.cause(folder, sources, Options())
    written = record % cause if "%s" in record else record
    (folder / ".onrecord" / unchanged.RECORD).write_text(written)
    assert unchanged.since(folder, sources, Options()) is None
