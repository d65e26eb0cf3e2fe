"""Readings on disk: gone through again and again, equal to the last bit, few in memory."""

import gc
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from onrecord.building import partitions
from onrecord.building.partitions import BATCH, FOLDER, ROWS, write
from onrecord.errors import StoreError
from onrecord.model import Attribution, Document, Entity, Reading, Span, Statement


def reading(number: int, text: str = "Ann Lee said: “No ward closes.” It was quiet.") -> Reading:
    document = Document(f"d{number:04}", text, f"{number}", (f"d{number:04}.txt",), title="Ünder")
    said = Attribution((Span(0, 7),), (Span(8, 12),), (Span(14, 31),), "direct", 0.1 + 0.2)
    return Reading(
        document,
        (Entity("ann-lee", "Person", "Ann Lee", (Span(0, 7),)),),
        (Statement(said, "ann-lee", "asserts"),),
    )


def test_readings_come_back_as_they_went_in_as_often_as_asked(tmp_path: Path) -> None:
    told = [reading(number) for number in range(ROWS + 3)]
    found = write(iter(told), tmp_path)
    assert list(found) == told and list(found) == told and len(found) == ROWS + 3
    files = sorted((tmp_path / FOLDER).iterdir())
    assert [pq.read_metadata(file).num_rows for file in files] == [ROWS, 3]
    assert told[5] in found and reading(9_999) not in found


def test_a_new_build_leaves_nothing_of_the_one_before(tmp_path: Path) -> None:
    write((reading(number) for number in range(ROWS + 1)), tmp_path)
    assert [one.document.id for one in write([reading(7)], tmp_path)] == ["d0007"]
    assert len(list((tmp_path / FOLDER).iterdir())) == 1
    assert list(write([], tmp_path)) == []


def test_without_a_folder_the_files_go_with_the_readings() -> None:
    found = write([reading(1)], None)
    (file,) = found._files
    assert list(found) == [reading(1)] and file.is_file()
    del found
    gc.collect()
    assert not file.parent.exists()


def test_going_through_ten_times_as_many_takes_no_more_memory(tmp_path: Path) -> None:
    def many(number: int) -> Iterator[Reading]:
        return (reading(n, "Ann Lee said so. " * 300) for n in range(number))

    peaks = []
    for number in (2 * BATCH, 20 * BATCH):
        tracemalloc.start()
        found = write(many(number), tmp_path / str(number))
        assert sum(len(one.document.text) for one in found) == number * 17 * 300
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.3 * peaks[0]


def test_a_file_that_is_gone_is_told(tmp_path: Path) -> None:
    found = write([reading(1)], tmp_path)
    next((tmp_path / FOLDER).iterdir()).unlink()
    with pytest.raises(StoreError, match="Build again"):
        list(found)


def test_a_file_that_was_altered_is_told_and_gives_no_reading(tmp_path: Path) -> None:
    """Wherever it is altered: Parquet alone gave other words for one flipped bit in 500."""
    found = write([reading(n) for n in range(9)], tmp_path)
    (file,) = (tmp_path / FOLDER).iterdir()
    data = file.read_bytes()
    for place in range(0, len(data), 97):
        file.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
        with pytest.raises(StoreError, match="altered during the build"):
            list(found)
    file.write_bytes(data)
    assert len(list(found)) == 9


def test_a_full_disk_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(partitions.pq.ParquetWriter, "write_table", full)
    with pytest.raises(StoreError, match="No space left"):
        write([reading(1)], tmp_path)
