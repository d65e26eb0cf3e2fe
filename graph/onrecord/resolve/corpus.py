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
    iris: dict[tuple[Kind, str], tuple[str | None, str | None]] = {}
    for reading in readings:
        for entity in reading.entities:
            iri, name = _known(entity, listed, concepts)
            key = entity.kind, _key(entity, iri, name, reading.document.sha256)
            groups.setdefault(key, []).append((reading.document.id, entity))
            iris[key] = iri, name
    return {
        (document, entity.id): thing
        for key, members in groups.items()
        for thing in [_thing(key, members, *iris[key])]
        for document, entity in members
    }


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
