"""Source words -> the entity that speaks: names, titles, pronouns, or nobody.

One candidate or none. Pronouns follow the narration's subjects, not its last name: "he" after
"Mr Vale met Ms Orme" is Mr Vale; names inside quotation marks and after "'s" do not count.
"""

import re
from collections.abc import Sequence
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
TITLED = {"governor": "gov", "senator": "sen", "congressman": "rep", "congresswoman": "rep"}
REACH = 4  # paragraphs that a pronoun looks back over
SPEAKS: tuple[Kind, ...] = ("Person", "Group", "Organisation", "Hospital")


@dataclass(frozen=True, slots=True)
class Scene:
    """What the resolver looks at: mentions with their entities, and who holds which office."""

    parse: Parse
    mentions: Sequence[Mention]  # sorted
    cast: Cast
    holdings: Sequence[Holding]
    lexicon: Lexicon

    def head(self, mention: Mention) -> Token:
        return self.parse.tokens(mention.span).root


def speakers(scene: Scene, attributions: Sequence[Attribution]) -> list[str | None]:
    """For each attribution the id of the entity that speaks, or None.

    Sources are resolved in the order of the text, so that "he" can go on from "he".
    """
    found: list[str | None] = [None] * len(attributions)
    heard: list[Heard] = []
    order = sorted(range(len(attributions)), key=lambda i: _place(attributions[i]))
    for i in order:
        attribution = attributions[i]
        if attribution.source:
            found[i] = resolve(scene, attribution.source[0], heard)
        elif attribution.form == "direct" and not attribution.cue:
            found[i] = _goes_on(scene, attribution, heard)
        who = found[i]
        if attribution.source and _is_agent(scene, attribution.source[0]):
            continue  # "Questioned by Ms Orme, he": she is not whom "he" goes on from
        if who is not None and scene.parse.quotation_at(_place(attribution)) is None:
            heard.append(Heard(_place(attribution), who, attribution.form != "indirect"))
        elif who is not None and not attribution.source:
            heard.append(Heard(_place(attribution), who, True))
    return found


@dataclass(frozen=True, slots=True)
class Heard:
    """Somebody who has spoken up to here."""

    offset: int
    who: str
    quoted: bool


def _is_agent(scene: Scene, source: Span) -> bool:
    return _is_by_agent(scene.parse.tokens(source).root)


def _is_by_agent(head: Token) -> bool:
    while head.dep_ == "conj":
        head = head.head
    return head.dep_ == "agent" or (head.dep_ == "pobj" and head.head.dep_ == "agent")


def _place(attribution: Attribution) -> int:
    return (attribution.source or attribution.content)[0].start


def _goes_on(scene: Scene, attribution: Attribution, heard: Sequence[Heard]) -> str | None:
    """A quotation without a cue is the last quoted speaker's, else the last speaker's."""
    paragraph = scene.parse.paragraph_at(attribution.content[0].start)
    near = [h for h in heard if paragraph - scene.parse.paragraph_at(h.offset) <= REACH]
    return (([h for h in near if h.quoted] or near)[-1].who) if near else None


def resolve(scene: Scene, source: Span, heard: Sequence[Heard] = ()) -> str | None:
    """The entity that these source words mean, or None."""
    words = re.sub(r"['’]s$", "", scene.parse.text(source).strip()).lower()
    if words in ONE:
        return _person_before(scene, source, words, heard)
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
    apposed = next((m for m in scene.mentions if _is_apposed(scene, source, m)), None)
    if apposed is not None:
        return scene.cast.at(apposed)
    title = next((m for m in inside if m.kind == "Office"), None)
    if title is not None:
        return _by_office(scene, title) or _only_voice(scene, heard)
    named = re.match(r"(?:the|this) ([\w-]+)$", words)
    if named is None:
        return None
    body = _body_called(scene, named[1])
    if body is not None:
        return body
    if named[1].startswith("spokes"):
        return _only({e.id for e in scene.cast.entities if e.kind == "Person" and "spokes" in e.id})
    if (named[1],) not in scene.lexicon.heads.get("Office", ()) and named[1] != "politician":
        return None
    return _by_role(scene, named[1]) or _only_voice(scene, heard)


def _is_apposed(scene: Scene, source: Span, mention: Mention) -> bool:
    """Whether a name stands between commas after the source: "the minister, Ann Vale, said"."""
    gap = scene.parse.document.text[source.end : mention.span.start]
    return mention.kind == "Person" and gap == ", " and scene.head(mention).dep_ == "appos"


def _body_called(scene: Scene, noun: str) -> str | None:
    """ "The union", "the commission": the one body of the article with that word in its name."""
    return _only(
        {
            e.id
            for e in scene.cast.entities
            if e.kind == "Organisation" and noun in e.name.lower().split() and " " in e.name
        }
    )


def _only(candidates: set[str]) -> str | None:
    return candidates.pop() if len(candidates) == 1 else None


def meant(scene: Scene, mention: Mention) -> str | None:
    """The entity that a mention means; a title that stands alone means its holder."""
    if mention.kind != "Office":
        return scene.cast.at(mention)
    beside = any(h.evidence.covers(mention.span) for h in scene.holdings)
    return None if beside else _by_office(scene, mention)


def _only_voice(scene: Scene, heard: Sequence[Heard]) -> str | None:
    """The one person who has spoken so far: whom "the minister" means without a name beside it."""
    kinds = {e.id: e.kind for e in scene.cast.entities}
    return _only({h.who for h in heard if kinds[h.who] == "Person" and "spokes" not in h.who})


def _by_office(scene: Scene, title: Mention) -> str | None:
    """The person whom the text shows in this office, else who held it on the document's date."""
    post = scene.cast.at(title)
    current = {h.person for h in scene.holdings if h.office == post and not h.past}
    if len(current) == 1:
        return current.pop()
    if title.iri is None:
        return _by_role(scene, title.name.lower().split()[0])
    date = scene.parse.document.published
    people = {e.name: e.id for e in scene.cast.entities if e.kind == "Person"}
    if date is None:  # the one person of the article who ever held it
        past = {h.person for h in scene.holdings if h.office == post and h.past}
        ever = {t.holder for t in scene.lexicon.tenures if t.office == title.iri} & people.keys()
        return _only({people[name] for name in ever} - past)
    return people.get(offices.holder(title.iri, date, scene.lexicon) or "")


def _by_role(scene: Scene, role: str) -> str | None:
    """ "The minister", "the Secretary of State": the one person in an office of that sort."""
    sorts = {"minister": {"minister", "secretary"}, "secretary": {"secretary"}}.get(role, {role})
    names = {e.id: e.name.lower() for e in scene.cast.entities if e.kind == "Office"}
    titled = {
        e.id
        for e in scene.cast.entities
        if e.kind == "Person"
        and any(scene.parse.text(s).lower().startswith(TITLED.get(role, "\0")) for s in e.mentions)
    }
    if len(titled) == 1:
        return titled.pop()
    holders = {
        h.person
        for h in scene.holdings
        if not h.past
        and sorts & set(names.get(h.office, "").split())
        and "shadow" not in names[h.office]
    }
    holders |= {
        who
        for m in scene.mentions
        if m.kind == "Office"
        and m.iri is not None
        and sorts & set(m.name.lower().split())
        and "shadow" not in m.name.lower()
        and (who := _by_office(scene, m)) is not None
    }
    return holders.pop() if len(holders) == 1 else None


def _person_before(scene: Scene, at: Span, pronoun: str, heard: Sequence[Heard]) -> str | None:
    """The nearest person who is a subject or has spoken, else the only one of these lines."""
    here = scene.parse.paragraph_at(at.start)
    near = [m for m in scene.mentions if _in_reach(scene, m, at, here, pronoun)]
    subjects = [(m.span.start, _who(scene, m)) for m in near if _leads(scene, m, at)]
    subjects += [
        (h.offset, h.who)
        for h in heard
        if h.offset < at.start
        and here - scene.parse.paragraph_at(h.offset) <= REACH
        and _agrees(scene, h.who, pronoun)
    ]
    if subjects:
        return max(subjects)[1]
    people = {_who(scene, m) for m in near if scene.head(m).dep_ != "poss"} - {None}
    if not people:
        people = {e.id for e in scene.cast.entities if _agrees(scene, e.id, pronoun)}
    return people.pop() if len(people) == 1 else None


def _in_reach(scene: Scene, mention: Mention, at: Span, here: int, pronoun: str) -> bool:
    """Whether a person's name, or a title that stands for one, comes shortly before."""
    if mention.kind not in {"Person", "Office"} or mention.span.end > at.start:
        return False
    if here - scene.parse.paragraph_at(mention.span.start) > REACH:
        return False
    if scene.parse.quotation_at(mention.span.start) is not None:
        return False
    if mention.kind == "Office" and scene.head(mention).dep_ not in {"nsubj", "nsubjpass"}:
        return False
    who = _who(scene, mention)
    return who is not None and _agrees(scene, who, pronoun)


def _leads(scene: Scene, mention: Mention, at: Span) -> bool:
    """Whether a mention is a subject or a by-agent: "Questioned by Ms Orme, he" is not she."""
    head = scene.head(mention)
    if head.dep_ in {"nsubj", "nsubjpass"}:
        return True
    same_sentence = head.sent.start_char <= at.start < head.sent.end_char
    return _is_by_agent(head) and not same_sentence


def _who(scene: Scene, mention: Mention) -> str | None:
    return _by_office(scene, mention) if mention.kind == "Office" else scene.cast.at(mention)


def _agrees(scene: Scene, who: str, pronoun: str) -> bool:
    """Whether a person's honorifics, else the first name, allow the pronoun; unknown ones do."""
    entity = scene.cast.named(who)
    if entity is None or entity.kind != "Person":
        return False
    titles = {scene.parse.text(s).split()[0].lower().rstrip(".") for s in entity.mentions}
    she = pronoun in {"she", "her", "herself"}
    if titles & (MALE | FEMALE):
        return not titles & (MALE if she else FEMALE)
    first = (entity.name.split()[0].lower(),)
    names = scene.lexicon.first_names
    return first not in names.get("male" if she else "female", frozenset())


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
