"""Source words -> the entity that speaks: names, titles, nouns, pronouns, or nobody.

One candidate or none, with a confidence: what words of that form were right of on the coded
articles. The text is gone through once, so that "he" can go on from whoever spoke or was "he"
before; names inside quotation marks are not what the narration goes on from.
"""

from collections.abc import Sequence

from onrecord.model import Attribution, Span
from onrecord.resolve import pronouns
from onrecord.resolve.chain import Chain, place
from onrecord.resolve.scene import Resolved, Scene
from onrecord.resolve.sources import OWN, Heard, resolve

TURN = 0.85


def speakers(
    scene: Scene, attributions: Sequence[Attribution], chain: Chain | None = None
) -> list[Resolved | None]:
    """For each attribution the entity that speaks and how sure that is, or None.

    chain: notes whom the pronouns mean on the way.
    """
    found: list[Resolved | None] = [None] * len(attributions)
    heard: list[Heard] = []
    chain = chain or Chain(scene)
    for i in sorted(range(len(attributions)), key=lambda i: place(attributions[i])):
        said = attributions[i]
        chain.go_to(place(said) + 1)
        if said.source and _is_others_agent(scene, said):
            continue  # "Ms Orme, pressed by Mr Vale, opposed it": it is not he who does
        if said.source:
            found[i] = resolve(scene, said.source[0], heard, chain)
        elif said.form == "direct" and not said.cue:
            found[i] = _goes_on(scene, said, heard, chain)
        one = found[i]
        if said.source and _is_agent(scene, said.source[0]):
            continue  # "Questioned by Ms Orme, he": she is not whom "he" goes on from
        if not said.source or scene.parse.quotation_at(place(said)) is None:
            quoted = said.form != "indirect" or not said.source
            heard.append(Heard(place(said), one.who if one is not None else None, quoted))
            if one is not None:
                chain.spoke(said, one.who)
    for i, said in enumerate(attributions):
        if said.source and scene.parse.text(said.source[0]).lower() in OWN:
            found[i] = _own_words(scene, i, attributions, found)
    return found


def _is_others_agent(scene: Scene, said: Attribution) -> bool:
    """Whether the source is the agent of a verb that is no part of the cue and stands before it."""
    head = scene.parse.root(said.source[0])
    verb = head.head.head
    if head.dep_ != "pobj" or head.head.dep_ != "agent" or not said.cue:
        return False
    cue = said.cue[0]
    return verb.idx < cue.start and verb.dep_ in {"acl", "advcl"}


def _is_agent(scene: Scene, source: Span) -> bool:
    head = scene.parse.root(source)
    while head.dep_ == "conj":
        head = head.head
    return head.dep_ == "agent" or (head.dep_ == "pobj" and head.head.dep_ == "agent")


def _goes_on(
    scene: Scene, attribution: Attribution, heard: Sequence[Heard], chain: Chain
) -> Resolved | None:
    """A quotation without a cue is the last quoted speaker's, else the last speaker's.

    That of a person or body: a group does not talk on. Nobody's if it is not known who spoke, or
    if the narration has gone on to what somebody else does.
    """
    start = attribution.content[0].start
    paragraph = scene.paragraph(start)
    near = [h for h in heard if paragraph - scene.paragraph(h.offset) <= pronouns.REACH]
    quoted = [h for h in near if h.quoted]
    last = (quoted or near)[-1] if near else None
    entity = scene.cast.named(last.who) if last is not None else None
    if last is None or entity is None or entity.kind == "Group":
        return None
    line = scene.parse.paragraphs[scene.parse.paragraph_at(start)].start
    since = [t for t in chain.traces if max(last.offset, line) < t.token.idx < start]
    if any(t.role == "subject" and t.quotation is None and t.who != entity.id for t in since):
        return None
    return Resolved(entity.id, TURN if quoted else TURN - 0.2)


def _own_words(
    scene: Scene,
    index: int,
    attributions: Sequence[Attribution],
    found: Sequence[Resolved | None],
) -> Resolved | None:
    """ "I" and "we" in a quotation are its speaker."""
    source = attributions[index].source[0]
    around = [
        (sum(c.end - c.start for c in one.content), who)
        for one, who in zip(attributions, found, strict=True)
        if who is not None and any(c.covers(source) for c in one.content)
    ]
    if not around or scene.parse.quotation_at(source.start) is None:
        return None
    return min(around, key=lambda pair: (pair[0], pair[1].who))[1]
