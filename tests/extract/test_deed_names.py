"""What is to be done, as a name."""

from typing import Any

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from onrecord.extract.policies import policies
from onrecord.extract.policies.deed_names import gerund, name_of


@pytest.mark.parametrize(
    ("verb", "expected"),
    [
        ("scrap", "scrapping"),
        ("cut", "cutting"),
        ("equip", "equipping"),
        ("refer", "referring"),
        ("commit", "committing"),
        ("cancel", "cancelling"),
        ("limit", "limiting"),
        ("offer", "offering"),
        ("open", "opening"),
        ("repeal", "repealing"),
        ("close", "closing"),
        ("free", "freeing"),
        ("die", "dying"),
        ("tax", "taxing"),
        ("delay", "delaying"),
    ],
)
def test_a_gerund_is_spelt_as_in_british_english(verb: str, expected: str) -> None:
    assert gerund(verb) == expected


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Ms Orme promised to build 4,000 homes.", "build 4,000 homes", "building 4,000 homes"),
        ("Ms Orme wants to scrap its levy.", "scrap its levy", "scrapping the levy"),
        ("Ms Orme backs closing the depots.", "closing the depots", "closing the depots"),
    ],
)
def test_the_words_stay_and_the_name_is_one_to_read(
    reader: Any, text: str, words: str, name: str
) -> None:
    parse = reader.parse(text)
    found = list(policies(parse, reader.lexicon))
    assert [(parse.text(m.span), m.name) for m in found] == [(words, name)]


def test_a_bracket_between_commas_is_left_out() -> None:
    words, heads = (
        ["invest", "in", ",", "not", "praise", ",", "their", "schools"],
        [0, 0, 0, 4, 0, 0, 7, 1],
    )
    tags = ["VB", "IN", ",", "RB", "VB", ",", "PRP$", "NNS"]
    doc = Doc(Vocab(), words, tags=tags, heads=heads, lemmas=words, deps=["dep"] * len(words))
    assert name_of(doc[0], doc[7], doc[7]) == "investing in the schools"
