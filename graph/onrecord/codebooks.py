"""SKOS files -> the concepts that articles are matched with (W3C SKOS Reference, 2009).

Any SKOS file will do, in Turtle, RDF/XML, JSON-LD or N-Triples. Labels in English, or in no
language, count. Files may speak of one concept together: the first one names it, the others add
labels, so that a small file of one's own extends a large one.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pyoxigraph as ox
from rdflib import DCTERMS, RDF, RDFS, SKOS, Graph, Literal, URIRef
from rdflib.term import Node

from onrecord.errors import VocabularyError
from onrecord.files import intake, limits
from onrecord.model import Concept, Scheme
from onrecord.rdf import terms
from onrecord.rdf.compact import small_graph

FORMATS = {
    ".ttl": "turtle",
    ".rdf": "xml",
    ".xml": "xml",
    ".owl": "xml",
    ".skos": "xml",
    ".jsonld": "json-ld",
    ".json": "json-ld",
    ".nt": "nt",
}
QUICK = {"turtle": ox.RdfFormat.TURTLE, "nt": ox.RdfFormat.N_TRIPLES}


def read(paths: Iterable[Path]) -> tuple[tuple[Concept, ...], tuple[Scheme, ...]]:
    """Concepts and schemes of all files, each by IRI.

    Raises VocabularyError naming the file that cannot be read or breaks the rules.
    """
    concepts: dict[str, Concept] = {}
    schemes: dict[str, Scheme] = {}
    for path in paths:
        graph = parse(path)
        for scheme in _schemes(graph):
            known = schemes.get(scheme.iri, scheme)
            schemes[scheme.iri] = replace(known, marks=_joined(known.marks, scheme.marks))
        for concept in _concepts(graph, path):
            known_as = concepts.get(concept.iri)
            concepts[concept.iri] = _extended(known_as, concept) if known_as else concept
    return (
        tuple(concepts[iri] for iri in sorted(concepts)),
        tuple(schemes[iri] for iri in sorted(schemes)),
    )


def parse(path: Path, form: str | None = None) -> Graph:
    """The triples of a file, in a format or the one that its ending names; nothing is fetched.

    Raises VocabularyError: no such file, another ending, not well formed, letters that no UTF-8
    file can hold, or JSON-LD that leans on a context elsewhere.
    """
    form = form or FORMATS.get(path.suffix.lower())
    if form is None:
        raise VocabularyError(
            f"{path}: not a SKOS file's ending. Use {', '.join(sorted(FORMATS))}."
        )
    try:
        text = intake.content(path, limits.LIST).decode("utf-8-sig")
        if form == "json-ld" and _leans_on_others(intake.from_json(text)):
            raise VocabularyError(
                f"{path}: its @context is a web address, and nothing is fetched. "
                "Put the context into the file, or save the file as Turtle."
            )
        with intake.in_time(limits.LIST_SECONDS):
            return _graph(text, form, path.absolute().as_uri())
    except OSError as error:
        raise VocabularyError(f"{path}: {error.strerror}. Check the path.") from error
    except intake.OutOfTime as error:
        limit = f"{limits.LIST_SECONDS} seconds of processor time"
        raise VocabularyError(f"{path}: took more than {limit}. Divide the file.") from error
    except VocabularyError:
        raise
    except Exception as error:  # rdflib's parsers raise many kinds
        name = {"xml": "RDF/XML", "json-ld": "JSON-LD", "nt": "N-Triples"}.get(form, "Turtle")
        reason = " ".join(str(error).split())[:300]
        raise VocabularyError(f"{path}: not valid {name} ({reason}). Mend the file.") from error


def _graph(text: str, form: str, base: str) -> Graph:
    """Oxigraph reads Turtle in a third of the time that rdflib's parser takes. That one reads what
    the other refuses, such as a space in an IRI, or says what is wrong.
    """
    if form in QUICK:
        graph, known = small_graph(), cache(terms.node)
        try:
            for triple in ox.parse(input=text, format=QUICK[form], base_iri=base):
                graph.add((known(triple.subject), known(triple.predicate), known(triple.object)))
            return graph
        except (SyntaxError, AssertionError):  # the second: a triple in a triple, not of RDF 1.1
            pass
    graph = Graph().parse(data=text, format=form, publicID=base)
    for node in graph.all_nodes():
        str(node).encode()
    return graph


def _leans_on_others(data: object) -> bool:
    """Whether JSON-LD names a context, or imports one, by its address."""
    if isinstance(data, list):
        return any(map(_leans_on_others, data))
    if not isinstance(data, dict):
        return False
    context = data.get("@context", [])
    parts = context if isinstance(context, list) else [context]
    named = any(isinstance(p, str) or (isinstance(p, dict) and "@import" in p) for p in parts)
    return named or any(map(_leans_on_others, data.values()))


def _schemes(graph: Graph) -> Iterator[Scheme]:
    for iri in graph.subjects(RDF.type, SKOS.ConceptScheme):
        titles = [
            t for p in (SKOS.prefLabel, DCTERMS.title, RDFS.label) for t in _told(graph, iri, p)
        ]
        yield Scheme(str(iri), next(iter(titles), str(iri)), _told(graph, iri, SKOS.hiddenLabel))


def _concepts(graph: Graph, path: Path) -> Iterator[Concept]:
    found = sorted(set(graph.subjects(RDF.type, SKOS.Concept)), key=str)
    if not found:
        raise VocabularyError(f"{path}: holds no skos:Concept. Name a SKOS file.")
    for iri in found:
        if not isinstance(iri, URIRef):
            raise VocabularyError(f"{path}: a skos:Concept without an IRI. Give it one.")
        label = _told(graph, iri, SKOS.prefLabel)
        if not label:
            raise VocabularyError(f"{path}: <{iri}> has no skos:prefLabel in English. Add one.")
        broader = {*graph.objects(iri, SKOS.broader), *graph.subjects(SKOS.narrower, iri)}
        yield Concept(
            iri=str(iri),
            label=label[0],
            labels=(*label[1:], *_told(graph, iri, SKOS.altLabel)),
            definition=next(iter(_told(graph, iri, SKOS.definition)), None),
            broader=tuple(sorted({str(b) for b in broader if isinstance(b, URIRef)} - {str(iri)})),
            hidden=_told(graph, iri, SKOS.hiddenLabel),
            scheme=_scheme_of(graph, iri),
        )


def _scheme_of(graph: Graph, iri: Node) -> str | None:
    named = {
        *graph.objects(iri, SKOS.inScheme),
        *graph.objects(iri, SKOS.topConceptOf),
        *graph.subjects(SKOS.hasTopConcept, iri),
    }
    return min(map(str, named), default=None)


def _extended(first: Concept, more: Concept) -> Concept:
    """What two files say of one concept."""
    new = tuple(name for name in (more.label, *more.labels) if name != first.label)
    return replace(
        first,
        labels=_joined(first.labels, new),
        hidden=_joined(first.hidden, more.hidden),
        definition=first.definition or more.definition,
        broader=tuple(sorted({*first.broader, *more.broader})),
        scheme=first.scheme or more.scheme,
    )


def _joined(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*one, *other)))


def _told(graph: Graph, subject: Node, predicate: URIRef) -> tuple[str, ...]:
    """Literals in English, or in no language, without blank ones, sorted."""
    return tuple(
        sorted(
            str(o)
            for o in graph.objects(subject, predicate)
            if isinstance(o, Literal)
            and (o.language is None or o.language.startswith("en"))
            and str(o).strip()
        )
    )
