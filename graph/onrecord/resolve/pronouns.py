"""Whom "he", "she", "his" and "her" mean: one candidate by clear odds, or nobody.

Candidates are the people spoken of before. Each is weighed by where and as what it was last
spoken of (after Lappin and Leass 1994), and the odds are a softmax over the weights, which
`graph/training/bench_pronouns.py --fit` learns from the development part of GAP (Webster et al.
2018). A resolved pronoun is a place where its person is spoken of, too.
"""

import math
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.parsing.quotation_marks import Quotation
from onrecord.parsing.tokens import Token
from onrecord.resolve.genders import gender_of
from onrecord.resolve.scene import Resolved, Scene

SUBJECTS = {"nsubj", "nsubjpass"}
OBJECTS = {"dobj", "pobj", "dative", "iobj"}
REACH = 4  # paragraphs that a pronoun looks back over
WEIGHTS: Mapping[str, float] = {
    # Learned from GAP.
    "same sentence": 2.9,
    "sentence before": 0.85,
    "two before": -0.95,
    "above": 0.3,
    "main before": 0.5,
    "subject here": -0.65,
    "last was subject": 0.67,
    "last was object": -0.6,
    "last was possessive": -0.3,
    "same role": 0.65,
    "nearest": 0.65,
    "often": 0.25,
    "first": 0.06,
    # GAP's snippets of one paragraph have no turns and no lines: set on the coded articles.
    "voice": 1.0,
    "paragraphs": -0.4,
    "gender told": 0.5,
}
SURE = 0.95  # what the odds are worth at best: a sole candidate is not always the one meant
LEAST = 0.5
MARGIN = 0.4  # between the best two: on GAP precision 0.79 with it, 0.77 with 0.3, 0.72 without


@dataclass(frozen=True, slots=True)
class Trace:
    """A place where somebody is spoken of, by name, title or pronoun, or is cited as speaking."""

    token: Token  # head of the words
    who: str  # Entity.id
    pronoun: bool
    spoke: bool
    sentence: int
    paragraph: int  # items of lists not counted
    quotation: Quotation | None  # that it stands in
    role: str


def trace(
    scene: Scene, token: Token, who: str, *, pronoun: bool = False, spoke: bool = False
) -> Trace:
    """The trace of somebody at a token, with all that pronouns further on will ask of it."""
    parse = scene.parse
    place = (scene.paragraph(token.idx), parse.quotation_at(token.idx))
    return Trace(token, who, pronoun, spoke, scene.sentence(token), *place, role(token))


def subject_before(pronoun: Token) -> Token | None:
    """The same pronoun as subject of the clause that its own is joined to: "she" is one person in
    "she agreed that Ms Vale might lose, but she said that it would change".
    """
    verb = pronoun.head
    if pronoun.dep_ not in SUBJECTS or verb.dep_ != "conj":
        return None
    subjects = (c for c in verb.head.children if c.dep_ in SUBJECTS and c.i < pronoun.i)
    return next((c for c in subjects if c.lower_ == pronoun.lower_), None)


def antecedent(scene: Scene, pronoun: Token, traces: Sequence[Trace]) -> Resolved | None:
    """The person that a pronoun means, of those spoken of before it; None where odds are close."""
    ranked = odds(scene, pronoun, traces, WEIGHTS)
    if not ranked:
        return None
    who, chance = ranked[0]
    rival = ranked[1][1] if len(ranked) > 1 else 0.0
    if chance < LEAST or chance - rival < MARGIN:
        return None
    return Resolved(who, round(chance * SURE, 2))


def odds(
    scene: Scene, pronoun: Token, traces: Sequence[Trace], weights: Mapping[str, float]
) -> list[tuple[str, float]]:
    """Every candidate with its share of the odds, the best first."""
    here = trace(scene, pronoun, "", pronoun=True)
    found, ahead = _spoken_of(scene, here, traces)
    if len(found) == 1:  # nothing to weigh: so it was of 431 of 1,460 pronouns
        return [(who, 1.0) for who in found]
    told = _told(scene, here, found, ahead)
    scores = {
        who: sum(weights.get(name, 0.0) * value for name, value in features.items())
        for who, features in told.items()
    }
    top = max(scores.values(), default=0.0)
    powers = {who: math.exp(score - top) for who, score in scores.items()}
    total = sum(powers.values())
    return sorted(
        ((who, power / total) for who, power in powers.items()), key=lambda p: (-p[1], p[0])
    )


def candidates(
    scene: Scene, pronoun: Token, traces: Sequence[Trace]
) -> dict[str, dict[str, float]]:
    """What speaks for each person whom the pronoun can mean, by name of the feature."""
    here = trace(scene, pronoun, "", pronoun=True)
    return _told(scene, here, *_spoken_of(scene, here, traces))


def _spoken_of(
    scene: Scene, here: Trace, traces: Sequence[Trace]
) -> tuple[dict[str, list[Trace]], Trace | None]:
    """Where each person was spoken of whom the pronoun can mean; and whom the sentence goes on to
    name.
    """
    pronoun = here.token
    gender = gender_of(pronoun.text)
    places: dict[str, list[Trace]] = {}
    furthest = here.paragraph - REACH
    for one in traces:
        if (
            one.paragraph >= furthest
            and one.token.i < pronoun.i
            and _is_open(here, one)
            and scene.genders.get(one.who, gender) == gender
        ):
            places.setdefault(one.who, []).append(one)
    ahead = _ahead(scene, here)
    if ahead is not None and scene.genders.get(ahead.who, gender) == gender:
        places.setdefault(ahead.who, []).append(ahead)
    barred = {t.who for found in places.values() for t in found if _is_barred(here, t)}
    barred |= _named_below(scene, here)
    return {w: t for w, t in places.items() if w not in barred}, ahead


def _told(
    scene: Scene, here: Trace, near: Mapping[str, Sequence[Trace]], ahead: Trace | None
) -> dict[str, dict[str, float]]:
    last = max((t for found in near.values() for t in found), key=_index, default=None)
    first = min((t for found in near.values() for t in found), key=_index, default=None)
    voice = max((t for found in near.values() for t in found if t.spoke), key=_index, default=None)
    return {
        who: dict(_features(scene, here, found))
        | {
            "ahead": float(ahead is not None and who == ahead.who),
            "nearest": float(last is not None and _joined(near[who], last)),
            "first": float(first is not None and who == first.who),
            "voice": float(voice is not None and who == voice.who),
        }
        for who, found in near.items()
    }


def _named_below(scene: Scene, here: Trace) -> set[str]:
    """Whom the pronoun's own clause goes on to name: "he" in "he agreed that Mr Vale might lose"
    is not Mr Vale (condition C of Chomsky 1981). Words in quotation marks may name their speaker.
    """
    pronoun = here.token
    if here.role != "subject":
        return set()
    start = bisect_right(scene.mentions, pronoun.idx, key=lambda m: m.span.start)
    end = pronoun.sent.end_char
    named = set()
    for mention in scene.mentions[start:]:
        if mention.span.start >= end:
            break
        if (
            mention.kind == "Person"
            and scene.parse.quotation_at(mention.span.start) == here.quotation
            and pronoun.head.is_ancestor(scene.head(mention))
            and (who := scene.cast.at(mention)) is not None
        ):
            named.add(who)
    return named


def _ahead(scene: Scene, here: Trace) -> Trace | None:
    """Whom the sentence goes on to name as its subject: "In her letter, Ms Vale asked"."""
    pronoun = here.token
    end = pronoun.sent.end_char
    for mention in scene.mentions:
        if mention.span.start >= end:
            break
        if mention.kind != "Person" or mention.span.end <= pronoun.idx:
            continue
        head = scene.head(mention)
        if (
            scene.sentence(head) == here.sentence
            and head.dep_ in SUBJECTS
            and pronoun.i < head.left_edge.i
            and head.head.is_ancestor(pronoun)
        ):
            who = scene.cast.at(mention)
            return trace(scene, head, who) if who is not None else None
    return None


def _features(scene: Scene, here: Trace, found: Sequence[Trace]) -> Iterator[tuple[str, float]]:
    gaps = [here.sentence - t.sentence for t in found]
    last = max(found, key=_index)
    lines = here.paragraph - last.paragraph
    closest = min(gaps)
    yield "same sentence", float(closest == 0)
    yield "sentence before", float(closest == 1)
    yield "two before", float(closest == 2)
    yield "paragraphs", float(min(lines, REACH))
    roles = {(gap, t.role) for gap, t in zip(gaps, found, strict=True)}
    yield "subject here", float((0, "subject") in roles)
    yield "subject before", float((1, "subject") in roles)
    yield "above", float(any(_is_above(here, t) for t in found))
    before = [t for gap, t in zip(gaps, found, strict=True) if gap == 1]
    yield "main before", float(any(_is_main(t.token) for t in before))
    yield "last was subject", float(last.role == "subject")
    yield "last was object", float(last.role == "object")
    yield "last was possessive", float(last.role == "possessive")
    yield "same role", float(last.role == here.role)
    yield "last was pronoun", float(last.pronoun)
    yield "often", math.log(len(found))
    yield "gender told", float(last.who in scene.genders)


def _is_above(here: Trace, trace: Trace) -> bool:
    """Whether somebody is the subject of a clause that the pronoun stands in."""
    subject = _lead(trace.token)
    return (
        trace.sentence == here.sentence
        and subject.dep_ in SUBJECTS
        and subject.head.is_ancestor(here.token)
    )


def _is_main(token: Token) -> bool:
    """Whether a noun or pronoun is the subject of its sentence's main clause."""
    subject = _lead(token)
    return subject.dep_ in SUBJECTS and subject.head.dep_ == "ROOT"


def _joined(found: Sequence[Trace], last: Trace) -> bool:
    """Whether somebody is the last one spoken of, or joined to that one by "and"."""
    return any(_lead(t.token) == _lead(last.token) for t in found)


def _lead(token: Token) -> Token:
    while token.dep_ == "conj":
        token = token.head
    return token


def _index(trace: Trace) -> tuple[int, str]:
    return trace.token.i, trace.who


def role(token: Token) -> str:
    """As what a noun or pronoun stands in its sentence; joined and apposed ones as their head."""
    while token.dep_ in {"conj", "appos", "compound", "nmod"} and token.head is not token:
        token = token.head
    if token.dep_ in SUBJECTS:
        return "subject"
    if token.dep_ == "poss":
        return "possessive"
    return "object" if token.dep_ in OBJECTS else "other"


def _is_open(here: Trace, trace: Trace) -> bool:
    """Whether a place does not lie within a quotation that the pronoun is not in."""
    return trace.quotation is None or trace.quotation == here.quotation


def _is_barred(here: Trace, trace: Trace) -> bool:
    """Subject and object of one verb are two people; "asked by Ms Orme, he" is not she."""
    pronoun, token = here.token, trace.token
    if pronoun.lower_ in {"himself", "herself"} or pronoun.dep_ == "poss":
        return False
    if here.role == "subject":
        by = token.dep_ == "agent" or (token.dep_ == "pobj" and token.head.dep_ == "agent")
        return by and trace.sentence == here.sentence
    verb = pronoun.head.head if pronoun.dep_ == "pobj" else pronoun.head
    return token.dep_ in SUBJECTS and token.head == verb and verb.pos_ in {"VERB", "AUX"}
