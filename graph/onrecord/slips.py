"""Slips of who asks: what is no error of syntax, and yet gets no answer or not the one meant."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pyparsing import ParseResults
from rdflib import RDFS, SKOS, Graph
from rdflib.plugins.sparql.parserutils import CompValue

from onrecord.errors import QueryError
from onrecord.identifiers import ONR
from onrecord.triples.dates import partial_date

_LABELS = f"SELECT DISTINCT ?label {{ ?it <{RDFS.label}>|<{SKOS.altLabel}> ?label }}"


def parts(node: object) -> Iterator[CompValue]:
    """Every node of a syntax tree."""
    if isinstance(node, CompValue):
        yield node
        node = list(node.values())
    if isinstance(node, list | tuple | ParseResults):
        for child in node:
            yield from parts(child)


def refuse_undeclared(tree: ParseResults, known: Iterable[str]) -> None:
    """Raises QueryError for a prefix that is neither declared in a query nor known anyhow."""
    known, nodes = sorted(known), list(parts(tree))
    declared = {str(node.prefix or "") for node in nodes if node.name == "PrefixDecl"}
    used = {str(node.prefix or "") for node in nodes if node.name == "pname"}
    for prefix in sorted(used - declared - set(known)):
        raise QueryError(
            f"the prefix {prefix}: is not declared. Add PREFIX {prefix}: <…> before the query. "
            f"Known without: {', '.join(known)}."
        )


def unfit(value: str, about: str) -> str | None:
    """What a parameter takes, by what its file says of it, where this value is none of that."""
    if about.startswith("no ") and value not in ("no", "yes", ""):
        return "yes or no"
    if about.startswith("a day, month or year") and value and partial_date(value) is None:
        return "a day, month or year, such as 2013-06-07, 2013-06 or 2013"
    return None


def missing(
    graph: Graph, text: str, values: Mapping[str, str], about: Mapping[str, str], ontology: Path
) -> Iterator[str]:
    """Why there may be no answer: names that nothing has, and terms that the ontology lacks.

    Args:
        graph: that was asked.
        text: of the query.
        values: of its parameters.
        about: what its file says of each parameter.
        ontology: the folder of onrecord.ttl.
    """
    names = [value for name, value in values.items() if about.get(name, "").startswith("a name")]
    labels = {str(row[0]).lower() for row in graph.query(_LABELS)} if names else set()  # type: ignore[index]
    for name in names:
        if not any(name.lower() in label for label in labels):
            yield f'nothing in the graph is called "{name}"'
    terms = (ontology / "onrecord.ttl").read_text("utf-8")
    for used in sorted(set(re.findall(rf"(?:\bonr:|<{re.escape(ONR)})(\w+)", text))):
        if not re.search(rf"^onr:{used}\b", terms, re.MULTILINE):
            yield f"onr:{used} is no term of the ontology"
