"""Common nouns that stand for a person: whom they can mean, and whom they cannot."""

from typing import Any

import pytest


def speakers(reader: Any, text: str) -> list[str | None]:
    return [said.speaker for said in reader.said(text)]


FAR = "Ida Holm, a teacher, said it would rain.\n\nIt rained.\n\nIt rained again.\n\n"


def test_a_noun_right_after_somebody_else_is_not_one_who_was_called_so_pages_before(
    reader: Any,
) -> None:
    text = f"{FAR}Tom Reed stood in the yard. The teacher said the roof would hold."
    assert speakers(reader, text) == ["ida-holm", None]


@pytest.mark.parametrize(
    "between",
    [
        "",  # nobody else is near
        "Tom Reed, the mayor, stood in the yard. ",  # he has a post of his own
        "Tom Reed met Ida Holm in the yard. ",
        "“Tom Reed will mend it,” a letter read. ",  # in the words of another
    ],
)
def test_a_noun_is_still_the_one_called_so_where_no_other_fits(reader: Any, between: str) -> None:
    text = f"{FAR}{between}The teacher said the roof would hold."
    assert speakers(reader, text)[-1] == "ida-holm"


def test_a_subject_is_not_whom_its_verb_is_done_to(reader: Any) -> None:
    text = (
        "Ida Holm, the next party leader, came late. "
        "The leader of the march pressed Ida Holm to say the bridge was unsafe."
    )
    assert "ida-holm" not in speakers(reader, text)


def test_a_former_governor_is_not_the_governor(reader: Any) -> None:
    text = (
        "Former Gov. Ida Holm came first. The Vesland governor said the bridge was unsafe.\n\n"
        "The former governor said it would hold."
    )
    assert speakers(reader, text) == [None, "ida-holm"]
