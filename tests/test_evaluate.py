"""The measures: right figures by hand-made cases, and agreement with an independent scorer."""

import copy
import importlib.util
import json
import random
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from onrecord.errors import AnnotationError
from onrecord.evaluate import MEASURES, Scores, evaluate

SHARED = Path(__file__).resolve().parents[2] / "shared"
GOLD = sorted((SHARED / "gold").glob("*.json"))
SCORER = SHARED / "tools" / "score.py"

Coding = dict[str, Any]


def coding(**changes: Any) -> Coding:
    base: Coding = {
        "doc": "a",
        "entities": [
            {"id": "ann-lee", "type": "Person", "name": "Ann Lee", "mentions": ["Dr Lee"]},
            {"id": "gps", "type": "Group", "name": "GPs", "mentions": ["GPs"]},
            {"id": "rota", "type": "Policy", "name": "a new weekend rota", "mentions": ["rota"]},
        ],
        "statements": [
            {
                "id": "s1",
                "speaker": "ann-lee",
                "content": ["the weekend rota has come far too late"],
                "kind": "direct",
                "act": "criticises",
                "stances": [{"stance": "opposes", "target": "rota"}],
            },
            {"speaker": None, "content": ["nobody asked"], "kind": "indirect", "act": "asserts"},
        ],
        "relations": [["gps", "opposes", "rota"]],
    }
    return base | changes


def write(folder: Path, **files: Any) -> Path:
    folder.mkdir(exist_ok=True)
    for stem, data in files.items():
        text = data if isinstance(data, str) else json.dumps(data)
        (folder / f"{stem}.json").write_text(text, encoding="utf-8")
    return folder


def scored(tmp_path: Path, gold: Coding, predicted: Coding) -> Scores:
    return evaluate(write(tmp_path / "gold", a=gold), write(tmp_path / "pred", a=predicted))


def test_gold_against_itself_is_perfect(tmp_path: Path) -> None:
    scores = scored(tmp_path, coding(), coding())
    full = [s.measure for s in scores.scores if (s.precision, s.recall, s.f1) == (1, 1, 1)]
    assert full == [m for m in MEASURES if scores[m].n]
    assert [scores[m].n for m in ("statement", "speaker", "stance", "entity")] == [2, 1, 1, 3]


def test_a_wrong_speaker_costs_record_not_statement(tmp_path: Path) -> None:
    predicted = coding()
    predicted["statements"][0]["speaker"] = "gps"
    scores = scored(tmp_path, coding(), predicted)
    assert scores["statement"].f1 == 1
    assert (scores["on record"].precision, scores["on record"].recall) == (0.5, 0.5)
    assert scores["speaker"].f1 == scores["stance"].f1 == 0


def test_half_of_the_words_is_the_same_statement(tmp_path: Path) -> None:
    predicted = coding()
    predicted["statements"][0]["content"] = ["the weekend rota has"]  # 4 of 8
    assert scored(tmp_path, coding(), predicted)["statement"].recall == 1
    predicted["statements"][0]["content"] = ["the weekend rota"]  # 3 of 8
    assert scored(tmp_path, coding(), predicted)["statement"].recall == 0.5


def test_matching_finds_a_place_for_every_statement(tmp_path: Path) -> None:
    """The best pair alone would leave one statement over on either side."""
    gold = coding(statements=[{"content": ["a b c d"]}, {"content": ["a b c d e f"]}])
    predicted = coding(statements=[{"content": ["a b c d e"]}, {"content": ["c d e f g h"]}])
    assert scored(tmp_path, gold, predicted)["statement"].f1 == 1


def test_arguable_costs_nothing_missed_and_counts_found(tmp_path: Path) -> None:
    gold = coding()
    gold["statements"][0]["confidence"] = "arguable"
    without = coding(statements=gold["statements"][1:])
    missed = scored(tmp_path, gold, without)
    assert (missed["statement"].n, missed["statement"].recall, missed["stance"].n) == (1, 1, 0)
    assert scored(tmp_path, gold, gold)["statement"].n == 2
    gold["statements"][0]["confidence"] = 0.5
    assert scored(tmp_path, gold, without) == missed


def test_side_is_judged_where_the_target_is_found(tmp_path: Path) -> None:
    predicted = coding()
    predicted["statements"][0]["stances"][0]["stance"] = "supports"
    scores = scored(tmp_path, coding(), predicted)
    assert scores["stance"].f1 == scores["side, given target"].f1 == 0
    assert scores["side, given target"].n == 1


@pytest.mark.parametrize(
    ("kind", "one", "other", "same"),
    [
        ("Person", "Mr Ann Lee", "Bob Lee", True),  # a surname in common
        ("Person", "Ann Lee", "Ann Low", False),
        ("Organisation", "The Trust’s", "trust", True),
        ("Organisation", "Leeds Trust", "Leeds Trust Board", False),
        ("Policy", "Leeds trust reforms", "reform of the Leeds trust board", True),
        ("Policy", "weekend rotas", "night rotas", False),
    ],
)
def test_when_two_names_are_one(
    tmp_path: Path, kind: str, one: str, other: str, same: bool
) -> None:
    gold, predicted = (
        coding(entities=[{"id": name, "type": kind, "name": name}]) for name in (one, other)
    )
    assert scored(tmp_path, gold, predicted)[f"entity {kind}"].f1 == same


def test_short_and_long_form_are_alike(tmp_path: Path) -> None:
    long = json.loads(json.dumps(coding()))
    for entity in long["entities"]:
        entity["mentions"] = [{"text": m, "start": 0, "end": 9} for m in entity["mentions"]]
    for statement in long["statements"]:
        statement["content"] = [{"text": part} for part in statement["content"]]
    long["relations"] = [{"s": "gps", "p": "opposes", "o": "rota", "confidence": 1.0}]
    assert scored(tmp_path, coding(), long) == scored(tmp_path, coding(), coding())


def test_documents_pair_by_name_stem_and_beginning(tmp_path: Path) -> None:
    gold = write(
        tmp_path / "gold", a=coding(doc="000"), b=coding(doc="x/b"), c=coding(doc="c"),
        d=coding(doc="d"),
    )  # fmt: skip
    pred = write(
        tmp_path / "pred",
        one=coding(doc="000_full"),
        two=coding(doc="x/b"),
        c=coding(doc="else", statements=[]),
        stray=coding(doc="stray"),
        notes={"no": "annotation"},
    )
    scores = evaluate(gold, pred)
    assert (scores.documents, scores.missing) == (4, ("d",))
    assert (scores["statement"].recall, scores["statement"].precision) == (0.5, 1)


def test_documents_of_subfolders_are_compared(tmp_path: Path) -> None:
    gold, pred = tmp_path / "gold", tmp_path / "pred"
    for folder in (gold, pred):
        folder.mkdir()
        write(folder / "sub", a=coding(doc="sub/a"))
    assert evaluate(gold, pred)["statement"].f1 == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "not JSON"),
        ("[]", "no JSON object"),
        ('{"statements": [{"content": [1]}]}', "breaks the annotation format"),
        ('{"statements": [], "entities": [{}]}', "no 'id'"),
    ],
)
def test_a_broken_file_is_named(tmp_path: Path, content: str, said: str) -> None:
    gold = write(tmp_path / "gold", a=coding())
    with pytest.raises(AnnotationError, match=said) as caught:
        evaluate(gold, write(tmp_path / "pred", broken=content))
    assert "broken.json" in str(caught.value)


def test_folders_that_cannot_be_compared(tmp_path: Path) -> None:
    full, empty = write(tmp_path / "full", a=coding()), write(tmp_path / "empty")
    with pytest.raises(AnnotationError, match="no such folder"):
        evaluate(full, tmp_path / "absent")
    with pytest.raises(AnnotationError, match="no annotation files"):
        evaluate(empty, full)
    assert evaluate(full, empty).missing == ("a",)


# --- agreement with the reference scorer ----------------------------------------------------

ROUNDS = 200


@pytest.fixture(scope="module")
def scorer() -> ModuleType:
    if not SCORER.is_file() or not GOLD:
        pytest.skip("the reference scorer and its gold are not beside this checkout")
    spec = importlib.util.spec_from_file_location("reference_scorer", SCORER)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def agree(scorer: ModuleType, tmp_path: Path, gold: Coding, predicted: Coding) -> Scores:
    folders = write(tmp_path / "gold", g=gold), write(tmp_path / "pred", p=predicted)
    theirs = scorer.main([str(folder) for folder in folders])
    ours = evaluate(*folders)
    figures = {
        s.measure: {
            "p": round(s.precision, 3), "r": round(s.recall, 3), "f1": round(s.f1, 3), "n": s.n
        }
        for s in ours.scores
    }  # fmt: skip
    assert figures == theirs
    return ours


def test_agrees_on_whole_documents(scorer: ModuleType, tmp_path: Path) -> None:
    for path in GOLD:
        gold = json.loads(path.read_text(encoding="utf-8"))
        agree(scorer, tmp_path, gold, perturbed(gold, random.Random(path.name)))


def test_agrees_on_random_perturbations(scorer: ModuleType, tmp_path: Path) -> None:
    golds = [json.loads(path.read_text(encoding="utf-8")) for path in GOLD]
    reached = set()
    for seed in range(ROUNDS):
        chance = random.Random(seed)
        whole = chance.choice(golds)
        gold = whole | {
            key: sample(whole[key], size, chance)
            for key, size in (("entities", 12), ("statements", 8), ("relations", 6))
        }
        predicted = perturbed(gold, chance)
        reached.add(agree(scorer, tmp_path, gold, predicted)["on record"].f1)
    assert len(reached) > 20  # the perturbations differ


def sample(items: list[Any], size: int, chance: random.Random) -> list[Any]:
    return copy.deepcopy(chance.sample(items, min(size, len(items))))


def perturbed(gold: Coding, chance: random.Random) -> Coding:
    """A prediction as a fallible reader would make it: each item may be lost, doubled, changed."""
    new = copy.deepcopy(gold)
    ids = [entity["id"] for entity in new["entities"]] + ["nobody-known", None]
    rate = chance.choice((0.1, 0.3, 0.6))
    for key, change in (
        ("entities", change_entity),
        ("statements", change_statement),
        ("relations", change_relation),
    ):
        new[key] = [
            item for item in new[key] for _ in range(chance.choices((0, 1, 2), (1, 8, 1))[0])
        ]
        new[key] = [copy.deepcopy(item) for item in new[key]]
        chance.shuffle(new[key])
        for item in new[key]:
            if chance.random() < rate:
                change(item, ids, chance)
    return new


def change_entity(entity: Coding, ids: list[str | None], chance: random.Random) -> None:
    entity["mentions"] = entity["mentions"][chance.randrange(3) :]
    words = entity["name"].split()
    entity["name"] = " ".join(chance.sample(words, chance.randint(1, len(words))))
    if chance.random() < 0.3:
        entity["type"] = chance.choice(("Person", "Policy", "Organisation", "Place"))


def change_statement(statement: Coding, ids: list[str | None], chance: random.Random) -> None:
    words = [word for part in statement["content"] for word in part.split()]
    start, end = sorted((chance.randint(0, len(words)), chance.randint(0, len(words))))
    kept = " ".join(words[start // 2 : end + (len(words) - end) // 2])
    statement["content"] = chance.choice(([kept], kept, [{"text": kept, "start": 0, "end": 1}]))
    statement["speaker"] = chance.choice([statement["speaker"], *ids])
    statement["kind"] = chance.choice(("direct", "indirect", "mixed"))
    statement["act"] = chance.choice((statement["act"], "asserts"))
    statement["confidence"] = chance.choice(("sure", "arguable", 0.8))
    for stance in statement["stances"]:
        stance["stance"] = chance.choice(("supports", "opposes"))
        stance["target"] = chance.choice([stance["target"], *filter(None, ids)])


def change_relation(relation: Coding, ids: list[str | None], chance: random.Random) -> None:
    relation["p"] = chance.choice((relation["p"], "opposes"))
    relation[chance.choice("so")] = chance.choice([*filter(None, ids)])
