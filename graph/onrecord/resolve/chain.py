"""Whom pronouns and lone titles mean, in the order of the text.

The text is gone through once, so that "he" can go on from whoever spoke or was "he" before.
"""

from collections import deque
from collections.abc import Mapping, Sequence

from onrecord.model import Attribution, Mention, Span
from onrecord.parsing.parse import span_of
from onrecord.resolve import pronouns, titles
from onrecord.resolve.genders import GENDERED
from onrecord.resolve.scene import Resolved, Scene

UNKNOWN = "?"  # before the name of somebody who may be either of two: no Entity.id begins so


def stand_ins(
    chain: "Chain", attributions: Sequence[Attribution], found: Sequence[Resolved | None]
) -> dict[Span, Resolved]:
    """Whom "he", "she" and titles without a name beside them mean, wherever they stand.

    `found` are the attributions' speakers: where one has just spoken, "he" can go on from there.
    chain: by which they were told; gone through again where it went on from others than these, as
    it did in 8 of 100 articles.
    """
    scene = chain.scene
    spoken = [
        (said, one.who)
        for said, one in sorted(zip(attributions, found, strict=True), key=lambda p: place(p[0]))
        if one is not None
        and one.who in chain.people
        and scene.parse.quotation_at(place(said)) is None
    ]
    if spoken != chain.spoken:
        chain = Chain(scene)
        for said, who in spoken:
            chain.go_to(place(said) + 1)
            chain.spoke(said, who)
    chain.go_to(len(scene.parse.document.text))
    meant_by = {span_of(scene.parse.words[i]): one for i, one in chain.meant.items()}
    for title in (m for m in scene.mentions if m.kind == "Office"):
        beside = any(h.evidence.covers(title.span) for h in scene.holdings)
        one = None if beside else titles.holder_of(scene, title)
        if one is not None:
            meant_by[title.span] = one
    return meant_by


class Chain:
    """The places where people are spoken of, up to some offset; pronouns among them."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.people = {e.id for e in scene.cast.entities if e.kind == "Person"}
        self.meant: dict[int, Resolved] = {}  # by token index
        self.spoken: list[tuple[Attribution, str]] = []
        self.traces = [
            pronouns.trace(scene, scene.head(m), who)
            for m in scene.mentions
            if m.kind in {"Person", "Office"} and (who := self._stands_for(m)) is not None
        ]
        self.waiting = deque(t for t in scene.pronouns if t.lower_ in GENDERED)

    def _stands_for(self, mention: Mention) -> str | None:
        """Whom a name or title means; somebody unknown where a name is that of two people."""
        if mention.kind == "Person":
            return self.scene.cast.at(mention) or f"{UNKNOWN}{mention.name}"
        subject = pronouns.role(self.scene.head(mention)) == "subject"
        one = titles.holder_of(self.scene, mention) if subject else None
        return one.who if one is not None else None

    def go_to(self, offset: int) -> None:
        """Resolves every pronoun before an offset, in the order of the text."""
        while self.waiting and self.waiting[0].idx < offset:
            token = self.waiting.popleft()
            before = pronouns.subject_before(token)
            if before is None:
                one = pronouns.antecedent(self.scene, token, self.traces)
            else:
                one = self.meant.get(before.i)
            if one is None and pronouns.role(token) == "subject":
                one = Resolved(f"{UNKNOWN}{token.lower_}", 0.0)  # who "he" further on may be, too
            if one is not None:
                if not one.who.startswith(UNKNOWN):
                    self.meant[token.i] = one
                self.traces.append(pronouns.trace(self.scene, token, one.who, pronoun=True))

    def pronouns(self) -> Mapping[Mention, str]:
        """Every pronoun for a person, as a mention, with the person it means."""
        self.go_to(len(self.scene.parse.document.text))
        doc = self.scene.parse.words
        return {
            Mention(span_of(doc[i]), doc[i].text, "Person"): one.who
            for i, one in sorted(self.meant.items())
        }

    def spoke(self, said: Attribution, who: str) -> None:
        """Notes that somebody has spoken here."""
        if who in self.people:
            self.spoken.append((said, who))
            token = self.scene.parse.root((said.source or said.content)[0])
            self.traces.append(pronouns.trace(self.scene, token, who, spoke=True))


def place(attribution: Attribution) -> int:
    """Where an attribution stands: at its source, else at what is said."""
    return (attribution.source or attribution.content)[0].start


def meant(scene: Scene, mention: Mention) -> str | None:
    """The entity that a mention means; a title that stands alone means its holder."""
    if mention.kind != "Office":
        return scene.cast.at(mention)
    beside = any(h.evidence.covers(mention.span) for h in scene.holdings)
    one = None if beside else titles.holder_of(scene, mention)
    return one.who if one is not None else None
