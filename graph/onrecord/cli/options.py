"""Options that several commands have."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from onrecord.rdf.server import Server


class Finder(StrEnum):
    model = "model"
    rules = "rules"


Model = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="An installed spaCy model; without it, onrecord's own."),
]
Attribution = Annotated[
    Finder, typer.Option(help="What finds who said what: the trained model, or rules alone.")
]
Entities = Annotated[
    Finder, typer.Option(help="What finds names: the trained model, or the language model alone.")
]
Sides = Annotated[
    Finder, typer.Option(help="What tells sides: rules and the trained model, or rules alone.")
]
Least = Annotated[
    float,
    typer.Option("--min-confidence", min=0, max=1, help="Leave out statements that are less sure."),
]
Threads = Annotated[
    int, typer.Option(min=1, help="Threads of the trained models; the result is the same.")
]
Topics = Annotated[
    list[Path] | None,
    typer.Option("--topics", metavar="FILE", help="A further SKOS codebook; repeatable."),
]
People = Annotated[
    list[Path] | None,
    typer.Option(
        "--people",
        metavar="FILE",
        help="A list of people and offices (Turtle, Popolo); repeatable.",
    ),
]
Hospitals = Annotated[
    list[Path] | None,
    typer.Option("--hospitals", metavar="FILE", help="A list of hospitals (CSV); repeatable."),
]

Address = Annotated[
    str | None,
    typer.Option(
        "--store",
        metavar="URL,URL",
        help="A SPARQL server: its query and update addresses (and a third for bulk).",
    ),
]


def server_at(addresses: str) -> "Server":
    """The server that --store names; OnrecordError for addresses that cannot be used."""
    from onrecord.rdf.server import Server

    return Server.at(addresses)
