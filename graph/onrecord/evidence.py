"""Evidence: the place in a document where something stands, and the words that stand there.

After the Web Annotation model: a SpecificResource with two selectors. The position selector says
where, the quote selector says what, so that a program can hold the one against the other.
"""

import re
from dataclasses import dataclass

from rdflib import RDF, XSD, Graph, Literal, URIRef
from rdflib.term import Node

from onrecord.identifiers import OA, Identifiers
from onrecord.model import Document, Span

JOINT = " … "  # between the parts of words that stand apart in the text
CONTEXT = 60  # characters kept before and after the exact words
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True, order=True)
class Quote:
    """Exact words with what surrounds them."""

    exact: str
    prefix: str
    suffix: str


def quote(text: str, start: int, end: int) -> Quote:
    """What stands in a text at these offsets, as far as RDF can hold it."""
    before, after = max(0, start - CONTEXT), end + CONTEXT
    return Quote(*map(storable, (text[start:end], text[before:start], text[end:after])))


def storable(text: str) -> str:
    """The text with each lone surrogate, which no UTF-8 file can hold, as U+FFFD: same length."""
    return _LONE_SURROGATE.sub("\ufffd", text)


def add_evidence(graph: Graph, identifiers: Identifiers, document: Document, span: Span) -> URIRef:
    """Adds the evidence that stands at `span` of a document, once; gives its IRI."""
    node = identifiers.evidence(document.sha256, span)
    if (node, RDF.type, OA.SpecificResource) in graph:
        return node
    position = identifiers.selector(node, "position")
    words = identifiers.selector(node, "quote")
    found = quote(document.text, span.start, span.end)
    graph.add((node, RDF.type, OA.SpecificResource))
    graph.add((node, OA.hasSource, identifiers.document(document.sha256)))
    graph.add((node, OA.hasSelector, position))
    graph.add((node, OA.hasSelector, words))
    graph.add((position, RDF.type, OA.TextPositionSelector))
    graph.add((position, OA.start, Literal(str(span.start), datatype=XSD.nonNegativeInteger)))
    graph.add((position, OA.end, Literal(str(span.end), datatype=XSD.nonNegativeInteger)))
    graph.add((words, RDF.type, OA.TextQuoteSelector))
    graph.add((words, OA.exact, Literal(found.exact)))
    graph.add((words, OA.prefix, Literal(found.prefix)))
    graph.add((words, OA.suffix, Literal(found.suffix)))
    return node


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """A piece of evidence as a graph holds it."""

    document: URIRef
    start: int
    end: int
    quote: Quote


def read_passage(graph: Graph, node: Node) -> Passage | None:
    """The evidence at a node; None if it lacks its document, its offsets or its words."""
    document = graph.value(node, OA.hasSource)
    told: dict[URIRef, str] = {}
    for selector in graph.objects(node, OA.hasSelector):
        for part in (OA.start, OA.end, OA.exact, OA.prefix, OA.suffix):
            if (value := graph.value(selector, part)) is not None:
                told[part] = str(value)
    try:
        words = Quote(told[OA.exact], told[OA.prefix], told[OA.suffix])
        start, end = int(told[OA.start]), int(told[OA.end])
    except (KeyError, ValueError):
        return None
    is_sound = isinstance(document, URIRef) and 0 <= start < end
    return Passage(URIRef(str(document)), start, end, words) if is_sound else None
