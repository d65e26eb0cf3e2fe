"""The record as tables for a spreadsheet: UTF-8 with its mark, one line ending, no formulas."""

from collections import Counter
from collections.abc import Iterable, Sequence

from rdflib import Graph

from onrecord.spreadsheet import Cell, table
from onrecord.views.record import Document, Entity, Passage, Record, Stance, Statement
from onrecord.views.triples import read

STATEMENTS = (
    "statement", "document", "path", "title", "outlet", "author", "published", "said_on",
    "speaker", "speaker_iri", "speaker_kind", "source_text", "cue", "words", "act", "form",
    "stance", "target", "target_iri", "target_kind", "stance_words", "stance_confidence",
    "start", "end", "passages", "confidence", "url",
)  # fmt: skip
ENTITIES = (
    "entity", "kind", "name", "aliases", "definition", "broader", "same_as",
    "statements_made", "statements_about", "positions_held", "positions_on", "relations",
    "documents", "document_titles",
)  # fmt: skip
POSITIONS = (
    "position", "holder", "holder_iri", "holder_kind", "polarity", "target", "target_iri",
    "target_kind", "supporting_statements", "opposing_statements", "first_stated", "last_stated",
    "statements",
)  # fmt: skip

Row = Sequence[Cell]


def statements(graph: Graph | Record) -> str:
    """One row per statement and stance, as discourse network analysts code them.

    A statement without a stance has one row with these cells empty; `statement` tells which rows
    belong together. Sorted by document path, then place in the text.
    """
    record = _record(graph)
    rows: list[Row] = []
    for said in record.statements.values():
        stances: Iterable[Stance | None] = said.stances or (None,)
        ordered = sorted(stances, key=lambda s: (s.target, s.polarity) if s else ("", ""))
        rows.extend(_statement_row(said, stance, record) for stance in ordered)
    places = {name: STATEMENTS.index(name) for name in ("path", "document", "start", "statement")}
    rows.sort(key=lambda row: tuple(_rank(row[place]) for place in places.values()))
    return as_csv(STATEMENTS, rows)


def entities(graph: Graph | Record) -> str:
    """One row per entity, sorted by kind and name."""
    record = _record(graph)
    spoken = Counter(s.speaker for s in record.statements.values())
    meant = Counter(
        target
        for said in record.statements.values()
        for target in {stance.target for stance in said.stances}
    )
    holds = Counter(p.holder for p in record.positions)
    faces = Counter(p.target for p in record.positions)
    tied = Counter(end for r in record.relations for end in {r.subject, r.object})
    rows: list[Row] = [
        (
            thing.iri,
            thing.kind,
            thing.name,
            " | ".join(thing.aliases),
            thing.definition,
            " | ".join(_name(record, iri) or iri for iri in thing.broader),
            " ".join(thing.same_as),
            spoken[thing.iri],
            meant[thing.iri],
            holds[thing.iri],
            faces[thing.iri],
            tied[thing.iri],
            len(thing.documents),
            " | ".join(d.title for d in _documents(record, thing)),
        )
        for thing in sorted(record.entities.values(), key=lambda e: (e.kind, e.name, e.iri))
    ]
    return as_csv(ENTITIES, rows)


def positions(graph: Graph | Record) -> str:
    """One row per position, sorted by the names of holder and target."""
    record = _record(graph)
    rows: list[Row] = [
        (
            position.iri,
            _name(record, position.holder),
            position.holder,
            _kind(record, position.holder),
            position.polarity,
            _name(record, position.target),
            position.target,
            _kind(record, position.target),
            position.supporting,
            position.opposing,
            position.first,
            position.last,
            " ".join(position.statements),
        )
        for position in record.positions
    ]
    rows.sort(key=lambda row: (str(row[1]), str(row[5]), str(row[0])))
    return as_csv(POSITIONS, rows)


def _statement_row(said: Statement, stance: Stance | None, record: Record) -> Row:
    document = record.documents.get(said.document) or Document(iri=said.document, title="")
    return (
        said.iri,
        said.document,
        " | ".join(document.paths),
        document.title,
        document.outlet,
        document.author,
        document.published,
        said.said_on,
        _name(record, said.speaker),
        said.speaker,
        _kind(record, said.speaker),
        said.source_text,
        said.cue,
        said.words,
        said.act,
        said.form,
        stance.polarity if stance else None,
        _name(record, stance.target) if stance else None,
        stance.target if stance else None,
        _kind(record, stance.target) if stance else None,
        _words(stance.evidence) if stance else None,
        stance.confidence if stance else None,
        min((p.start for p in said.content), default=None),
        max((p.end for p in said.content), default=None),
        " ".join(f"{p.start}-{p.end}" for p in said.content),
        said.confidence,
        document.url,
    )


def _record(graph: Graph | Record) -> Record:
    return read(graph) if isinstance(graph, Graph) else graph


def _words(passages: Iterable[Passage]) -> str:
    return " … ".join(passage.exact for passage in passages)


def _name(record: Record, iri: str | None) -> str | None:
    thing = record.entities.get(iri or "")
    return thing.name if thing else iri


def _kind(record: Record, iri: str | None) -> str | None:
    thing = record.entities.get(iri or "")
    return thing.kind if thing else None


def _documents(record: Record, thing: Entity) -> list[Document]:
    return [record.documents[iri] for iri in thing.documents if iri in record.documents]


def _rank(cell: Cell) -> tuple[int, float, str]:
    """Numbers by size, texts by code point, nothing first."""
    if isinstance(cell, int | float):
        return (1, cell, "")
    return (0, 0, "") if cell is None else (2, 0, cell)


def as_csv(header: Sequence[str], rows: Iterable[Row]) -> str:
    """The mark tells a spreadsheet that this is UTF-8; without it Excel reads a local code page."""
    return "\ufeff" + table([header, *rows])
