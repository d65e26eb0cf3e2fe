"""The shipped entity model; all sentences and names are made up."""

import itertools
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.encoder import Encoder
from onrecord.entity_model import EntityModel, LearnedName
from onrecord.entity_model.labels import TYPES
from onrecord.errors import ModelError

# words -> their type; what else the model names in these sentences counts against it
MARKED = [
    ("Transport minister Oona Tarrick met union leaders in Cardiff.",
     "person:Oona Tarrick place:Cardiff"),
    ("Sir Alasdair Crabtree told the Harbour Workers' Union that ferries would stop.",
     "person:Alasdair Crabtree organisation:Harbour Workers' Union"),
    ("GPs, nurses and A&E doctors told MPs that the wards in Norwich are full.", "place:Norwich"),
    ("The Environment Agency blamed Anglia Water for the spill, Ms Dunmere said.",
     "organisation:Environment Agency organisation:Anglia Water person:Dunmere"),
    ("Marek Kowalczyk leads the Polish Farmers' Party, which won 40 seats in Warsaw.",
     "person:Marek Kowalczyk party:Polish Farmers' Party place:Warsaw"),
    ("In Kenya, Senator Grace Mwangi asked the Central Bank of Kenya to explain.",
     "place:Kenya person:Grace Mwangi organisation:Central Bank of Kenya"),
    ("Mayor Lucia Ferrante's plan for Ohio was read to Republicans and teachers.",
     "person:Lucia Ferrante place:Ohio"),
    ("The Dairy Council of Wales and Plaid Cymru want milk prices fixed.",
     "organisation:Dairy Council of Wales party:Plaid Cymru"),
    ("“We will not sell,” said Hamish Orde of the Glen Orrin Trust in Inverness.",
     "person:Hamish Orde organisation:Glen Orrin Trust place:Inverness"),
    ("The Labour Party lost Leeds in the 1992 general election.",
     "party:Labour Party place:Leeds event:1992 general election"),
]  # fmt: skip
FLOOR = 0.85  # F1 over the names above, type and both ends right
STORY = "\n\n".join(sentence for sentence, _ in MARKED)


@pytest.fixture(scope="module")
def model() -> EntityModel:
    return EntityModel.load()


def sound(text: str, found: list[LearnedName]) -> None:
    """Names lie in the text, ascend and do not overlap."""
    assert all(0 <= n.start < n.end <= len(text) for n in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    assert all(n.kind in TYPES and 0 < n.confidence <= 1 for n in found)


def wanted(marks: str) -> set[tuple[str, str]]:
    """ "person:Ann Vale place:Oslo" -> pairs of type and words."""
    words = marks.split()
    starts = [i for i, w in enumerate(words) if w.split(":")[0] in TYPES and ":" in w]
    parts = [words[a:b] for a, b in itertools.pairwise([*starts, len(words)])]
    return {(p[0].split(":")[0], " ".join([p[0].split(":", 1)[1], *p[1:]])) for p in parts}


def test_marks_are_read_as_meant() -> None:
    assert wanted("person:Ann Vale place:Oslo") == {("person", "Ann Vale"), ("place", "Oslo")}
    assert all(words in text for text, marks in MARKED for _, words in wanted(marks))


def test_own_sentences(model: EntityModel) -> None:
    right = gold = found = 0
    for text, marks in MARKED:
        names = {(n.kind, text[n.start : n.end]) for n in model.names(text) if n.kind != "other"}
        right += len(names & wanted(marks))
        gold, found = gold + len(wanted(marks)), found + len(names)
    assert 2 * right / (gold + found) >= FLOOR, (right, gold, found)


def test_professions_are_no_names(model: EntityModel) -> None:
    text = "GPs, nurses, A&E doctors, teachers and MPs were angry, patients and managers were not."
    assert model.names(text) == []


def test_results_do_not_depend_on_threads_or_batches(model: EntityModel) -> None:
    texts = [STORY, STORY[80:], "", STORY * 3, "Nothing was named."]
    alone = [model.names(t) for t in texts]
    assert any(alone)
    for threads, batch in ((1, 1), (1, 5), (2, 2), (3, 5)):
        assert list(EntityModel.load(threads=threads).stream(texts, batch)) == alone


@pytest.mark.parametrize("text", ["", " \n\t ", "\n\n", ".", "said", "’’’ ““", "\u200b", "\x00"])
def test_next_to_nothing(model: EntityModel, text: str) -> None:
    sound(text, model.names(text))


def test_a_name_does_not_run_on_into_the_next_paragraph(model: EntityModel) -> None:
    text = "By Marek Kowalczyk\nOona Tarrick said no.\n\n" * 40
    found = model.names(text)
    sound(text, found)
    assert found and not any("\n" in text[n.start : n.end] for n in found)


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=()), max_size=120))
def test_odd_unicode(text: str) -> None:
    sound(text, _shared().names(text))


_loaded: list[EntityModel] = []


def _shared() -> EntityModel:
    if not _loaded:
        _loaded.append(EntityModel.load())
    return _loaded[0]


def test_offsets_count_code_points(model: EntityModel) -> None:
    lead = "🙂👩‍👩‍👧 e\u0301\r\n\r\n"
    moved = [(lead + STORY)[n.start : n.end] for n in model.names(lead + STORY)]
    assert "Oona Tarrick" in moved


def test_missing_and_foreign_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"entities\.onnx.*--entities rules"):
        EntityModel.load(tmp_path)
    (tmp_path / "entities.onnx").write_bytes(b"no model")
    with pytest.raises(ModelError, match="cannot be read"):
        EntityModel.load(tmp_path)


def test_a_model_of_something_else_is_refused(tmp_path: Path) -> None:
    import onrecord.attribution_model as other

    source = Path(other.__file__).with_name("attribution.onnx")
    (tmp_path / "entities.onnx").write_bytes(source.read_bytes())
    with pytest.raises(ModelError, match="entity model"):
        EntityModel.load(tmp_path)


def test_arguments_must_be_positive(model: EntityModel) -> None:
    with pytest.raises(ValueError, match="threads"):
        EntityModel.load(threads=0)
    with pytest.raises(ValueError, match="batch"):
        list(model.stream(["x"], 0))


def test_the_version_names_the_weights(model: EntityModel) -> None:
    assert model.version.startswith("entities ") and len(model.version) > len("entities ") + 8


def test_the_file_is_small_and_states_its_outputs() -> None:
    import onrecord.entity_model as package

    weights = Path(package.__file__).with_name("entities.onnx")
    assert weights.stat().st_size < 25_000_000
    assert json.loads(Encoder.load(weights).metadata["heads"]) == {"tags": 1 + 2 * len(TYPES)}
