"""The answer to a query as a network: the names in it, and the lines between them.

A row of a SELECT draws the things it names, by IRI or by a name that only one thing bears, and what
the record ties them with, each tie with its evidence. Where the record has no tie, the line says
that the two stand in one row, and opens to that row. A CONSTRUCT draws its triples in the same way.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from rdflib import RDF, RDFS, SKOS, Graph, Literal, URIRef
from rdflib.term import Node

from onrecord import results
from onrecord.errors import QueryError
from onrecord.results import Rows
from onrecord.slugs import plain_words
from onrecord.views.network import Network, network
from onrecord.views.record import Entity, Position, Record, Relation
from onrecord.views.triples import read

NAMES = (RDFS.label, SKOS.prefLabel)

Tie = Position | Relation


@dataclass(frozen=True, slots=True)
class _Loose:
    """A line that the record has no tie for: the row or triple that it comes from."""

    one: str
    other: str
    label: str
    row: int


def answer(found: Rows, graph: Graph, title: str) -> Network:
    """The network of an answer; `.graph["answer"]` keeps its title, columns and rows.

    Raises QueryError if the answer names nothing that can be drawn.
    """
    record = read(graph)
    drawing = _Drawing(record)
    if found.graph is not None:
        table = [(s, p, o) for s, p, o in sorted(found.graph)]
        columns: Sequence[str] = ("subject", "predicate", "object")
        shown = results.shown(Rows(tuple(columns), tuple(table), prefixes=_prefixes(found.graph)))
        drawing.add_triples(found.graph, table)
    else:
        columns, shown = found.columns, results.shown(found)
        for place, row in enumerate(found.rows):
            drawing.add_row(place, row)
    if not drawing.things:
        raise QueryError(
            "the answer names nothing that can be drawn. Select people, bodies or policies, "
            "by IRI or by name."
        )
    net = network(drawing.part())
    for line in drawing.loose():
        _add_loose(net, line)
    net.graph["answer"] = {"title": title, "columns": list(columns), "rows": shown}
    return net


class _Drawing:
    """Gathers the things and ties of an answer."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.things: dict[str, Entity] = {}
        self.ties: dict[str, Tie] = {}
        self._loose: list[_Loose] = []
        self._by_iri: dict[str, Tie] = {}
        self._between: dict[frozenset[str], list[Tie]] = defaultdict(list)
        known: list[Tie] = [*record.positions, *record.relations]
        for tie in known:
            self._by_iri[tie.iri] = tie
            self._between[frozenset(_ends(tie))].append(tie)
        named: dict[str, set[str]] = defaultdict(set)
        for thing in record.entities.values():
            named[thing.name].add(thing.iri)
        self._named = {name: min(iris) for name, iris in named.items() if len(iris) == 1}

    def add_row(self, place: int, row: Iterable[Node | None]) -> None:
        named = list(dict.fromkeys(iri for cell in row for iri in self._things(cell)))
        for one, other in combinations(named, 2):
            for tie in self._between.get(frozenset((one, other)), ()):
                self.ties[tie.iri] = tie
        for iri in named[1:]:
            if not any(frozenset((iri, other)) in self._between for other in named if other != iri):
                self._loose.append(_Loose(named[0], iri, "in one row", place))

    def add_triples(self, graph: Graph, triples: Sequence[tuple[Node, Node, Node]]) -> None:
        labels = {str(s): str(o) for name in NAMES for s, o in graph.subject_objects(name)}
        for place, (subject, predicate, value) in enumerate(triples):
            if predicate == RDF.type or isinstance(value, Literal):
                list(self._things(subject, labels))
                continue
            ends = [*self._things(subject, labels), *self._things(value, labels)]
            name = re.split("[#/:]", str(predicate))[-1]
            tied = [tie for tie in self._between.get(frozenset(ends), ()) if _says(tie, name)]
            for tie in tied:
                self.ties[tie.iri] = tie
            if not tied and len(ends) == 2:
                self._loose.append(_Loose(ends[0], ends[1], plain_words(name), place))

    def loose(self) -> list[_Loose]:
        return self._loose

    def part(self) -> Record:
        """The record of what is drawn: its things, its ties, and the statements behind them."""
        record, kept = self.record, self.things.keys()
        behind = {
            iri for tie in self.ties.values() if isinstance(tie, Position) for iri in tie.statements
        }
        return replace(
            record,
            entities=dict(sorted(self.things.items())),
            statements={iri: s for iri, s in record.statements.items() if iri in behind},
            positions=tuple(p for p in record.positions if p.iri in self.ties),
            relations=tuple(r for r in record.relations if r.iri in self.ties),
            alignments=tuple(a for a in record.alignments if set(a.actors) <= kept),
            changes=tuple(c for c in record.changes if {c.before, c.after} <= behind),
        )

    def _things(self, cell: Node | None, labels: dict[str, str] | None = None) -> Iterator[str]:
        """The things that a cell means; a tie or a statement means its ends and itself."""
        text = str(cell)
        if isinstance(cell, Literal):
            yield from self._keep(self._named.get(text))
        elif text in self._by_iri:
            tie = self._by_iri[text]
            self.ties[text] = tie
            for end in _ends(tie):
                yield from self._keep(end)
        elif text in self.record.statements:
            yield from self._of_statement(text)
        elif isinstance(cell, URIRef):
            yield from self._keep(text, (labels or {}).get(text))

    def _of_statement(self, iri: str) -> Iterator[str]:
        said = self.record.statements[iri]
        for stance in said.stances:
            for tie in self._between.get(frozenset((said.speaker or "", stance.target)), ()):
                if isinstance(tie, Position) and iri in tie.statements:
                    yield from self._things(URIRef(tie.iri))

    def _keep(self, iri: str | None, name: str | None = None) -> Iterator[str]:
        if iri is None:
            return
        if iri not in self.things:
            document = self.record.documents.get(iri)
            known = name or (document.title if document else None)
            tail = iri.replace("#", "/").rstrip("/").rpartition("/")[2] or iri
            other = Entity(iri, "Other", known or tail)
            self.things[iri] = self.record.entities.get(iri, other)
        yield iri


def _ends(tie: Tie) -> tuple[str, str]:
    return (tie.holder, tie.target) if isinstance(tie, Position) else (tie.subject, tie.object)


def _says(tie: Tie, predicate: str) -> bool:
    """Whether a shortcut in the graph stands for this tie."""
    if isinstance(tie, Relation):
        return tie.predicate == predicate
    sides = {"supports": ("supports", "backs"), "opposes": ("opposes", "criticises")}
    return predicate in sides.get(tie.polarity, ())


def _add_loose(net: Network, line: _Loose) -> None:
    key = f"{line.one} {line.label} {line.other}"
    if net.has_edge(line.one, line.other, key):
        net.edges[line.one, line.other, key]["rows"] += (line.row,)
        return
    net.add_edge(
        line.one, line.other, key=key, tie="answer", label=line.label, polarity="",
        weight=1, first=None, last=None, statements=(), evidence=(), rows=(line.row,),
    )  # fmt: skip


def _prefixes(graph: Graph) -> tuple[tuple[str, str], ...]:
    return tuple((prefix, str(namespace)) for prefix, namespace in graph.namespaces())
