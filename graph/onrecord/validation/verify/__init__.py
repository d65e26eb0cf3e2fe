"""Whether the evidence is true: every piece of it re-read in the documents themselves.

The promise: no fact without evidence, and no evidence that a program cannot check. This reads
nothing but the graph and the texts, so that it holds for graphs that others hand on, too.
"""

from collections.abc import Iterable, Mapping

from rdflib import Graph
from rdflib.term import Node

from onrecord.rdf.turtle import Prefixes
from onrecord.validation.shapes import Link
from onrecord.validation.validate import Violation
from onrecord.validation.verify.lines import facts, inferences, shortcuts, words_as_ends
from onrecord.validation.verify.part import Part
from onrecord.validation.verify.questions import QUESTIONS
from onrecord.validation.verify.strays import leading_out
from onrecord.validation.verify.words import documents, read_again

__all__ = ["QUESTIONS", "check_evidence", "check_part", "check_strays"]


def check_evidence(graph: Graph, texts: Mapping[str, str]) -> tuple[Violation, ...]:
    """Every fact that does not lead to words that stand where it says; sorted.

    Args:
        graph: a build's graph.
        texts: the documents by the SHA-256 of their text in UTF-8.
    """
    part = Part(graph, texts, Prefixes(graph.namespaces()))
    checks = (documents, read_again, facts, inferences, shortcuts)
    found = {violation for check in checks for violation in check(part)}
    return tuple(sorted(found))


def check_part(
    graph: Graph, texts: Mapping[str, str], names: Prefixes, links: Iterable[Link]
) -> tuple[set[Violation], set[Node]]:
    """What `check_evidence` finds in a part of a graph, whatever the other parts are.

    The rest it finds are the answers to `QUESTIONS`, and what is wrong with the strays, which are
    given as well: evidence, statements and stances that lead to what this part does not have, by
    `links` or otherwise, or that lack what they must lead to.
    """
    part = Part(graph, texts, names)
    part.strays.update(leading_out(part, links))
    return {*documents(part), *read_again(part), *words_as_ends(part)}, part.strays


def check_strays(graph: Graph, texts: Mapping[str, str], names: Prefixes) -> set[Violation]:
    """What is wrong with strays, in a graph that has them and all that they lead to."""
    return {*read_again(Part(graph, texts, names))}
