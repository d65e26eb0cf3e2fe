"""Courses of action that one can be for or against.

Two ways: a concept of the codebook by its labels (codebook.py), and, for what no codebook has,
phrases that say what is to be done (phrases.py). The second kind has no IRI of its own and counts
only where a statement takes a side on it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from onrecord.extract.policies.codebook import concepts
from onrecord.extract.policies.phrases import content_words, courses, head_word
from onrecord.lexicon import Lexicon
from onrecord.model import Attribution, Mention, Span
from onrecord.parsing.parse import Parse


def policies(
    parse: Parse, lexicon: Lexicon, attributions: Iterable[Attribution] = ()
) -> Iterator[Mention]:
    """Policy mentions in text order; a longer one hides those inside it, a concept a phrase.

    What somebody is said to back, oppose, demand or promise counts as well, whatever its head.
    """
    spans: list[Span] = []
    found: list[Mention] = []
    for mention in sorted(
        (*concepts(parse, lexicon), *courses(parse, lexicon, attributions)),
        key=lambda m: (m.iri is None, m.span.start - m.span.end, m.span, m.iri or ""),
    ):
        if parse.in_furniture(mention.span) or any(s.overlaps(mention.span) for s in spans):
            continue
        spans.append(mention.span)
        found.append(mention)
    yield from _in_full(parse, sorted(found, key=lambda m: m.span))


def _in_full(parse: Parse, found: list[Mention]) -> Iterator[Mention]:
    """A shorter phrase takes the name of the one longer phrase that holds all of its words.

    "The rent cap" is the "cap on rent increases", unless the article has another cap on rents;
    it is not "scrapping the rent cap".
    """
    things = [m for m in found if m.iri is None and not parse.is_deed(m.span)]
    bags = {m.name: content_words(m.name) for m in things}
    for mention in found:
        bag = bags.get(mention.name) if mention.iri is None else None
        longer = {
            name: other
            for name, other in bags.items()
            if bag and len(bag) > 1 and bag < other and head_word(name) == head_word(mention.name)
        }
        widest = max(longer.values(), key=len, default=frozenset())
        if longer and all(other <= widest for other in longer.values()):
            name = min(name for name, other in longer.items() if other == widest)
            yield replace(mention, name=name)
        else:
            yield mention
