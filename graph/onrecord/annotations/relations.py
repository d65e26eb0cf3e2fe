"""The relations of an annotation file, each with the passage that shows it."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache

from onrecord.annotations.node import Node
from onrecord.annotations.places import find_evidence
from onrecord.annotations.terms import PREDICATES
from onrecord.model import Entity, Relation, Span

_LINE = re.compile(r"\S[^\n]*(?<=\S)")
_SENTENCE = re.compile(r"\S.*?(?:[.!?][”’\"')\]]*(?=\s+\S)|$)")


def load_relation(node: Node, known: dict[str, Entity]) -> Relation:
    subject, target = node.entity("s", known), node.entity("o", known)
    evidence = find_evidence(node) or _both(known[subject], known[target], node.article)
    if evidence is None:
        raise node.error(
            "neither end is mentioned in the text", 'Add a mention, or "evidence" for the relation'
        )
    return Relation(
        subject=subject,
        predicate=node.choice("p", PREDICATES),
        object=target,
        evidence=evidence,
        confidence=node.confidence(),
    )


def _both(subject: Entity, target: Entity, text: str) -> Span | None:
    """The first sentence that mentions both, else the first paragraph, else the first mention."""
    sentences, paragraphs = _stretches(text)
    for stretches in (sentences, paragraphs):
        shared = _inside(stretches, subject.mentions) & _inside(stretches, target.mentions)
        if shared:
            return stretches[min(shared)]
    return next(iter((*subject.mentions, *target.mentions)), None)


def _inside(stretches: Sequence[Span], mentions: Iterable[Span]) -> set[int]:
    """Indexes of the stretches, in order and apart, that cover a mention."""
    found = ((bisect_right(stretches, m.start, key=lambda s: s.start) - 1, m) for m in mentions)
    return {index for index, mention in found if index >= 0 and stretches[index].covers(mention)}


@lru_cache(maxsize=1)  # a document's relations are loaded one after another
def _stretches(text: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """The sentences, roughly cut, and the paragraphs: every line is one."""
    paragraphs = [Span(*match.span()) for match in _LINE.finditer(text)]
    sentences = (
        Span(*match.span())
        for line in paragraphs
        for match in _SENTENCE.finditer(text, line.start, line.end)
    )
    return tuple(sentences), tuple(paragraphs)
