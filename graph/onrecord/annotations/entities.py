"""The entities of an annotation file, each with the places of its mentions."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

from onrecord.annotations.node import Node
from onrecord.annotations.terms import KINDS
from onrecord.model import Entity, Span


def load_entities(root: Node) -> tuple[Entity, ...]:
    nodes: dict[str, Node] = {}
    for node in root.children("entities"):
        if (identifier := node.required("id")) in nodes:
            raise node.error("stands twice", "Give each entity an id of its own")
        nodes[identifier] = node
    kinds = {key: node.choice("type", KINDS) for key, node in nodes.items()}
    forms = {key: list(_forms(node)) for key, node in nodes.items()}
    longer = {
        kind: _Longer((p, k) for k in nodes if kinds[k] == kind for f, _ in forms[k] for p in f)
        for kind in set(kinds.values())
    }
    return tuple(
        Entity(
            id=key,
            kind=kinds[key],
            name=node.required("name"),
            mentions=_own(key, forms[key], longer[kinds[key]]),
            aliases=node.strings("aliases"),
            iri=node.optional("iri"),
        )
        for key, node in nodes.items()
    )


def _forms(node: Node) -> Iterator[tuple[list[Span], bool]]:
    """The places of each surface form of an entity, and whether the file states them.

    Longest form first: a place belongs to the longest form that covers it.
    """
    passages = node.passages("mentions")
    if "mentions" not in node.data and (name := node.required("name")) in node.article:
        passages = [name]
    stated = [passage for passage in passages if isinstance(passage, Span)]
    yield stated, True
    taken = bytearray(len(node.article))  # 1 for each character that a longer form has
    for place in stated:
        taken[place.start : place.end] = b"\1" * (place.end - place.start)
    words = {passage for passage in passages if isinstance(passage, str)}
    for form in sorted(words, key=lambda form: (-len(form), form)):
        places = node.places("mentions", form)
        free = [place for place in places if taken.find(1, place.start, place.end) < 0]
        for place in free:
            taken[place.start : place.end] = b"\1" * (place.end - place.start)
        yield free, False


class _Longer:
    """Where the entities of one kind are mentioned, to tell mentions inside of longer ones."""

    def __init__(self, places: Iterable[tuple[Span, str]]) -> None:
        pairs = sorted(places, key=lambda pair: pair[0].start)
        self._starts = [place.start for place, _ in pairs]
        # Up to each place: the one that ends last, and the last one of another entity than that.
        self._ends = [((0, ""), (0, ""))]
        for place, key in pairs:
            best, second = self._ends[-1]
            found = (place.end, key)
            if found[0] > best[0]:
                best, second = found, second if key == best[1] else best
            elif key != best[1] and found[0] > second[0]:
                second = found
            self._ends.append((best, second))

    def holds(self, place: Span, key: str) -> bool:
        """Whether another entity than `key` has a longer mention that covers a place."""
        before = self._ends[bisect_left(self._starts, place.start)]
        alike = self._ends[bisect_right(self._starts, place.start)]
        return _end(before, key) >= place.end or _end(alike, key) > place.end


def _end(ends: tuple[tuple[int, str], tuple[int, str]], key: str) -> int:
    best, second = ends
    return second[0] if best[1] == key else best[0]


def _own(key: str, forms: list[tuple[list[Span], bool]], longer: _Longer) -> tuple[Span, ...]:
    """An entity's mentions, less those inside a longer mention of another of its kind.

    "NHS" in "NHS Confederation" names the Confederation. A form that stands nowhere else keeps
    its places, and so does whatever the file places itself.
    """
    kept: list[Span] = []
    for places, given in forms:
        free = [place for place in places if not longer.holds(place, key)]
        kept += places if given or not free else free
    return tuple(sorted(kept))
