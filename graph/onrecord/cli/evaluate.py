"""`onrecord evaluate`: annotations measured against hand-coded ones."""

from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli.folder import found
from onrecord.cli.told import SHOWN
from onrecord.terminal import put_table, stops_cleanly, talk


@stops_cleanly
def evaluate(
    gold: Annotated[Path, typer.Option(metavar="DIR", help="Annotations coded by hand.")],
    pred: Annotated[
        Path,
        typer.Option(
            metavar="DIR",
            help="A build (or its address), or a folder of annotations.",
            parser=str,
            callback=found,
        ),
    ] = Path("output"),
) -> None:
    """Measure annotations against hand-coded ones: precision, recall, F1."""
    from onrecord.building.output import ANNOTATIONS
    from onrecord.evaluate import evaluate as measure

    inside = pred / ANNOTATIONS
    scores = measure(gold, inside if inside.is_dir() else pred)
    documents = "1 document" if scores.documents == 1 else f"{scores.documents} documents"
    talk.print(f"{documents}, {len(scores.missing)} without a prediction")
    for name in scores.missing[:SHOWN]:
        talk.print(f"  {name}")
    rows = [
        (s.measure, f"{s.precision:.3f}", f"{s.recall:.3f}", f"{s.f1:.3f}", str(s.n))
        for s in scores.scores
    ]
    put_table(("measure", "precision", "recall", "F1", "gold"), rows)
