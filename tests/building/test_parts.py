"""What a document adds to the graph is made once, and made anew where anything that it rests on
has changed: the bytes are always those of a build from nothing.
"""

import os
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from onrecord import build
from onrecord.building import maker, parts, workers
from onrecord.building.maker import NAMES
from onrecord.building.options import Options
from onrecord.triples import mapping
from onrecord.validation.checks import Found
from onrecord.validation.validate import Violation

ARTICLES = {
    "lee.txt": ("2012-05-01", "Ann Lee said: “The ward must stay open.” Roe disagreed."),
    "moss.txt": ("2012-05-02", "“Night clinics are wrong,” said Cara Moss of the Meadow Party."),
    "roe.txt": ("2012-05-03", "Mr Roe said that he supported the closure of the ward."),
}
BY_RULES: dict[str, Any] = dict.fromkeys(("attribution", "entities", "stances"), "rules")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "news").mkdir()
    for name, (date, words) in ARTICLES.items():
        (tmp_path / "news" / name).write_text(f"---\ndate: {date}\n---\n{words}\n", "utf-8")
    made(tmp_path)
    return tmp_path


def made(place: Path, out: str = "out", **options: object) -> tuple[set[str], dict[str, bytes]]:
    """Which documents' parts a build made, and the files that it wrote."""
    found: set[str] = set()
    was = mapping.part

    def noted(reading: Any, *rest: Any) -> mapping.Part:
        found.add(reading.document.id)
        return was(reading, *rest)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(maker.mapping, "part", noted)
        chosen: dict[str, Any] = BY_RULES | options
        build.build([str(place / "news")], place / out, Options(**chosen))
    files = (p for p in sorted((place / out).rglob("*")) if p.is_file())
    names = {p.relative_to(place / out).as_posix(): p.read_bytes() for p in files}
    own = (".onrecord", "store/", "timing.md")
    return found, {name: data for name, data in names.items() if not name.startswith(own)}


def afresh(place: Path, **options: object) -> dict[str, bytes]:
    shutil.rmtree(place / "new", ignore_errors=True)
    every, files = made(place, "new", **options)
    assert len(every) == len(list((place / "news").iterdir()))
    return files


def test_a_part_is_made_once(place: Path) -> None:
    told, files = made(place)
    assert told == set() and files == afresh(place)


def test_another_article_is_one_part_more(place: Path) -> None:
    (place / "news" / "quill.txt").write_text("Dora Quill said the ward must close.\n", "utf-8")
    told, files = made(place)
    assert told == {"quill"} and files == afresh(place)
    (place / "news" / "quill.txt").unlink()
    assert made(place)[0] == set()


def test_where_a_thing_turns_out_to_be_another_one_its_parts_are_made_anew(place: Path) -> None:
    """Mr Roe gets the address of Robert Roe, who came on record before him."""
    words = (
        "---\ndate: 2012-05-02\n---\nMr Robert Roe, of the Meadow Party, said the ward must go.\n"
    )
    (place / "news" / "first.txt").write_text(words, "utf-8")
    told, files = made(place)
    assert "first" in told and "moss" not in told
    assert files == afresh(place)
    decided = "left,left_document,right,right_document,decision\nAnn Lee,,Cara Moss,,same\n"
    (place / "out" / "same-as.csv").write_text(decided, "utf-8")
    told, files = made(place)
    assert "moss" in told
    again = afresh(place, same_as=place / "out" / "same-as.csv")
    assert {n: d for n, d in files.items() if n != "same-as.csv"} == again


def test_another_address_or_field_makes_all_parts_anew(place: Path) -> None:
    told, files = made(place, base_iri="https://x.example/id/")
    assert len(told) == len(ARTICLES)
    assert files == afresh(place, base_iri="https://x.example/id/")


@pytest.mark.parametrize("name", NAMES)
def test_what_was_altered_on_disk_is_made_anew(place: Path, name: str) -> None:
    whole = afresh(place)
    with sqlite3.connect(place / "out" / ".onrecord" / "readings.db") as kept:
        change = "UPDATE part SET data = CAST(substr(data, 1, 20) || 'x' AS BLOB) WHERE name = ?"
        assert kept.execute(change, (name,)).rowcount == len(ARTICLES)
    told, files = made(place)
    assert len(told) == len(ARTICLES) and files == whole
    assert made(place)[0] == set()


def test_what_is_wrong_is_told_by_every_build(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = Found(frozenset({Violation("moss", "is no article.")}))
    monkeypatch.setattr(maker.Checks, "part", lambda *_, **__: wrong)
    for _ in range(2):
        told, files = made(place, "wrong")
        assert len(told) == len(ARTICLES) and b"is no article." in files["report.md"]
    monkeypatch.undo()
    told, files = made(place, "wrong")
    assert len(told) == len(ARTICLES) and files == afresh(place)


def test_parts_made_in_other_processes_are_the_same(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, alone = made(place, "alone", workers=1)
    for module, name in ((workers, "WORTH"), (parts, "GROUP"), (parts, "MANY")):
        monkeypatch.setattr(module, name, 1)
    here, files = made(place, "several", workers=2)
    assert here == set() and files == alone  # the processes that read have made the parts
    (place / "news" / "lee.txt").rename(place / "news" / "kay.txt")
    assert made(place, "several", workers=2) == ({"kay"}, afresh(place, workers=1))


def test_processes_are_started_for_many_parts_alone(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = afresh(place, workers=1)
    monkeypatch.setattr(parts, "GROUP", 1)
    monkeypatch.setattr(parts, "MANY", 1)
    here, files = made(place, "several", workers=2)
    assert len(here) == 1 and files == alone


def test_a_process_that_dies_over_a_part_costs_none(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = afresh(place, workers=1)
    monkeypatch.setattr(parts, "GROUP", 1)
    monkeypatch.setattr(parts, "MANY", 0)
    monkeypatch.setattr(parts, "make_there", _die)
    here, files = made(place, "several", workers=2)
    assert len(here) == len(ARTICLES) and files == alone


def _die(task: object) -> None:
    os._exit(9)
