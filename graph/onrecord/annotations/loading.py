"""JSON -> Reading: the short form or the long one, checked against the text."""

from dataclasses import replace

from onrecord.annotations.entities import load_entities
from onrecord.annotations.node import Article, Node
from onrecord.annotations.relations import load_relation
from onrecord.annotations.statements import load_statements
from onrecord.annotations.terms import Json
from onrecord.model import Document, Reading


def load(data: Json, document: Document, where: str | None = None) -> Reading:
    """The reading that `data` (short or long form) states about `document`.

    What `data` says of title, outlet, author, url and date goes before what `document` says.
    `where` names the file in error messages. Raises AnnotationError for whatever does not fit
    the format or the text.
    """
    root = Node(where or f"{document.id}.json", data, Article(document.text))
    digest = root.optional("sha256")
    if digest is not None and digest != document.sha256:
        raise root.error(
            f"was coded on another text (sha256 {digest[:12]}…, here {document.sha256[:12]}…)",
            'Give it the text it was coded on, or delete "sha256" to have each passage checked',
        )
    entities = load_entities(root)
    known = {entity.id: entity for entity in entities}
    return Reading(
        document=replace(
            document,
            title=root.optional("title") or document.title,
            outlet=root.optional("outlet") or document.outlet,
            author=root.optional("author") or document.author,
            url=root.optional("url") or document.url,
            published=root.date() or document.published,
        ),
        entities=entities,
        statements=tuple(load_statements(root, known)),
        relations=tuple(load_relation(node, known) for node in root.children("relations")),
    )
