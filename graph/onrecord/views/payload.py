"""What the page knows: entities, lines and their ties, statements and documents, as JSON values.

Values that are empty are left out, and the sentences around quotes come apart from the rest: a
page of 20,000 names is drawn before the reader's browser has read them.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from onrecord.model import DOUBTFUL
from onrecord.triples.positions import ENOUGH, SHARE
from onrecord.views import style
from onrecord.views.context import Piece, context
from onrecord.views.foremost import Extent, Share, extent
from onrecord.views.network import Network
from onrecord.views.record import Document, Entity, Passage, Record, Statement

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
    def weight(self) -> int:
        return sum(tie["weight"] for tie in self.ties)

    @property
    def doubtful(self) -> bool:
        return all(tie.get("doubtful") for tie in self.ties)


def lines(net: Network) -> list[Line]:
    """The lines of a picture, in the order of the network's nodes.

    Alignments are not among them: the page counts who sides with whom from the positions that its
    filter leaves.
    """
    groups: dict[tuple[str, str, str], list[Values]] = defaultdict(list)
    for holder, target, key, data in net.edges(keys=True, data=True):
        sort = style.line(data["tie"], data["polarity"])
        if sort not in style.SIDES:
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


def payload(net: Network, drawn: list[Line]) -> tuple[Values, list[list[Piece]]]:
    """The data of the page, and the sentences that its statements and passages point into.

    Nodes are the network's in its order, lines those of `drawn`; statements and documents are
    pointed at by their place in the record.
    """
    record: Record = net.graph["record"]
    share: Share | None = net.graph.get("share")
    pages = _Writer(
        nodes={iri: place for place, iri in enumerate(net)},
        documents={iri: place for place, iri in enumerate(record.documents)},
        statements={iri: place for place, iri in enumerate(record.statements)},
        in_all=share.statements if share else {},
    )
    data: Values = {
        "summary": _summary(record, share.whole if share else None),
        "kinds": {kind: _look(look) for kind, look in style.KINDS.items()},
        "sorts": {sort: _look(look) for sort, look in style.LINES.items()},
        "parties": _parties(record),
        "rule": [ENOUGH, SHARE],  # when the weight of statements is a side
        "doubtful": DOUBTFUL,  # statements of less confidence
        "documents": [_slim(_document(document)) for document in record.documents.values()],
        "statements": [pages.statement(statement) for statement in record.statements.values()],
        "entities": [pages.entity(record.entities[iri], about) for iri, about in net.nodes.items()],
        "lines": [pages.line(line) for line in drawn],
        "changes": [
            [pages.statements[change.before], pages.statements[change.after]]
            for change in record.changes
        ],
    }
    if share and share.whole:
        data["whole"] = share.whole.statements
    return data, pages.sentences


class _Writer:
    """Writes values that point at one another by place, and gathers their sentences."""

    def __init__(
        self,
        nodes: dict[str, int],
        documents: dict[str, int],
        statements: dict[str, int],
        in_all: Mapping[str, int],
    ) -> None:
        self.nodes, self.documents, self.statements = nodes, documents, statements
        self.in_all = in_all
        self.sentences: list[list[Piece]] = []
        self._keys: set[str] = set()

    def entity(self, thing: Entity, about: Values) -> Values:
        return _slim(
            {
                "key": self._key(thing.iri),
                "name": thing.name,
                "kind": about["kind"],
                "aliases": thing.aliases,
                "party": about["party"],
                "definition": thing.definition,
                "same": thing.same_as,
                "statements": about["statements"],
                "of": _if_more(self.in_all.get(thing.iri, 0), about["statements"]),
            }
        )

    def line(self, line: Line) -> Values:
        return {
            "key": self._key(line.ties[0]["key"]),
            "sort": line.sort,
            "ties": [self._tie(tie) for tie in line.ties],
        }

    def statement(self, said: Statement) -> Values:
        return _slim(
            {
                "key": self._key(said.iri),
                "document": self.documents.get(said.document),
                "speaker": self.nodes.get(said.speaker or ""),
                "source": said.source_text,
                "cue": said.cue,
                "words": said.words,
                "act": said.act,
                "form": said.form,
                "date": said.date,
                "saidOn": said.said_on,
                "confidence": said.confidence,
                "parts": [[passage.start, passage.end] for passage in said.content],
                "sentence": self._sentence(context(said.content, said.source, said.cues)),
                "stances": [
                    _slim(
                        {
                            "side": stance.polarity,
                            "target": self.nodes.get(stance.target),
                            "words": " … ".join(passage.exact for passage in stance.evidence),
                            "confidence": stance.confidence,
                            "weight": None if stance.weight == 1 else stance.weight,
                        }
                    )
                    for stance in said.stances
                ],
            }
        )

    def _tie(self, tie: Values) -> Values:
        """A position or relation; statements behind it, or else its bare passages."""
        kept = ("tie", "label", "polarity", "predicate", "confidence", "supporting", "opposing")
        found = [self.statements[iri] for iri in tie["statements"] if iri in self.statements]
        passages = tie["evidence"] if tie["tie"] == "relation" else ()
        return _slim(
            {
                **{name: tie.get(name) for name in (*kept, "firm", "rows")},
                "doubtful": tie.get("doubtful") or None,
                "statements": found,
                "of": _if_more(len(tie["statements"]), len(found)),
                "passages": [self._passage(passage) for passage in passages],
            }
        )

    def _passage(self, passage: Passage) -> Values:
        return {
            "document": self.documents.get(passage.document),
            "words": passage.exact,
            "parts": [[passage.start, passage.end]],
            "sentence": self._sentence(context([passage])),
        }

    def _sentence(self, pieces: list[Piece]) -> int:
        self.sentences.append(pieces)
        return len(self.sentences) - 1

    def _key(self, iri: str) -> str:
        """A short name for the address bar: the last two steps of an IRI, made unique."""
        short = "/".join(iri.replace("#", "/").rstrip("/").split("/")[-2:])
        key = short if short not in self._keys else iri
        self._keys.add(key)
        return key


def _bend(place: int, beside: int, reverse: bool) -> float:
    """How far a line bows, so that several between the same two spread out like a fan."""
    if beside == 1:
        return 0.0
    bend = round((place - (beside - 1) / 2) * 0.24, 2)
    return -bend if reverse else bend


def _summary(record: Record, whole: Extent | None) -> str:
    """How much there is; on a page that cannot hold all of a build, of how much, and where."""
    here = extent(record)
    counts = (
        ("documents", "article", "articles"),
        ("actors", "person or body", "people and bodies"),
        ("policies", "policy", "policies"),
        ("statements", "statement", "statements"),
    )
    if whole is None:
        found = ((getattr(here, what), one, many) for what, one, many in counts)
        return " · ".join(f"{n:,} {one if n == 1 else many}" for n, one, many in found)
    of = " · ".join(
        f"{getattr(here, what):,} of {getattr(whole, what):,} {many}"
        for what, _, many in reversed(counts)
    )
    return f"{of} · the rest: onrecord view, onrecord serve"


def _if_more(number: int, here: int) -> int | None:
    return number if number > here else None


def _look(look: style.KindStyle | style.LineStyle) -> Values:
    values: Values = {"label": look.label, "light": look.light, "dark": look.dark}
    if isinstance(look, style.LineStyle):
        values |= {"dashes": look.dashes, "head": look.head, "width": look.width}
    else:
        values |= {"plural": look.plural, "shape": look.shape}
    return values


def _parties(record: Record) -> dict[str, tuple[str, str]]:
    """The colours of parties on a light and on a dark ground, by name."""
    return {
        body.name: style.grounded(body.colour) for body in record.entities.values() if body.colour
    }


def _document(document: Document) -> Values:
    return {
        "id": (document.sha256 or "")[:12],
        "title": document.title,
        "outlet": document.outlet,
        "author": document.author,
        "date": document.published,
        "url": document.url,
        "paths": document.paths,
    }


def _slim(values: Values) -> Values:
    """Without what is empty; zero stays."""
    return {name: value for name, value in values.items() if value not in (None, "", (), [])}
