"""The statements of an annotation file, with their stances."""

from collections.abc import Iterator

from onrecord.annotations.node import Node
from onrecord.annotations.places import find_content, find_evidence, find_near, source_keys
from onrecord.annotations.terms import ACTS, FORMS, POLARITIES
from onrecord.model import Attribution, Entity, Span, Stance, Statement


def load_statements(root: Node, known: dict[str, Entity]) -> Iterator[Statement]:
    before: tuple[Span, ...] = ()
    for node in root.children("statements"):
        content = before = find_content(node, before)
        yield Statement(
            attribution=Attribution(
                source=find_near(node, *source_keys(node), content),
                cue=find_near(node, "cue", "cue_span", content),
                content=content,
                form=node.choice("kind", FORMS),
                confidence=node.confidence(),
            ),
            speaker=None if node.optional("speaker") is None else node.entity("speaker", known),
            act=node.choice("act", ACTS),
            stances=tuple(load_stance(n, content, known) for n in node.children("stances")),
            said_on=node.date(),
            said_on_evidence=next(iter(find_near(node, "date_evidence", "", content)), None),
            speaker_confidence=node.confidence("speaker_confidence")
            if "speaker_confidence" in node.data
            else None,
        )


def load_stance(node: Node, content: tuple[Span, ...], known: dict[str, Entity]) -> Stance:
    return Stance(
        polarity=node.choice("stance", POLARITIES),
        target=node.entity("target", known),
        evidence=find_evidence(node, content) or content[0],
        confidence=node.confidence(),
        condition=next(iter(find_near(node, "condition", "", content)), None),
        hedged=node.flag("hedged"),
        second_hand=node.flag("second_hand"),
    )
