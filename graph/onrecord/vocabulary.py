"""Reads ontology/ into plain values; the one place that knows where it lies."""

import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import get_args

from rdflib import DCTERMS, RDF, SKOS, VOID, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from onrecord import codebooks, fingerprints
from onrecord.errors import VocabularyError
from onrecord.known_lists import Scheme, Schemes, adopted, is_popolo, read_hospitals, read_people
from onrecord.lexicon import ContentForm, Cue, Frame, Known, Lexicon, Tenure, Words
from onrecord.model import Kind

ONR = Namespace("https://w3id.org/onrecord/ns#")
SCHEMA = Namespace("https://schema.org/")
ACT = Namespace("https://w3id.org/onrecord/acts#")
FRAMES: tuple[tuple[Frame, URIRef], ...] = (
    ("clause", ACT.clauseVerb),
    ("infinitive", ACT.infinitiveVerb),
    ("object", ACT.objectVerb),
    ("noun", ACT.noun),
    ("phrase", ACT.phrase),
)
KINDS: tuple[Kind, ...] = get_args(Kind)


def ontology_folder() -> Path:
    """ontology/ of the installed package, or of the checkout that this file lies in.

    Raises VocabularyError if there is neither.
    """
    here = Path(__file__).resolve()
    for folder in (here.parent / "ontology", here.parents[2] / "ontology"):
        if (folder / "acts.ttl").is_file():
            return folder
    raise VocabularyError("the ontology folder is missing: install onrecord again.")


def lexicon(
    topics: Iterable[Path] = (), people: Iterable[Path] = (), hospitals: Iterable[Path] = ()
) -> Lexicon:
    """All words of ontology/, and of further lists: topics in SKOS, people in Turtle or Popolo
    JSON, hospitals in CSV.

    Raises VocabularyError naming the file that cannot be read or breaks the rules.
    """
    folder = ontology_folder()
    acts, heads = _graph(folder / "acts.ttl"), _labels(_graph(folder / "kinds.ttl"))
    forms = _graph(folder / "act-forms.ttl")
    concepts, schemes = codebooks.read([*sorted((folder / "topics").glob("*.ttl")), *topics])
    people = list(people)
    popolo = [path for path in people if is_popolo(path)]
    turtle = [path for path in people if path not in popolo]
    lists = [people_of(path) for path in [*sorted((folder / "people").glob("*.ttl")), *turtle]]
    registers = _schemes(_graph(folder / "identifiers.ttl"))
    nouns = {kind: frozenset(map(" ".join, words)) for kind, words in heads.items()}
    listed = read_people(popolo, registers, nouns["Office"], nouns["Organisation"])
    wards = read_hospitals(hospitals, registers, nouns["Hospital"])
    known, tenures = adopted(
        [thing for things, _ in lists for thing in things],
        [tenure for _, tenures in lists for tenure in tenures],
        [*listed.known, *wards.known],
        listed.tenures,
    )
    furniture = folder / "furniture.txt"
    return Lexicon(
        cues={(cue.frame, cue.words): cue for cue in _cues(acts)},
        heads=heads,
        denied=_denied(acts),
        forms=tuple(sorted(_forms(forms), key=lambda form: (form.rank, form.name))),
        word_classes=_labels(forms, ACT.WordClass),
        evaluations=_labels(_graph(folder / "stances.ttl")),
        concepts=concepts,
        schemes=schemes,
        known=tuple(sorted(known, key=lambda k: k.iri)),
        tenures=tuple(sorted(tenures, key=lambda t: (t.office, t.start, t.holder))),
        first_names=_labels(_graph(folder / "first-names.ttl")),
        furniture=tuple(furniture.read_text(encoding="utf-8").splitlines()),
        faults=(*listed.faults, *wards.faults),
    )


def people_of(path: Path) -> tuple[list[Known], list[Tenure]]:
    """People, bodies and offices of a Turtle file, and who held which office when.

    Raises VocabularyError naming the file that cannot be read or breaks the rules.
    """
    graph = _graph(path)
    try:
        return list(_known(graph)), list(_tenures(graph))
    except VocabularyError as error:
        raise VocabularyError(f"{path}: {error}") from error


def fingerprint(extra: Iterable[Path] = ()) -> str:
    """SHA-256 over every file of ontology/ and the extra files: the vocabulary's version."""
    folder = ontology_folder()
    digest = hashlib.sha256()
    for path in [*sorted(p for p in folder.rglob("*") if p.is_file()), *extra]:
        digest.update(os.fsencode(path.name) + b"\0" + fingerprints.of_file(path).encode())
    return digest.hexdigest()


def _graph(path: Path) -> Graph:
    return codebooks.parse(path, "turtle")


def _schemes(graph: Graph) -> Schemes:
    """The web addresses that identifiers stand for, by the names of their schemes."""
    return {
        str(name).casefold(): Scheme(
            str(graph.value(scheme, VOID.uriSpace)), str(graph.value(scheme, VOID.uriRegexPattern))
        )
        for scheme, name in graph.subject_objects(SKOS.notation)
    }


def _cues(graph: Graph) -> Iterator[Cue]:
    for concept in graph.subjects(RDF.type, SKOS.Concept):
        act = str(graph.value(concept, SKOS.notation))
        side = graph.value(concept, ACT.towardsObject)
        for frame, term in FRAMES:
            for label in graph.objects(concept, term):
                towards = {ONR.Supports: "supports", ONR.Opposes: "opposes"}.get(side)  # type: ignore[call-overload]
                yield Cue(_words(label), act, frame, towards)


def _denied(graph: Graph) -> dict[str, str]:
    """What each act turns into where its cue is denied: "does not support" opposes."""
    notations = {concept: str(name) for concept, name in graph.subject_objects(SKOS.notation)}
    return {
        notations[act]: notations[other]
        for act, other in graph.subject_objects(ACT.whenDenied)
        if act in notations and other in notations
    }


def _forms(graph: Graph) -> Iterator[ContentForm]:
    for form in graph.subjects(RDF.type, ACT.Form):
        shown, rank = graph.value(form, ACT.shows), graph.value(form, ACT.rank)
        if shown is None or rank is None:
            raise VocabularyError(f"<{form}> needs act:shows and act:rank.")
        reads, unless = (
            tuple(sorted(_words(pattern) for pattern in graph.objects(form, term)))
            for term in (ACT.reads, ACT.unless)
        )
        name, act = (_local(iri) for iri in (form, shown))
        over = frozenset(map(_local, graph.objects(form, ACT.over))) or frozenset({"asserts"})
        cues = frozenset(str(lemma) for lemma in graph.objects(form, ACT.cue))
        yield ContentForm(name, act, int(str(rank)), reads, unless, over, cues)


def _local(iri: Node) -> str:
    return str(iri).rpartition("#")[2]


def _labels(graph: Graph, of: URIRef = SKOS.Concept) -> dict[str, frozenset[Words]]:
    """Labels of each concept by its notation."""
    return {
        str(graph.value(concept, SKOS.notation)): frozenset(
            _words(label) for label in graph.objects(concept, SKOS.hiddenLabel)
        )
        for concept in graph.subjects(RDF.type, of)
    }


def _known(graph: Graph) -> Iterator[Known]:
    for kind in KINDS:
        for iri in graph.subjects(RDF.type, ONR[kind]):
            names = _english(graph, iri, SKOS.prefLabel)
            if names:
                labels = (*names, *_english(graph, iri, SKOS.altLabel))
                adherents = tuple(_english(graph, iri, SKOS.hiddenLabel))
                colour = _colour(graph, iri)
                yield Known(str(iri), kind, names[0], labels, adherents, colour=colour)


def _colour(graph: Graph, iri: Node) -> str | None:
    value = graph.value(iri, SCHEMA.color)
    if value is not None and not re.fullmatch("#[0-9a-fA-F]{6}", str(value)):
        raise VocabularyError(f'<{iri}> has the colour "{value}". Write it as "#rrggbb".')
    return None if value is None else str(value)


def _tenures(graph: Graph) -> Iterator[Tenure]:
    for iri in graph.subjects(RDF.type, ONR.Tenure):
        office, holder = graph.value(iri, ONR.office), graph.value(iri, ONR.holder)
        start, end = graph.value(iri, ONR.start), graph.value(iri, ONR.end)
        if office is None or holder is None or start is None:
            raise VocabularyError(f"<{iri}> needs onr:office, onr:holder and onr:start.")
        source, known = graph.value(iri, DCTERMS.source), graph.value(iri, ONR.asOf)
        if source is None:
            raise VocabularyError(f"<{iri}> has no dct:source. Say where its dates come from.")
        yield Tenure(
            str(office),
            str(holder),
            str(start),
            str(end) if end is not None else None,
            source=str(source),
            known_until=str(known) if known is not None else None,
        )


def _english(graph: Graph, subject: Node, predicate: URIRef) -> list[str]:
    """Literals in English, or in no language, sorted."""
    return sorted(
        str(o)
        for o in graph.objects(subject, predicate)
        if isinstance(o, Literal) and (o.language is None or o.language.startswith("en"))
    )


def _words(label: Node) -> Words:
    return tuple(str(label).lower().split())
