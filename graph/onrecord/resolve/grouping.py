"""Sightings -> nodes: those of one name are one thing where nothing told sets them apart."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import compress

from onrecord.model import Kind
from onrecord.resolve.names import (
    body_words,
    person_name,
)
from onrecord.resolve.portraits import Portrait
from onrecord.resolve.sightings import Sighting, Spot, portrait_of
from onrecord.resolve.weights import specific, weigh
from onrecord.resolve.words import BODIES, FIELDS, GROUPS, POLICIES, POSTS
from onrecord.slugs import slug

WEIGHED = {"Person", "Organisation", "Hospital", "Event"}  # others are one by their words alone


@dataclass(frozen=True, slots=True)
class Group:
    """What makes sightings candidates for one node; equal groups are one group."""

    kind: Kind
    label: str | None  # what its sightings have in common; None: its article alone knows it
    local: str  # of the IRI
    rank: int  # whose key a merged thing takes: 0 a list's, 1 a full name's ... 3 an article's own
    why: str  # what makes its sightings one
    is_sure: bool = False  # by a list, by a codebook or by words alone: nothing is weighed

    def key(self, s: Sighting) -> str:
        """Local part of the IRI that a sighting would have if it stood alone."""
        return self.local if self.rank < 3 else f"{self.local}-{s.sha256[:12]}"


@dataclass(frozen=True, slots=True)
class Node:
    """Sightings that are one thing for certain, or one that stands for itself."""

    group: Group
    sightings: tuple[Sighting, ...]  # by age
    is_open: bool = False  # a name that namesakes share, and nothing told of its bearer

    @property
    def first(self) -> Sighting:
        """The oldest."""
        return self.sightings[0]

    @property
    def portrait(self) -> Portrait:
        """Painted anew each time: nodes are as many as things, and most are never weighed."""
        return portrait_of(self.sightings)

    @property
    def keys(self) -> tuple[str, ...]:
        """Local parts of the IRIs that its sightings alone would have."""
        return tuple(dict.fromkeys(map(self.group.key, self.sightings)))

    @property
    def rank(self) -> tuple[int, tuple[str, str, str]]:
        """The lowest node of a thing names it: the best sort of name, then the first on record."""
        return (self.group.rank, self.first.age)


def nodes_of(
    group: Group, sightings: Sequence[Sighting], apart: frozenset[Spot] = frozenset()
) -> Iterator[Node]:
    """One node where nothing in a group conflicts, else one for each picture of a bearer.

    `sightings` are sorted by age; `apart` are those that a user tells apart.
    """
    documents = Counter(s.document for s in sightings)
    is_told_apart = any(s.spot in apart for s in sightings) or len(documents) < len(sightings)
    if group.is_sure and not is_told_apart:
        yield Node(group, tuple(sightings))
        return
    alike: dict[frozenset[tuple[str, str]], list[Sighting]] = defaultdict(list)
    for s in sightings:
        alike[s.signature].append(s)
    if not is_told_apart and (len(alike) == 1 or _agree(alike.values())):
        yield Node(group, tuple(sightings))
        return
    for signature, members in alike.items():
        is_plain = not signature
        alone = [is_plain or s.spot in apart or documents[s.document] > 1 for s in members]
        if not all(alone):
            yield Node(group, tuple(s for s, is_ in zip(members, alone, strict=True) if not is_))
        for s in compress(members, alone):
            yield Node(group, (s,), is_plain)


def _agree(alike: Iterable[list[Sighting]]) -> bool:
    """Whether nothing that is told of a name's bearers sets any of them apart."""
    told = [portrait_of(members) for members in alike]
    so_far = told[0]
    for portrait in told[1:]:
        if not weigh(so_far, portrait, with_company=False).is_enough:
            return False
        so_far = so_far + portrait
    return True


def group_of(s: Sighting, holder: str | None = None) -> Group:
    """The group of a sighting.

    `holder` is the key of the one person who holds this office in the article, if there is one.
    """
    kind, home = s.kind, s.source.home
    if s.listed is not None:
        iri, name = s.listed
        local = iri.rstrip("/#").replace("#", "/").rsplit("/", 1)[-1] if kind == "Policy" else name
        return Group(kind, iri, slug(local), 0, f"one entry of a list ({iri})", kind != "Person")
    if kind in {"Person", "Organisation"} and s.name.islower():
        return _alone(s, s.name)  # "the panel", "a ministry spokesman": which, its article says
    if kind == "Person":
        return _person(s)
    own = "-".join(body_words(s.name)) or slug(s.name)
    if s.is_foreign or _is_generic(s):
        if kind == "Office" and holder is not None:
            return Group(kind, f"{own} {holder}", slug(f"{own}-{holder}"), 1, "same holder", True)
        if home is not None and not s.is_foreign and _is_one_per_country(s):
            label = slug(home.rpartition("/")[2])
            return Group(kind, f"{own} {home}", slug(f"{own}-{label}"), 1, "same country", True)
        return _alone(s, own)
    return Group(kind, own, slug(own), 1, "same name", kind not in WEIGHED)


def _person(s: Sighting) -> Group:
    name, words = person_name(s.name), s.name.split()
    if words and words[-1][:1].islower():  # "Labour spokesman": a role, whoever has it
        return Group("Person", slug(s.name), slug(s.name), 1, "same role", True)
    if name.is_full:
        rank = 2 if len(name.given[0]) == 1 else 1
        return Group("Person", name.key, slug(name.key), rank, "same full name")
    surname = name.surname or slug(s.name)
    if posts := specific({fact.value for fact in s.told if fact.part == "posts"}):
        label = f"{surname} {sorted(posts)}"
        return Group("Person", label, slug(surname), 3, "same surname and post")
    return _alone(s, surname)


def _alone(s: Sighting, own: str) -> Group:
    """A name that means something in its article only."""
    return Group(s.kind, None, slug(own), 3, "one article", True)


def _is_generic(s: Sighting) -> bool:
    """Whether a name fits many things, and only its article says which."""
    words = {_one(w) for w in body_words(s.name)}
    if s.kind in {"Organisation", "Hospital"}:
        return words <= BODIES | FIELDS and bool(words & BODIES)
    if s.kind == "Policy":
        return words <= POLICIES
    if s.kind == "Group":
        return {*body_words(s.name)} <= GROUPS | {"the"}
    if s.kind == "Office":
        return "of" not in words and "for" not in words and bool(words & POSTS)
    return False


def _one(word: str) -> str:
    """Without a plural ending: "reforms" are as vague as a reform."""
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _is_one_per_country(s: Sighting) -> bool:
    """A government, a health minister; but not a director, critics or a plan."""
    if s.kind == "Organisation":
        return True
    words = body_words(s.name)
    return s.kind == "Office" and len(words) > 1 and bool(specific({" ".join(words)}))
