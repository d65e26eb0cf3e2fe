"""What a page of bounded size holds of a build of any size: the names most often on record.

Names are ranked by the statements in which they take a side or are what it is taken on, and by
the facts that tie them. As many are taken as the page has room for what is between them: every
statement in which one takes a side on another, and every fact. A position between two of them so
keeps all its statements, but for the last name, of which there may be room for some. What else
such a statement takes a side on is on the page, too. A line that lacks statements says so. Where
all sides and facts have room, the rest goes to statements that take no side, name by name.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import islice

from onrecord.views import triples
from onrecord.views.parts import Corpus, Said, Tie
from onrecord.views.record import Passage, Record, Statement

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


def foremost(corpus: Corpus, most: int = MOST) -> Share:
    """All of a build, or where it has more than `most` quotes the names most often on record.

    The same build gives the same share. Memory holds the share and some 0.4 kB a name of the build.
    """
    if (everything := corpus.record(most)) is not None:
        return Share(everything)
    sided, spoken = dict.fromkeys(corpus.names, 0), dict.fromkeys(corpus.names, 0)
    for said in corpus.said:
        for name in said.ends & spoken.keys():
            spoken[name] += 1
            sided[name] += bool(said.targets)
    for tie in corpus.ties():
        for name in {tie.subject, tie.object}:
            sided[name] += 1
    ranked = sorted(corpus.names, key=lambda name: (-sided[name], -spoken[name], name))
    chosen = _chosen(corpus, {name: place for place, name in enumerate(ranked)}, most)
    kinds = [named.kind for named in corpus.names.values()]
    return Share(
        _record(corpus, chosen),
        _extent(len(corpus.said), kinds, len(corpus.documents)),
        {name: spoken[name] for name in chosen.names},
    )


@dataclass(frozen=True, slots=True)
class _Chosen:
    """What is on the page."""

    names: set[str]
    said: dict[str, set[int]]  # places of statements, by document
    relations: set[str]


def _chosen(corpus: Corpus, rank: Mapping[str, int], most: int) -> _Chosen:
    """The first `most` quotes: sides and facts before all else, and of these what is between the
    first names. Of the last name that there is room for, as many as there is room for.
    """
    needs: Counter[_Turn] = Counter(_turn(said, rank) for said in corpus.said)
    for tie in corpus.ties():
        needs[_turn_of(tie, rank)] += tie.passages
    left, last = most, max(needs)
    for turn in sorted(needs):
        if needs[turn] > left:
            last = turn
            break
        left -= needs[turn]
    of_last = islice((said for said in corpus.said if _turn(said, rank) == last), left)
    kept = [*(said for said in corpus.said if _turn(said, rank) < last), *of_last]
    left = most - len(kept)
    among = [tie for tie in corpus.ties() if _turn_of(tie, rank) <= last]
    ties = []
    for tie in sorted(among, key=lambda tie: (_turn_of(tie, rank), tie.iri)):
        if tie.passages <= left:
            ties.append(tie)
            left -= tie.passages
    ends = (said.ends for said in kept)
    names = set[str]().union(*ends, *({tie.subject, tie.object} for tie in ties))
    of: dict[str, set[int]] = {}
    for said in kept:
        of.setdefault(said.document, set()).add(said.place)
    return _Chosen(names & rank.keys(), of, {tie.iri for tie in ties})


def _turn(said: Said, rank: Mapping[str, int]) -> _Turn:
    """Whether a statement takes no side, and the rank up to which names must be taken for it to
    be among them: its speaker, and one at least of those that it takes a side on.
    """
    end = len(rank)
    places = [rank.get(said.speaker, end)] if said.speaker else []
    if said.targets:
        places.append(min(rank.get(target, end) for target in said.targets))
    return not said.targets, max(places, default=end)


def _turn_of(tie: Tie, rank: Mapping[str, int]) -> _Turn:
    return False, max(rank[tie.subject], rank[tie.object])


def _record(corpus: Corpus, chosen: _Chosen) -> Record:
    """The record of what was chosen, and of all positions that rest on something of it."""
    relations = (r for r in corpus.relations() if r.iri in chosen.relations)
    wanted = {passage.iri for relation in relations for passage in relation.evidence}
    passages, statements = dict[str, Passage](), dict[str, Statement]()
    documents = set(chosen.said)
    for article in corpus.articles():
        iri = article.document.iri
        own = chosen.said.get(iri, ())
        chosen_here = (one for place, one in enumerate(article.statements) if place in own)
        statements |= {said.iri: said for said in chosen_here}
        if here := {p.iri: p for p in article.passages if p.iri in wanted}:
            passages |= here
            documents.add(iri)
    of, kept = {iri: corpus.documents[iri] for iri in documents}, statements.keys()
    found = triples.record(of, statements, corpus.pieces(), passages, chosen.names, corpus.doubts)
    return replace(
        found,
        positions=tuple(p for p in found.positions if not kept.isdisjoint(p.statements)),
        relations=tuple(r for r in found.relations if r.iri in chosen.relations),
    )
