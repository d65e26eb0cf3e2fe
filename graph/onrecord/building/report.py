"""What a build found, and what it could not do: in numbers, and in the words of report.md."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from onrecord.model import DOUBTFUL, Kind, Reading, Statement
from onrecord.read import Skipped, missing
from onrecord.validation.validate import Violation


@dataclass(frozen=True, slots=True)
class Article:
    """What the report tells of one document."""

    id: str
    cells: tuple[str, ...]  # title, outlet, date
    missing: tuple[str, ...]  # which of its metadata were not found
    paths: tuple[str, ...]
    statements: int
    stances: int
    unspoken: tuple[str, ...]  # a line for each statement without a speaker
    doubtful: tuple[tuple[float, str], ...]  # a line for each doubtful one, with its confidence


@dataclass(frozen=True, slots=True)
class Report:
    """The result of a build."""

    articles: tuple[Article, ...]  # in order of ids
    kinds: Mapping[Kind, int]  # how many things there are
    relations: int  # in the graph: what several documents state is one
    skipped: tuple[Skipped, ...]
    violations: tuple[Violation, ...]
    left_out: tuple[str, ...]

    @property
    def statements(self) -> int:
        return sum(article.statements for article in self.articles)

    @property
    def summary(self) -> str:
        """The build in one line."""
        unspoken = sum(len(article.unspoken) for article in self.articles)
        doubtful = sum(len(article.doubtful) for article in self.articles)
        stances = sum(article.stances for article in self.articles)
        return (
            f"Read {_count(len(self.articles), 'article')}: "
            f"{_count(sum(self.kinds.values()), 'entity', 'entities')}, "
            f"{_count(self.statements, 'statement')} "
            f"({unspoken} without a speaker, {doubtful} doubtful), "
            f"{_count(stances, 'stance')}, {_count(self.relations, 'relation')}."
        )


def article(reading: Reading) -> Article:
    """What the report tells of the document of a reading."""
    document = reading.document
    return Article(
        id=document.id,
        cells=(document.title or "", document.outlet or "", document.published or ""),
        missing=tuple(missing(document)),
        paths=document.paths,
        statements=len(reading.statements),
        stances=sum(len(s.stances) for s in reading.statements),
        unspoken=tuple(_unspoken(reading)),
        doubtful=tuple(_doubtful(reading)),
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
    yield from _doubts(report)
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
    for each in report.articles:
        numbers = (str(each.statements), str(each.stances))
        cells = (each.id, *each.cells, *numbers, ", ".join(each.missing))
        yield "| " + " | ".join(_cell(c) for c in cells) + " |"
    yield ""


def _copies(report: Report) -> Iterator[str]:
    for each in report.articles:
        if len(each.paths) > 1:
            yield f"{each.id}: {', '.join(each.paths)}"


def _kinds(report: Report) -> Iterator[str]:
    yield "## Entities"
    yield ""
    for kind, number in sorted(report.kinds.items(), key=lambda item: (-item[1], item[0])):
        yield f"- {kind}: {number}"
    yield ""


def _unresolved(report: Report) -> Iterator[str]:
    lines = (line for each in report.articles for line in each.unspoken)
    yield from _listed("Statements without a speaker", lines, "None.")


def _unspoken(reading: Reading) -> Iterator[str]:
    """Statements without a speaker, with the words that name none."""
    for statement in reading.statements:
        if statement.speaker is None:
            place, words = _quoted(reading, statement)
            yield f"{place} {_source(reading, statement)}: {words}"


def _doubtful(reading: Reading) -> Iterator[tuple[float, str]]:
    """Doubtful statements: how sure, where, who by which cue, on which side, in which words."""
    names = {entity.id: entity.name for entity in reading.entities}
    for statement in reading.statements:
        sure = statement.attribution.confidence
        if sure < DOUBTFUL:
            place, words = _quoted(reading, statement)
            who = names.get(statement.speaker or "") or _source(reading, statement)
            cue = " … ".join(s.of(reading.document.text) for s in statement.attribution.cue)
            sides = (f", {one.polarity} {names[one.target]}" for one in statement.stances)
            how = (f" {cue!r}" if cue else "") + "".join(sides)
            yield sure, f"{sure:.2f} {place} {who}{how}: {words}"


def _doubts(report: Report) -> Iterator[str]:
    """The doubtful statements of all documents, the least sure first."""
    found = (one for each in report.articles for one in each.doubtful)
    lines = [line for _, line in sorted(found, key=lambda one: one[0])]
    yield from _listed("Doubtful statements, to be reviewed first", lines, "None.")
    if lines:
        yield (
            f"Of statements with a confidence below {DOUBTFUL:.2f} about half are right. To settle "
            'one, remove it from its file in annotations/ or call its confidence "sure", and put '
            "that file beside the article."
        )
        yield ""


def _source(reading: Reading, statement: Statement) -> str:
    source = " … ".join(s.of(reading.document.text) for s in statement.attribution.source)
    return repr(source) if source else "no source named"


def _quoted(reading: Reading, statement: Statement) -> tuple[str, str]:
    """The place of a statement, and its words in short."""
    first = statement.attribution.content[0]
    words = " ".join(first.of(reading.document.text).split())
    words = words if len(words) <= 80 else words[:77] + "..."
    return f"{reading.document.id} [{first.start}-{first.end}]", words


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
