"""The whole flow on one screen: documents -> readings -> things -> triples -> views."""

from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from pathlib import Path

from rdflib import Graph, URIRef

from onrecord import __version__, annotations, fingerprints, read, vocabulary
from onrecord.building import merges, output, partitions, unchanged
from onrecord.building.assembly import Circumstances, assemble
from onrecord.building.kept import kept
from onrecord.building.options import Options
from onrecord.building.partitions import Readings
from onrecord.building.parts import annotation, article
from onrecord.building.report import Report
from onrecord.building.workers import Crew, Failed, Means, Read, Reader, read_all
from onrecord.errors import AnnotationError, EngineError, OnrecordError, SourceError, StoreError
from onrecord.files import staging
from onrecord.garbage import seldom_collected
from onrecord.identifiers import Identifiers
from onrecord.lexicon import Lexicon
from onrecord.model import Document, Reading, Thing
from onrecord.progress import Progress, Tell
from onrecord.rdf import apart, store
from onrecord.read import Library, Skipped
from onrecord.resolve.corpus import resolve
from onrecord.resolve.decisions import read_decisions
from onrecord.triples.inferred import Linker
from onrecord.triples.things import node_of
from onrecord.validation import validate, verify
from onrecord.validation.checks import Checks, Found
from onrecord.views.parts import Corpus

__all__ = ["Options", "build", "check", "extract", "readings_of", "recheck"]


def build(sources: Sequence[str], folder: Path, options: Options | None = None) -> Report:
    """Reads the sources, writes the build into a folder and says what it found.

    Raises OnrecordError where nothing can be built: a source or model that is not there, sources
    without an article, a vocabulary that is broken, a folder that cannot be written. A bad file
    among the sources is only reported.
    """
    options = options or Options()
    with seldom_collected(), output.held(folder, sources) as own, Crew(options.workers) as crew:
        cause = unchanged.cause(folder, sources, options)
        progress = Progress(options.tell)
        found, layout = _built(sources, folder, options, progress, own, crew)
        if options.server is not None:
            progress.stage("Filling the server")
            documents = {str(document) for document, _, _ in layout if document is not None}
            options.server.fill(store.pieces(folder, layout), documents)
        progress.end()
        if cause == unchanged.cause(folder, sources, options):  # else: altered while it was read
            output.note(folder, cause, found, progress)
    return found


def _built(
    sources: Sequence[str],
    folder: Path,
    options: Options,
    progress: Progress,
    own: Path,
    crew: Crew,
) -> tuple[Report, store.Layout]:
    """Makes and writes all files of a build."""
    identifiers = Identifiers(options.base_iri)
    lexicon = vocabulary.lexicon(options.topics, options.people, options.hospitals)
    same_as = unchanged.decisions_file(folder, options.same_as)
    decisions = read_decisions(same_as) if same_as else ()
    hashed = vocabulary.fingerprint((*options.lists, *([same_as] if same_as else [])))

    def iri_of(thing: Thing) -> str:
        return str(node_of(thing, identifiers))

    progress.stage("Reading files")
    library = read_sources(sources, lexicon)
    readings, skipped, models = readings_of(library, lexicon, options, progress, own, crew)
    del library

    progress.stage("Joining the documents")
    resolved = resolve(readings, lexicon, decisions, iri_of)
    merged, log = resolved.things, resolved.log
    del resolved

    circumstances = unchanged.circumstances(options)
    linker, models = linked_by_meaning(lexicon, models, options)
    given = Circumstances(
        lexicon,
        identifiers,
        linker,
        __version__,
        hashed,
        models,
        fingerprints.of(
            circumstances,
            fingerprints.versions(fingerprints.BUILDS),
            options.base_iri,
            options.likeness,
            models if linker else (),
        ),
        None if options.fresh else folder,
    )
    with (
        staging.staged(folder) as new,
        kept(own, circumstances, options.fresh) as memory,
    ):
        assembled = assemble(new, readings, merged, skipped, memory, given, progress, crew)
        del merged
        progress.stage("Drawing and writing")
        made = output.Made(
            report=assembled.report,
            corpus=Corpus(
                [iri for _, iri in assembled.documents],
                lambda iri: article(memory, iri),
                store.shared(new, assembled.layout),
            ),
            annotations=((id, annotation(memory, iri)) for id, iri in assembled.documents),
            merges=merges.merges(log),
            identifiers=identifiers,
            concepts={concept.iri for concept in lexicon.concepts},
        )
        output.write(new, folder, made, sources)
    return assembled.report, assembled.layout


def read_sources(sources: Sequence[str], lexicon: Lexicon) -> Library:
    """Every document and annotation file of the sources, page furniture marked."""
    return read.read(sources, read.compile_furniture(lexicon.furniture))


def readings_of(
    library: Library,
    lexicon: Lexicon,
    options: Options,
    progress: Progress,
    own: Path | None = None,
    crew: Crew | None = None,
) -> tuple[Readings, tuple[Skipped, ...], tuple[str, ...]]:
    """One reading a document, in order of ids; a document coded by hand is not read again, and
    neither is one whose reading is kept in the folder `own`. They lie on disk: none stays in
    memory. Without a `crew` they are read by processes that end with the last of them.

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
    failed: list[Skipped] = []
    means = Means(
        lexicon=lexicon,
        model=options.model,
        attribution=options.attribution,
        entities=options.entities,
        stances=options.stances,
        least=options.least,
        threads=options.threads,
    )
    with (
        kept(own, unchanged.circumstances(options), options.fresh) as memory,
        nullcontext(crew) if crew else Crew(options.workers) as crew,
    ):
        unread = [document for document in left if memory.get(document) is None]
        if not unread and memory.models is None:
            memory.models = Reader(means).models
        results = _results(unread, means, options, crew) if unread else ()
        for read_one in progress.count("Reading articles", len(unread), results):
            if isinstance(read_one.result, Failed):
                failed.append(Skipped(read_one.document.paths[0], read_one.result.fault))
                continue
            memory.models = memory.models or read_one.models
            memory.put(read_one.result)
        models = memory.models or ()
        memory.prune(left)
        every = [*(reading.document for reading in coded.values()), *left]
        every.sort(key=lambda document: document.id)
        found = (coded.get(document.sha256) or memory.get(document) for document in every)
        readings = partitions.write((one for one in found if one is not None), own)
    failed.sort(key=str)
    return readings, (*skipped, *failed), models


def _results(
    unread: Sequence[Document], means: Means, options: Options, crew: Crew
) -> Iterable[Read]:
    """What the documents put on record, read here or on a cluster."""
    if options.scheduler is None:
        return read_all(unread, means, crew)
    try:
        from onrecord.building import cluster
    except ImportError as error:
        raise EngineError(
            f"a cluster needs Dask ({error}): pip install 'onrecord[dask]', here and there."
        ) from error
    return cluster.read_all(unread, means, options.scheduler)


def linked_by_meaning(
    lexicon: Lexicon, models: tuple[str, ...], options: Options
) -> tuple[Linker | None, tuple[str, ...]]:
    """What links statements to topics that they do not name, if asked for, and the models used.

    Raises ModelError if the sentence encoder cannot be loaded.
    """
    if options.likeness is None:
        return None, models
    from onrecord.sentence_model import SentenceModel

    encoder = SentenceModel.load()
    return Linker(lexicon, encoder, options.likeness), (*models, encoder.version)


def check(graph: Graph, documents: Iterable[Document]) -> tuple[validate.Violation, ...]:
    """What is wrong with a graph: its shape, and evidence that does not stand where it says."""
    shapes = validate.load_shapes(vocabulary.ontology_folder())
    texts = {document.sha256: document.text for document in documents}
    return (*validate.validate(graph, shapes), *verify.check_evidence(graph, texts))


def recheck(
    folder: Path, sources: Sequence[str] = (), tell: Tell = lambda moment: None
) -> tuple[validate.Violation, ...]:
    """What is wrong with a build: `check` on its graph, with the articles read again.

    `sources` are where the articles are now, if they have moved. Raises StoreError if there is
    no build, or if its articles came from standard input and are not given again.
    """
    progress = Progress(tell)
    folder = staging.settle(folder)
    index, prefixes = store.opened(folder)
    given = bool(sources)
    if not given and "-" in (sources := output.sources(folder)):
        raise StoreError(
            f"{folder} was built from standard input: give its articles to check as well, "
            "as in onrecord check - < article.txt"
        )
    progress.stage("Reading files")
    try:
        library = read_sources(sources, vocabulary.lexicon())
    except SourceError as error:
        moved = f" Moved? Say where to: onrecord check ARTICLES -o {folder}"
        raise SourceError(f"{error}{'' if given else moved}") from error
    coded, _ = _coded(library)
    documents = [*library.documents, *(reading.document for reading in coded.values())]
    texts = {document.sha256: document.text for document in documents}
    progress.stage("Checking the graph")
    shapes = validate.load_shapes(vocabulary.ontology_folder())
    checks = Checks(shapes, ((prefix, URIRef(iri)) for prefix, iri in prefixes.items()))
    found = Found()
    try:
        for part in apart.parts(folder / store.FILE):
            found |= checks.part(part, texts)
    except apart.TornApart:  # a file that others have put into another order
        return check(store.load(folder), documents)
    return tuple(sorted(found.violations | checks.whole(index, found.strays, texts)))


def _coded(library: Library) -> tuple[dict[str, Reading], list[Skipped]]:
    """Readings of the annotation files, by hash of the text that they code.

    One whose document is called as another's is refused: their files and nodes would be one.
    """
    known = {document.sha256: document for document in library.documents}
    called = {document.id.casefold(): document.sha256 for document in library.documents}
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
        document = reading.document
        if called.setdefault(document.id.casefold(), document.sha256) != document.sha256:
            reason = f'is called "{document.id}" as another document is. Give it another "doc".'
            skipped.append(Skipped(coded.path.name, reason))
            continue
        found[document.sha256] = reading
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
    library = read_sources([source], lexicon)
    readings, skipped, _ = readings_of(library, lexicon, options, Progress(options.tell))
    return list(readings), skipped
