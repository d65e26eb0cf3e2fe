"""Whom somebody works or speaks for, by the post beside the name.

"Its director, Ann Vale", "the union's lawyer, Ann Vale", "Ann Vale, who chairs the Fuel Board",
"the board backed it, but chief executive Ann Vale ...": the body is the one that owns the post.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from spacy.tokens import Span as Tokens

from onrecord.extract.relations.tie import Tie
from onrecord.lexicon import Lexicon, Words
from onrecord.model import Mention, Span
from onrecord.parse import Parse

RUNS = re.compile(
    r", who (?:also )?(?:chairs|leads|heads|runs|owns|founded|founds|edits|speaks for|works for|"
    r"represents)\s+(?:the\s+)?(?:[\w,-]+\s)?$"
)
OWNED = re.compile(r"(?P<owner>\b[Ii]ts|\b[Tt]heir|['’]s?)\s+$")


def posts(parse: Parse, found: Sequence[Mention], lexicon: Lexicon) -> Iterator[Tie]:
    """Affiliations by posts; `found` in text order.  None where two bodies could be meant."""
    title = _title(lexicon.heads["Office"] | lexicon.heads["Role"])
    own = _title(lexicon.heads["Post"])
    bodies = [m for m in found if m.kind == "Organisation"]
    for person in (m for m in found if m.kind == "Person"):
        yield from _run_by(parse, person, bodies)
        line = parse.document.text.rfind("\n", 0, person.span.start) + 1
        before = parse.document.text[line : person.span.start]
        match = title.search(before)
        if match is None:
            continue
        start = line + match.start()
        owner = OWNED.search(parse.document.text, line, start)
        if owner is None:
            bare = own.search(before)
            body = _only(parse, bodies, line + bare.start()) if bare is not None else None
            confidence = 0.6
        elif owner["owner"].lower() in {"its", "their"}:
            body, confidence = _only(parse, bodies, owner.start()), 0.65
        else:
            body = next((b for b in bodies if b.span.end in {owner.start(), owner.end() - 1}), None)
            confidence = 0.75
        if body is not None:
            span = Span(min(body.span.start, start), person.span.end)
            yield Tie(person, "affiliatedWith", body, span, confidence)


def _run_by(parse: Parse, person: Mention, bodies: Sequence[Mention]) -> Iterator[Tie]:
    for body in bodies:
        gap = parse.document.text[person.span.end : body.span.start]
        if 0 < len(gap) < 60 and RUNS.match(gap):
            span = Span(person.span.start, body.span.end)
            yield Tie(person, "affiliatedWith", body, span, 0.75)


def _only(parse: Parse, bodies: Sequence[Mention], end: int) -> Mention | None:
    """The one body named before a place in its sentence, else in the sentence before."""
    paragraph = parse.document.text.rfind("\n", 0, end) + 1
    sentence = next((s for s in parse.doc.sents if s.start_char <= end < s.end_char), None)
    if sentence is None:
        return None
    for start, stop in ((sentence.start_char, end), (_before(sentence), sentence.start_char)):
        near = [b for b in bodies if max(start, paragraph) <= b.span.start and b.span.end <= stop]
        if near:
            return near[-1] if len({b.name for b in near}) == 1 else None
    return None


def _before(sentence: Tokens) -> int:
    """Where the sentence before this one begins."""
    return sentence.doc[sentence.start - 1].sent.start_char if sentence.start else 0


@lru_cache(maxsize=8)
def _title(heads: frozenset[Words]) -> re.Pattern[str]:
    """A post right before a name: up to three words, then one of the heads, perhaps a comma."""
    names = "|".join(sorted((re.escape(" ".join(h)) for h in heads), key=len, reverse=True))
    return re.compile(rf"\b(?:(?!(?:{names})\b)[a-z][\w-]*\s+){{0,3}}(?i:{names}),?\s+$")
