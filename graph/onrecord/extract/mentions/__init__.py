"""Words that name a thing: people, bodies, groups, hospitals, offices, places, events.

Names come from a model (naming.py); what news corpora do not label (offices, groups, hospitals,
events) is told by the head nouns and lists of ontology/. Policies: policies.py.
"""

import re
from collections.abc import Iterable, Iterator

from onrecord.extract.mentions.bodies import bodies, known, listed_hospitals
from onrecord.extract.mentions.groups import groups
from onrecord.extract.mentions.institutions import events, hospitals
from onrecord.extract.mentions.offices import of_their_bodies, offices, styles
from onrecord.extract.mentions.people import honoured, people, spokespeople, surnames, titled
from onrecord.extract.mentions.sources import STAFFS, officials, speaking, speaking_groups, staffs
from onrecord.extract.mentions.unnamed import institutions
from onrecord.lexicon import Lexicon
from onrecord.model import Attribution, Kind, Mention, Span
from onrecord.parsing.parse import Parse

NAMING = (
    spokespeople,
    listed_hospitals,
    hospitals,
    known,
    institutions,
    honoured,
    people,
    titled,
)
OTHERS = (styles, offices, bodies, groups)
HOLDS = {
    ("Office", "Organisation"),
    ("Organisation", "Place"),
    ("Person", "Office"),
}  # what may begin with what


def mentions(
    parse: Parse, lexicon: Lexicon, attributions: Iterable[Attribution] = ()
) -> Iterator[Mention]:
    """Mentions of one document; events may hold other mentions ("the NHS Alliance conference").

    Where two kinds claim the same words the earlier finder of the list wins, but that an office
    may begin with its body, a body with its place. Who speaks in an attribution is somebody,
    even if no model has a name for it. None lies in page furniture.
    """
    yield from (m for m in events(parse, lexicon) if not parse.in_furniture(m.span))
    found = list(_each(parse, lexicon, attributions))
    named = list(of_their_bodies(parse, found, lexicon))
    posts = [post.span for post in named]
    for mention in found:
        plain = mention.kind == "Office" and mention.iri is None
        if not (plain and any(mention.span.overlaps(post) for post in posts)):
            yield mention
    yield from named


def _each(parse: Parse, lexicon: Lexicon, attributions: Iterable[Attribution]) -> Iterator[Mention]:
    taken: dict[Span, Kind] = {}
    names: set[str] = set()
    holders: set[Span] = set()  # voices and posts, which may hold their body
    sources = [source for a in attributions for source in a.source]

    def fresh(found: Iterable[Mention]) -> Iterator[Mention]:
        for mention in found:
            body = mention.kind == "Organisation"
            start, end = mention.span.start, mention.span.end
            clash = any(
                _clash(mention, span, kind)
                for span, kind in taken.items()
                if span.start < end
                and start < span.end
                and not (body and span in holders and span.covers(mention.span))
            )
            if not clash and not parse.in_furniture(mention.span):
                taken[mention.span] = mention.kind
                if mention.kind == "Person":
                    names.add(mention.name)
                if is_of_a_body(mention, lexicon):
                    holders.add(mention.span)
                yield mention

    yield from fresh(officials(parse, sources, lexicon))
    for finder in NAMING:
        yield from fresh(finder(parse, lexicon))
    yield from fresh(speaking(parse, sources, lexicon))
    yield from fresh(surnames(parse, names))
    yield from fresh(staffs(parse, sources, names))
    for finder in OTHERS:
        yield from fresh(finder(parse, lexicon))
    yield from fresh(speaking_groups(parse, sources, lexicon))


def is_of_a_body(mention: Mention, lexicon: Lexicon) -> bool:
    """Whether the words of a mention may hold a body: "Labour spokesman", "chair of the board"."""
    if mention.kind == "Person":
        return "spokes" in mention.name.lower()
    if mention.kind != "Office" or mention.iri is not None:
        return False
    post = re.split(r" (?:of|at|for) ", mention.name.lower(), maxsplit=1)[0].split()
    return any(tuple(post[-n:]) in lexicon.heads["Post"] for n in (1, 2))


def _clash(mention: Mention, span: Span, kind: Kind) -> bool:
    """Whether words that overlap are taken; some names begin with another ("Labour leader", "Ohio
    police"), and an office may be of a place ("mayor of Cork").
    """
    begins = span.start == mention.span.start and mention.span.end < span.end
    nested = (begins and (kind, mention.kind) in HOLDS) or (
        (kind, mention.kind) == ("Office", "Place") and span.covers(mention.span)
    )
    led = mention.span.start == span.start and span.end < mention.span.end
    staff = led and kind == "Person" and mention.name.split()[-1] in STAFFS
    return not (nested or staff)
