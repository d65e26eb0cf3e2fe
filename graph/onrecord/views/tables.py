"""The record as tables for a spreadsheet: UTF-8 with its mark, one line ending, no formulas."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from rdflib import Graph

from onrecord.files.spreadsheet import Cell, table
from onrecord.views.doubt import is_doubtful
from onrecord.views.parts import Named, Parts, Whole
from onrecord.views.record import (
    Document,
    Entity,
    Passage,
    Position,
    Record,
    Stance,
    Statement,
)
from onrecord.views.triples import read

STATEMENTS = (
    "statement", "document", "path", "title", "outlet", "author", "published", "said_on",
    "speaker", "speaker_iri", "speaker_kind", "source_text", "cue", "words", "act", "form",
    "stance", "target", "target_iri", "target_kind", "stance_words", "stance_confidence",
    "start", "end", "passages", "confidence", "doubtful", "url",
)  # fmt: skip
ENTITIES = (
    "entity", "kind", "name", "aliases", "definition", "broader", "same_as",
    "statements_made", "statements_about", "positions_held", "positions_on", "relations",
    "documents", "document_titles",
)  # fmt: skip
POSITIONS = (
    "position", "holder", "holder_iri", "holder_kind", "polarity", "target", "target_iri",
    "target_kind", "supporting_statements", "opposing_statements", "doubtful_statements",
    "doubtful", "first_stated", "last_stated", "statements",
)  # fmt: skip

Row = Sequence[Cell]
Names = Mapping[str, Named]
_START = STATEMENTS.index("start")
# Tells a spreadsheet that this is UTF-8; without it Excel reads a local code page.
_MARK = "\ufeff"


def write(parts: Parts, folder: Path) -> None:
    """Writes all three tables into a folder: memory holds the statements of one article at a time,
    and the other tables as text.

    The bytes are those of the functions below. Raises OSError.
    """
    for name, lines in _TABLES.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            file.write(_MARK)
            file.writelines(lines(parts))


def statements(graph: Graph | Record) -> str:
    """One row per statement and stance, as discourse network analysts code them.

    A statement without a stance has one row with these cells empty; `statement` tells which rows
    belong together. Sorted by document path, then place in the text.
    """
    return _MARK + "".join(_statements(_whole(graph)))


def entities(graph: Graph | Record) -> str:
    """One row per entity, sorted by kind and name."""
    return _MARK + "".join(_entities(_whole(graph)))


def positions(graph: Graph | Record) -> str:
    """One row per position, sorted by the names of holder and target."""
    return _MARK + "".join(_positions(_whole(graph)))


def _statements(parts: Parts) -> Iterator[str]:
    yield table([STATEMENTS])
    for document in sorted(parts.documents.values(), key=_place):
        rows: list[Row] = []
        for said in parts.statements(document.iri):
            stances: Iterable[Stance | None] = said.stances or (None,)
            ordered = sorted(stances, key=lambda s: (s.target, s.polarity) if s else ("", ""))
            rows.extend(_statement_row(said, stance, document, parts.names) for stance in ordered)
        rows.sort(key=lambda row: (_rank(row[_START]), str(row[0])))
        yield table(rows)


def _place(document: Document) -> tuple[str, str]:
    return " | ".join(document.paths), document.iri


def _entities(parts: Parts) -> Iterator[str]:
    yield table([ENTITIES])
    spoken, meant, holds, faces, tied = (Counter[str]() for _ in range(5))
    for said in parts.said:
        spoken.update([said.speaker] if said.speaker else ())
        meant.update(said.targets)
    for position in parts.positions():
        holds[position.holder] += 1
        faces[position.target] += 1
    for tie in parts.ties():
        tied.update({tie.subject, tie.object})
    names, documents = parts.names, parts.documents

    def row(thing: Entity) -> Row:
        iri = thing.iri
        return (
            iri,
            thing.kind,
            thing.name,
            " | ".join(thing.aliases),
            thing.definition,
            " | ".join(_name(names, broader) or broader for broader in thing.broader),
            " ".join(thing.same_as),
            spoken[iri],
            meant[iri],
            holds[iri],
            faces[iri],
            tied[iri],
            len(thing.documents),
            " | ".join(documents[each].title for each in thing.documents if each in documents),
        )

    yield from _sorted((row(thing) for thing in parts.entities()), (1, 2, 0))


def _positions(parts: Parts) -> Iterator[str]:
    yield table([POSITIONS])
    names = parts.names

    def row(position: Position) -> Row:
        return (
            position.iri,
            _name(names, position.holder),
            position.holder,
            _kind(names, position.holder),
            position.polarity,
            _name(names, position.target),
            position.target,
            _kind(names, position.target),
            position.supporting,
            position.opposing,
            position.doubtful_statements,
            _yes(position.doubtful),
            position.first,
            position.last,
            " ".join(position.statements),
        )

    yield from _sorted((row(position) for position in parts.positions()), (1, 5, 0))


def _sorted(rows: Iterable[Row], cells: Iterable[int]) -> Iterator[str]:
    """Lines in the order of these cells of their rows."""
    by = tuple(cells)
    lines = [(tuple(str(row[cell]) for cell in by), table([row])) for row in rows]
    return (line for _, line in sorted(lines))


_TABLES: dict[str, Callable[[Parts], Iterator[str]]] = {
    "statements": _statements, "entities": _entities, "positions": _positions,
}  # fmt: skip


def _statement_row(said: Statement, stance: Stance | None, document: Document, names: Names) -> Row:
    return (
        said.iri,
        said.document,
        " | ".join(document.paths),
        document.title,
        document.outlet,
        document.author,
        document.published,
        said.said_on,
        _name(names, said.speaker),
        said.speaker,
        _kind(names, said.speaker),
        said.source_text,
        said.cue,
        said.words,
        said.act,
        said.form,
        stance.polarity if stance else None,
        _name(names, stance.target) if stance else None,
        stance.target if stance else None,
        _kind(names, stance.target) if stance else None,
        _words(stance.evidence) if stance else None,
        stance.confidence if stance else None,
        min((p.start for p in said.content), default=None),
        max((p.end for p in said.content), default=None),
        " ".join(f"{p.start}-{p.end}" for p in said.content),
        said.confidence,
        _yes(is_doubtful(said)),
        document.url,
    )


def _whole(graph: Graph | Record) -> Parts:
    return Whole(read(graph) if isinstance(graph, Graph) else graph)


def _yes(value: bool) -> str | None:
    return "yes" if value else None


def _words(passages: Iterable[Passage]) -> str:
    return " … ".join(passage.exact for passage in passages)


def _name(names: Names, iri: str | None) -> str | None:
    thing = names.get(iri or "")
    return thing.name if thing else iri


def _kind(names: Names, iri: str | None) -> str | None:
    thing = names.get(iri or "")
    return thing.kind if thing else None


def _rank(cell: Cell) -> tuple[int, float]:
    """Numbers by size, nothing first."""
    return (1, cell) if isinstance(cell, int | float) else (0, 0)


def as_csv(header: Sequence[str], rows: Iterable[Row]) -> str:
    """A table of one's own, written as these are."""
    return _MARK + table([header, *rows])
