"""Common nouns that stand for somebody: "the care worker", "the panel", "the Leeds-based firm".

The one person or body whose name holds the noun, or whom the text has called by it up to here;
the words before the noun decide between several. Of two commissions, "the commission" is neither.
"""

import re
from collections.abc import Collection

from onrecord.model import Entity, Kind, Span
from onrecord.parsing.tokens import Token
from onrecord.resolve.scene import Called, Resolved, Scene

DEFINITE = {"the", "this", "that"}
ARTICLES = {"the", "a", "an"}
FURTHER = {"other", "another", "new", "second", "third", "different", "next", "same"}
APART = {"shadow", "deputy", "vice", "former", "then", "junior", "ex", "opposition"}
LEGAL = re.compile(r"\b(?:inc|ltd|plc|llc|llp|corp|co|gmbh|ag|sa|spa|nv|bv|oy|ab|pty)\.?$", re.I)
COMPANY = {"company", "firm", "business", "corporation", "manufacturer", "operator", "developer"}
BY_NAME, BY_CALL = 0.85, 0.85
WRITINGS = {
    "advice", "account", "analysis", "article", "book", "column", "data", "document", "email",
    "estimate", "figure", "filing", "letter", "memo", "message", "paper", "poll", "post", "report",
    "review", "speech", "study", "summary", "survey", "tweet",
}  # fmt: skip
NEAR = 1  # paragraphs: whom a noun most likely goes on from has been named in these
OBJECTS = {"dobj", "dative", "iobj"}
UNDERTAKINGS = {"campaign", "bid", "resistance", "opposition"}  # people who speak for themselves
AUTHOR = re.compile(r"\b(?:by|from)\s+(?:the\s+)?(?:[\w-]+\s+){0,2}$")


def described(scene: Scene, source: Span, kinds: Collection[Kind]) -> Resolved | None:
    """The one person or body of these kinds that a definite noun phrase can mean."""
    tokens = scene.parse.tokens(source)
    head = tokens.root
    words = frozenset(t.lower_ for t in tokens if t.i <= head.i)
    if head.tag_ not in {"NN", "NNP"} or not words & DEFINITE or words & FURTHER:
        return None
    noun = head.lemma_.lower()
    told = words - DEFINITE - {noun, head.lower_}
    if is_person_noun(scene, head):
        kinds = [kind for kind in kinds if kind == "Person"]
    acted_on = _acted_on(scene, head)
    entities = [e for e in scene.cast.entities if e.kind in kinds and e.id not in acted_on]
    before = [e for e in entities if e.mentions and e.mentions[0].start < source.start]
    people = any(e.kind == "Person" for e in before)  # then one who comes later is hardly meant
    later = [e for e in entities if e.kind != "Person"] if people else entities
    for introduced in (before, later):
        fits = {
            e.id: fit
            for e in introduced
            if (fit := _fit(e, noun, words, told, scene.called.get(e.id, frozenset()))) is not None
        }
        best = [who for who, fit in fits.items() if fit == max(fits.values())]
        if best:
            sole = len(best) == 1 and not _is_anothers(scene, source, noun, best[0])
            return Resolved(best[0], BY_NAME) if sole else None
    return None


def _acted_on(scene: Scene, subject: Token) -> set[str]:
    """Whom a clause names as its object: its subject is somebody else."""
    verb, end = subject.head, subject.sent.end_char
    return {
        who
        for m in scene.mentions
        if verb.idx < m.span.start < end
        and scene.head(m).dep_ in OBJECTS
        and scene.head(m).head == verb
        and (who := scene.cast.at(m)) is not None
    }


def _is_anothers(scene: Scene, source: Span, noun: str, who: str) -> bool:
    """Whether a person noun comes after others who may be called so, and not after its holder.

    "The actor" right after Tom Reed is hardly Ann Vale, whom the text has called an actor pages
    before; somebody of another post is no rival.
    """
    entity = scene.cast.named(who)
    if entity is None or entity.kind != "Person":
        return False
    parse = scene.parse
    here = parse.paragraph_at(source.start)
    near = {
        scene.cast.at(m)
        for m in scene.mentions
        if m.kind == "Person"
        and m.span.end <= source.start
        and here - parse.paragraph_at(m.span.start) <= NEAR
        and parse.quotation_at(m.span.start) is None
    }
    posts = scene.lexicon.heads.get("Office", ())
    others = [scene.called.get(one, frozenset()) for one in near if one is not None]
    return who not in near and any(
        not any((c.noun,) in posts and not _same_noun(c.noun, noun) for c in called)
        for called in others
    )


def _fit(
    entity: Entity,
    noun: str,
    words: frozenset[str],
    told: frozenset[str],
    called: frozenset[Called],
) -> int | None:
    """How many of the words before the noun are known of somebody; None if the noun is not."""
    alike = [c for c in called if _same_noun(c.noun, noun) and c.words & APART == words & APART]
    if not alike and not (entity.kind != "Person" and _in_name(entity.name, noun)):
        return None
    others = [c.words - {c.noun, noun} - ARTICLES for c in alike]
    if told and others and all(other and not other & told for other in others):
        return None  # "the online giant" is not "the oil giant Vale & Co"
    known = {w for c in alike for w in c.words} | set(entity.name.lower().split())
    return len(told & known)


def _in_name(name: str, noun: str) -> bool:
    """Whether a body is a company, a panel... by its own name."""
    words = name.lower().split()
    return len(words) > 1 and (noun in words or (noun in COMPANY and bool(LEGAL.search(name))))


def _same_noun(one: str, other: str) -> bool:
    return one == other or {one, other} <= COMPANY


def is_person_noun(scene: Scene, noun: Token) -> bool:
    """Whether a noun names a person by post, role or calling: "mayor", "boss", "care worker"."""
    heads = scene.lexicon.heads
    lemma = noun.lemma_.lower()
    if (lemma,) in heads.get("Organisation", ()) or lemma in COMPANY:
        return False
    one = any((lemma,) in heads.get(kind, ()) for kind in ("Office", "Role"))
    return one or (lemma + "s",) in heads.get("Group", ())


def is_writing(scene: Scene, noun: Token) -> bool:
    """Whether a noun names what somebody has said or written: "claim", "letter"."""
    lemma = noun.lemma_.lower()
    told = ("noun", (lemma,)) in scene.lexicon.cues and lemma not in UNDERTAKINGS
    return told or lemma in WRITINGS


def written_by(scene: Scene, source: Span) -> Resolved | None:
    """Whose words a document is: "Ms Vale's letter", "an estimate by the Budget Office"."""
    head = scene.parse.root(source)
    if head.pos_ != "NOUN" or not is_writing(scene, head):
        return None
    text = scene.parse.document.text
    authors = {
        who
        for m in scene.mentions
        if source.covers(m.span)
        and m.kind in {"Person", "Organisation"}
        and (who := scene.cast.at(m)) is not None
        and (
            (scene.head(m).dep_ == "poss" and scene.head(m).head == head)
            or AUTHOR.search(text[source.start : m.span.start])
        )
    }
    return Resolved(authors.pop(), BY_CALL) if len(authors) == 1 else None


def referred(scene: Scene, wh: Token) -> Span | None:
    """The words that "who" or "which" goes on from: "Mr Frayle, who had to apologise"."""
    clause = wh.head
    while clause.dep_ in {"conj", "xcomp", "ccomp"} and clause.head is not clause:
        clause = clause.head
    if clause.dep_ != "relcl" or clause.head.pos_ not in {"NOUN", "PROPN"}:
        return None
    noun = clause.head
    if wh.lower_ == "that" and noun.dep_ == "pobj" and noun.head.lower_ == "of":
        return None  # "parts of the party that doubt him": either of the two nouns
    first = min((t.i for t in noun.lefts if t.dep_ != "punct"), default=noun.i)
    return Span(scene.parse.words[first].idx, noun.idx + len(noun))
