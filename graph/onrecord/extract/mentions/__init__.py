"""Words that name a thing: people, bodies, groups, hospitals, offices, places, events.

Names come from the language model; what news corpora do not label (offices, groups,
hospitals, events) is told by the head nouns and lists of ontology/. Policies: policies.py.
"""

from collections.abc import Iterable, Iterator

from onrecord.extract.mentions.bodies import bodies, groups, known
from onrecord.extract.mentions.institutions import events, hospitals
from onrecord.extract.mentions.offices import offices
from onrecord.extract.mentions.people import honoured, people, spokespeople, surnames
from onrecord.extract.mentions.sources import speaking, speaking_groups
from onrecord.lexicon import Lexicon
from onrecord.model import Attribution, Mention, Span
from onrecord.parse import Parse

NAMING = (spokespeople, hospitals, known, honoured, people)
OTHERS = (offices, bodies, groups)


def mentions(
    parse: Parse, lexicon: Lexicon, attributions: Iterable[Attribution] = ()
) -> Iterator[Mention]:
    """Mentions of one document; only events hold other mentions ("the NHS Alliance conference").

    Where two kinds claim the same words the earlier finder of the list wins. Who speaks in an
    attribution is somebody, even if the language model has no name for it. None lies in page
    furniture.
    """
    yield from (m for m in events(parse, lexicon) if not parse.in_furniture(m.span))
    taken: list[Span] = []
    names: set[str] = set()

    def fresh(found: Iterable[Mention]) -> Iterator[Mention]:
        for mention in found:
            clash = any(mention.span.overlaps(span) for span in taken)
            if not clash and not parse.in_furniture(mention.span):
                taken.append(mention.span)
                if mention.kind == "Person":
                    names.add(mention.name)
                yield mention

    for finder in NAMING:
        yield from fresh(finder(parse, lexicon))
    sources = [source for a in attributions for source in a.source]
    yield from fresh(speaking(parse, sources, lexicon))
    yield from fresh(surnames(parse, names))
    for finder in OTHERS:
        yield from fresh(finder(parse, lexicon))
    yield from fresh(speaking_groups(parse, sources, lexicon))
