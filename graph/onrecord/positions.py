"""Statements to positions: what each holder's statements amount to, with the arithmetic shown.

An utterance is not yet a position (Boland et al. 2022, Open Claims): a position carries the
number of its statements and the statements themselves. Who sides with whom is counted over
positions towards the same target, as discourse network analysis does (Leifeld 2017, congruence
and conflict networks).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, groupby
from typing import Literal as OneOf

from rdflib import DCTERMS, PROV, RDF, XSD, Graph, Literal, URIRef

from onrecord.dates import PartialDate, partial_date
from onrecord.identifiers import ONR, Identifiers
from onrecord.model import Polarity

Side = OneOf["Supports", "Opposes", "Mixed"]

ACTORS = {ONR.Person, ONR.Organisation, ONR.Group}
TOWARDS_ACTORS = {"Supports": ONR.backs, "Opposes": ONR.criticises}


@dataclass(frozen=True, slots=True)
class Said:
    """One statement's stance: who, for or against what, when."""

    holder: URIRef
    target: URIRef
    polarity: Polarity
    statement: URIRef
    document: URIRef
    date: PartialDate | None


@dataclass(frozen=True, slots=True)
class Position:
    """What one holder's statements about one target amount to."""

    holder: URIRef
    target: URIRef
    said: tuple[Said, ...]

    @property
    def side(self) -> Side:
        """One-sided only where every statement is: a single one to the contrary makes it mixed."""
        if not self.count("opposes"):
            return "Supports"
        return "Mixed" if self.count("supports") else "Opposes"

    def count(self, polarity: Polarity) -> int:
        return len({said.statement for said in self.said if said.polarity == polarity})

    @property
    def documents(self) -> int:
        return len({said.document for said in self.said})

    @property
    def dates(self) -> list[PartialDate]:
        return [said.date for said in self.said if said.date is not None]


def inferred(graph: Graph, identifiers: Identifiers) -> Graph:
    """The triples that follow from a graph of statements; the graph itself is left as it is.

    Positions, changes of position, alignments between holders, and the shortcuts
    onr:supports, onr:opposes, onr:agreesWith and onr:disagreesWith; towards people, bodies and
    groups also onr:backs and onr:criticises.
    """
    result = Graph(bind_namespaces="none")
    held = positions(stances_taken(graph))
    for position in held:
        _add_position(result, identifiers, position)
        kinds = set(graph.objects(position.target, RDF.type))
        if position.side != "Mixed" and kinds & ACTORS:
            result.add((position.holder, TOWARDS_ACTORS[position.side], position.target))
        for before, after in changes(position):
            _add_change(result, identifiers, before, after)
    for pair in alignments(held):
        _add_alignment(result, identifiers, pair)
    return result


def stances_taken(graph: Graph) -> Iterator[Said]:
    """Every stance of every statement whose speaker is known."""
    polarities: Mapping[object, Polarity] = {ONR.Supports: "supports", ONR.Opposes: "opposes"}
    for statement, stance in graph.subject_objects(ONR.stance):
        document = _one(graph, statement, PROV.wasQuotedFrom)
        target = _one(graph, stance, ONR.target)
        polarity = polarities.get(graph.value(stance, ONR.polarity))
        speaker = _one(graph, statement, ONR.speaker)
        if document is None or target is None or polarity is None or speaker is None:
            continue
        date = _date(graph, statement, ONR.saidOn) or _date(graph, document, DCTERMS.issued)
        yield Said(speaker, target, polarity, URIRef(str(statement)), document, date)


def _one(graph: Graph, subject: object, predicate: URIRef) -> URIRef | None:
    value = graph.value(subject, predicate)  # type: ignore[call-overload]
    return value if isinstance(value, URIRef) else None


def _date(graph: Graph, subject: object, predicate: URIRef) -> PartialDate | None:
    value = graph.value(subject, predicate)  # type: ignore[call-overload]
    return None if value is None else partial_date(str(value))


def positions(said: Iterable[Said]) -> list[Position]:
    """One position for each holder and target, in the order of their IRIs."""

    def pair(one: Said) -> tuple[URIRef, URIRef]:
        return one.holder, one.target

    ordered = sorted(said, key=lambda one: (*pair(one), one.statement, one.polarity))
    return [Position(*key, tuple(group)) for key, group in groupby(ordered, key=pair)]


def changes(position: Position) -> list[tuple[Said, Said]]:
    """Where the holder's side differs from the one before, by dates that are in order.

    What was said on one date is taken together; a date on which both sides were taken, and a
    date that overlaps the one before ("2007" and "2007-05"), shows no change.
    """
    found: list[tuple[Said, Said]] = []
    last: Said | None = None
    for group in _by_date(position.said):
        if len({said.polarity for said in group}) > 1:
            continue
        first = group[0]
        if last and last.date and first.date and not last.date.is_before(first.date):
            continue
        if last and last.polarity != first.polarity:
            found.append((last, first))
        last = group[-1]
    return found


def _by_date(said: Iterable[Said]) -> Iterator[list[Said]]:
    dated = [(one.date, one.statement, one) for one in said if one.date is not None]
    for _, group in groupby(sorted(dated, key=lambda entry: entry[:2]), key=lambda e: e[0]):
        yield [entry[2] for entry in group]


@dataclass(frozen=True, slots=True)
class Alignment:
    """How often two holders take one side, and how often opposite sides, of one target."""

    one: URIRef
    other: URIRef
    agreed: tuple[tuple[Position, Position], ...]
    disagreed: tuple[tuple[Position, Position], ...]


def alignments(held: Iterable[Position]) -> Iterator[Alignment]:
    """Every pair of holders with a one-sided position each towards at least one same target."""
    by_target: dict[URIRef, list[Position]] = {}
    for position in held:
        if position.side != "Mixed":
            by_target.setdefault(position.target, []).append(position)
    shared: dict[tuple[URIRef, URIRef], list[tuple[Position, Position]]] = {}
    for _, towards in sorted(by_target.items()):
        for one, other in combinations(sorted(towards, key=lambda p: p.holder), 2):
            shared.setdefault((one.holder, other.holder), []).append((one, other))
    for (first, second), pairs in sorted(shared.items(), key=lambda entry: entry[0]):
        agreed = tuple(pair for pair in pairs if pair[0].side == pair[1].side)
        disagreed = tuple(pair for pair in pairs if pair[0].side != pair[1].side)
        yield Alignment(first, second, agreed, disagreed)


def _add_position(graph: Graph, identifiers: Identifiers, position: Position) -> None:
    node = identifiers.position(position.holder, position.target)
    graph.add((node, RDF.type, ONR.Position))
    graph.add((node, ONR.holder, position.holder))
    graph.add((node, ONR.target, position.target))
    graph.add((node, ONR.polarity, ONR[position.side]))
    graph.add((node, ONR.supportingStatements, _number(position.count("supports"))))
    graph.add((node, ONR.opposingStatements, _number(position.count("opposes"))))
    graph.add((node, ONR.documentCount, _number(position.documents)))
    for said in position.said:
        graph.add((node, PROV.wasDerivedFrom, said.statement))
    _add_dates(graph, node, position.dates)
    if position.side != "Mixed":
        graph.add((position.holder, ONR[position.side.lower()], position.target))


def _add_change(graph: Graph, identifiers: Identifiers, before: Said, after: Said) -> None:
    node = identifiers.change(before.holder, before.target, before.statement, after.statement)
    graph.add((node, RDF.type, ONR.PositionChange))
    graph.add((node, ONR.holder, before.holder))
    graph.add((node, ONR.target, before.target))
    graph.add((node, ONR["from"], before.statement))
    graph.add((node, ONR.to, after.statement))


def _add_alignment(graph: Graph, identifiers: Identifiers, pair: Alignment) -> None:
    node = identifiers.alignment(pair.one, pair.other)
    both = (*pair.agreed, *pair.disagreed)
    graph.add((node, RDF.type, ONR.Alignment))
    graph.add((node, ONR.actor, pair.one))
    graph.add((node, ONR.actor, pair.other))
    graph.add((node, ONR.agreements, _number(len(pair.agreed))))
    graph.add((node, ONR.disagreements, _number(len(pair.disagreed))))
    for one, other in both:
        graph.add((node, ONR.sharedTarget, one.target))
        for position in (one, other):
            graph.add(
                (node, PROV.wasDerivedFrom, identifiers.position(position.holder, position.target))
            )
    _add_dates(graph, node, [date for ps in both for p in ps for date in p.dates])
    if len(pair.agreed) != len(pair.disagreed):
        more_agree = len(pair.agreed) > len(pair.disagreed)
        shortcut = ONR.agreesWith if more_agree else ONR.disagreesWith
        graph.add((pair.one, shortcut, pair.other))
        graph.add((pair.other, shortcut, pair.one))


def _add_dates(graph: Graph, node: URIRef, dates: Sequence[PartialDate]) -> None:
    if dates:
        graph.add((node, ONR.firstStated, min(dates).literal))
        graph.add(
            (node, ONR.lastStated, max(dates, key=lambda d: (d.last_day, d.first_day)).literal)
        )


def _number(count: int) -> Literal:
    return Literal(str(count), datatype=XSD.integer)
