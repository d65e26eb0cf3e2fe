"""Whether a build would only repeat itself: then there is nothing to do.

A build is a function of its files, the program and its options. A hash over all of them stands in
the folder beside hashes of what came out; where both still hold, the output is what a new build
would write. This costs the reading of bytes alone: no parser, no model, no graph.
"""

import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Protocol

from pydantic import TypeAdapter

from onrecord import fingerprints, vocabulary
from onrecord.building.options import Options
from onrecord.files.addresses import plain
from onrecord.files.intake import content, from_json
from onrecord.files.staging import OWN, settle
from onrecord.read.remote import is_remote
from onrecord.read.sources import STDIN, files
from onrecord.resolve.decisions import FILE as SAME_AS

RECORD = "record.json"


class Result(Protocol):
    """What a build tells: a Report, or an Outcome."""

    @property
    def summary(self) -> str: ...
    @property
    def skipped(self) -> Sequence[object]: ...
    @property
    def violations(self) -> Sequence[object]: ...


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build told when it was made."""

    summary: str
    skipped: tuple[str, ...]
    violations: tuple[str, ...]


_OUTCOME = TypeAdapter(Outcome)


def since(folder: Path, sources: Sequence[str], options: Options) -> Outcome | None:
    """What the build of a folder told, if a new one would be the same; None if it may differ.

    Raises OnrecordError as a build does for sources or vocabulary files that do not exist.
    """
    settle(folder)
    try:
        record = from_json(content(folder / OWN / RECORD).decode("utf-8"))
        if record["cause"] != cause(folder, sources, options) or record["cause"] is None:
            return None
        if record["output"] != _output(folder, record["names"]):
            return None
        return _OUTCOME.validate_python(record["told"])
    except (OSError, ValueError, KeyError, TypeError):
        return None  # no build, or none that is intact


def remember(folder: Path, cause: str | None, names: Sequence[str], told: Result) -> None:
    """Notes down what a build was made of and what it told, for `since`. Raises OSError."""
    outcome = Outcome(told.summary, tuple(map(str, told.skipped)), tuple(map(str, told.violations)))
    record = {
        "cause": cause,
        "names": sorted(names),
        "output": _output(folder, names),
        "told": asdict(outcome),
    }
    beside = folder / OWN / f"{RECORD}.part"
    beside.write_text(json.dumps(record), "utf-8")
    os.replace(beside, folder / OWN / RECORD)


def cause(folder: Path, sources: Sequence[str], options: Options) -> str | None:
    """A hash over everything that the build of a folder depends on.

    None where that cannot be told: standard input is gone once it is read, and the article of a
    single annotation file stands beside it. Raises OnrecordError for sources that do not exist.
    """
    if any(source == STDIN or source.lower().endswith(".json") for source in sources):
        return None
    if options.server is not None:  # what it holds by now is not known
        return None
    decisions = decisions_file(folder, options.same_as)
    try:
        return fingerprints.of(
            circumstances(options),
            fingerprints.versions(fingerprints.BUILDS),
            options.base_iri,
            options.likeness,
            fingerprints.of_file(decisions) if decisions else None,
            relative(folder, sources),
            [(f.label, f.trouble or fingerprints.of_file(f.path)) for f in files(sources)],
        )
    except OSError:  # a file that cannot be read: the build tells which
        return None


def circumstances(options: Options) -> str:
    """A hash over all that a reading depends on beside its document."""
    return fingerprints.of(
        fingerprints.program(),
        fingerprints.versions(fingerprints.READS),
        fingerprints.language_model(options.model) if options.model else None,
        vocabulary.fingerprint(options.lists),
        options.attribution,
        options.entities,
        options.stances,
        options.least,
    )


def decisions_file(folder: Path, named: Path | None) -> Path | None:
    """The same-as.csv that a build obeys: the one that is named, else the folder's own if any."""
    beside = folder / SAME_AS
    return named or (beside if beside.is_file() else None)


def relative(folder: Path, sources: Sequence[str]) -> list[str]:
    """Sources as seen from the folder, so that both can be moved together; addresses without a
    password or token."""
    base = folder.resolve()
    fixed = {s for s in sources if s == STDIN or is_remote(s)}
    seen = {Path(os.path.relpath(Path(s).resolve(), base)) for s in sources if s not in fixed}
    return sorted({plain(s) for s in fixed} | {path.as_posix() for path in seen})


def _output(folder: Path, names: Sequence[str]) -> str:
    """A hash over the files and folders of these names. Raises OSError if one is missing."""
    found: list[object] = []
    for name in sorted(names):
        path = folder / name
        if not path.resolve().is_relative_to(folder.resolve()):
            raise ValueError(f"a damaged record: {name} is no file of this build")
        inside = list(fingerprints.of_files(path)) if path.is_dir() else fingerprints.of_file(path)
        found.append((name, inside))
    return fingerprints.of(found)
