"""The words that the interchange format knows, and what its parts are called here."""

from typing import Any, get_args

from onrecord.model import Form, Kind, Polarity, Span

Json = dict[str, Any]
Passage = Span | str  # where it stands, or words that are still to be found
GAP = " … "  # joins the parts of a passage that is broken in the text

KINDS: tuple[str, ...] = get_args(Kind)
FORMS: tuple[str, ...] = get_args(Form)
POLARITIES: tuple[str, ...] = get_args(Polarity)
# fmt: off
ACTS = (
    "asserts", "promises", "proposes", "demands", "supports", "opposes", "criticises", "praises",
    "admits", "denies", "warns", "asks", "expects",
)
PREDICATES = (
    "holdsOffice", "heldOffice", "memberOf", "affiliatedWith", "succeeded", "criticises", "backs",
    "supports", "opposes", "affects", "locatedIn", "partOf", "tookPartIn",
)
# fmt: on

SURE, ARGUABLE = 1.0, 0.5  # the two degrees that a human coder writes as words
