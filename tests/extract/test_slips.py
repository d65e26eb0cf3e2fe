"""A side read with doubt does not stand against what the same speaker says clearly."""

from onrecord.extract.stances.slips import without_slips
from onrecord.model import Attribution, Polarity, Span, Stance, Statement

WORDS = Span(0, 4)


def said(
    speaker: str | None, polarity: Polarity, sure: float, second_hand: bool = False
) -> Statement:
    stance = Stance(polarity, "levy", WORDS, sure, second_hand=second_hand)
    attribution = Attribution((), (Span(5, 9),), (WORDS,), "indirect", 0.9)
    return Statement(attribution, speaker, "asserts", (stance,))


def kept(*statements: Statement) -> list[int]:
    return [len(s.stances) for s in without_slips(statements)]


def test_a_doubtful_side_gives_way_to_a_clear_one_of_the_same_speaker() -> None:
    assert kept(said("orme", "supports", 0.85), said("orme", "opposes", 0.7)) == [1, 0]


def test_others_and_the_same_side_do_not_count() -> None:
    assert kept(said("orme", "supports", 0.85), said("vale", "opposes", 0.7)) == [1, 1]
    assert kept(said("orme", "supports", 0.85), said("orme", "supports", 0.7)) == [1, 1]
    assert kept(said(None, "supports", 0.85), said(None, "opposes", 0.7)) == [1, 1]


def test_a_speaker_may_contradict_himself_clearly() -> None:
    assert kept(said("orme", "supports", 0.85), said("orme", "opposes", 0.85)) == [1, 1]


def test_what_others_report_clears_nothing() -> None:
    assert kept(said("orme", "supports", 0.85, True), said("orme", "opposes", 0.7)) == [1, 1]
