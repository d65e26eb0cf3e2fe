"""Evidence: the place in a document where something stands, and the words that stand there.

After the Web Annotation model: a SpecificResource with two selectors. The position selector says
where, the quote selector says what, so that a program can hold the one against the other.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache

from rdflib import RDF, XSD, Graph, Literal, URIRef
from rdflib.term import Node

from onrecord.identifiers import OA, Identifiers
from onrecord.model import Document, Span
from onrecord.rdf.columns import one_of
from onrecord.rdf.compact import describe, described, descriptions

JOINT = " … "  # between the parts of words that stand apart in the text
CONTEXT = 60  # characters kept before and after the exact words
# Named once: a namespace of rdflib makes the term anew each time, a seventh of the mapping.
_TYPE, _EVIDENCE = RDF.type, OA.SpecificResource
_HAS_SOURCE, _HAS_SELECTOR = OA.hasSource, OA.hasSelector
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
    return text if text.isascii() else _LONE_SURROGATE.sub("\ufffd", text)


def add_evidence(graph: Graph, identifiers: Identifiers, document: Document, span: Span) -> URIRef:
    """Adds the evidence that stands at `span` of a document, once; gives its IRI."""
    node = identifiers.evidence(document.sha256, span)
    if _EVIDENCE in described(graph, node).get(_TYPE, ()):
        return node
    position = identifiers.selector(node, "position")
    words = identifiers.selector(node, "quote")
    found = quote(document.text, span.start, span.end)
    describe(
        graph,
        node,
        (
            (_TYPE, _EVIDENCE),
            (_HAS_SOURCE, identifiers.document(document.sha256)),
            (_HAS_SELECTOR, position),
            (_HAS_SELECTOR, words),
        ),
    )
    offsets = (_START, _offset(span.start)), (_END, _offset(span.end))
    describe(graph, position, ((_TYPE, _OFFSETS), *offsets))
    told = (_EXACT, found.exact), (_PREFIX, found.prefix), (_SUFFIX, found.suffix)
    words_told = ((part, Literal(text, normalize=False)) for part, text in told)
    describe(graph, words, ((_TYPE, _QUOTE), *words_told))
    return node


@lru_cache(maxsize=8192)  # characters, what most articles have; to make a number costs 6 µs
def _offset(number: int) -> Literal:
    return Literal(str(number), datatype=_NUMBER)


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """A piece of evidence as a graph holds it."""

    document: URIRef
    start: int
    end: int
    quote: Quote


def passages(graph: Graph) -> dict[Node, Passage | None]:
    """Every piece of evidence of a graph; None where it lacks its document, offsets or words."""
    told_of = descriptions(graph)
    found: dict[Node, Passage | None] = {}
    for node in graph.subjects(_TYPE, _EVIDENCE):
        links = told_of(node)
        told: dict[Node, Collection[Node]] = {}
        for selector in sorted(links.get(_HAS_SELECTOR, ()), key=str):
            told |= told_of(selector)
        found[node] = _passage(one_of(links.get(_HAS_SOURCE, ())), told)
    return found


def _passage(document: Node | None, told: Mapping[Node, Collection[Node]]) -> Passage | None:
    if not isinstance(document, URIRef):
        return None
    try:
        words = Quote(*(str(one_of(told[part])) for part in (_EXACT, _PREFIX, _SUFFIX)))
        start, end = (int(str(one_of(told[part]))) for part in (_START, _END))
    except (KeyError, ValueError):
        return None
    return Passage(document, start, end, words) if 0 <= start < end else None
