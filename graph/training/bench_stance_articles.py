"""Sides on hand-coded articles: given speaker and target, end to end, how sure, and for whom.

Every set of tests/pin_baseline.py is read: the shared gold, the sample articles, the fictional
ones.  The article's own coding gives statements and targets; only the side is asked for.
"""

import json
import re
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests"))
from onrecord import annotations, vocabulary
from onrecord.attribution_model import AttributionModel
from onrecord.build import read_sources
from onrecord.entity_model import EntityModel
from onrecord.entity_model.naming import recognise
from onrecord.evaluate import codings, evaluate, matching
from onrecord.extract.stances.learned import HEADS, ask
from onrecord.extract.stances.rules import by_rules
from onrecord.extract.stances.stand_ins import stand_ins
from onrecord.lexicon import Lexicon
from onrecord.model import Entity, Mention, Polarity, Reading, Statement
from onrecord.parsing import parse
from onrecord.parsing.parse import Parse
from onrecord.reading import read_on_record
from onrecord.stance_model import Question, StanceModel
from pin_baseline import sets

SURE = 0.8


@dataclass(frozen=True, slots=True)
class Article:
    """A hand-coded article with its parse."""

    parse: Parse
    gold: Reading
    data: dict[str, Any]  # the coding as it stands in the file, for the scorer


def articles() -> dict[str, list[Article]]:
    """The hand-coded articles by set."""
    language, names = parse.load(parse.DEFAULT_MODEL), EntityModel.load()
    words = vocabulary.lexicon()
    out: dict[str, list[Article]] = {}
    for name, pairs in sets().items():
        documents = [read_sources([str(article)], words).documents[0] for article, _ in pairs]
        coded = [json.loads(gold.read_text(encoding="utf-8")) for _, gold in pairs]
        parses = recognise(parse.parse(documents, language), names)
        out[name] = [
            Article(p, annotations.load(data, p.document, gold.name), data)
            for p, data, (_, gold) in zip(parses, coded, pairs, strict=True)
        ]
    return out


@dataclass(frozen=True, slots=True)
class Told:
    """One coded stance and the side that was found for it.  party, gender: of the speaker."""

    gold: Polarity
    found: Polarity
    party: str
    gender: str


def given(article: Article, lexicon: Lexicon, model: StanceModel | None) -> Iterator[Told]:
    """The side for every coded stance whose speaker and target are given.

    Rules first; where they are silent the model's likelier side, or "supports" without one.
    """
    known = {e.id: e for e in article.gold.entities}
    for statement in article.gold.statements:
        if statement.speaker is None:
            continue
        who = known[statement.speaker]
        for stance in statement.stances:
            found = _side(article.parse, statement, known[stance.target], lexicon, model)
            party = _party(article.gold, who.id, known)
            yield Told(stance.polarity, found, party, _gender(who, lexicon))


def _side(
    parsed: Parse, statement: Statement, target: Entity, lexicon: Lexicon, model: StanceModel | None
) -> Polarity:
    said = statement.attribution
    words = (*said.content, *said.cue)
    mentions = [
        Mention(span, target.name, target.kind, target.iri)
        for span in target.mentions
        if any(part.covers(span) for part in words)
    ]
    meant = list(stand_ins(parsed, said, mentions, lexicon))
    ruled = next(by_rules(parsed, said, statement.act, mentions, meant, lexicon), None)
    if ruled is not None or model is None:
        return ruled.polarity if ruled is not None else "supports"
    if mentions:
        question = ask(parsed, said, mentions[0], mentions[0].span, {})
    else:
        text = " ".join(parsed.text(s) for s in sorted((*said.source, *words)))
        question = Question(text, (), (), target.name)
    answer = model.answer(question, HEADS)
    return "supports" if answer.supports >= answer.opposes else "opposes"


def _party(reading: Reading, who: str, known: dict[str, Entity]) -> str:
    names = [
        known[r.object].name
        for r in reading.relations
        if r.subject == who
        and r.predicate == "memberOf"
        and "party" in known[r.object].name.lower()
    ]
    return names[0] if names else "none stated"


def _gender(who: Entity, lexicon: Lexicon) -> str:
    """By title or first name; a body or group has none."""
    if who.kind != "Person":
        return "body or group"
    words = [w.lower() for name in (who.name, *who.aliases) for w in re.findall(r"\w+", name)]
    for gender, titles in (
        ("male", {"mr", "sir", "lord"}),
        ("female", {"mrs", "ms", "miss", "dame"}),
    ):
        first = tuple(words[:1])
        if titles & set(words) or first in lexicon.first_names.get(gender, ()):
            return gender
    return "not told"


def read_all(found: list[Article], lexicon: Lexicon, models: tuple) -> list[Reading]:  # type: ignore[type-arg]
    """What the program reads in the articles, with an attribution and a stance model or None."""
    attribution, sides = models
    return [read_on_record(a.parse, lexicon, attribution, 0.0, sides) for a in found]


def end_to_end(found: list[Article], readings: list[Reading]) -> dict[str, float]:
    """Precision, recall and F1 of stances, and of the side where speaker and target are right."""
    with tempfile.TemporaryDirectory() as place:
        folders = [Path(place) / name for name in ("gold", "found")]
        for folder in folders:
            folder.mkdir()
        for number, (article, reading) in enumerate(zip(found, readings, strict=True)):
            coded = article.data | {"doc": f"{number:03}"}
            got = json.loads(annotations.dumps(reading)) | {"doc": f"{number:03}"}
            for folder, data in zip(folders, (coded, got), strict=True):
                (folder / f"{number:03}.json").write_text(json.dumps(data), encoding="utf-8")
        scores = evaluate(*folders)
    stance = scores["stance"]
    return {"precision": stance.precision, "recall": stance.recall, "f1": stance.f1}


def sure(found: list[Article], readings: list[Reading]) -> tuple[int, int, int]:
    """Stances above SURE, how many of them are right, and all stances."""
    above = right = every = 0
    for article, reading in zip(found, readings, strict=True):
        gold = codings.coding(article.data)
        for least in (SURE, -1.0):
            data = json.loads(annotations.dumps(reading))
            for said in data["statements"]:
                said["stances"] = [s for s in said["stances"] if s["confidence"] > least]
            got = codings.coding(data)
            if least < 0:
                every += len(got.stances)
            else:
                above += len(got.stances)
                right += len(matching.tied(gold.stances, got.stances))
    return above, right, every


def parity(told: list[Told]) -> dict[str, dict[str, tuple[int, int]]]:
    """(wrong, all) by party and by gender of the speaker."""
    out: dict[str, dict[str, tuple[int, int]]] = {}
    for trait in ("party", "gender"):
        wrong, every = Counter[str](), Counter[str]()
        for one in told:
            every[getattr(one, trait)] += 1
            wrong[getattr(one, trait)] += one.gold != one.found
        out[trait] = {name: (wrong[name], every[name]) for name in sorted(every)}
    return out


def measure(model: StanceModel) -> dict[str, dict[str, float]]:
    """Prints everything on the hand-coded articles; returns what is pinned, by set."""
    lexicon, attribution = vocabulary.lexicon(), AttributionModel.load()
    told: list[Told] = []
    values: dict[str, dict[str, float]] = defaultdict(dict)
    for name, found in articles().items():
        for label, sides in (("rules", None), ("model", model)):
            here = [t for a in found for t in given(a, lexicon, sides)]
            right = sum(t.gold == t.found for t in here)
            readings = read_all(found, lexicon, (attribution, sides))
            got = end_to_end(found, readings)
            above, good, every = sure(found, readings)
            print(
                f"{name:7s} {label}: side given speaker and target {right}/{len(here)} "
                f"{right / len(here):.3f}; end to end P {got['precision']:.3f} "
                f"R {got['recall']:.3f} F1 {got['f1']:.3f}; above {SURE}: {good}/{above} right, "
                f"{above / max(1, every):.2f} of {every}"
            )
            if sides is not None:
                told += here
                values[name] = {"side given": right / len(here), **got}
                values[name]["sure right"] = good / max(1, above)
    print("sides wrong by the speaker's party and gender, all sets:")
    for trait, groups in parity(told).items():
        for group, (wrong, count) in groups.items():
            print(f"  {trait} {group:28s} {wrong}/{count} {wrong / count:.2f}")
    return dict(values)
