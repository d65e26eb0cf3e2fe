"""Titles that stand for their holders: "the Health Secretary", "the senator", "the minister".

The text's own words decide: who is shown in that office. Else the list does, by the date of the
document. "The then minister" is the one whom the text shows in that office in the past.
"""

from onrecord.model import Mention
from onrecord.parsing.gazetteer import gazetteer
from onrecord.resolve import offices
from onrecord.resolve.scene import Resolved, Scene

SHOWN, LISTED, UNNAMED, EVER, ROLE, SO_FAR = 0.95, 0.85, 0.75, 0.7, 0.8, 0.75
SORTS = {"minister": {"minister", "secretary"}, "secretary": {"secretary"}}


def holder_of(scene: Scene, title: Mention) -> Resolved | None:
    """The person whom the text shows in this office, else its holder on the document's date."""
    post = scene.cast.at(title)
    past = offices.is_past(scene.parse.document.text, title.span)
    shown = {h.person for h in scene.holdings if h.office == post and h.past == past}
    if shown:
        alone = len(shown) == 1 and not _is_said_of_another(scene, title, shown)
        return Resolved(shown.pop(), SHOWN) if alone else None
    if past:
        return None
    if not offices.is_of_list(scene.parse, title.span):
        return None
    if title.iri is None:
        return by_role(scene, title.name.lower().split()[0], title.span.start)
    date = offices.told_of(scene.parse, title.span)
    if date is None:  # the one person of the article who ever held it
        gone = {h.person for h in scene.holdings if h.office == post and h.past}
        terms = (t.holder for t in gazetteer(scene.lexicon).tenures_of.get(title.iri, ()))
        ever = {who for name in terms if (who := offices.called(name, scene.cast))} - gone
        return Resolved(ever.pop(), EVER) if len(ever) == 1 else None
    name = offices.holder(title.iri, date, scene.lexicon)
    who = offices.called(name, scene.cast) if name is not None else None
    entity = scene.cast.named(who)
    if entity is None or offices.list_of(title.iri) not in offices.at_home(
        scene.cast, scene.lexicon
    ):
        return None
    return Resolved(entity.id, LISTED if entity.mentions else UNNAMED)


def _is_said_of_another(scene: Scene, title: Mention, shown: set[str]) -> bool:
    """Whether a title of one word stands before its holder is shown, and after somebody else."""
    shows = [h.evidence.start for h in scene.holdings if h.person in shown]
    if " " in title.name or title.iri is not None or min(shows) <= title.span.start:
        return False
    return _is_after_another(scene, title.span.start, shown)


def _is_after_another(scene: Scene, at: int, known: set[str]) -> bool:
    """Whether the text has named a person besides these before a place."""
    before = (m for m in scene.mentions if m.span.end <= at)
    return any(m.kind == "Person" and scene.cast.at(m) not in known for m in before)


def by_role(scene: Scene, role: str, at: int) -> Resolved | None:
    """ "The minister", "the Secretary of State": the one person in an office of that sort.

    Where the article shows several, the one shown before this place.
    """
    sorts = SORTS.get(role, {role})
    names = {e.id: e.name.lower() for e in scene.cast.entities if e.kind == "Office"}
    shown = {
        (h.person, h.evidence.start)
        for h in scene.holdings
        if not h.past and sorts & set(names[h.office].split()) and "shadow" not in names[h.office]
    }
    shown |= {
        (one.who, m.span.start)
        for m in scene.mentions
        if m.kind == "Office"
        and m.iri is not None
        and sorts & set(m.name.lower().split())
        and "shadow" not in m.name.lower()
        and not offices.is_past(scene.parse.document.text, m.span)
        and (one := holder_of(scene, m)) is not None
    }
    holders = {who for who, _ in shown}
    if len(holders) == 1:
        early = any(place < at for _, place in shown)
        if early or not _is_after_another(scene, at, holders):
            return Resolved(holders.pop(), ROLE)
    so_far = {who for who, place in shown if place < at}
    return Resolved(so_far.pop(), SO_FAR) if len(so_far) == 1 else None
