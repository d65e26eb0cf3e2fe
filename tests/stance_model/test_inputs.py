"""What the stance model reads: pieces with their roles, around the target."""

import pytest

from onrecord.stance_model.inputs import LENGTH, NAME, PLAIN, SOURCE, TARGET, Question, bare, encode

FRAME = (1, 2)


def pieces(token: str) -> tuple[int, ...]:
    """One piece for each letter: long words have many, as rare ones do in earnest."""
    return tuple(ord(letter) for letter in token)


def read(text: str, *targets: str, source: str = "", name: str = "levy") -> tuple[str, str]:
    """The pieces of the text, and of the focus, as letters."""
    spans = tuple((text.index(t), text.index(t) + len(t)) for t in targets)
    sources = ((text.index(source), text.index(source) + len(source)),) if source else ()
    found = encode(Question(text, spans, sources, name), pieces, FRAME)
    return (
        "".join(map(chr, found.ids)).replace("\x01", "^").replace("\x02", "|"),
        "".join(chr(found.ids[i]) for i in found.focus),
    )


def test_target_is_the_focus() -> None:
    assert read("Orme backs the levy.", "the levy") == ("^Ormebacksthelevy.|levy|", "levy")


def test_an_implied_target_is_the_focus_by_its_name() -> None:
    letters, focus = read("Enough is enough.", name="toll")
    assert letters.endswith("|toll|")
    assert focus.startswith("toll")


def test_roles() -> None:
    text = "Orme backs the levy."
    found = encode(Question(text, ((15, 19),), ((0, 4),), "levy"), pieces, FRAME)
    assert found.roles[1:5] == (SOURCE,) * 4
    assert found.roles.count(TARGET) == 4
    assert found.roles[-5:] == (NAME,) * 4 + (PLAIN,)


def test_a_long_text_is_cut_around_the_target() -> None:
    text = "word " * 200 + "the levy " + "word " * 200
    letters, focus = read(text, "levy")
    assert focus == "levy"
    assert len(letters) == LENGTH + len("^||") + len("levy")


@pytest.mark.parametrize(
    ("words", "kept"),
    [("the levy", "levy"), ("levy", "levy"), ("The Levy", "Levy"), ("the ", "the ")],
)
def test_bare(words: str, kept: str) -> None:
    start, end = bare(words, (0, len(words)))
    assert words[start:end] == kept
