"""What lists and the codebook say that the entities of an article are.

A list is of one country or field. Its offices and parties mean something only in an article that
is at home there: another country has a prime minister and a Labour Party, too.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from onrecord.lexicon import Lexicon
from onrecord.model import Entity, Kind, Reading

AT_HOME = 2  # a holder, a body, or two parties of a list; one party's name is many countries'
NAMESAKES: tuple[Kind, ...] = ("Person", "Hospital")  # of whom a list may have several of a name
Named = tuple[str, str]  # IRI and canonical name


@dataclass(frozen=True, slots=True)
class Lists:
    """The lexicon's lists, by any name of what they know."""

    known: Mapping[tuple[Kind, str], Named]  # offices in lower case
    concepts: Mapping[str, Named]  # lower case
    parties: frozenset[str]  # IRIs
    holders: Mapping[str, frozenset[str]]  # lists by the name of an office's holder


@dataclass(frozen=True, slots=True)
class Listing:
    """What the lists say of one article."""

    known: Mapping[str, Named]  # by entity id
    foreign: frozenset[str]  # entity ids whose name a list has, but not for this article
    home: str | None  # the one list that the article is at home in

    @property
    def iris(self) -> dict[str, str]:
        return {id: iri for id, (iri, _) in self.known.items()}

    @staticmethod
    def lists(lexicon: Lexicon) -> Lists:
        """The lexicon's lists, ready to look names up in."""
        holders: dict[str, set[str]] = {}
        for tenure in lexicon.tenures:
            holders.setdefault(tenure.holder, set()).add(_list(tenure.office))
        return Lists(
            _by_name(lexicon),
            {
                label.lower(): (concept.iri, concept.label)
                for concept in reversed(lexicon.concepts)
                for label in (*concept.labels, concept.label)
            },
            frozenset(k.iri for k in lexicon.known if k.adherents),
            {name: frozenset(lists) for name, lists in holders.items()},
        )

    @classmethod
    def of(cls, reading: Reading, lists: Lists) -> "Listing":
        """Looks up each entity of an article."""
        found = {e.id: named for e in reading.entities if (named := _look_up(e, lists)) is not None}
        homes = _homes(reading, found, lists)
        foreign = frozenset(
            e.id
            for e in reading.entities
            if e.id in found
            and (e.kind == "Office" or found[e.id][0] in lists.parties)
            and _list(found[e.id][0]) not in homes
        )
        return cls(
            {id: named for id, named in found.items() if id not in foreign},
            foreign,
            min(homes) if len(homes) == 1 else None,
        )


def _by_name(lexicon: Lexicon) -> dict[tuple[Kind, str], Named]:
    """What lists know by a name; a person's or hospital's that two of them bear is neither's."""
    found: dict[tuple[Kind, str], Named] = {}
    shared: set[tuple[Kind, str]] = set()
    for known in reversed(lexicon.known):
        for label in known.labels:
            key = known.kind, label.lower() if known.kind == "Office" else label
            if known.kind in NAMESAKES and found.get(key, (known.iri,))[0] != known.iri:
                shared.add(key)
            found[key] = (known.iri, known.name)
    return {key: named for key, named in found.items() if key not in shared}


def _look_up(entity: Entity, lists: Lists) -> Named | None:
    """IRI and canonical name where a list has the entity, by its own IRI or by its name."""
    if entity.iri is not None:
        return entity.iri, entity.name
    if entity.kind == "Policy":
        return lists.concepts.get(entity.name.lower())
    name = entity.name.lower() if entity.kind == "Office" else entity.name
    return lists.known.get((entity.kind, name))


def _homes(reading: Reading, found: Mapping[str, Named], lists: Lists) -> set[str]:
    """The lists that an article is at home in, by the bodies and holders that it names."""
    points: Counter[str] = Counter()
    for entity in reading.entities:
        if entity.kind == "Person":
            points.update(dict.fromkeys(lists.holders.get(entity.name, ()), AT_HOME))
        if entity.id in found and entity.kind not in {"Office", "Policy"}:
            iri = found[entity.id][0]
            points[_list(iri)] += 1 if iri in lists.parties else AT_HOME
    return {name for name, number in points.items() if number >= AT_HOME}


def _list(iri: str) -> str:
    return iri.rpartition("#")[0]
