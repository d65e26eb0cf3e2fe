"""The shipped attribution model; all sentences are made up, and only plain cases are asked for by
name.
"""

import itertools
import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.attribution_model.model import AttributionModel, LearnedAttribution
from onrecord.errors import ModelError

STORY = """Council leader defends bridge toll

Ferry users will pay less from next year, council leader Oona Tarrick said on Monday.

"We listened to people on both banks," she told a packed meeting, "and they asked us to be fair."

Tobias Dunmere, who runs a bakery near the harbour, was not convinced.

'It is too little,' he said. 'We needed this in spring.'

According to the Fair Fares Alliance, 4,000 people have signed a petition against the toll.

The bridge opened in 1974 and was painted green eight years later."""


@pytest.fixture(scope="module")
def model() -> AttributionModel:
    return AttributionModel.load()


def words(text: str, spans: tuple[tuple[int, int], ...]) -> str:
    return " | ".join(text[s:e] for s, e in spans)


def sound(text: str, found: list[LearnedAttribution]) -> None:
    """Spans lie in the text, ascend and do not overlap; outer contents are disjoint."""
    taken: set[int] = set()
    for a in found:
        for role in (a.source, a.cue, a.content):
            assert all(0 <= s < e <= len(text) for s, e in role)
            assert all(e <= s for (_, e), (s, _) in itertools.pairwise(role))
        assert a.content and 0 <= a.confidence <= 1
        assert a.cue or (a.form == "direct" and not a.source)  # a bare paragraph of quotation
        assert a.form in ("direct", "mixed", "indirect")
        if not a.nested:
            here = {i for s, e in a.content for i in range(s, e)}
            assert not here & taken
            taken |= here


def test_plain_story(model: AttributionModel) -> None:
    found = model.attributions(STORY)
    sound(STORY, found)
    by_cue = {words(STORY, a.cue): a for a in found}
    assert {"said", "told", "According to"} <= set(by_cue)
    told = by_cue["told"]
    assert words(STORY, told.source) == "she" and told.form == "direct"
    assert len(told.content) == 2, "a quotation broken by its cue is one content in two parts"
    assert "Fair Fares Alliance" in words(STORY, by_cue["According to"].source)
    assert by_cue["According to"].form == "indirect"


def test_british_single_marks_read_as_double_ones(model: AttributionModel) -> None:
    british = STORY.replace('"', "'")
    assert model.attributions(british) == model.attributions(STORY)
    single = next(a for a in model.attributions(STORY) if "too little" in words(STORY, a.content))
    assert single.form == "direct"


def test_results_do_not_depend_on_threads_or_batches(model: AttributionModel) -> None:
    texts = [STORY, STORY[60:], "", STORY * 3, "Nothing was said."]
    alone = [model.attributions(t) for t in texts]
    for threads, batch in ((1, 1), (1, 5), (2, 2), (3, 5)):
        assert list(AttributionModel.load(threads=threads).stream(texts, batch)) == alone


@pytest.mark.parametrize(
    "text", ["", " \n\t ", "\n\n", ".", "said", "’’’ ““", "\u200b\u200b", "\x00"]
)
def test_next_to_nothing(model: AttributionModel, text: str) -> None:
    sound(text, model.attributions(text))


def test_very_long_text_and_very_long_word(model: AttributionModel) -> None:
    text = (STORY + "\n\n") * 40
    found = model.attributions(text)
    sound(text, found)
    assert len(found) > 100
    endless = "a" * 20_000 + " said yes."
    sound(endless, model.attributions(endless))


ODD = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=()), max_size=120)
PLAIN = st.lists(
    st.sampled_from(
        [
            "said",
            "he",
            "“",
            "”",
            "'",
            "the plan",
            "\n\n",
            ",",
            "🙂",
            "e\u0301",
            "\u202e",
            "ﬁ",
            "told",
        ]
    ),
    max_size=60,
).map(" ".join)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.one_of(ODD, PLAIN))
def test_odd_unicode(text: str) -> None:
    sound(text, _shared().attributions(text))


_loaded: list[AttributionModel] = []


def _shared() -> AttributionModel:
    if not _loaded:
        _loaded.append(AttributionModel.load())
    return _loaded[0]


def test_offsets_count_code_points(model: AttributionModel) -> None:
    lead = "🙂👩‍👩‍👧 e\u0301\r\n\r\n"
    moved = model.attributions(lead + STORY)
    assert any(words(lead + STORY, a.cue) == "According to" for a in moved)


def test_missing_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"attribution\.onnx"):
        AttributionModel.load(tmp_path)
    (tmp_path / "attribution.onnx").write_bytes(random.Random(1).randbytes(100))
    with pytest.raises(ModelError, match="cannot be read"):
        AttributionModel.load(tmp_path)


@pytest.mark.parametrize("threads", [0, -1])
def test_threads_must_be_positive(threads: int) -> None:
    with pytest.raises(ValueError, match="threads"):
        AttributionModel.load(threads=threads)
