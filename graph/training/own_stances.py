"""`own_stances.txt` -> questions with answers: sentences, their slots filled with invented names.

They teach what public data lacks: news on policy, above all where nobody takes a side.
Every fifth block of a kind is held out, and its slots are filled from words of their own.
"""

import random
import re
from dataclasses import dataclass
from pathlib import Path

from onrecord.stance_model.inputs import Question

HELD_OUT = 5
SPLITS = ("train", "dev")
SIDE = {"+": "supports", "-": "opposes", "0": "neither"}
MARK = re.compile(r"\[([+\-0])|\]|<|>")
NAMED = re.compile(r"\[([+\-0])([^\[\]<>=]+)=([^\[\]<>]+)\]")
SLOT = re.compile(r"\{(\w)\}")
SLOTS = {"A": "names", "O": "bodies", "G": "groups", "X": "policies", "L": "places", "R": "posts"}
LETTERS = {"A": "ABC", "O": "OPQ", "G": "GH", "X": "XYZ", "L": "LM", "R": "RS"}
IMPLIED = " || "
STAND_INS = ("it", "it", "it", "this", "the plan", "the bill", "the scheme", "the law", "the move")
STOOD_FOR = 0.15  # share of the draws in which a policy's name gives way to "it" or "the plan"

Lists = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Block:
    """One labelled passage with open slots; `kind`: what makes it hard, or its plain pattern."""

    kind: str
    text: str
    split: str


@dataclass(frozen=True, slots=True)
class Example:
    """One question with its answer, drawn from a block."""

    question: Question
    side: str
    kind: str


def read_blocks(path: Path) -> list[Block]:
    """The passages below their `## kind` lines; lines that begin with `# ` are comments."""
    blocks: list[Block] = []
    kind, count = "", 0
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            kind = line[3:].strip()
            count = sum(b.kind == kind for b in blocks)
        elif line.strip() and not line.startswith("# "):
            if not kind:
                raise ValueError(f"{path.name}: a passage before the first kind: {line!r}")
            count += 1
            blocks.append(Block(kind, line.strip(), SPLITS[count % HELD_OUT == 0]))
    return blocks


def read_lists(path: Path) -> Lists:
    """The words for the slots, by the name of their `## list`."""
    lists: Lists = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            words = lists.setdefault(line[3:].strip(), [])
        elif line.strip() and not line.startswith("# "):
            words.append(line.strip())
    return lists


LISTS = read_lists(Path(__file__).with_name("own_stances_words.txt"))


def own(blocks: list[Block], split: str) -> list[Block]:
    """The blocks of one split."""
    return [block for block in blocks if block.split == split]


def drawn(block: Block, split: str, rng: random.Random) -> list[Example]:
    """The questions of a passage, its slots filled: one for each marked target."""
    slots, definitions = _slots(split, rng)
    marked = _stood_for(block.text, rng) if split == "train" else block.text
    filled = SLOT.sub(lambda m: slots[m[1]], marked)
    passage, _, implied = filled.partition(IMPLIED)
    text, targets, sources = parse(passage[:1].upper() + passage[1:])
    found = [(side, (span,), name) for side, span, name in targets]
    entries = implied.split("; ") if implied else []
    found += [(SIDE[entry[0]], (), entry[1:]) for entry in entries]
    return [
        Example(Question(text, spans, sources, _name(name, definitions, rng)), side, block.kind)
        for side, spans, name in found
    ]


def _stood_for(text: str, rng: random.Random) -> str:
    """The passage, now and then with its only policy meant by a pronoun or a bare noun."""
    once = text.count("{X}") == 1 and re.search(r"\[[+\-0]\{X\}\]", text)
    if not once or rng.random() >= STOOD_FOR:
        return text
    return re.sub(r"\[([+\-0])\{X\}\]", rf"[\1{rng.choice(STAND_INS)}={{X}}]", text)


def _slots(split: str, rng: random.Random) -> tuple[dict[str, str], dict[str, str]]:
    """Words for every slot, and the definitions of the policies among them."""
    slots: dict[str, str] = {}
    definitions: dict[str, str] = {}
    for letter, name in SLOTS.items():
        words = [w for i, w in enumerate(LISTS[name]) if (i % HELD_OUT == 0) == (split == "dev")]
        for slot, word in zip(
            LETTERS[letter], rng.sample(words, len(LETTERS[letter])), strict=True
        ):
            plain, _, definition = word.partition(" | ")
            slots[slot] = plain
            if definition:
                definitions[plain] = definition
            if letter == "A":
                slots[slot.lower()] = plain.split()[-1]
    return slots, definitions


def _name(name: str, definitions: dict[str, str], rng: random.Random) -> str:
    """The target's name; a policy's definition follows in half the draws, as at run time."""
    plain = re.sub(r"^(?:the|a|an) ", "", name, flags=re.I)
    if name in definitions and rng.random() < 0.5:
        return f"{plain}: {definitions[name]}"
    return plain


def parse(
    marked: str,
) -> tuple[str, list[tuple[str, tuple[int, int], str]], tuple[tuple[int, int], ...]]:
    """Marked text -> plain text, targets with side and name, sources. Raises ValueError.

    A target's name is its words, or what follows them: "[+it=the rail link]".
    """
    names = {}
    for number, mark in enumerate(re.finditer(r"\[[+\-0]", marked)):
        if named := NAMED.match(marked, mark.start()):
            names[number] = named[3]
    marked = NAMED.sub(r"[\1\2]", marked)
    plain, targets, sources = [], [], []
    open_: list[tuple[str, int]] = []
    at = length = 0
    for m in MARK.finditer(marked):
        plain.append(marked[at : m.start()])
        length += m.start() - at
        at = m.end()
        if m[0] in "]>":
            if not open_ or (open_[-1][0] == "<") != (m[0] == ">"):
                raise ValueError(f"mark closed that was not open: {marked!r}")
            mark, start = open_.pop()
            if mark == "<":
                sources.append((start, length))
            else:
                targets.append((SIDE[mark], (start, length)))
        else:
            open_.append((m[1] or "<", length))
    if open_:
        raise ValueError(f"mark left open: {marked!r}")
    plain.append(marked[at:])
    text = "".join(plain)
    ordered = sorted(targets, key=lambda target: target[1])
    called = [(s, at, names.get(i, text[slice(*at)])) for i, (s, at) in enumerate(ordered)]
    return text, called, tuple(sources)
