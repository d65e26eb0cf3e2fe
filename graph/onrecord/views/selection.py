"""A part of a record: around an entity or a topic, in a range of dates, of some types."""

import difflib
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import replace

from onrecord.errors import QueryError
from onrecord.triples.positions import side
from onrecord.views.doubt import SIDES, Doubts
from onrecord.views.record import KINDS, Change, Position, Record, Relation


def select(
    record: Record,
    entity: str | None = None,
    topic: str | None = None,
    since: str | None = None,
    until: str | None = None,
    types: Iterable[str] = (),
) -> Record:
    """The part of `record` that meets every condition given.

    `entity` and `topic` are a name, an alias or an IRI; they keep the thing, its neighbours and
    what ties these to one another; a topic brings its narrower topics along. `since` and `until`
    are ISO dates or parts of one: positions are counted anew from the statements that may fall
    within, undated ones do not. `types` are kinds of entity ("Person") or of tie ("supports",
    "mixed", "memberOf"); what was named stays, whatever its kind. Of documents those stay that
    something rests on. Raises QueryError, naming near names, if a name or type is not there.
    """
    whole, named = record, set[str]()
    if since or until:
        record = _within(record, since or "", until or "9999")
    if topic is not None:
        named = _with_narrower(record, _named(record, topic, ("Policy",)))
        record = _around(record, named)
    if entity is not None:
        named |= (centre := _named(record, entity, KINDS))
        record = _around(record, centre)
    record = _of_types(record, tuple(types), named)
    return record if record is whole else _cited(record)


def _cited(record: Record) -> Record:
    """Only the documents that a statement or a relation rests on."""
    cited = {statement.document for statement in record.statements.values()}
    cited |= {passage.document for r in record.relations for passage in r.evidence}
    kept = {iri: document for iri, document in record.documents.items() if iri in cited}
    return replace(record, documents=kept)


def _named(record: Record, name: str, kinds: Iterable[str]) -> set[str]:
    """The IRIs of all entities of these kinds that bear a name."""
    names: dict[str, set[str]] = {}
    for thing in record.entities.values():
        if thing.kind in kinds:
            for known in (thing.iri, thing.name, *thing.aliases):
                names.setdefault(known.casefold(), set()).add(thing.iri)
    found = names.get(name.strip().casefold())
    if found is None:
        near = difflib.get_close_matches(name.casefold(), names, n=3, cutoff=0.5)
        likely = sorted({record.entities[iri].name for key in near for iri in names[key]})
        hint = f"Near it: {', '.join(likely)}." if likely else "entities.csv lists all names."
        what = "policy" if "Person" not in kinds else "entity"
        raise QueryError(f"no {what} is called “{name}” in this graph. {hint}")
    return found


def _with_narrower(record: Record, topics: set[str]) -> set[str]:
    found: set[str] = set()
    while topics:
        found |= topics
        topics = {t.iri for t in record.entities.values() if topics & set(t.broader)} - found
    return found


def _around(record: Record, centre: set[str]) -> Record:
    """The centre, whatever a position or relation ties to it, and the ties among all these."""
    ties = [{p.holder, p.target} for p in record.positions]
    ties += [{r.subject, r.object} for r in record.relations]
    kept = centre.union(*(tie for tie in ties if tie & centre))
    return _trimmed(
        replace(record, entities={i: e for i, e in record.entities.items() if i in kept}), centre
    )


def _trimmed(record: Record, centre: set[str]) -> Record:
    """Without ties to entities that are gone, and without statements that no tie rests on.

    Statements by or about the `centre` stay also where they make no position.
    """
    kept = record.entities.keys()
    positions = tuple(p for p in record.positions if {p.holder, p.target} <= kept)
    behind = {iri for p in positions for iri in p.statements}
    statements = {
        iri: s
        for iri, s in record.statements.items()
        if iri in behind or centre & {s.speaker, *(stance.target for stance in s.stances)}
    }
    return replace(
        record,
        positions=positions,
        relations=tuple(r for r in record.relations if {r.subject, r.object} <= kept),
        alignments=tuple(a for a in record.alignments if set(a.actors) <= kept),
        changes=_between(record.changes, statements),
        statements=statements,
    )


def _within(record: Record, since: str, until: str) -> Record:
    """Statements and documents that may fall within; who sides with whom is not counted anew."""
    statements = {i: s for i, s in record.statements.items() if _falls(s.date, since, until)}
    documents = {i for i, d in record.documents.items() if _falls(d.published, since, until)}
    doubts = Doubts(statements.values())
    positions = (doubts.position(_recounted(p, statements, record)) for p in record.positions)
    relations = (
        replace(r, evidence=tuple(e for e in r.evidence if e.document in documents))
        for r in record.relations
    )
    return replace(
        record,
        statements=statements,
        positions=tuple(p for p in positions if p.statements),
        relations=tuple(r for r in relations if r.evidence),
        alignments=(),
        changes=_between(record.changes, statements),
    )


def _between(changes: Iterable[Change], statements: Collection[str]) -> tuple[Change, ...]:
    """The changes of position of which both statements are kept."""
    return tuple(c for c in changes if c.before in statements and c.after in statements)


def _falls(date: str | None, since: str, until: str) -> bool:
    """Whether a date, perhaps only a year or a month, may lie within the range."""
    if date is None:
        return False
    first, last = date + "0000-01-01"[len(date) :], date + "9999-12-31"[len(date) :]
    return last >= since and first <= until + "9999-12-31"[len(until) :]


def _recounted(position: Position, kept: Iterable[str], record: Record) -> Position:
    """A position from those of its statements that are kept."""
    statements = tuple(iri for iri in position.statements if iri in kept)
    stances = [
        (iri, s) for iri in statements for s in record.statements[iri].stances
        if s.target == position.target and s.weight
    ]  # fmt: skip
    sides = Counter(polarity for _, polarity in {(iri, s.polarity) for iri, s in stances})
    supports, opposes = (sum(s.weight for _, s in stances if s.polarity == p) for p in SIDES)
    taken = side(supports, opposes)
    dates = sorted(d for iri in statements if (d := record.statements[iri].date))
    supporting, opposing = sides["supports"], sides["opposes"]
    return replace(
        position,
        statements=statements if taken else (),
        supporting=supporting,
        opposing=opposing,
        polarity=taken or position.polarity,
        weights=(supports, opposes),
        first=dates[0] if dates else None,
        last=dates[-1] if dates else None,
    )


def _of_types(record: Record, types: tuple[str, ...], named: set[str]) -> Record:
    """Only entities of the kinds, and ties of the sorts, among `types`, and those that were
    `named`; no type keeps all.
    """
    wanted = {name.strip().casefold() for name in types}
    sorts = {"supports", "opposes", "mixed", *(r.predicate for r in record.relations)}
    known = {name.casefold(): name for name in (*KINDS, *sorted(sorts))}
    if unknown := [name for name in types if name.strip().casefold() not in known]:
        raise QueryError(f"no type “{unknown[0]}”. Available: {', '.join(sorted(known.values()))}.")
    kinds = {known[name] for name in wanted} & set(KINDS)
    ties = {known[name] for name in wanted} - kinds
    if kinds:
        entities = {i: e for i, e in record.entities.items() if e.kind in kinds or i in named}
        record = _trimmed(replace(record, entities=entities), set(entities))
    if ties:
        record = replace(
            record,
            positions=tuple(p for p in record.positions if p.polarity in ties),
            relations=_only(record.relations, ties),
            alignments=(),
        )
    return record


def _only(relations: Iterable[Relation], predicates: set[str]) -> tuple[Relation, ...]:
    return tuple(r for r in relations if r.predicate in predicates)
