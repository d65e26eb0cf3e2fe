"""A graph of statements -> networks of actors, of concepts, or of both."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import cast

from rdflib import RDF, RDFS, Graph, URIRef

from onrecord.discourse import counts as count
from onrecord.discourse import division, weights
from onrecord.discourse.choices import By, Duplicates, Mode, Normalise, Qualifier, Unit
from onrecord.discourse.counts import Counts
from onrecord.discourse.weights import Matrix
from onrecord.errors import QueryError
from onrecord.identifiers import ONR
from onrecord.triples.dates import PartialDate, partial_date
from onrecord.triples.sides import Said, sides

MOST = 1_000  # networks of one run: more are a slip in the size of the window


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which network: see `onrecord network --help`. Dates are ISO, or part of one."""

    mode: Mode = "actors"
    qualifier: Qualifier = "subtract"
    normalise: Normalise = "no"
    duplicates: Duplicates = "range"
    by: By = "person"
    policies_only: bool = False
    since: str | None = None
    until: str | None = None
    window: str | None = None  # "6m": six months, moved on by one; d, w, m or y


@dataclass(frozen=True, slots=True)
class Node:
    """An actor or a concept of one network."""

    iri: str
    label: str
    kind: str
    is_actor: bool
    supporting: int  # statements for; of a concept: for it
    opposing: int
    camp: int | None
    division: float | None = None  # of a concept: 0 all on one side, 1 half and half
    party: str | None = None


@dataclass(frozen=True, slots=True)
class Network:
    """Weights between rows (and columns, which are the rows again unless two-mode)."""

    wanted: Wanted
    rows: tuple[Node, ...]
    columns: tuple[Node, ...]
    weights: Matrix
    x: Matrix  # side by row by what rows speak of: for the edges' own counts
    over: tuple[str, ...]  # names of what rows speak of
    modularity: float
    polarisation: float
    ei_index: float | None  # of the actors' parties; None where the actors are parties


def networks(graph: Graph, wanted: Wanted) -> Iterator[Network]:
    """One network, or with a window one for each place of it, empty ones included.

    Raises:
        QueryError: dates or a window that are none, or settings that do not go together.
    """
    _check(wanted)
    since, until = _date(wanted.since, "--from"), _date(wanted.until, "--to")
    if since and until and until.is_before(since):
        raise QueryError(f"--to {until.text}: is before --from {since.text}. Swap them.")
    homes = _HOMES[wanted.by](graph)
    said = list(sides(graph))
    if wanted.policies_only:
        said = [one for one in said if (one.target, RDF.type, ONR.Policy) in graph]
    if homes is not None:
        said = list(count.grouped(said, homes))
    said = count.within(said, since, until)
    names = _Names(graph)
    if wanted.window is None:
        yield _network(said, wanted, names)
        return
    size, unit = _window(wanted.window)
    places = count.windows(said, size, unit)
    if len(places) > MOST:
        raise QueryError(
            f"--window {wanted.window}: makes {len(places)} networks, {MOST} at most. "
            "Take a longer unit, or narrow it with --from and --to."
        )
    for first, last in places:
        ends = partial_date(first.isoformat()), partial_date(last.isoformat())
        part = replace(wanted, since=first.isoformat(), until=last.isoformat())
        yield _network(count.within(said, *ends), part, names)


_HOMES = {"person": lambda graph: None, "party": count.parties, "organisation": count.organisations}


class _Names:
    """Labels, kinds and parties of a graph's things."""

    def __init__(self, graph: Graph) -> None:
        self._graph, self._parties = graph, count.parties(graph)

    def label(self, iri: URIRef) -> str:
        return min(map(str, self._graph.objects(iri, RDFS.label)), default=str(iri))

    def kind(self, iri: URIRef) -> str:
        kinds = (str(kind).removeprefix(ONR) for kind in self._graph.objects(iri, RDF.type))
        return min((kind for kind in kinds if "/" not in kind), default="")

    def party(self, iri: URIRef) -> str | None:
        return self.label(self._parties[iri]) if iri in self._parties else None


def _network(said: list[Said], wanted: Wanted, names: _Names) -> Network:
    found = count.counts(said, wanted.duplicates)
    actors, quality = _actors(found, names)
    groups = [None if wanted.by == "party" else node.party for node in actors]
    concepts = _concepts(found, names)
    rows, columns, x = actors, actors, found.x
    if wanted.mode == "concepts":
        rows, columns, x = concepts, concepts, found.x.transpose(0, 2, 1)
        camps, quality = division.camps(x)
        placed = zip(concepts, camps, strict=True)
        rows = columns = tuple(replace(node, camp=camp) for node, camp in placed)
    if wanted.mode == "two-mode":
        columns = concepts
        weight = weights.two_mode(x, wanted.qualifier, wanted.normalise)
    else:
        weight = weights.one_mode(x, wanted.qualifier, wanted.normalise)
    return Network(
        wanted=wanted,
        rows=rows,
        columns=columns,
        weights=weight.round(6),
        x=x,
        over=tuple(node.label for node in (actors if wanted.mode == "concepts" else concepts)),
        modularity=quality,
        polarisation=division.polarisation(found.x),
        ei_index=division.ei_index(found.x, groups),
    )


def _actors(found: Counts, names: _Names) -> tuple[tuple[Node, ...], float]:
    against, in_favour = found.x.sum(axis=2).astype(int)
    camps, quality = division.camps(found.x)
    nodes = (
        Node(
            *(str(actor), names.label(actor), names.kind(actor), True),
            *(int(in_favour[i]), int(against[i]), camps[i]),
            party=names.party(actor),
        )
        for i, actor in enumerate(found.actors)
    )
    return tuple(nodes), quality


def _concepts(found: Counts, names: _Names) -> tuple[Node, ...]:
    against, in_favour = found.x.sum(axis=1).astype(int)
    divided = division.division(found.x).round(6)
    return tuple(
        Node(
            *(str(concept), names.label(concept), names.kind(concept), False),
            *(int(in_favour[j]), int(against[j]), None, float(divided[j])),
        )
        for j, concept in enumerate(found.concepts)
    )


def _check(wanted: Wanted) -> None:
    two = wanted.mode == "two-mode"
    allowed = weights.TWO_MODE if two else weights.ONE_MODE
    if wanted.normalise not in allowed:
        raise QueryError(
            f"--normalise {wanted.normalise}: not for --mode {wanted.mode}. "
            f"Take one of: {', '.join(allowed)}."
        )
    if two and wanted.qualifier not in ("subtract", "ignore"):
        raise QueryError(
            f"--qualifier {wanted.qualifier}: between two actors or two concepts only. "
            "With --mode two-mode take subtract (statements for less those against) or ignore."
        )


def _window(text: str) -> tuple[int, Unit]:
    matched = re.fullmatch(r"([1-9]\d{0,3})([dwmy])", text)
    if not matched:
        raise QueryError(f"--window {text}: write a number and d, w, m or y, such as 6m.")
    return int(matched[1]), cast(Unit, matched[2])


def _date(text: str | None, option: str) -> PartialDate | None:
    found = partial_date(text)
    if text is not None and found is None:
        raise QueryError(f"{option} {text}: no date. Write it as 2013-06-07, 2013-06 or 2013.")
    return found
