"""The interchange format: both forms, alignment to the text, and what is said of a wrong file."""

import copy
import importlib.util
import json
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.annotations import (
    ACTS,
    FORMS,
    KINDS,
    POLARITIES,
    PREDICATES,
    dump,
    dumps,
    find_text,
    load,
    load_file,
)
from onrecord.errors import AnnotationError
from onrecord.model import (
    Attribution,
    Document,
    Entity,
    Reading,
    Relation,
    Span,
    Stance,
    Statement,
)

SHARED = Path(__file__).resolve().parents[2] / "shared"
GOLD = sorted((SHARED / "gold").glob("*.json"))
NO_GOLD = "the gold annotations are not beside this checkout"

TEXT = """Dame Ann Lee leads the Elm Trust. The trust runs Elm Hospital.

“The rota must go,” she told the Elm Trust Staff Union, “and soon.” Lee said the rota had failed.

Bob Ray, of the union, said: “The rota works. Ann Lee says the rota must go, but nurses like it.”
"""

Json = dict[str, Any]


def document(text: str = TEXT, **known: Any) -> Document:
    return Document("a", text, sha256(text.encode()).hexdigest(), ("a.txt",), **known)


def short(**changes: Any) -> Json:
    base: Json = {
        "doc": "a",
        "entities": [
            {
                "id": "ann-lee",
                "type": "Person",
                "name": "Ann Lee",
                "mentions": ["Lee", "Dame Ann Lee", "Ann Lee"],
            },
            {"id": "bob-ray", "type": "Person", "name": "Bob Ray", "mentions": ["Bob Ray"]},
            {
                "id": "trust",
                "type": "Organisation",
                "name": "Elm Trust",
                "mentions": ["Elm Trust", "The trust"],
            },
            {
                "id": "union",
                "type": "Organisation",
                "name": "Elm Trust Staff Union",
                "mentions": ["the Elm Trust Staff Union", "the union"],
            },
            {"id": "rota", "type": "Policy", "name": "rota", "mentions": ["rota"]},
        ],
        "statements": [
            {
                "id": "s1",
                "speaker": "ann-lee",
                "source_text": "she",
                "cue": "told",
                "content": ["The rota must go", "and soon."],
                "kind": "direct",
                "act": "demands",
                "stances": [{"stance": "opposes", "target": "rota"}],
            },
            {
                "id": "s2",
                "speaker": "bob-ray",
                "source_text": "Bob Ray, of the union,",
                "cue": "said",
                "content": ["The rota works. Ann Lee says the rota must go, but nurses like it."],
                "kind": "direct",
                "act": "praises",
                "stances": [],
                "confidence": "arguable",
            },
            {
                "id": "s3",
                "speaker": "ann-lee",
                "source_text": "Ann Lee",
                "cue": "says",
                "content": ["the rota must go"],
                "kind": "indirect",
                "act": "opposes",
                "stances": [],
            },
        ],
        "relations": [
            ["ann-lee", "affiliatedWith", "trust"],
            {"s": "bob-ray", "p": "memberOf", "o": "union", "confidence": "arguable"},
        ],
    }
    return copy.deepcopy(base | changes)


def words(spans: tuple[Span, ...], text: str = TEXT) -> list[str]:
    return [span.of(text) for span in spans]


# --- the short form -------------------------------------------------------------------------


def test_short_form_finds_source_cue_and_content() -> None:
    first, second, third = (s.attribution for s in load(short(), document()).statements)
    assert words(first.content) == ["The rota must go", "and soon."]
    assert words(first.source) == ["she"] and words(first.cue) == ["told"]
    assert second.content[0].covers(third.content[0])  # inside the statement before it
    assert third.source[0].start == TEXT.rindex("Ann Lee")
    assert second.cue[0].start == TEXT.rindex("said:")
    assert (first.confidence, second.confidence) == (1.0, 0.5)


def test_the_same_words_twice_are_taken_in_text_order() -> None:
    statement = {"content": ["rota"], "kind": "direct", "act": "asserts"}
    found = load(short(statements=[statement] * 3), document()).statements
    starts = [s.attribution.content[0].start for s in found]
    assert starts == [place for place in range(len(TEXT)) if TEXT.startswith("rota", place)][:3]


def test_a_statement_may_go_back_in_the_text() -> None:
    last_first = short()["statements"][::-1]
    found = load(short(statements=last_first), document()).statements
    assert found[2].attribution.content[0].start == TEXT.index("The rota must go")


def test_a_source_of_the_same_paragraph_goes_before_a_nearer_one() -> None:
    text = "Nobody else heard him.\n“It failed badly, and it cost us a lot of money,” said he."
    data = {
        "statements": [
            {"source_text": "he", "cue": "", "content": "It failed", "kind": "direct"}
            | {"act": "asserts"}
        ]
    }
    said = load(data, document(f"he\n{text}")).statements[0].attribution
    assert said.source[0].end == len(f"he\n{text}") - 1
    assert said.cue == ()


def test_elided_source_and_unresolved_speaker() -> None:
    data = short()
    data["statements"][0] |= {"speaker": None, "source_text": ""}
    first = load(data, document()).statements[0]
    assert (first.speaker, first.attribution.source) == (None, ())


def test_each_place_belongs_to_the_longest_form() -> None:
    lee = load(short(), document()).entities[0]
    assert words(lee.mentions) == ["Dame Ann Lee", "Lee", "Ann Lee"]


def test_a_name_inside_a_longer_name_of_its_kind_is_not_a_mention() -> None:
    _, _, trust, union, _ = load(short(), document()).entities
    assert words(trust.mentions) == ["Elm Trust", "The trust"]
    assert words(union.mentions) == ["the Elm Trust Staff Union", "the union"]


def test_a_name_that_stands_only_inside_a_longer_one_keeps_its_place() -> None:
    data = short(statements=[], relations=[])
    data["entities"] = [
        {"id": "u", "type": "Organisation", "name": "U", "mentions": ["Elm Trust Staff Union"]},
        {"id": "s", "type": "Organisation", "name": "S", "mentions": ["Staff"]},
    ]
    assert words(load(data, document()).entities[1].mentions) == ["Staff"]


def test_words_inside_other_words_only_where_they_stand_nowhere_else() -> None:
    text = "The 10:15Elm Trust denied it. Trusts trust."
    data = short(statements=[], relations=[])
    data["entities"] = [
        {"id": "t", "type": "Organisation", "name": "T", "mentions": ["Elm Trust", "trust"]}
    ]
    assert words(load(data, document(text)).entities[0].mentions, text) == ["Elm Trust", "trust"]


def test_an_entity_without_mentions_stands_where_its_name_does() -> None:
    data = short(statements=[], relations=[])
    for entity in data["entities"]:
        del entity["mentions"]
    lee, *_, union, rota = load(data, document()).entities
    assert len(lee.mentions) == 2 and len(rota.mentions) == 4 and len(union.mentions) == 1
    data["entities"][0] |= {"mentions": []}
    assert load(data, document()).entities[0].mentions == ()


def test_evidence_that_the_short_form_leaves_out() -> None:
    reading = load(short(), document())
    leads, member = (relation.evidence.of(TEXT) for relation in reading.relations)
    assert leads == "Dame Ann Lee leads the Elm Trust."
    assert member == "Bob Ray, of the union, said: “The rota works."
    first = reading.statements[0]
    assert first.stances[0].evidence == first.attribution.content[0]


@pytest.mark.parametrize(
    ("ends", "evidence"),
    [
        (("trust", "rota"), TEXT.splitlines()[2]),  # in one paragraph, in no sentence
        (("bob-ray", "trust"), "Bob Ray"),  # nowhere together
    ],
)
def test_evidence_of_ends_that_no_sentence_joins(ends: tuple[str, str], evidence: str) -> None:
    data = short(relations=[[ends[0], "criticises", ends[1]]])
    data["entities"][2]["mentions"] = ["the Elm Trust Staff"]  # before “and soon.”
    data["entities"][3]["mentions"] = []
    data["entities"][4]["mentions"] = ["rota had failed"]
    assert load(data, document()).relations[0].evidence.of(TEXT) == evidence


def test_stated_evidence_is_found_inside_the_statement() -> None:
    data = short()
    data["statements"][1]["stances"] = [
        {"stance": "supports", "target": "rota", "evidence": "the rota"}
    ]
    stance = load(data, document()).statements[1].stances[0]
    assert stance.evidence.start == TEXT.index("the rota must go")


# --- spans, confidence, metadata ------------------------------------------------------------


def test_spans_beside_strings_are_used() -> None:
    data = short()
    last = TEXT.rindex("rota")
    data["statements"][0] |= {
        "content": ["rota"],
        "content_spans": [[last, last + 4]],
        "source_span": None,
        "cue_span": [TEXT.index("told"), TEXT.index("told") + 4],
        "act_alt": ["opposes"],
    }
    said = load(data, document()).statements[0].attribution
    assert said.content == (Span(last, last + 4),)
    assert words(said.cue) == ["told"]


def test_strings_may_be_added_to_the_long_form() -> None:
    reading = load(short(), document())
    data = dump(reading)
    data["entities"][0]["mentions"] = [data["entities"][0]["mentions"][0], "Lee"]
    lee = load(data, document()).entities[0]
    assert words(lee.mentions) == ["Dame Ann Lee", "Lee", "Lee"]


def test_what_the_annotation_states_goes_before_the_document() -> None:
    found = load(
        short(date="2013-08", title="T"), document(title="other", published="2012", outlet="O")
    ).document
    assert (found.title, found.published, found.outlet) == ("T", "2013-08", "O")


def test_a_statement_of_another_date() -> None:
    data = short()
    data["statements"][0]["date"] = "2007"
    assert load(data, document()).statements[0].said_on == "2007"
    assert dump(load(data, document()))["statements"][0]["date"] == "2007"


def test_the_words_of_a_date_are_kept_with_their_place() -> None:
    data = short()
    data["statements"][0] |= {"date": "2007", "date_evidence": data["statements"][0]["cue"]}
    reading = load(data, document())
    cue = reading.statements[0].attribution.cue
    assert reading.statements[0].said_on_evidence == cue[0]
    again = load(dump(reading), document())
    assert again.statements[0].said_on_evidence == cue[0]


# --- the long form --------------------------------------------------------------------------


def test_the_long_form_says_where_everything_stands() -> None:
    data = dump(load(short(), document(outlet="The Post")))
    assert list(data) == [
        *("doc", "sha256", "paths", "outlet", "entities", "statements", "relations")
    ]
    first = data["statements"][0]
    assert list(first) == [
        *("id", "speaker", "source_text", "source", "cue", "content", "kind", "act"),
        *("confidence", "stances"),
    ]
    start = TEXT.index("told")
    assert first["cue"] == {"text": "told", "start": start, "end": start + 4}
    assert [part["text"] for part in first["content"]] == ["The rota must go", "and soon."]
    assert first["stances"][0]["evidence"]["text"] == "The rota must go"
    assert data["relations"][1]["evidence"]["text"].startswith("Bob Ray")
    assert data["relations"][1]["confidence"] == 0.5


def test_dumps_is_plain_to_read_and_always_the_same() -> None:
    reading = load(short(), document())
    text = dumps(reading)
    assert text.endswith("}\n") and "“" not in text.split('"statements"')[0]
    assert "The rota must go" in text and "\\u" not in text
    assert text == dumps(load(json.loads(text), document()))


def spans(text: str) -> st.SearchStrategy[Span]:
    bounds = st.lists(st.integers(0, len(text)), min_size=2, max_size=2, unique=True)
    return bounds.map(lambda pair: Span(*sorted(pair)))


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    anything = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
    text = draw(st.text("aA .\n“”'é🙂", min_size=1, max_size=60))
    dates = st.none() | st.sampled_from(["2013", "2013-06", "2013-06-07"])
    place = spans(text)
    places = st.lists(place, max_size=3).map(tuple)
    confidence = st.floats(0, 1)
    ids = draw(st.lists(anything, min_size=1, max_size=4, unique=True))
    stances = st.builds(
        Stance, st.sampled_from(POLARITIES), st.sampled_from(ids), place, confidence
    )
    attributions = st.builds(
        Attribution,
        places,
        places,
        st.lists(place, min_size=1, max_size=3).map(lambda parts: tuple(sorted(parts))),
        st.sampled_from(FORMS),
        confidence,
    )
    entities = (
        st.builds(
            Entity,
            st.just(identifier),
            st.sampled_from(KINDS),
            anything,
            st.lists(place, max_size=3).map(lambda parts: tuple(sorted(parts))),
            st.lists(anything, max_size=2).map(tuple),
            st.none() | anything,
        )
        for identifier in ids
    )
    statements = st.builds(
        Statement,
        attributions,
        st.none() | st.sampled_from(ids),
        st.sampled_from(ACTS),
        st.lists(stances, max_size=2).map(tuple),
        dates,
        st.none() | confidence,
    )
    relations = st.builds(
        Relation,
        st.sampled_from(ids),
        st.sampled_from(PREDICATES),
        st.sampled_from(ids),
        place,
        confidence,
    )
    optional = st.none() | anything
    found = replace(
        document(text),
        title=draw(optional),
        author=draw(optional),
        url=draw(optional),
        published=draw(dates),
    )
    return Reading(
        found,
        tuple(draw(entity) for entity in entities),
        draw(st.lists(statements, max_size=3).map(tuple)),
        draw(st.lists(relations, max_size=2).map(tuple)),
    )


@given(readings())
@settings(max_examples=150, deadline=None)
def test_every_reading_comes_back(reading: Reading) -> None:
    assert load(dump(reading), reading.document) == reading
    bare = Document("a", reading.document.text, reading.document.sha256, ("a.txt",))
    assert load(json.loads(dumps(reading)), bare) == reading


# --- what is wrong, where, and what to do ---------------------------------------------------


def broken(path: str, value: Any) -> Json:
    """The short form with one value replaced: `statements.0.act`."""
    data = short()
    *way, last = [int(key) if key.isdigit() else key for key in path.split(".")]
    place: Any = data
    for key in way:
        place = place[key]
    place[last] = value
    return data


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("statements.0.content", ["The rota can go"],
         'x.json: statement s1: "content" "The rota can go" does not stand in the text. Copy it'),
        ("statements.0.content", [], 'statement s1: has no "content"'),
        ("statements.0.content", [7], 'statement s1: "content" holds 7'),
        ("statements.0.content", [" "], '"content" holds " "'),
        ("statements.0.content", [{"text": "rota", "start": 0, "end": 4}],
         '"content" puts "rota" at 0..4, but there stands "Dame"'),
        ("statements.0.content", [{"text": "rota", "start": 0, "end": 4000}],
         "4000, which is no place in the text"),
        ("statements.0.content", [{"text": "rota", "start": "0", "end": 4}], "no place"),
        ("statements.0.content_spans", [[0, 4]], '"content_spans" places 1 passages'),
        ("statements.0.content_spans", [[0, 4], [5, 9]], 'but there stands "Dame"'),
        ("statements.0.source", {"text": "Bob Ray"}, '"source_text" is "she", but "source"'),
        ("statements.0.cue", "shouted", '"cue" "shouted" does not stand in the text'),
        ("statements.0.speaker", "nobody", 'statement s1: "speaker" is "nobody", which no entity'),
        ("statements.0.speaker", 7, '"speaker" is 7, not a string'),
        ("statements.0.kind", "spoken", 'unknown "kind": "spoken". Choose from direct, indirect'),
        ("statements.0.kind", None, 'has no "kind"'),
        ("statements.0.act", "mumbles", 'unknown "act": "mumbles". Choose from asserts,'),
        ("statements.0.confidence", "maybe", 'Give a number from 0 to 1, "sure" or "arguable"'),
        ("statements.0.confidence", 1.5, '"confidence" is 1.5'),
        ("statements.0.confidence", True, '"confidence" is true'),
        ("statements.0.date", "yesterday", '"date" is "yesterday", which is no date'),
        ("statements.0.date", "2013-02-30", "Write 2013-06-07, 2013-06 or 2013"),
        ("statements.0.stances.0.stance", "likes", 'statement s1: stance 1: unknown "stance"'),
        ("statements.0.stances.0.target", "x", 'stance 1: "target" is "x"'),
        ("statements.0.stances.0.evidence", ["rota", "rota"], '"evidence" has 2 passages'),
        ("statements.1", "said", 'statement 2 is "said". Write an object'),
        ("statements", {}, '"statements" is {}, not a list'),
        ("entities.0.type", "Robot", 'entity ann-lee: unknown "type": "Robot"'),
        ("entities.0.mentions", ["Doctor Lee"], '"mentions" "Doctor Lee" does not stand'),
        ("entities.0.name", "", 'entity ann-lee: has no "name"'),
        ("entities.0.aliases", [7], '"aliases" is [7]. Give strings only'),
        ("entities.1.id", "ann-lee", "entity ann-lee: stands twice"),
        ("entities.1.id", None, 'entity 2: has no "id"'),
        ("relations.0", ["ann-lee", "knows", "trust"],
         'relation ann-lee knows trust: unknown "p": "knows". Choose from holdsOffice,'),
        ("relations.0", ["ann-lee", "memberOf"], "relation 1 is [\"ann-lee\", \"memberOf\"]"),
        ("relations.0", ["ann-lee", "memberOf", "x"], '"o" is "x", which no entity has'),
        ("sha256", "0" * 64, "was coded on another text (sha256 000000000000…"),
        ("title", ["T"], '"title" is ["T"], not a string'),
    ],
)  # fmt: skip
def test_errors_say_what_where_and_the_next_step(path: str, value: Any, said: str) -> None:
    with pytest.raises(AnnotationError) as caught:
        load(broken(path, value), document(), "x.json")
    assert str(caught.value).startswith("x.json: ") and said in str(caught.value)
    assert str(caught.value).count(". ") >= 1 and str(caught.value).endswith(".")


def test_a_relation_without_any_mention_has_no_evidence() -> None:
    data = short(relations=[["trust", "partOf", "union"]])
    data["entities"][2]["mentions"] = data["entities"][3]["mentions"] = []
    with pytest.raises(AnnotationError, match=r"a\.json: relation .* neither end is mentioned"):
        load(data, document())


# --- files ----------------------------------------------------------------------------------


def save(path: Path, data: Any) -> Path:
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def read_one(path: Path) -> Document:
    return replace(document(path.read_text(encoding="utf-8")), paths=(path.name,))


def test_the_article_is_inside_beside_or_named(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    assert find_text(path, {"text": "T"}) == "T"
    for name in ("x.md", "x.txt", "other.txt"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
        assert find_text(path, {"file": "other.txt"}) == tmp_path / name
    assert find_text(path, {"file": "absent.txt"}) == tmp_path / "x.txt"


def test_an_article_that_is_missing_or_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    (tmp_path / "secret.txt").write_text(TEXT, encoding="utf-8")
    path = tmp_path / "x" / "x.json"
    with pytest.raises(AnnotationError, match=r"Put x\.txt beside it"):
        find_text(path, {})
    for name in ("../secret.txt", str(tmp_path / "secret.txt")):
        with pytest.raises(AnnotationError, match="leads out of the folder"):
            find_text(path, {"file": name})


def test_a_file_with_its_article_beside_it(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text(TEXT, encoding="utf-8")
    reading = load_file(save(tmp_path / "x.json", short()), read_one)
    assert reading.document.paths == ("x.txt",)
    assert reading == load(short(), reading.document)


def test_a_file_that_holds_its_article(tmp_path: Path) -> None:
    path = save(tmp_path / "x.json", short(text=TEXT, title="T", date="2013"))
    assert load_file(path, read_one) == load(short(), replace(
        document(title="T", published="2013"), paths=("x.json",)
    ))  # fmt: skip


@pytest.mark.parametrize(
    "content", [b"{", b"\xff\xfe", b"[1]", b'{"doc": "\\ud800"}', b"[" * 10**5]
)
def test_a_file_that_is_no_annotation(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(content)
    with pytest.raises(AnnotationError, match=r"x\.json: (not JSON|holds no JSON object)"):
        load_file(path, read_one)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(AnnotationError, match=r"x\.json: cannot be read"):
        load_file(tmp_path / "x.json", read_one)


# --- the gold -------------------------------------------------------------------------------


def gold(path: Path) -> tuple[Json, Document]:
    data = json.loads(path.read_text(encoding="utf-8"))
    text = (SHARED / "articles" / data["file"]).read_text(encoding="utf-8")
    return data, replace(document(text), id=path.stem)


@pytest.mark.skipif(not GOLD, reason=NO_GOLD)
def test_the_gold_comes_back_with_a_perfect_score(tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("scorer", SHARED / "tools" / "score.py")
    assert spec and spec.loader
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    for path in GOLD:
        reading = load(*gold(path))
        assert load(dump(reading), reading.document) == reading
        (tmp_path / path.name).write_text(dumps(reading), encoding="utf-8")
    scores = scorer.main([str(SHARED / "gold"), str(tmp_path)])
    assert [name for name, score in scores.items() if score["f1"] < 1] == []
    assert scores["statement"]["n"] == 83


@pytest.mark.skipif(not GOLD, reason=NO_GOLD)
@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_strings_of_the_gold_are_found_where_it_places_them(path: Path) -> None:
    data, article = gold(path)
    bare = copy.deepcopy(data)
    for statement in bare["statements"]:
        for key in ("content_spans", "source_span", "cue_span"):
            del statement[key]
    assert load(bare, article) == load(data, article)
