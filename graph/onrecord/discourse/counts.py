"""Sides taken -> an array of counts: who counts as one, what counts once, within which dates."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from rdflib import RDFS, SKOS, Graph, URIRef

from onrecord.discourse.choices import Duplicates, Unit
from onrecord.discourse.weights import Matrix
from onrecord.identifiers import ONR
from onrecord.triples.dates import PartialDate
from onrecord.triples.sides import Said

Stretch = tuple[date, date]  # first and last day


@dataclass(frozen=True, slots=True)
class Counts:
    """`x[k, i, j]`: how often actor i took side k of concept j; 0 is against, 1 for."""

    actors: tuple[URIRef, ...]
    concepts: tuple[URIRef, ...]
    x: Matrix


def counts(said: Iterable[Said], duplicates: Duplicates = "range") -> Counts:
    """The array of what was plainly said, actors and concepts in the order of their IRIs.

    `duplicates`: "all" counts every statement; the others count an actor's side of a concept
    once a document, a calendar week (from Monday), month or year, or once in the whole range.
    """
    kept: dict[tuple[object, ...], Said] = {}
    for one in sorted(said, key=lambda s: (s.statement, s.holder, s.target, s.polarity)):
        if one.is_plain:
            key = (one.holder, one.target, one.polarity, _period(one, duplicates))
            kept.setdefault(key, one)
    actors = tuple(sorted({one.holder for one in kept.values()}))
    concepts = tuple(sorted({one.target for one in kept.values()}))
    row = {actor: number for number, actor in enumerate(actors)}
    column = {concept: number for number, concept in enumerate(concepts)}
    x = np.zeros((2, len(actors), len(concepts)))
    for one in kept.values():
        x[int(one.polarity == "supports"), row[one.holder], column[one.target]] += 1
    return Counts(actors, concepts, x)


def _period(one: Said, duplicates: Duplicates) -> object:
    """What two statements must share to count once. Without a date of its own: the document."""
    if duplicates == "range":
        return None
    if duplicates == "all":
        return one.statement
    if duplicates == "document" or one.date is None:
        return one.document
    first, last = one.date.first_day, one.date.last_day
    if duplicates == "year":
        return first.year
    if duplicates == "month" and (first.year, first.month) == (last.year, last.month):
        return first.year, first.month
    if duplicates == "week" and first == last:
        return first.isocalendar()[:2]
    return one.date.text  # "2007" is of no one month: it is a period of its own


def within(
    said: Iterable[Said], since: PartialDate | None, until: PartialDate | None
) -> list[Said]:
    """What was surely said from the first day of `since` to the last day of `until`."""
    if since is None and until is None:
        return list(said)
    first = since.first_day if since else date.min
    last = until.last_day if until else date.max
    return [s for s in said if s.date and first <= s.date.first_day and s.date.last_day <= last]


def windows(said: Iterable[Said], size: int, unit: Unit) -> list[Stretch]:
    """Overlapping stretches of `size` calendar units, each one unit after the one before.

    The first starts with the unit of the first date, the last ends with that of the last one.
    """
    dates = [one.date for one in said if one.date]
    if not dates:
        return []
    start, final = min(d.first_day for d in dates), max(d.last_day for d in dates)
    starts, at = [], _start(start, unit)
    while at <= final:
        starts.append(at)
        at = _next(at, unit)
    ends = [one - timedelta(1) for one in (*starts[1:], at)]
    size = min(size, len(starts))
    return list(zip(starts[: len(starts) - size + 1], ends[size - 1 :], strict=True))


def _start(day: date, unit: Unit) -> date:
    if unit == "w":
        return day - timedelta(day.weekday())
    return day.replace(day=day.day if unit == "d" else 1, month=1 if unit == "y" else day.month)


def _next(day: date, unit: Unit) -> date:
    if unit in ("d", "w"):
        return day + timedelta(1 if unit == "d" else 7)
    months = day.year * 12 + day.month - 1 + (12 if unit == "y" else 1)
    return date(months // 12, months % 12 + 1, 1)


def grouped(said: Iterable[Said], homes: Mapping[URIRef, URIRef]) -> Iterator[Said]:
    """The same statements as their speakers' bodies'; speakers without one are left out."""
    for one in said:
        if one.holder in homes:
            yield Said(
                homes[one.holder], one.target, one.polarity, one.statement, one.document,
                one.date, one.weight, one.confidence,
            )  # fmt: skip


def parties(graph: Graph) -> dict[URIRef, URIRef]:
    """The one party of each member, and each party for itself.

    A party is a body that somebody is a member of; of several, the one that calls itself a
    party. Who is a member of two is in none: one candidate or none.
    """
    return _homes(graph, (ONR.memberOf,))


def organisations(graph: Graph) -> dict[URIRef, URIRef]:
    """The body that each speaks or works for, else is a member of; each body for itself."""
    homes = {body: body for body in _bodies(graph)}
    return homes | _homes(graph, (ONR.affiliatedWith, ONR.memberOf))


def _bodies(graph: Graph) -> Iterator[URIRef]:
    for body in graph.subjects(None, ONR.Organisation):
        yield URIRef(str(body))


def _homes(graph: Graph, ties: Sequence[URIRef]) -> dict[URIRef, URIRef]:
    found: dict[URIRef, URIRef] = {}
    for tie in reversed(ties):
        bodies: dict[URIRef, set[URIRef]] = {}
        for one, body in graph.subject_objects(tie):
            bodies.setdefault(URIRef(str(one)), set()).add(URIRef(str(body)))
        for one, several in bodies.items():
            chosen = several if len(several) == 1 else {b for b in several if _is_party(graph, b)}
            if len(chosen) == 1:
                found[one] = next(iter(chosen))
    return {body: body for body in found.values()} | found


def _is_party(graph: Graph, body: URIRef) -> bool:
    names = (*graph.objects(body, RDFS.label), *graph.objects(body, SKOS.altLabel))
    return any("party" in str(name).casefold().split() for name in names)
