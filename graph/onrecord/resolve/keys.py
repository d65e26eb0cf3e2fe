"""Nodes that are one thing -> the thing: its name, and its key, which becomes its IRI."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from onrecord.model import Kind, Thing
from onrecord.resolve.grouping import Node
from onrecord.resolve.sightings import Once, Sighting, Spot
from onrecord.slugs import digest

Merged = Mapping[Spot, Thing]


class Things(Merged):
    """By document, which takes a third of the room that one mapping of pairs would."""

    def __init__(self) -> None:
        self._of: dict[str, dict[str, Thing]] = {}

    def add(self, spot: Spot, thing: Thing) -> None:
        self._of.setdefault(spot[0], {})[spot[1]] = thing

    def __getitem__(self, spot: Spot) -> Thing:
        return self._of[spot[0]][spot[1]]

    def __iter__(self) -> Iterator[Spot]:
        return ((document, id) for document, own in self._of.items() for id in own)

    def __len__(self) -> int:
        return sum(map(len, self._of.values()))


def things_of(nodes: Sequence[Node], roots: Iterable[int], once: Once) -> list[Thing]:
    """The thing of each node; no two of one kind have one key."""
    members: dict[int, list[Node]] = defaultdict(list)
    for node, root in zip(nodes, roots, strict=True):
        members[root].append(node)
    taken: dict[Kind, set[str]] = defaultdict(set)
    keys: dict[int, str] = {}
    for root in sorted(members, key=lambda root: _order(members[root])):
        kind, key = nodes[root].group.kind, min(members[root], key=lambda n: n.rank).keys[0]
        if key in taken[kind]:
            first = _first(members[root])
            key = f"{key}-{digest(first.sha256, first.id)}"
        taken[kind].add(key)
        keys[root] = once(key)
    free = {
        root: left
        for root, own in members.items()
        if (left := _keys(own) - taken[nodes[root].group.kind])
    }
    owners = Counter((nodes[root].group.kind, key) for root, own in free.items() for key in own)
    things: dict[int, Thing] = {}
    for root, own in members.items():
        kind = nodes[root].group.kind
        replaced = [key for key in free.get(root, ()) if owners[kind, key] == 1]
        things[root] = _thing(own, keys[root], replaced)
    return [things[root] for root in roots]


def _keys(nodes: Iterable[Node]) -> set[str]:
    return {key for node in nodes for key in node.keys}


def _order(nodes: Sequence[Node]) -> tuple[int, tuple[str, str, str]]:
    """Of two things that want one key, who gets it: a better sort of name, then the older one."""
    return (min(n.group.rank for n in nodes), _first(nodes).age)


def _first(nodes: Iterable[Node]) -> Sighting:
    return min((n.first for n in nodes), key=lambda s: s.age)


def _thing(nodes: Sequence[Node], key: str, replaced: Iterable[str]) -> Thing:
    """The thing's name is the list's, else the full form that most articles use."""
    sightings = [s for n in nodes for s in n.sightings]
    known = sorted({s.listed for s in sightings if s.listed is not None})
    best = min(n.group.rank for n in nodes)
    names = Counter(s.name for n in nodes if n.group.rank == best for s in n.sightings)
    is_one = len({iri for iri, _ in known}) == 1
    chosen = known[0][1] if is_one else min(names, key=lambda n: (-names[n], n))
    others = {n for s in sightings for n in (s.name, *s.aliases)} - {chosen}
    iri = known[0][0] if is_one else None
    kind = nodes[0].group.kind
    return Thing(key, kind, chosen, tuple(sorted(others)), iri, tuple(sorted(replaced)))
