"""merges.csv: what was merged over the corpus and what was kept apart, with the reason for each.

A row can be copied to same-as.csv and given a `decision` there: the first columns are the same.
"""

from collections.abc import Callable, Iterable

from onrecord.model import Thing
from onrecord.resolve.corpus import Judged, Merged
from onrecord.resolve.sightings import Sighting
from onrecord.views.tables import Row, as_csv

COLUMNS = (
    "left", "left_document", "right", "right_document", "decision", "kind", "outcome", "score",
    "why", "left_iri", "right_iri",
)  # fmt: skip
ORDER = {"kept apart": 0, "not applied": 1, "merged": 2}


def merges(log: Iterable[Judged], things: Merged, iri_of: Callable[[Thing], str]) -> str:
    """The table as CSV: what was kept apart first, nearest to a merge on top."""

    def iri(side: Sighting | None) -> str | None:
        return iri_of(things[side.document, side.entity.id]) if side else None

    rows: list[Row] = [
        (
            *_side(judged.left),
            *_side(judged.right),
            None,
            judged.left.entity.kind if judged.left else None,
            judged.outcome,
            judged.score,
            judged.why,
            iri(judged.left),
            iri(judged.right),
        )
        for judged in log
    ]
    rows.sort(key=lambda row: (ORDER[str(row[6])], -float(row[7] or 0), *map(str, row)))
    return as_csv(COLUMNS, rows)


def _side(sighting: Sighting | None) -> tuple[str | None, str | None]:
    return (sighting.entity.name, sighting.document) if sighting else (None, None)
