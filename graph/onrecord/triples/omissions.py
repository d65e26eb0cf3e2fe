"""What readings hold that no graph can: told in words, so that nothing is lost in silence."""

from collections.abc import Iterable, Iterator, Mapping

from onrecord.annotations import PREDICATES
from onrecord.identifiers import is_iri
from onrecord.model import Reading
from onrecord.triples.dates import partial_date

Merged = Mapping[str, Mapping[str, object]]  # things or their nodes, by document and entity id


def left_out(readings: Iterable[Reading], merged: Merged) -> tuple[str, ...]:
    """What the readings hold and the graph cannot, one line each, sorted."""
    return tuple(sorted({line for reading in readings for line in _left_out(reading, merged)}))


def _left_out(reading: Reading, merged: Merged) -> Iterator[str]:
    document = reading.document
    if document.url is not None and not is_iri(document.url):
        yield f"{document.id}: url {document.url!r} is no web address; left out of the graph."
    dates = [document.published, *(statement.said_on for statement in reading.statements)]
    for date in dates:
        if date is not None and partial_date(date) is None:
            yield f"{document.id}: date {date!r} is no day, month or year; left out of the graph."
    for entity in reading.entities:
        if entity.iri is not None and not is_iri(entity.iri):
            yield f"{document.id}: {entity.name!r}: IRI {entity.iri!r} is none; left out."
    for relation in reading.relations:
        words = f"{relation.subject} {relation.predicate} {relation.object}"
        if relation.predicate not in PREDICATES:
            yield f"{document.id}: {words}: no such predicate; left out of the graph."
        elif (here := merged[document.id])[relation.subject] == here[relation.object]:
            yield f"{document.id}: {words}: both are one entity; left out of the graph."
