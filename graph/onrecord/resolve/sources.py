"""Source words -> the entity that they mean: names, titles, nouns, pronouns, or nobody."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.model import Kind, Mention, Span
from onrecord.parsing import grammar
from onrecord.parsing.tokens import Token
from onrecord.resolve import nominals, pronouns, titles
from onrecord.resolve.chain import Chain
from onrecord.resolve.genders import gender_of
from onrecord.resolve.named import SPEAKS, heads, is_part, named
from onrecord.resolve.scene import Resolved, Scene

SEVERAL = {"they", "their", "them"}
IT = {"it", "its"}
NOBODY = {"everyone", "many", "people", "some", "others", "one", "nobody", "you"}
OWN = {"i", "we", "my", "our", "me", "us", "myself", "ourselves"}
RELATIVE = {"who", "which", "that", "whose"}
ECHOED, AGAIN, ONLY_VOICE = 0.8, 0.65, 0.6
NEAR = 1  # paragraphs that "they" and "it" look back over


@dataclass(frozen=True, slots=True)
class Heard:
    """Somebody who has spoken up to here; `who` is None where it is not known who."""

    offset: int
    who: str | None
    quoted: bool


def resolve(scene: Scene, source: Span, heard: Sequence[Heard], chain: Chain) -> Resolved | None:
    """The entity that these source words mean, or None."""
    words = re.sub(r"['’]s$", "", scene.parse.text(source).strip()).lower()
    head = scene.parse.root(source)
    if gender_of(words) is not None:
        return chain.meant.get(head.i)
    if words in SEVERAL | IT:
        return _body_before(scene, source, words, heard)
    if words in RELATIVE:
        antecedent = nominals.referred(scene, head)
        return resolve(scene, antecedent, heard, chain) if antecedent is not None else None
    if words in NOBODY | OWN:
        return None
    one = named(scene, source, head)
    if one is not None:
        return one
    return _by_post(scene, source, head, heard) or _same_again(scene, source, heard)


def _by_post(scene: Scene, source: Span, head: Token, heard: Sequence[Heard]) -> Resolved | None:
    """Whom a title or a common noun in the source means."""
    title = next((m for m in scene.mentions if heads(scene, m, source, head, "Office")), None)
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
    if who is None or _is_named_since(scene, near[-1], source):
        return None
    entity = scene.cast.named(who)
    posts = scene.lexicon.heads.get("Office", ())
    noun = head.lower_
    other = any((c.noun,) in posts for c in scene.called.get(who, ()))
    other = other or ((noun,) in posts and _has_office(scene, noun, source))
    if entity is None or entity.kind != "Person" or "spokes" in who or other:
        return None
    return Resolved(who, AGAIN) if nominals.is_person_noun(scene, head) else None


def _is_named_since(scene: Scene, last: Heard, source: Span) -> bool:
    """Whether the narration has named somebody else after one spoke, and up to these words."""
    return any(
        m.kind == "Person"
        and last.offset < m.span.start < source.end
        and scene.cast.at(m) != last.who
        and scene.parse.quotation_at(m.span.start) is None
        for m in scene.mentions
    )


def _has_office(scene: Scene, noun: str, but: Span) -> bool:
    """Whether the text names an office of that sort elsewhere: somebody else may hold it."""
    return any(
        m.kind == "Office" and noun in m.name.lower().split() and not m.span.overlaps(but)
        for m in scene.mentions
    )


def _only_voice(scene: Scene, heard: Sequence[Heard]) -> Resolved | None:
    """The one person who has spoken so far: whom "the minister" means without a name beside it."""
    kinds = {e.id: e.kind for e in scene.cast.entities}
    known = [h.who for h in heard if h.who is not None]
    voices = {who for who in known if kinds[who] == "Person" and "spokes" not in who}
    posts = scene.lexicon.heads.get("Office", ())
    if any((c.noun,) in posts for who in voices for c in scene.called.get(who, ())):
        return None  # shown in another office
    return Resolved(voices.pop(), ONLY_VOICE) if len(voices) == 1 else None


def _body_before(scene: Scene, at: Span, pronoun: str, heard: Sequence[Heard]) -> Resolved | None:
    """The nearest group or body that is a subject in this paragraph or the one before.

    None if a subject of that number that is no such thing stands between, and none in brackets:
    "they" after "Ann Vale and Tom Reed published “Ash” (Orme Press)" are not the publisher.
    """
    here = scene.parse.paragraph_at(at.start)
    kinds: set[Kind] = {"Group", "Organisation"} if pronoun in SEVERAL else {"Organisation"}
    for mention in reversed(scene.mentions):
        if mention.kind not in kinds | {"Hospital"} or mention.span.end > at.start:
            continue
        if here - scene.parse.paragraph_at(mention.span.start) > NEAR:
            return None
        if scene.parse.quotation_at(mention.span.start) != scene.parse.quotation_at(at.start):
            continue
        if _is_in_brackets(scene, mention):
            continue
        head = scene.head(mention)
        if head.dep_ in {"nsubj", "nsubjpass", "npadvmod"}:
            who = scene.cast.at(mention)
            between = _is_other_between(scene, mention.span, at, pronoun in SEVERAL)
            other = between or is_part(scene, grammar.noun_phrase(head), head)
            return Resolved(who, ECHOED) if who is not None and not other else None
    return None


def _is_in_brackets(scene: Scene, mention: Mention) -> bool:
    at = mention.span.start
    return scene.parse.document.text[max(0, at - 1) : at] in {"(", "["}


def _is_other_between(scene: Scene, before: Span, at: Span, plural: bool) -> bool:
    """Whether a noun of the number is a subject between two places of the narration.

    Several: "residents", "the Veslanders", "Ann Vale and Tom Reed".
    """
    parse = scene.parse
    tags = {"NNS", "NNPS"} if plural else {"NN"}
    return any(
        token.dep_ in pronouns.SUBJECTS
        and (token.tag_ in tags or (plural and any(c.dep_ == "conj" for c in token.children)))
        and parse.quotation_at(token.idx) == parse.quotation_at(at.start)
        for token in parse.words[parse.token_from(before.end) : parse.token_from(at.start)]
    )
