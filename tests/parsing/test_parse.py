"""A document and its parse: offsets hold, sentences keep to their paragraph."""

from pathlib import Path
from typing import Any

import pytest
import spacy

from onrecord.errors import ModelError
from onrecord.model import Span
from onrecord.parsing import parse

TEXT = """“The levy’s unfair,” said Ms Orme. “It hurts small farms.”

Mr Vale, of the Dairy Board, disagreed"""


def test_tokens_stand_where_the_text_has_them(reader: Any) -> None:
    parsed = reader.parse(TEXT)
    assert len(parsed.doc.text) == len(TEXT)
    for token in parsed.words:
        original = parse.span_of(token).of(TEXT)
        straight = original.translate(parse.STRAIGHT)
        assert straight == token.text


def test_a_sentence_never_crosses_a_paragraph(reader: Any) -> None:
    parsed = reader.parse("A headline without a full stop\nThe council met on Monday\n\nIt voted")
    starts = {paragraph.start for paragraph in parsed.paragraphs}
    assert len(starts) == 3
    assert starts <= {sentence.start_char for sentence in parsed.doc.sents}


def test_a_wrapped_line_reads_on(reader: Any) -> None:
    text = "The council of the old harbour town has heard from Sarah\nWells, who sings.\nIt rained."
    parsed = reader.parse(text)
    first, second = text.rsplit("\n", 1)
    sentences = [s.text.strip() for s in parsed.doc.sents]
    assert sentences == [first.replace("\n", " "), second]
    assert parsed.doc.ents[0].text == "Sarah Wells"


def test_a_quotation_after_a_full_stop_starts_a_sentence(reader: Any) -> None:
    parsed = reader.parse(TEXT)
    assert TEXT.index("“It hurts") in {s.start_char for s in parsed.doc.sents}


def test_places_are_found_by_offset(reader: Any) -> None:
    parsed = reader.parse(TEXT)
    levy, vale = TEXT.index("levy"), TEXT.index("Vale")
    assert parsed.paragraph_at(levy) == 0
    assert parsed.paragraph_at(vale) == 1
    assert parsed.paragraph_at(TEXT.index("\n\n")) == 0
    assert parsed.quotation_at(levy).inner.of(TEXT) == "The levy’s unfair,"
    assert parsed.quotation_at(TEXT.index("said")) is None
    assert parsed.words[parsed.token_from(vale)].text == "Vale"
    assert parsed.tokens(Span(levy + 1, levy + 2)).text == "levy"


def test_furniture_is_what_the_document_marks(reader: Any) -> None:
    start = TEXT.index("Mr Vale")
    parsed = reader.parse(TEXT, furniture=(Span(start, len(TEXT)),))
    assert parsed.in_furniture(Span(start + 3, start + 7))
    assert not parsed.in_furniture(Span(0, 5))


def test_a_parse_depends_on_its_document_alone(reader: Any, story: Any) -> None:
    one, two = story.document("a", TEXT), story.document("b", "Trains run late. Buses do not.")
    alone = next(parse.parse([two], reader.language))
    after = list(parse.parse([one, two], reader.language))[1]
    assert [t.dep_ for t in after.doc] == [t.dep_ for t in alone.doc]


def test_hoped_is_a_form_of_hope(reader: Any) -> None:
    doc = reader.parse("She hoped that he hopes, hoping for rain.").doc
    assert [t.lemma_ for t in doc if t.pos_ == "VERB"] == ["hope", "hope", "hope"]


def test_the_version_names_the_model_and_the_parser(reader: Any) -> None:
    words = parse.version(reader.language)
    assert words.startswith("en_core_web_sm") and f"spaCy {spacy.__version__}" in words


def test_tokens_are_cut_by_the_models_own_rules(reader: Any) -> None:
    asked = reader.language.config["nlp"]["tokenizer"]
    plain = spacy.load(parse.DEFAULT_MODEL, exclude=["tok2vec", "parser", "ner"])
    assert asked == parse.AS_STORED != plain.config["nlp"]["tokenizer"]
    cut, as_plain = (m.tokenizer.to_bytes(exclude=["vocab"]) for m in (reader.language, plain))
    assert cut == as_plain
    assert len(reader.language.tokenizer.rules) > 1000


def test_a_missing_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r'"no_such_model" is not installed.*--model'):
        parse.load("no_such_model")
    spacy.blank("en").to_disk(tmp_path / "blank")
    with pytest.raises(ModelError, match="lacks a parser"):
        parse.load(str(tmp_path / "blank"))
