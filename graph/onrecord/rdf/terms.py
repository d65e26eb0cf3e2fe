"""Oxigraph's terms as rdflib's."""

import pyoxigraph as ox
from rdflib import XSD, BNode, Literal, URIRef
from rdflib.term import Node


def node(term: object, string: URIRef | None = None) -> Node:
    """One term. `string` is the datatype that a plain literal gets: rdflib's parsers give it none,
    an answer of oxrdflib's has xsd:string. A triple in a triple is not of RDF 1.1.
    """
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.Literal):
        if term.language:
            return Literal(term.value, lang=term.language)
        datatype = URIRef(term.datatype.value)
        return Literal(term.value, datatype=string if datatype == XSD.string else datatype)
    assert isinstance(term, ox.BlankNode)
    return BNode(term.value)
