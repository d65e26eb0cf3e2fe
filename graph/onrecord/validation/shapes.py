"""The shapes parted: what a node tells of itself, and what is to be asked of the whole graph.

How many values a node has and of which kind shows wherever its own triples stand together, in any
part of a graph. Where its values lead to, what leads to it, and what a rule in SPARQL compares is
asked of an index of the whole, so that no part needs to know another.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import BlankNode, NamedNode, QuerySolutions, Store, Triple, Variable
from pyoxigraph import Literal as Words
from rdflib import PROV, RDF, SH, BNode, Graph, URIRef
from rdflib.term import Node

from onrecord.errors import VocabularyError
from onrecord.identifiers import OA, ONR
from onrecord.rdf.turtle import OWN, Prefixes
from onrecord.validation.validate import Violation, shown

Term = NamedNode | BlankNode | Words | Triple
_THIS = Variable("this")
_NAMESPACES = {"onr": ONR, "oa": OA, "prov": PROV}
_CLASS, _IN, _PATTERN = SH["class"], SH["in"], SH.pattern
_ANYWHERE = {SH.path, SH.message, SH.minCount, SH.maxCount, _CLASS}
_OWN = _ANYWHERE | {
    *(SH.minLength, SH.maxLength, SH.minInclusive, SH.maxInclusive, SH.lessThan),
    *(SH.datatype, SH.nodeKind, SH.uniqueLang, _IN, _PATTERN),
}
_NODE = {SH.targetClass, SH.targetNode, SH.property, SH.sparql}


@dataclass(frozen=True, slots=True)
class Link:
    """What nodes of a kind lead to, and of which kind that has to be."""

    kind: Node
    path: Node
    end: Node


@dataclass(frozen=True, slots=True)
class Question:
    """A SELECT of $this and, where there is one, ?value: each row is a breach."""

    select: str
    message: str
    path: str = ""  # as a `Violation` has it, IRIs in full
    this: URIRef | None = None  # where it is given
    link: Link | None = None  # that it asks for, and nothing else

    @property
    def is_of_documents(self) -> bool:
        """Whether a part that has a document and all that leads from it has the answer, too."""
        return self.link is not None and self.link.kind in OWN


def ask(index: Store, questions: Iterable[Question], names: Prefixes) -> Iterator[Violation]:
    """What an index, the union of its graphs, answers to the questions.

    Raises VocabularyError for a query that is no SPARQL.
    """
    prefixes = {prefix: str(namespace) for prefix, namespace in _NAMESPACES.items()}
    for each in questions:
        given: dict[Variable, Term] | None = {_THIS: NamedNode(each.this)} if each.this else None
        try:
            rows = index.query(
                each.select,
                prefixes=prefixes,
                use_default_graph_as_union=True,
                substitutions=given,
            )
        except SyntaxError as error:
            raise VocabularyError(f"shapes.ttl cannot be used: {error}") from error
        assert isinstance(rows, QuerySolutions)
        inverse, path = each.path.startswith("^"), URIRef(each.path.removeprefix("^"))
        told = f"{'^' if inverse else ''}{shown(path, names) if path else ''}"
        has_value = Variable("value") in rows.variables
        for row in rows:
            focus = each.this or URIRef(row["this"].value)
            value = row["value"] if has_value else None
            value = shown(URIRef(value.value), names) if value is not None else ""
            yield Violation(shown(focus, names), each.message, told, value)


def own(shapes: Graph) -> Graph:
    """The shapes as far as they look at nothing but a node's own triples, or a piece of evidence.

    Raises VocabularyError for a shape of which it is not known how far it looks.
    """
    _must_be_known(shapes)
    found = Graph(bind_namespaces="none")
    found += shapes
    for node, rule in shapes.subject_objects(SH.sparql):
        if not _is_nearby(shapes, node):
            found.remove((node, SH.sparql, rule))
            found.remove((rule, None, None))
    for shape in set(shapes.subjects(SH.path)):
        if _inverse(shapes, shape) is not None:
            found.remove((None, None, shape))
            found.remove((shape, None, None))
        elif (shape, _CLASS, None) in shapes:
            found.remove((shape, _CLASS, None))
            if (shape, SH.nodeKind, None) not in shapes:  # words are of no class
                found.add((shape, SH.nodeKind, SH.BlankNodeOrIRI))
    return found


def questions(shapes: Graph) -> Iterator[Question]:
    """What else the shapes demand.

    Raises VocabularyError for a shape of which it is not known how far it looks.
    """
    _must_be_known(shapes)
    for node in sorted(set(shapes.subjects(SH.sparql)), key=str):
        if not _is_nearby(shapes, node):
            yield from rules(shapes, node)
    for node, kind in sorted(shapes.subject_objects(SH.targetClass), key=str):
        for shape in shapes.objects(node, SH.property):
            yield from _links(shapes, shape, kind)


def nearby(shapes: Graph) -> Iterator[Question]:
    """The rules in SPARQL that `own` holds, as questions."""
    for node in sorted(set(shapes.subjects(SH.sparql)), key=str):
        if _is_nearby(shapes, node):
            yield from rules(shapes, node)


def rules(shapes: Graph, node: Node) -> Iterator[Question]:
    """The rules in SPARQL of one shape, for each of its nodes."""
    for rule in shapes.objects(node, SH.sparql):
        select, message = (str(shapes.value(rule, p)) for p in (SH.select, SH.message))
        for target in sorted(shapes.objects(node, SH.targetNode), key=str):
            yield Question(select, message, this=URIRef(str(target)))


def _links(shapes: Graph, shape: Node, target: Node) -> Iterator[Question]:
    """What a shape of properties demands of nodes other than its own."""
    inverse, message = _inverse(shapes, shape), str(shapes.value(shape, SH.message))
    path = shapes.value(shape, SH.path) if inverse is None else inverse
    link = f"?value <{path}> $this" if inverse is not None else f"$this <{path}> ?value"
    told = f"^{path}" if inverse is not None else str(path)
    for kind in shapes.objects(shape, _CLASS):
        is_other = f"FILTER(!isLiteral(?value)) FILTER NOT EXISTS {{ ?value a <{kind}> }}"
        select = f"SELECT $this ?value {{ $this a <{target}> . {link} {is_other} }}"
        settled = Link(target, URIRef(told), kind) if inverse is None else None
        yield Question(select, message, told, link=settled)
    if inverse is None:
        return
    counted = f"SELECT $this {{ $this a <{target}> OPTIONAL {{ {link} }} }} GROUP BY $this"
    for bound, sign in ((SH.minCount, "<"), (SH.maxCount, ">")):
        for number in shapes.objects(shape, bound):
            having = f"HAVING(COUNT(DISTINCT ?value) {sign} {int(str(number))})"
            yield Question(f"{counted} {having}", message, told)


def _inverse(shapes: Graph, shape: Node) -> Node | None:
    path = shapes.value(shape, SH.path)
    return shapes.value(path, SH.inversePath) if isinstance(path, BNode) else None


def _is_nearby(shapes: Graph, node: Node) -> bool:
    """Whether a rule is about evidence, all of which stands with its document."""
    return all(str(target).startswith(OA) for target in shapes.objects(node, SH.targetNode))


def _must_be_known(shapes: Graph) -> None:
    known = dict.fromkeys(shapes.subjects(RDF.type, SH.NodeShape), _NODE)
    for shape in set(shapes.objects(None, SH.property)):
        known[shape] = _looks(shapes, shapes.value(shape, SH.path))
    for shape, predicates in known.items():
        for predicate in set(shapes.predicates(shape)) - predicates:
            if str(predicate).startswith(str(SH)):
                reason = f"of {predicate} it is not known whether it is about one node alone"
                raise VocabularyError(f"shapes.ttl: {reason}; say so in validation/shapes.py.")


def _looks(shapes: Graph, path: Node | None) -> set[URIRef]:
    """What a shape of properties may demand along such a path."""
    if isinstance(path, URIRef):
        return _OWN
    steps = [(kind, to) for kind, to in shapes.predicate_objects(path)]
    if len(steps) == 1 and steps[0][0] == SH.inversePath and isinstance(steps[0][1], URIRef):
        return _ANYWHERE
    if len(steps) == 1 and steps[0][0] == SH.alternativePath:
        each = list(shapes.items(steps[0][1]))
        if all(isinstance(step, URIRef) for step in each):
            return _OWN - {_CLASS}
    raise VocabularyError("shapes.ttl: a path of more than one step. Ask for it in SPARQL.")
