"""Rows of sentences for one training step: drawn from the corpora, altered, tagged word by word.

Names are swapped for others of their type, letters lose or gain their case, words are hidden: what
is left to learn from is the company that a name keeps.
"""

import random
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass

import torch
from entity_data import Part, Sentence, spaced, typeset
from own_entities import FILL, make
from pieces import Pieces
from torch import Tensor

from onrecord.encoder.words import split_words
from onrecord.entity_model.labels import LABELS, begins

Pool = dict[tuple[tuple[str, ...], bool], list[str]]  # by types and whether it is one word


@dataclass(frozen=True, slots=True)
class Corpora:
    """What sentences are drawn from, with the share of rows that each has."""

    conll: list[Sentence]
    politics: list[Sentence]
    own: list[str]
    pool: Pool
    shares: tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows padded to the longest.  at: (n,) places of the words in the flattened (B*T); allowed:
    (n, LABELS) the tags that each word may have.
    """

    ids: Tensor
    features: Tensor
    mask: Tensor
    at: Tensor
    allowed: Tensor


def name_pool(sentences: list[Sentence]) -> Pool:
    """The names of the sentences by their types, those of one word apart; each as often as met."""
    pool: Pool = defaultdict(list)
    for sentence in sentences:
        for part in sentence:
            if part.kinds:
                pool[part.kinds, " " not in part.text].append(part.text)
    for kinds in sorted({kinds for kinds, _ in pool}):
        for name in invented(kinds[0], 1500):
            pool[kinds, " " not in name].append(name)
    return dict(pool)


def invented(kind: str, count: int) -> list[str]:
    """Names of the own sentences' making, of people from everywhere and of parties abroad."""
    rng = random.Random(7)
    makers = {"person": [FILL["person"], FILL["surname"]], "place": [FILL["place"]]}
    makers |= {k: [FILL[k]] for k in ("party", "organisation")}
    return [m(rng).removeprefix("the ") for m in makers.get(kind, []) for _ in range(count)]


def swapped(sentence: Sentence, pool: Pool, chance: float, rng: random.Random) -> Sentence:
    """Some of the names replaced, the same one always by the same."""
    chosen: dict[Part, Part] = {}
    for part in sentence:
        if part.kinds and part not in chosen:
            others = pool.get((part.kinds, " " not in part.text), [])
            swap = bool(others) and rng.random() < chance
            chosen[part] = Part(rng.choice(others), part.kinds) if swap else part
    return tuple(chosen.get(part, part) for part in sentence)


def recased(sentence: Sentence, rng: random.Random) -> Sentence:
    """Now and then all small letters, all capitals or Initials, as headlines have it."""
    drawn = rng.random()
    if drawn > 0.11:
        return sentence
    alter = str.lower if drawn < 0.04 else str.upper if drawn < 0.07 else str.title
    return tuple(Part(alter(p.text), p.kinds) for p in sentence)


def draw(corpora: Corpora, size: int, rng: random.Random) -> list[Sentence]:
    """Sentences of one corpus, about `size` words; CoNLL's as they follow one another."""
    (source,) = rng.choices(("conll", "politics", "own"), corpora.shares)
    out: list[Sentence] = []
    at, total = rng.randrange(len(corpora.conll)), 0
    while total < size:
        if source == "conll":
            one = swapped(corpora.conll[at % len(corpora.conll)], corpora.pool, 0.25, rng)
            at += 1
        elif source == "politics":
            chance = 0.5 if rng.random() < 0.7 else 0.0
            one = swapped(rng.choice(corpora.politics), corpora.pool, chance, rng)
        else:
            one = make(corpora.own, rng)
        total += sum(len(p.text.split()) for p in one)
        if source != "own":
            one = typeset(one) if rng.random() < 0.7 else spaced(one)
        out.append(recased(one, rng))
    return out


def row_text(
    sentences: list[Sentence], rng: random.Random
) -> tuple[str, list[tuple[int, int, Part]]]:
    """The sentences as one text of some paragraphs, and where in it each name stands."""
    text, names = "", []
    apart = rng.random()
    for sentence in sentences:
        if text:
            text += "\n" if rng.random() < apart else " "
        for part in sentence:
            start = len(text)
            text += part.text
            if part.kinds:
                lead = len(part.text) - len(part.text.lstrip())
                names.append((start + lead, len(text), part))
    return text, names


def tag_sets(starts: tuple[int, ...], names: list[tuple[int, int, Part]]) -> Tensor:
    """(n, LABELS): True for each tag that a word may have."""
    allowed = torch.zeros(len(starts), LABELS, dtype=torch.bool)
    allowed[:, 0] = True
    for start, end, part in names:
        first = bisect_left(starts, start)
        for word in range(first, bisect_left(starts, end)):
            allowed[word] = False
            for kind in part.kinds:
                allowed[word, begins(kind) + (word > first)] = True
    return allowed


def make_batch(
    corpora: Corpora, pieces: Pieces, room: int, hide: float, rng: random.Random
) -> Batch:
    """Rows of like length with about `room` pieces together; a share `hide` of words is hidden."""
    size = rng.choice([24, 48, 80, 120, 170])
    rows, places, allowed = [], [], []
    for _ in range(max(1, round(room / (1.45 * size)))):
        text, names = row_text(draw(corpora, size, rng), rng)
        words = split_words(text)
        ids, features, first = [pieces.frame[0]], [0], []
        for piece, feature in zip(pieces.of(words), words.features, strict=True):
            if len(ids) + len(piece) > 255:
                break
            first.append(len(ids))
            shown = pieces.hidden if rng.random() < hide else piece
            ids += shown
            features += [feature] * len(shown)
        rows.append(([*ids, pieces.frame[1]], [*features, 0]))
        places.append(first)
        allowed.append(tag_sets(words.starts, names)[: len(first)])
    width = -(-max(len(r[0]) for r in rows) // 8) * 8
    ids_t = torch.zeros(len(rows), width, dtype=torch.long)
    features_t = torch.zeros_like(ids_t)
    for i, (row, feature) in enumerate(rows):
        ids_t[i, : len(row)] = torch.tensor(row)
        features_t[i, : len(row)] = torch.tensor(feature)
    at = [torch.tensor(p, dtype=torch.long) + i * width for i, p in enumerate(places)]
    blank = torch.where(ids_t != 0, 0.0, -1e4)[:, None, None, :]
    return Batch(ids_t, features_t, blank, torch.cat(at), torch.cat(allowed))
