"""Each article as a page: the exact words are marked, and nothing in a text becomes markup."""

import html
import json
import re
import shutil
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph, Literal

from onrecord.identifiers import ONR
from onrecord.serve import pages
from onrecord.serve.marks import Part, pieces
from onrecord.views import triples

ROLES = ("words", "source", "cue")
PARTS = st.builds(
    Part, st.integers(-2, 14), st.integers(-2, 14), st.sampled_from("abc"), st.sampled_from(ROLES)
)


@given(st.text(max_size=12), st.lists(PARTS, max_size=8))
def test_pieces_are_the_text_and_know_whose_they_are(text: str, parts: list[Part]) -> None:
    cut = list(pieces(text, parts))
    assert "".join(piece.text for piece in cut) == text
    sound = [part for part in parts if 0 <= part.start < part.end <= len(text)]
    at = 0
    for piece in cut:
        here = {p for p in sound if p.start <= at and at + len(piece.text) <= p.end}
        crossing = {p for p in sound if p.start < at + len(piece.text) and p.end > at}
        assert here == crossing, "a piece lies wholly in a part or outside it"
        assert set(piece.words) == {p.key for p in here if p.role == "words"}
        assert set(piece.around) == {p.key for p in here} - set(piece.words)
        at += len(piece.text)
    begun = [key for piece in cut for key in piece.begins]
    assert sorted(begun) == sorted({p.key for p in sound if p.role == "words"})


class Marked(HTMLParser):
    """The text of an article's page, and the marks in it."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.marks: list[tuple[int, int, list[str]]] = []
        self.ids: dict[str, int] = {}
        self._open: list[dict[str, str | None]] = []
        body = page.partition('<div id="text" class="text">')[2].partition("</div>")[0]
        self.feed(body)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ("a", "span"), tag
        about = dict(attrs)
        self._open.append(about)
        if "id" in about:
            assert about["id"] and about["id"] not in self.ids
            self.ids[about["id"]] = len(self.text)

    def handle_endtag(self, tag: str) -> None:
        self._open.pop()

    def handle_data(self, data: str) -> None:
        of = self._open[-1].get("data-of") if self._open else None
        if of:
            self.marks.append((len(self.text), len(self.text) + len(data), of.split(" ")))
        self.text += data


def test_the_exact_words_of_every_statement_are_marked(
    client: Any, graph: Graph, story: Any
) -> None:
    record = triples.read(graph)
    seen = 0
    for reading in (story.gazette(), story.post()):
        id = reading.document.sha256[:12]
        marked = Marked(client.get(f"/documents/{id}").text)
        assert marked.text == reading.document.text
        for said in record.statements.values():
            if not said.document.endswith(id):
                continue
            key = said.iri.rpartition("/")[2]
            mine = [(start, end) for start, end, of in marked.marks if key in of]
            found = "".join(marked.text[start:end] for start, end in mine)
            assert found == "".join(p.exact for p in said.content)
            assert mine[0][0] == said.content[0].start == marked.ids[key]
            seen += 1
    assert seen == len(record.statements) == 7


def test_a_card_says_who_how_for_what_and_how_sure(client: Any, story: Any) -> None:
    page = client.get(f"/documents/{story.gazette().document.sha256[:12]}").text
    cards = re.findall(r"<article .*?</article>", page, re.DOTALL)
    (lee,) = [card for card in cards if "The closure of small wards is wrong." in card]
    words = html.unescape(re.sub("<[^>]+>", " ", lee))
    for part in ("Ann Lee", "criticises · direct quote · confidence 0.90", "characters 15–51"):
        assert part in words, words
    assert re.search(r"Read as\s+against\s+closure of small wards\s+\(confidence 0.80\)", words)
    assert 'href="/graph#person%2Fann-lee"' in lee
    (critics,) = [card for card in cards if "tired" in card]
    assert "someone unnamed (“Critics”)" in critics


def test_the_list_has_every_article(client: Any, story: Any) -> None:
    page = client.get("/documents").text
    for reading in (story.gazette(), story.post()):
        assert f'href="/documents/{reading.document.sha256[:12]}"' in page
    assert "2 articles" in page and "2007-05-03" in page


def test_characters_of_the_address_are_marked(client: Any, story: Any) -> None:
    id = story.gazette().document.sha256[:12]
    marked = Marked(client.get(f"/documents/{id}?at=0-7").text)
    assert [marked.text[a:b] for a, b, of in marked.marks if "asked" in of] == ["Ann Lee"]
    for at in ("7-0", "-1-5", "0-99999999", "a-b", "1-2-3", "%3Cscript%3E", "0-9" * 40):
        reply = client.get(f"/documents/{id}?at={at}")
        assert reply.status == 200 and "script>" not in reply.text.partition("<body")[2]
        assert not any("asked" in of for *_, of in Marked(reply.text).marks)


@pytest.mark.parametrize("fate", ["gone", "changed"])
def test_an_article_that_is_not_there_any_more_shows_what_the_graph_keeps(
    place: Path, tmp_path: Path, story: Any, fate: str
) -> None:
    shutil.copytree(place, tmp_path / "all")
    file = tmp_path / "all" / "news" / "gazette.txt"
    file.unlink() if fate == "gone" else file.write_text("Something else.", "utf-8")
    id = story.gazette().document.sha256[:12]
    page = pages.document(tmp_path / "all" / "out", id).body.decode()
    assert "has been changed since" in page.replace("\n", " ") and "Something else" not in page
    marked = Marked(page.replace('<p id="', '<span id="').replace("</p>\n", "</span>\n"))
    found = [marked.text[a:b] for a, b, _ in marked.marks]
    assert "The closure of small wards is wrong." in found and "Valley Hospital was tired" in found


def test_only_a_source_of_the_build_is_ever_opened(place: Path, tmp_path: Path, story: Any) -> None:
    """A graph that somebody else made may name any path and any hash."""
    shutil.copytree(place, tmp_path / "all")
    out = tmp_path / "all" / "out"
    outside = tmp_path / "all" / "gazette.txt"
    (tmp_path / "all" / "news" / "gazette.txt").rename(outside)
    told = (out / "graph.ttl").read_text("utf-8")
    id = story.gazette().document.sha256[:12]
    for path in ("../gazette.txt", str(outside), "../../all/gazette.txt"):
        (out / "graph.ttl").write_text(told.replace('"gazette.txt"', json.dumps(path)), "utf-8")
        assert "has been changed since" in pages.document(out, id).body.decode()
    (out / "sources.json").write_text('["../gazette.txt"]', "utf-8")
    (out / "graph.ttl").write_text(told, "utf-8")
    assert "has been changed since" not in pages.document(out, id).body.decode()


ATTACKS = (
    "</script><script>window.__pwned=1</script>",
    '"><svg onload=window.__pwned=1>',
    "' onmouseover='window.__pwned=1",
    "javascript:window.__pwned=1",
    "<!--${title}&lt;\u2028\u202e]]>",
)
TAGS = """!doctype html head meta title link script body a header div h1 h2 h3 p nav main table
thead tbody tr th td section aside button article blockquote strong span code"""


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_text_becomes_markup(
    graph: Graph, tmp_path: Path, write: Callable[..., None], attack: str
) -> None:
    """Every text of a graph that somebody else made carries an attack."""
    for triple in list(graph):
        node = triple[2]
        is_text = isinstance(node, Literal) and node.datatype is None
        if is_text and triple[1] != ONR.sha256:
            graph.remove(triple)
            graph.add((*triple[:2], Literal(f"{node} {attack}", lang=node.language)))
    write(tmp_path / "out", graph)
    listed = pages.documents(tmp_path / "out", 1).body.decode()
    ids = re.findall(r'href="/documents/([0-9a-f]{12})"', listed)
    assert len(ids) == 2
    for page in (listed, *(pages.document(tmp_path / "out", id).body.decode() for id in ids)):
        assert html.escape(attack) in page
        assert set(re.findall(r"<\s*/?\s*([a-zA-Z!]+\d?)", page)) <= set(TAGS.split())
        assert len(re.findall("<script", page)) <= 1  # our own
        assert not re.search(r"<[^>]*\son\w+\s*=", page)
        assert not re.search(r'href="(?!/|#|data:,|https?://)', page)
