"""Bodies and places: from lists, a model's names and head nouns."""

import re
from collections.abc import Iterator, Sequence

from onrecord.extract.mentions.names import clean, is_acronym_adjective, may_name
from onrecord.extract.mentions.unnamed import bare, governments, told_which
from onrecord.extract.mentions.words import CAPITALS, any_of, head_nouns, person_name
from onrecord.lexicon import Lexicon
from onrecord.model import Kind, Mention, Span
from onrecord.parsing.gazetteer import Hit, gazetteer
from onrecord.parsing.parse import Parse

NAMED: dict[str, Kind] = {
    "PERSON": "Person",
    "ORG": "Organisation",
    "GPE": "Place",
    "LOC": "Place",
    "FAC": "Place",
}


PARTY_NAME = re.compile(r"(?: [A-Z]\w*)? (?:Party|Alliance|Union)\b")
OF_WHAT = re.compile(
    r" (?:of|for)(?: the)?(?: [A-Z][\w’'-]+)+(?:(?:,| and| &)(?: the)?(?: [A-Z][\w’'-]+)+)*"
)


def known(parse: Parse, lexicon: Lexicon) -> Iterator[Mention]:
    """Things that a list knows: offices in any case, bodies as they are written, people."""
    yield from _listed(parse, lexicon, "Office")
    yield from _listed(parse, lexicon, "Organisation", "Person")


def listed_hospitals(parse: Parse, lexicon: Lexicon) -> Iterator[Mention]:
    """Hospitals that a list knows; before the finder of hospitals by their head nouns."""
    yield from _listed(parse, lexicon, "Hospital")


def _listed(parse: Parse, lexicon: Lexicon, *kinds: Kind) -> Iterator[Mention]:
    """A name that several things bear stays without an IRI where the text does not decide."""
    text, names = parse.document.text, gazetteer(lexicon)
    hits = list(names.find(text, kinds))
    adherents = head_nouns(lexicon, "Adherent")
    for hit in hits:
        if hit.kind == "Person" and _is_longer(parse, hit.span):
            continue
        words = parse.text(hit.span).lower()
        if {words, words.removesuffix("s")} & adherents and not _is_at_home(hit, hits):
            continue
        thing = names.meant(hit, text, parse.document.published)
        if thing is not None:
            yield Mention(hit.span, thing.name, thing.kind, thing.iri)
        else:
            yield Mention(hit.span, " ".join(parse.text(hit.span).split()), hit.kind)


def _is_at_home(hit: Hit, hits: Sequence[Hit]) -> bool:
    """Whether the text names anything else of the list that a party stands in: every country has
    conservatives.
    """
    lists = {thing.iri.rpartition("#")[0] for thing in hit.things}
    return any(
        thing.iri.rpartition("#")[0] in lists and thing not in hit.things
        for other in hits
        for thing in other.things
    )


def _is_longer(parse: Parse, span: Span) -> bool:
    """Whether the language model sees these words as part of another's name: Mary [Ann Vale]."""
    for label, named in parse.names:
        if label == "PERSON" and named.overlaps(span) and (whole := clean(parse, named)):
            name = person_name(parse.text(whole))
            if len(name.split()) > len(parse.text(span).split()):
                return True
    return False


def bodies(parse: Parse, lexicon: Lexicon) -> Iterator[Mention]:
    """Organisations and places as a model names them, and bodies told by their head nouns."""
    heads = head_nouns(lexicon, "Organisation")
    named = [*_headed_by(parse, heads), *_named(parse, lexicon, heads)]
    full = [m.name for m in named if m.kind == "Organisation" and " " in m.name]
    yield from told_which(parse, lexicon)
    yield from adherents(parse, lexicon, full)
    yield from named
    yield from _headed_bodies(parse, heads)
    yield from governments(parse, lexicon)
    yield from bare(parse, lexicon, full)


def _named(parse: Parse, lexicon: Lexicon, heads: frozenset[str]) -> Iterator[Mention]:
    for label, named in parse.names:
        kind = NAMED.get(label)
        span = clean(parse, named) if kind else None
        if kind is None or kind == "Person" or span is None or not may_name(parse, span, lexicon):
            continue
        words, tokens = parse.text(span), parse.tokens(span)
        if words.lower().split()[-1] in heads:
            kind = "Organisation"
        if " " in words and words.lower().split()[-1] in head_nouns(lexicon, "Adherent"):
            continue  # "the Ohio Democrat" is somebody
        if kind == "Organisation" and (is_acronym_adjective(tokens) or _is_first_word(parse, span)):
            continue
        yield Mention(span, words, kind)


def adherents(parse: Parse, lexicon: Lexicon, full: Sequence[str]) -> Iterator[Mention]:
    """The party of a Republican or of the Liberals, by its full name if the text has it."""
    labels = [label.title() for label in sorted(head_nouns(lexicon, "Adherent"))]
    party_of = {form: label for label in labels for form in (label, f"{label}s")}
    if not party_of:
        return
    text = parse.document.text
    for match in any_of(frozenset(party_of), False).finditer(text):
        if PARTY_NAME.match(text, match.end()) or _is_part_of_name(parse, match.end(), lexicon):
            continue  # a model has the whole name
        label = party_of[match[0]]
        whole = [n for n in full if n.startswith(label) and n.endswith("Party")]
        name = whole[0] if whole else f"{label}s"
        yield Mention(Span(match.start(), match.end()), name, "Organisation")


def _is_part_of_name(parse: Parse, end: int, lexicon: Lexicon) -> bool:
    """Whether a further word in capitals follows that is neither a person nor a post: "Liberal
    Futures Fund".
    """
    at = parse.token_from(end)
    if at >= len(parse.words) or parse.words[at].idx != end + 1:
        return False
    after = parse.words[at]
    posts = lexicon.heads.get("Office", frozenset()) | lexicon.heads.get("Role", frozenset())
    known = (after.lower_,) in posts or after.text.endswith(".") or after.ent_type_ == "PERSON"
    return after.pos_ == "PROPN" and after.text.istitle() and not known


def _headed_by(parse: Parse, heads: frozenset[str]) -> Iterator[Mention]:
    """A name that begins with a listed noun: "the Department of Water and Sanitation"."""
    if not heads:
        return
    text = parse.document.text
    for match in any_of(frozenset(head.capitalize() for head in heads), False).finditer(text):
        after = OF_WHAT.match(text, match.end())
        if after:
            span = Span(match.start(), after.end())
            yield Mention(span, parse.text(span), "Organisation")


def _headed_bodies(parse: Parse, heads: frozenset[str]) -> Iterator[Mention]:
    """A name that ends in a listed noun, where the model saw none: "the Growers' Union"."""
    if not heads:
        return
    titled = frozenset(head.capitalize() for head in heads)
    text = parse.document.text
    for match in any_of(titled, False).finditer(text):
        line = text.rfind("\n", 0, match.start()) + 1
        before = re.search(
            rf"((?:{CAPITALS})+)$", text[max(line, match.start() - 60) : match.start()]
        )
        name = re.sub(r"^(?:The|A|An|In|At|But|And|For)\s", "", before[1]) if before else ""
        if name and not re.match(r" [A-Z]", text[match.end() :]):
            yield Mention(
                Span(match.start() - len(name), match.end()), name + match[0], "Organisation"
            )


def _is_first_word(parse: Parse, span: Span) -> bool:
    """One capitalised word that opens a line and stands nowhere else in capitals: a plain word."""
    words = parse.text(span)
    if " " in words or words.isupper():
        return False
    line = parse.paragraphs[parse.paragraph_at(span.start)]
    return span.start == line.start and parse.document.text.count(words) == 1
