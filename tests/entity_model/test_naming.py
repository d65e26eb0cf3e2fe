"""The trained model's names in a parse: agreed within an article, found again, beside the rest."""

from dataclasses import dataclass
from typing import Any

import pytest

from onrecord.entity_model import LearnedName
from onrecord.entity_model.naming import agreed, recognise, repeated

TEXT = "Ashby Moor is angry. In Ashby Moor, Ann Vale met Danish farmers on Monday. Vale-Orme ran."


@dataclass
class Said:
    """A model that has been told what to find: words, occurrence, type, confidence."""

    told: list[tuple[str, int, str, float]]

    def names(self, text: str) -> list[LearnedName]:
        out = []
        for words, nth, kind, confidence in self.told:
            start = -1
            for _ in range(nth + 1):
                start = text.index(words, start + 1)
            out.append(LearnedName(start, start + len(words), kind, confidence))
        return sorted(out, key=lambda n: n.start)


def kinds(text: str, names: list[LearnedName]) -> list[tuple[str, str]]:
    return [(text[n.start : n.end], n.kind) for n in names]


def test_occurrences_of_a_name_agree_on_its_type() -> None:
    told = Said([("Ashby Moor", 0, "person", 0.6), ("Ashby Moor", 1, "place", 0.9)])
    assert kinds(TEXT, agreed(TEXT, told.names(TEXT))) == [("Ashby Moor", "place")] * 2


def test_a_name_that_is_nowhere_sure_goes() -> None:
    told = Said([("Ashby Moor", 0, "place", 0.3), ("Ashby Moor", 1, "place", 0.45)])
    assert agreed(TEXT, told.names(TEXT)) == []


@pytest.mark.parametrize(("confidence", "times"), [(0.9, 2), (0.7, 1)])
def test_a_sure_name_is_found_wherever_its_words_stand(confidence: float, times: int) -> None:
    told = Said([("Ashby Moor", 1, "place", confidence)])
    assert kinds(TEXT, repeated(TEXT, told.names(TEXT))) == [("Ashby Moor", "place")] * times


def test_learned_names_replace_the_parsers_and_leave_dates_and_nationalities(reader: Any) -> None:
    told = Said([("Ashby Moor", 0, "place", 0.9), ("Ann Vale", 0, "person", 0.9)])
    (parsed,) = recognise([reader.parse(TEXT)], told)  # type: ignore[arg-type]
    labels = {(e.text, e.label_) for e in parsed.doc.ents}
    assert {("Ashby Moor", "GPE"), ("Ann Vale", "PERSON"), ("Monday", "DATE")} <= labels
    assert not {"ORG", "LOC", "FAC"} & {label for _, label in labels}


def test_two_names_in_one_token_are_the_first(reader: Any) -> None:
    told = Said([("Vale", 1, "person", 0.9), ("Orme", 0, "place", 0.9)])
    (parsed,) = recognise([reader.parse("Ann Vale met Vale-Orme plc/Orme's.")], told)  # type: ignore[arg-type]
    assert [e.label_ for e in parsed.doc.ents].count("PERSON") >= 1
