"""`own_examples.txt` -> training examples: blocks drawn at random, their slots filled with invented
names.

They teach what PolNeAR has none of: British single quotation marks, statements nested in
statements, page furniture.
"""

import random
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from attribution_data import Example, Roles, label_words

from onrecord.encoder.words import PARAGRAPH, quotation_marks, split_words

MARK = re.compile(r"\[([sct])(\d) |\]")
ROLE = {"s": "source", "c": "cue", "t": "content"}
FORENAMES = [
    "Oona",
    "Marek",
    "Delphine",
    "Tobias",
    "Ailsa",
    "Rajan",
    "Petra",
    "Colm",
    "Yewande",
    "Gareth",
    "Ines",
    "Dougal",
    "Mirela",
    "Hamza",
    "Lorna",
    "Piers",
    "Shona",
    "Anselm",
]
SURNAMES = [
    "Tarrick",
    "Penhallow",
    "Obuya",
    "Dunmere",
    "Vashti-Cole",
    "Brackwell",
    "Sorrel",
    "Iqbal",
    "Hathersage",
    "Mwangi",
    "Tregarth",
    "Lindqvist",
    "Quillan",
    "Foxley",
    "Rao",
    "Strand",
]
BODIES = [
    "Harrow Moor Trust",
    "Royal Society of Porters",
    "Northern Rail Forum",
    "Department for Coasts",
    "Care Standards Board",
    "Union of Carers",
    "Tidewater Council",
    "British Orchard League",
    "Schools Compact",
    "Ferrymen's Guild",
    "National Institute for Rivers",
    "Fair Rents Alliance",
]
GROUPS = [
    "nurses",
    "teachers",
    "tenants",
    "farmers",
    "doctors",
    "GPs",
    "midwives",
    "junior staff",
    "hospital managers",
    "parents",
    "bus drivers",
    "backbenchers",
    "pharmacists",
    "surgeons",
    "councillors",
    "trade unions",
    "pensioners",
    "shopkeepers",
]
POLICIES = [
    "the bedroom levy",
    "night-time closures",
    "the new contract",
    "regional pay",
    "the merger",
    "free bus travel",
    "the seven-day rota",
    "the toll plan",
    "ward closures",
    "the screening scheme",
    "fees for evening courses",
    "the named-carer policy",
    "the waiting-time target",
    "fortnightly bin rounds",
    "the flood tax",
    "longer opening hours",
]
PLACES = [
    "Marlow Cross",
    "Eastry",
    "Pendle Bay",
    "Kirkmoor",
    "Thornaby Green",
    "West Calder Vale",
    "Staunton",
    "Ashbeck",
    "Lower Wick",
    "Port Ellery",
]
POSTS = [
    "Health minister",
    "Shadow transport secretary",
    "Schools minister",
    "Council leader",
    "Care minister",
    "Housing secretary",
    "Union leader",
    "Committee chair",
    "First secretary",
    "Environment spokesman",
]


@dataclass(frozen=True, slots=True)
class Block:
    """One labelled passage with open slots."""

    text: str


def read_blocks(path: Path) -> list[Block]:
    """The passages of the file, comments left out."""
    lines = [x for x in path.read_text(encoding="utf-8").splitlines() if not x.startswith("#")]
    return [Block(b.strip()) for b in re.split(r"\n--\n", "\n".join(lines)) if b.strip()]


def fill(block: Block, rng: random.Random) -> str:
    """The passage with names drawn for its slots."""
    slots: dict[str, str] = {}
    for letter in "ABC":
        slots[letter.lower()] = rng.choice(SURNAMES)
        slots[letter] = f"{rng.choice(FORENAMES)} {slots[letter.lower()]}"
    for letters, names in (
        ("OP", BODIES),
        ("GH", GROUPS),
        ("XY", POLICIES),
        ("LM", PLACES),
        ("RS", POSTS),
    ):
        slots.update(zip(letters, rng.sample(names, 2), strict=True))
    text = re.sub(r"\{(\w)\}", lambda m: slots[m[1]], block.text)
    return re.sub(r"(^|\n)((?:\[\w\d )*)(\w)", lambda m: m[1] + m[2] + m[3].upper(), text)


def restyle(text: str, rng: random.Random) -> str:
    """The same text, character for character, with straight single, curly single, straight double
    or curly double marks.
    """
    style = rng.choice(("''", "''", "‘’", '""', "“”"))
    out = list(text.replace("'", "’") if style in ("‘’", "“”") else text)
    for block in PARAGRAPH.finditer(text):
        for at, opening in quotation_marks(text, *block.span()).items():
            out[at] = style[0] if opening else style[1]
    return "".join(out)


def parse(marked: str) -> tuple[str, list[Roles], list[bool]]:
    """Marked text -> plain text, attributions, and whether each lies inside another's content.
    Raises ValueError.
    """
    plain, spans, open_, at, length = [], {}, [], 0, 0
    inner: set[str] = set()
    for m in MARK.finditer(marked):
        plain.append(marked[at : m.start()])
        length += m.start() - at
        at = m.end()
        if m[0] == "]":
            if not open_:
                raise ValueError(f"bracket closed that was not open: {marked[: m.end()]!r}")
            role, number, start = open_.pop()
            spans.setdefault(number, {r: [] for r in ROLE.values()})[ROLE[role]].append(
                (start, length)
            )
        else:
            if m[1] == "c" and any(r == "t" for r, _, _ in open_):
                inner.add(m[2])
            open_.append((m[1], m[2], length))
    if open_:
        raise ValueError(f"bracket left open: {marked!r}")
    plain.append(marked[at:])
    keys = sorted(spans)
    return "".join(plain), [spans[k] for k in keys], [k in inner for k in keys]


def make(blocks: list[Block], rng: random.Random, count: int = 14) -> Example:
    """One made-up article of `count` passages in random order.

    In `flat` and `cues` only outer attributions count; nested ones follow in `pairs` and `cues`
    after `outer` of them.
    """
    text, attributions, nested = "", [], []
    for block in rng.sample(blocks, count):
        plain, found, inner = parse(fill(block, rng))
        for a, i in zip(found, inner, strict=True):
            attributions.append(
                {r: [(s + len(text), e + len(text)) for s, e in sorted(a[r])] for r in a}
            )
            nested.append(i)
        text += plain + "\n\n"
    text = restyle(text, rng)
    words = split_words(text)
    outer = [a for a, i in zip(attributions, nested, strict=True) if not i]
    flat, cues, pairs = label_words(words, outer)
    _, more, rows = label_words(words, [a for a, i in zip(attributions, nested, strict=True) if i])
    return Example(
        "own",
        text,
        words,
        flat,
        np.concatenate([cues, more]),
        np.concatenate([pairs, rows]),
        len(cues),
    )
