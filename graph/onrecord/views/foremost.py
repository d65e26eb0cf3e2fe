"""What a page of bounded size holds of a build of any size: the names most often on record.

Names are ranked by the statements in which they take a side or are what it is taken on, and by
the facts that tie them. As many are taken as the page has room for what is between them: every
statement in which one takes a side on another, and every fact. A position between two of them so
keeps all its statements, but for the last name, of which there may be room for some. What else
such a statement takes a side on is on the page, too. A line that lacks statements says so. Where
all sides and facts have room, the rest goes to statements that take no side, name by name.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice

from onrecord.views.index import Index
from onrecord.views.parts import Fact, Said
from onrecord.views.record import Document, Record, Statement

# Statements and passages of facts: more than 200 articles of 400 words have (6,086). The page of
# as many has 6 MB; drawn whole, that of 2,000 articles has 39 MB, and needs 3.6 s to be drawn
# where one of 7 MB needs 0.7.
MOST = 6_500
_Turn = tuple[bool, int]
ACTORS = ("Person", "Organisation", "Group")


@dataclass(frozen=True, slots=True)
class Extent:
    """How much a build holds."""

    statements: int
    actors: int
    policies: int
    documents: int


def extent(record: Record) -> Extent:
    """How much a record in memory holds."""
    kinds = [thing.kind for thing in record.entities.values()]
    return _extent(len(record.statements), kinds, len(record.documents))


def _extent(statements: int, kinds: list[str], documents: int) -> Extent:
    actors = sum(map(kinds.count, ACTORS))
    return Extent(statements, actors, kinds.count("Policy"), documents)


@dataclass(frozen=True, slots=True)
class Share:
    """What a page holds, and what the build holds where that is more."""

    record: Record
    whole: Extent | None = None
    statements: Mapping[str, int] = field(default_factory=dict)  # of each name, in the build


def foremost(index: Index, most: int = MOST) -> Share:
    """All of a build, or where it has more than `most` quotes the names most often on record.

    The same build gives the same share. Memory holds the share and some 0.4 kB a name of the build.
    """
    statements, passages = 0, 0
    sided, spoken = dict.fromkeys(index.names, 0), dict.fromkeys(index.names, 0)
    for said in index.said():
        statements += 1
        for name in _names(said) & spoken.keys():
            spoken[name] += 1
            sided[name] += bool(said.targets)
    for fact in index.facts():
        passages += fact.passages
        for name in {fact.subject, fact.object}:
            sided[name] += 1
    if statements + passages <= most:
        everything = _Chosen(set(index.names), list(index.said()), list(index.facts()))
        return Share(_record(index, everything, index.titles))
    ranked = sorted(index.names, key=lambda name: (-sided[name], -spoken[name], name))
    chosen = _chosen(index, {name: place for place, name in enumerate(ranked)}, most)
    kinds = [named.kind for named in index.names.values()]
    return Share(
        _record(index, chosen),
        _extent(statements, kinds, len(index.titles)),
        {name: spoken[name] for name in chosen.names},
    )


@dataclass(frozen=True, slots=True)
class _Chosen:
    """What is to be read in full."""

    names: set[str]
    said: list[Said]
    facts: list[Fact]


def _chosen(index: Index, rank: Mapping[str, int], most: int) -> _Chosen:
    """The first `most` quotes: sides and facts before all else, and of these what is between the
    first names. Of the last name that there is room for, as many as there is room for.
    """
    needs: Counter[_Turn] = Counter(_turn(said, rank) for said in index.said())
    for fact in index.facts():
        needs[_turn_of(fact, rank)] += fact.passages
    left, last = most, max(needs)
    for turn in sorted(needs):
        if needs[turn] > left:
            last = turn
            break
        left -= needs[turn]
    of_last = islice((said for said in index.said() if _turn(said, rank) == last), left)
    kept = [*(said for said in index.said() if _turn(said, rank) < last), *of_last]
    left = most - len(kept)
    facts, among = [], (fact for fact in index.facts() if _turn_of(fact, rank) <= last)
    for fact in sorted(among, key=lambda fact: (_turn_of(fact, rank), fact.relation)):
        if fact.passages <= left:
            facts.append(fact)
            left -= fact.passages
    names = set[str]().union(*map(_names, kept), *((fact.subject, fact.object) for fact in facts))
    return _Chosen(names & rank.keys(), kept, facts)


def _names(said: Said) -> set[str]:
    return {*said.targets, *([said.speaker] if said.speaker else [])}


def _turn(said: Said, rank: Mapping[str, int]) -> _Turn:
    """Whether a statement takes no side, and the rank up to which names must be taken for it to
    be among them: its speaker, and one at least of those that it takes a side on.
    """
    end = len(rank)
    places = [rank.get(said.speaker, end)] if said.speaker else []
    if said.targets:
        places.append(min(rank.get(target, end) for target in said.targets))
    return not said.targets, max(places, default=end)


def _turn_of(fact: Fact, rank: Mapping[str, int]) -> _Turn:
    return False, max(rank[fact.subject], rank[fact.object])


def _record(index: Index, chosen: _Chosen, documents: Iterable[str] = ()) -> Record:
    """The record of what was chosen, and of all positions that rest on something of it."""
    names = chosen.names
    relations = [index.relation(fact.relation) for fact in sorted(chosen.facts)]
    of: dict[str, list[str]] = {iri: [] for iri in documents}
    for relation in relations:
        of |= {passage.document: [] for passage in relation.evidence}
    for said in chosen.said:
        of.setdefault(said.document, []).append(said.statement)
    read: dict[str, Document] = {}
    statements: dict[str, Statement] = {}
    for iri in sorted(of):
        read[iri] = index.document(iri)
        statements |= {said.iri: said for said in index.quoted(read[iri], of[iri])}
    positions = (p for p in index.positions() if {p.holder, p.target} <= names)
    changes = (c for c in index.changes() if {c.before, c.after} <= statements.keys())
    return Record(
        documents=read,
        entities={iri: replace(index.entity(iri), documents=()) for iri in sorted(names)},
        statements=dict(sorted(statements.items())),
        positions=tuple(
            sorted(
                (p for p in positions if not statements.keys().isdisjoint(p.statements)),
                key=lambda position: position.iri,
            )
        ),
        relations=tuple(relations),
        alignments=tuple(
            sorted((a for a in index.alignments() if set(a.actors) <= names), key=lambda a: a.iri)
        ),
        changes=tuple(sorted(changes, key=lambda change: change.iri)),
    )
