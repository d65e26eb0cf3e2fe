"""Whether the evidence is true: every piece of it re-read in the documents themselves.

The promise: no fact without evidence, and no evidence that a program cannot check. This reads
nothing but the graph and the texts, so that it holds for graphs that others hand on, too.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from itertools import permutations, product
from math import isfinite
from typing import get_args

from rdflib import PROV, RDF, Graph, Literal, URIRef
from rdflib.term import Node

from onrecord.annotations import PREDICATES
from onrecord.columns import column, one_of
from onrecord.compact import described, descriptions, valued
from onrecord.evidence import JOINT, Passage, passages, quote, storable
from onrecord.identifiers import OA, ONR
from onrecord.model import Kind
from onrecord.shapes import Link, Question
from onrecord.turtle import OWN, Prefixes
from onrecord.validate import Violation, shown

Line = tuple[Node, ...]  # subject, predicate, object

_TYPE = RDF.type  # named once, as a term is made anew each time
_WITH_EVIDENCE = ("Statement", "Stance", "Relation", *get_args(Kind))
_SHORTCUTS = tuple(ONR[name] for name in (*PREDICATES, "agreesWith", "disagreesWith"))
_SIDES = {
    ONR.supports: ONR.Supports,
    ONR.backs: ONR.Supports,
    ONR.opposes: ONR.Opposes,
    ONR.criticises: ONR.Opposes,
}
_BARE = "a fact without evidence: build it anew."
_UNBACKED = "no relation, position or alignment backs this line: build it anew."
_DERIVED = ((ONR.Position, ONR.Statement), (ONR.Alignment, ONR.Position))
_WORDED = (
    (ONR.words, ONR.evidence),
    (ONR.sourceText, ONR.sourceEvidence),
    (ONR.cue, ONR.cueEvidence),
)


def check_evidence(graph: Graph, texts: Mapping[str, str]) -> tuple[Violation, ...]:
    """Every fact that does not lead to words that stand where it says; sorted.

    Args:
        graph: a build's graph.
        texts: the documents by the SHA-256 of their text in UTF-8.
    """
    check = _Check(graph, texts, Prefixes(graph.namespaces()))
    found = {
        *check.documents(),
        *check.places(),
        *check.facts(),
        *check.statements(),
        *check.inferences(),
        *check.shortcuts(),
    }
    return tuple(sorted(found))


def check_part(
    graph: Graph, texts: Mapping[str, str], names: Prefixes, links: Iterable[Link]
) -> tuple[set[Violation], set[Node]]:
    """What `check_evidence` finds in a part of a graph, whatever the other parts are.

    The rest it finds are the answers to `QUESTIONS`, and what is wrong with the strays, which are
    given as well: evidence, statements and stances that lead to what this part does not have, by
    `links` or otherwise, or that lack what they must lead to.
    """
    check = _Check(graph, texts, names)
    check.strays.update(check.leading_out(links))
    found = {*check.documents(), *check.places(), *check.statements(), *check.words_as_ends()}
    return found, check.strays


def check_strays(graph: Graph, texts: Mapping[str, str], names: Prefixes) -> set[Violation]:
    """What is wrong with strays, in a graph that has them and all that they lead to."""
    check = _Check(graph, texts, names)
    return {*check.places(), *check.statements()}


@dataclass(frozen=True)
class _Check:
    graph: Graph
    texts: Mapping[str, str]
    names: Prefixes
    strays: set[Node] = field(default_factory=set)  # not to be judged here

    @cached_property
    def passages(self) -> dict[Node, Passage | None]:
        """Every piece of evidence; None where it lacks a part."""
        return passages(self.graph)

    @cached_property
    def readable(self) -> dict[Node, str]:
        """The text of each document whose text is at hand and is what it was."""
        return {
            document: self.texts[str(sha256)]
            for document, sha256 in self.graph.subject_objects(ONR.sha256)
            if str(sha256) in self.texts and str(sha256) == _hash(self.texts[str(sha256)])
        }

    def breach(
        self, node: Node, message: str, path: URIRef | None = None, value: str = ""
    ) -> Violation:
        return Violation(shown(node, self.names), message, shown(path, self.names), value)

    def documents(self) -> Iterator[Violation]:
        """The text of each document is at hand, and is what it was."""
        hashes = column(self.graph, ONR.sha256)
        for document in self.graph.subjects(_TYPE, ONR.Document):
            sha256 = str(hashes.get(document, ""))
            if sha256 not in self.texts:
                paths = ", ".join(sorted(map(str, self.graph.objects(document, ONR.path))))
                message = f"no text with this hash ({paths}): it is gone or altered; build it anew."
                yield self.breach(document, message, ONR.sha256, sha256)
            elif document not in self.readable:
                message = "the text is not what it was when the graph was built: build it anew."
                yield self.breach(document, message, ONR.sha256, sha256)

    @cached_property
    def faults(self) -> dict[Node, Violation]:
        """What is wrong with each piece of evidence of which something is."""
        found = (
            (node, self._fault(node, passage))
            for node, passage in self.passages.items()
            if node not in self.strays
        )
        return {node: violation for node, violation in found if violation}

    def places(self) -> Iterator[Violation]:
        """The words of each piece of evidence stand at its offsets."""
        yield from self.faults.values()

    def _fault(self, node: Node, passage: Passage | None) -> Violation | None:
        if passage is None:
            return self.breach(node, "lacks its document, sound offsets or words: build it anew.")
        if (passage.document, _TYPE, ONR.Document) not in self.graph:
            message = "its document is not in the graph: build it anew."
            return self.breach(node, message, OA.hasSource, str(passage.document))
        text = self.readable.get(passage.document)
        if text is None:
            return None
        told, found = passage.quote, quote(text, passage.start, passage.end)
        offsets = f"{passage.start} to {passage.end}"
        if told.exact != found.exact:
            message = f"other words stand at {offsets} of its document: build it anew."
            return self.breach(node, message, OA.exact, told.exact)
        if told.prefix != found.prefix:
            message = f"other words stand before {offsets} of its document: build it anew."
            return self.breach(node, message, OA.prefix, told.prefix)
        if told.suffix != found.suffix:
            message = f"other words stand after {offsets} of its document: build it anew."
            return self.breach(node, message, OA.suffix, told.suffix)
        return None

    def facts(self) -> Iterator[Violation]:
        """Whatever a document states leads to evidence."""
        for kind in _WITH_EVIDENCE:
            for node in self.graph.subjects(_TYPE, ONR[kind]):
                if not any(
                    place in self.passages for place in self.graph.objects(node, ONR.evidence)
                ):
                    yield self.breach(node, _BARE, ONR.evidence)

    def statements(self) -> Iterator[Violation]:
        """The words of a statement are those of its evidence, in its own document."""
        for node in set(self.graph.subjects(_TYPE, ONR.Statement)) - self.strays:
            told = described(self.graph, node)
            document = one_of(told.get(PROV.wasQuotedFrom, ()))
            for words, evidence in _WORDED:
                places = set(told.get(evidence, ()))
                passages = sorted(p for place in places if (p := self.passages.get(place)))
                if any(passage.document != document for passage in passages):
                    message = "its evidence stands in another document: build it anew."
                    yield self.breach(node, message, evidence)
                    continue
                said = str(one_of(told.get(words, ())) or "")
                found = JOINT.join(passage.quote.exact for passage in passages)
                is_reported = not self.faults.keys().isdisjoint(places)
                is_reported |= words == ONR.words and not passages
                if said != found and not is_reported:
                    message = "these are not the words of its evidence: build it anew."
                    yield self.breach(node, message, words, said)

    def inferences(self) -> Iterator[Violation]:
        """Positions rest on statements, alignments on positions."""
        for kind, ground in _DERIVED:
            for node in self.graph.subjects(_TYPE, kind):
                grounds = self.graph.objects(node, PROV.wasDerivedFrom)
                if not any((each, _TYPE, ground) in self.graph for each in grounds):
                    yield self.breach(node, _ungrounded(ground), PROV.wasDerivedFrom)

    def shortcuts(self) -> Iterator[Violation]:
        """Each direct line is a reading of a relation, a position or an alignment."""
        yield from self.words_as_ends()
        backed = {*self._relations(), *self._sides(), *self._alignments()}
        for predicate in _SHORTCUTS:
            for subject, object in self.graph.subject_objects(predicate):
                if not isinstance(object, Literal) and (subject, predicate, object) not in backed:
                    yield self.breach(subject, _UNBACKED, predicate, shown(object, self.names))

    def words_as_ends(self) -> Iterator[Violation]:
        """A direct line leads to a node: words are nobody's, whatever backs them."""
        for predicate in _SHORTCUTS:
            for subject, object in self.graph.subject_objects(predicate):
                if isinstance(object, Literal):
                    yield self.breach(subject, _UNBACKED, predicate, str(object))

    def leading_out(self, links: Iterable[Link]) -> Iterator[Node]:
        """Nodes of a document that lead to what is not here, or not to what they must."""
        graph, told_of = self.graph, descriptions(self.graph)
        links = [link for link in links if link.kind in OWN]
        kinds = {kind for link in links for kind in (link.kind, link.end)}
        here = {kind: set(graph.subjects(_TYPE, kind)) for kind in kinds}
        apart = {
            node
            for node, ends in valued(graph, OA.hasSelector).items()
            if not all(map(told_of, ends))
        }
        for link in links:
            of_kind, reachable = here[link.kind], here[link.end]
            for node, ends in valued(graph, link.path).items():
                if not reachable.issuperset(ends) and node in of_kind:
                    apart.add(node)
        for kind in OWN.intersection(ONR[kind] for kind in _WITH_EVIDENCE):
            apart |= set(graph.subjects(_TYPE, kind)).difference(valued(graph, ONR.evidence))
        yield from apart
        known = self.passages.keys() - apart
        statements = set(graph.subjects(_TYPE, ONR.Statement))
        for _, evidence in _WORDED:
            for node, ends in valued(graph, evidence).items():
                if node in statements and not known >= {*ends}:
                    yield node

    def _every(self, node: Node, *terms: URIRef) -> Iterator[Line]:
        return product(*(list(self.graph.objects(node, term)) for term in terms))

    def _relations(self) -> Iterator[Line]:
        for node in self.graph.subjects(_TYPE, ONR.Relation):
            yield from self._every(node, ONR.subject, ONR.predicate, ONR.object)

    def _sides(self) -> Iterator[Line]:
        for node in self.graph.subjects(_TYPE, ONR.Position):
            for holder, side, target in self._every(node, ONR.holder, ONR.polarity, ONR.target):
                for line in (line for line, backing in _SIDES.items() if backing == side):
                    yield holder, line, target

    def _alignments(self) -> Iterator[Line]:
        for node in self.graph.subjects(_TYPE, ONR.Alignment):
            same, opposite = (
                [_number(n) for n in self.graph.objects(node, term)] or [Decimal(0)]
                for term in (ONR.agreements, ONR.disagreements)
            )
            balances = {
                a - b for a, b in product(same, opposite) if a is not None and b is not None
            }
            lines = [ONR.agreesWith] if any(b > 0 for b in balances) else []
            lines += [ONR.disagreesWith] if any(b < 0 for b in balances) else []
            for one, other in permutations(self.graph.objects(node, ONR.actor), 2):
                yield from ((one, line, other) for line in lines)


def _number(node: Node) -> Decimal | None:
    """What a number amounts to; None where it is none."""
    value = node.value if isinstance(node, Literal) else None
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return None
    return Decimal(value) if isfinite(value) else None


def _ungrounded(ground: URIRef) -> str:
    return f"rests on no onr:{ground.removeprefix(ONR)}: build it anew."


def _questions() -> Iterator[Question]:
    """Facts, inferences and shortcuts of `check_evidence`, asked of an index.

    Each condition is nested in the one before: as one group Oxigraph would go through all evidence
    for every fact, 52 s at 200 articles instead of 0.5.
    """
    for kind in _WITH_EVIDENCE:
        select = _LACKING.format(kind=ONR[kind], link=ONR.evidence, end=OA.SpecificResource)
        link = Link(ONR[kind], ONR.evidence, OA.SpecificResource)
        yield Question(select, _BARE, ONR.evidence, link=link)
    for kind, ground in _DERIVED:
        select = _LACKING.format(kind=kind, link=PROV.wasDerivedFrom, end=ground)
        yield Question(select, _ungrounded(ground), PROV.wasDerivedFrom)
    for line in _SHORTCUTS:
        backings = [_RELATION.format(line=line)]
        if line in _SIDES:
            backings.append(_POSITION.format(side=_SIDES[line]))
        if line in _BALANCES:
            backings.append(_ALIGNMENT.format(sign=_BALANCES[line]))
        lacks = " ".join(f"FILTER NOT EXISTS {{ {backing} }}" for backing in backings)
        select = (
            f"SELECT $this ?value {{ $this <{line}> ?value FILTER(!isLiteral(?value)) {lacks} }}"
        )
        yield Question(select, _UNBACKED, line)


_LACKING = """SELECT $this {{
    $this a <{kind}>
    FILTER NOT EXISTS {{ $this <{link}> ?end FILTER EXISTS {{ ?end a <{end}> }} }}
}}"""
_RELATION = """?node onr:subject $this ; onr:object ?value .
    FILTER EXISTS {{ ?node onr:predicate <{line}> ; a onr:Relation }}"""
_POSITION = """?node onr:holder $this ; onr:target ?value .
    FILTER EXISTS {{ ?node onr:polarity <{side}> ; a onr:Position }}"""
_ALIGNMENT = """?node onr:actor $this , ?value . FILTER($this != ?value)
    FILTER EXISTS {{
        ?node a onr:Alignment .
        OPTIONAL {{ ?node onr:agreements ?agreements }}
        OPTIONAL {{ ?node onr:disagreements ?disagreements }}
        BIND(IF(BOUND(?agreements), ?agreements, 0) AS ?same)
        BIND(IF(BOUND(?disagreements), ?disagreements, 0) AS ?opposite)
        FILTER(isNumeric(?same) && isNumeric(?opposite) && ?same {sign} ?opposite)
    }}"""
_BALANCES = {ONR.agreesWith: ">", ONR.disagreesWith: "<"}
QUESTIONS = tuple(_questions())


def _hash(text: str) -> str:
    return hashlib.sha256(storable(text).encode("utf-8")).hexdigest()
