"""Reading tagged corpora and scoring names; all sentences are made up."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "graph" / "training"))
from entity_data import CONLL, POLITICS, Part, read_tagged, spaced, typeset  # noqa: E402
from entity_scores import marked, normalised, scores  # noqa: E402

TAGGED = """The\tO
Vale\tB-politicalparty
Party\tI-politicalparty
's\tO
Ann\tB-politician
Orme\tI-politician
Ida\tB-person
(\tO
Oslo\tB-location
)\tO
spoke\tO
.\tO

Rain\tO
fell\tO
.\tO
"""


def write(folder: Path, text: str = TAGGED) -> Path:
    (folder / "x.txt").write_text(text, encoding="utf-8")
    return folder / "x.txt"


def test_sentences_keep_their_names_apart(tmp_path: Path) -> None:
    first, second = read_tagged(write(tmp_path), POLITICS)
    names = [(p.text, p.kinds) for p in first if p.kinds]
    assert names == [
        ("Vale Party", ("party",)),
        ("Ann Orme", ("person",)),
        ("Ida", ("person",)),
        ("Oslo", ("place",)),
    ]
    assert second == (Part("Rain fell ."),)


def test_text_is_set_as_in_print_or_word_by_word(tmp_path: Path) -> None:
    first, _ = read_tagged(write(tmp_path), POLITICS)
    assert "".join(p.text for p in typeset(first)) == "The Vale Party's Ann Orme Ida (Oslo) spoke."
    apart = "".join(p.text for p in spaced(first))
    assert apart == "The Vale Party 's Ann Orme Ida ( Oslo ) spoke ."


def test_a_line_without_a_tag_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="line 2"):
        read_tagged(write(tmp_path, "Rain\tO\nfell\n"), CONLL)


def test_one_corpus_type_may_be_several_of_ours(tmp_path: Path) -> None:
    (only,) = read_tagged(write(tmp_path, "Vale\tB-organisation\nTrust\tI-organisation\n"), CONLL)
    assert only[0].kinds == ("organisation", "party", "hospital")


@pytest.mark.parametrize(
    ("words", "kept"),
    [("the Vale Trust", "Vale Trust"), ("Ann Vale's", "Ann Vale"), ("Ann Vale 's", "Ann Vale"),
     ("the farmers’", "farmers"), ("Thesiger", "Thesiger")],
)  # fmt: skip
def test_article_and_possessive_are_no_part_of_a_name(words: str, kept: str) -> None:
    kind, start, end = normalised(words, ("person", 0, len(words)))
    assert (kind, words[start:end]) == ("person", kept)


def test_a_name_counts_where_type_and_ends_are_right() -> None:
    text, gold = marked((Part("Ann Vale", ("person",)), Part(" left "), Part("Oslo", ("place",))))
    found = [("person", 0, 8), ("organisation", 14, 18), ("place", 9, 13)]
    result = scores([text], [gold], [found])
    assert (result["person"].f1, result["place"].f1) == (1.0, 0.0)
    assert (result["all"].gold, result["all"].found, result["all"].right) == (2, 3, 1)
    assert result["all"].f1 == pytest.approx(0.4)
