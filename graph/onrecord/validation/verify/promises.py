"""What is promised of a graph, in the terms that both ways of checking it share."""

from typing import get_args

from rdflib import RDF, URIRef

from onrecord.annotations import PREDICATES
from onrecord.identifiers import ONR
from onrecord.model import Kind

TYPE = RDF.type  # named once, as a term is made anew each time
WITH_EVIDENCE = ("Statement", "Stance", "Relation", *get_args(Kind))
SHORTCUTS = tuple(ONR[name] for name in (*PREDICATES, "agreesWith", "disagreesWith"))
SIDES = {
    ONR.supports: ONR.Supports,
    ONR.backs: ONR.Supports,
    ONR.opposes: ONR.Opposes,
    ONR.criticises: ONR.Opposes,
}
BARE = "a fact without evidence: build it anew."
UNBACKED = "no relation, position or alignment backs this line: build it anew."
DERIVED = ((ONR.Position, ONR.Statement), (ONR.Alignment, ONR.Position))
WORDED = (
    (ONR.words, ONR.evidence),
    (ONR.sourceText, ONR.sourceEvidence),
    (ONR.cue, ONR.cueEvidence),
)


def ungrounded(ground: URIRef) -> str:
    """What is wrong with a node that rests on nothing of this kind."""
    return f"rests on no onr:{ground.removeprefix(ONR)}: build it anew."
