"""Entities of many articles -> things: one node for one thing, and no node for two.

What each article tells of a thing (`told`, `sightings`) is grouped by name (`grouping`); groups
of like names (`blocks`) are weighed (`weights`) and joined (`clusters`, `joining`), and each thing
gets its key (`keys`). What a user has decided (`decisions`) binds first.

What is promised about the keys, which become IRIs:

- The result depends on the set of readings alone, never on their order.
- A thing can only be affected by articles that name something like it: one that shares no
  name, surname or acronym with it changes nothing about it. Taking a document away is the same
  as never having had it.
- The key is that of the name by which the thing first came on record (day of publication; an
  undated article comes last), a full name before initials and these before a bare surname. So a
  later article leaves it as it is, with one exception: the first full name of somebody who was
  known by a surname or initials alone.
- Two things of one name: the first on record has the plain key, the other one the key with a
  hash of its first article. An older article can so bring the plain key to the other namesake.
- A key that a thing has in a smaller corpus, but not here, stands in `Thing.replaces`, unless
  namesakes share it; merges.csv has what joined them.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from onrecord.lexicon import Lexicon
from onrecord.model import Reading, Thing
from onrecord.resolve.decisions import Bound, Decision, bind
from onrecord.resolve.grouping import Group, Node, group_of, nodes_of
from onrecord.resolve.joining import Pair, joined, merges
from onrecord.resolve.keys import Merged, Things, things_of
from onrecord.resolve.listing import Listing
from onrecord.resolve.log import Judged, Log
from onrecord.resolve.sightings import Once, Sighting, Spot, sightings
from onrecord.resolve.told import Parties


@dataclass(frozen=True, slots=True)
class Resolved:
    """What each (document id, entity id) is over the corpus, and how that was found."""

    things: Merged
    log: Log


def merge(readings: Iterable[Reading], lexicon: Lexicon) -> Merged:
    """For each (document id, entity id) the thing that it is over the whole corpus."""
    return resolve(readings, lexicon).things


def resolve(
    readings: Iterable[Reading],
    lexicon: Lexicon,
    decisions: Sequence[Decision] = (),
    iri_of: Callable[[Thing], str] = lambda thing: thing.key,
) -> Resolved:
    """The things of a corpus, with the log of what was merged and what was kept apart.

    Args:
        readings: one per document, in any order; gone through once.
        lexicon: whose lists and codebook join what they know.
        decisions: a user's, of same-as.csv; they bind.
        iri_of: the IRI of a thing in the graph, by which a decision may name it.

    Raises DecisionError if decisions contradict each other.
    """
    seen, once = _seen(readings, lexicon)
    iris = {side.named: set[Spot]() for d in decisions for side in (d.left, d.right) if side.is_iri}
    bound = Bound()
    for _ in range(2 if iris else min(1, len(decisions))):
        if iris:  # they are of a build without decisions, or of one with the others
            for spot, thing in _resolve(seen, once, bound, iri_of).things.items():
                iris.get(iri_of(thing), set()).add(spot)
        bound = bind(decisions, seen, iris)
    found = _resolve(seen, once, bound, iri_of)
    found.log.add(Judged("not applied", told) for told in bound.idle)
    return found


def _seen(readings: Iterable[Reading], lexicon: Lexicon) -> tuple[list[Sighting], Once]:
    """All sightings, oldest first; of the articles no more than these stays in memory."""
    known, parties, once = Listing.lists(lexicon), Parties.of(lexicon), Once()
    found = (sightings(r, Listing.of(r, known), parties, once) for r in readings)
    return sorted(chain.from_iterable(found), key=lambda s: s.age), once


def _resolve(
    seen: Sequence[Sighting], once: Once, bound: Bound, iri_of: Callable[[Thing], str]
) -> Resolved:
    """People first: who holds an office tells which office it is."""
    things, log = Things(), Log()

    def join(nodes: Sequence[Node]) -> None:
        roots, pairs = joined(nodes, bound)
        for node, thing in zip(nodes, things_of(nodes, roots, once), strict=True):
            for s in node.sightings:
                things.add(s.spot, thing)
        log.add(_judged(pair, things, iri_of) for pair in chain(merges(nodes), pairs))

    people = _nodes((s for s in seen if s.kind == "Person"), {}, bound)
    join(people)
    holders = _holders(people, things)
    people.clear()  # before the others come: nodes take as much room as sightings
    join(_nodes((s for s in seen if s.kind != "Person"), holders, bound))
    return Resolved(things, log)


def _nodes(seen: Iterable[Sighting], holders: Mapping[Spot, str], bound: Bound) -> list[Node]:
    """Nodes of some sightings, in an order that does not depend on that of the documents."""
    apart = frozenset(spot for pair in bound.different for spot in pair)
    nodes: list[Node] = []
    grouped: dict[Group, list[Sighting]] = defaultdict(list)
    for s in seen:
        group = group_of(s, holders.get(s.spot))
        if group.label is None:
            nodes.append(Node(group, (s,), is_open=True))
        else:
            grouped[group].append(s)
    while grouped:  # taken out one by one: their lists are as large as the nodes
        nodes += nodes_of(*grouped.popitem(), apart)
    return sorted(nodes, key=lambda n: (n.group.kind, n.first.age))


def _holders(people: Iterable[Node], things: Merged) -> dict[Spot, str]:
    """Key of the one person who holds an office of an article, by the office's place."""
    held: dict[Spot, set[str]] = defaultdict(set)
    for s in (s for node in people for s in node.sightings):
        for holder, office in s.source.held:
            if holder == s.id:
                held[s.document, office].add(things[s.spot].key)
    return {spot: min(keys) for spot, keys in held.items() if len(keys) == 1}


def _judged(pair: Pair, things: Merged, iri_of: Callable[[Thing], str]) -> Judged:
    left, right = pair.left, pair.right
    one, other = things[left.spot], things[right.spot]
    iri = iri_of(one)
    return Judged(
        *(pair.outcome, pair.why, pair.score, left.kind),
        *(left.name, left.document, iri),
        *(right.name, right.document, iri if other is one else iri_of(other)),
    )
