"""Which sightings can be one thing at all: groups of one name, and blocks of like names.

No two sightings are ever compared unless they share a key, so that a corpus of many names takes
little longer a name than one of few.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from onrecord.model import Entity
from onrecord.resolve.names import (
    body_words,
    core_words,
    initials,
    is_acronym,
    person_name,
)
from onrecord.resolve.sightings import Portrait, Sighting, summed
from onrecord.resolve.weights import specific, weigh
from onrecord.resolve.words import BODIES, FIELDS, GROUPS, POLICIES, POSTS, SHORT
from onrecord.slugs import slug

WEIGHED = {"Person", "Organisation", "Hospital", "Event"}  # others are one by their words alone


@dataclass(frozen=True, slots=True)
class Node:
    """Sightings that are one thing for certain, or one that stands for itself."""

    keys: tuple[str, ...]  # local parts of the IRIs that its sightings alone would have
    rank: int  # whose key a merged thing takes: 0 a list's, 1 a full name's ... 3 an article's own
    sightings: tuple[Sighting, ...]  # by age
    portrait: Portrait
    why: str  # what makes its sightings one
    is_open: bool = False  # a name that namesakes share, and nothing told of its bearer


def nodes_of(
    group: "Group", sightings: Sequence[Sighting], apart: frozenset[tuple[str, str]] = frozenset()
) -> Iterator[Node]:
    """One node where nothing in a group conflicts, else one for each picture of a bearer.

    `apart` are (document, entity id) of sightings that a user tells apart.
    """
    ordered = sorted(sightings, key=lambda s: s.age)
    documents = Counter(s.document for s in ordered)
    alike: dict[object, list[Sighting]] = defaultdict(list)
    for s in ordered:
        alike[s.portrait.signature].append(s)
    is_told_apart = any(s.spot in apart for s in ordered) or len(documents) < len(ordered)
    if not is_told_apart and (group.is_sure or _agree(alike.values())):
        yield group.node(ordered)
        return
    for members in alike.values():
        alone = [s for s in members if s.portrait.is_plain or s.spot in apart
                 or documents[s.document] > 1]  # fmt: skip
        if rest := [s for s in members if s not in alone]:
            yield group.node(rest)
        for s in alone:
            yield group.node([s], is_open=s.portrait.is_plain)


def _agree(alike: Iterable[list[Sighting]]) -> bool:
    """Whether nothing that is told of a name's bearers sets any of them apart."""
    told = [summed(s.portrait for s in members) for members in alike]
    so_far = told[0]
    for portrait in told[1:]:
        if not weigh(so_far, portrait, with_company=False).is_enough:
            return False
        so_far = so_far + portrait
    return True


@dataclass(frozen=True, slots=True)
class Group:
    """What makes sightings candidates for one node; equal groups are one group."""

    kind: str
    label: str  # what its sightings have in common
    local: str  # of the IRI
    rank: int  # as of Node
    why: str
    is_sure: bool = False  # by a list, by a codebook or by words alone: nothing is weighed
    is_open: bool = False

    def key(self, s: Sighting) -> str:
        """Local part of the IRI that a sighting would have if it stood alone."""
        return self.local if self.rank < 3 else f"{self.local}-{s.sha256[:12]}"

    def node(self, sightings: Sequence[Sighting], is_open: bool = False) -> Node:
        """A node of some sightings of the group, which are sorted by age."""
        portrait = summed(s.portrait for s in sightings)
        keys = tuple(dict.fromkeys(self.key(s) for s in sightings))
        is_open = is_open or self.is_open
        return Node(keys, self.rank, tuple(sightings), portrait, self.why, is_open)


def group_of(
    s: Sighting,
    listed: tuple[str, str] | None = None,
    home: str | None = None,
    holder: str | None = None,
    is_foreign: bool = False,
) -> Group:
    """The group of a sighting.

    Args:
        listed: IRI and name that a list or the codebook has for it.
        home: the one list whose country or field the article is about, if there is one.
        holder: key of the one person who holds this office in the article, if there is one.
        is_foreign: a list has the name, but the article is about another country.
    """
    entity, kind = s.entity, s.entity.kind
    if listed is not None:
        iri, name = listed
        local = iri.rstrip("/#").replace("#", "/").rsplit("/", 1)[-1] if kind == "Policy" else name
        return Group(kind, iri, slug(local), 0, f"one entry of a list ({iri})", kind != "Person")
    if kind in {"Person", "Organisation"} and entity.name.islower():
        return _alone(
            s, entity.name
        )  # "the panel", "a ministry spokesman": which, its article says
    if kind == "Person":
        return _person(s)
    own = "-".join(body_words(entity.name)) or slug(entity.name)
    if is_foreign or _is_generic(entity):
        if kind == "Office" and holder is not None:
            return Group(kind, f"{own} {holder}", slug(f"{own}-{holder}"), 1, "same holder", True)
        if home is not None and not is_foreign and _is_one_per_country(entity):
            label = slug(home.rpartition("/")[2])
            return Group(kind, f"{own} {home}", slug(f"{own}-{label}"), 1, "same country", True)
        return _alone(s, own)
    return Group(kind, own, slug(own), 1, "same name", kind not in WEIGHED)


def _person(s: Sighting) -> Group:
    name, words = person_name(s.entity.name), s.entity.name.split()
    if words and words[-1][:1].islower():  # "Labour spokesman": a role, whoever has it
        return Group("Person", slug(s.entity.name), slug(s.entity.name), 1, "same role", True)
    if name.is_full:
        rank = 2 if len(name.given[0]) == 1 else 1
        return Group("Person", name.key, slug(name.key), rank, "same full name")
    surname = name.surname or slug(s.entity.name)
    if posts := specific({post for post, _ in s.portrait.posts}):
        label = f"{surname} {sorted(posts)}"
        return Group("Person", label, slug(surname), 3, "same surname and post")
    return _alone(s, surname)


def _alone(s: Sighting, own: str) -> Group:
    """A name that means something in its article only."""
    label = f"{own} {s.sha256} {s.entity.id}"
    return Group(s.entity.kind, label, slug(own), 3, "one article", True, True)


def _is_generic(entity: Entity) -> bool:
    """Whether a name fits many things, and only its article says which."""
    words = {_one(w) for w in body_words(entity.name)}
    if entity.kind in {"Organisation", "Hospital"}:
        return words <= BODIES | FIELDS and bool(words & BODIES)
    if entity.kind == "Policy":
        return words <= POLICIES
    if entity.kind == "Group":
        return {*body_words(entity.name)} <= GROUPS | {"the"}
    if entity.kind == "Office":
        return "of" not in words and "for" not in words and bool(words & POSTS)
    return False


def _one(word: str) -> str:
    """Without a plural ending: "reforms" are as vague as a reform."""
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _is_one_per_country(entity: Entity) -> bool:
    """A government, a health minister; but not a director, critics or a plan."""
    if entity.kind == "Organisation":
        return True
    words = body_words(entity.name)
    return entity.kind == "Office" and len(words) > 1 and bool(specific({" ".join(words)}))


def blocks(nodes: Sequence[Node]) -> Iterator[tuple[int, int]]:
    """Pairs of nodes, by their places, that share a key and so have to be weighed."""
    keyed: dict[str, list[int]] = defaultdict(list)
    for place, node in enumerate(nodes):
        kind = node.portrait.kind
        if kind == "Person" or (kind in WEIGHED and node.rank < 3):
            for key in sorted({*_keys(node)}):
                keyed[key].append(place)
    seen: set[tuple[int, int]] = set()
    for key in sorted(keyed):
        told = [i for i in keyed[key] if not nodes[i].is_open]
        unsure = [i for i in keyed[key] if nodes[i].is_open]
        for one, other in (*combinations(told, 2), *product(told, unsure)):
            pair = (min(one, other), max(one, other))
            if pair not in seen:
                seen.add(pair)
                yield pair


def _keys(node: Node) -> Iterator[str]:
    if node.portrait.kind == "Person":
        yield from _person_keys(node)
        return
    kind = node.portrait.kind
    for name in node.portrait.names:
        words = body_words(name)
        yield f"{kind} {' '.join(words)}"
        if is_acronym(name):
            yield f"{kind} {name.lower()}"
        elif len(words) > 2:
            yield f"{kind} {initials(words)}"
        yield f"{kind} {' '.join(core_words(words))} ..."


def _person_keys(node: Node) -> Iterator[str]:
    """Surname with each initial that the first name may stand for; with post or party."""
    portrait = node.portrait
    posts = specific({post for post, _ in portrait.posts} | portrait.past)
    for name in map(person_name, portrait.names):
        halves = {name.surname, *name.surname.split("-")}
        if name.given:
            first = name.given[0]
            for letter in {first[0], *(full[0] for full in SHORT.get(first, ()))}:
                yield from (f"Person {half}, {letter}" for half in halves)
        yield from (f"Person {half} {post}" for half in halves for post in posts)
        yield from (f"Person {half} {party}" for half in halves for party, _ in portrait.parties)
