"""What is argued over but stands in no codebook -> topics-suggested.ttl, a SKOS file to adopt.

A user moves concepts from it to a codebook of his or her own and passes that with --topics: the
next build then links every statement that has a label of theirs, and, since a concept keeps the
IRI that the policy already had, everything that was said of it stays together.
"""

import shutil
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile

from rdflib import DCTERMS, PROV, RDF, RDFS, SKOS, XSD, Graph, URIRef
from rdflib.term import Node

from onrecord.identifiers import ONR, Identifiers
from onrecord.things import label
from onrecord.turtle import natural, turtle

LEAST = 2  # statements that take a side, or documents that speak of it: once may be chance
SIDES: tuple[tuple[Node, str], ...] = ((ONR.Supports, "for"), (ONR.Opposes, "against"))


@dataclass(frozen=True, slots=True)
class _Case:
    """A policy and the statements that take a side on it, by that side."""

    policy: URIRef
    taken: tuple[tuple[Node, Node], ...]  # statement, polarity
    documents: tuple[Node, ...]


def write(graph: Graph, path: Path, identifiers: Identifiers, known: Collection[str]) -> None:
    """Writes the file, concept by concept: memory holds the quotes of one. Raises OSError.

    Args:
        graph: a built graph; that of `quads.as_rdflib` is read from disk.
        path: where to write; the same graph gives the same bytes.
        identifiers: the maker of its IRIs; names the scheme, too.
        known: IRIs of the codebook's concepts; none of them is suggested.
    """
    declared: set[str] = set()
    with TemporaryFile("w+", encoding="utf-8", newline="") as blocks:
        for each in _graphs(graph, identifiers, known):
            prefixes, _, block = turtle(each).partition("\n\n")
            declared.update(prefixes.splitlines(keepends=True))
            blocks.write(f"\n{block}")
        blocks.seek(0)
        with path.open("w", encoding="utf-8", newline="") as file:
            file.writelines(f"{line.rstrip()}\n" for line in sorted(declared))
            shutil.copyfileobj(blocks, file)


def text(graph: Graph, identifiers: Identifiers, known: Collection[str]) -> str:
    """What `write` writes."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "suggested.ttl"
        write(graph, path, identifiers, known)
        return path.read_text(encoding="utf-8")


def _graphs(graph: Graph, identifiers: Identifiers, known: Collection[str]) -> Iterator[Graph]:
    """A graph for each policy that is argued over more than once, and one for their scheme."""
    scheme = URIRef(f"{identifiers.base}suggested-topics")
    for case in _cases(graph, known):
        found = _empty(identifiers)
        _add(found, graph, scheme, case)
        yield found
    found = _empty(identifiers)
    found.add((scheme, RDF.type, SKOS.ConceptScheme))
    found.add((scheme, SKOS.prefLabel, label("Suggested topics")))
    found.add((scheme, DCTERMS.title, label("Suggested topics")))
    yield found


def _empty(identifiers: Identifiers) -> Graph:
    found = Graph(bind_namespaces="none")
    for prefix, namespace in (("dct", DCTERMS), ("rdfs", RDFS), ("skos", SKOS), ("xsd", XSD)):
        found.bind(prefix, str(namespace))
    found.bind("policy", f"{identifiers.base}policy/")
    return found


def _cases(graph: Graph, known: Collection[str]) -> Iterator[_Case]:
    for policy in sorted(set(graph.subjects(RDF.type, ONR.Policy)), key=natural):
        if not isinstance(policy, URIRef) or str(policy) in known:
            continue
        stances = [
            s for s in graph.subjects(ONR.target, policy) if (s, RDF.type, ONR.Stance) in graph
        ]
        taken = {
            (statement, side)
            for stance in stances
            for statement in graph.subjects(ONR.stance, stance)
            for side in graph.objects(stance, ONR.polarity)
        }
        documents = tuple(sorted(graph.objects(policy, ONR.mentionedIn), key=str))
        said = {statement for statement, _ in taken}
        if taken and max(len(said), len(documents)) >= LEAST:
            yield _Case(policy, tuple(sorted(taken, key=str)), documents)


def _add(found: Graph, graph: Graph, scheme: URIRef, case: _Case) -> None:
    concept = case.policy
    names = sorted(map(str, graph.objects(concept, SKOS.prefLabel)))
    found.add((concept, RDF.type, SKOS.Concept))
    found.add((concept, SKOS.inScheme, scheme))
    found.add((concept, SKOS.prefLabel, label(names[0])))
    for other in graph.objects(concept, SKOS.altLabel):
        if str(other) not in names and " " in str(other):  # "the law" alone would name any law
            found.add((concept, SKOS.altLabel, label(str(other))))
    found.add((concept, SKOS.editorialNote, label(_count(case))))
    for document in case.documents:
        found.add((concept, DCTERMS.source, document))
    for statement, side in case.taken:
        found.add((concept, SKOS.example, label(_quote(graph, statement, dict(SIDES)[side]))))


def _count(case: _Case) -> str:
    numbers = ", ".join(
        f"{sum(side == polarity for _, polarity in case.taken)} {word}" for side, word in SIDES
    )
    statements = len({statement for statement, _ in case.taken})
    return (
        f"Statements that take a side: {statements} ({numbers}). Documents: {len(case.documents)}."
    )


def _quote(graph: Graph, statement: Node, side: str) -> str:
    """ "Ann Lee, for: “…” (gazette.txt)"."""
    speaker = graph.value(statement, ONR.speaker)
    document = graph.value(statement, PROV.wasQuotedFrom)
    who = (
        graph.value(speaker, RDFS.label) or graph.value(statement, ONR.sourceText) or "nobody named"
    )
    path = min(map(str, graph.objects(document, ONR.path)), default=str(document))
    return f"{who}, {side}: “{graph.value(statement, ONR.words)}” ({path})"
