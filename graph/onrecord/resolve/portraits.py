"""What is known of a thing that could say which one it is; portraits of one thing add up to one."""

from collections.abc import Collection
from dataclasses import dataclass, fields
from functools import lru_cache

from onrecord.model import Kind
from onrecord.resolve.names import person_name
from onrecord.slugs import slug

Dated = tuple[str, int | None]  # something that held in a year
DATED = {"ranks", "parties", "posts"}  # parts of a portrait that are dated
NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Portrait:
    """What is known of one thing; two portraits of one thing add up to one."""

    kind: Kind
    names: frozenset[str]
    iris: frozenset[str] = frozenset()
    genders: frozenset[str] = frozenset()
    ranks: frozenset[Dated] = frozenset()
    parties: frozenset[Dated] = frozenset()
    posts: frozenset[Dated] = frozenset()
    past: frozenset[str] = frozenset()
    walks: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()
    years: frozenset[int] = frozenset()  # of an event
    documents: frozenset[str] = frozenset()
    company: frozenset[str] = frozenset()  # full names and bodies of the same articles

    def __add__(self, other: "Portrait") -> "Portrait":
        return summed(self, other)


def undated(values: Collection[Dated]) -> frozenset[str]:
    """What held, in whatever year."""
    return frozenset([value for value, _ in values]) if values else NOTHING


SUMMED = [f.name for f in fields(Portrait) if f.name != "kind"]


def summed(one: Portrait, other: Portrait) -> Portrait:
    """One portrait of two of one kind."""
    return Portrait(one.kind, *(getattr(one, name) | getattr(other, name) for name in SUMMED))


@lru_cache(maxsize=1 << 10)
def as_company(kind: Kind, name: str) -> str | None:
    """Who is telling company: people by full name, bodies of more than a word, and places."""
    if kind == "Person" and person_name(name).is_full:
        return f"Person {person_name(name).key}"
    if kind == "Place" or (kind in {"Organisation", "Hospital"} and " " in name.strip()):
        return f"{kind} {slug(name)}"
    return None
