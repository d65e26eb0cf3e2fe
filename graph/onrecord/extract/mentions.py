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
from onrecord.model import Attribution, Kind, Mention, Span
from onrecord.parse import Parse, span_of

HONORIFIC = (
    r"(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lord|Lady|Baroness|Prof|Professor|Rev|Sen|Rep|Gov|Cllr)\.?"
)
HONOURED = re.compile(rf"\b{HONORIFIC}(?: [A-Z][\w’'-]*[\w-])+")
TITLE = re.compile(rf"^(?:(?:{HONORIFIC}|[Tt]he|[Aa]n?|[Ff]ormer|[Tt]hen)\s+)+")
POSSESSIVE = re.compile(r"(?:['’]s|['’])$")
BODY_NAME = re.compile(
    r"[Tt]he(?: [A-Z][\w’'&-]+){2,5}|[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)* (?:for|of|against)(?: [A-Z][\w’'-]+)+"
)
NAME_AFTER = re.compile(r",? [A-Z][a-z][\w’'-]* [A-Z][\w’'-]+")
NAME_BEFORE = re.compile(r"[A-Z][\w’'-]+ [A-Z][\w’'-]+, (?:an? |the )?(?:[\w-]+ ){0,2}$")
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


def mentions(
    parse: Parse, lexicon: Lexicon, attributions: Iterable[Attribution] = ()
) -> Iterator[Mention]:
    """Mentions of one document; only events hold other mentions ("the NHS Alliance conference").

    Where two kinds claim the same words the earlier finder of the list wins. Who speaks in an
    attribution is somebody, even if the language model has no name for it. None lies in page
    furniture.
    """
    yield from (m for m in _events(parse, lexicon) if not parse.in_furniture(m.span))
    taken: list[Span] = []
    people: set[str] = set()

    def fresh(found: Iterable[Mention]) -> Iterator[Mention]:
        for mention in found:
            clash = any(mention.span.overlaps(span) for span in taken)
            if not clash and not parse.in_furniture(mention.span):
                taken.append(mention.span)
                if mention.kind == "Person":
                    people.add(mention.name)
                yield mention

    for finder in NAMING:
        yield from fresh(finder(parse, lexicon))
    sources = [source for a in attributions for source in a.source]
    yield from fresh(_speaking(parse, sources, lexicon))
    yield from fresh(_surnames(parse, people))
    for finder in OTHERS:
        yield from fresh(finder(parse, lexicon))
    yield from fresh(_speaking_groups(parse, sources, lexicon))


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
        if NAME_BEFORE.search(text[: match.start()]) or NAME_AFTER.match(text[match.end(1) :]):
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
            if not re.match(rf",{NAME_AFTER.pattern[2:]}", text[span.end :]):
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
    """A title with the words that say of what: "governor of X", "MP for Y", "shadow Z minister".

    A bare title counts where it stands beside a name or stands for its holder ("the mayor").
    """
    heads = _heads(lexicon, "Office")
    if not heads:
        return
    text = parse.document.text
    parties = frozenset(
        word for known in lexicon.known for a in known.adherents for word in a.split()
    )
    for match in re.finditer(r"\b[Ss]ecretary of [Ss]tate\b(?! for)", text):
        yield Mention(Span(match.start(), match.end()), "Secretary of State", "Office")
    for match in _any_of(heads, True).finditer(text):
        tokens = parse.tokens(Span(match.start(), match.end()))
        head = tokens.root
        if head.pos_ not in {"NOUN", "PROPN"} or head.lower_ in VERBAL_TITLES:
            continue
        start = _title_start(tokens[0], parties)
        after = OF_WHAT.match(text, match.end())
        if head.lower_.startswith("spokes") and (after or start == match.start()):
            continue  # whom they speak for is an affiliation, no post
        beyond = [e.start_char for e in parse.doc.ents if e.label_ == "PERSON"]
        end = match.end() if after is None else after.end()
        end = min([end, *(b for b in beyond if match.end() < b < end)])
        bare = start == match.start() and end == match.end()
        if bare and not _stands_for_holder(tokens, parse):
            continue
        words = POSSESSIVE.sub("", JOINT.sub("", text[start:end]))
        if words:
            yield Mention(Span(start, start + len(words)), words, "Office")


def _title_start(first: Token, parties: frozenset[str]) -> int:
    """Where the words begin that narrow a title: "water commissioner", "Deputy Prime Minister"."""
    start = first.idx
    for i in range(first.i - 1, max(first.i - 4, first.sent.start - 1), -1):
        token = first.doc[i]
        narrows = token.dep_ in {"compound", "amod", "nmod"} and token.head.i > i
        if (
            token.text in parties
            or token.lower_ in NOT_OF_TITLE
            or token.ent_type_ in {"PERSON", "NORP", "ORG", "DATE"}
        ):
            break
        if not narrows or token.pos_ not in {"NOUN", "PROPN", "ADJ"} or not token.text[0].isalpha():
            break
        start = token.idx
    return start


def _stands_for_holder(tokens: Tokens, parse: Parse) -> bool:
    """Whether a bare title is a person's: right before a name, or "the mayor"."""
    before = parse.doc[tokens.start - 1] if tokens.start else None
    after = parse.doc[tokens.end] if tokens.end < len(parse.doc) else None
    named = after is not None and after.ent_type_ == "PERSON"
    return named or (before is not None and before.lower_ == "the" and tokens[0].text.islower())


OF_WHAT = re.compile(
    r" (?:of|for|at)(?: the| of)*(?: [A-Z][\w’'-]*)+"
    r"(?:, [A-Z][\w’'-]+\b(?! [A-Z])|(?:,? and|,? of| for)(?: the)?(?: [A-Z][\w’'-]+)+)*"
    r"| for (?:[a-z]+ ){1,2}(?=[.,;\n]|and |said|told)"
)
NOT_OF_TITLE = {
    "former", "then", "new", "current", "outgoing", "own", "late", "other", "first-term", "female", "male", "longtime",
    "veteran", "senior", "fellow", "ex", "previous", "next", "young", "old", "popular", "angry", "local", "independent", "first", "last", "a", "unnamed",
}  # fmt: skip
VERBAL_TITLES = {"head", "speaker", "judge", "chair", "whip"}  # as often something else


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
    for label, named in _labelled(parse):
        span = _clean(parse, named) if label == "PERSON" else None
        if span is None or not _may_name(parse, span, lexicon):
            continue
        if len(parse.tokens(span)) > 1 or _looks_named(parse.tokens(span)[0]):
            yield Mention(span, person_name(parse.text(span)), "Person")


def _bodies(parse: Parse, lexicon: Lexicon) -> Iterator[Mention]:
    """Organisations and places as the language model names them."""
    heads = _heads(lexicon, "Organisation")
    for label, named in _labelled(parse):
        kind = NAMED.get(label)
        span = _clean(parse, named) if kind else None
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


def _speaking(parse: Parse, sources: Iterable[Span], lexicon: Lexicon) -> Iterator[Mention]:
    """Sources of two to four capitalised words that no finder knew: a person's full name."""
    bodies = _heads(lexicon, "Organisation")
    for source in sources:
        words = parse.text(source)
        name = POSSESSIVE.sub("", words)
        last = name.split()[-1].lower() if name.split() else ""
        parts = parse.tokens(source)
        labelled = {t.ent_type_ for t in parts} & {"ORG", "GPE", "LOC", "FAC", "NORP"}
        posts = _heads(lexicon, "Office")
        if BODY_NAME.fullmatch(name) and not posts & set(name.lower().split()):
            lead = len(name) - len(re.sub(r"^[Tt]he ", "", name))
            yield Mention(
                Span(source.start + lead, source.start + len(name)), name[lead:], "Organisation"
            )
        elif FULL_NAME.fullmatch(name) and last not in bodies and not labelled:
            yield Mention(Span(source.start, source.start + len(name)), name, "Person")


def _surnames(parse: Parse, people: Iterable[str]) -> Iterator[Mention]:
    """Where a person of the article is called by the last name, or the last two, alone."""
    names = {name.split()[-1] for name in people if " " in name}
    names |= {part for name in people for part in [name.split()[-1]] if "-" in part}
    if names:
        for match in _any_of(frozenset(names), False).finditer(parse.document.text):
            yield Mention(Span(match.start(), match.end()), match[0], "Person")


def _speaking_groups(parse: Parse, sources: Iterable[Span], lexicon: Lexicon) -> Iterator[Mention]:
    """Plural nouns for people that speak, and anonymous spokespeople of "the department"."""
    heads = _heads(lexicon, "Organisation")
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


FULL_NAME = re.compile(
    r"[A-Z][^\W\d_’'.-]*[a-z][\w’'.-]*(?: (?:de|van|von|der|bin|al)){0,2}(?: [A-Z][^\W\d_][\w’'-]*){1,3}"
)
PEOPLE = re.compile(
    r"(?:(?:ers|ors|ists|ians|ees|ants|lords|men|women|folk|people|groups|figures|officials|sources|agents|"
    r"residents|students|rights|friends|allies|locals)$)"
)
QUANTIFIERS = {
    "many",
    "most",
    "some",
    "several",
    "few",
    "other",
    "more",
    "all",
    "two",
    "three",
    "such",
}


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
    return POSSESSIVE.sub("", TITLE.sub("", " ".join(words.split()))).strip()


def _labelled(parse: Parse) -> Iterator[tuple[str, Span]]:
    """The model's names; one that runs on into the next paragraph is two."""
    for entity in parse.doc.ents:
        whole = span_of(entity)
        first = parse.paragraph_at(whole.start)
        for paragraph in parse.paragraphs[first : parse.paragraph_at(whole.end - 1) + 1]:
            start, end = max(whole.start, paragraph.start), min(whole.end, paragraph.end)
            if start < end:
                yield entity.label_, Span(start, end)


def _clean(parse: Parse, span: Span) -> Span | None:
    """A model's span without article, possessive and brackets."""
    text = parse.document.text
    start, end = span.start, span.end
    words = text[start:end]
    lead = re.match(
        r"(?:[Tt]he|[Aa]n?|[Tt]his|[Ff]ormer|[Tt]hen|[Hh]er|[Hh]is|[Ii]ts|[Tt]heir|[Oo]ur)\s+|[“\"‘'(\[]+",
        words,
    )
    while lead:
        start += lead.end()
        words = words[lead.end() :]
        lead = re.match(
            r"(?:[Tt]he|[Aa]n?|[Tt]his|[Ff]ormer|[Tt]hen|[Hh]er|[Hh]is|[Ii]ts|[Tt]heir|[Oo]ur)\s+|[“\"‘'(\[]+",
            words,
        )
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


NAMING = (_spokespeople, _hospitals, _known, _honoured, _people)
OTHERS = (_offices, _bodies, _groups)


def within(items: Iterable[Mention], span: Span) -> Iterator[Mention]:
    """The mentions whose words lie inside a span."""
    return (m for m in items if span.covers(m.span))
