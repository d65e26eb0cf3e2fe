"""Where a body or hospital is: "the Cork-based board", "the board, based in Cork"."""

import re
from collections.abc import Iterator, Sequence

from onrecord.extract.relations.tie import Tie, neighbours
from onrecord.model import Mention, Span
from onrecord.parsing.parse import Parse

BASED_IN = re.compile(r"^, (?:which is )?(?:based|headquartered) in (?:the )?$")
SITED = {
    "Hospital": (re.compile(r"^,? (?:in|at) (?:the )?$"), 0.8),
    "Organisation": (re.compile(r"^ in (?:the )?$"), 0.6),
}
BASED = re.compile(r"^-based (?:[a-z-]+ ){0,2}$")
APPOSED = re.compile(r"^, (?:an?|the) $")
COMPANY = re.compile(r"^(?:-based)? (?:company|firm|charity|think ?tank|group|body|maker)\b")


def sites(parse: Parse, found: Sequence[Mention]) -> Iterator[Tie]:
    """Places of bodies and hospitals named within forty characters of them."""
    text = parse.document.text
    for one, other, gap in neighbours(parse, found):
        span = Span(one.span.start, other.span.end)
        if (one.kind, other.kind) == ("Place", "Organisation") and BASED.match(gap):
            yield Tie(other, "locatedIn", one, span, 0.8)
        elif one.kind in SITED and other.kind == "Place":
            inside, confidence = SITED[one.kind]
            if inside.match(gap):
                yield Tie(one, "locatedIn", other, span, confidence)
            elif BASED_IN.match(gap) or (
                APPOSED.match(gap) and COMPANY.match(text[other.span.end :])
            ):
                yield Tie(one, "locatedIn", other, span, 0.8)
