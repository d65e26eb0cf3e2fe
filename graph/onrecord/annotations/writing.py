"""Reading -> JSON: the long form, in which every passage has its offsets."""

from collections.abc import Sequence

from pydantic_core import to_json

from onrecord.annotations.terms import GAP, Json
from onrecord.model import Entity, Reading, Span, Stance, Statement


def dumps(reading: Reading) -> str:
    """The long form as JSON text: the same reading gives the same characters."""
    return to_json(dump(reading), indent=1).decode("utf-8") + "\n"


def dump(reading: Reading) -> Json:
    """The long form of a reading; what the document does not state is left out."""
    document, text = reading.document, reading.document.text
    head = {
        "doc": document.id,
        "sha256": document.sha256,
        "paths": list(document.paths),
        "title": document.title,
        "outlet": document.outlet,
        "author": document.author,
        "url": document.url,
        "date": document.published,
    }
    return {key: value for key, value in head.items() if value is not None} | {
        "entities": [_dump_entity(entity, text) for entity in reading.entities],
        "statements": [
            _dump_statement(statement, f"s{number}", text)
            for number, statement in enumerate(reading.statements, 1)
        ],
        "relations": [
            {
                "s": relation.subject,
                "p": relation.predicate,
                "o": relation.object,
                "confidence": relation.confidence,
                "evidence": _quoted(relation.evidence, text),
            }
            for relation in reading.relations
        ],
    }


def _dump_entity(entity: Entity, text: str) -> Json:
    item: Json = {
        "id": entity.id,
        "type": entity.kind,
        "name": entity.name,
        "mentions": [_quoted(span, text) for span in entity.mentions],
    }
    if entity.aliases:
        item["aliases"] = list(entity.aliases)
    if entity.iri is not None:
        item["iri"] = entity.iri
    return item


def _dump_statement(statement: Statement, number: str, text: str) -> Json:
    said = statement.attribution
    item: Json = {
        "id": number,
        "speaker": statement.speaker,
        "source_text": GAP.join(span.of(text) for span in said.source),
        "source": _one_or_more(said.source, text),
        "cue": _one_or_more(said.cue, text),
        "content": [_quoted(span, text) for span in said.content],
        "kind": said.form,
        "act": statement.act,
        "date": statement.said_on,
        "date_evidence": None
        if statement.said_on_evidence is None
        else _quoted(statement.said_on_evidence, text),
        "confidence": said.confidence,
        "stances": [_dump_stance(stance, text) for stance in statement.stances],
    }
    for key in ("date", "date_evidence"):
        if item[key] is None:
            del item[key]
    if statement.speaker_confidence is not None:
        item["speaker_confidence"] = statement.speaker_confidence
    return item


def _dump_stance(stance: Stance, text: str) -> Json:
    item: Json = {
        "stance": stance.polarity,
        "target": stance.target,
        "confidence": stance.confidence,
        "evidence": _quoted(stance.evidence, text),
    }
    if stance.condition is not None:
        item["condition"] = _quoted(stance.condition, text)
    return item | {name: True for name in ("hedged", "second_hand") if getattr(stance, name)}


def _quoted(span: Span, text: str) -> Json:
    return {"text": span.of(text), "start": span.start, "end": span.end}


def _one_or_more(spans: Sequence[Span], text: str) -> Json | list[Json] | None:
    if len(spans) < 2:
        return _quoted(spans[0], text) if spans else None
    return [_quoted(span, text) for span in spans]
