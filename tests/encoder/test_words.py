"""Words and quotation marks; all sentences are made up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.encoder.words import FEATURES, split_words


def quoted(text: str) -> list[str]:
    """Words inside quotation marks, marks left out."""
    words = split_words(text)
    return [
        t for t, q, m in zip(words.tokens, words.quoted, words.marks, strict=True) if q and not m
    ]


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("'We agree,' she says.", "We agree ,"),
        ("‘We agree,’ she says.", "We agree ,"),
        ("She called it 'a farce'.", "a farce"),
        ("'I am the nurses' friend,' he says.", "I am the nurses ' friend ,"),
        ("The doctors' union won't say 'yes' to it.", "yes"),
        ("The doctors' union doesn't like the members' vote.", ""),
        ("Back in the '90s it wasn't so.", ""),
        ('"It\'s late," he said, "too late."', "It ' s late , too late ."),
        (
            "“Left open to the end of the paragraph.\n\nOutside again.",
            "Left open to the end of the paragraph .",
        ),
        ("'Left open by a single mark.\n\nOutside again.", "Left open by a single mark ."),
        ("“They said ‘never’ to us,” he said.", "They said ' never ' to us ,"),
        ("'They said \"never\" to us,' he said.", 'They said " never " to us ,'),
        ("No marks at all.", ""),
    ],
)
def test_quotation_marks(text: str, inside: str) -> None:
    assert quoted(text) == inside.split()


def test_british_and_american_marks_look_the_same_to_the_encoder() -> None:
    styles = [
        "'Go now,' he said.",
        "‘Go now,’ he said.",
        '"Go now," he said.',
        "“Go now,” he said.",
    ]
    seen = {(split_words(s).tokens, split_words(s).features) for s in styles}
    assert len(seen) == 1


@given(
    st.text(alphabet=st.characters(codec="utf-8"), max_size=300)
    | st.text(alphabet="ab'\"‘’“”\n .,sS", max_size=80)
)
def test_words_partition_the_visible_text(text: str) -> None:
    words = split_words(text)
    assert all(s < e for s, e in zip(words.starts, words.ends, strict=True))
    assert all(e <= s for e, s in zip(words.ends, words.starts[1:], strict=False))
    covered = {i for s, e in zip(words.starts, words.ends, strict=True) for i in range(s, e)}
    assert all(text[i].isspace() for i in set(range(len(text))) - covered)
    assert all(0 <= f < FEATURES for f in words.features)
    assert list(words.paragraphs) == sorted(words.paragraphs)
