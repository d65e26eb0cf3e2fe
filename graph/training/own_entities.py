"""own_entities.txt -> sentences with their names marked, slots filled anew each time."""

import random
import re
from collections.abc import Callable
from pathlib import Path

import entity_names as names
from entity_data import Part, Sentence

MARK = re.compile(r"\{(\w+)\}|\[(\w+) ([^\]]+)\]")
FILL: dict[str, Callable[[random.Random], str]] = {
    "person": names.person,
    "surname": names.surname,
    "place": names.place,
    "seat": names.seat,
    "country": names.country,
    "party": names.party,
    "organisation": names.organisation,
    "hospital": names.hospital,
    "event": names.event,
    "nation": lambda rng: rng.choice(names.NATIONS),
}
KIND = {"surname": "person", "seat": "place", "country": "place", "nation": "other"}
SPELLED = {"surname_x": "surname", "person_x": "person"}  # after a word that is no part of it


def read_own(path: Path) -> list[str]:
    """The patterns of a file, without its comments."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def make(patterns: list[str], rng: random.Random) -> Sentence:
    """One pattern, drawn and filled."""
    pattern = rng.choice(patterns)
    if pattern[0] == "{" and rng.random() < 0.3 and not pattern.endswith("."):
        pattern += "."
    out: list[Part] = []
    at, last = 0, ""
    for match in MARK.finditer(pattern):
        out.append(Part(pattern[at : match.start()]))
        slot, kind, words = match.groups()
        added = [Part(words, (kind,))] if kind else _filled(slot, last, rng)
        last = added[-1].text
        out += added
        at = match.end()
    out.append(Part(pattern[at:]))
    return _capitalised([p for p in out if p.text])


def _filled(slot: str, last: str, rng: random.Random) -> list[Part]:
    if slot == "titled":
        title, name = names.titled(rng)
        return [Part(f"{title} "), Part(name, ("person",))]
    if slot == "acronym":
        return [Part(names.initials(last), ("party",))]
    if slot == "acronym_x":
        return [Part("DoH", ("organisation",))]
    if slot == "PLACE":
        return [Part(names.place(rng).removeprefix("the ").upper(), ("place",))]
    if slot == "first_x":
        return [Part(rng.choice(names.FIRST), ("person",))]
    if slot == "party_plain":
        name = names.party(rng).removeprefix("the ").removesuffix("s")
        return [Part(name.removesuffix(" Party"), ("party",))]
    slot = SPELLED.get(slot, slot)
    words = FILL[slot](rng)
    kind = KIND.get(slot, slot)
    if words.startswith("the "):
        return [Part("the "), Part(words[4:], (kind,))]
    return [Part(words, (kind,))]


def _capitalised(parts: list[Part]) -> Sentence:
    first, *rest = parts
    return (Part(first.text[0].upper() + first.text[1:], first.kinds), *rest)
