"""Evidence: the place in a document where something stands, and the words that stand there.

After the Web Annotation model: a SpecificResource with two selectors. The position selector says
where, the quote selector says what, so that a program can hold the one against the other.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from rdflib import RDF, XSD, Graph, Literal, URIRef
from rdflib.term import Node

from onrecord.columns import column
from onrecord.identifiers import OA, Identifiers
from onrecord.model import Document, Span

JOINT = " … "  # between the parts of words that stand apart in the text
CONTEXT = 60  # characters kept before and after the exact words
# Named once: a namespace of rdflib makes the term anew each time, a seventh of the mapping.
_EVIDENCE, _HAS_SOURCE, _HAS_SELECTOR = OA.SpecificResource, OA.hasSource, OA.hasSelector
_OFFSETS, _START, _END = OA.TextPositionSelector, OA.start, OA.end
_QUOTE, _EXACT, _PREFIX, _SUFFIX = OA.TextQuoteSelector, OA.exact, OA.prefix, OA.suffix
_NUMBER = XSD.nonNegativeInteger
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
    if (node, RDF.type, _EVIDENCE) in graph:
        return node
    position = identifiers.selector(node, "position")
    words = identifiers.selector(node, "quote")
    found = quote(document.text, span.start, span.end)
    start, end = (Literal(str(n), datatype=_NUMBER) for n in (span.start, span.end))
    for triple in (
        (node, RDF.type, _EVIDENCE),
        (node, _HAS_SOURCE, identifiers.document(document.sha256)),
        (node, _HAS_SELECTOR, position),
        (node, _HAS_SELECTOR, words),
        (position, RDF.type, _OFFSETS),
        (position, _START, start),
        (position, _END, end),
        (words, RDF.type, _QUOTE),
        (words, _EXACT, Literal(found.exact)),
        (words, _PREFIX, Literal(found.prefix)),
        (words, _SUFFIX, Literal(found.suffix)),
    ):
        graph.add(triple)
    return node


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """A piece of evidence as a graph holds it."""

    document: URIRef
    start: int
    end: int
    quote: Quote


def passages(graph: Graph) -> dict[Node, Passage | None]:
    """Every piece of evidence of a graph; None where it lacks its document, offsets or words."""
    documents = column(graph, _HAS_SOURCE)
    parts = {p: column(graph, p) for p in (_START, _END, _EXACT, _PREFIX, _SUFFIX)}
    found: dict[Node, Passage | None] = {}
    for node in graph.subjects(RDF.type, _EVIDENCE):
        told = {
            part: str(values[selector])
            for selector in sorted(graph.objects(node, _HAS_SELECTOR), key=str)
            for part, values in parts.items()
            if selector in values
        }
        found[node] = _passage(documents.get(node), told)
    return found


def _passage(document: Node | None, told: Mapping[URIRef, str]) -> Passage | None:
    try:
        words = Quote(told[_EXACT], told[_PREFIX], told[_SUFFIX])
        start, end = int(told[_START]), int(told[_END])
    except (KeyError, ValueError):
        return None
    is_sound = isinstance(document, URIRef) and 0 <= start < end
    return Passage(URIRef(str(document)), start, end, words) if is_sound else None
