"""Which nodes can be one thing at all: those of like names, block by block.

No two nodes are ever compared unless they share a key, so that a corpus of many names takes
little longer a name than one of few.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, combinations, product

from onrecord.resolve.grouping import WEIGHED, Node
from onrecord.resolve.names import body_words, core_words, initials, is_acronym, person_name
from onrecord.resolve.weights import specific
from onrecord.resolve.words import SHORT


def blocks(
    nodes: Sequence[Node], tied: Iterable[tuple[int, int]] = ()
) -> Iterator[tuple[list[int], list[tuple[int, int]]]]:
    """The nodes, by their places, that may be one thing directly or through others; and the pairs
    of them that share a key and so have to be weighed.

    Nothing in one block bears on another. `tied` are pairs that a user has decided.
    """
    keyed: dict[str, list[int]] = defaultdict(list)
    for place, node in enumerate(nodes):
        kind = node.group.kind
        if kind == "Person" or (kind in WEIGHED and node.group.rank < 3):
            for key in {*_keys(node)}:
                keyed[key].append(place)
    shared = [own for own in keyed.values() if len(own) > 1]
    del keyed
    roots = _roots([*shared, *tied])
    places: dict[int, set[int]] = defaultdict(set)
    weighed: dict[int, list[list[int]]] = defaultdict(list)
    for root, own in zip(roots, [*shared, *tied], strict=True):
        places[root].update(own)
    for root, own in zip(roots, shared, strict=False):
        weighed[root].append(own)
    for root in sorted(places):
        yield sorted(places[root]), sorted({p for own in weighed[root] for p in _pairs(nodes, own)})


def _roots(shared: Sequence[Sequence[int]]) -> list[int]:
    """For each list of places the lowest place that it hangs together with."""
    parent = {place: place for own in shared for place in own}

    def root(place: int) -> int:
        while parent[place] != place:
            parent[place] = parent[parent[place]]
            place = parent[place]
        return place

    for own in shared:
        for place in own[1:]:
            one, other = sorted((root(own[0]), root(place)))
            parent[other] = one
    return [root(own[0]) for own in shared]


def _pairs(nodes: Sequence[Node], places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Each two of which one tells something that can join them."""
    told = [i for i in places if not nodes[i].is_open]
    unsure = [i for i in places if nodes[i].is_open]
    for one, other in chain(combinations(told, 2), product(told, unsure)):
        yield min(one, other), max(one, other)


def _keys(node: Node) -> Iterator[str]:
    kind = node.group.kind
    if kind == "Person":
        yield from _person_keys(node)
        return
    for name in {name for s in node.sightings for name in s.names}:
        words = body_words(name)
        yield f"{kind} {' '.join(words)}"
        if is_acronym(name):
            yield f"{kind} {name.lower()}"
        elif len(words) > 2:
            yield f"{kind} {initials(words)}"
        yield f"{kind} {' '.join(core_words(words))} ..."


def _person_keys(node: Node) -> Iterator[str]:
    """Surname with each initial that the first name may stand for; with post or party."""
    told = {(fact.part, fact.value) for s in node.sightings for fact in s.told}
    posts = specific({value for part, value in told if part in ("posts", "past")})
    parties = {value for part, value in told if part == "parties"}
    for name in {person_name(name) for s in node.sightings for name in s.names}:
        halves = {name.surname, *name.surname.split("-")}
        if name.given:
            first = name.given[0]
            for letter in {first[0], *(full[0] for full in SHORT.get(first, ()))}:
                yield from (f"Person {half}, {letter}" for half in halves)
        yield from (f"Person {half} {told}" for half in halves for told in posts | parties)
