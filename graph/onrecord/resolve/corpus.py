"""Entities of many articles -> things: one node for one thing, and no node for two.

What each article tells of a thing (`sightings`) is grouped by name (`grouping`), weighed
(`weights`) and joined (`clusters`); what a user has decided (`decisions`) binds first.

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

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from onrecord.lexicon import Lexicon
from onrecord.model import Kind, Reading, Thing
from onrecord.resolve.clusters import Clusters, Edge, Parted, cluster
from onrecord.resolve.decisions import Bound, Decision, bind
from onrecord.resolve.grouping import WEIGHED, Group, Node, blocks, group_of, nodes_of
from onrecord.resolve.listing import Listing
from onrecord.resolve.sightings import Parties, Sighting, portraits
from onrecord.resolve.weights import weigh
from onrecord.slugs import digest

Merged = Mapping[tuple[str, str], Thing]
Spot = tuple[str, str]  # document id, entity id
NOTABLE = 3.0  # a pair that stayed apart is told from this sum on, or where a veto parted it


@dataclass(frozen=True, slots=True)
class Judged:
    """A line of the merge log: two sightings, whether they are one thing, and why."""

    outcome: str  # "merged", "kept apart" or "not applied"
    why: str
    left: Sighting | None = None
    right: Sighting | None = None
    score: float | None = None  # None where no evidence was summed


@dataclass(frozen=True, slots=True)
class Resolved:
    """What each (document id, entity id) is over the corpus, and how that was found."""

    things: Merged
    log: tuple[Judged, ...] = field(default=())


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
        readings: one per document, in any order.
        lexicon: whose lists and codebook join what they know.
        decisions: a user's, of same-as.csv; they bind.
        iri_of: the IRI of a thing in the graph, by which a decision may name it.

    Raises DecisionError if decisions contradict each other.
    """
    corpus = _Corpus.of(readings, lexicon)
    bound, found = Bound(), _resolve(corpus, Bound())
    iris: dict[str, set[Spot]] = {}
    for _ in range(2 if any(d.left.is_iri or d.right.is_iri for d in decisions) else 1):
        if decisions:  # an IRI is one of a build without decisions, or of one with the others
            for spot, thing in found.things.items():
                iris.setdefault(iri_of(thing), set()).add(spot)
            bound = bind(decisions, corpus.sightings, iris)
            found = _resolve(corpus, bound)
    idle = tuple(Judged("not applied", told) for told in bound.idle)
    return replace(found, log=(*found.log, *idle))


@dataclass(frozen=True, slots=True)
class _Corpus:
    """All sightings, oldest first, each with what a list says that it is."""

    sightings: tuple[Sighting, ...]
    listings: Mapping[str, Listing]  # by document

    @classmethod
    def of(cls, readings: Iterable[Reading], lexicon: Lexicon) -> "_Corpus":
        known, parties = Listing.lists(lexicon), Parties.of(lexicon)
        listings, found = {}, list[Sighting]()
        for reading in readings:  # one at a time: no article's text stays in memory
            listing = listings[reading.document.id] = Listing.of(reading, known)
            found += portraits(reading, parties, listing.iris)
        return cls(tuple(sorted(found, key=lambda s: s.age)), listings)

    def group(self, s: Sighting, holders: Mapping[Spot, str]) -> Group:
        listing, id = self.listings[s.document], s.entity.id
        return group_of(
            s,
            listing.known.get(id),
            listing.home,
            holders.get((s.document, id)),
            id in listing.foreign,
        )


def _resolve(corpus: _Corpus, bound: Bound) -> Resolved:
    """People first: who holds an office tells which office it is."""
    people = [s for s in corpus.sightings if s.entity.kind == "Person"]
    others = [s for s in corpus.sightings if s.entity.kind != "Person"]
    found = _of_kinds(corpus, people, bound, {})
    holders = _holders(corpus, found.things)
    rest = _of_kinds(corpus, others, bound, holders)
    return Resolved({**found.things, **rest.things}, (*found.log, *rest.log))


def _holders(corpus: _Corpus, people: Merged) -> dict[Spot, str]:
    """Key of the one person who holds an office of an article, by the office's place."""
    held: dict[Spot, set[str]] = defaultdict(set)
    for document, listing in corpus.listings.items():
        for holder, office in listing.held:
            if (document, holder) in people:
                held[document, office].add(people[document, holder].key)
    return {spot: min(keys) for spot, keys in held.items() if len(keys) == 1}


def _of_kinds(
    corpus: _Corpus, sightings: Sequence[Sighting], bound: Bound, holders: Mapping[Spot, str]
) -> Resolved:
    grouped: dict[Group, list[Sighting]] = defaultdict(list)
    for s in sightings:
        grouped[corpus.group(s, holders)].append(s)
    told_apart = frozenset(spot for pair in bound.different for spot in pair)
    nodes = [n for group, members in grouped.items() for n in nodes_of(group, members, told_apart)]
    nodes.sort(key=lambda n: (n.portrait.kind, n.sightings[0].age))
    at = {s.spot: i for i, node in enumerate(nodes) for s in node.sightings}
    edges = [
        Edge(i, j, weigh(nodes[i].portrait, nodes[j].portrait)) for i, j in sorted(blocks(nodes))
    ]
    state, joined, parted = cluster(
        [n.portrait for n in nodes],
        {i for i, n in enumerate(nodes) if n.is_open},
        edges,
        [(at[a], at[b]) for a, b in bound.same if a in at and b in at and at[a] != at[b]],
        [(at[a], at[b]) for a, b in bound.different if a in at and b in at],
    )
    things = _things(corpus, nodes, state)
    decided = {(at[a], at[b]) for a, b in bound.same if a in at and b in at}
    log = [*_merges(nodes, joined, decided), *_partings(nodes, state, parted, bound, at)]
    return Resolved(
        {s.spot: things[state.root(i)] for i, node in enumerate(nodes) for s in node.sightings},
        tuple(log),
    )


def _things(corpus: _Corpus, nodes: Sequence[Node], state: Clusters) -> dict[int, Thing]:
    """The thing of each cluster, by its root; no two of one kind have one key."""
    members = {root: [nodes[i] for i in sorted(places)] for root, places in state.members.items()}
    wanted = {root: _wanted(own) for root, own in members.items()}
    taken: dict[tuple[str, str], str] = {}
    keys: dict[int, str] = {}
    for root in sorted(members, key=lambda root: (wanted[root].rank, _first(members[root]).age)):
        kind, key, first = state.portraits[root].kind, wanted[root].keys[0], _first(members[root])
        if (kind, key) in taken:
            key = f"{key}-{digest(first.sha256, first.entity.id)}"
        taken[kind, key] = keys[root] = key
    owners = Counter((n[0].portrait.kind, key) for n in members.values() for key in _keys(n))
    return {
        root: _thing(corpus, own, keys[root], {
            key for key in _keys(own)
            if (kind := own[0].portrait.kind, key) not in taken and owners[kind, key] == 1
        })
        for root, own in members.items()
    }  # fmt: skip


def _keys(nodes: Iterable[Node]) -> set[str]:
    return {key for node in nodes for key in node.keys}


def _wanted(nodes: Sequence[Node]) -> Node:
    """The node whose key a cluster takes: the best sort of name, then the first on record."""
    return min(nodes, key=lambda n: (n.rank, n.sightings[0].age))


def _first(nodes: Iterable[Node]) -> Sighting:
    return min((n.sightings[0] for n in nodes), key=lambda s: s.age)


def _thing(corpus: _Corpus, nodes: Sequence[Node], key: str, replaced: set[str]) -> Thing:
    """The thing's name is the list's, else the full form that most articles use."""
    sightings = [s for n in nodes for s in n.sightings]
    listed = {corpus.listings[s.document].known.get(s.entity.id) for s in sightings} - {None}
    kind: Kind = sightings[0].entity.kind
    best = min(n.rank for n in nodes)
    names = Counter(s.entity.name for n in nodes if n.rank == best for s in n.sightings)
    known = sorted(one for one in listed if one is not None)
    is_one = len({iri for iri, _ in known}) == 1
    chosen = known[0][1] if is_one else min(names, key=lambda n: (-names[n], n))
    others = {n for s in sightings for n in (s.entity.name, *s.entity.aliases)} - {chosen}
    iri = known[0][0] if is_one else None
    return Thing(key, kind, chosen, tuple(sorted(others)), iri, tuple(sorted(replaced)))


def _merges(
    nodes: Sequence[Node], joined: Iterable[Edge], decided: Iterable[tuple[int, int]]
) -> Iterator[Judged]:
    """Each further sighting of a node beside the first one, then node beside node."""
    for node in nodes:
        first = node.sightings[0]
        for other in node.sightings[1:]:
            if node.portrait.kind in WEIGHED and node.rank:
                weighed = weigh(first.portrait, other.portrait)
                yield Judged("merged", "; ".join(weighed.why), first, other, weighed.score)
            else:
                yield Judged("merged", node.why, first, other)
    for pair in sorted(decided):
        left, right = (nodes[place].sightings[0] for place in pair)
        yield Judged("merged", "your decision", left, right)
    for edge in joined:
        left, right = (nodes[place].sightings[0] for place in (edge.one, edge.other))
        yield Judged("merged", "; ".join(edge.weighed.why), left, right, edge.weighed.score)


def _partings(
    nodes: Sequence[Node],
    state: Clusters,
    parted: Iterable[Parted],
    bound: Bound,
    at: Mapping[Spot, int],
) -> Iterator[Judged]:
    """Likely pairs that stayed apart: one line for two things, the closest of their sightings."""
    seen: set[tuple[int, ...]] = set()
    for a, b in bound.different:
        pair = tuple(sorted((state.root(at[a]), state.root(at[b])))) if a in at and b in at else ()
        if pair and pair not in seen:
            seen.add(pair)
            yield Judged(
                "kept apart", "your decision", nodes[at[a]].sightings[0], nodes[at[b]].sightings[0]
            )
    for told in parted:
        edge, weighed = told.edge, told.edge.weighed
        pair = tuple(sorted((state.root(edge.one), state.root(edge.other))))
        is_notable = weighed.veto is not None or weighed.score >= NOTABLE
        if pair in seen or not is_notable:
            continue
        seen.add(pair)
        why = "; ".join((told.why, *weighed.why))
        one, two = nodes[edge.one].sightings[0], nodes[edge.other].sightings[0]
        yield Judged("kept apart", why, one, two, weighed.score)
