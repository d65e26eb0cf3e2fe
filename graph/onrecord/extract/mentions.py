"""Words that name a thing: people, bodies, groups, hospitals, offices, places, events.

Names come from the language model; what news corpora do not label (offices, groups,
hospitals, events) is told by the head nouns and lists of ontology/. Policies: policies.py.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from onrecord.lexicon import Lexicon, Words
from onrecord.model import Kind, Mention, Span
from onrecord.parse import Parse, span_of

HONORIFIC = (
    r"(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lord|Lady|Baroness|Prof|Professor|Rev|Sen|Rep|Gov|Cllr)\.?"
)
HONOURED = re.compile(rf"\b{HONORIFIC}(?: [A-Z][\w’'-]*[\w-])+")
TITLE = re.compile(rf"^(?:(?:{HONORIFIC}|[Tt]he|[Aa]n?|[Ff]ormer|[Tt]hen)\s+)+")
POSSESSIVE = re.compile(r"(?:['’]s|['’])$")
FULL_NAME = re.compile(r",? [A-Z][a-z][\w’'-]* [A-Z][\w’'-]+")
FULL_NAME_COMMA = re.compile(r"[A-Z][\w’'-]+ [A-Z][\w’'-]+, (?:an? |the )?(?:[\w-]+ ){0,2}$")
JOINT = re.compile(r"[\s,]*(?:\band)?\s*$")
SPOKEN_FOR = re.compile(r"\b([Ss]pokes(?:man|woman|person))\b(?: for (?:the )?)?")
CAPITALS = r"(?:[A-Z][\w&’'.-]*(?: (?:of|and|for|&|the) (?=[A-Z]))?\s?)"
BYLINE = re.compile(
    r"(?m)^(?:By|BY) ([A-Z][\w’'-]+ [A-Z][\w’'-]+)$|\b([A-Z][\w’'-]+ [A-Z][\w’'-]+) (?:reports|writes)\b"
)
NAMED: dict[str, Kind] = {
    "PERSON": "Person",
    "ORG": "Organisation",
    "GPE": "Place",
    "LOC": "Place",
    "FAC": "Place",
}


def mentions(parse: Parse, lexicon: Lexicon) -> Iterator[Mention]:
    """Mentions of one document; only events hold other mentions ("the NHS Alliance conference").

    Where two kinds claim the same words the earlier finder of the list wins. None lies in
    page furniture.
    """
    yield from (m for m in _events(parse, lexicon) if not parse.in_furniture(m.span))
    taken: list[Span] = []
    for finder in FINDERS:
        for mention in finder(parse, lexicon):
            clash = any(mention.span.overlaps(span) for span in taken)
            if not clash and not parse.in_furniture(mention.span):
                taken.append(mention.span)
                yield mention


@lru_cache(maxsize=64)
def _any_of(labels: frozenset[str], fold_case: bool) -> re.Pattern[str]:
    """One pattern for all labels, the longest first, on word boundaries."""
    ordered = sorted(labels, key=lambda s: (-len(s), s))
    words = "|".join(re.escape(s).replace(r"\ ", r"\s") for s in ordered)
    return re.compile(rf"(?<![\w&-])(?:{words})(?![\w&])", re.I if fold_case else 0)


def _heads(lexicon: Lexicon, kind: str) -> frozenset[str]:
    return _joined(lexicon.heads.get(kind, frozenset()))


@lru_cache(maxsize=64)
def _joined(words: frozenset[Words]) -> frozenset[str]:
    return frozenset(" ".join(w) for w in words)


def _known(parse: Parse, lexicon: Lexicon) -> Iterator[Mention]:
    """Things that a list knows: offices in any case, bodies and people as they are written."""
    text = parse.document.text
    for fold_case, kinds in ((True, {"Office"}), (False, {"Organisation", "Person", "Hospital"})):
        things = {
            (label.lower() if fold_case else label): known
            for known in lexicon.known
            if known.kind in kinds
            for label in known.labels
        }
        if not things:
            continue
        for match in _any_of(frozenset(things), fold_case).finditer(text):
            words = re.sub(r"\s", " ", match[0])
            known = things[words.lower() if fold_case else words]
            yield Mention(Span(match.start(), match.end()), known.name, known.kind, known.iri)


def _honoured(parse: Parse, lexicon: Lexicon) -> Iterator[Mention]:
    for match in HONOURED.finditer(parse.document.text):
        words = POSSESSIVE.sub("", match[0])
        span = Span(match.start(), match.start() + len(words))
        yield Mention(span, person_name(words), "Person")


def _spokespeople(parse: Parse, lexicon: Lexicon) -> Iterator[Mention]:
    """The unnamed voice of a named body: "a Labour spokesman", "a spokeswoman for the board"."""
    text = parse.document.text
    for match in SPOKEN_FOR.finditer(text):
        if FULL_NAME_COMMA.search(text[: match.start()]) or FULL_NAME.match(text[match.end(1) :]):
            continue  # "Ann Vale, a spokeswoman for ...": the voice has a name
        before = re.search(rf"({CAPITALS}+)$", text[max(0, match.start() - 60) : match.start()])
        if before and before[1].strip() not in {"A", "The"}:
            body = re.sub(r"^(?:A|The|An)\s", "", before[1])
            span = Span(match.start() - len(body), match.end(1))
            yield Mention(span, f"{body.strip()} {match[1].lower()}", "Person")
            continue
        after = re.match(rf"{CAPITALS}+", text[match.end() :])
        if after and " for " in match[0]:
            name = POSSESSIVE.sub("", after[0].strip())
            span = Span(match.start(), match.end() + len(after[0].rstrip()))
            if not re.match(rf",{FULL_NAME.pattern[2:]}", text[span.end :]):
                yield Mention(span, f"{name} {match[1].lower()}", "Person")


def _hospitals(parse: Parse, lexicon: Lexicon) -> Iterator[Mention]:
    """A head noun with a name before it ("Vale Royal Infirmary") or a place after it."""
    heads = _heads(lexicon, "Hospital")
    if not heads:
        return
    text = parse.document.text
    for match in _any_of(heads, True).finditer(text):
        plural = match[0].lower().endswith("hospitals")
        line = text.rfind("\n", 0, match.start()) + 1
        before = re.search(
            rf"((?:{CAPITALS})+)$", text[max(line, match.start() - 60) : match.start()]
        )
        name = re.sub(r"^(?:The|A|An|In|At|But|And|For)\s", "", before[1]) if before else ""
        name = name if re.search(r"[a-z]{2}", name) else ""
        after = re.match(r" (?:in|at) (?:the )?((?:[A-Z][\w’-]+ ?){1,4})", text[match.end() :])
        if name and not plural:
            yield Mention(Span(match.start() - len(name), match.end()), name + match[0], "Hospital")
        elif after:
            end = match.end() + len(after[0].rstrip())
            start = _modified(text, match.start())
            yield Mention(Span(start, end), text[start:end], "Hospital")


def _modified(text: str, start: int) -> int:
    """Start of the hyphenated adjectives before a head noun ("consultant-led maternity unit")."""
    before = re.search(r"((?:\w+-\w+ )+)$", text[max(0, start - 40) : start])
    return start - len(before[1]) if before else start


def _offices(parse: Parse, lexicon: Lexicon) -> Iterator[Mention]:
    """A title with the words that say of what: "governor of X", "MP for Y", "shadow Z minister"."""
    heads = _heads(lexicon, "Office")
    if not heads:
        return
    text = parse.document.text
    for match in re.finditer(r"\b[Ss]ecretary of [Ss]tate\b(?! for)", text):
        yield Mention(Span(match.start(), match.end()), "Secretary of State", "Office")
    for match in _any_of(heads, True).finditer(text):
        before = re.search(
            r"((?:(?:[Ss]hadow|[Dd]eputy|[Cc]ommissioning|[Mm]edical|[Ff]inance|[A-Z]?[a-z]+) )?)$",
            text[max(0, match.start() - 30) : match.start()],
        )
        after = re.match(
            r" (?:of|for)(?: the)?(?: [A-Z][\w’-]*)+(?:, [A-Z][\w’-]+\b(?! [A-Z])|,? and [A-Z][\w’-]+)*",
            text[match.end() :],
        )
        lead = before[1] if before and before[1].lower().strip() in MODIFIES_OFFICE else ""
        if not (lead or after) or (after and match[0].lower().startswith("spokes")):
            continue
        end = match.end() + (len(after[0]) if after else 0)
        person = next(
            (
                e
                for e in parse.doc.ents
                if e.label_ == "PERSON" and match.end() < e.start_char < end
            ),
            None,
        )
        end = person.start_char if person is not None else end
        span = Span(match.start() - len(lead), end)
        words = POSSESSIVE.sub("", JOINT.sub("", span.of(text)))
        yield Mention(Span(span.start, span.start + len(words)), words, "Office")


MODIFIES_OFFICE = {
    "shadow", "deputy", "commissioning", "medical", "finance", "health", "culture", "education",
    "defence", "defense", "justice", "transport", "energy", "treasury", "foreign", "home", "trade",
    "environment", "agriculture", "labour", "housing", "interior", "business", "work", "pensions",
    "clinical", "executive", "managing", "regional", "national", "campaign", "policy",
}  # fmt: skip


def _events(parse: Parse, lexicon: Lexicon) -> Iterator[Mention]:
    """An occasion with a name before it, or a name after "with" or "at"."""
    heads = _heads(lexicon, "Event")
    if not heads:
        return
    text = parse.document.text
    for match in _any_of(heads, True).finditer(text):
        line = text.rfind("\n", 0, match.start()) + 1
        lead = text[max(line, match.start() - 70) : match.start()]
        before = re.search(rf"((?:[“\"‘'][^”\"’'\n]+[”\"’'] )|(?:{CAPITALS}){{2,}})$", lead)
        after = re.match(
            r" (?:with|of|at|on) (?:the )?((?:[A-Z][\w&’-]+ ?)+(?:magazine|newspaper)?)",
            text[match.end() :],
        )
        if before:
            name = re.sub(r"^(?:The|A|An|At|In)\s", "", before[1])
            yield Mention(Span(match.start() - len(name), match.end()), name + match[0], "Event")
        elif after:
            end = match.end() + len(after[0].rstrip())
            yield Mention(Span(match.start(), end), text[match.start() : end], "Event")


def _people(parse: Parse, lexicon: Lexicon) -> Iterator[Mention]:
    """Names of people, bylines included, without titles and possessives."""
    text = parse.document.text
    for match in BYLINE.finditer(text):
        group = 1 if match[1] else 2
        yield Mention(Span(match.start(group), match.end(group)), match[group], "Person")
    for entity in parse.doc.ents:
        span = _clean(parse, span_of(entity)) if entity.label_ == "PERSON" else None
        if span is None or not _may_name(parse, span, lexicon):
            continue
        if len(parse.tokens(span)) > 1 or _looks_named(parse.tokens(span)[0]):
            yield Mention(span, person_name(parse.text(span)), "Person")


def _bodies(parse: Parse, lexicon: Lexicon) -> Iterator[Mention]:
    """Organisations and places as the language model names them."""
    heads = _heads(lexicon, "Organisation")
    for entity in parse.doc.ents:
        kind = NAMED.get(entity.label_)
        span = _clean(parse, span_of(entity)) if kind else None
        if kind is None or kind == "Person" or span is None or not _may_name(parse, span, lexicon):
            continue
        words, tokens = parse.text(span), parse.tokens(span)
        if words.lower().split()[-1] in heads:
            kind = "Organisation"
        if kind == "Organisation" and (
            _is_acronym_adjective(tokens) or _is_first_word(parse, span)
        ):
            continue
        yield Mention(span, words, kind)
    yield from _headed_bodies(parse, heads)
    yield from _lower_bodies(parse, lexicon)


def _headed_bodies(parse: Parse, heads: frozenset[str]) -> Iterator[Mention]:
    """A name that ends in a listed noun, where the model saw none: "the Growers' Union"."""
    if not heads:
        return
    titled = frozenset(head.capitalize() for head in heads)
    text = parse.document.text
    for match in _any_of(titled, False).finditer(text):
        line = text.rfind("\n", 0, match.start()) + 1
        before = re.search(
            rf"((?:{CAPITALS})+)$", text[max(line, match.start() - 60) : match.start()]
        )
        name = re.sub(r"^(?:The|A|An|In|At|But|And|For)\s", "", before[1]) if before else ""
        if name and not re.match(r" [A-Z]", text[match.end() :]):
            yield Mention(
                Span(match.start() - len(name), match.end()), name + match[0], "Organisation"
            )


def _may_name(parse: Parse, span: Span, lexicon: Lexicon) -> bool:
    """Professions, wards and times of day are what the small model most often takes for names."""
    words = parse.text(span)
    lowered = words.lower()
    common = lowered in _heads(lexicon, "Group") or lowered in _heads(lexicon, "Hospital")
    return (
        words[0].isupper() and not common and lowered.rstrip("s") not in {"gp", "mp", "bst", "gmt"}
    )


def _is_first_word(parse: Parse, span: Span) -> bool:
    """One capitalised word that opens a line and stands nowhere else in capitals: a plain word."""
    words = parse.text(span)
    if " " in words or words.isupper():
        return False
    line = parse.paragraphs[parse.paragraph_at(span.start)]
    return span.start == line.start and parse.document.text.count(words) == 1


def _lower_bodies(parse: Parse, lexicon: Lexicon) -> Iterator[Mention]:
    """The government and the opposition, which no list can know for every country."""
    pattern = re.compile(
        r"\b(?:(?:[A-Z]\w+) )?(?:[Gg]overnment|[Oo]pposition)\b(?! (?:department|to|of)s?)"
    )
    for match in pattern.finditer(parse.document.text):
        token = parse.tokens(Span(match.end() - 2, match.end()))[0]
        words = re.sub(
            r"^(?:The|This|A|But|And|In|Our|His|Her|That|Under|No|If|When|As)\s", "", match[0]
        )
        determined = any(c.dep_ in {"det", "poss"} for c in token.children)
        if (
            token.pos_ in {"NOUN", "PROPN"}
            and token.dep_ != "compound"
            and (determined or " " in words)
        ):
            start = match.end() - len(words)
            name = words if " " in words else words.capitalize()
            yield Mention(Span(start, match.end()), name, "Organisation")


def _groups(parse: Parse, lexicon: Lexicon) -> Iterator[Mention]:
    """Collective actors: a listed plural, with the adjectives that narrow it."""
    heads = _heads(lexicon, "Group")
    if not heads:
        return
    for match in _any_of(heads, True).finditer(parse.document.text):
        span = Span(match.start(), match.end())
        token = parse.tokens(span)[-1]
        if token.pos_ not in {"NOUN", "PROPN", "PRON", "ADJ"} or token.dep_ in {"compound", "amod"}:
            continue
        plain = match[0][1:].islower()
        yield Mention(span, match[0].lower() if plain else match[0], "Group")


def person_name(words: str) -> str:
    """A name without honorific, title and possessive: "Mr Vale's" -> "Vale"."""
    return POSSESSIVE.sub("", TITLE.sub("", words)).strip()


def _clean(parse: Parse, span: Span) -> Span | None:
    """A model's span without article, possessive, brackets and what follows a line break."""
    text = parse.document.text
    start, end = span.start, span.end
    words = text[start:end].split("\n")[0]
    lead = re.match(r"(?:[Tt]he|[Aa]n?|[Tt]his|[Ff]ormer|[Tt]hen)\s+|[“\"‘'(\[]+", words)
    while lead:
        start += lead.end()
        words = words[lead.end() :]
        lead = re.match(r"(?:[Tt]he|[Aa]n?|[Tt]his|[Ff]ormer|[Tt]hen)\s+|[“\"‘'(\[]+", words)
    words = re.sub(r"[\s.,;:)\]”\"]+$", "", POSSESSIVE.sub("", words))
    return Span(start, start + len(words)) if words.strip() else None


def _looks_named(token: Token) -> bool:
    return token.pos_ == "PROPN" and not token.text.isupper()


def _is_acronym_adjective(tokens: Tokens) -> bool:
    """Capitals that only say what kind ("A&E doctors", "GP contract") name no body."""
    last = tokens[-1]
    return (
        len(tokens) == 1
        and last.text.isupper()
        and last.dep_ in {"compound", "nmod", "amod"}
        and (len(last.text) <= 3)
    )


FINDERS = (
    _spokespeople,
    _hospitals,
    _known,
    _honoured,
    _people,
    _offices,
    _bodies,
    _groups,
)


def within(items: Iterable[Mention], span: Span) -> Iterator[Mention]:
    """The mentions whose words lie inside a span."""
    return (m for m in items if span.covers(m.span))
