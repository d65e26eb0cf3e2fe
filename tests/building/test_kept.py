"""Readings kept between builds: what comes back is what went in, or nothing."""

import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord import fingerprints
from onrecord.building.kept import FILE, FORMAT, dumps, kept, loads
from onrecord.errors import StoreError
from onrecord.model import (
    Attribution,
    Document,
    Entity,
    Form,
    Kind,
    Polarity,
    Reading,
    Relation,
    Span,
    Stance,
    Statement,
)

spans = st.tuples(st.integers(0, 10**6), st.integers(1, 10**4)).map(lambda p: Span(p[0], sum(p)))
several = st.lists(spans, max_size=3).map(tuple)
texts, maybe = st.text(max_size=20), st.none() | st.text(max_size=20)
chances = st.floats(0, 1)
documents = st.builds(
    Document,
    *(texts, texts, texts, st.lists(texts, max_size=2).map(tuple)),
    *(maybe, maybe, maybe, maybe, maybe, several),
)
entities = st.builds(
    Entity,
    *(texts, st.sampled_from(get_args(Kind)), texts, several),
    *(st.lists(texts, max_size=2).map(tuple), maybe),
)
stances = st.builds(
    Stance,
    *(st.sampled_from(get_args(Polarity)), texts, spans, chances),
    *(st.none() | spans, st.booleans(), st.booleans()),
)
attributions = st.builds(
    Attribution, several, several, several, st.sampled_from(get_args(Form)), chances
)
statements = st.builds(
    Statement,
    attribution=attributions,
    speaker=maybe,
    act=texts,
    stances=st.lists(stances, max_size=2).map(tuple),
    said_on=maybe,
    speaker_confidence=st.none() | chances,
    said_on_evidence=st.none() | spans,
)
relations = st.builds(Relation, texts, texts, texts, spans, chances)
readings_of_any_kind = st.builds(
    Reading,
    documents,
    st.lists(entities, max_size=3).map(tuple),
    st.lists(statements, max_size=3).map(tuple),
    st.lists(relations, max_size=3).map(tuple),
)


@given(readings_of_any_kind)
def test_what_comes_back_is_what_went_in(reading: Reading) -> None:
    back = loads(dumps(reading), reading.document)
    assert back == reading and repr(back) == repr(reading)


def test_a_reading_is_found_under_its_own_words_and_circumstances_alone(
    readings: tuple[Reading, ...], tmp_path: Path
) -> None:
    first, second = readings
    with kept(tmp_path, "now") as memory:
        assert memory.get(first.document) is None and memory.models is None
        memory.put(first)
        memory.models = ["a model 1.0"]
    with kept(tmp_path, "now") as memory:
        assert memory.get(first.document) == first and memory.models == ("a model 1.0",)
        assert memory.get(second.document) is None
        assert memory.get(replace(first.document, published="1999")) is None
        moved = replace(first.document, id="moved", paths=("moved.txt",))
        assert memory.get(moved) == replace(first, document=moved)
    with kept(tmp_path, "later") as memory:
        assert memory.get(first.document) is None and memory.models is None
    with kept(tmp_path, "now", fresh=True) as memory:
        assert memory.get(first.document) is None


def test_what_a_build_did_not_use_is_forgotten(
    readings: tuple[Reading, ...], tmp_path: Path
) -> None:
    for circumstances in ("before", "now"):
        with kept(tmp_path, circumstances) as memory:
            for reading in readings:
                memory.put(reading)
    with kept(tmp_path, "now") as memory:
        memory.prune([readings[0].document])
    with sqlite3.connect(tmp_path / FILE) as database:
        rows = database.execute("SELECT circumstances, document FROM reading").fetchall()
    assert rows == [("now", fingerprints.document(readings[0].document))]


@pytest.mark.parametrize("value", [b"", b"{}", b"no json", b"\xff", 7, None, "other"])
def test_a_reading_that_was_altered_is_made_anew(
    readings: tuple[Reading, ...], tmp_path: Path, value: object
) -> None:
    first, second = readings
    with kept(tmp_path, "now") as memory:
        memory.put(first)
    with sqlite3.connect(tmp_path / FILE) as database:
        database.execute(
            "UPDATE reading SET json = ?", (value if value != "other" else dumps(second),)
        )
    with kept(tmp_path, "now") as memory:
        assert memory.get(first.document) is None


def test_a_reading_that_is_still_one_but_not_as_it_was_put_is_made_anew(
    readings: tuple[Reading, ...], tmp_path: Path
) -> None:
    """One letter of it another offset: nothing in the JSON tells."""
    first = readings[0]
    span = Span(0, 7)
    put = replace(first, entities=(Entity("a", "Person", "Ann", (span,)),))
    moved = replace(first, entities=(Entity("a", "Person", "Ann", (replace(span, end=9),)),))
    with kept(tmp_path, "now") as memory:
        memory.put(put)
        memory.models = ["a model 1.0"]
    assert loads(dumps(moved), first.document) == moved
    with sqlite3.connect(tmp_path / FILE) as database:
        database.execute("UPDATE reading SET json = ?", (dumps(moved),))
        database.execute("UPDATE models SET names = ?", (b'["a model 2.0"]',))
    with kept(tmp_path, "now") as memory:
        assert memory.get(first.document) is None and memory.models is None
        memory.put(put)
        assert memory.get(first.document) == put


def test_a_reading_kept_under_another_article_is_not_believed(
    readings: tuple[Reading, ...], tmp_path: Path
) -> None:
    document = readings[0].document
    later = replace(document, published="1999")
    with kept(tmp_path, "now") as memory:
        memory.put(readings[0])
        memory._db.execute("UPDATE reading SET document = ?", (fingerprints.document(later),))
        assert memory.get(later) is None


def test_a_file_that_is_no_database_is_replaced(
    readings: tuple[Reading, ...], tmp_path: Path
) -> None:
    (tmp_path / FILE).write_bytes(b"torn" * 5000)
    with kept(tmp_path, "now") as memory:
        memory.put(readings[0])
        assert memory.get(readings[0].document) == readings[0]


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE models (names)",  # of another make
        "CREATE TABLE x (y); PRAGMA writable_schema = ON; "
        "UPDATE sqlite_schema SET sql = CAST(x'98ff20' AS TEXT)",  # quoted in SQLite's message
    ],
)
def test_a_database_of_odd_tables_is_replaced(
    readings: tuple[Reading, ...], tmp_path: Path, statement: str
) -> None:
    with sqlite3.connect(tmp_path / FILE) as database:
        database.executescript(f"PRAGMA user_version = {FORMAT}; {statement}")
    try:
        with kept(tmp_path, "now") as memory:
            memory.put(readings[0])
    except StoreError as error:
        assert "was damaged and is gone. Build again" in str(error)
    with kept(tmp_path, "now") as memory:
        memory.put(readings[0])
        assert memory.get(readings[0].document) == readings[0]


def test_a_database_that_is_damaged_inside_goes_with_an_error_and_the_next_build_works(
    readings: tuple[Reading, ...], tmp_path: Path
) -> None:
    with kept(tmp_path, "now") as memory:
        for number in range(200):
            document = replace(readings[0].document, title=str(number))
            memory.put(replace(readings[0], document=document))
    path = tmp_path / FILE
    data = path.read_bytes()
    path.write_bytes(data[:8192] + b"\xee" * (len(data) - 8192))
    with pytest.raises(StoreError, match="Build again"), kept(tmp_path, "now") as memory:
        for number in range(200):
            memory.get(replace(readings[0].document, title=str(number)))
    with kept(tmp_path, "now") as memory:
        assert memory.get(readings[0].document) is None


def test_a_disk_without_room_is_an_error_that_says_so(
    readings: tuple[Reading, ...], tmp_path: Path
) -> None:
    with pytest.raises(StoreError, match="full"), kept(tmp_path, "now") as memory:
        memory._db.execute("PRAGMA max_page_count = 3")
        for number in range(200):
            document = replace(readings[0].document, title=str(number))
            memory.put(replace(readings[0], document=document))


def test_all_that_the_program_runs_on_is_part_of_the_key() -> None:
    import tomllib

    project = tomllib.loads(
        (Path(__file__).resolve().parents[2] / "pyproject.toml").read_text("utf-8")
    )["project"]
    named = {line.split(">")[0].split("=")[0].split("<")[0] for line in project["dependencies"]}
    assert len(named) > 10 and named <= set(fingerprints.BUILDS)
    installed = dict(fingerprints.versions(fingerprints.BUILDS))
    assert [name for name in named if installed[name] is None] == []
