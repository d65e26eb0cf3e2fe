"""The whole flow on one screen: documents -> readings -> things -> triples -> views."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rdflib import Graph
from spacy.language import Language

from onrecord import (
    __version__,
    annotations,
    mapping,
    output,
    parse,
    positions,
    read,
    report,
    validate,
    verify,
    vocabulary,
)
from onrecord.errors import AnnotationError, OnrecordError
from onrecord.identifiers import DEFAULT_BASE, Identifiers
from onrecord.lexicon import Lexicon
from onrecord.model import Document, Reading
from onrecord.omissions import left_out
from onrecord.read import Library, Skipped
from onrecord.reading import read_on_record
from onrecord.report import Report
from onrecord.resolve.corpus import merge

Watch = Callable[[str, Sequence[Document]], Iterable[Document]]  # shows progress over a stage


@dataclass(frozen=True, slots=True)
class Options:
    """What a build can be told beside its sources."""

    model: str = parse.DEFAULT_MODEL
    topics: tuple[Path, ...] = ()
    people: tuple[Path, ...] = ()
    base_iri: str = DEFAULT_BASE
    watch: Watch = field(default=lambda stage, documents: documents)


def build(sources: Sequence[str], folder: Path, options: Options | None = None) -> Report:
    """Reads the sources, writes the build into a folder and says what it found.

    Raises OnrecordError where nothing can be built: a source or model that is not there, a
    vocabulary that is broken, a folder that cannot be written. A bad file among the sources is
    only reported.
    """
    options = options or Options()
    identifiers = Identifiers(options.base_iri)
    lexicon = vocabulary.lexicon(options.topics, options.people)
    output.prepare(folder)
    library = read_sources(sources, lexicon)
    language = parse.load(options.model)
    readings, skipped = readings_of(library, language, lexicon, options.watch)

    merged = merge(readings, lexicon)
    concepts = {concept.iri: concept for concept in lexicon.concepts}
    graph = mapping.triples(readings, merged, identifiers, concepts, lexicon.tenures)
    mapping.add_build(
        graph,
        identifiers,
        __version__,
        vocabulary.fingerprint((*options.topics, *options.people)),
        [parse.version(language)],
    )
    graph += positions.inferred(graph, identifiers)
    violations = check(graph, [reading.document for reading in readings])

    found = report.Report(
        readings=tuple(readings),
        merged=merged,
        skipped=(*library.skipped, *skipped),
        violations=violations,
        left_out=left_out(readings, merged),
        graph=graph,
    )
    output.write(folder, found, sources)
    return found


def read_sources(sources: Sequence[str], lexicon: Lexicon) -> Library:
    """Every document and annotation file of the sources, page furniture marked."""
    return read.read(sources, read.compile_furniture(lexicon.furniture))


def readings_of(
    library: Library, language: Language, lexicon: Lexicon, watch: Watch
) -> tuple[list[Reading], list[Skipped]]:
    """One reading a document, in order of ids; a document coded by hand is not read again."""
    coded, skipped = _coded(library)
    left = [d for d in library.documents if d.sha256 not in coded]
    parses = parse.parse(watch("reading", left), language)
    readings = [*coded.values(), *(read_on_record(p, lexicon) for p in parses)]
    return sorted(readings, key=lambda reading: reading.document.id), skipped


def check(graph: Graph, documents: Iterable[Document]) -> tuple[validate.Violation, ...]:
    """What is wrong with a graph: its shape, and evidence that does not stand where it says."""
    shapes = validate.load_shapes(vocabulary.ontology_folder())
    texts = {document.sha256: document.text for document in documents}
    return (*validate.validate(graph, shapes), *verify.check_evidence(graph, texts))


def _coded(library: Library) -> tuple[dict[str, Reading], list[Skipped]]:
    """Readings of the annotation files, by hash of the text that they code."""
    known = {document.sha256: document for document in library.documents}
    found: dict[str, Reading] = {}
    skipped: list[Skipped] = []
    for coded in library.coded:
        try:
            reading = annotations.load_file(coded.path, lambda path: _document(path, known))
        except OnrecordError as error:
            skipped.append(Skipped(coded.path.name, str(error)))
            continue
        if reading.document.sha256 in found:
            skipped.append(Skipped(coded.path.name, "codes a text that another file codes too."))
            continue
        found[reading.document.sha256] = reading
    return found, skipped


def _document(path: Path, known: dict[str, Document]) -> Document:
    """The article of an annotation file, as the library has it if it is among the sources."""
    library = read.read([str(path)])
    for document in library.documents:
        return known.get(document.sha256, document)
    raise AnnotationError("; ".join(map(str, library.skipped)) or f"{path}: holds no article.")


def documents_of(library: Library) -> list[Document]:
    """Every text of a library, those that annotation files code included."""
    coded, _ = _coded(library)
    return [*library.documents, *(reading.document for reading in coded.values())]


def extract(source: str, options: Options | None = None) -> Iterator[Reading]:
    """The readings of one source, without a corpus: what `onrecord extract` prints."""
    options = options or Options()
    lexicon = vocabulary.lexicon(options.topics, options.people)
    library = read_sources([source], lexicon)
    readings, skipped = readings_of(library, parse.load(options.model), lexicon, options.watch)
    if not readings:
        refused = [*library.skipped, *skipped]
        raise OnrecordError("; ".join(map(str, refused)) or f"{source}: holds no article.")
    yield from readings
