"""Part by part the same is found as in the whole graph at once, however it is broken or parted."""

from collections.abc import Callable, Iterator, Mapping
from itertools import chain, islice
from pathlib import Path
from runpy import run_path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from rdflib import PROV, RDF, RDFS, SH, XSD, Graph, Literal, URIRef
from rdflib.term import Node

from broken import break_at_random
from onrecord import build as flow
from onrecord import vocabulary
from onrecord.errors import VocabularyError
from onrecord.identifiers import OA, ONR
from onrecord.rdf import quads, store
from onrecord.rdf.turtle import homes
from onrecord.validation.checks import Checks, Found
from onrecord.validation.validate import Violation, validate
from onrecord.validation.verify import check_evidence

ROOT = Path(__file__).resolve().parents[2]
BATCH = 7  # shared subjects
Break = Callable[[Graph], object]


def parts(graph: Graph, at_once: int = 1) -> Iterator[Graph]:
    """What each document says, so many documents at once; then the rest, in batches."""
    home = homes(graph)
    by_home: dict[Node | None, list[Node]] = {}
    for subject in sorted(set(graph.subjects())):
        document = home.get(subject)
        known = document if isinstance(document, URIRef) else None
        by_home.setdefault(known, []).append(subject)
    shared, local = by_home.pop(None, []), iter(by_home.values())
    batches = [[*chain(*some)] for some in iter(lambda: list(islice(local, at_once)), [])]
    batches += [shared[i : i + BATCH] for i in range(0, len(shared), BATCH)]
    for batch in batches:
        part = Graph(bind_namespaces="none")
        for subject in batch:
            for triple in graph.triples((subject, None, None)):
                part.add(triple)
        yield part


def in_parts(
    graph: Graph, texts: Mapping[str, str], checks: Checks, folder: Path, at_once: int = 1
) -> set[Violation]:
    found = Found()
    for part in parts(graph, at_once):
        found |= checks.part(part, texts)
    quads.write(graph, folder)
    return {*found.violations, *checks.whole(quads.stored(folder), found.strays, texts)}


def at_once(graph: Graph, texts: Mapping[str, str], shapes: Graph) -> set[Violation]:
    return {*validate(graph, shapes), *check_evidence(graph, texts)}


def breaks(name: str) -> list[tuple[str, Break]]:
    """Messages and breaches that another file of tests has."""
    listed = run_path(str(Path(__file__).with_name(name)))["BREAKS"]
    return [(message, breach) for message, *_, breach in listed]


BY_SHAPES, BY_TEXT = breaks("test_validate.py"), breaks("test_verify.py")


def test_a_good_graph_is_sound_in_all_its_parts(
    graph: Graph, texts: dict[str, str], shapes: Graph, tmp_path: Path
) -> None:
    checks = Checks(shapes, graph.namespaces())
    every = [checks.part(part, texts) for part in parts(graph)]
    assert len(every) > 5
    assert all(found.is_sound for found in every)
    assert in_parts(graph, texts, checks, tmp_path / "store") == set()


def test_the_sample_corpus_is_found_sound_in_parts(
    sample: Path, shapes: Graph, tmp_path: Path
) -> None:
    graph = store.load(sample)
    documents = flow.read_sources([str(ROOT / "corpus")], vocabulary.lexicon()).documents
    texts = {document.sha256: document.text for document in documents}
    checks = Checks(shapes, graph.namespaces())
    assert len(texts) > 5
    assert in_parts(graph, texts, checks, tmp_path / "sound", 20) == set()
    statement = sorted(graph.subjects(RDF.type, ONR.Statement))[0]
    graph.set((statement, ONR.words, Literal("never said")))
    (found,) = in_parts(graph, texts, checks, tmp_path / "broken", 20)
    assert found.value == "never said"


@pytest.mark.parametrize(("message", "breach"), [*BY_SHAPES, *BY_TEXT])
def test_a_breach_is_found_in_parts(
    message: str,
    breach: Break,
    graph: Graph,
    texts: dict[str, str],
    shapes: Graph,
    plain_shapes: Graph,
    tmp_path: Path,
) -> None:
    asked = {str(shapes.value(query, SH.message)) for query in shapes.objects(None, SH.sparql)}
    ontology = shapes if any(each.startswith(message) for each in asked) else plain_shapes
    breach(graph)
    wanted = at_once(graph, texts, ontology)
    assert any(each.message.startswith(message) for each in wanted)
    checks = Checks(ontology, graph.namespaces())
    assert in_parts(graph, texts, checks, tmp_path / "store") == wanted


@pytest.fixture(scope="module")
def terms(shapes: Graph) -> tuple[Node, ...]:
    """What a mutation may put where another thing stood."""
    plain = map(Literal, ("", "sung", 0, 1, -1, 0.5, True))
    numbers = (("1.50", XSD.decimal), ("007", XSD.integer), ("2012", XSD.gYear))
    odd = (Literal(text, datatype=datatype) for text, datatype in numbers)
    nowhere = URIRef("https://x.org/new")
    return (nowhere, *sorted(set(shapes.subjects(RDFS.isDefinedBy))), *plain, *odd)


@settings(max_examples=6, phases=[Phase.generate], derandomize=True, deadline=None)
@given(data=st.data())
def test_the_same_is_found_in_parts_of_any_graph(
    data: st.DataObject,
    story: Any,
    shapes: Graph,
    terms: tuple[Node, ...],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Links torn off, bent and added at random, those between documents among them."""
    readings = (story.gazette(), story.post())
    graph = story.build(readings)
    texts = {reading.document.sha256: reading.document.text for reading in readings}
    chance = data.draw(st.randoms(use_true_random=False))
    break_at_random(graph, chance, terms)
    checks = Checks(shapes, graph.namespaces())
    folder = tmp_path_factory.mktemp("parts") / "store"
    assert in_parts(graph, texts, checks, folder) == at_once(graph, texts, shapes)


def share_stance(graph: Graph) -> None:
    """A stance of one document that a statement of another takes as well."""
    one, other = (sorted(graph.subjects(PROV.wasQuotedFrom, d)) for d in documents(graph))
    stance = next(s for each in one for s in graph.objects(each, ONR.stance))
    graph.add((other[0], ONR.stance, stance))


def quote_another(graph: Graph) -> None:
    """A statement whose evidence is that of a statement of the other document."""
    one, other = (sorted(graph.subjects(PROV.wasQuotedFrom, d)) for d in documents(graph))
    graph.remove((one[0], ONR.evidence, None))
    graph.add((one[0], ONR.evidence, sorted(graph.objects(other[0], ONR.evidence))[0]))


def tear(graph: Graph) -> None:
    """Evidence of no document, with other words and more of them."""
    node = sorted(graph.subjects(RDF.type, OA.SpecificResource))[0]
    quote = URIRef(f"{node}#quote")
    graph.remove((node, OA.hasSource, None))
    graph.set((quote, OA.exact, Literal("not these")))


def lose(graph: Graph) -> None:
    """A document that is no document, whose evidence is left."""
    graph.remove((documents(graph)[0], RDF.type, None))


def swap_quotes(graph: Graph) -> None:
    """Evidence that shows the words of another document."""
    one, other = (sorted(graph.subjects(OA.hasSource, d))[0] for d in documents(graph))
    for node, to in ((one, other), (other, one)):
        graph.remove((node, OA.hasSelector, URIRef(f"{node}#quote")))
        graph.add((node, OA.hasSelector, URIRef(f"{to}#quote")))


def documents(graph: Graph) -> list[Node]:
    return sorted(graph.subjects(RDF.type, ONR.Document))


@pytest.mark.parametrize("breach", [share_stance, quote_another, tear, lose, swap_quotes])
def test_what_leads_from_part_to_part_is_found(
    breach: Break, graph: Graph, texts: dict[str, str], shapes: Graph, tmp_path: Path
) -> None:
    breach(graph)
    wanted = at_once(graph, texts, shapes)
    assert wanted
    checks = Checks(shapes, graph.namespaces())
    for number in (1, 2):
        assert in_parts(graph, texts, checks, tmp_path / f"in-{number}", number) == wanted


@pytest.mark.parametrize(
    "said",
    [
        "shape:Document sh:closed true .",
        "shape:label sh:equals rdfs:comment .",
        "shape:Document sh:property [ sh:path ( onr:path onr:path ) ; sh:minCount 1 ] .",
        "shape:Document sh:property [ sh:path [ sh:inversePath onr:path ] ; sh:minLength 1 ] .",
        "shape:Tenure sh:property [ sh:path [ sh:alternativePath ( onr:start onr:end ) ] ;"
        " sh:class onr:Document ] .",
    ],
)
def test_a_shape_that_might_look_further_is_refused(said: str, shapes: Graph) -> None:
    more = Graph()
    more += shapes
    prefixes = "@prefix shape: <https://w3id.org/onrecord/shapes#> .\n"
    prefixes += "@prefix sh: <http://www.w3.org/ns/shacl#> .\n"
    prefixes += "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
    prefixes += "@prefix onr: <https://w3id.org/onrecord/ns#> .\n"
    more.parse(data=prefixes + said, format="turtle")
    with pytest.raises(VocabularyError, match=r"shapes\.ttl"):
        Checks(more, ())
