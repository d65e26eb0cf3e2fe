"""Source words -> the entity that speaks: names, titles, nouns, pronouns, or nobody.

One candidate or none, with a confidence: what words of that form were right of on the coded
articles. The text is gone through once, so that "he" can go on from whoever spoke or was "he"
before; names inside quotation marks are not what the narration goes on from.
"""

import re
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from onrecord.model import Attribution, Kind, Mention, Span
from onrecord.parse import span_of
from onrecord.resolve import nominals, pronouns, titles
from onrecord.resolve.scene import Resolved, Scene

SEVERAL = {"they", "their", "them"}
IT = {"it", "its"}
NOBODY = {"everyone", "many", "people", "some", "others", "one", "nobody", "you"}
OWN = {"i", "we", "my", "our", "me", "us", "myself", "ourselves"}
RELATIVE = {"who", "which", "that", "whose"}
SPEAKS: tuple[Kind, ...] = ("Person", "Group", "Organisation", "Hospital")
NAMED, APPOSED, TURN, ECHOED, AGAIN = 0.97, 0.95, 0.85, 0.8, 0.65
NEAR = 1  # paragraphs that "they" and "it" look back over
BETWEEN = re.compile(r", (?:(?:[A-Z][\w’'-]*|an?|the|[a-z]+) ){0,3}")


@dataclass(frozen=True, slots=True)
class Heard:
    """Somebody who has spoken up to here."""

    offset: int
    who: str
    quoted: bool


def speakers(
    scene: Scene, attributions: Sequence[Attribution], chain: "Chain | None" = None
) -> list[Resolved | None]:
    """For each attribution the entity that speaks and how sure that is, or None.

    chain: notes whom the pronouns mean on the way.
    """
    found: list[Resolved | None] = [None] * len(attributions)
    heard: list[Heard] = []
    chain = chain or Chain(scene, attributions)
    for i in sorted(range(len(attributions)), key=lambda i: _place(attributions[i])):
        said = attributions[i]
        chain.go_to(_place(said) + 1)
        if said.source:
            found[i] = _resolve(scene, said.source[0], heard, chain)
        elif said.form == "direct" and not said.cue:
            found[i] = _goes_on(scene, said, heard)
        one = found[i]
        if one is None or (said.source and _is_agent(scene, said.source[0])):
            continue  # "Questioned by Ms Orme, he": she is not whom "he" goes on from
        if not said.source or scene.parse.quotation_at(_place(said)) is None:
            quoted = said.form != "indirect" or not said.source
            heard.append(Heard(_place(said), one.who, quoted))
            chain.spoke(said, one.who)
    for i, said in enumerate(attributions):
        if said.source and scene.parse.text(said.source[0]).lower() in OWN:
            found[i] = _own_words(scene, i, attributions, found)
    return found


def stand_ins(
    scene: Scene, attributions: Sequence[Attribution], found: Sequence[Resolved | None]
) -> dict[Span, Resolved]:
    """Whom "he", "she" and titles without a name beside them mean, wherever they stand.

    `found` are the attributions' speakers: where one has just spoken, "he" can go on from there.
    """
    chain = Chain(scene, attributions)
    for said, one in sorted(
        zip(attributions, found, strict=True), key=lambda pair: _place(pair[0])
    ):
        chain.go_to(_place(said) + 1)
        if one is not None and scene.parse.quotation_at(_place(said)) is None:
            chain.spoke(said, one.who)
    chain.go_to(len(scene.parse.document.text))
    meant_by = {span_of(scene.parse.doc[i]): one for i, one in chain.meant.items()}
    for title in (m for m in scene.mentions if m.kind == "Office"):
        beside = any(h.evidence.covers(title.span) for h in scene.holdings)
        one = None if beside else titles.holder_of(scene, title)
        if one is not None:
            meant_by[title.span] = one
    return meant_by


class Chain:
    """The places where people are spoken of, up to some offset; pronouns among them."""

    def __init__(self, scene: Scene, attributions: Iterable[Attribution]) -> None:
        self.scene = scene
        self.people = {e.id for e in scene.cast.entities if e.kind == "Person"}
        self.meant: dict[int, Resolved] = {}  # by token index
        self.traces = [
            pronouns.trace(scene, scene.head(m), who)
            for m in scene.mentions
            if m.kind in {"Person", "Office"} and (who := self._stands_for(m)) is not None
        ]
        self.waiting = deque(t for t in scene.pronouns if t.lower_ in pronouns.GENDERED)

    def _stands_for(self, mention: Mention) -> str | None:
        if mention.kind == "Person":
            return self.scene.cast.at(mention)
        subject = pronouns.role(self.scene.head(mention)) == "subject"
        one = titles.holder_of(self.scene, mention) if subject else None
        return one.who if one is not None else None

    def go_to(self, offset: int) -> None:
        """Resolves every pronoun before an offset, in the order of the text."""
        while self.waiting and self.waiting[0].idx < offset:
            token = self.waiting.popleft()
            one = pronouns.antecedent(self.scene, token, self.traces)
            if one is not None:
                self.meant[token.i] = one
                self.traces.append(pronouns.trace(self.scene, token, one.who, pronoun=True))

    def pronouns(self) -> Mapping[Mention, str]:
        """Every pronoun for a person, as a mention, with the person it means."""
        self.go_to(len(self.scene.parse.document.text))
        doc = self.scene.parse.doc
        return {
            Mention(span_of(doc[i]), doc[i].text, "Person"): one.who
            for i, one in sorted(self.meant.items())
        }

    def spoke(self, said: Attribution, who: str) -> None:
        """Notes that somebody has spoken here."""
        if who in self.people:
            token = self.scene.parse.root((said.source or said.content)[0])
            self.traces.append(pronouns.trace(self.scene, token, who, spoke=True))


def _is_agent(scene: Scene, source: Span) -> bool:
    head = scene.parse.root(source)
    while head.dep_ == "conj":
        head = head.head
    return head.dep_ == "agent" or (head.dep_ == "pobj" and head.head.dep_ == "agent")


def _place(attribution: Attribution) -> int:
    return (attribution.source or attribution.content)[0].start


def _goes_on(scene: Scene, attribution: Attribution, heard: Sequence[Heard]) -> Resolved | None:
    """A quotation without a cue is the last quoted speaker's, else the last speaker's."""
    paragraph = scene.paragraph(attribution.content[0].start)
    near = [h for h in heard if paragraph - scene.paragraph(h.offset) <= pronouns.REACH]
    quoted = [h for h in near if h.quoted]
    if not near:
        return None
    return Resolved((quoted or near)[-1].who, TURN if quoted else TURN - 0.2)


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


def _resolve(scene: Scene, source: Span, heard: Sequence[Heard], chain: Chain) -> Resolved | None:
    """The entity that these source words mean, or None."""
    words = re.sub(r"['’]s$", "", scene.parse.text(source).strip()).lower()
    head = scene.parse.root(source)
    if pronouns.gender_of(words) is not None:
        return chain.meant.get(head.i)
    if words in SEVERAL | IT:
        return _body_before(scene, source, words, heard)
    if words in RELATIVE:
        antecedent = nominals.referred(scene, head)
        return _resolve(scene, antecedent, heard, chain) if antecedent is not None else None
    if words in NOBODY | OWN:
        return None
    named = _named(scene, source, head)
    if named is not None:
        return named
    return _by_post(scene, source, head, heard) or _same_again(scene, source, heard)


def _by_post(scene: Scene, source: Span, head: Token, heard: Sequence[Heard]) -> Resolved | None:
    """Whom a title or a common noun in the source means."""
    title = next((m for m in scene.mentions if _heads(scene, m, source, head, "Office")), None)
    one = titles.holder_of(scene, title) if title is not None else None
    one = one or nominals.described(scene, source, SPEAKS) or nominals.written_by(scene, source)
    if one is not None:
        return one
    words = scene.parse.text(source).lower().split()
    if len(words) != 2 or words[0] not in {"the", "this"}:
        return _only_voice(scene, heard) if title is not None else None
    noun = words[1]
    if noun.startswith("spokes"):
        voices = {e.id for e in scene.cast.entities if e.kind == "Person" and "spokes" in e.id}
        return Resolved(voices.pop(), ECHOED) if len(voices) == 1 else None
    if (noun,) in scene.lexicon.heads.get("Office", ()) or noun == "politician":
        return titles.by_role(scene, noun, source.start) or _only_voice(scene, heard)
    return None


def _same_again(scene: Scene, source: Span, heard: Sequence[Heard]) -> Resolved | None:
    """ "The care worker" right after Kelly Vale has spoken, whom the text has called nothing."""
    head = scene.parse.root(source)
    first = scene.parse.tokens(source)[0]
    near = [
        h
        for h in heard
        if scene.parse.paragraph_at(source.start) - scene.parse.paragraph_at(h.offset) <= NEAR
    ]
    if not near or first.lower_ != "the" or head.tag_ not in {"NN", "NNP"}:
        return None
    who = near[-1].who
    entity = scene.cast.named(who)
    posts = scene.lexicon.heads.get("Office", ())
    other = any((c.noun,) in posts for c in scene.called.get(who, ()))
    noun = head.lower_
    other = other or ((noun,) in posts and _has_office(scene, noun, source))
    if entity is None or entity.kind != "Person" or "spokes" in who or other:
        return None
    return Resolved(who, AGAIN) if nominals.is_person_noun(scene, head) else None


def _has_office(scene: Scene, noun: str, but: Span) -> bool:
    """Whether the text names an office of that sort elsewhere: somebody else may hold it."""
    return any(
        m.kind == "Office" and noun in m.name.lower().split() and not m.span.overlaps(but)
        for m in scene.mentions
    )


def _named(scene: Scene, source: Span, head: Token) -> Resolved | None:
    """Whom a name in the source, or in apposition to it, means."""
    for kind in SPEAKS:
        heading = [m for m in scene.mentions if _heads(scene, m, source, head, kind)]
        known = [who for m in heading if (who := scene.cast.at(m)) is not None]
        if known:  # "the board" is less of a name than "the Dairy Board"
            plain = kind == "Organisation" and scene.parse.text(heading[-1].span).islower()
            return Resolved(known[-1], nominals.BY_NAME if plain else NAMED)
        if heading and kind == "Person":
            return None  # a surname that two people share
    for mention in scene.mentions:
        who = scene.cast.at(mention)
        if who is not None and mention.kind in SPEAKS and _is_apposed(scene, source, mention):
            return Resolved(who, APPOSED)
    return None


def _heads(scene: Scene, mention: Mention, source: Span, head: Token, kind: Kind) -> bool:
    """Whether a mention is the source itself and no part of it: not Vale in "Vale's office"."""
    if mention.kind != kind or not source.overlaps(mention.span):
        return False
    if mention.span.start <= head.idx < mention.span.end:
        return True
    token = scene.head(mention)
    while token != head and token.dep_ in {"appos", "conj", "compound", "nmod", "flat"}:
        token = token.head
    return kind in {"Person", "Office"} and token == head


def _is_apposed(scene: Scene, source: Span, mention: Mention) -> bool:
    """ "the minister, Ann Vale, said"; "Better Buses, the group that has asked for it, said"."""
    text = scene.parse.document.text
    if mention.span.start >= source.end:
        gap = text[source.end : mention.span.start]
        token = scene.head(mention)
        return mention.kind == "Person" and bool(BETWEEN.fullmatch(gap)) and token.dep_ == "appos"
    if text[mention.span.end : source.start] != ", " or text[source.end : source.end + 1] != ",":
        return False
    first = scene.parse.tokens(source)[0]
    is_early = mention.span.start - first.sent.start_char <= len("the ")
    return is_early and first.lower_ in {"the", "a", "an"}


def meant(scene: Scene, mention: Mention) -> str | None:
    """The entity that a mention means; a title that stands alone means its holder."""
    if mention.kind != "Office":
        return scene.cast.at(mention)
    beside = any(h.evidence.covers(mention.span) for h in scene.holdings)
    one = None if beside else titles.holder_of(scene, mention)
    return one.who if one is not None else None


def _only_voice(scene: Scene, heard: Sequence[Heard]) -> Resolved | None:
    """The one person who has spoken so far: whom "the minister" means without a name beside it."""
    kinds = {e.id: e.kind for e in scene.cast.entities}
    voices = {h.who for h in heard if kinds[h.who] == "Person" and "spokes" not in h.who}
    posts = scene.lexicon.heads.get("Office", ())
    if any((c.noun,) in posts for who in voices for c in scene.called.get(who, ())):
        return None  # shown in another office
    return Resolved(voices.pop(), 0.6) if len(voices) == 1 else None


def _body_before(scene: Scene, at: Span, pronoun: str, heard: Sequence[Heard]) -> Resolved | None:
    """The nearest group or body that is a subject in this paragraph or the one before."""
    here = scene.parse.paragraph_at(at.start)
    kinds: set[Kind] = {"Group", "Organisation"} if pronoun in SEVERAL else {"Organisation"}
    for mention in reversed(scene.mentions):
        if mention.kind not in kinds | {"Hospital"} or mention.span.end > at.start:
            continue
        if here - scene.parse.paragraph_at(mention.span.start) > NEAR:
            return None
        if scene.parse.quotation_at(mention.span.start) != scene.parse.quotation_at(at.start):
            continue
        if scene.head(mention).dep_ in {"nsubj", "nsubjpass", "npadvmod"}:
            who = scene.cast.at(mention)
            return Resolved(who, ECHOED) if who is not None else None
    return None
