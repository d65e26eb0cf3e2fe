"""What each document adds to the graph: made part by part, and kept from one build to the next.

A part is made anew only where its document, its reading, or the nodes that its entities are over
the whole corpus have changed; the program and its vocabulary count as well. What is kept has been
checked: a part in which something is wrong is made, and told of, again by every build.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from itertools import islice

from rdflib import URIRef

from onrecord import fingerprints
from onrecord.building.kept import Kept
from onrecord.building.maker import NAMES, Given, Made, Maker, make_there, unpacked
from onrecord.building.partitions import Row
from onrecord.building.told import Told
from onrecord.building.workers import AHEAD, Crew, Means
from onrecord.errors import StoreError
from onrecord.model import Thing
from onrecord.validation.checks import Found
from onrecord.views import record
from onrecord.views.record import Article

GROUP = 10  # documents that are made and checked at a time: some 15,000 triples
# A process that does nothing else costs 1 CPU s to start, what about fifty parts take.
MANY = 100


@dataclass(frozen=True, slots=True)
class Parts:
    """Has parts made, here or by a crew of processes, or finds them kept."""

    memory: Kept
    maker: Maker
    nodes: Mapping[Thing, URIRef]
    circumstances: str  # a hash over all that a part depends on beside its reading
    crew: Crew
    means: Means  # for processes that are still to be started

    def told(
        self, rows: Iterable[Row], merged: Mapping[str, Mapping[str, Thing]]
    ) -> Iterator[tuple[Told, Found]]:
        """What each document tells, and what is wrong with it; in any order.

        Args:
            rows: the readings.
            merged: by document id and entity id, what each entity is over the whole corpus.
        """
        made, under_way = 0, deque[tuple[Sequence[str], Callable[[], Made]]]()
        for kept, new in self._sorted_out(rows, merged):
            yield from ((told, Found()) for told in kept)
            if new:
                keys, group = zip(*new, strict=True)
                under_way.append((keys, self._handed_out(group, made)))
                made += len(new)
            while len(under_way) > AHEAD * self.crew.size:
                yield from self._keep(*under_way.popleft())
        while under_way:
            yield from self._keep(*under_way.popleft())

    def _sorted_out(
        self, rows: Iterable[Row], merged: Mapping[str, Mapping[str, Thing]]
    ) -> Iterator[tuple[list[Told], list[tuple[str, Given]]]]:
        """Group by group what is kept, and what is to be made, with the key to keep it under."""
        for group in _grouped(rows):
            told: list[Told] = []
            new: list[tuple[str, Given]] = []
            for row in group:
                things = merged.get(row.id, {})
                given = Given(row, {id: str(self.nodes[thing]) for id, thing in things.items()})
                key, document = self._key(given), self.maker.document(row)
                kept = [self.memory.part(document, name, key) for name in NAMES]
                if None in kept:
                    new.append((key, given))
                else:
                    told.append(Told.loads(kept[0] or b""))
            yield told, new

    def _key(self, given: Given) -> str:
        row, known = given.row, sorted(given.nodes.items())
        found = sha256(row.document + b" " + row.found).hexdigest()
        return fingerprints.of(self.circumstances, row.sha256, row.id, found, known)

    def _handed_out(self, group: Sequence[Given], made: int) -> Callable[[], Made]:
        """Processes are started for this alone where many are to be made, as some were already."""
        if self.maker.linker is not None or self.crew.workers < 2:
            return partial(self.maker.make, group)
        if made >= MANY and not self.crew.size:
            self.crew.start(self.means, self.crew.workers)
        task = (self.maker.identifiers.base, group)
        return self.crew.hand_out(make_there, task, lambda task: self.maker.make(task[1]))

    def _keep(
        self, keys: Sequence[str], result: Callable[[], Made]
    ) -> Iterator[tuple[Told, Found]]:
        made = result()
        wrong = made.wrong  # of the whole group: it is told by every build
        for key, (told, files) in zip(keys, made.parts, strict=True):
            self.memory.put_parts(told.document, key if made.wrong.is_sound else "", files)
            yield told, wrong
            wrong = Found()


def turtle(memory: Kept, document: str) -> str:
    """The Turtle of a document's part, once it was told."""
    return _kept(memory, document, "turtle")


def annotation(memory: Kept, document: str) -> str:
    """Its annotation file, once it was told."""
    return _kept(memory, document, "annotations")


def article(memory: Kept, document: str) -> Article:
    """What the views show of it, once it was told."""
    return record.loads(_kept(memory, document, "article"))


def _kept(memory: Kept, document: str, name: str) -> str:
    data = memory.part(document, name)
    if data is None:
        raise StoreError(
            f"{document}: what was kept of it was altered during the build. Build again."
        )
    return unpacked(data)


def _grouped(rows: Iterable[Row]) -> Iterator[list[Row]]:
    left = iter(rows)
    while group := list(islice(left, GROUP)):
        yield group
