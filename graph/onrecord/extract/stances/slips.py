"""Sides read with doubt that go against what the same speaker says clearly in the same article."""

from collections.abc import Iterable
from dataclasses import replace

from onrecord.model import SURE, Polarity, Stance, Statement

OTHER: dict[Polarity, Polarity] = {"supports": "opposes", "opposes": "supports"}


def without_slips(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """The statements without such sides: more likely misread than a change of mind in one breath.

    Two sides that are both clear stay: the speaker may well contradict himself.
    """
    found = tuple(statements)
    clear = {
        (s.speaker, side.target, side.polarity)
        for s in found
        for side in s.stances
        if side.confidence >= SURE and not side.second_hand
    }

    def is_slip(speaker: str | None, side: Stance) -> bool:
        against = (speaker, side.target, OTHER[side.polarity])
        return speaker is not None and side.confidence < SURE and against in clear

    def cleared(said: Statement) -> Statement:
        kept = tuple(side for side in said.stances if not is_slip(said.speaker, side))
        return said if kept == said.stances else replace(said, stances=kept)

    return tuple(map(cleared, found))
