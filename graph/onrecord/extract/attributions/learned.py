"""What the trained model finds, in the terms of a parse: furniture left out, contents cut to size.

The model reads plain text (attribution_model/); here its spans meet the quotation marks,
paragraphs and sentences that everything else is told by.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from onrecord.attribution_model import AttributionModel
from onrecord.model import Attribution, Span
from onrecord.parsing import grammar
from onrecord.parsing.parse import Parse

# Below this the model's own finds cost more than they bring: of 0.4, 0.5, 0.6 and 0.75 this gave
# the best statement F1 on ../shared/gold (0.894, 0.913, 0.904, 0.896) and on the articles of
# tests/cases (0.874, 0.878, 0.877, 0.872).
LEAST = 0.5
EDGES = " \n\t,;:"
# "..., which takes effect in July": at the end of a content the narrator's, in all 5 such contents
# of the coded articles; within one ("the system, which ..., has failed") it is left alone.
ASIDE = re.compile(r", (?:which|whose|where|who)\b[^,;:]*$")


def find(parse: Parse, model: AttributionModel) -> Iterator[Attribution]:
    """Attributions that the model is sure enough of, in text order, form left "indirect".

    A source of several joined nouns gives one attribution each.
    """
    for found in model.attributions(parse.document.text):
        if found.confidence < LEAST:
            continue
        source, cue = _spans(found.source), _spans(found.cue)
        content = tuple(
            kept for span in _spans(found.content) if (kept := _trimmed(parse, span)) is not None
        )
        if not content or any(parse.in_furniture(s) for s in (*source, *cue, *content)):
            continue
        one = Attribution(source, cue, content, "indirect", round(found.confidence, 2))
        yield from _each_source(parse, one)


def _spans(pairs: tuple[tuple[int, int], ...]) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in pairs)


def _each_source(parse: Parse, one: Attribution) -> Iterator[Attribution]:
    if not one.source:
        yield one
        return
    first = one.source[0]
    heads = [
        head
        for head in grammar.coordinated(parse.root(first))
        if first.start <= head.idx < first.end
    ]
    if len(heads) < 2:
        yield one
        return
    for head in heads:
        yield replace(one, source=(grammar.noun_phrase(head),))


def _trimmed(parse: Parse, span: Span) -> Span | None:
    """A content without "that", without edges of punctuation, without marks around all of it."""
    text = parse.document.text
    start, end = span.start, span.end
    opens = text[start:end].lower().startswith("that ")
    if opens and parse.root(Span(start, start + len("that"))).dep_ != "det":  # "that year"
        start += len("that ")
    while start < end and text[start] in EDGES:
        start += 1
    while end > start and text[end - 1] in EDGES:
        end -= 1
    if end <= start:
        return None
    aside = ASIDE.search(text, start, end)
    if aside is not None and parse.quotation_at(aside.start()) is None:
        end = aside.start()
    opening, closing = parse.quotation_at(start), parse.quotation_at(end - 1)
    if opening is not None and opening == closing:  # all within one quotation
        start, end = max(start, opening.inner.start), min(end, opening.inner.end)
    while end > start and text[end - 1] in EDGES:
        end -= 1
    return Span(start, end) if end > start else None
