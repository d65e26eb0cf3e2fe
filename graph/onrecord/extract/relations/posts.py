"""Whom somebody works or speaks for, by the post beside the name.

"Its director, Ann Vale", "Ann Vale, chief executive of the board", "Ann Vale, who chairs it".
"""

import re
from collections.abc import Iterator, Sequence

from onrecord.extract import owners
from onrecord.extract.relations.tie import Tie
from onrecord.lexicon import Lexicon
from onrecord.model import Mention, Span
from onrecord.parsing.parse import Parse

RUNS = re.compile(
    r", who (?:also )?(?:chairs|leads|heads|runs|owns|founded|founds|edits|speaks for|works for|"
    r"represents)\s+(?:the\s+)?(?:[\w,-]+\s)?$"
)
AFTER = re.compile(r",? ")  # "chair of the board Ann Vale"
BEFORE = re.compile(r", (?:the |an? |who is (?:the )?)?")  # "Ann Vale, chair of the board"
OF = re.compile(r" (?:of|at|for) (?:the )?$")


def posts(parse: Parse, found: Sequence[Mention], lexicon: Lexicon) -> Iterator[Tie]:
    """Affiliations by posts; `found` in text order.  None where two bodies could be meant."""
    bodies = [m for m in found if m.kind == "Organisation"]
    for held in owners.posts(parse, found, lexicon):
        words = {(word,) for word in parse.text(held.post).lower().split()}
        if held.body.kind != "Organisation" or words & lexicon.heads["Outsider"]:
            continue
        start = min(held.body.span.start, held.post.start)
        span = Span(start, held.person.span.end)
        yield Tie(held.person, "affiliatedWith", held.body, span, held.confidence)
    offices = [m for m in found if m.kind == "Office"]
    for person in (m for m in found if m.kind == "Person"):
        yield from _run_by(parse, person, bodies)
        yield from _in_title(parse, person, offices, bodies, lexicon)


def _run_by(parse: Parse, person: Mention, bodies: Sequence[Mention]) -> Iterator[Tie]:
    for body in bodies:
        gap = parse.document.text[person.span.end : body.span.start]
        if 0 < len(gap) < 60 and RUNS.match(gap):
            span = Span(person.span.start, body.span.end)
            yield Tie(person, "affiliatedWith", body, span, 0.75)


def _in_title(
    parse: Parse,
    person: Mention,
    offices: Sequence[Mention],
    bodies: Sequence[Mention],
    lexicon: Lexicon,
) -> Iterator[Tie]:
    """ "Ann Vale, chief executive of the board": the body in a title beside the name."""
    text = parse.document.text
    for office in offices:
        if office.span.end <= person.span.start:
            beside = AFTER.fullmatch(text, office.span.end, person.span.start)
        else:
            beside = BEFORE.fullmatch(text, person.span.end, office.span.start)
        if beside is None:
            continue
        start, end = min(person.span, office.span).start, max(person.span.end, office.span.end)
        lead = text[max(0, start - 12) : end].lower()
        if any((word,) in lexicon.heads["Outsider"] for word in re.findall(r"[\w-]+", lead)):
            continue
        for body in bodies:
            if office.span.covers(body.span) and OF.search(
                text, office.span.start, body.span.start
            ):
                yield Tie(person, "affiliatedWith", body, Span(start, end), 0.75)
