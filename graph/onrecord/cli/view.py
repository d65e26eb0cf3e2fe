"""`onrecord view`: the page, or a page of a part of the graph."""

from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli.folder import Folder
from onrecord.cli.pages import OpenPage, open_file
from onrecord.errors import OnrecordError
from onrecord.files import staging
from onrecord.terminal import Stages, put_out, stops_cleanly


@stops_cleanly
def view(
    folder: Folder = Path("output"),
    entity: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only what concerns this name.")
    ] = None,
    topic: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only this policy and narrower ones.")
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="Only statements from this date on.")
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="DATE", help="Only statements up to this date.")
    ] = None,
    type: Annotated[
        list[str] | None,
        typer.Option(metavar="TYPE", help="Only this kind of node or line, as Person; repeatable."),
    ] = None,
    to: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Where to write the page of a part (DIR/part.html)."),
    ] = None,
    most: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Open on so many names, the strongest.")
    ] = None,
    open_page: OpenPage = True,
) -> None:
    """Open the page, or make a page of a part of the graph."""
    wanted = any((entity, topic, since, until, type, most, to))
    target = (to or folder / "part.html") if wanted else folder / staging.PAGE
    if wanted or not target.is_file():
        from onrecord.building import output
        from onrecord.rdf import store
        from onrecord.views import network, page

        with Stages() as stages:
            stages.name("Drawing the page")
            _check(since, until)
            drawn = network.network(store.load(folder), alignments=wanted)
            if wanted:
                drawn = network.part(drawn, entity, topic, since, until, type or ())
            title = _title(entity, topic, since, until, *(type or ()))
            output.put(target, page.html(drawn, title, most or page.MOST).encode())
    put_out(f"{target}\n")
    if open_page:
        open_file(target)


def _title(
    entity: str | None, topic: str | None, since: str | None, until: str | None, *types: str
) -> str:
    """What the page is of: sent to others, a part must not look like all there is."""
    dates = " ".join((f"from {since}" if since else "", f"to {until}" if until else "")).strip()
    told = [part for part in (entity, topic, dates, ", ".join(types)) if part]
    return f"On record, in part: {' · '.join(told)}" if told else "On record"


def _check(since: str | None, until: str | None) -> None:
    """Raises OnrecordError for what is no day, month or year, or for an end before its start."""
    from onrecord.triples.dates import partial_date

    first, last = partial_date(since), partial_date(until)
    for given, date in ((since, first), (until, last)):
        if given is not None and date is None:
            raise OnrecordError(f'"{given}" is no date. Write it as 2013-06-07, 2013-06 or 2013.')
    if first and last and last.is_before(first):
        raise OnrecordError(f"--until {until}: is before --since {since}. Swap them.")
