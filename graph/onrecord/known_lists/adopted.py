"""One's own list beside the lists that ship: who is meant where both have a name."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from onrecord.lexicon import Known, Tenure


def adopted(
    shipped: Iterable[Known],
    tenures: Iterable[Tenure],
    own: Iterable[Known],
    own_tenures: Iterable[Tenure],
) -> tuple[list[Known], list[Tenure]]:
    """Things and tenures of both; a body or office that both name is that of the own list.

    It takes over what else the shipped one is called. An office whose holders the own list does
    not know stays the shipped one's. Dates move over only if both lists know one holder: another
    country's Prime Minister has never held ours.
    """
    things, own_tenures, tenures = list(own), list(own_tenures), list(tenures)
    own_holders, holders = _holders(own_tenures), _holders(tenures)
    indexes = _by_label(things)
    kept: list[Known] = []
    moved: dict[str, str] = {}  # IRIs of shipped things that an own one stands for
    given_up: set[str] = set()
    for thing in shipped:
        labels = {(thing.kind, label.casefold()) for label in thing.labels}
        alike = {index for label in labels for index in indexes.get(label, ())}
        if len(alike) != 1:
            kept.append(thing)
            continue
        index = alike.pop()
        mine = things[index]
        if thing.kind == "Office" and thing.iri in holders and mine.iri not in own_holders:
            kept.append(_with_names(thing, mine))
            given_up.add(mine.iri)
        else:
            things[index] = _with_names(mine, thing)
            moved[thing.iri] = mine.iri
    same = {
        old: new
        for old, new in moved.items()
        if not holders.get(old, set()).isdisjoint(own_holders.get(new, ()))
    }
    left = [
        replace(t, office=same.get(t.office, t.office))
        for t in tenures
        if t.office not in moved or (t.office in same and not _is_told(t, same, own_tenures))
    ]
    return [*kept, *(t for t in things if t.iri not in given_up)], [*left, *own_tenures]


def _by_label(things: Iterable[Known]) -> dict[tuple[str, str], set[int]]:
    found: dict[tuple[str, str], set[int]] = {}
    for index, thing in enumerate(things):
        for label in thing.labels if thing.kind in {"Office", "Organisation"} else ():
            found.setdefault((thing.kind, label.casefold()), set()).add(index)
    return found


def _with_names(one: Known, other: Known) -> Known:
    return replace(
        one,
        labels=tuple(dict.fromkeys((*one.labels, *other.labels))),
        adherents=tuple(dict.fromkeys((*one.adherents, *other.adherents))),
    )


def _holders(tenures: Iterable[Tenure]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for tenure in tenures:
        found.setdefault(tenure.office, set()).add(tenure.holder)
    return found


def _is_told(tenure: Tenure, same: Mapping[str, str], own: Iterable[Tenure]) -> bool:
    """Whether the own list has the same holder in the same office at that time."""
    return any(
        t.office == same[tenure.office]
        and t.holder == tenure.holder
        and (t.end is None or tenure.start <= t.end)
        and (tenure.end is None or t.start <= tenure.end)
        for t in own
    )
