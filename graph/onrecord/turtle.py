"""Turtle, TriG and N-Triples for people and for diffs: the same graph is always the same bytes.

rdflib's own Turtle puts what is mentioned least first; here each document stands with all that it
says, a statement with its stances and its evidence, in the order of the text, and every character
that a reader could not see is written as an escape.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import get_args

from rdflib import PROV, RDF, RDFS, SKOS, XSD, Graph, Literal, URIRef
from rdflib.term import Node

from onrecord.compact import described
from onrecord.identifiers import OA, ONR
from onrecord.model import Kind

Triple = tuple[Node, Node, Node]

_THINGS = tuple(ONR[kind] for kind in get_args(Kind))
_SECTIONS = (
    *_THINGS,
    SKOS.Concept,
    ONR.Position,
    ONR.PositionChange,
    ONR.Alignment,
    ONR.Relation,
    ONR.Tenure,
)
_STANDS_APART = {ONR.Document, *_THINGS}
_ATTACHED = {ONR.stance, ONR.evidence, ONR.sourceEvidence, ONR.cueEvidence, OA.hasSelector}
_ATTACHED |= {ONR.saidOnEvidence}
_FIRST = (
    *(RDF.type, RDFS.label, SKOS.prefLabel, SKOS.altLabel),
    *(ONR.speaker, ONR.sourceText, ONR.cue, ONR.words, ONR.act, ONR.form),
    *(ONR.holder, ONR.subject, ONR.predicate, ONR.object, OA.start, OA.prefix, OA.exact),
)
_RANK: dict[Node, int] = {predicate: rank for rank, predicate in enumerate(_FIRST)}
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?(?:#[A-Za-z]+)?")
_NUMBER = re.compile(r"[+-]?\d+")
_DECIMAL = re.compile(r"[+-]?\d*\.\d+")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_WIDTH = 100


def escaped(text: str) -> str:
    """The text as it stands between double quotes: nothing invisible is left in it."""
    if text.isprintable() and '"' not in text and "\\" not in text:
        return text
    return text.translate(
        {ord(c): _escape(c) for c in set(text) if not c.isprintable() or c in '\\"'}
    )


def _escape(character: str) -> str:
    code = ord(character)
    plain = f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"
    return _ESCAPES.get(character, plain)


def term(node: Node) -> str:
    """A node in N-Triples."""
    if isinstance(node, Literal):
        words = f'"{escaped(node)}"'
        if node.language:
            return f"{words}@{node.language}"
        if node.datatype and node.datatype != XSD.string:
            return f"{words}^^<{node.datatype}>"
        return words
    return f"<{node}>" if isinstance(node, URIRef) else f"_:{node}"


def ntriples(graph: Graph) -> str:
    """One triple a line, sorted."""
    return "".join(sorted(f"{' '.join(map(term, triple))} .\n" for triple in graph))


def natural(node: Node) -> tuple[object, ...]:
    """A sort key in which 9 comes before 10 and, of two IRIs, the first in the text first."""
    parts = re.split(r"(?<=-)(\d+)(?=-|$)", str(node))
    numbers = [(0, int(part), "") if i % 2 else (1, 0, part) for i, part in enumerate(parts)]
    return (type(node).__name__, numbers, term(node))


class Prefixes:
    """The short names of IRIs in one file; only those that it uses are declared."""

    def __init__(self, namespaces: Iterable[tuple[str, URIRef]]) -> None:
        self._known = {str(iri): prefix for prefix, iri in sorted(namespaces) if str(iri)}
        self._used: set[str] = set()
        self._compact: dict[URIRef, str | None] = {}  # most IRIs stand in a file several times

    def compact(self, node: Node) -> str | None:
        """An IRI as prefix:rest, where its namespace has a prefix and the rest is plain."""
        if not isinstance(node, URIRef):
            return None
        if node not in self._compact:
            self._compact[node] = self._shortened(str(node))
        return self._compact[node]

    def _shortened(self, iri: str) -> str | None:
        for end in (iri.rfind("/") + 1, iri.find("#") + 1):
            namespace, rest = iri[:end], iri[end:]
            if namespace in self._known and _LOCAL.fullmatch(rest):
                self._used.add(namespace)
                return f"{self._known[namespace]}:{rest}"
        return None

    def short(self, node: Node) -> str:
        """A node in Turtle."""
        if isinstance(node, Literal):
            return self._literal(node)
        compact = self.compact(node)
        return compact.replace("#", "\\#") if compact else term(node)

    def _literal(self, node: Literal) -> str:
        for datatype, shape in ((XSD.integer, _NUMBER), (XSD.decimal, _DECIMAL)):
            if node.datatype == datatype and shape.fullmatch(node):
                return str(node)
        if node.datatype is None or node.datatype == XSD.string:
            return term(node)
        return f'"{escaped(node)}"^^{self.short(node.datatype)}'

    def used(self) -> dict[str, str]:
        """Prefix to namespace, of those that were needed so far; sorted."""
        return dict(sorted((self._known[namespace], namespace) for namespace in self._used))

    def declarations(self) -> str:
        return "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in self.used().items())


def turtle(graph: Graph) -> str:
    """The graph as Turtle: what made it, what each document says, things, positions, ties."""
    prefixes = Prefixes(graph.namespaces())
    texts = [body(graph, own, prefixes) for _, own in parts(graph)]
    return "\n".join([prefixes.declarations(), *texts])


def trig(graph: Graph) -> str:
    """The graph as TriG: what a document says in a graph of its own, the rest in the default one.

    To take a document and all it says out of a store is then to drop its graph.
    """
    prefixes = Prefixes(graph.namespaces())
    texts = [in_graph(doc, body(graph, own, prefixes), prefixes) for doc, own in parts(graph)]
    return "\n".join([prefixes.declarations(), *texts])


def in_graph(document: URIRef | None, text: str, prefixes: Prefixes) -> str:
    """Turtle as TriG, in the graph of a document."""
    return text if document is None else f"{prefixes.short(document)} {{\n{text}}}\n"


def body(graph: Graph, subjects: Iterable[Node], prefixes: Prefixes) -> str:
    """These subjects with all that the graph says of them, as Turtle without declarations."""
    return "\n".join(_block(graph, subject, prefixes) for subject in subjects)


def parts(graph: Graph) -> Iterator[tuple[URIRef | None, list[Node]]]:
    """Every subject once, in reading order: what made the graph; each document and what it says;
    then, section by section, what several documents may speak of. The document stands before its
    own subjects, None before the others.
    """
    order: dict[Node, None] = {}
    for build in sorted(graph.subjects(RDF.type, PROV.Activity), key=natural):
        _place(graph, build, order)
    if order:
        yield None, list(order)
    of_document: dict[Node, list[Node]] = {}
    for subject, document in homes(graph).items():
        of_document.setdefault(document, []).append(subject)
    for document in sorted(of_document, key=natural):
        seen = len(order)
        _place(graph, document, order)
        own = sorted(of_document[document], key=natural)
        for subject in sorted(own, key=lambda s: (s, RDF.type, ONR.Statement) not in graph):
            _place(graph, subject, order)
        if own := list(islice(order, seen, None)):
            yield URIRef(str(document)), own
    if own := _shared(graph, order):
        yield None, own


def _shared(graph: Graph, order: dict[Node, None]) -> list[Node]:
    """The subjects that are not yet in order, section by section."""
    seen = len(order)
    for section in _SECTIONS:
        for subject in sorted(graph.subjects(RDF.type, section), key=natural):
            _place(graph, subject, order)
    for subject in sorted(set(graph.subjects()) - set(order), key=natural):
        _place(graph, subject, order)
    return list(islice(order, seen, None))


# What stands in the part of its document.
OWN = {
    OA.SpecificResource,
    OA.TextPositionSelector,
    OA.TextQuoteSelector,
    ONR.Statement,
    ONR.Stance,
}


def homes(graph: Graph) -> dict[Node, Node]:
    """The document of each piece of evidence, statement and stance."""
    homes = {document: document for document in graph.subjects(RDF.type, ONR.Document)}
    for evidence, document in graph.subject_objects(OA.hasSource):
        homes |= dict.fromkeys((evidence, *graph.objects(evidence, OA.hasSelector)), document)
    for statement, document in graph.subject_objects(PROV.wasQuotedFrom):
        homes |= dict.fromkeys((statement, *graph.objects(statement, ONR.stance)), document)
    return {node: document for node, document in homes.items() if isinstance(document, URIRef)}


def reading_order(graph: Graph) -> list[Node]:
    """The subjects of `parts`, one after another."""
    return [subject for _, own in parts(graph) for subject in own]


def _place(graph: Graph, subject: Node, order: dict[Node, None]) -> None:
    if subject in order or not (told := described(graph, subject)):
        return
    order[subject] = None
    if not _STANDS_APART.isdisjoint(told.get(RDF.type, ())):
        return
    attached = (node for predicate in _ATTACHED & told.keys() for node in told[predicate])
    for node in sorted(attached, key=natural):
        _place(graph, node, order)


def _block(graph: Graph, subject: Node, prefixes: Prefixes) -> str:
    values = described(graph, subject)
    lines = []
    for predicate in sorted(values, key=_predicate_key):
        verb = "a" if predicate == RDF.type else prefixes.short(predicate)
        many = values[predicate]
        ordered = sorted(many, key=natural) if len(many) > 1 else many
        objects = [prefixes.short(value) for value in ordered]
        lines.append(f"{verb} {_listed(objects, len(verb) + 5)}")
    return f"{prefixes.short(subject)} " + " ;\n    ".join(lines) + " .\n"


def _predicate_key(predicate: Node) -> tuple[int, str]:
    return _RANK.get(predicate, len(_FIRST)), str(predicate)


def _listed(objects: Sequence[str], used: int) -> str:
    fits = used + sum(len(each) + 3 for each in objects) <= _WIDTH
    return (" , " if fits else " ,\n        ").join(objects)
