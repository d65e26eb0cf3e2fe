"""Whether words stand where their evidence says, and are those of their statements."""

from collections.abc import Collection, Iterator, Mapping

from rdflib import PROV
from rdflib.term import Node

from onrecord.identifiers import OA, ONR
from onrecord.rdf.columns import column, one_of
from onrecord.rdf.compact import described
from onrecord.triples.evidence import JOINT, Passage, quote
from onrecord.validation.validate import Violation
from onrecord.validation.verify.part import Part
from onrecord.validation.verify.promises import TYPE, WORDED


def read_again(part: Part) -> Iterator[Violation]:
    """The words of each piece of evidence stand at its offsets, and statements have no others."""
    faults = _faults(part)
    yield from faults.values()
    yield from _statements(part, faults)


def documents(part: Part) -> Iterator[Violation]:
    """The text of each document is at hand, and is what it was."""
    hashes = column(part.graph, ONR.sha256)
    for document in part.graph.subjects(TYPE, ONR.Document):
        sha256 = str(hashes.get(document, ""))
        if sha256 not in part.texts:
            paths = ", ".join(sorted(map(str, part.graph.objects(document, ONR.path))))
            message = f"no text with this hash ({paths}): it is gone or altered; build it anew."
            yield part.breach(document, message, ONR.sha256, sha256)
        elif document not in part.readable:
            message = "the text is not what it was when the graph was built: build it anew."
            yield part.breach(document, message, ONR.sha256, sha256)


def _faults(part: Part) -> dict[Node, Violation]:
    """What is wrong with each piece of evidence of which something is."""
    documents = set(part.graph.subjects(TYPE, ONR.Document))
    found = (
        (node, _fault(part, documents, node, passage))
        for node, passage in part.passages.items()
        if node not in part.strays
    )
    return {node: violation for node, violation in found if violation}


def _fault(
    part: Part, documents: Collection[Node], node: Node, passage: Passage | None
) -> Violation | None:
    if passage is None:
        return part.breach(node, "lacks its document, sound offsets or words: build it anew.")
    if passage.document not in documents:
        message = "its document is not in the graph: build it anew."
        return part.breach(node, message, OA.hasSource, str(passage.document))
    text = part.readable.get(passage.document)
    if text is None:
        return None
    told, found = passage.quote, quote(text, passage.start, passage.end)
    offsets = f"{passage.start} to {passage.end}"
    if told.exact != found.exact:
        message = f"other words stand at {offsets} of its document: build it anew."
        return part.breach(node, message, OA.exact, told.exact)
    if told.prefix != found.prefix:
        message = f"other words stand before {offsets} of its document: build it anew."
        return part.breach(node, message, OA.prefix, told.prefix)
    if told.suffix != found.suffix:
        message = f"other words stand after {offsets} of its document: build it anew."
        return part.breach(node, message, OA.suffix, told.suffix)
    return None


def _statements(part: Part, faults: Mapping[Node, Violation]) -> Iterator[Violation]:
    """The words of a statement are those of its evidence, in its own document."""
    for node in set(part.graph.subjects(TYPE, ONR.Statement)) - part.strays:
        told = described(part.graph, node)
        document = one_of(told.get(PROV.wasQuotedFrom, ()))
        for words, evidence in WORDED:
            places = set(told.get(evidence, ()))
            passages = sorted(p for place in places if (p := part.passages.get(place)))
            if any(passage.document != document for passage in passages):
                message = "its evidence stands in another document: build it anew."
                yield part.breach(node, message, evidence)
                continue
            said = str(one_of(told.get(words, ())) or "")
            found = JOINT.join(passage.quote.exact for passage in passages)
            is_reported = not faults.keys().isdisjoint(places)
            is_reported |= words == ONR.words and not passages
            if said != found and not is_reported:
                message = "these are not the words of its evidence: build it anew."
                yield part.breach(node, message, words, said)
