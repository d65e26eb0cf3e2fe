"""One article as it is on record: what is marked in it, and its text where it is at hand."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from rdflib import PROV, RDF, RDFS, SKOS, Graph, Variable

from onrecord.annotations import find_text
from onrecord.building import output
from onrecord.errors import OnrecordError
from onrecord.files import staging
from onrecord.identifiers import OA, ONR
from onrecord.rdf import quads, store
from onrecord.read import read
from onrecord.read.sources import STDIN, files
from onrecord.views import triples
from onrecord.views.record import Document, Record

_PREFIX = f"""
PREFIX onr: <{ONR}>
PREFIX oa: <{OA}>
PREFIX prov: <{PROV}>
PREFIX rdf: <{RDF}>
PREFIX rdfs: <{RDFS}>
PREFIX skos: <{SKOS}>
"""
_FIND = "SELECT ?article {{ ?article onr:sha256 ?hash FILTER(STRSTARTS(?hash, '{id}')) }}"
# All that an article says, with its evidence, and the names of those whom it says it of.
_SAYS = """CONSTRUCT { ?s ?p ?o } WHERE {
    { BIND(<ARTICLE> AS ?s) ?s ?p ?o }
    UNION { ?s prov:wasQuotedFrom <ARTICLE> ; ?p ?o }
    UNION { ?said prov:wasQuotedFrom <ARTICLE> ; onr:stance ?s . ?s ?p ?o }
    UNION { ?s oa:hasSource <ARTICLE> ; ?p ?o }
    UNION { ?place oa:hasSource <ARTICLE> ; oa:hasSelector ?s . ?s ?p ?o }
    UNION { ?place oa:hasSource <ARTICLE> . ?s onr:evidence ?place ; a onr:Relation ; ?p ?o }
    UNION {
        { ?said prov:wasQuotedFrom <ARTICLE> ; onr:speaker ?s }
        UNION { ?said prov:wasQuotedFrom <ARTICLE> ; onr:stance/onr:target ?s }
        UNION {
            ?place oa:hasSource <ARTICLE> . ?tie onr:evidence ?place ; a onr:Relation .
            ?tie onr:subject|onr:object ?s
        }
        ?s ?p ?o FILTER(?p IN (rdf:type, rdfs:label, skos:prefLabel))
    }
}"""


@dataclass(frozen=True, slots=True)
class Article:
    """What a build has of one article."""

    document: Document
    record: Record
    text: str | None  # None where it is not at hand any more


def find(folder: Path, id: str) -> Article | None:
    """The article whose hash begins with `id`, hexadecimal digits; None if there is none.

    Raises StoreError if there is no build.
    """
    held, prefixes = store.opened(staging.settle(folder))
    dataset = quads.as_rdflib(held, prefixes)
    rows = list(dataset.query(_PREFIX + _FIND.format(id=id)).bindings)
    if not rows:
        return None
    iri = str(rows[0][Variable("article")])
    says = dataset.query(_PREFIX + _SAYS.replace("<ARTICLE>", f"<{iri}>"))
    record = triples.read(says.graph or Graph())
    document = record.documents[iri]
    return Article(document, record, _text(folder, document))


def _text(folder: Path, document: Document) -> str | None:
    """The text that has the document's hash, from the files that the build was made from.

    Only a file among the sources is opened, and only one whose path the build knows.
    """
    try:
        sources = [source for source in output.sources(folder) if source != STDIN]
        named = [file for file in files(sources) if _is_named(file.label, document.paths)]
        for file in named:
            library = read([file.path])
            texts = [found.text for found in library.documents]
            texts += [t for c in library.coded if isinstance(t := find_text(c.path, c.data), str)]
            for text in texts:
                if sha256(text.encode("utf-8")).hexdigest() == document.sha256:
                    return text
    except OnrecordError:  # a source that is gone, or an annotation file without its article
        pass
    return None


def _is_named(label: str, paths: Iterable[str]) -> bool:
    """A line of a file of many articles is named after the file and its number."""
    return any(path == label or path.startswith(f"{label}:") for path in paths)
