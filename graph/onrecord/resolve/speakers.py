"""Source words -> the entity that speaks: names, titles, pronouns, or nobody.

One candidate or none. Pronouns follow the narration's subjects, not its last name: "he" after
"Mr Vale met Ms Orme" is Mr Vale; names inside quotation marks and after "'s" do not count.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from onrecord.lexicon import Lexicon
from onrecord.model import Attribution, Kind, Mention, Span
from onrecord.parse import Parse
from onrecord.resolve import offices
from onrecord.resolve.entities import Cast
from onrecord.resolve.offices import Holding

ONE = {"he", "she", "his", "her", "him", "himself", "herself"}
SEVERAL = {"they", "their", "them", "it", "its"}
NOBODY = {"who", "which", "that", "everyone", "many", "people", "some", "others", "one", "nobody"}
MALE, FEMALE = {"mr", "sir", "lord"}, {"mrs", "ms", "miss", "dame", "lady", "baroness"}
REACH = 4  # paragraphs that a pronoun looks back over
AGENTS: frozenset[Kind] = frozenset({"Person", "Organisation", "Group"})
SPEAKS: tuple[Kind, ...] = ("Person", "Group", "Organisation", "Hospital")


@dataclass(frozen=True, slots=True)
class Scene:
    """What the resolver looks at: mentions with their entities, and who holds which office."""

    parse: Parse
    mentions: Sequence[Mention]  # sorted
    cast: Cast
    holdings: Sequence[Holding]
    lexicon: Lexicon

    def subject_like(self, mention: Mention) -> bool:
        return self.head(mention).dep_ in {"nsubj", "nsubjpass", "agent", "ROOT"}

    def head(self, mention: Mention) -> Token:
        return self.parse.tokens(mention.span).root


def speakers(scene: Scene, attributions: Iterable[Attribution]) -> list[str | None]:
    """For each attribution, in text order, the id of the entity that speaks, or None."""
    found: list[str | None] = []
    last: tuple[int, str] | None = None  # paragraph and speaker of the last direct quotation
    for attribution in attributions:
        start = attribution.content[0].start
        paragraph = scene.parse.paragraph_at(start)
        if attribution.source:
            who = resolve(scene, attribution.source[0])
        elif attribution.form == "direct" and not attribution.cue:
            who = last[1] if last and paragraph - last[0] <= REACH else None
        else:
            who = None
        if attribution.form != "indirect" and who is not None:
            last = (scene.parse.paragraph_at(attribution.content[-1].start), who)
        elif who is not None and last is None:
            last = (paragraph, who)
        found.append(who)
    return found


def resolve(scene: Scene, source: Span) -> str | None:
    """The entity that these source words mean, or None."""
    words = re.sub(r"['’]s$", "", scene.parse.text(source).strip()).lower()
    if words in ONE:
        return _person_before(scene, source, words)
    if words in SEVERAL:
        return _body_before(scene, source)
    if words in NOBODY or words in {"i", "we", "you"}:
        return None
    head = scene.parse.tokens(source).root
    inside = [m for m in scene.mentions if source.overlaps(m.span)]
    for kind in SPEAKS:
        of_kind = [m for m in inside if m.kind == kind and scene.cast.at(m)]
        heading = [m for m in of_kind if m.span.start <= head.idx < m.span.end]
        if heading or (kind == "Person" and of_kind):
            return scene.cast.at((heading or of_kind)[-1])
    title = next((m for m in inside if m.kind == "Office"), None)
    if title is not None:
        return _by_office(scene, title)
    named = re.match(r"(?:the|this) (\w+)$", words)
    return _by_role(scene, named[1], source) if named else None


def _by_office(scene: Scene, title: Mention) -> str | None:
    """The person whom the text shows in this office, else who held it on the document's date."""
    post = scene.cast.at(title)
    current = {h.person for h in scene.holdings if h.office == post and not h.past}
    if len(current) == 1:
        return current.pop()
    if title.iri is None:
        return _by_role(scene, title.name.lower().split()[0], title.span)
    name = offices.holder(title.iri, scene.parse.document.published, scene.lexicon)
    return next((e.id for e in scene.cast.entities if e.name == name and e.kind == "Person"), None)


def _by_role(scene: Scene, role: str, at: Span) -> str | None:
    """"The minister", "the Secretary of State": the one person in an office of that sort."""
    sorts = {"minister": {"minister", "secretary"}, "secretary": {"secretary"}}.get(role, {role})
    names = {e.id: e.name.lower() for e in scene.cast.entities if e.kind == "Office"}
    holders = {
        h.person
        for h in scene.holdings
        if not h.past and sorts & set(names.get(h.office, "").split()) and "shadow" not in names[h.office]
    }
    return holders.pop() if len(holders) == 1 else None


def _person_before(scene: Scene, at: Span, pronoun: str) -> str | None:
    """The nearest person who is a subject, else the only person, of the lines before."""
    here = scene.parse.paragraph_at(at.start)
    near = [
        m
        for m in scene.mentions
        if m.kind == "Person"
        and m.span.end <= at.start
        and here - scene.parse.paragraph_at(m.span.start) <= REACH
        and scene.parse.quotation_at(m.span.start) is None
        and scene.cast.at(m) is not None
        and _agrees(scene, m, pronoun)
    ]
    near += [m for m in _titles(scene, at, here)]
    near.sort(key=lambda m: m.span)
    for mention in reversed(near):
        head = scene.head(mention)
        if head.dep_ in {"nsubj", "nsubjpass"} or (
            head.dep_ == "agent" or (head.dep_ == "pobj" and head.head.dep_ == "agent")
        ):
            same_clause = head.sent.start_char <= at.start < head.sent.end_char
            if same_clause and head.dep_ == "pobj":
                continue  # "Questioned by Ms Orme, he said"
            return _who(scene, mention)
    people = {_who(scene, m) for m in near if scene.head(m).dep_ != "poss"} - {None}
    if len(people) == 1:
        return people.pop()
    everyone = {e.id for e in scene.cast.entities if e.kind == "Person"}
    return everyone.pop() if len(everyone) == 1 else None


def _titles(scene: Scene, at: Span, here: int) -> list[Mention]:
    """Offices that stand for their holder in the lines before."""
    return [
        m
        for m in scene.mentions
        if m.kind == "Office"
        and m.span.end <= at.start
        and here - scene.parse.paragraph_at(m.span.start) <= REACH
        and scene.parse.quotation_at(m.span.start) is None
        and scene.head(m).dep_ in {"nsubj", "nsubjpass"}
        and _by_office(scene, m) is not None
    ]


def _who(scene: Scene, mention: Mention) -> str | None:
    return _by_office(scene, mention) if mention.kind == "Office" else scene.cast.at(mention)


def _agrees(scene: Scene, mention: Mention, pronoun: str) -> bool:
    """Whether honorifics of this person allow the pronoun; without honorific anything goes."""
    entity = scene.cast.named(scene.cast.at(mention))
    if entity is None:
        return False
    titles = {
        scene.parse.text(s).split()[0].lower().rstrip(".") for s in entity.mentions
    }
    if pronoun in {"she", "her", "herself"}:
        return not titles & MALE
    return not titles & FEMALE


def _body_before(scene: Scene, at: Span) -> str | None:
    """The nearest group or body that is a subject in this paragraph or the one before."""
    here = scene.parse.paragraph_at(at.start)
    for mention in reversed(scene.mentions):
        if mention.kind not in {"Group", "Organisation"} or mention.span.end > at.start:
            continue
        if here - scene.parse.paragraph_at(mention.span.start) > 1:
            return None
        if scene.parse.quotation_at(mention.span.start) != scene.parse.quotation_at(at.start):
            continue
        if scene.head(mention).dep_ in {"nsubj", "nsubjpass", "npadvmod"}:
            return scene.cast.at(mention)
    return None
