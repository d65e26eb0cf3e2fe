"""Who speaks is somebody: sources of attributions that no other finder knew."""

import re
from collections.abc import Iterable, Iterator

from onrecord.extract.mentions.words import POSSESSIVE, head_nouns
from onrecord.lexicon import Lexicon
from onrecord.model import Mention, Span
from onrecord.parse import Parse

BODY_NAME = re.compile(
    r"[Tt]he(?: [A-Z][\w’'&-]+){2,5}"
    r"|[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)* (?:for|of|against)(?: [A-Z][\w’'-]+)+"
)
FULL_NAME = re.compile(
    r"[A-Z][^\W\d_’'.-]*[a-z][\w’'.-]*(?: (?:de|van|von|der|bin|al)){0,2}"
    r"(?: [A-Z][^\W\d_][\w’'-]*){1,3}"
)
PEOPLE = re.compile(
    r"(?:(?:ers|ors|ists|ians|ees|ants|lords|men|women|folk|people|groups|figures|officials|sources|agents|"
    r"residents|students|rights|friends|allies|locals)$)"
)
QUANTIFIERS = {
    "many", "most", "some", "several", "few", "other", "more", "all", "two", "three", "such",
}  # fmt: skip


def speaking(parse: Parse, sources: Iterable[Span], lexicon: Lexicon) -> Iterator[Mention]:
    """Sources of two to four capitalised words that no finder knew: a person's full name."""
    bodies = head_nouns(lexicon, "Organisation")
    for source in sources:
        words = parse.text(source)
        name = POSSESSIVE.sub("", words)
        if not name.split() or name.split()[0].lower() in QUANTIFIERS:
            continue
        last = name.split()[-1].lower()
        parts = parse.tokens(source)
        labelled = {t.ent_type_ for t in parts} & {"ORG", "GPE", "LOC", "FAC", "NORP"}
        groups, posts = head_nouns(lexicon, "Group"), head_nouns(lexicon, "Office")
        if BODY_NAME.fullmatch(name) and not posts & set(name.lower().split()):
            lead = len(name) - len(re.sub(r"^[Tt]he ", "", name))
            yield Mention(
                Span(source.start + lead, source.start + len(name)), name[lead:], "Organisation"
            )
        elif FULL_NAME.fullmatch(name) and last not in bodies | groups and not labelled:
            yield Mention(Span(source.start, source.start + len(name)), name, "Person")


def speaking_groups(parse: Parse, sources: Iterable[Span], lexicon: Lexicon) -> Iterator[Mention]:
    """Plural nouns for people that speak, and anonymous spokespeople of "the department"."""
    heads = head_nouns(lexicon, "Organisation")
    for source in sources:
        head = parse.tokens(source).root
        if head.pos_ != "NOUN" or head.tag_ != "NNS":
            continue
        if not PEOPLE.search(head.lower_) or head.lower_.rstrip("s") in heads - {"group"}:
            continue
        first = head
        for child in head.lefts:
            if child.dep_ in {"amod", "compound"} and child.lower_ not in QUANTIFIERS:
                first = min(first, child, key=lambda t: t.i)
        span = Span(first.idx, head.idx + len(head))
        yield Mention(span, parse.text(span).lower(), "Group")
