# ruff: noqa: E501 (hostile inputs stand on one line each)
"""Bombs and giants: small files that would become large, and much of what is only meant as little."""

import io
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord import annotations, codebooks
from onrecord.errors import AnnotationError, DecisionError, VocabularyError
from onrecord.files import limits
from onrecord.model import Document
from onrecord.read import read
from onrecord.resolve.decisions import read_decisions

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
BOMB = f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]>'


def reason(folder: Path, name: str, data: bytes) -> str:
    (folder / name).write_bytes(data)
    library = read([folder])
    assert library.documents == ()
    (skipped,) = library.skipped
    return skipped.reason


def coded(text: str, **values: object) -> annotations.Json:
    return {"entities": [], "statements": [], "relations": [], **values}


def reading(text: str, **values: object) -> object:
    return annotations.load(coded(text, **values), Document("a", text, "0" * 64, ("a.txt",)))


def test_a_codebook_of_entities_in_entities_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.rdf").write_text(
        f'<?xml version="1.0"?>{BOMB}<rdf:RDF '
        'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><x xmlns="urn:x">&l11;</x></rdf:RDF>'
    )
    began = time.process_time()
    with pytest.raises(VocabularyError, match="not valid RDF/XML"):
        codebooks.parse(tmp_path / "a.rdf")
    assert time.process_time() - began < 5


def test_a_page_of_entities_in_entities_stays_small(tmp_path: Path) -> None:
    words = "<p>Ann Lee told the county council that closing it would be wrong. &l11;</p>"
    (tmp_path / "a.html").write_text(
        f"{BOMB}<html><body><article>{words * 3}</article></body></html>"
    )
    library = read([tmp_path])
    assert sum(len(document.text) for document in library.documents) < 10_000


def test_a_word_document_that_unpacks_to_much_text_is_refused(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b" " * (limits.UNPACKED + 1))
    assert len(out.getvalue()) < 100_000
    assert "more than the limit" in reason(tmp_path, "a.docx", out.getvalue())


def test_a_word_document_of_very_many_parts_is_refused(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for number in range(limits.PACKED_PARTS + 1):
            packed.writestr(f"word/media/{number}", b"")
    assert "10,001 parts" in reason(tmp_path, "a.docx", out.getvalue())


def test_a_pdf_that_unpacks_to_much_is_refused(tmp_path: Path) -> None:
    stream = zlib.compress(b" " * 300_000_000, 9)
    data = (
        b"%%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
        b"2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n"
        b"3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>\nendobj\n"
        b"4 0 obj\n<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(stream)
    )
    data += stream + b"\nendstream\nendobj\ntrailer\n<< /Root 1 0 R >>\n"
    assert len(data) < 400_000
    assert "PDF" in reason(tmp_path, "a.pdf", data)


def test_an_article_of_more_than_a_book_is_refused(tmp_path: Path) -> None:
    assert reason(tmp_path, "a.txt", b"a " * limits.TEXT).startswith("2,000,000 characters, more")


def test_lines_that_hold_no_article_are_counted_once_there_are_many(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("x\n" * 5_000 + '{"text": "Ann Lee left."}\n')
    library = read([tmp_path])
    assert [document.text for document in library.documents] == ["Ann Lee left."]
    assert len(library.skipped) == limits.REFUSALS + 1
    assert "4,900 lines" in library.skipped[-1].reason


def test_a_title_of_a_megabyte_is_none(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(
        '{"text": "Ann Lee left.", "title": "%s"}' % ("x" * 1_000_000)
    )
    (document,) = read([tmp_path]).documents
    assert document.title is None


def test_laughs_in_front_matter_stay_small(tmp_path: Path) -> None:
    rows = [f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 10)}]" for n in range(1, 12)]
    text = "\n".join(["---", "l0: &l0 [ha]", *rows, "title: *l11", "---", "Ann Lee left."])
    (tmp_path / "a.txt").write_text(text)
    (document,) = read([tmp_path]).documents
    assert (document.title, document.text) == (None, "Ann Lee left.")


@pytest.mark.parametrize(
    "many",
    [
        lambda: {
            "statements": [{"content": ["a"], "cue": "a", "kind": "direct", "act": "asserts"}]
            * 3_000
        },
        lambda: {"entities": [{"id": str(n), "type": "Person", "name": "a"} for n in range(3_000)]},
        lambda: {
            "entities": [
                {"id": str(n), "type": "Person", "name": "x", "mentions": ["a", "a a"]}
                for n in range(9)
            ]
        },
    ],
)
def test_passages_that_stand_everywhere_are_refused(many: Callable[[], dict[str, object]]) -> None:
    began = time.process_time()
    with pytest.raises(AnnotationError, match=r"500,000 places"):
        reading("a " * 300_000, **many())
    assert time.process_time() - began < 30


def test_many_entities_and_relations_take_their_time_only(tmp_path: Path) -> None:
    names = [f"Person Number{n}" for n in range(1_000)]
    text = " ".join(f"{name} left." for name in names)
    entities = [{"id": f"p{n}", "type": "Person", "name": name} for n, name in enumerate(names)]
    ties = [[f"p{n}", "backs", f"p{n + 1}"] for n in range(999)]
    began = time.process_time()
    found = reading(text, entities=entities, relations=ties)
    assert time.process_time() - began < 20
    assert len(found.relations) == 999  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "doc", ["../../x", "/etc/x", "a/../../x", "..", "C:\\x", "a\nb", "x" * 200, 5, ["a"]]
)
def test_an_annotation_file_names_no_file_outside(tmp_path: Path, doc: object) -> None:
    import json

    (tmp_path / "a.json").write_text(
        json.dumps({"doc": doc, "text": "Ann Lee left.", "statements": []})
    )
    with pytest.raises(AnnotationError, match='"doc" is'):
        annotations.load_file(tmp_path / "a.json", lambda path: pytest.fail("no file to read"))


def test_of_very_many_faulty_decisions_some_are_told(tmp_path: Path) -> None:
    (tmp_path / "same-as.csv").write_text(
        "left,right,decision\n" + f"a,{'b' * 9000},perhaps\n" * 500
    )
    with pytest.raises(DecisionError, match="and 480 rows more") as told:
        read_decisions(tmp_path / "same-as.csv")
    assert len(str(told.value)) < 10_000
