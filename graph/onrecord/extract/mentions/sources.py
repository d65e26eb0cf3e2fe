"""Who speaks is somebody: sources of attributions that no other finder knew."""

import re
from collections.abc import Iterable, Iterator

from onrecord.extract.mentions.words import POSSESSIVE, head_nouns
from onrecord.lexicon import Lexicon
from onrecord.model import Mention, Span
from onrecord.parsing.parse import Parse
from onrecord.parsing.tokens import Token, Tokens

BODY_NAME = re.compile(
    r"[Tt]he(?: [A-Z][\w’'&-]+){2,5}"
    r"|[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)* (?:for|of|against)(?: [A-Z][\w’'-]+)+"
)
PERSON_NAME = re.compile(
    r"[A-Z](?=[^\W\d_]*?[a-z])[\w’'.-]*+(?: (?:de|van|von|der|bin|al)){0,2}"
    r"(?: [A-Z][^\W\d_][\w’'-]*){1,3}"
)
PEOPLE = re.compile(
    r"(?:(?:ers|ors|ists|ians|ees|ants|lords|men|women|folk|people|groups|figures|officials|sources|agents|"
    r"residents|students|rights|friends|allies|locals)$)"
)
OFFICIAL = re.compile(
    r"(?:[Aa]n?|[Oo]ne) (?:senior )?(official|source|insider|aide|adviser) "
    r"(?:in|at|from|of|for|with) (?:the )?([\w&’'-]++(?: [\w&’'-]++)* ?)$"
)
COMPANY = {"company", "firm", "business", "group", "news", "times", "post", "office", "service"}
# Whom somebody has about him or her, and who speak for themselves: "the Vale campaign"
STAFFS = {"campaign", "administration", "camp", "team"}
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
        if last in head_nouns(lexicon, "Adherent"):
            continue  # "the Ohio Democrat" is somebody
        parts = parse.tokens(source)
        labelled = {t.ent_type_ for t in parts} & {"ORG", "GPE", "LOC", "FAC", "NORP"}
        groups, posts = head_nouns(lexicon, "Group"), head_nouns(lexicon, "Office")
        if BODY_NAME.fullmatch(name) and not posts & set(name.lower().split()):
            lead = len(name) - len(re.sub(r"^[Tt]he ", "", name))
            yield Mention(
                Span(source.start + lead, source.start + len(name)), name[lead:], "Organisation"
            )
        elif PERSON_NAME.fullmatch(name) and last not in bodies | groups and not labelled:
            yield Mention(Span(source.start, source.start + len(name)), name, "Person")


def speaking_groups(parse: Parse, sources: Iterable[Span], lexicon: Lexicon) -> Iterator[Mention]:
    """Plural nouns for people that speak, bodies by a common noun, and who speaks for them."""
    heads = head_nouns(lexicon, "Organisation")
    for source in sources:
        head = parse.root(source)
        told = head.lower_ in heads and head.lower_ not in COMPANY
        if head.tag_ == "NN" and told and head.text.islower():
            yield from _body(parse, source, head, lexicon)
        if head.pos_ != "NOUN" or head.tag_ != "NNS":
            continue
        if not PEOPLE.search(head.lower_) or head.lower_.rstrip("s") in heads - {"group"}:
            continue
        first = head
        for child in head.lefts:
            if child.dep_ in {"amod", "compound"} and child.lower_ not in QUANTIFIERS:
                joined = child.i > 1 and parse.words[child.i - 1].text == "-"  # "right-wing"
                first = min(first, child.left_edge if joined else child, key=lambda t: t.i)
        span = Span(first.idx, head.idx + len(head))
        yield Mention(span, parse.text(span).lower(), "Group")


def staffs(parse: Parse, sources: Iterable[Span], names: Iterable[str]) -> Iterator[Mention]:
    """ "Ms Vale's campaign", "the Vale administration", by the full one of the people's names."""
    known = sorted(names)
    for source in sources:
        head = parse.root(source)
        if head.lower_ not in STAFFS or head.tag_ != "NN":
            continue
        owners = (c for c in head.lefts if c.dep_ in {"poss", "compound"} and c.pos_ == "PROPN")
        owner = next(owners, None)
        full = [n for n in known if owner is not None and n.split()[-1] == owner.text]
        if owner is not None and full:
            first = owner
            while parse.words[first.i - 1].text in full[0].split() and first.i > owner.sent.start:
                first = parse.words[first.i - 1]
            span = Span(first.idx, head.idx + len(head))
            yield Mention(span, f"{max(full, key=len)} {head.lower_}", "Organisation")


def officials(parse: Parse, sources: Iterable[Span], lexicon: Lexicon) -> Iterator[Mention]:
    """ "An official in the farming ministry": the voice of that body, in this article alone."""
    heads = head_nouns(lexicon, "Organisation")
    for source in sources:
        found = OFFICIAL.match(parse.text(source))
        if found and found[2].split()[-1].lower() in heads:
            span = Span(source.start + found.start(1), source.start + found.end(2))
            yield Mention(span, f"{found[2][0].lower()}{found[2][1:]} {found[1]}", "Person")


def _body(parse: Parse, source: Span, head: Token, lexicon: Lexicon) -> Iterator[Mention]:
    """ "The panel", by the fullest words that the text has for it; "a trust in Ardvale"."""
    words = parse.text(source)
    if re.fullmatch(r"[Tt]he [a-z]+", words):
        span, name = Span(head.idx, head.idx + len(head)), _fullest(parse, head)
    elif re.fullmatch(r"[Aa]n? (?:[\w-]+ ){0,3}[a-z]+ (?:in|of|at|from) [A-Z].*", words):
        name = words.split(" ", 1)[1]
        span = Span(source.end - len(name), source.end)
    else:
        return
    listed = (
        known
        for known in lexicon.known
        if known.kind == "Organisation"
        and name.lower() in {label.lower() for label in known.labels}
    )
    known = next(listed, None)
    if known is not None:
        yield Mention(span, known.name, "Organisation", known.iri)
    else:
        yield Mention(span, name[0].lower() + name[1:], "Organisation")


def _fullest(parse: Parse, head: Token) -> str:
    """The words of the first phrase with this noun that says which: "independent review panel"."""
    for token in parse.words[: head.i]:
        left = [c for c in token.lefts if c.dep_ in {"amod", "compound", "nmod"}]
        plain = token.text.islower() and all(c.text.islower() for c in left)
        if (
            token.lower_ == head.lower_
            and left
            and plain
            and not QUANTIFIERS & {c.lower_ for c in left}
        ):
            return Tokens(parse.words[left[0].left_edge.i : token.i + 1]).text
    return head.text
