"""Sides that may make a line, and sides whose words are not plain enough for one."""

from typing import Any

import pytest

from onrecord.model import SURE


def sides(reader: Any, text: str) -> list[tuple[str, bool]]:
    """What is supported and opposed in a text, and whether surely enough for a line."""
    read = reader.read(text)
    return sorted(
        {
            (f"{side.polarity} {side.target}", side.confidence >= SURE)
            for said in read.statements
            for side in said.stances
        }
    )


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("Nora Field called for a ferry ban.", "supports ferry-ban"),
        ("Nora Field promised to phase out the ferry ban.", "opposes ferry-ban"),
        ("Nora Field vowed to vote to keep the ferry ban.", "supports ferry-ban"),
        ("Nora Field wants the board to keep the ferry ban.", "supports ferry-ban"),
        ("Nora Field demanded that the ferry ban be lifted.", "opposes ferry-ban"),
        ("Nora Field said there should be a ferry ban.", "supports ferry-ban"),
        ("Nora Field said the ferry ban should be abolished.", "opposes ferry-ban"),
        ("Nora Field said Tom Reed was dangerous.", "opposes tom-reed"),
        ("Nora Field said Tom Reed and Sam Holt had failed the town.", "opposes tom-reed"),
        ("Nora Field attacked Tom Reed.", "opposes tom-reed"),
        ("Nora Field said the ferry ban was wrong.", "opposes ferry-ban"),
    ],
)
def test_plain(reader: Any, text: str, side: str) -> None:
    assert (side, True) in sides(reader, text)


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("Nora Field pushed for tolls while the ferry ban is worked out.", "ferry-ban"),
        ("Nora Field said the storm was a disaster for Tom Reed.", "tom-reed"),
        ("Nora Field said the fine was worse than that of Tom Reed.", "tom-reed"),
        ("Nora Field said Tom Reed is a supporter of the tolls.", "tom-reed"),
        ("Nora Field said that Tom Reed welcomed the rain.", "tom-reed"),
        ("Nora Field used to back Tom Reed.", "tom-reed"),
        ("Nora Field has not endorsed Tom Reed.", "tom-reed"),
        ("Nora Field declined at first to criticise Tom Reed.", "tom-reed"),
        ("Nora Field attacked companies.", "companies"),
        ("Nora Field called for action.", "action"),
        ("Nora Field would need to lift the ferry ban by May.", "ferry-ban"),
        ("A judge blocked the ferry ban, opposed by Nora Field.", "ferry-ban"),
        ("Nora Field credited the rise of Tom Reed to the ferry ban.", "tom-reed"),
        ("Nora Field criticised Tom Reed on the ferry ban.", "ferry-ban"),
    ],
)
def test_not_plain(reader: Any, text: str, target: str) -> None:
    assert not [side for side, sure in sides(reader, text) if sure and side.endswith(f" {target}")]
