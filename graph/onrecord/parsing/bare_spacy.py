"""spaCy without its command line: a module that imports this one first has it sooner.

`import spacy` reads `spacy.cli` for the function `spacy.info` alone, and with it what downloads and
trains models (requests, httpx, weasel): 0.3 of its 0.9 CPU s, in each process that reads articles.
Both names are there all the same, and are read when they are first used.
"""

from importlib import import_module
from types import ModuleType

from onrecord.deferred import deferred

with deferred("spacy.cli.info", "info"):
    import spacy


def _missing(name: str) -> ModuleType:
    """`spacy.cli`, which stands there after an ordinary import (PEP 562)."""
    if name == "cli":
        return import_module("spacy.cli")
    raise AttributeError(f"module 'spacy' has no attribute {name!r}")


if not hasattr(spacy, "cli"):
    vars(spacy)["__getattr__"] = _missing
