"""Interviews set as turns, and what puts nothing on record."""

from typing import Any

import pytest

from onrecord.attribution_model import AttributionModel
from onrecord.extract.attributions import attributions

INTERVIEW = """Ida Holm, the ferry minister, spoke to the Courier on Monday.

Courier: Will fares rise?

Holm: No. The fares stay. The union says they rose last year, which is not true.

Courier: Then who pays?

Holm: “The harbours do.”
"""


def test_every_turn_of_an_interview_is_its_speakers_direct_words(reader: Any) -> None:
    turns = [said for said in reader.said(INTERVIEW) if said.form == "direct"]
    assert [(said.source, said.content) for said in turns] == [
        ("Courier", "Will fares rise?"),
        ("Holm", "No. The fares stay. The union says they rose last year, which is not true."),
        ("Courier", "Then who pays?"),
        ("Holm", "The harbours do."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Where: the town hall\n\nWhen: Monday at noon\n\nEntry: free for members",
        "Photo: Ida Holm on deck.\n\nHolm: The fares stay.",
        "Update: The ferry runs.\n\nUpdate: The ferry stopped.\n\nUpdate: It runs again.",
    ],
    ids=["a list of facts", "two labels", "one label only"],
)
def test_lists_and_single_labels_are_no_interview(reader: Any, text: str) -> None:
    assert not [said for said in reader.said(text) if said.form == "direct"]


@pytest.mark.parametrize(
    "text",
    [
        "The harbour board would not comment on the leak.",
        "Ida Holm declined to say whether fares would rise.",
        "The ministry did not respond to questions about the fares.",
    ],
)
def test_whoever_tells_nothing_is_not_on_record(reader: Any, text: str) -> None:
    model = AttributionModel.load()
    parse = reader.parse(text)
    assert not list(attributions(parse, reader.lexicon, None))
    assert not list(attributions(parse, reader.lexicon, model))


def test_a_refusal_to_act_is_a_statement(reader: Any) -> None:
    assert reader.said("Ida Holm refused to raise the fares.")


def test_a_vote_is_a_deed_and_a_promised_vote_a_statement(reader: Any) -> None:
    assert not reader.said("Ida Holm voted against the ferry levy in March.")
    assert reader.ties("Ida Holm voted against the ferry levy in March.") == {
        "ida-holm opposes ferry-levy"
    }
    assert reader.said("Ida Holm vowed to vote against the ferry levy.")
