"""For or against: what a statement's words commit its speaker to, towards the things they name.

By readable rules, or by rules and a trained model together: the rules are sure and find half,
the model finds more.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from onrecord.extract.selves import reported_self
from onrecord.extract.stances.leaning import ACTORS, MEANT, Leaning, between
from onrecord.extract.stances.learned import HEADS, Asked, asked
from onrecord.extract.stances.mute import misleads
from onrecord.extract.stances.reserve import condition, is_hedged
from onrecord.extract.stances.rules import by_rules, is_silent
from onrecord.extract.stances.stand_ins import StandIn, stand_ins
from onrecord.extract.stances.voices import is_others
from onrecord.lexicon import Lexicon
from onrecord.model import Attribution, Mention, Span
from onrecord.parsing.parse import Parse
from onrecord.stance_model import Answer, StanceModel

# The chance that a side needs which the model alone finds; "meant": its policy is only called "it".
# An invented edge costs more than a missing one.  Precision and F1 of news reports, sample articles
# and other subjects: .83 .63, .77 .54, .89 .53; with 0.6, 0.75, 0.75: .72 .64, .67 .51, .83 .54;
# with 0.8, 0.85, 0.85: .86 .62, .87 .56, .93 .51.
ENOUGH = {"policy": 0.75, "actor": 0.8, "meant": 0.8}
# How sure a side is: of 391 that made a line in 352 articles of US election news (PolNeAR), read
# one by one, those of a rule alone were right in 51, wrong in 8, open in 5; where the model agrees
# in 121, 16, 17 towards policies, in 163, 6, 4 towards people and bodies.  Open ones count half.
# Most of what was wrong was mended since; in the coded articles all of them are right.
RULED = 0.83
SECONDED = {"policy": 0.84, "actor": 0.93}
# What the model alone finds is right in 29 of 41 cases in the coded articles, as its trust says;
# of 77 such sides in 180 of those articles of news 33 were right, 27 wrong, 17 open.
ALONE = 0.78
VETO = 0.9  # chance of the other side that outweighs a rule

__all__ = ["Leaning", "Points", "answers", "leanings", "points"]


@dataclass(frozen=True, slots=True)
class Points:
    """What a statement may take sides on, found before any side is: models run apart from rules.

    One run of a model drives all else from the processor's cache: a question asked between two
    rules made these a third slower.
    """

    attribution: Attribution
    act: str  # of its cue
    pronoun: str | None  # that means the speaker within the words: "she said she"
    meant: Sequence[StandIn]
    asked: Sequence[Asked]  # empty without a model


def points(
    parse: Parse,
    attribution: Attribution,
    act: str,
    mentions: Sequence[Mention],
    lexicon: Lexicon,
    is_target: Callable[[Mention], bool] | None,
) -> Points:
    """What stands for policies named before in a statement, and what to ask a model.

    is_target: whether a side towards a mention counts; None where there is no model to ask. One
    run of the model costs as much as all rules for the statement.
    """
    pronoun = reported_self(parse, attribution, lexicon)
    if is_silent(parse, attribution, act):
        return Points(attribution, act, pronoun, (), ())
    meant = tuple(stand_ins(parse, attribution, mentions, lexicon))
    if is_target is None:
        return Points(attribution, act, pronoun, meant, ())

    def counts(mention: Mention, at: Span) -> bool:
        return is_target(mention) and not is_others(parse, attribution, at, pronoun, lexicon)

    questions = tuple(asked(parse, attribution, mentions, meant, lexicon, counts))
    return Points(attribution, act, pronoun, meant, questions)


def answers(found: Sequence[Points], model: StanceModel | None) -> list[list[Answer]]:
    """The model's answers to what each statement asks; none without a model."""
    if model is None:
        return [[] for _ in found]
    asked_of = [one.question for each in found for one in each.asked]
    told = iter(model.answers(asked_of, HEADS))
    return [[next(told) for _ in each.asked] for each in found]


def leanings(
    parse: Parse,
    found: Points,
    answered: Sequence[Answer],
    mentions: Sequence[Mention],
    lexicon: Lexicon,
    model: StanceModel | None = None,
    pronouns: Sequence[Mention] = (),
) -> Iterator[Leaning]:
    """Sides that the statement takes towards the mentions within its words, with their reserve.

    answered: what the model says of each of `found.asked`.
    mentions, pronouns: in the order of the text.
    pronouns: that stand for people ("accused him of"); only rules read sides towards these.
    """
    attribution = found.attribution
    sides = chain(
        _found(parse, found, answered, mentions, lexicon, model),
        _towards_pronouns(parse, attribution, found.act, pronouns, lexicon),
    )
    for leaning in sides:
        if is_others(parse, attribution, leaning.at, found.pronoun, lexicon):
            continue
        yield replace(
            leaning,
            condition=condition(parse, leaning.at, lexicon),
            hedged=is_hedged(parse, attribution, leaning.at, lexicon),
        )


def _found(
    parse: Parse,
    found: Points,
    answered: Sequence[Answer],
    mentions: Sequence[Mention],
    lexicon: Lexicon,
    model: StanceModel | None,
) -> Iterator[Leaning]:
    ruled = [
        replace(leaning, confidence=_trust(leaning, max(leaning.confidence, RULED)))
        for leaning in by_rules(parse, found.attribution, found.act, mentions, found.meant, lexicon)
    ]
    if model is None:
        yield from ruled
        return
    by_place = {(leaning.mention, leaning.at): leaning for leaning in ruled}
    for one, answer in zip(found.asked, answered, strict=True):
        leaning = by_place.pop((one.mention, one.at), None)
        if leaning is not None:
            yield from _weighed(leaning, answer)
            continue
        name = "actor" if one.mention.kind in ACTORS else "policy"
        asks = ENOUGH["meant" if one.at != one.mention.span else name]
        wrong = misleads(parse, one.mention, one.at, found.attribution.cue, answer.leaning)
        if getattr(answer, answer.leaning) >= asks and not wrong:
            sure = round(model.trust(answer, name) * ALONE, 2)
            yield Leaning(one.mention, one.at, answer.leaning, one.evidence, sure)
    yield from by_place.values()


def _towards_pronouns(
    parse: Parse,
    attribution: Attribution,
    act: str,
    pronouns: Sequence[Mention],
    lexicon: Lexicon,
) -> Iterator[Leaning]:
    content = attribution.content
    near = between(pronouns, content[0].start, content[-1].end)
    here = [m for m in near if any(part.covers(m.span) for part in content)]
    for leaning in by_rules(parse, attribution, act, here, (), lexicon) if here else ():
        if leaning.at == leaning.mention.span:
            yield replace(leaning, confidence=MEANT)


def _trust(leaning: Leaning, confidence: float, *, seconded: bool = False) -> float:
    """How sure a side is: not enough for a line where its words only mean the target, or where
    they need more than is there.
    """
    is_enough = leaning.needs == "nothing" or (seconded and leaning.needs == "second")
    named = leaning.at == leaning.mention.span
    return confidence if named and is_enough else min(confidence, MEANT)


def _weighed(leaning: Leaning, answer: Answer) -> Iterator[Leaning]:
    """A rule's find as the model sees it: seconded, let stand, or dropped."""
    if answer.side == leaning.polarity:
        agreed = SECONDED["actor" if leaning.mention.kind in ACTORS else "policy"]
        yield replace(leaning, confidence=_trust(leaning, agreed, seconded=True))
    elif answer.side == "neither" or answer.confidence < VETO:
        yield leaning
