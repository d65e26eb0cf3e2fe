"""Where the triples live: one Turtle file in the build's folder, and the formats to hand on."""

import os
from collections.abc import Callable
from pathlib import Path

from rdflib import Graph

from onrecord.errors import StoreError
from onrecord.jsonld import jsonld
from onrecord.turtle import ntriples, trig, turtle

FILE = "graph.ttl"

FORMATS: dict[str, Callable[[Graph], str]] = {
    "turtle": turtle,
    "ntriples": ntriples,
    "trig": trig,
    "jsonld": jsonld,
}


def save(graph: Graph, folder: Path) -> Path:
    """Writes `graph.ttl`, whole or not at all; gives its path.

    Raises:
        StoreError: the folder or the file cannot be written.
    """
    path = folder / FILE
    beside = path.with_suffix(".ttl.part")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(turtle(graph).encode("utf-8"))
        os.replace(beside, path)
    except OSError as error:
        if beside.is_file():
            beside.unlink()
        raise StoreError(
            f"{path}: cannot be written ({error.strerror}). Choose another folder with -o."
        ) from error
    return path


def load(folder: Path) -> Graph:
    """Reads the graph of a build.

    Raises:
        StoreError: there is no build in the folder, or its file is not Turtle.
    """
    path = folder / FILE
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        raise StoreError(
            f"no build in {folder}: run onrecord build SOURCES... -o {folder}"
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(f"{path}: cannot be read ({error}). Build it anew.") from error
    try:
        return Graph(bind_namespaces="none").parse(data=text, format="turtle")
    except Exception as error:  # rdflib's parser raises what it happens to stumble on
        reason = " ".join(str(error).split())[:200]
        raise StoreError(
            f"{path}: no Turtle that can be read ({reason}). Build it anew."
        ) from error


def export(graph: Graph, format: str) -> bytes:
    """The whole graph in one of `FORMATS`, as UTF-8; the same graph gives the same bytes.

    Raises:
        StoreError: no such format.
    """
    if format not in FORMATS:
        raise StoreError(f"no format {format!r}. Available: {', '.join(sorted(FORMATS))}.")
    return FORMATS[format](graph).encode("utf-8")
