"""Where quotation marks open and close, in every style that papers print."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.parsing.quotation_marks import paragraphs, quotations

MARKED = st.text(alphabet="ab .,:\n’'‘“”\"«»s-", max_size=60)


def inside(text: str) -> list[str]:
    """The words inside quotation marks; "…" ends those that no mark closes."""
    return [
        q.inner.of(text) + ("" if q.closed else "…")
        for paragraph in paragraphs(text)
        for q in quotations(text, paragraph)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “no more cuts” today.", ["no more cuts"]),
        ('He said "no more cuts" today.', ["no more cuts"]),
        ("He said ‘no more cuts’ today.", ["no more cuts"]),
        ("He said 'no more cuts' today.", ["no more cuts"]),
        ("Elle dit «non» deux fois.", ["non"]),
        ("She said:“Go.”", ["Go."]),
        ("The vote (‘Go’) was close.", ["Go"]),
        ("'No more cuts,' he said. 'Not one.'", ["No more cuts,", "Not one."]),
        ("‘Yes’ and ‘no’", ["Yes", "no"]),
        ("''No more cuts,'' he said. ''Not one.''", ["No more cuts,", "Not one."]),
        ("He spoke of ''no cuts'' today.", ["no cuts"]),
        ("''I don't like the workers' plan,'' he said.", ["I don't like the workers' plan,"]),
        ("''It goes on", ["It goes on…"]),
    ],
)
def test_marks_of_every_style(text: str, expected: list[str]) -> None:
    assert inside(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the farmers' union and the pupils' parents met", []),
        ("The ’90s were short and the ’80s shorter.", []),
        ("It's the union's 'last stand', she said.", ["last stand"]),
        ("James' 'plan' failed", ["plan"]),
        ("'Don't go,' she said, 'it's the boys' turn'.", ["Don't go,", "it's the boys' turn"]),
        ("'The teachers' pay must rise,' she said.", ["The teachers' pay must rise,"]),
        ("‘The teachers’ pay must rise,’ she said.", ["The teachers’ pay must rise,"]),
        ("It would ‘always put pupils’ needs first’.", ["always put pupils’ needs first"]),
    ],
)
def test_an_apostrophe_is_no_quotation_mark(text: str, expected: list[str]) -> None:
    assert inside(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“He told us ‘never again’ twice,” she said.", ["He told us ‘never again’ twice,"]),
        ("'He told us \"never again\" twice,' she said.", ['He told us "never again" twice,']),
        ("“Outer “inner” rest,” he said.", ["Outer “inner” rest,"]),
    ],
)
def test_only_the_outermost_quotation_counts(text: str, expected: list[str]) -> None:
    assert inside(text) == expected


def test_a_forgotten_opening_does_not_swallow_the_narration() -> None:
    assert inside("“Broken “twice” he said. More came.") == ["Broken “twice"]


def test_an_unclosed_quotation_runs_to_the_paragraph_s_end_and_no_further() -> None:
    text = "“First part.\n\n“Second part.”\n\nNarration isn’t quoted."
    assert inside(text) == ["First part.…", "Second part."]
    assert inside(text.replace("“", "'").replace("”", "'")) == ["First part.…", "Second part."]


def test_a_single_mark_within_a_sentence_is_an_apostrophe_if_nothing_closes_it() -> None:
    assert inside("They played rock ’n roll at the depot.") == []


def test_feet_and_inches_open_nothing() -> None:
    assert inside('The gap is 5\'10" wide. "Mind it," he said.') == ["Mind it,"]


@pytest.mark.parametrize("text", ["", "'", '"', '""', "“”", "’", "\n\n"])
def test_marks_without_words_quote_nothing(text: str) -> None:
    assert inside(text) == []


def test_a_line_break_ends_a_paragraph_unless_the_line_is_wrapped() -> None:
    wrapped = "The council of the old harbour town voted last night\nTo keep the ferry."
    assert [p.of(wrapped) for p in paragraphs(wrapped)] == [wrapped]
    small = "The ferry\nstays."
    assert [p.of(small) for p in paragraphs(small)] == [small]
    title = "Ferry stays\nThe council voted."
    assert [p.of(title) for p in paragraphs(title)] == ["Ferry stays", "The council voted."]
    ended = "The council of the old harbour town voted all of last night.\nIt was late."
    assert len(list(paragraphs(ended))) == 2


def test_a_quotation_goes_on_over_a_wrapped_line() -> None:
    text = "“The ferry is the only way to the school for forty\nchildren,” said Nora Field."
    assert inside(text) == ["The ferry is the only way to the school for forty\nchildren,"]


@given(st.one_of(MARKED, st.text(max_size=60)))
def test_quotations_lie_within_their_paragraph_and_never_overlap(text: str) -> None:
    for paragraph in paragraphs(text):
        end = paragraph.start
        for quotation in quotations(text, paragraph):
            assert quotation.outer.start >= end
            assert paragraph.covers(quotation.outer)
            assert quotation.outer.covers(quotation.inner)
            end = quotation.outer.end


@given(st.one_of(MARKED, st.text(max_size=60)))
def test_every_letter_lies_in_exactly_one_paragraph(text: str) -> None:
    covered = [0] * len(text)
    for paragraph in paragraphs(text):
        for offset in range(paragraph.start, paragraph.end):
            covered[offset] += 1
    assert all(count == 1 for count, c in zip(covered, text, strict=True) if not c.isspace())
    assert max(covered, default=0) <= 1
