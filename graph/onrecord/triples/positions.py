"""Statements to positions: what each holder's statements amount to, with the arithmetic shown.

An utterance is not yet a position (Boland et al. 2022, Open Claims): a position carries the
number of its statements and the statements themselves. The rule: a side is taken where its
statements weigh at least 1 together (see `sides`), and at least a quarter of what both sides
weigh. One side taken: the position is that side. Both: mixed. Neither: there is no position.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Literal as OneOf

from rdflib import PROV, RDF, XSD, Graph, Literal, URIRef

from onrecord.identifiers import ONR, Identifiers
from onrecord.model import Polarity
from onrecord.rdf.compact import graphs
from onrecord.rdf.turtle import natural
from onrecord.triples.alignments import Alignment, alignments
from onrecord.triples.dates import PartialDate
from onrecord.triples.sides import Said, sides, weights
from onrecord.triples.things import Line, decimal

Side = OneOf["supports", "opposes", "mixed"]

ACTORS = {ONR.Person, ONR.Organisation, ONR.Group}
TOWARDS_ACTORS = {"supports": ONR.backs, "opposes": ONR.criticises}
ENOUGH = 1.0  # one plain statement, or two hedged ones
# Of the sides read, about 0.15 are wrong (known speaker and target, hand-coded news): less than
# a quarter on the other side may be misreading alone, and makes nobody two-faced.
SHARE = 0.25


def side(supporting: float, opposing: float) -> Side | None:
    """The side that statements of these weights take together; None where too little is said."""
    both = supporting + opposing
    supports, opposes = (w >= ENOUGH and w >= SHARE * both for w in (supporting, opposing))
    if supports and opposes:
        return "mixed"
    return "supports" if supports else "opposes" if opposes else None


@dataclass(frozen=True, slots=True)
class Position:
    """What one holder's statements about one target amount to."""

    holder: URIRef
    target: URIRef
    said: tuple[Said, ...]

    @property
    def side(self) -> Side | None:
        return side(self.weight("supports"), self.weight("opposes"))

    def weight(self, polarity: Polarity) -> float:
        return sum(said.weight for said in self.said if said.polarity == polarity)

    def count(self, polarity: Polarity) -> int:
        return len({said.statement for said in self.counted if said.polarity == polarity})

    @property
    def counted(self) -> tuple[Said, ...]:
        return tuple(said for said in self.said if said.weight)

    @property
    def uncounted(self) -> set[URIRef]:
        """Statements that are shown but count for nothing."""
        return {s.statement for s in self.said} - {s.statement for s in self.counted}

    @property
    def documents(self) -> int:
        return len({said.document for said in self.counted})

    @property
    def dates(self) -> list[PartialDate]:
        return [said.date for said in self.counted if said.date is not None]


def inferred(graph: Graph, identifiers: Identifiers) -> Graph:
    """The triples that follow from a graph of statements; the graph itself is left as it is.

    What each stance weighs, and all of `Inferred`.
    """
    result = weights(graph)
    found = Inferred(sides(graph), identifiers)
    kinds = {target: set(graph.objects(target, RDF.type)) for target in found.targets}
    for line in found.lines(lambda target: bool(kinds[target] & ACTORS)):
        result.add(line)
    for batch in found.batches():
        result += batch
    return result


class Inferred:
    """Positions, changes of position, alignments between holders, and the shortcuts onr:supports,
    onr:opposes, onr:agreesWith and onr:disagreesWith; towards people, bodies and groups also
    onr:backs and onr:criticises.
    """

    def __init__(self, said: Iterable[Said], identifiers: Identifiers) -> None:
        every = list(said)
        self._identifiers = identifiers
        self._positions = positions(every)
        self._alignments = list(alignments(every))

    @property
    def targets(self) -> set[URIRef]:
        return {position.target for position in self._positions}

    def lines(self, is_actor: Callable[[URIRef], bool]) -> Iterator[Line]:
        """The shortcuts; `is_actor` tells people, bodies and groups from other things."""
        for position in self._positions:
            taken = position.side
            if taken in TOWARDS_ACTORS:
                yield position.holder, ONR[taken], position.target
                if is_actor(position.target):
                    yield position.holder, TOWARDS_ACTORS[taken], position.target
        for pair in self._alignments:
            if pair.agreements != pair.disagreements:
                more_agree = pair.agreements > pair.disagreements
                shortcut = ONR.agreesWith if more_agree else ONR.disagreesWith
                yield pair.one, shortcut, pair.other
                yield pair.other, shortcut, pair.one

    def batches(self) -> Iterator[Graph]:
        """Positions, then changes, then alignments, each sort in the order of their IRIs."""
        held = {self._identifiers.position(p.holder, p.target): p for p in self._positions}
        changed = {
            self._identifiers.change(
                before.holder, before.target, before.statement, after.statement
            ): (before, after)
            for position in self._positions
            for before, after in changes(position)
        }
        aligned = {self._identifiers.alignment(p.one, p.other): p for p in self._alignments}

        def add_position(graph: Graph, node: URIRef) -> None:
            _add_position(graph, node, held[node])

        def add_change(graph: Graph, node: URIRef) -> None:
            _add_change(graph, node, *changed[node])

        def add_alignment(graph: Graph, node: URIRef) -> None:
            pair = aligned[node]
            ends = [(who, what) for who in (pair.one, pair.other) for what in pair.shared]
            behind = [self._identifiers.position(*end) for end in ends]
            _add_alignment(graph, node, pair, {each: held[each] for each in behind})

        yield from graphs(sorted(held, key=natural), add_position)
        yield from graphs(sorted(changed, key=natural), add_change)
        yield from graphs(sorted(aligned, key=natural), add_alignment)


def positions(said: Iterable[Said]) -> list[Position]:
    """One position for each holder and target that comes to a side, in the order of their IRIs."""

    def pair(one: Said) -> tuple[URIRef, URIRef]:
        return one.holder, one.target

    ordered = sorted(said, key=lambda one: (*pair(one), one.statement, one.polarity))
    found = (Position(*key, tuple(group)) for key, group in groupby(ordered, key=pair))
    return [position for position in found if position.side is not None]


def changes(position: Position) -> list[tuple[Said, Said]]:
    """Where what was plainly said differs from the time before, by dates that are in order.

    What was said on one date is taken together; a date on which both sides were taken, and a
    date that overlaps the one before ("2007" and "2007-05"), shows no change.
    """
    found: list[tuple[Said, Said]] = []
    last: Said | None = None
    before: list[Said] = []
    for group in _by_date(said for said in position.said if said.is_plain):
        if len({said.polarity for said in group}) > 1:
            continue
        first = group[0]
        if last and last.date and first.date and not last.date.is_before(first.date):
            continue
        if last and last.polarity != first.polarity:
            found.append((_surest(before), _surest(group)))
        last, before = group[-1], group
    return found


def _surest(group: Sequence[Said]) -> Said:
    """Of what was said on one date the reading that is most sure, and of these the first."""
    return max(group, key=lambda said: said.confidence)


def _by_date(said: Iterable[Said]) -> Iterator[list[Said]]:
    dated = [(one.date, one.statement, one) for one in said if one.date is not None]
    for _, group in groupby(sorted(dated, key=lambda entry: entry[:2]), key=lambda e: e[0]):
        yield [entry[2] for entry in group]


def _add_position(graph: Graph, node: URIRef, position: Position) -> None:
    graph.add((node, RDF.type, ONR.Position))
    graph.add((node, ONR.holder, position.holder))
    graph.add((node, ONR.target, position.target))
    graph.add((node, ONR.polarity, ONR[str(position.side).capitalize()]))
    graph.add((node, ONR.supportingStatements, _number(position.count("supports"))))
    graph.add((node, ONR.opposingStatements, _number(position.count("opposes"))))
    graph.add((node, ONR.documentCount, _number(position.documents)))
    graph.add((node, ONR.weightFor, decimal(position.weight("supports"), 1)))
    graph.add((node, ONR.weightAgainst, decimal(position.weight("opposes"), 1)))
    for said in position.counted:
        graph.add((node, PROV.wasDerivedFrom, said.statement))
    for statement in position.uncounted:
        graph.add((node, ONR.uncounted, statement))
    _add_dates(graph, node, position.dates)


def _add_change(graph: Graph, node: URIRef, before: Said, after: Said) -> None:
    graph.add((node, RDF.type, ONR.PositionChange))
    graph.add((node, ONR.holder, before.holder))
    graph.add((node, ONR.target, before.target))
    graph.add((node, ONR["from"], before.statement))
    graph.add((node, ONR.to, after.statement))
    graph.add((node, ONR.confidence, decimal(before.confidence * after.confidence, 2)))


def _add_alignment(
    graph: Graph, node: URIRef, pair: Alignment, behind: Mapping[URIRef, Position]
) -> None:
    graph.add((node, RDF.type, ONR.Alignment))
    graph.add((node, ONR.actor, pair.one))
    graph.add((node, ONR.actor, pair.other))
    graph.add((node, ONR.agreements, _number(pair.agreements)))
    graph.add((node, ONR.disagreements, _number(pair.disagreements)))
    for predicate, targets in (
        (ONR.sharedTarget, pair.shared),
        (ONR.agreedOn, pair.agreed_on),
        (ONR.disagreedOn, pair.disagreed_on),
    ):
        for target in targets:
            graph.add((node, predicate, target))
    for position in behind:
        graph.add((node, PROV.wasDerivedFrom, position))
    _add_dates(graph, node, [date for position in behind.values() for date in position.dates])


def _add_dates(graph: Graph, node: URIRef, dates: Sequence[PartialDate]) -> None:
    if dates:
        graph.add((node, ONR.firstStated, min(dates).literal))
        graph.add(
            (node, ONR.lastStated, max(dates, key=lambda d: (d.last_day, d.first_day)).literal)
        )


@lru_cache(maxsize=1024)  # most counts are small; to make one costs 8 µs
def _number(count: int) -> Literal:
    return Literal(str(count), datatype=XSD.integer)
