"""The commands: each parses its arguments, calls one function and prints.

Data goes to standard output, talk to standard error. Exit 0: done and valid; 1: done, but
something is wrong in the result; 2: could not run; 130: stopped by Ctrl-C. What takes long to
import (spaCy and the views: half a second each, rdflib: 0.1 s) is imported by the commands that
need it, so that help and completion are quick.
"""

from typing import Annotated

import typer

from onrecord import __version__
from onrecord.cli import build, check, evaluate, export, extract, network, query, serve, view
from onrecord.terminal import put_out

app = typer.Typer(
    name="onrecord",
    help="Who is on record as saying what, for or against which policy, in which words.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _version(wanted: bool) -> None:
    if wanted:
        put_out(f"onrecord {__version__}\n")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Reads news articles and records who said what, with the words that prove it."""


app.command()(build.build)
app.command()(extract.extract)
app.command()(check.check)
app.command(name="query")(query.run_query)
app.command()(export.export)
app.command()(network.network)
app.command()(view.view)
app.command()(serve.serve)
app.command()(evaluate.evaluate)
