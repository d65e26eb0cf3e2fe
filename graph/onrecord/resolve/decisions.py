"""same-as.csv: what a user has decided about who is whom; it binds before any evidence.

Columns: `left`, `right` (a name as the articles have it, or an IRI), `decision` (`same` or
`different`), and where a name alone says too little `left_document`, `right_document` (a
document's id or path) and `kind` (Person, Organisation ...). Further columns, such as a note,
are the user's own.
"""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path, PurePosixPath
from typing import get_args

from onrecord.errors import DecisionError
from onrecord.files import intake
from onrecord.model import Kind
from onrecord.resolve.sightings import Sighting, Spot
from onrecord.slugs import slug

FILE = "same-as.csv"
NEEDED = ("left", "right", "decision")
SHOWN = 20  # faults that are told one by one
LONGEST = 300  # characters of a name or an IRI that an error shows


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two that a decision is about."""

    named: str
    document: str = ""

    @property
    def is_iri(self) -> bool:
        return self.named.startswith(("http://", "https://"))

    def __str__(self) -> str:
        named, document = f"{self.named[:LONGEST]!r}", self.document[:LONGEST]
        return f"{named} in {document!r}" if document else named


@dataclass(frozen=True, slots=True)
class Decision:
    """A row: two sides that are one thing, or are not."""

    row: int  # in the file, the header being 1
    left: Side
    right: Side
    is_same: bool
    kind: str = ""

    def __str__(self) -> str:
        said = "same" if self.is_same else "different"
        return f"row {self.row} ({self.left} {said} {self.right})"


def read_decisions(path: Path) -> tuple[Decision, ...]:
    """The decisions of a file, in its order; empty rows are passed over.

    Raises DecisionError naming every row that cannot be understood, and what to do about it.
    """
    try:
        text = intake.content(path).decode("utf-8-sig")
    except OSError as error:
        raise DecisionError(f"{path}: {error.strerror}. Check the path of --same-as.") from error
    except UnicodeDecodeError as error:
        raise DecisionError(f"{path}: not UTF-8. Save it as CSV UTF-8.") from error
    rows = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    found: list[Decision] = []
    faults: list[str] = []
    try:
        header = [(name or "").strip().lower() for name in rows.fieldnames or ()]
        rows.fieldnames = header
        if missing := [name for name in NEEDED if name not in header]:
            raise DecisionError(
                f"{path}: no column {', '.join(missing)}. The first row must name left, right and "
                "decision, separated by commas."
            )
        for row in rows:
            cells = {
                k: (v or "").strip() for k, v in row.items() if k and isinstance(v, str | None)
            }
            if not any(cells.values()):
                continue
            decision = _decision(rows.line_num, cells)
            if isinstance(decision, Decision):
                found.append(decision)
            else:
                faults.append(decision)
    except csv.Error as error:
        raise DecisionError(
            f"{path}: line {rows.line_num}: {error}. Put names with commas in double quotes."
        ) from error
    if faults:
        left = [f"and {len(faults) - SHOWN:,} rows more"] if len(faults) > SHOWN else []
        raise DecisionError(f"{path}: " + "; ".join([*faults[:SHOWN], *left]))
    return tuple(found)


def _decision(row: int, cells: Mapping[str, str]) -> "Decision | str":
    """The decision of a row, or what is wrong with the row."""
    left = Side(cells.get("left", ""), cells.get("left_document", ""))
    right = Side(cells.get("right", ""), cells.get("right_document", ""))
    said, kind = cells.get("decision", "").lower(), cells.get("kind", "").capitalize()
    if not (left.named and right.named):
        return f"row {row}: left or right is empty. Give a name or an IRI on both sides."
    if said not in ("same", "different"):
        return f"row {row}: decision {said[:LONGEST]!r}. Write same or different."
    if kind and kind not in get_args(Kind):
        return f"row {row}: kind {kind[:LONGEST]!r}. Choose from {', '.join(get_args(Kind))}."
    if said == "different" and left == right:
        return (
            f"row {row}: {left} is different from itself. Say which is meant by "
            "left_document and right_document."
        )
    return Decision(row, left, right, said == "same", kind)


@dataclass(frozen=True, slots=True)
class Bound:
    """Decisions as pairs of places in articles."""

    same: tuple[tuple[Spot, Spot], ...] = ()
    different: tuple[tuple[Spot, Spot], ...] = ()
    idle: tuple[str, ...] = ()  # decisions about what no article has


def bind(
    decisions: Iterable[Decision], sightings: Sequence[Sighting], iris: Mapping[str, set[Spot]]
) -> Bound:
    """Finds what each decision is about; `iris` are those of a build without decisions.

    Raises DecisionError where decisions contradict each other.
    """
    named: dict[str, list[Sighting]] = defaultdict(list)
    for s in sightings:
        for name in sorted({slug(n) for n in (s.name, *s.aliases)}):
            named[name].append(s)
    at = {s.spot: s for s in sightings}
    same: list[tuple[Spot, Spot]] = []
    different: list[tuple[Spot, Spot]] = []
    idle: list[str] = []
    because: dict[tuple[Spot, Spot], Decision] = {}
    joined = _Joined()
    for decision in decisions:
        left, right = (_meant(side, decision.kind, named, at, iris)
                       for side in (decision.left, decision.right))  # fmt: skip
        if decision.left.named == decision.right.named and not decision.is_same:
            left, right = _narrowed(left, decision.left, right, decision.right)
        pairs = [
            (a, b)
            for a, b in product(sorted(left), sorted(right))
            if a != b and at[a].kind == at[b].kind
        ]
        if not pairs and not (decision.is_same and left and left == right):
            idle.append(f"{decision}: no two such things of one kind in these articles")
        if decision.is_same:
            chained = [p for kind in get_args(Kind) for p in _chain(left, right, at, kind)]
            same += chained
            for pair in chained:
                joined.join(*pair, decision)
        else:
            different += pairs
            because |= dict.fromkeys(pairs, decision)
    for (a, b), decision in because.items():
        if others := joined.between(a, b):
            told = " and ".join(map(str, others))
            raise DecisionError(f"{told} contradicts {decision}. Take one of them out.")
    return Bound(tuple(same), tuple(different), tuple(idle))


def _chain(
    left: set[Spot], right: set[Spot], at: Mapping[Spot, Sighting], kind: str
) -> list[tuple[Spot, Spot]]:
    """Pairs that join all places of one kind, if both sides have some."""
    of = [sorted(p for p in side if at[p].kind == kind) for side in (left, right)]
    if not all(of):
        return []
    places = sorted({*of[0], *of[1]})
    return [(places[0], other) for other in places[1:]]


def _meant(
    side: Side,
    kind: str,
    named: Mapping[str, Sequence[Sighting]],
    at: Mapping[Spot, Sighting],
    iris: Mapping[str, set[Spot]],
) -> set[Spot]:
    """Spots of what a side names: exact names before other forms of a name."""
    if side.is_iri:
        found = [at[place] for place in iris.get(side.named, ())]
    else:
        like = named.get(slug(side.named), [])
        found = [s for s in like if slug(s.name) == slug(side.named)] or list(like)
    return {
        s.spot
        for s in found
        if (not kind or s.kind == kind) and (not side.document or _is(side.document, s))
    }


def _is(document: str, s: Sighting) -> bool:
    plain = str(PurePosixPath(document))
    return plain in (s.document, *s.source.paths) or (
        len(document) >= 8 and s.sha256.startswith(document)
    )


def _narrowed(
    left: set[Spot], one: Side, right: set[Spot], other: Side
) -> tuple[set[Spot], set[Spot]]:
    """Of two sides of one name the one without a document is all the rest."""
    if one.document and not other.document:
        return left, right - left
    if other.document and not one.document:
        return left - right, right
    return left, right


class _Joined:
    """Spots that "same" joins, with the decisions that do so."""

    def __init__(self) -> None:
        self.near: dict[Spot, dict[Spot, Decision]] = defaultdict(dict)

    def join(self, a: Spot, b: Spot, decision: Decision) -> None:
        self.near[a].setdefault(b, decision)
        self.near[b].setdefault(a, decision)

    def between(self, start: Spot, goal: Spot) -> list[Decision]:
        """The decisions that make two places one, in the file's order; none if they do not."""
        reached: dict[Spot, tuple[Decision, ...]] = {start: ()}
        waiting = [start]
        for place in waiting:
            for other, decision in self.near.get(place, {}).items():
                if other not in reached:
                    reached[other] = (*reached[place], decision)
                    waiting.append(other)
        return sorted({*reached.get(goal, ())}, key=lambda d: d.row)
