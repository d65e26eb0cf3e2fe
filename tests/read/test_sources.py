"""Which files become which documents: walking, ids, duplicates, what is skipped and why."""

import io
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.errors import SourceError
from onrecord.read import Skipped, missing, read
from onrecord.read.naming import ids, safe

Put = Callable[..., Path]


def test_a_folder_is_read_with_all_below_it(put: Put) -> None:
    put("b.txt", "Second story about Fernvale.")
    put("2013/august/c.md", "Third story about Fernvale.")
    folder = put("a.txt", "First story about Fernvale.")
    library = read([folder])
    assert [document.id for document in library.documents] == ["2013/august/c", "a", "b"]
    assert library.documents[0].paths == ("2013/august/c.md",)
    assert library.skipped == ()


def test_a_single_file_is_named_by_its_stem(put: Put) -> None:
    folder = put("sub/a.txt")
    (document,) = read([folder / "sub/a.txt"]).documents
    assert (document.id, document.paths) == ("a", ("a.txt",))


def test_a_missing_source_stops_the_run(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"nowhere: no such file or folder\. Check the path"):
        read([tmp_path / "nowhere"])


def test_the_order_of_sources_does_not_matter(put: Put) -> None:
    put("one/a.txt", "Same words.")
    put("one/b.txt", "Other words.")
    folder = put("two/a.txt", "Same words.")
    there = read([folder / "one", folder / "two", folder / "one/b.txt"])
    back = read([folder / "one/b.txt", folder / "two", folder / "one"])
    assert there == back
    assert [d.paths for d in there.documents] == [("b.txt",), ("one/a.txt", "two/a.txt")]


def test_overlapping_sources_give_each_file_once(put: Put) -> None:
    folder = put("sub/a.txt")
    (document,) = read([folder / "sub", folder, folder / "sub/a.txt"]).documents
    assert document.paths == ("sub/a.txt",)


def test_the_same_text_is_one_document_with_the_metadata_of_all(put: Put) -> None:
    put("b.txt", "---\ntitle: The clinic\n---\nJane Doe spoke.")
    put("copy/c.md", "---\noutlet: Fernvale Echo\n---\nJane Doe spoke.")
    (document,) = read([put("a.txt", "Jane Doe spoke.")]).documents
    assert document.id == "a"
    assert document.paths == ("a.txt", "b.txt", "copy/c.md")
    assert (document.title, document.outlet) == ("The clinic", "Fernvale Echo")


def test_different_texts_of_one_name_get_their_extension(put: Put) -> None:
    put("a.md", "One text.")
    put("A.htm.txt", "A third text.")
    folder = put("a.txt", "Another text.")
    assert [d.id for d in read([folder]).documents] == ["A.htm", "a.md", "a.txt"]


def test_files_of_two_folders_with_one_name_are_told_apart(put: Put) -> None:
    put("one/a.txt", "One text.")
    folder = put("two/a.txt", "Another text.")
    documents = read([folder / "one", folder / "two"]).documents
    assert [d.paths for d in documents] == [("one/a.txt",), ("two/a.txt",)]
    assert [d.id for d in documents] == ["one/a", "two/a"]


def test_hidden_files_and_those_about_the_folder_are_passed_over(put: Put) -> None:
    for name in (".git/a.txt", ".b.txt", "README.md", "SOURCES.md", "LICENSE", "README.de.txt"):
        put(name)
    folder = put("sources-say.md", "Sources say that the clinic will close.")
    library = read([folder])
    assert [d.id for d in library.documents] == ["sources-say"]
    assert library.skipped == ()


def test_other_formats_are_listed(put: Put) -> None:
    (skipped,) = read([put("table.xlsx")]).skipped
    assert skipped.path == "table.xlsx"
    assert skipped.reason.startswith("not a format that onrecord reads (.txt, .md,")


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\t\r\n", "empty"),
        ("a.md", b"---\ntitle: Nothing else\n---\n\n", "empty"),
        ("a.txt", b"\xef\xbb\xbf", "empty"),
        ("a.txt", b"\x00\x01\x02words", "binary"),
        ("a.txt", bytes(range(128, 256)) * 4, "save it as UTF-8"),
        ("a.txt", b"\xff\xfea", "save it as UTF-8"),
        ("a.html", b"<html><body></body></html>", "no article text found"),
        ("a.html", b"\x89PNG\r\n\x1a\n\x00\x00", "binary"),
        ("a.pdf", b"not a pdf at all", "broken PDF"),
        ("a.docx", b"not a zip at all", "not a Word document"),
        ("a.jsonl", b"\n\n \n", "empty"),
        ("a.json", b'{"text": "Jane Doe spoke."}', "not an annotation file"),
        ("a.json", b"[" * 100_000, "not JSON"),
    ],
)
def test_a_bad_file_is_one_line_and_the_rest_goes_on(
    put: Put, name: str, content: bytes, reason: str
) -> None:
    put("good.txt")
    library = read([put(name, content)])
    assert [d.id for d in library.documents] == ["good"]
    (skipped,) = library.skipped
    assert skipped.path == name
    assert reason in skipped.reason
    assert len(str(skipped).splitlines()) == 1


def test_a_file_beyond_the_limit_is_not_read(put: Put) -> None:
    folder = put("good.txt")
    with (folder / "huge.txt").open("wb") as huge:
        huge.truncate(200_000_000)
    library = read([folder])
    assert len(library.documents) == 1
    assert library.skipped == (
        Skipped("huge.txt", "larger than the limit of 50 MB; split it into articles"),
    )


def test_links_in_a_circle_end(put: Put) -> None:
    folder = put("sub/a.txt")
    (folder / "sub/again").symlink_to(folder, target_is_directory=True)
    (folder / "self").symlink_to(folder / "self")
    library = read([folder])
    assert [d.paths for d in library.documents] == [("sub/a.txt",)]
    assert [s.path for s in library.skipped] == ["self"]


def test_a_pipe_is_not_waited_on(put: Put) -> None:
    folder = put("good.txt")
    os.mkfifo(folder / "pipe.txt")
    library = read([folder])
    assert [(s.path, s.reason) for s in library.skipped] == [
        ("pipe.txt", "not a regular file; copy its text into one")
    ]


def test_annotation_files_are_handed_over(put: Put) -> None:
    put("coded/a.json", json.dumps({"doc": "sub/a", "statements": []}))
    folder = put("coded/b.json", json.dumps({"statements": [{"id": "s1"}]}))
    first, second = read([folder]).coded
    assert (first.id, second.id) == ("sub/a", "coded/b")
    assert second.path == folder / "coded/b.json"
    assert second.data["statements"] == [{"id": "s1"}]


def test_standard_input() -> None:
    words = io.BytesIO(b"---\ntitle: The clinic\n---\nJane Doe spoke.\r\n")
    (document,) = read(["-"], stdin=words).documents
    assert (document.id, document.paths) == ("stdin", ("-",))
    assert (document.title, document.text) == ("The clinic", "Jane Doe spoke.\r\n")


def test_progress_can_be_watched(put: Put) -> None:
    put("b.txt", "Other words.")
    seen = []
    read([put("a.txt")], watch=lambda files: (seen.append(f.label) or f for f in files))
    assert seen == ["a.txt", "b.txt"]


def test_what_is_missing_is_named(put: Put) -> None:
    (document,) = read([put("a.txt", "---\nauthor: Ann Lee\ndate: 2013\n---\nWords.")]).documents
    assert missing(document) == ("title", "outlet", "url")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("../../etc/passwd", "etc/passwd"),
        ("/srv/a", "srv/a"),
        ("C:\\temp\\a", "C-/temp/a"),
        ("a\x00b\nc", "a-b-c"),
        ("..", "document"),
        ("", "document"),
        ("con/a", "_con/a"),
        ("\ud800x", "-x"),
        ("a./b ", "a/b"),
    ],
)
def test_an_id_is_a_safe_path(name: str, expected: str) -> None:
    assert safe(name) == expected


def test_a_long_name_stays_below_what_file_systems_allow() -> None:
    one, other = safe("ü" * 500 + "a"), safe("ü" * 500 + "b")
    assert one != other
    assert len(one.encode()) < 200


@given(st.lists(st.tuples(st.text(max_size=6), st.sampled_from(["txt", "md"])), max_size=12))
def test_ids_are_unique_and_safe(names: list[tuple[str, str]]) -> None:
    given_names = [(stem, f"{stem}.{ext}", f"{i:064x}") for i, (stem, ext) in enumerate(names)]
    chosen = ids(given_names)
    assert len({name.casefold() for name in chosen}) == len(names)
    for name in chosen:
        assert not name.startswith("/")
        assert ".." not in name.split("/")
        assert name.isprintable()
    mixed = ids(given_names[::-1])[::-1]
    assert mixed == chosen


@pytest.mark.parametrize("extension", ["txt", "html", "pdf", "docx", "jsonl", "json"])
@given(data=st.binary(max_size=400))
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_bytes_stop_the_run(tmp_path: Path, extension: str, data: bytes) -> None:
    (tmp_path / f"a.{extension}").write_bytes(data)
    library = read([tmp_path])
    for document in library.documents:
        document.text.encode("utf-8")
    for skipped in library.skipped:
        assert len(str(skipped).splitlines()) == 1


@given(words=st.text(min_size=1))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_text_is_kept_exactly(tmp_path: Path, words: str) -> None:
    (tmp_path / "a.txt").write_bytes(words.encode("utf-8"))
    library = read([tmp_path])
    if words.removeprefix("\ufeff").strip() and "\0" not in words and not words.startswith("---"):
        assert library.documents[0].text == words.removeprefix("\ufeff")
    else:
        assert len(library.skipped) + len(library.documents) == 1
