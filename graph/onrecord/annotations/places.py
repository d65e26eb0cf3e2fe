"""Words -> places: where in the text the passages of a statement or relation stand."""

from onrecord.annotations.node import Node, shown
from onrecord.annotations.terms import GAP
from onrecord.model import Span


def source_keys(node: Node) -> tuple[str, str]:
    """Where the source stands: "source" of the long form or "source_text" of the short one."""
    if not node.data.get("source"):
        return "source_text", "source_span"
    parts = node.passages("source")
    placed = GAP.join(part if isinstance(part, str) else part.of(node.article) for part in parts)
    if (said := node.optional("source_text")) and said != placed:
        raise node.error(
            f'"source_text" is {shown(said)}, but "source" places {shown(placed)}',
            'Correct one of them, or delete "source" to have "source_text" found',
        )
    return "source", ""


def find_content(node: Node, before: tuple[Span, ...]) -> tuple[Span, ...]:
    """Each part after the one before it; the first one after the previous statement's.

    A statement may stand inside the previous one's content or go back in the text, so that
    its start, then the whole text, are tried next.
    """
    found: list[Span] = []
    for passage in node.passages("content", "content_spans"):
        if isinstance(passage, str):
            places = node.places("content", passage)
            floors = (
                [found[-1].end] if found else [before[-1].end, before[0].start] if before else []
            )
            passage = next((p for floor in floors for p in places if p.start >= floor), places[0])
        found.append(passage)
    if not found:
        raise node.error('has no "content"', "Give the words that were said, copied exactly")
    return tuple(sorted(found))


def find_near(node: Node, key: str, spans: str, content: tuple[Span, ...]) -> tuple[Span, ...]:
    """The places of source or cue: of several the nearest to the content, outside of it.

    One in the content's own paragraph goes before a nearer one in the next paragraph.
    """

    def gap(place: Span) -> tuple[int, int]:
        ends = ((min(part.end, place.end), max(part.start, place.start)) for part in content)
        return min(ends, key=lambda gap: gap[1] - gap[0])

    def nearest(places: list[Span]) -> Span:
        outside = [place for place in places if not any(map(place.overlaps, content))]
        closest = sorted(outside or places, key=lambda place: gap(place)[1] - gap(place)[0])[:4]
        return min(closest, key=lambda place: node.article.count("\n", *gap(place)))

    passages = node.passages(key, spans)
    return tuple(p if isinstance(p, Span) else nearest(node.places(key, p)) for p in passages)


def find_evidence(node: Node, content: tuple[Span, ...] = ()) -> Span | None:
    """The one passage stated as evidence, looked for in the content first; None if none is."""
    passages = node.passages("evidence")
    if len(passages) > 1:
        raise node.error(f'"evidence" has {len(passages)} passages', "Give the one that shows it")
    for passage in passages:
        if isinstance(passage, Span):
            return passage
        places = node.places("evidence", passage)
        inside = [p for p in places if any(part.covers(p) for part in content)]
        return (inside or places)[0]
    return None
