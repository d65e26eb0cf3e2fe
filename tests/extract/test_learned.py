"""Model and rules together: what the program puts on record by default."""

from collections.abc import Iterator
from typing import Any

import pytest

from onrecord.attribution_model import AttributionModel, LearnedAttribution
from onrecord.extract.attributions import attributions, learned
from onrecord.model import Attribution, Document, Span
from onrecord.parsing.parse import Parse


@pytest.fixture(scope="module")
def model() -> AttributionModel:
    return AttributionModel.load()


def said(
    reader: Any, text: str, model: AttributionModel | None, furniture: tuple[Span, ...] = ()
) -> list[tuple[str, str, str]]:
    """Source, content and form of each attribution."""
    parse = reader.parse(text, furniture=furniture)

    def words(spans: tuple[Span, ...]) -> str:
        return " … ".join(span.of(text) for span in spans)

    found = attributions(parse, reader.lexicon, model)
    return [(words(a.source), words(a.content), a.form) for a in found]


def test_the_model_finds_speech_that_no_rule_has_a_word_for(
    reader: Any, model: AttributionModel
) -> None:
    text = (
        "Nora Field was at pains to point out that the ferry had run at a loss for years. In the "
        "eyes of the union, cheaper fares would have filled it."
    )
    with_model = said(reader, text, model)
    assert any("the ferry had run at a loss" in content for _, content, _ in with_model)
    assert len(with_model) >= len(said(reader, text, None))


def test_a_direct_quotation_is_found_once_and_without_its_marks(
    reader: Any, model: AttributionModel
) -> None:
    text = "“The levy is unfair,” said Ida Holm. “It hurts the poor.”"
    assert said(reader, text, model) == [
        ("Ida Holm", "The levy is unfair … It hurts the poor.", "direct")
    ]


def test_that_belongs_to_no_content(reader: Any, model: AttributionModel) -> None:
    ((source, content, form),) = said(reader, "Ida Holm said that the levy would end.", model)
    assert (source, content, form) == ("Ida Holm", "the levy would end", "indirect")


def test_that_before_its_noun_is_said_too(reader: Any, model: AttributionModel) -> None:
    ((_, content, _),) = said(reader, "The board fears that week.", model)
    assert content == "that week"


def test_furniture_makes_no_statement(reader: Any, model: AttributionModel) -> None:
    text = "The ferry ran.\n\nIda Holm said that the levy would end."
    start = text.index("Ida")
    assert said(reader, text, model, (Span(start, len(text)),)) == []
    assert said(reader, text, model) != []


def test_what_only_a_rule_finds_is_worth_less(reader: Any) -> None:
    class Silent:
        def attributions(self, text: str) -> list[LearnedAttribution]:
            return []

    parse = reader.parse("Ida Holm said that the levy would end.")
    (alone,) = attributions(parse, reader.lexicon)
    (unseconded,) = attributions(parse, reader.lexicon, Silent())  # type: ignore[arg-type]
    assert unseconded.confidence < alone.confidence
    assert unseconded.content == alone.content


def test_joined_sources_speak_each(reader: Any, model: AttributionModel) -> None:
    text = "Ida Holm and Tom Reed said that the levy would end."
    assert [source for source, _, _ in said(reader, text, model)] == ["Ida Holm", "Tom Reed"]


def found_by(parse: Parse, spans: Any, confidence: float) -> Iterator[Attribution]:
    class Sure:
        def attributions(self, text: str) -> list[LearnedAttribution]:
            return [LearnedAttribution(*spans, "indirect", confidence, False)]

    return learned.find(parse, Sure())  # type: ignore[arg-type]


def test_unsure_finds_and_empty_contents_are_left_out(reader: Any) -> None:
    text = "Ida Holm said , no."
    parse: Parse = reader.parse(text)
    comma = ((((0, 8),)), ((9, 13),), ((14, 15),))
    words = ((((0, 8),)), ((9, 13),), ((16, 18),))
    assert list(found_by(parse, comma, 0.99)) == []
    assert list(found_by(parse, words, learned.LEAST - 0.01)) == []
    (one,) = found_by(parse, words, learned.LEAST)
    assert one.content == (Span(16, 18),)


def test_a_text_reads_the_same_with_more_threads(reader: Any, model: AttributionModel) -> None:
    text = "Ida Holm said that the levy would end.\n\n" * 60
    document = Document("long", text, "0", ("long.txt",))
    assert model.attributions(document.text) == AttributionModel.load(threads=2).attributions(text)


def test_a_part_of_a_cues_words_from_another_source_gives_way(reader: Any) -> None:
    text = "Ida Holm and Tom Reed opposed the levy, Nora Field told reporters."
    told, levy = text.index("told"), text.index("the levy")

    class Astray:
        def attributions(self, text: str) -> list[LearnedAttribution]:
            whole = ((0, 21),), ((told, told + 4),), ((levy, levy + 8),)
            return [LearnedAttribution(*whole, "indirect", 0.9, False)]

    parse = reader.parse(text)
    found = list(attributions(parse, reader.lexicon, Astray()))  # type: ignore[arg-type]
    pairs = {(parse.text(a.source[0]), parse.text(a.cue[0])) for a in found if a.source}
    assert pairs == {("Nora Field", "told"), ("Ida Holm", "opposed"), ("Tom Reed", "opposed")}
