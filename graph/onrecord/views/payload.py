"""What the page knows: entities, lines and their ties, statements in their sentences."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from onrecord.views import style
from onrecord.views.context import context
from onrecord.views.network import Network
from onrecord.views.record import Document, Passage, Record, Statement

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """What is drawn between two nodes: their ties of one sort, so that nothing is drawn twice.

    An article that is for a policy in its own voice, and a statement in which the same person is,
    are two ties in the network and one green line in the picture; its panel shows both.
    """

    holder: str
    target: str
    sort: str  # key in style.LINES
    ties: tuple[Values, ...]
    bend: float

    @property
    def label(self) -> str:
        return " · ".join(dict.fromkeys(tie["label"] for tie in self.ties))

    @property
    def weight(self) -> int:
        return sum(tie["weight"] for tie in self.ties)


def lines(net: Network) -> list[Line]:
    """The lines of a picture, in the order of the network's nodes."""
    groups: dict[tuple[str, str, str], list[Values]] = defaultdict(list)
    for holder, target, key, data in net.edges(keys=True, data=True):
        sort = style.line(data["tie"], data["polarity"])
        groups[holder, target, sort].append({"key": key, **data})
    sides: dict[tuple[str, ...], list[tuple[str, str, str]]] = defaultdict(list)
    for group in groups:
        sides[tuple(sorted(group[:2]))].append(group)
    bends = {
        group: _bend(place, len(beside), reverse=group[0] > group[1])
        for beside in sides.values()
        for place, group in enumerate(beside)
    }
    ties = {
        group: sorted(found, key=lambda tie: str(tie["key"])) for group, found in groups.items()
    }
    return [Line(*group, tuple(ties[group]), bends[group]) for group in groups]


def payload(net: Network, ids: dict[str, str], drawn: list[Line]) -> Values:
    """Everything but the drawing, as JSON values; statements and documents by their place."""
    record: Record = net.graph["record"]
    documents = {iri: place for place, iri in enumerate(record.documents)}
    statements = {iri: place for place, iri in enumerate(record.statements)}
    names = _Keys()
    return {
        "summary": _summary(record),
        "kinds": {kind: _look(look) for kind, look in style.KINDS.items()},
        "sorts": {sort: _look(look) for sort, look in style.LINES.items()},
        "entities": [
            {
                "id": ids[iri],
                "key": names.of(iri),
                "name": data["label"],
                "kind": data["kind"],
                "aliases": data["aliases"],
                "party": data["party"],
                "definition": record.entities[iri].definition,
                "statements": data["statements"],
            }
            for iri, data in net.nodes(data=True)
        ],
        "lines": [
            {
                "id": f"e{place}",
                "key": names.of(line.ties[0]["key"]),
                "from": ids[line.holder],
                "to": ids[line.target],
                "sort": line.sort,
                "label": line.label,
                "ties": [_tie(tie, statements, documents) for tie in line.ties],
            }
            for place, line in enumerate(drawn)
        ],
        "statements": [
            _statement(statement, ids, documents, names) for statement in record.statements.values()
        ],
        "documents": [_document(document) for document in record.documents.values()],
    }


class _Keys:
    """Short names for the address bar: the last two steps of an IRI, made unique."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def of(self, iri: str) -> str:
        short = "/".join(iri.replace("#", "/").rstrip("/").split("/")[-2:])
        key = short if short not in self._taken else iri
        self._taken.add(key)
        return key


def _bend(place: int, beside: int, reverse: bool) -> float:
    """How far a line bows, so that several between the same two spread out like a fan."""
    if beside == 1:
        return 0.0
    bend = round((place - (beside - 1) / 2) * 0.24, 2)
    return -bend if reverse else bend


def _summary(record: Record) -> str:
    kinds = [thing.kind for thing in record.entities.values()]
    actors = sum(kinds.count(kind) for kind in ("Person", "Organisation", "Group"))
    counts = (
        (len(record.documents), "article", "articles"),
        (actors, "person or body", "people and bodies"),
        (kinds.count("Policy"), "policy", "policies"),
        (len(record.statements), "statement", "statements"),
    )
    return " · ".join(f"{n:,} {one if n == 1 else many}" for n, one, many in counts)


def _look(look: style.KindStyle | style.LineStyle) -> Values:
    return {"label": look.label, "light": look.light, "dark": look.dark}


def _tie(tie: Values, statements: dict[str, int], documents: dict[str, int]) -> Values:
    """A position, relation or alignment; statements behind it, or else its bare passages."""
    kept = ("tie", "label", "polarity", "predicate", "confidence", "first", "last")
    counts = ("supporting", "opposing", "agreements", "disagreements")
    return {
        **{name: tie[name] for name in (*kept, *counts) if tie.get(name) not in (None, "")},
        "statements": [statements[iri] for iri in tie["statements"] if iri in statements],
        "passages": [
            {**_place(passage, documents), "context": context([passage])}
            for passage in tie["evidence"]
            if tie["tie"] == "relation"
        ],
    }


def _statement(
    statement: Statement, ids: dict[str, str], documents: dict[str, int], names: _Keys
) -> Values:
    return {
        "key": names.of(statement.iri),
        "document": documents.get(statement.document),
        "speaker": ids.get(statement.speaker or ""),
        "source": statement.source_text,
        "cue": statement.cue,
        "words": statement.words,
        "act": statement.act,
        "form": statement.form,
        "date": statement.date,
        "saidOn": statement.said_on,
        "confidence": statement.confidence,
        "parts": [[passage.start, passage.end] for passage in statement.content],
        "context": context(statement.content, statement.source, statement.cues),
        "stances": [
            {
                "side": stance.polarity,
                "target": ids.get(stance.target),
                "words": " … ".join(passage.exact for passage in stance.evidence),
                "confidence": stance.confidence,
            }
            for stance in statement.stances
        ],
    }


def _place(passage: Passage, documents: dict[str, int]) -> Values:
    return {
        "document": documents.get(passage.document),
        "words": passage.exact,
        "parts": [[passage.start, passage.end]],
    }


def _document(document: Document) -> Values:
    return {
        "title": document.title,
        "outlet": document.outlet,
        "author": document.author,
        "date": document.published,
        "url": document.url,
        "paths": document.paths,
    }
