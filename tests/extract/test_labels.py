"""What looks only where a word stands finds what a look everywhere finds."""

import re

from hypothesis import given
from hypothesis import strategies as st

from onrecord.entity_model.naming import _alone
from onrecord.extract.mentions.words import any_of

WORDS = st.sampled_from(["mayor", "Mayor", "town", "A&E", "vice-chair", "chair", "of", "the"])
GAPS = st.sampled_from([" ", "  ", "\n", "-", ", ", "", "&", "’s "])
TEXTS = st.lists(st.tuples(WORDS, GAPS), max_size=25).map(lambda ws: "".join(a + b for a, b in ws))
LABELS = frozenset({"mayor", "town mayor", "A&E", "chair", "vice-chair", "chair of the town"})


@given(TEXTS, st.booleans())
def test_labels_are_found_as_by_their_pattern(text: str, fold_case: bool) -> None:
    labels = any_of(LABELS, fold_case)
    found = [match.span() for match in labels.finditer(text)]
    assert found == [match.span() for match in labels.pattern.finditer(text)]


def test_the_longest_label_is_found_in_either_case() -> None:
    found = any_of(LABELS, True).finditer("The Vice-Chair met a Town Mayor at A&E.")
    assert [match[0] for match in found] == ["Vice-Chair", "Town Mayor", "A&E"]


@given(TEXTS, WORDS)
def test_a_name_stands_alone_where_a_pattern_says_so(text: str, words: str) -> None:
    pattern = rf"(?<![\w&-]){re.escape(words)}(?![\w&-])"
    assert [*_alone(words, text)] == [match.start() for match in re.finditer(pattern, text)]
