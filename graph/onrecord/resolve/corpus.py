"""Entities of many articles -> things: one node for one thing, and no node for two.

A full name, a list's IRI or a policy's words join what different articles say; a bare surname
stays in its article. The key of a thing depends on its own name alone, so that building in
another order, or with one more article, gives the same nodes.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

from onrecord.lexicon import Lexicon
from onrecord.model import Entity, Kind, Reading, Thing
from onrecord.slugs import slug

Merged = Mapping[tuple[str, str], Thing]


def merge(readings: Iterable[Reading], lexicon: Lexicon) -> Merged:
    """For each (document id, entity id) the thing that it is over the whole corpus."""
    listed = _listed(lexicon)
    concepts = {
        label.lower(): (concept.iri, concept.label)
        for concept in reversed(lexicon.concepts)
        for label in (*concept.labels, concept.label)
    }
    groups: dict[tuple[Kind, str], list[tuple[str, Entity]]] = {}
    identities: dict[tuple[Kind, str], set[tuple[str | None, str | None]]] = {}
    for reading in readings:
        known = {e.id: _known(e, listed, concepts) for e in reading.entities}
        home = _at_home(reading, known, lexicon)
        for entity in reading.entities:
            iri, name = known[entity.id]
            if entity.kind == "Office" and iri is not None and _list(iri) not in home:
                iri = None  # another country's prime minister
            key = entity.kind, _key(entity, iri, name, reading.document.sha256)
            groups.setdefault(key, []).append((reading.document.id, entity))
            identities.setdefault(key, set()).add((iri, name))
    return {
        (document, entity.id): thing
        for key, members in groups.items()
        for thing in [_thing(key, members, *_agreed(identities[key]))]
        for document, entity in members
    }


def _at_home(
    reading: Reading, known: Mapping[str, tuple[str | None, str | None]], lexicon: Lexicon
) -> set[str]:
    """The lists whose offices an article can mean: it names a body or a holder of theirs."""
    lists = {
        _list(iri)
        for entity in reading.entities
        if entity.kind not in {"Office", "Policy"} and (iri := known[entity.id][0]) is not None
    }
    people = {e.name for e in reading.entities if e.kind == "Person"}
    return lists | {_list(t.office) for t in lexicon.tenures if t.holder in people}


def _list(iri: str) -> str:
    return iri.rpartition("#")[0]


def _agreed(identities: set[tuple[str | None, str | None]]) -> tuple[str | None, str | None]:
    """The one IRI that all members have; none where they differ."""
    names = sorted({name for _, name in identities if name is not None})
    iris = {iri for iri, _ in identities}
    return (iris.pop() if len(iris) == 1 else None), (names[0] if names else None)


def _listed(lexicon: Lexicon) -> Mapping[tuple[Kind, str], tuple[str, str]]:
    """IRI and canonical name by kind and any name; offices in any case."""
    return {
        (known.kind, label.lower() if known.kind == "Office" else label): (known.iri, known.name)
        for known in reversed(lexicon.known)
        for label in known.labels
    }


def _known(
    entity: Entity,
    listed: Mapping[tuple[Kind, str], tuple[str, str]],
    concepts: Mapping[str, tuple[str, str]],
) -> tuple[str | None, str | None]:
    """IRI and canonical name where a list has the entity, by its own IRI or by its name."""
    if entity.iri is not None:
        return entity.iri, entity.name
    if entity.kind == "Policy":
        return concepts.get(entity.name.lower(), (None, None))
    name = entity.name.lower() if entity.kind == "Office" else entity.name
    return listed.get((entity.kind, name), (None, None))


def _key(entity: Entity, iri: str | None, name: str | None, sha256: str) -> str:
    if iri is not None and entity.kind == "Policy":
        return slug(iri.rstrip("/#").replace("#", "/").rsplit("/", 1)[-1])
    if name is not None:
        return slug(name)
    if entity.kind == "Person" and len(entity.name.split()) == 1:
        return f"{slug(entity.name)}-{sha256[:12]}"
    return slug(entity.name)


def _thing(
    key: tuple[Kind, str],
    members: list[tuple[str, Entity]],
    iri: str | None,
    name: str | None,
) -> Thing:
    """The thing's name is the list's, else the form most articles use."""
    kind, slug_ = key
    names = Counter(entity.name for _, entity in members)
    chosen = name or min(names, key=lambda n: (-names[n], n))
    others = {n for _, entity in members for n in (entity.name, *entity.aliases)} - {chosen}
    return Thing(slug_, kind, chosen, tuple(sorted(others)), iri)
