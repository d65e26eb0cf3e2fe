"""What a build can be told beside its sources; light to import, for the command line."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.building.workers import Finder
from onrecord.files.addresses import DEFAULT_BASE
from onrecord.progress import Tell

if TYPE_CHECKING:
    from onrecord.rdf.server import Server  # brings all of rdflib's SPARQL, a tenth of a second


@dataclass(frozen=True, slots=True)
class Options:
    """What a build can be told beside its sources."""

    model: str | None = None
    topics: tuple[Path, ...] = ()
    people: tuple[Path, ...] = ()
    hospitals: tuple[Path, ...] = ()
    same_as: Path | None = None  # decisions on who is whom; else same-as.csv of the folder
    base_iri: str = DEFAULT_BASE
    attribution: Finder = "model"
    entities: Finder = "model"
    stances: Finder = "model"
    least: float = 0.0  # confidence that an attribution needs
    likeness: float | None = None  # from which on a statement is linked to a topic by meaning
    server: Server | None = None  # that gets the graph, too
    threads: int = 1  # of the trained models; the result does not depend on it
    workers: int = 1  # processes that read articles; the result does not depend on it
    scheduler: str | None = None  # of a Dask cluster that reads them instead: "tcp://host:8786"
    fresh: bool = False  # read every article again, whatever is kept
    tell: Tell = field(default=lambda moment: None)  # is told how far the build is

    @property
    def lists(self) -> tuple[Path, ...]:
        """The vocabulary files that are not onrecord's own."""
        return (*self.topics, *self.people, *self.hospitals)
