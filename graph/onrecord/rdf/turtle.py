"""Turtle, TriG and N-Triples for people and for diffs: the same graph is always the same bytes.

rdflib's own Turtle puts what is mentioned least first; here each document stands with all that it
says, a statement with its stances and its evidence, in the order of the text, and every character
that a reader could not see is written as an escape.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import get_args

from rdflib import PROV, RDF, RDFS, SKOS, XSD, Graph, Literal, URIRef
from rdflib.term import Node

from onrecord.identifiers import OA, ONR
from onrecord.model import Kind
from onrecord.rdf.compact import Descriptions, descriptions, subjects, valued

Triple = tuple[Node, Node, Node]

# Named once: a namespace of rdflib makes the term anew each time.
_TYPE, _DOCUMENT, _STATEMENT = RDF.type, ONR.Document, ONR.Statement
_STRING, _INTEGER, _DECIMAL = XSD.string, XSD.integer, XSD.decimal
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
_STANDS_APART = {_DOCUMENT, *_THINGS}
_ATTACHED = {ONR.stance, ONR.evidence, ONR.sourceEvidence, ONR.cueEvidence, OA.hasSelector}
_ATTACHED |= {ONR.saidOnEvidence}
_FIRST = (
    *(_TYPE, RDFS.label, SKOS.prefLabel, SKOS.altLabel),
    *(ONR.speaker, ONR.sourceText, ONR.cue, ONR.words, ONR.act, ONR.form),
    *(ONR.holder, ONR.subject, ONR.predicate, ONR.object, OA.start, OA.prefix, OA.exact),
)
_RANK: dict[Node, int] = {predicate: rank for rank, predicate in enumerate(_FIRST)}
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?(?:#[A-Za-z]+)?")
_PLAIN = {_STRING}  # looked up, as to compare two terms costs ten times that
_NUMBERS = {_INTEGER: re.compile(r"[+-]?\d+"), _DECIMAL: re.compile(r"[+-]?\d*\.\d+")}
_DIGITS = re.compile(r"(?<=-)(\d+)(?=-|$)")
_ESCAPES = {"\r": "\\r", "\t": "\\t"}
_WIDTH = 100


def escaped(text: str) -> str:
    """The text as it stands between double quotes: nothing invisible is left in it."""
    if "\\" in text:
        text = text.replace("\\", "\\\\")
    if '"' in text:
        text = text.replace('"', '\\"')
    if text.isprintable():
        return text
    text = text.replace("\n", "\\n")
    if text.isprintable():
        return text
    return text.translate({ord(c): _escape(c) for c in set(text) if not c.isprintable()})


def _escape(character: str) -> str:
    code = ord(character)
    plain = f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"
    return _ESCAPES.get(character, plain)


def term(node: Node) -> str:
    """A node in N-Triples."""
    if type(node) is URIRef:  # most are; whether one is a Literal, abstract classes tell slowly
        return f"<{node}>"
    if isinstance(node, Literal):
        words = f'"{escaped(node)}"'
        if node.language:
            return f"{words}@{node.language}"
        if node.datatype is not None and node.datatype != _STRING:
            return f"{words}^^<{node.datatype}>"
        return words
    return f"<{node}>" if isinstance(node, URIRef) else f"_:{node}"


def ntriples(graph: Graph) -> str:
    """One triple a line, sorted."""
    return "".join(sorted(f"{' '.join(map(term, triple))} .\n" for triple in graph))


@lru_cache(maxsize=4096)  # a node is sorted with its document's, with its statement's, ...
def natural(node: Node) -> tuple[object, ...]:
    """A sort key in which 9 comes before 10 and, of two IRIs, the first in the text first."""
    parts = _DIGITS.split(str(node))
    numbers = [(0, int(part), "") if i % 2 else (1, 0, part) for i, part in enumerate(parts)]
    return (type(node).__name__, numbers, term(node))


class Prefixes:
    """The short names of IRIs in one file; only those that it uses are declared."""

    def __init__(self, namespaces: Iterable[tuple[str, URIRef]]) -> None:
        self._known = {str(iri): prefix for prefix, iri in sorted(namespaces) if str(iri)}
        self._used: set[str] = set()
        self._short: dict[Node, str] = {}  # most IRIs stand in a file several times
        self._verbs: dict[tuple[Node, ...], list[tuple[Node, str]]] = {}  # of a kind of subject

    def compact(self, node: Node) -> str | None:
        """An IRI as prefix:rest, where its namespace has a prefix and the rest is plain."""
        return self._shortened(str(node)) if isinstance(node, URIRef) else None

    def _shortened(self, iri: str) -> str | None:
        for end in (iri.rfind("/") + 1, iri.find("#") + 1):
            namespace, rest = iri[:end], iri[end:]
            if namespace in self._known and _LOCAL.fullmatch(rest):
                self._used.add(namespace)
                return f"{self._known[namespace]}:{rest}"
        return None

    def short(self, node: Node) -> str:
        """A node in Turtle."""
        if type(node) is not URIRef and isinstance(node, Literal):
            return self._literal(node)
        if (known := self._short.get(node)) is None:
            compact = self.compact(node)
            known = compact.replace("#", "\\#") if compact else term(node)
            self._short[node] = known
        return known

    def verbs(self, predicates: tuple[Node, ...]) -> list[tuple[Node, str]]:
        """Predicates as they stand in a block, each with what is written for it there."""
        if (known := self._verbs.get(predicates)) is None:
            ordered = sorted(predicates, key=lambda p: (_RANK.get(p, len(_FIRST)), str(p)))
            known = [(one, "a" if one == _TYPE else self.short(one)) for one in ordered]
            self._verbs[predicates] = known
        return known

    def _literal(self, node: Literal) -> str:
        datatype = node.datatype
        if datatype is None or datatype in _PLAIN:
            return term(node) if node.language else f'"{escaped(node)}"'
        if (shape := _NUMBERS.get(datatype)) and shape.fullmatch(node):
            return str(node)
        return f'"{escaped(node)}"^^{self.short(datatype)}'

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
    told_of = descriptions(graph)
    return "\n".join(_block(subject, told_of(subject), prefixes) for subject in subjects)


def parts(graph: Graph) -> Iterator[tuple[URIRef | None, list[Node]]]:
    """Every subject once, in reading order: what made the graph; each document and what it says;
    then, section by section, what several documents may speak of. The document stands before its
    own subjects, None before the others.
    """
    order: dict[Node, None] = {}
    told_of = descriptions(graph)
    for build in sorted(graph.subjects(_TYPE, PROV.Activity), key=natural):
        _place(told_of, build, order)
    if order:
        yield None, list(order)
    of_document: dict[Node, list[Node]] = {}
    for subject, document in homes(graph).items():
        of_document.setdefault(document, []).append(subject)
    for document in sorted(of_document, key=natural):
        seen = len(order)
        _place(told_of, document, order)
        own = of_document[document]
        statements = [one for one in own if _STATEMENT in told_of(one).get(_TYPE, ())]
        for subject in sorted(statements, key=natural):
            _place(told_of, subject, order)
        for subject in sorted((one for one in own if one not in order), key=natural):
            _place(told_of, subject, order)
        if own := list(islice(order, seen, None)):
            yield URIRef(str(document)), own
    if own := _shared(graph, order):
        yield None, own


def _shared(graph: Graph, order: dict[Node, None]) -> list[Node]:
    """The subjects that are not yet in order, section by section."""
    seen, told_of = len(order), descriptions(graph)
    for section in _SECTIONS:
        for subject in sorted(graph.subjects(_TYPE, section), key=natural):
            _place(told_of, subject, order)
    for subject in sorted(set(subjects(graph)) - order.keys(), key=natural):
        _place(told_of, subject, order)
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
    told_of = descriptions(graph)
    homes = {document: document for document in graph.subjects(_TYPE, _DOCUMENT)}
    for link, leads in ((OA.hasSource, OA.hasSelector), (PROV.wasQuotedFrom, ONR.stance)):
        for node, documents in valued(graph, link).items():
            for document in documents:
                homes |= dict.fromkeys((node, *told_of(node).get(leads, ())), document)
    return {node: document for node, document in homes.items() if isinstance(document, URIRef)}


def reading_order(graph: Graph) -> list[Node]:
    """The subjects of `parts`, one after another."""
    return [subject for _, own in parts(graph) for subject in own]


def _place(told_of: Descriptions, subject: Node, order: dict[Node, None]) -> None:
    if subject in order or not (told := told_of(subject)):
        return
    order[subject] = None
    if _STANDS_APART.isdisjoint(told.get(_TYPE, ())):
        for node in _sorted([node for link in told if link in _ATTACHED for node in told[link]]):
            _place(told_of, node, order)


def _block(subject: Node, told: Mapping[Node, Collection[Node]], prefixes: Prefixes) -> str:
    short, lines = prefixes.short, []
    for predicate, verb in prefixes.verbs(tuple(told)):
        values = told[predicate]
        if len(values) == 1:
            (value,) = values
            lines.append(f"{verb} {short(value)}")
        else:
            lines.append(f"{verb} {_listed([*map(short, _sorted(values))], len(verb) + 5)}")
    return f"{short(subject)} " + " ;\n    ".join(lines) + " .\n"


def _sorted(nodes: Collection[Node]) -> Collection[Node]:
    return sorted(nodes, key=natural) if len(nodes) > 1 else nodes


def _listed(objects: Sequence[str], used: int) -> str:
    fits = used + sum(len(each) + 3 for each in objects) <= _WIDTH
    return (" , " if fits else " ,\n        ").join(objects)
