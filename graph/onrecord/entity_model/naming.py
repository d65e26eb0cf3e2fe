"""The names in a parse: the trained model's in place of the language model's.

Grammar and extractors ask a parse for its names by the language model's labels; here the learned
names take the places of its people, bodies and places.  What the trained model does not tell apart
(dates, nationalities, laws) stays.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Span as Tokens

from onrecord.entity_model import EntityModel, LearnedName
from onrecord.parsing.parse import Parse

LABELS = {
    "person": "PERSON",
    "organisation": "ORG",
    "party": "ORG",
    "place": "GPE",
    "hospital": "HOSPITAL",
    "event": "EVENT",
}
REPLACED = {"PERSON", "ORG", "GPE", "LOC", "FAC", "EVENT"}
LEAST = 0.5  # chance that a name needs
_WITHIN = re.compile(r"[\w&-]")
SURE = 0.8  # chance from which a name is found wherever its words stand


def recognise(parses: Iterable[Parse], model: EntityModel) -> Iterator[Parse]:
    """The same parses in order, with the model's names; depends on each text alone."""
    for parse in parses:
        text = parse.document.text
        found = repeated(text, agreed(text, model.names(text)))
        spans = [s for name in found if (s := _tokens(parse, name)) is not None]
        taken = {i for span in spans for i in range(span.start, span.end)}
        kept = [
            entity
            for entity in parse.doc.ents
            if entity.label_ not in REPLACED and taken.isdisjoint(range(entity.start, entity.end))
        ]
        parse.doc.ents = (*_apart(spans), *kept)
        yield parse


def agreed(text: str, names: Sequence[LearnedName]) -> list[LearnedName]:
    """The names with the type that most of a name's occurrences in the article speak for.

    Each counts as much as it is sure; a name that is not sure enough anywhere goes.
    """
    votes: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    surest: dict[str, float] = defaultdict(float)
    keys = [_key(text, name) for name in names]
    for key, name in zip(keys, names, strict=True):
        votes[key][name.kind] += name.confidence
        surest[key] = max(surest[key], name.confidence)
    kinds = {key: max(sorted(each), key=each.__getitem__) for key, each in votes.items()}
    return [
        LearnedName(name.start, name.end, kinds[key], surest[key])
        for key, name in zip(keys, names, strict=True)
        if surest[key] >= LEAST
    ]


def repeated(text: str, names: Sequence[LearnedName]) -> list[LearnedName]:
    """The names, and the same words wherever else they stand, where the model was sure of them."""
    sure = {text[n.start : n.end]: n for n in names if n.confidence >= SURE and n.kind in LABELS}
    out = list(names)
    for words, name in sorted(sure.items(), key=lambda pair: (-len(pair[0]), pair[0])):
        if len(words) < 3 or words.islower():
            continue
        for start in _alone(words, text):
            end = start + len(words)
            if not any(n.start < end and start < n.end for n in out):
                out.append(replace(name, start=start, end=end))
    return sorted(out, key=lambda n: n.start)


def _alone(words: str, text: str) -> Iterator[int]:
    """Where words stand in a text that are no part of longer ones."""
    at = text.find(words)
    while at >= 0:
        end = at + len(words)
        is_part = _WITHIN.match(text, end) or (at and _WITHIN.match(text, at - 1))
        if not is_part:
            yield at
        at = text.find(words, at + 1 if is_part else end)


def _key(text: str, name: LearnedName) -> str:
    return " ".join(text[name.start : name.end].casefold().split())


def _tokens(parse: Parse, name: LearnedName) -> Tokens | None:
    """The tokens of a name that has a label here; more than its words where a token is cut."""
    label = LABELS.get(name.kind)
    if label is None:
        return None
    return parse.doc.char_span(name.start, name.end, label=label, alignment_mode="expand")


def _apart(spans: Iterable[Tokens]) -> list[Tokens]:
    """Two names in one token ("Lund-Vale") are the first of them."""
    out: list[Tokens] = []
    for span in spans:
        if not out or span.start >= out[-1].end:
            out.append(span)
    return out
