"""Articles for measurements, as many as are wanted: the invented ones of tests/cases retold.

Each takes a case's wording with other people, places and bodies in it, drawn so that few names
are often in the news and most are seldom: what a corpus knows grows with it, as in life. Names of
a sort are equally long, so that a reading of one retelling, its names put for the other's, is a
reading of the other: reading one of each case is enough to plant a corpus of any size.
"""

import json
import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

from onrecord.model import Document, Reading
from onrecord.slugs import slug

CASES = Path(__file__).resolve().parent / "cases"
STARTS = ("Bar", "Cor", "Dal", "Fen", "Gor", "Hal", "Jor", "Kel", "Lam", "Mor", "Nor", "Pel", "Ros",
          "Sal", "Tor", "Vel", "Wen", "Yar", "Zan", "Bri")  # fmt: skip
SURNAMES = tuple(
    "".join(parts)
    for parts in product(STARTS, "aeiou", "dlmnrv", ("bury", "gate", "nock", "wick", "ford"))
)
GIVEN = ("Basil", "Edith", "Frank", "Greta", "James", "Keith", "Lydia", "Nadia", "Oscar", "Paula",
         "Simon", "Tessa", "Agnes", "Bruce", "Clara", "Derek", "Ellen", "Helen")  # fmt: skip
TOWNS = tuple(f"{name[:6]}{end}" for name in SURNAMES[::5] for end in ("caster", "bridge"))
# Words of bodies that are nobody's own, and so stay.
PLAIN = re.compile(
    r"(?:The|Government|Party|Labour|Department|Ministry|Council|Cabinet|European|Scottish|Irish|"
    r"Conservative|Republican|Democratic|Supreme|Court|Union|Commission|Forum|Institute|Agency|"
    r"Transport|Water|Federation|Association|Congress|Senate|Budget|Policy|School|High|College)"
)


@dataclass(frozen=True, slots=True)
class Case:
    """A case's text and the words in it to put others for."""

    name: str
    text: str
    people: tuple[str, ...]
    words: tuple[str, ...]  # of bodies and places


@dataclass(frozen=True, slots=True)
class Retold:
    """A generated article, and the words that it has for the case's own."""

    file: str
    text: str
    names: Mapping[str, str]


def cases() -> list[Case]:
    """Every invented article of tests/cases, in order of names."""
    found = []
    for file in sorted(CASES.glob("*/article.txt")):
        told = json.loads((file.parent / "expected.json").read_text("utf-8"))
        text = file.read_text("utf-8")
        people, words = set(), set()
        for entity in told["entities"]:
            name = entity["name"]
            if entity["type"] == "Person" and re.fullmatch(r"[^\W\d_a-z]\S+ [^\W\d_a-z]\S+", name):
                people.add(name)
            elif entity["type"] in ("Place", "Organisation", "Hospital"):
                words |= {w for w in re.findall(r"\b[^\W\d_a-z]\w{4,}", name) if w in text}
        kept = {word for word in words if not PLAIN.fullmatch(word)}
        found.append(Case(file.parent.name, text, tuple(sorted(people)), tuple(sorted(kept))))
    return found


def articles(number: int, seed: int = 2006) -> Iterator[Retold]:
    """So many articles; the first hundred are the same whatever the number."""
    told = cases()
    for index in range(number):
        random_ = random.Random(seed * 1_000_003 + index)
        yield _retold(told[index % len(told)], random_, index)


def _retold(case: Case, random_: random.Random, index: int) -> Retold:
    names: dict[str, str] = {}
    taken: set[str] = set()

    def put(word: str, others: tuple[str, ...]) -> None:
        while word not in names:
            other = others[int(len(others) ** random_.random()) - 1]  # Zipf: the first ones often
            if other not in taken:
                names[word] = other
                taken.add(other)

    for given, surname in (name.split(" ") for name in case.people):
        put(surname, SURNAMES)
        put(given, GIVEN)
    for word in case.words:
        put(word, TOWNS)
    year, month, day = random_.randint(2004, 2024), random_.randint(1, 12), random_.randint(1, 28)
    top = f"---\ndate: {year}-{month:02}-{day:02}\noutlet: {TOWNS[index % 40]} Post\n---\n"
    return Retold(f"{index:07}-{case.name}.txt", top + swapped(case.text, names), names)


def swapped(text: str, names: Mapping[str, str]) -> str:
    """A text with other whole words in it."""
    pattern = "|".join(sorted(map(re.escape, names), key=lambda word: (-len(word), word)))
    return re.sub(rf"\b(?:{pattern})\b", lambda match: names[match[0]], text)


def reread(reading: Reading, was: Retold, now: Retold, document: Document) -> Reading:
    """The reading of one retelling made into that of another one of the same case."""
    other = {name: now.names[word] for word, name in was.names.items()}
    slugs = {slug(old): slug(new) for old, new in other.items()}

    def id_of(id: str | None) -> str | None:
        return swapped(id, slugs) if id is not None else None

    entities = tuple(
        replace(
            e,
            id=id_of(e.id) or "",
            name=swapped(e.name, other),
            aliases=tuple(swapped(alias, other) for alias in e.aliases),
        )
        for e in reading.entities
    )
    statements = tuple(
        replace(
            s,
            speaker=id_of(s.speaker),
            stances=tuple(replace(x, target=id_of(x.target) or "") for x in s.stances),
        )
        for s in reading.statements
    )
    relations = tuple(
        replace(r, subject=id_of(r.subject) or "", object=id_of(r.object) or "")
        for r in reading.relations
    )
    return Reading(document, entities, statements, relations)
