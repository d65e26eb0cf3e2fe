"""JSON-LD with its context in the file: nothing has to be fetched to read it."""

import json
import re

from rdflib import RDF, XSD, Graph, Literal
from rdflib.term import Node

from onrecord.rdf.turtle import Prefixes, natural, reading_order

Json = dict[str, object]

_PLAIN_INTEGER = re.compile(r"0|-?[1-9]\d{0,14}", re.ASCII)


def jsonld(graph: Graph) -> str:
    """The graph as JSON-LD, one object for each subject, in the order of the Turtle file."""
    prefixes = Prefixes(graph.namespaces())
    nodes = [_node(graph, subject, prefixes) for subject in reading_order(graph)]
    document = {"@context": prefixes.used(), "@graph": nodes}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _node(graph: Graph, subject: Node, prefixes: Prefixes) -> Json:
    values: dict[str, list[object]] = {}
    for predicate, value in sorted(graph.predicate_objects(subject), key=_by_predicate):
        if predicate == RDF.type:
            values.setdefault("@type", []).append(_iri(value, prefixes))
        else:
            values.setdefault(_iri(predicate, prefixes), []).append(_value(value, prefixes))
    return {"@id": _iri(subject, prefixes)} | {
        key: many[0] if len(many) == 1 else many for key, many in values.items()
    }


def _by_predicate(pair: tuple[Node, Node]) -> tuple[bool, str, object]:
    predicate, value = pair
    return predicate != RDF.type, str(predicate), natural(value)


def _iri(node: Node, prefixes: Prefixes) -> str:
    return prefixes.compact(node) or str(node)


def _value(node: Node, prefixes: Prefixes) -> object:
    if not isinstance(node, Literal):
        return {"@id": _iri(node, prefixes)}
    if node.language:
        return {"@value": str(node), "@language": node.language}
    if node.datatype == XSD.integer and _PLAIN_INTEGER.fullmatch(node):
        return int(node)
    if node.datatype and node.datatype != XSD.string:
        return {"@value": str(node), "@type": _iri(node.datatype, prefixes)}
    return str(node)
