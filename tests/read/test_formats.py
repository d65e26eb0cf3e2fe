"""Each format from real files: what comes out as text and metadata, and what is refused."""

import io
import json
import socket
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from pypdf import PdfReader, PdfWriter

from onrecord.model import Document
from onrecord.read import Library, read

Put = Callable[..., Path]

PARAGRAPHS = (
    "Jane Doe has promised to keep the Fernvale clinic open for at least another ten years.",
    "The minister told the county council that closing it would be “a mistake that nobody could "
    "put right”, and that patients had been clear about it.",
    "Councillor Tom Bright said he welcomed the promise, but wanted to see it in writing first.",
)
PAGE = """<!DOCTYPE html>
<!-- saved from url=(0034)https://echo.example/2019/clinic -->
<html><head><title>Clinic saved | Fernvale Echo</title>{head}</head>
<body><nav><a href="/">Home</a><a href="/news">News</a></nav>
<article><h1>Clinic saved</h1><img src="https://echo.example/a.png">{paragraphs}</article>
<script src="https://echo.example/a.js"></script><footer>All rights reserved</footer></body></html>
"""
META = """<meta charset="utf-8">
<meta property="og:title" content="Clinic saved">
<meta property="og:site_name" content="Fernvale Echo">
<meta name="author" content="Ann Lee">
<meta property="article:published_time" content="2019-03-04T08:00:00Z">
<link rel="canonical" href="https://echo.example/clinic-saved">"""


def page(head: str = META) -> str:
    return PAGE.format(head=head, paragraphs="".join(f"<p>{words}</p>" for words in PARAGRAPHS))


def pdf(*pages: tuple[str, ...], info: str = "") -> bytes:
    """A minimal PDF with a text layer, one string a line."""
    parts = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    kids = []
    for rows in pages:
        shown = " ".join(f"({row}) Tj T*" for row in rows)
        content = f"BT /F1 12 Tf 14 TL 50 750 Td {shown} ET" if rows else ""
        parts.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
        parts.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] "
            f"/Contents {len(parts)} 0 R /Resources << /Font << /F1 << /Type /Font "
            "/Subtype /Type1 /BaseFont /Helvetica >> >> >> >>"
        )
        kids.append(f"{len(parts)} 0 R")
    parts[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    parts.append(f"<< {info} >>")
    out, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{part}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    trailer = f"<< /Size {len(parts) + 1} /Root 1 0 R /Info {len(parts)} 0 R >>"
    xref = f"xref\n0 {len(parts) + 1}\n0000000000 65535 f \n{table}"
    return out + f"{xref}trailer\n{trailer}\nstartxref\n{len(out)}\n%%EOF\n".encode()


def word(*paragraphs: str, title: str = "", author: str = "") -> bytes:
    document = docx.Document()
    for words in paragraphs:
        document.add_paragraph(words)
    document.core_properties.title = title
    document.core_properties.author = author
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def only(library: Library) -> Document:
    assert library.skipped == ()
    (document,) = library.documents
    return document


def reason(library: Library) -> str:
    assert library.documents == ()
    (skipped,) = library.skipped
    return skipped.reason


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_and_odd_spaces_stay(put: Put, end: str) -> None:
    words = end.join([" Jane Doe\u00a0said:", "\t“No.” ", "", "\u2028He left.\x0c", ""])
    assert only(read([put("a.txt", words)])).text == words


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings_of_a_text_editor(put: Put, encoding: str) -> None:
    words = "The minister said: “We can’t pay £5m” – and left.\n\nThat’s all, her aide added."
    assert only(read([put("a.txt", words.encode(encoding))])).text == words


def test_a_short_text_from_windows_keeps_its_pounds(put: Put) -> None:
    assert only(read([put("a.txt", "She said £5 was enough.".encode("cp1252"))])).text == (
        "She said £5 was enough."
    )


def test_another_alphabet_is_recognised_where_there_is_enough_of_it(put: Put) -> None:
    words = "Министр сказал, что больница останется открытой для всех врачей и больных. " * 4
    assert only(read([put("a.txt", words.encode("cp1251"))])).text == words


def test_a_saved_page(put: Put) -> None:
    document = only(read([put("a.html", page())]))
    for words in PARAGRAPHS:
        assert words in document.text
    assert "\n\n" in document.text
    assert "Home" not in document.text
    assert document.title == "Clinic saved"
    assert document.outlet == "Fernvale Echo"
    assert document.author == "Ann Lee"
    assert document.published == "2019-03-04"
    assert document.url == "https://echo.example/clinic-saved"


def test_a_page_without_metadata_gets_none_made_up(put: Put) -> None:
    document = only(read([put("a.htm", page(head=""))]))
    assert document.url == "https://echo.example/2019/clinic"  # the browser's note
    assert document.author is None
    assert document.published is None


def test_the_host_is_not_taken_for_the_outlet(put: Put) -> None:
    head = '<link rel="canonical" href="https://www.echo.example/clinic">'
    bare = page(head).replace(" | Fernvale Echo", "")
    document = only(read([put("a.html", bare)]))
    assert (document.url, document.outlet) == ("https://www.echo.example/clinic", None)


def test_a_page_in_the_encoding_that_it_declares(put: Put) -> None:
    head = '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-15">'
    text = page(head).replace("ten years", "ten years for 5 €")
    assert "for 5 €" in only(read([put("a.html", text.encode("iso-8859-15", "ignore"))])).text


def test_pages_are_read_without_a_network(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    tried = []

    def refuse(*args: object, **_: object) -> None:
        tried.append(args)
        raise OSError("no network in this test")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    put("link.html", "https://echo.example/clinic-saved")
    put("frame.html", '<html><body><iframe src="https://echo.example/a"></iframe></body></html>')
    library = read([put("a.html", page())])
    assert [d.id for d in library.documents] == ["a"]
    assert {s.path for s in library.skipped} == {"frame.html", "link.html"}
    assert tried == []


def test_a_pdf_with_text(put: Put) -> None:
    data = pdf(
        ("Jane Doe said no.", "Nobody agreed."),
        ("She left.",),
        info="/Title (Clinic saved) /Author (Ann Lee)",
    )
    document = only(read([put("a.pdf", data)]))
    assert document.text == "Jane Doe said no.\nNobody agreed.\nShe left."
    assert (document.title, document.author) == ("Clinic saved", "Ann Lee")


def test_titles_that_a_word_processor_wrote_are_none(put: Put) -> None:
    data = pdf(("Jane Doe said no.",), info="/Title (Microsoft Word - draft2.docx)")
    assert only(read([put("a.pdf", data)])).title is None


def test_a_scanned_pdf(put: Put) -> None:
    assert "need OCR" in reason(read([put("a.pdf", pdf((), ()))]))


@pytest.mark.parametrize(("password", "readable"), [("secret", False), ("", True)])
def test_an_encrypted_pdf(put: Put, password: str, readable: bool) -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(("Jane Doe said no.",)))))
    writer.encrypt(password, "owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    library = read([put("a.pdf", out.getvalue())])
    if readable:
        assert only(library).text == "Jane Doe said no."
    else:
        assert reason(library).startswith("an encrypted PDF")


def test_a_pdf_encrypted_in_a_way_that_cannot_be_tried(put: Put) -> None:
    lock = "/Filter /Standard /V 5 /R 6 /Length 256 /P -1"
    keys = " ".join(f"/{key} <{'00' * size}>" for key, size in [("O", 48), ("U", 48)])
    more = " ".join(f"/{key} <{'00' * size}>" for key, size in [("OE", 32), ("UE", 32)])
    cipher = "/CF << /StdCF << /CFM /AESV3 >> >> /StmF /StdCF /StrF /StdCF"
    trailer = f"/Encrypt << {lock} {keys} {more} {cipher} >> /ID [<00> <00>] /Info".encode()
    data = pdf(("Jane Doe said no.",)).replace(b"/Info", trailer)
    assert reason(read([put("a.pdf", data)])).startswith("an encrypted PDF")


def test_a_damaged_pdf(put: Put, capfd: pytest.CaptureFixture[str]) -> None:
    assert "PDF" in reason(read([put("a.pdf", pdf(("Jane Doe said no.",))[:200])]))
    assert capfd.readouterr() == ("", "")


def test_a_word_document(put: Put) -> None:
    data = word("Clinic saved", "", *PARAGRAPHS, title="Clinic is saved", author="Ann Lee")
    document = only(read([put("a.docx", data)]))
    assert document.text == "\n\n".join(["Clinic saved", *PARAGRAPHS])
    assert (document.title, document.author) == ("Clinic is saved", "Ann Lee")


def test_a_word_document_without_properties_has_its_headline(put: Put) -> None:
    document = only(read([put("a.docx", word("Clinic saved", *PARAGRAPHS, author="python-docx"))]))
    assert (document.title, document.author) == ("Clinic saved", None)


def test_tables_in_a_word_document(put: Put) -> None:
    made = docx.Document()
    table = made.add_table(rows=1, cols=3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "Jane Doe said no."
    table.cell(0, 2).text = "She left."
    out = io.BytesIO()
    made.save(out)
    document = only(read([put("a.docx", out.getvalue())]))
    assert document.text == "Jane Doe said no.\n\nShe left."


def test_a_zip_bomb(put: Put) -> None:
    out = io.BytesIO(word("Jane Doe said no."))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/media/big.bin", bytes(201_000_000))
    assert len(out.getvalue()) < 1_000_000
    assert "201 MB, more than the limit" in reason(read([put("a.docx", out.getvalue())]))


def test_one_article_a_line(put: Put) -> None:
    rows = [
        {"text": "Jane Doe said no.", "title": "No", "date": "4 March 2019", "outlet": "Echo"},
        {"text": "Tom Bright said yes.", "id": "echo/17", "url": "https://echo.example/17"},
        {"text": "Both left.", "id": 18, "author": ["Ann Lee", "Bo Ray"], "date": 2019},
    ]
    lines = [json.dumps(rows[0]), "{not json", "", "[]", '{"text": 5}', '{"text": "\\ud800"}']
    folder = put("echo.jsonl", "\r\n".join([*lines, *map(json.dumps, rows[1:])]))
    library = read([folder])
    first, second, third = library.documents
    assert [d.id for d in library.documents] == ["echo-1", "echo/17", "18"]
    assert [d.paths for d in library.documents] == [
        ("echo.jsonl:1",),
        ("echo.jsonl:7",),
        ("echo.jsonl:8",),
    ]
    assert (first.title, first.published, first.outlet) == ("No", "2019-03-04", "Echo")
    assert second.url == "https://echo.example/17"
    assert (third.author, third.published) == ("Ann Lee, Bo Ray", "2019")
    assert [(s.path, s.reason.split(";")[0]) for s in library.skipped] == [
        ("echo.jsonl:2", "not JSON at character 2"),
        ("echo.jsonl:4", 'no "text" in it'),
        ("echo.jsonl:5", 'no "text" in it'),
        ("echo.jsonl:6", "half a character (a lone surrogate) in its text"),
    ]


def test_lines_that_give_themselves_an_unsafe_or_a_taken_id(put: Put) -> None:
    rows = [{"text": "One.", "id": "../a"}, {"text": "Two.", "id": "a"}]
    documents = read([put("x.jsonl", "\n".join(map(json.dumps, rows)))]).documents
    assert [d.id for d in documents] == ["x.jsonl-1", "x.jsonl-2"]
