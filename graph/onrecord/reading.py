"""One parsed article -> its Reading: find, resolve, and keep what is on record."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from onrecord.attribution_model import AttributionModel
from onrecord.extract.acts import act_of, act_of_cue
from onrecord.extract.attributions import attributions
from onrecord.extract.mentions import mentions
from onrecord.extract.policies import policies
from onrecord.extract.relations import ties
from onrecord.extract.relations.tie import Tie
from onrecord.extract.stances import Points, answers, leanings, points
from onrecord.extract.stances.nameless import doubted
from onrecord.extract.stances.slips import without_slips
from onrecord.lexicon import Lexicon
from onrecord.model import (
    SURE,
    Attribution,
    Entity,
    Kind,
    Mention,
    Reading,
    Relation,
    Span,
    Stance,
    Statement,
)
from onrecord.parsing.parse import Parse
from onrecord.resolve.chain import Chain, meant, stand_ins
from onrecord.resolve.dates import said_on
from onrecord.resolve.entities import Cast, cast
from onrecord.resolve.offices import holdings, with_holders
from onrecord.resolve.scene import Resolved, Scene, stage
from onrecord.resolve.speakers import speakers
from onrecord.stance_model import Answer, StanceModel

AGENTS = {"Person", "Organisation", "Group"}
SIDES = {
    ("supports", True): "backs",
    ("opposes", True): "criticises",
    ("supports", False): "supports",
    ("opposes", False): "opposes",
}
CLEAR = 0.7  # a pronoun or title of less says nothing beyond its statement
ALWAYS_KEPT = {"Person", "Organisation", "Hospital", "Office", "Place", "Event"}


def read_on_record(
    parse: Parse,
    lexicon: Lexicon,
    model: AttributionModel | None = None,
    least: float = 0.0,
    sides: StanceModel | None = None,
) -> Reading:
    """What the article puts on record; depends on it, the lexicon and the models alone.

    `model` finds attributions and `sides` stances beside the rules; without them the rules do.

    Attributions with less confidence than `least` are left out.
    """
    said = [a for a in attributions(parse, lexicon, model) if a.confidence >= least]
    found = [*mentions(parse, lexicon, said), *policies(parse, lexicon, said)]
    found.sort(key=lambda m: (m.span, m.kind))
    people = cast(parse, found, lexicon)
    held = tuple(holdings(parse, found, people, lexicon))
    people = with_holders(parse, found, people, held, lexicon)
    scene = stage(parse, found, people, held, lexicon)
    chain = Chain(scene)
    resolved = list(zip(said, speakers(scene, said, chain), strict=True))
    pairs = list(_outermost(resolved))
    others = chain.pronouns()
    at_issue = [_points(scene, said, who, others, sides is not None) for said, who in pairs]
    names = {e.id: e.name for e in people.entities}
    clear = without_slips(
        _statement(scene, one, answered, who, is_reported, sides, others)
        for (_, who), is_reported, one, answered in zip(
            pairs, _reported(pairs), at_issue, answers(at_issue, sides), strict=True
        )
    )
    statements = doubted(clear, names, lexicon)
    tied = list(ties(parse, found, lexicon))
    meant_by = stand_ins(chain, said, [who for _, who in resolved])
    relations = _relations(scene, tied, statements, meant_by)
    return Reading(parse.document, _kept(people, statements, relations), statements, relations)


Said = tuple[Attribution, Resolved | None]  # an attribution, and whose it is


def _outermost(pairs: Sequence[Said]) -> Iterator[Said]:
    """Without what a speaker is said to think inside his or her own statement."""
    for (inner, who), outer in zip(pairs, _around(pairs), strict=True):
        if not any(who is None or _is_same(speaker, who) for speaker in outer):
            yield inner, who


def _around(pairs: Sequence[Said]) -> Iterator[list[Resolved | None]]:
    """The speakers of the statements that hold each of these, which are in the order of the text:
    what holds another begins with it or before it.
    """
    for place, (inner, _) in enumerate(pairs):
        outer = [speaker for other, speaker in pairs[:place] if _holds(other, inner)]
        for other, speaker in pairs[place + 1 :]:
            if other.content[0].start > inner.content[0].start:
                break
            if _holds(other, inner):
                outer.append(speaker)
        yield outer


def _is_same(one: Resolved | None, other: Resolved) -> bool:
    return one is not None and one.who == other.who


def _holds(outer: Attribution, inner: Attribution) -> bool:
    first, others = outer.content[0], inner.content
    if first.start > others[0].start or outer.content[-1].end < others[-1].end:
        return False
    if outer.content == others:
        return False
    return all(any(o.covers(i) for o in outer.content) for i in others)


def _reported(pairs: Sequence[Said]) -> Iterator[bool]:
    """Whether each statement stands inside another speaker's: his or her report of it."""
    for (_, who), outer in zip(pairs, _around(pairs), strict=True):
        yield any(who is None or not _is_same(speaker, who) for speaker in outer)


def _points(
    scene: Scene,
    said: Attribution,
    who: Resolved | None,
    others: Mapping[Mention, str],
    has_model: bool,
) -> Points:
    act = act_of_cue(scene.parse, said, scene.lexicon)

    def is_target(mention: Mention) -> bool:
        return _target(scene, mention, who, others) is not None

    told = is_target if has_model else None
    return points(scene.parse, said, act, scene.mentions, scene.lexicon, told)


def _target(
    scene: Scene, mention: Mention, speaker: Resolved | None, others: Mapping[Mention, str]
) -> str | None:
    """What a side towards a mention is a side on; nothing is one on its own speaker."""
    target = others.get(mention) or meant(scene, mention)
    return None if speaker is not None and target == speaker.who else target


def _statement(
    scene: Scene,
    found: Points,
    answered: Sequence[Answer],
    resolved: Resolved | None,
    second_hand: bool,
    model: StanceModel | None,
    others: Mapping[Mention, str],
) -> Statement:
    parse, lexicon, attribution = scene.parse, scene.lexicon, found.attribution
    speaker = resolved.who if resolved is not None else None
    sure = resolved.confidence if resolved is not None else None
    kinds: dict[str, Kind] = {}  # of the targets
    sides: dict[tuple[str, str], Stance] = {}  # for and against one thing at once is no side
    pronouns = list(others)
    for leaning in leanings(parse, found, answered, scene.mentions, lexicon, model, pronouns):
        target = _target(scene, leaning.mention, resolved, others)
        if target is None:
            continue
        stance = Stance(
            leaning.polarity,
            target,
            leaning.evidence,
            leaning.confidence,
            leaning.condition,
            leaning.hedged,
            second_hand,
        )
        kinds[target] = leaning.mention.kind
        key = (target, leaning.polarity)
        if key not in sides or sides[key].confidence < stance.confidence:
            sides[key] = stance
    one_sided = {t for t, _ in sides if len([1 for other, _ in sides if other == t]) == 1}
    chosen = tuple(s for (target, _), s in sorted(sides.items()) if target in one_sided)
    taken = [(s.polarity, kinds[s.target]) for s in chosen]
    told = act_of(parse, attribution, found.act, taken, lexicon)
    dated = said_on(parse, attribution, told)
    return Statement(
        *(attribution, speaker, told, chosen),
        said_on=dated.date if dated else None,
        said_on_evidence=dated.evidence if dated else None,
        speaker_confidence=sure,
    )


def _relations(
    scene: Scene,
    tied: Iterable[Tie],
    statements: Iterable[Statement],
    meant_by: Mapping[Span, Resolved],
) -> tuple[Relation, ...]:
    """What the words state; a tie of "she" or "the mayor" is of whom these mean, where clear."""
    people, text = scene.cast, scene.parse.document.text
    found: dict[tuple[str, str, str], Relation] = {}

    def add(subject: str, predicate: str, other: str, evidence: Span, confidence: float) -> None:
        key = (subject, predicate, other)
        if subject != other and (key not in found or found[key].confidence < confidence):
            found[key] = Relation(*key, evidence, confidence)

    for holding in scene.holdings:
        predicate = "heldOffice" if holding.past else "holdsOffice"
        add(holding.person, predicate, holding.office, holding.evidence, 0.9)
    for title in scene.mentions:  # "the mayor", where a list says that it is one of these people
        one, post = meant_by.get(title.span), people.at(title)
        who = people.named(one.who) if one is not None else None
        definite = text[: title.span.start][-len("the ") :].lower() == "the "
        if title.iri is None or not definite:
            continue  # "made the switch from mayor"
        if one is not None and who is not None and who.mentions:
            add(one.who, "holdsOffice", post or "", title.span, one.confidence)
    for tie in tied:
        subject, other = people.at(tie.subject), people.at(tie.object)
        if other is None and tie.object.iri is not None:
            other = next((e.id for e in people.entities if e.iri == tie.object.iri), None)
        confidence = tie.confidence
        one = meant_by.get(tie.subject.span)
        if one is not None and one.confidence >= CLEAR:
            subject, confidence = one.who, round(confidence * one.confidence, 2)
        elif tie.subject.kind == "Office":
            subject = None
        if subject is not None and other is not None:
            add(subject, tie.predicate, other, tie.evidence, confidence)
    kinds = {e.id: e.kind for e in people.entities}
    for statement in statements:
        for stance in statement.stances if statement.speaker else ():
            unsure = stance.confidence < SURE or stance.hedged or stance.condition is not None
            if unsure or stance.second_hand:
                continue  # shown with its statement, and no fact of its own
            predicate = SIDES[stance.polarity, kinds[stance.target] in AGENTS]
            add(
                statement.speaker or "",
                predicate,
                stance.target,
                stance.evidence,
                stance.confidence,
            )
    return tuple(
        sorted(found.values(), key=lambda r: (r.evidence, r.subject, r.predicate, r.object))
    )


def _kept(
    people: Cast, statements: Iterable[Statement], relations: Iterable[Relation]
) -> tuple[Entity, ...]:
    """Named things, and of groups and policies those that the article does something with."""
    statements = list(statements)
    used = {s.speaker for s in statements}
    used |= {stance.target for s in statements for stance in s.stances}
    used |= {end for r in relations for end in (r.subject, r.object)}
    spoken = [span for s in statements for span in s.attribution.content]
    coded = any(e.iri is not None and e.kind == "Policy" for e in people.entities)
    return tuple(
        replace(e, aliases=tuple(a for a in e.aliases if a != e.name)) if e.name in e.aliases else e
        for e in people.entities
        if e.id in used
        or (
            e.kind in ALWAYS_KEPT
            and e.mentions  # by name: a title's holder counts where he or she speaks
            and not (e.kind == "Office" and e.name.islower() and " " not in e.name)
        )
        or (e.kind == "Policy" and _is_at_issue(e, spoken, coded))
    )


def _is_at_issue(policy: Entity, spoken: list[Span], coded: bool) -> bool:
    """Whether a policy on which nobody takes a side is yet one that the article is about.

    A codebook names what matters in its field (`coded`): there a phrase of the text has to recur;
    elsewhere it is enough that somebody speaks of it. F1 of policies: 0.44 without
    this and 0.54 with it outside the codebook's field; 0.82 and 0.84 within.
    """
    if policy.iri is not None:
        return _said(policy, spoken)
    recurs = len(policy.mentions) > 1
    return " " in policy.name and (recurs or (not coded and _said(policy, spoken)))


def _said(entity: Entity, spoken: list[Span]) -> bool:
    return any(span.covers(m) for m in entity.mentions for span in spoken)
