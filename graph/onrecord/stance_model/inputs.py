"""What the network reads: words with their speaker and target marked, then the target's name.

Pieces are the tokenizer's; each carries a role as one small embedding, so that nothing has to be
written into the text to mark it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from onrecord.encoder.words import split_words

PLAIN, TARGET, SOURCE, NAME = range(4)
ROLES = 4
LENGTH, NAME_LENGTH = 128, 48  # pieces; 0.3 % of NewsMTSC's sentences are longer
DETERMINERS = ("the ", "a ", "an ", "this ", "these ", "its ", "their ", "his ", "her ", "our ")

Spans = tuple[tuple[int, int], ...]
Pieces = Callable[[str], tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Question:
    """Which side does `text` take towards a target?  Spans are code points into `text`.

    targets: where the target is named; empty where it is only implied.  sources: the speaker.
    name: the target's name, with its definition where one is known, or a claim.
    """

    text: str
    targets: Spans
    sources: Spans
    name: str


@dataclass(frozen=True, slots=True)
class Input:
    """ids, roles: of each piece.  focus: the target's pieces, of its name where it is implied."""

    ids: tuple[int, ...]
    roles: tuple[int, ...]
    focus: tuple[int, ...]


def encode(question: Question, pieces: Pieces, frame: tuple[int, int]) -> Input:
    """The pieces of a question; long texts are cut to `LENGTH` pieces around the target.

    pieces: the numbers of a word's pieces.  frame: those that begin and end a segment.
    """
    first, last = frame
    words = split_words(question.text)
    role_of = [PLAIN] * len(words)
    for role, spans in ((SOURCE, question.sources), (TARGET, question.targets)):
        for span in spans:
            start, end = bare(question.text, span) if role == TARGET else span
            for i in range(bisect_right(words.ends, start), bisect_left(words.starts, end)):
                role_of[i] = role
    read = _pieces(question.text, pieces)
    roles = [role for word, role in zip(read, role_of, strict=True) for _ in word]
    cut = _window(roles)
    ids = [number for word in read for number in word][cut]
    name = [number for word in _pieces(question.name, pieces) for number in word][:NAME_LENGTH]
    roles = [PLAIN, *roles[cut], PLAIN, *[NAME] * len(name), PLAIN]
    wanted = TARGET if TARGET in roles else NAME
    focus = tuple(i for i, role in enumerate(roles) if role == wanted)
    return Input((first, *ids, last, *name, last), tuple(roles), focus)


@lru_cache(maxsize=1000)
def _pieces(text: str, pieces: Pieces) -> tuple[tuple[int, ...], ...]:
    """The pieces of each word; most names are asked about in one article after another."""
    return tuple(map(pieces, split_words(text).tokens))


def bare(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """The span without a determiner at its head: coders differ on whether it belongs."""
    start, end = span
    words = text[start:end].lower()
    lead = next((len(d) for d in DETERMINERS if words.startswith(d)), 0)
    return (start + lead, end) if start + lead < end else span


def _window(roles: list[int]) -> slice:
    """Where to cut: around the first target, a little more behind it than before."""
    if len(roles) <= LENGTH:
        return slice(0, len(roles))
    target = roles.index(TARGET) if TARGET in roles else 0
    start = max(0, min(target - LENGTH // 2, len(roles) - LENGTH))
    return slice(start, start + LENGTH)
