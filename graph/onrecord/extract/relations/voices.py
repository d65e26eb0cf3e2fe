"""For which body an unnamed voice speaks: "a Labour spokesman", "a spokeswoman for the board"."""

from collections.abc import Iterator, Sequence

from onrecord.extract.relations.tie import Tie
from onrecord.lexicon import Lexicon
from onrecord.model import Mention, Span
from onrecord.parsing.parse import Parse


def voices(parse: Parse, found: Sequence[Mention], lexicon: Lexicon) -> Iterator[Tie]:
    """The body in the words for the voice, or right behind them."""
    for person in found:
        words = parse.text(person.span)
        if person.kind != "Person" or "spokes" not in words.lower():
            continue
        for known in lexicon.known:
            named = (label for label in known.labels if words.startswith(f"{label} "))
            if known.kind == "Organisation" and (label := next(named, None)):
                span = Span(person.span.start, person.span.start + len(label))
                body = Mention(span, known.name, "Organisation", known.iri)
                yield Tie(person, "affiliatedWith", body, person.span, 0.9)
        for body in found:
            if body.kind == "Organisation" and (
                person.span.covers(body.span) or 0 <= body.span.start - person.span.end <= 1
            ):
                yield Tie(person, "affiliatedWith", body, person.span, 0.9)
