"""The whole flow on one screen: documents -> readings -> things -> triples -> views."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from rdflib import Graph

from onrecord import (
    __version__,
    annotations,
    inferred,
    mapping,
    output,
    parse,
    positions,
    read,
    report,
    store,
    suggestions,
    validate,
    verify,
    vocabulary,
)
from onrecord.attribution_model import AttributionModel
from onrecord.entity_model import EntityModel
from onrecord.errors import AnnotationError, OnrecordError, SourceError, StoreError
from onrecord.identifiers import DEFAULT_BASE, Identifiers
from onrecord.lexicon import Lexicon
from onrecord.model import Document, Reading, Thing
from onrecord.naming import recognise
from onrecord.omissions import left_out
from onrecord.read import Library, Skipped
from onrecord.reading import read_on_record
from onrecord.report import Report
from onrecord.resolve.corpus import resolve
from onrecord.resolve.decisions import read_decisions
from onrecord.sentence_model import SentenceModel
from onrecord.server import Server
from onrecord.stance_model import StanceModel
from onrecord.things import node_of

Stage = Callable[[str], object]  # is told what the build is at
Count = Callable[[str, Sequence[Document]], Iterable[Document]]  # the same, document by document


Finder = Literal["model", "rules"]


@dataclass(frozen=True, slots=True)
class Options:
    """What a build can be told beside its sources."""

    model: str | None = None
    topics: tuple[Path, ...] = ()
    people: tuple[Path, ...] = ()
    hospitals: tuple[Path, ...] = ()
    same_as: Path | None = None  # decisions on who is whom; else same-as.csv of the folder
    base_iri: str = DEFAULT_BASE
    attribution: Finder = "model"
    entities: Finder = "model"
    stances: Finder = "model"
    least: float = 0.0  # confidence that an attribution needs
    likeness: float | None = None  # from which on a statement is linked to a topic by meaning
    server: Server | None = None  # that gets the graph, too
    threads: int = 1  # of the trained models; the result does not depend on it
    stage: Stage = field(default=lambda stage: None)
    count: Count = field(default=lambda stage, documents: documents)


def build(sources: Sequence[str], folder: Path, options: Options | None = None) -> Report:
    """Reads the sources, writes the build into a folder and says what it found.

    Raises OnrecordError where nothing can be built: a source or model that is not there, sources
    without an article, a vocabulary that is broken, a folder that cannot be written. A bad file
    among the sources is only reported.
    """
    options = options or Options()
    identifiers = Identifiers(options.base_iri)
    lexicon = vocabulary.lexicon(options.topics, options.people, options.hospitals)
    same_as = output.decisions_file(folder, options.same_as)
    decisions = read_decisions(same_as) if same_as else ()
    output.prepare(folder, sources)

    def iri_of(thing: Thing) -> str:
        return str(node_of(thing, identifiers))

    options.stage("Reading files")
    library = read_sources(sources, lexicon)
    readings, skipped, models = readings_of(library, lexicon, options)

    options.stage("Joining the documents")
    resolved = resolve(readings, lexicon, decisions, iri_of)
    merged = resolved.things
    concepts = {concept.iri: concept for concept in lexicon.concepts}
    links, models = linked_by_meaning(readings, lexicon, models, options)
    known = {thing.iri: thing for thing in lexicon.known}
    graph = mapping.triples(readings, merged, identifiers, concepts, lexicon.tenures, known)
    mapping.add_build(
        graph,
        identifiers,
        __version__,
        vocabulary.fingerprint(
            (
                *options.topics,
                *options.people,
                *options.hospitals,
                *([same_as] if same_as else []),
            )
        ),
        models,
    )
    graph += positions.inferred(graph, identifiers)
    inferred.add(graph, identifiers, links)

    options.stage("Checking the graph")
    violations = check(graph, [reading.document for reading in readings])
    found = report.Report(
        readings=tuple(readings),
        merged=merged,
        skipped=skipped,
        violations=violations,
        left_out=left_out(readings, merged),
        graph=graph,
        suggested=suggestions.text(graph, identifiers, concepts),
        log=resolved.log,
        iri_of=iri_of,
    )
    options.stage("Drawing and writing")
    output.write(folder, found, sources)
    if options.server is not None:
        options.stage("Filling the server")
        options.server.fill(graph)
    return found


def read_sources(sources: Sequence[str], lexicon: Lexicon) -> Library:
    """Every document and annotation file of the sources, page furniture marked."""
    return read.read(sources, read.compile_furniture(lexicon.furniture))


def readings_of(
    library: Library, lexicon: Lexicon, options: Options
) -> tuple[list[Reading], tuple[Skipped, ...], tuple[str, ...]]:
    """One reading a document, in order of ids; a document coded by hand is not read again.

    Also gives what was skipped, and the models with their versions. Raises SourceError if there
    is no document at all, ModelError if a model cannot be loaded.
    """
    coded, refused = _coded(library)
    unlisted = (Skipped(file, reason) for file, reason in lexicon.faults)
    skipped = (*unlisted, *library.skipped, *refused)
    left = [d for d in library.documents if d.sha256 not in coded]
    if not left and not coded:
        reasons = "; ".join(map(str, skipped[:3])) or "there is no file"
        raise SourceError(f"no article found ({reasons}). Name files or folders that hold some.")
    options.stage("Loading the language model")
    language = parse.load(options.model or parse.DEFAULT_MODEL)
    model = (
        AttributionModel.load(threads=options.threads) if options.attribution == "model" else None
    )
    namer = EntityModel.load(threads=options.threads) if options.entities == "model" else None
    sides = StanceModel.load() if options.stances == "model" else None
    parses = parse.parse(options.count("Reading articles", left), language)
    if namer is not None:
        parses = recognise(parses, namer)
    readings, failed = [*coded.values()], []
    for parsed in parses:
        try:
            readings.append(read_on_record(parsed, lexicon, model, options.least, sides))
        except Exception as error:  # one text that trips the program must not cost the others
            fault = f"the program failed on it ({error!r}). Please report this."
            failed.append(Skipped(parsed.document.paths[0], fault))
    trained = [m.version for m in (model, namer, sides) if m is not None]
    models = (parse.version(language), *trained)
    readings.sort(key=lambda reading: reading.document.id)
    return readings, (*skipped, *failed), models


def linked_by_meaning(
    readings: Sequence[Reading], lexicon: Lexicon, models: tuple[str, ...], options: Options
) -> tuple[list[inferred.Link], tuple[str, ...]]:
    """Links of statements to topics that they do not name, if asked for, and the models used.

    Raises ModelError if the sentence encoder cannot be loaded.
    """
    if options.likeness is None:
        return [], models
    options.stage("Comparing statements with the codebook")
    encoder = SentenceModel.load()
    found = list(inferred.links(readings, lexicon, encoder, options.likeness))
    return found, (*models, encoder.version)


def check(graph: Graph, documents: Iterable[Document]) -> tuple[validate.Violation, ...]:
    """What is wrong with a graph: its shape, and evidence that does not stand where it says."""
    shapes = validate.load_shapes(vocabulary.ontology_folder())
    texts = {document.sha256: document.text for document in documents}
    return (*validate.validate(graph, shapes), *verify.check_evidence(graph, texts))


def recheck(
    folder: Path, sources: Sequence[str] = (), stage: Stage = lambda stage: None
) -> tuple[validate.Violation, ...]:
    """What is wrong with a build: `check` on its graph, with the articles read again.

    `sources` are where the articles are now, if they have moved. Raises StoreError if there is
    no build, or if its articles came from standard input and are not given again.
    """
    graph = store.load(folder)
    if not sources and "-" in (sources := output.sources(folder)):
        raise StoreError(
            f"{folder} was built from standard input: give its articles to check as well, "
            "as in onrecord check - < article.txt"
        )
    stage("Reading files")
    library = read_sources(sources, vocabulary.lexicon())
    coded, _ = _coded(library)
    stage("Checking the graph")
    return check(graph, [*library.documents, *(reading.document for reading in coded.values())])


def _coded(library: Library) -> tuple[dict[str, Reading], list[Skipped]]:
    """Readings of the annotation files, by hash of the text that they code."""
    known = {document.sha256: document for document in library.documents}
    found: dict[str, Reading] = {}
    skipped: list[Skipped] = []
    for coded in library.coded:
        try:
            reading = annotations.load_file(coded.path, lambda path: _document(path, known))
        except OnrecordError as error:
            reason = str(error).removeprefix(f"{coded.path.name}: ")
            skipped.append(Skipped(coded.path.name, reason))
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


def extract(
    source: str, options: Options | None = None
) -> tuple[list[Reading], tuple[Skipped, ...]]:
    """The readings of one source, without a corpus, and what was skipped.

    Raises OnrecordError as `build` does.
    """
    options = options or Options()
    lexicon = vocabulary.lexicon(options.topics, options.people, options.hospitals)
    readings, skipped, _ = readings_of(read_sources([source], lexicon), lexicon, options)
    return readings, skipped
