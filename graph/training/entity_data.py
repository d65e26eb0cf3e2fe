"""CoNLL-style files (a word and its tag a line) -> sentences of plain text with their names.

In: conll2003-train.txt (Tjong Kim Sang & De Meulder 2003) and politics-train.txt (CrossNER: Liu et
al., AAAI 2021).  Out: `Sentence`, whose text is set as print sets it, not word by word.
"""

from dataclasses import dataclass
from pathlib import Path

# What a corpus's type may be in ours: CoNLL has no parties or events, neither has hospitals.
CONLL = {
    "person": ("person",),
    "organisation": ("organisation", "party", "hospital"),
    "location": ("place", "hospital"),
    "misc": ("other", "event"),
}
POLITICS = {
    "person": ("person",),
    "politician": ("person",),
    "organisation": ("organisation", "hospital"),
    "politicalparty": ("party",),
    "location": ("place", "hospital"),
    "country": ("place",),
    "election": ("event",),
    "event": ("event",),
    "misc": ("other",),
}
CLOSING = frozenset(
    [
        ".",
        ",",
        ";",
        ":",
        "!",
        "?",
        ")",
        "]",
        "}",
        "%",
        "'s",
        "n't",
        "'re",
        "'ve",
        "'ll",
        "'m",
        "'d",
        "'",
        "’",
        "’s",
        "...",
    ]
)
OPENING = frozenset(["(", "[", "{", "$", "£", "€"])


@dataclass(frozen=True, slots=True)
class Part:
    """Some words of a sentence; kinds: the types they may name, empty for plain words."""

    text: str
    kinds: tuple[str, ...] = ()


Sentence = tuple[Part, ...]


def read_tagged(path: Path, kinds: dict[str, tuple[str, ...]]) -> list[Sentence]:
    """The sentences of a file; raises ValueError where a line is no word and tag."""
    out: list[Sentence] = []
    held: list[tuple[str, str]] = []
    for number, line in enumerate([*path.read_text(encoding="utf-8").split("\n"), ""], 1):
        if line.strip():
            word, _, tag = line.rpartition("\t")
            if not word:
                raise ValueError(f"{path}, line {number}: a word and its tag, with a tab between")
            held.append((word, tag))
        elif held:
            out.append(_sentence(held, kinds))
            held = []
    return out


def _sentence(tagged: list[tuple[str, str]], kinds: dict[str, tuple[str, ...]]) -> Sentence:
    parts: list[tuple[list[str], tuple[str, ...]]] = []
    last = "O"
    for word, tag in tagged:
        name = tag[2:]
        if (tag.startswith("I-") and last[2:] == name) or (tag == "O" and last == "O" and parts):
            parts[-1][0].append(word)
        else:
            parts.append(([word], kinds[name] if name else ()))
        last = tag
    return tuple(_part(words, allowed) for words, allowed in parts)


def _part(words: list[str], kinds: tuple[str, ...]) -> Part:
    """One word alone ("Cairo") is taken for no hospital: there the corpora's own type is right."""
    allowed = kinds if len(words) > 1 else tuple(k for k in kinds if k != "hospital")
    return Part(" ".join(words), allowed)


def typeset(sentence: Sentence) -> Sentence:
    """The sentence without the spaces that only tokenisation put in; each part keeps its own."""
    out: list[Part] = []
    glue, quoting = True, False
    for part in sentence:
        words = part.text.split(" ")
        text = ""
        for word in words:
            closes = word == '"' and quoting
            joined = glue or word in CLOSING or closes
            text += word if joined else f" {word}"
            glue = word in OPENING or (word == '"' and not quoting)
            quoting ^= word == '"'
        out.append(Part(text, part.kinds))
    return tuple(out)


def spaced(sentence: Sentence) -> Sentence:
    """The sentence with a space between all its words, as corpora have it."""
    first, *rest = sentence
    return (first, *(Part(f" {p.text}", p.kinds) for p in rest))
