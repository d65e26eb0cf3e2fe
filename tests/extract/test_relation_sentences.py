"""Invented sentences against the relations that they state, or do not.

Of the half that the rules have not seen, a share of what is stated has to be found; of what is
not stated nothing may be, in either half.
"""

from pathlib import Path
from typing import Any, NamedTuple

import pytest

SENTENCES = Path(__file__).with_name("relations.txt")
LEAST = 20  # of the 27 unseen sentences that state something; 22 when first looked at


class Case(NamedTuple):
    half: str
    text: str
    stated: bool
    ties: tuple[str, ...]  # or the word that none may hold


def _cases() -> list[Case]:
    cases, half = [], ""
    for line in SENTENCES.read_text("utf-8").splitlines():
        if line.startswith("["):
            half = line.strip("[]")
        elif line and not line.startswith("#"):
            stated = " => " in line
            text, ties = line.split(" => " if stated else " =/> ")
            cases.append(Case(half, text.replace("\\n", "\n"), stated, tuple(ties.split(" ; "))))
    return cases


CASES = _cases()


@pytest.mark.parametrize("case", [c for c in CASES if c.stated and c.half == "seen"])
def test_what_a_sentence_states(reader: Any, case: Case) -> None:
    assert set(case.ties) <= reader.ties(case.text)


def test_what_unseen_sentences_state(reader: Any) -> None:
    unseen = [c for c in CASES if c.stated and c.half == "unseen"]
    found = [c for c in unseen if set(c.ties) <= reader.ties(c.text)]
    assert len(unseen) == 27
    assert len(found) >= LEAST


@pytest.mark.parametrize("case", [c for c in CASES if not c.stated])
def test_what_a_sentence_does_not_state(reader: Any, case: Case) -> None:
    assert not [tie for tie in reader.ties(case.text) if case.ties[0] in tie]


def test_evidence_is_in_the_text_and_no_tie_is_sure(reader: Any) -> None:
    for case in CASES:
        for relation in reader.read(case.text).relations:
            assert relation.evidence.of(case.text).strip()
            assert 0 < relation.confidence < 1
