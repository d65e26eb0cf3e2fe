"""`onrecord extract`: what one document puts on record, without a build."""

from typing import Annotated

import typer

from onrecord.cli.options import (
    Attribution,
    Entities,
    Finder,
    Hospitals,
    Least,
    Model,
    People,
    Sides,
    Threads,
    Topics,
)
from onrecord.cli.told import tell_skipped
from onrecord.terminal import put_out, stops_cleanly


@stops_cleanly
def extract(
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="One file, or - for stdin.")],
    model: Model = None,
    topics: Topics = None,
    people: People = None,
    hospitals: Hospitals = None,
    attribution: Attribution = Finder.model,
    entities: Entities = Finder.model,
    stances: Sides = Finder.model,
    min_confidence: Least = 0.0,
    threads: Threads = 1,
) -> None:
    """Print what one document puts on record, as annotation JSON."""
    from onrecord import annotations
    from onrecord import build as flow

    options = flow.Options(
        model=model,
        topics=tuple(topics or ()),
        people=tuple(people or ()),
        hospitals=tuple(hospitals or ()),
        attribution=attribution.value,
        entities=entities.value,
        stances=stances.value,
        least=min_confidence,
        threads=threads,
    )
    readings, skipped = flow.extract(source, options)
    tell_skipped(skipped)
    for reading in readings:
        put_out(annotations.dumps(reading))
