"""What is done by saying it, where the word that reports it does not tell."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from onrecord.lexicon import ContentForm, Lexicon

SENTENCES = Path(__file__).with_name("speech_acts.txt")
PARTS = ("even", "odd")
ENOUGH = 0.75
PLAIN = 0.30  # share of plain assertions at most: else "asserts" throughout would do


def sentences() -> list[tuple[str, str, str]]:
    """Act, sentence, and the part of the file: every other of a kind, the others, fresh ones."""
    found, act, count, is_fresh = [], "", 0, False
    for line in SENTENCES.read_text(encoding="utf-8").splitlines():
        is_fresh = is_fresh or line == "# fresh"
        if line.startswith("## "):
            act, count = line[3:], 0
        elif line and not line.startswith("# "):
            count += 1
            found.append((act, line, "fresh" if is_fresh else PARTS[count % 2]))
    return found


def acts(reader: Any, text: str) -> list[str]:
    return [statement.act for statement in reader.read(text).statements]


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("“We will rebuild the pier,” said Ms Orme.", "promises"),
        ("Ms Orme said she would rebuild the pier.", "promises"),
        ("Ms Orme said it would rain.", "asserts"),
        ("“We are going to rebuild it,” said Ms Orme.", "promises"),
        ("“That would be you?” asked Ms Orme.", "asks"),
        ("“We think we are going to win,” said Ms Orme.", "asserts"),
        ("“The council could have asked us,” said Ms Orme.", "criticises"),
        ("Ms Orme said the list could include members who have left.", "asserts"),
        ("“There is nothing that we cannot do,” said Ms Orme.", "asserts"),
        ("“The plan is nothing but a stunt,” said Ms Orme.", "criticises"),
        ("“The council has got to act,” said Ms Orme.", "demands"),
        ("“You have got to love what you do,” said Ms Orme.", "asserts"),
        ("The larger hall was needed to house the choir, Ms Orme said.", "asserts"),
        ("“I would rebuild the pier,” said Ms Orme.", "asserts"),
        ("“If we will rebuild the pier, they will complain,” said Ms Orme.", "asserts"),
        ("“The council must rebuild the pier,” said Ms Orme.", "demands"),
        ("“The council does not have to rebuild the pier,” said Ms Orme.", "asserts"),
        ("“Rebuild the pier,” said Ms Orme.", "demands"),
        ("“We should have rebuilt the pier,” said Ms Orme.", "admits"),
        ("“The council should have rebuilt the pier,” said Ms Orme.", "criticises"),
        ("“I never closed the pier,” said Ms Orme.", "denies"),
        ("“I never liked the pier,” said Ms Orme.", "asserts"),
        ("“There is no plan to close the pier,” said Ms Orme.", "denies"),
        ("“The storm could destroy the pier,” said Ms Orme.", "warns"),
        ("“The wall would reduce the risk of floods,” said Ms Orme.", "supports"),
        ("“I urge the council to rebuild the pier,” said Ms Orme.", "demands"),
        ("Ms Orme repeated her call for a new pier.", "demands"),
        ("Ms Orme rejected claims of a split.", "denies"),
        ("Ms Orme wants to rebuild the pier.", "proposes"),
        ("Ms Orme wants the council to rebuild the pier.", "demands"),
        ("Ms Orme does not support the toll.", "opposes"),
        ("“I admire the mayor. But the pier must go,” said Ms Orme.", "demands"),
        ("Ms Orme warned that the council must act.", "warns"),
    ],
)
def test_forms(reader: Any, text: str, act: str) -> None:
    assert acts(reader, text) == [act]


@pytest.mark.parametrize("part", [*PARTS, "fresh"])
def test_most_invented_sentences_are_told_right(reader: Any, part: str) -> None:
    chosen = [(act, text) for act, text, of in sentences() if of == part]
    right = sum(acts(reader, text) == [act] for act, text in chosen)
    assert right / len(chosen) >= ENOUGH
    assert sum(act == "asserts" for act, _ in chosen) / len(chosen) < PLAIN


def test_no_word_stands_for_two_acts() -> None:
    text = (Path(__file__).parents[2] / "ontology" / "acts.ttl").read_text(encoding="utf-8")
    counts: Counter[tuple[str, str]] = Counter()
    for frame, words in re.findall(r'act:(\w+) ((?:"[^"]+"[,\s]*)+)(?=;)', text):
        counts.update((frame, word) for word in re.findall('"([^"]+)"', words))
    assert counts
    assert [each for each, count in counts.items() if count > 1] == []


def test_every_form_names_an_act_and_known_classes(lexicon: Lexicon) -> None:
    built_in = {"own", "owns", "reported", "other", "verb", "done", "doing", "command"}
    built_in |= {"byown", "byother", "byperson"}
    known = built_in | set(lexicon.word_classes) | set(lexicon.evaluations)
    acts_of_cues = {cue.act for cue in lexicon.cues.values()}
    assert lexicon.forms == tuple(sorted(lexicon.forms, key=lambda f: (f.rank, f.name)))
    for form in lexicon.forms:
        assert isinstance(form, ContentForm)
        assert form.reads
        assert {form.act, *form.over} <= acts_of_cues
        for pattern in (*form.reads, *form.unless):
            used = set(re.findall(r"<(\w+)>", " ".join(pattern)))
            assert used <= known, (form.name, pattern)
