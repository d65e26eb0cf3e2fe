"""The five real articles that this program was first made for, where they are at hand."""

import re
from pathlib import Path

import pytest

from onrecord.model import Document
from onrecord.read import missing, read

FOLDER = Path(__file__).parents[3] / "shared" / "articles"

pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="the articles are not public: no ../shared/articles here"
)


@pytest.fixture(scope="module")
def articles(patterns: tuple[re.Pattern[str], ...]) -> list[Document]:
    library = read([FOLDER], patterns)
    assert library.skipped == ()
    assert len(library.documents) == 5
    return list(library.documents)


def openings(document: Document) -> list[str]:
    """The first two words of each piece of furniture."""
    return [" ".join(span.of(document.text).split()[:2]) for span in document.furniture]


def test_text_is_that_of_the_file(articles: list[Document]) -> None:
    for document in articles:
        data = (FOLDER / document.paths[0]).read_bytes()
        assert document.text == data.decode("utf-8")
        assert document.id == Path(document.paths[0]).stem


def test_titles_and_dates(articles: list[Document]) -> None:
    assert [(document.title or "")[:11] for document in articles] == [
        "",
        "",
        "Jeremy Hunt",
        "NHS Out-Of-",
        "Jeremy Hunt",
    ]
    assert [document.published for document in articles] == [None, None, None, "2013-08-11", None]
    assert missing(articles[3]) == ("outlet", "author", "url")


def test_furniture(articles: list[Document]) -> None:
    assert openings(articles[0]) == []
    assert openings(articles[1]) == ["Health secretary"]
    assert articles[1].furniture[0].start == 180  # the second of two equal leads
    assert openings(articles[2]) == [
        "Have you",
        "Register now",
        "Already registered?",
        "Sign in",
        "Before commenting",
        "If you",
        "comments powered",
    ]
    assert openings(articles[3]) == ["11/08/2013 04:16", "Health Secretary"]
    assert "(L)" in articles[3].furniture[1].of(articles[3].text)
    assert openings(articles[4]) == ["Jeremy Hunt", "Health Secretary", "Shadow health", "More on"]
    for caption in articles[4].furniture[:3]:
        assert caption.of(articles[4].text).endswith("/PA Wire")
