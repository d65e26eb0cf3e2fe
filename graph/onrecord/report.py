"""What a build found, and what it could not do: in numbers, and in the words of report.md."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from rdflib import Graph

from onrecord.model import Reading, Thing
from onrecord.read import Skipped, missing
from onrecord.resolve.corpus import Judged
from onrecord.validate import Violation


@dataclass(frozen=True, slots=True)
class Report:
    """The result of a build."""

    readings: Collection[Reading]  # in order of ids; perhaps on disk
    merged: Mapping[tuple[str, str], Thing]
    skipped: tuple[Skipped, ...]
    violations: tuple[Violation, ...]
    left_out: tuple[str, ...]
    graph: Graph
    suggested: str = ""  # topics-suggested.ttl
    log: tuple[Judged, ...] = ()
    iri_of: Callable[[Thing], str] = lambda thing: thing.key

    @property
    def statements(self) -> int:
        return sum(len(r.statements) for r in self.readings)

    @property
    def unspoken(self) -> int:
        return sum(s.speaker is None for r in self.readings for s in r.statements)

    @property
    def stances(self) -> int:
        return sum(len(s.stances) for r in self.readings for s in r.statements)

    @property
    def relations(self) -> int:
        return sum(len(r.relations) for r in self.readings)

    @property
    def summary(self) -> str:
        """The build in one line."""
        return (
            f"Read {_count(len(self.readings), 'article')}: "
            f"{_count(len(set(self.merged.values())), 'entity', 'entities')}, "
            f"{_count(self.statements, 'statement')} ({self.unspoken} without a speaker), "
            f"{_count(self.stances, 'stance')}, {_count(self.relations, 'relation')}."
        )


def _count(number: int, one: str, many: str | None = None) -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def markdown(report: Report) -> str:
    """report.md: documents read and skipped, counts, what stayed unresolved, violations."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    yield "# Build report"
    yield ""
    yield report.summary
    yield ""
    yield from _documents(report)
    yield from _listed("Skipped", map(str, report.skipped), "No file.")
    yield from _listed("The same text in several files", _copies(report), "None.")
    yield from _kinds(report)
    yield from _unresolved(report)
    yield from _listed("Left out of the graph", report.left_out, "Nothing.")
    yield from _listed(
        "Violations",
        map(str, report.violations),
        "None: the graph has its shape, and every piece of evidence stands where it says.",
    )


def _documents(report: Report) -> Iterator[str]:
    yield "## Documents"
    yield ""
    yield "| document | title | outlet | date | statements | stances | not found |"
    yield "|---|---|---|---|---|---|---|"
    for reading in report.readings:
        document = reading.document
        cells = (
            document.id,
            document.title or "",
            document.outlet or "",
            document.published or "",
            str(len(reading.statements)),
            str(sum(len(s.stances) for s in reading.statements)),
            ", ".join(missing(document)),
        )
        yield "| " + " | ".join(_cell(c) for c in cells) + " |"
    yield ""


def _copies(report: Report) -> Iterator[str]:
    for reading in report.readings:
        if len(paths := reading.document.paths) > 1:
            yield f"{reading.document.id}: {', '.join(paths)}"


def _kinds(report: Report) -> Iterator[str]:
    yield "## Entities"
    yield ""
    kinds = Counter(thing.kind for thing in set(report.merged.values()))
    for kind, number in sorted(kinds.items(), key=lambda item: (-item[1], item[0])):
        yield f"- {kind}: {number}"
    yield ""


def _unresolved(report: Report) -> Iterator[str]:
    """Statements without a speaker, with the words that name none."""
    lines = []
    for reading in report.readings:
        text = reading.document.text
        for statement in reading.statements:
            if statement.speaker is not None:
                continue
            source = " … ".join(s.of(text) for s in statement.attribution.source)
            first = statement.attribution.content[0]
            words = " ".join(first.of(text).split())
            words = words if len(words) <= 80 else words[:77] + "..."
            lines.append(
                f"{reading.document.id} [{first.start}-{first.end}] "
                f"{repr(source) if source else 'no source named'}: {words}"
            )
    yield from _listed("Statements without a speaker", lines, "None.")


def _listed(title: str, found: Iterable[str], none: str) -> Iterator[str]:
    lines = list(found)
    yield f"## {title}" + (f" ({len(lines)})" if lines else "")
    yield ""
    for line in lines or [none]:
        yield f"- {_cell(line)}" if lines else line
    yield ""


def _cell(text: str) -> str:
    """Text that neither breaks a table nor makes a tag, code or a link."""
    plain = " ".join(text.split()).replace("\\", "\\\\").replace("<", "&lt;")
    return plain.replace("|", "\\|").replace("`", "\\`").replace("](", "]\\(")
