"""What is argued over but stands in no codebook -> topics-suggested.ttl, a SKOS file to adopt.

A user moves concepts from it to a codebook of his or her own and passes that with --topics: the
next build then links every statement that has a label of theirs, and, since a concept keeps the
IRI that the policy already had, everything that was said of it stays together.
"""

import shutil
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

from rdflib import DCTERMS, RDF, RDFS, SKOS, XSD, Graph, URIRef

from onrecord.identifiers import Identifiers
from onrecord.rdf.compact import small_graph
from onrecord.rdf.turtle import natural, turtle
from onrecord.triples.things import label
from onrecord.views.parts import Parts
from onrecord.views.record import Document, Entity, Statement

LEAST = 2  # statements that take a side, or documents that speak of it: once may be chance
SIDES = {"supports": "for", "opposes": "against"}


@dataclass(frozen=True, slots=True)
class _Taken:
    """A side that a statement takes."""

    statement: str
    side: str
    quote: str


def write(parts: Parts, path: Path, identifiers: Identifiers, known: Collection[str]) -> None:
    """Writes the file, concept by concept; the same record gives the same bytes. Raises OSError.

    Args:
        parts: what was built.
        path: where to write.
        identifiers: the maker of its IRIs; names the scheme, too.
        known: IRIs of the codebook's concepts; none of them is suggested.
    """
    declared: set[str] = set()
    with TemporaryFile("w+", encoding="utf-8", newline="") as blocks:
        for each in _graphs(parts, identifiers, known):
            prefixes, _, block = turtle(each).partition("\n\n")
            declared.update(prefixes.splitlines(keepends=True))
            blocks.write(f"\n{block}")
        blocks.seek(0)
        with path.open("w", encoding="utf-8", newline="") as file:
            file.writelines(f"{line.rstrip()}\n" for line in sorted(declared))
            shutil.copyfileobj(blocks, file)


def _graphs(parts: Parts, identifiers: Identifiers, known: Collection[str]) -> Iterator[Graph]:
    """A graph for each policy that is argued over more than once, and one for their scheme."""
    scheme = URIRef(f"{identifiers.base}suggested-topics")
    taken = _taken(parts, known)
    policies = {
        URIRef(thing.iri): thing for thing in parts.entities("Policy") if thing.iri in taken
    }
    for policy in sorted(policies, key=natural):
        thing, sides = policies[policy], taken[str(policy)]
        if max(len({one.statement for one in sides}), len(thing.documents)) >= LEAST:
            found = _empty(identifiers)
            _add(found, scheme, policy, thing, sides)
            yield found
    found = _empty(identifiers)
    found.add((scheme, RDF.type, SKOS.ConceptScheme))
    found.add((scheme, SKOS.prefLabel, label("Suggested topics")))
    found.add((scheme, DCTERMS.title, label("Suggested topics")))
    yield found


def _empty(identifiers: Identifiers) -> Graph:
    found = small_graph()
    for prefix, namespace in (("dct", DCTERMS), ("rdfs", RDFS), ("skos", SKOS), ("xsd", XSD)):
        found.bind(prefix, str(namespace))
    found.bind("policy", f"{identifiers.base}policy/")
    return found


def _taken(parts: Parts, known: Collection[str]) -> dict[str, set[_Taken]]:
    """The sides taken on each policy that is not known."""
    names, found = parts.names, defaultdict[str, set[_Taken]](set)
    policies = {iri for iri, named in names.items() if named.kind == "Policy"}.difference(known)
    telling = {said.document for said in parts.said if not policies.isdisjoint(said.targets)}
    for document in parts.documents.values():
        for said in parts.statements(document.iri) if document.iri in telling else ():
            speaker = names.get(said.speaker or "")
            for stance in said.stances:
                if stance.target in policies and stance.polarity in SIDES:
                    quote = _quote(said, speaker.name if speaker else "", stance.polarity, document)
                    found[stance.target].add(_Taken(said.iri, stance.polarity, quote))
    return found


def _add(
    found: Graph, scheme: URIRef, concept: URIRef, thing: Entity, taken: Collection[_Taken]
) -> None:
    found.add((concept, RDF.type, SKOS.Concept))
    found.add((concept, SKOS.inScheme, scheme))
    found.add((concept, SKOS.prefLabel, label(thing.name)))
    for other in thing.aliases:
        if " " in other:  # "the law" alone would name any law
            found.add((concept, SKOS.altLabel, label(other)))
    found.add((concept, SKOS.editorialNote, label(_count(thing, taken))))
    for document in thing.documents:
        found.add((concept, DCTERMS.source, URIRef(document)))
    for one in taken:
        found.add((concept, SKOS.example, label(one.quote)))


def _count(thing: Entity, taken: Collection[_Taken]) -> str:
    numbers = ", ".join(
        f"{sum(one.side == side for one in taken)} {word}" for side, word in SIDES.items()
    )
    statements = len({one.statement for one in taken})
    return (
        f"Statements that take a side: {statements} ({numbers}). Documents: {len(thing.documents)}."
    )


def _quote(said: Statement, speaker: str, side: str, document: Document) -> str:
    """ "Ann Lee, for: “…” (gazette.txt)"."""
    who = speaker or said.source_text or "nobody named"
    path = min(document.paths, default=document.iri)
    return f"{who}, {SIDES[side]}: “{said.words}” ({path})"
