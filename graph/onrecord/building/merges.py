"""merges.csv: what was merged over the corpus and what was kept apart, with the reason for each.

A row can be copied to same-as.csv and given a `decision` there: the first columns are the same.
"""

from collections.abc import Iterable, Iterator
from itertools import islice

from onrecord.files.spreadsheet import table
from onrecord.resolve.log import Judged
from onrecord.views.tables import as_csv

COLUMNS = (
    "left", "left_document", "right", "right_document", "decision", "kind", "outcome", "score",
    "why", "left_iri", "right_iri",
)  # fmt: skip
ROWS = 1_000  # written at once


def merges(log: Iterable[Judged]) -> Iterator[bytes]:
    """The table as CSV, piece by piece, in the order of the log."""
    lines = iter(log)
    yield as_csv(COLUMNS, ()).encode()
    while rows := [_row(judged) for judged in islice(lines, ROWS)]:
        yield table(rows).encode()


def _row(judged: Judged) -> tuple[str | float | None, ...]:
    return (
        *(judged.left, judged.left_document, judged.right, judged.right_document),
        None,  # the user's decision
        *(judged.kind, judged.outcome, judged.score, judged.why),
        *(judged.left_iri, judged.right_iri),
    )
