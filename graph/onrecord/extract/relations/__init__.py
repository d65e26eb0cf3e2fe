"""Facts between two entities that the words beside their names state (annotation.md's closed set).

Offices, party, affiliation and succession from titles and appositions; places and parts from
prepositions; support and attack by acts of office that a narrator tells ("approved the merger").
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from onrecord import grammar
from onrecord.extract.relations.posts import posts
from onrecord.extract.relations.tie import Tie
from onrecord.gazetteer import gazetteer
from onrecord.lexicon import Lexicon, Words
from onrecord.model import Mention, Polarity, Span
from onrecord.parse import Parse

SUCCEEDS = {"replace", "succeed"}
ATTENDS = {
    "tell", "say", "speak", "address", "attend", "picture", "join", "ask", "admit", "promise",
    "call", "use",
}  # fmt: skip
AGENTS = {"Person", "Organisation", "Group"}
OF = re.compile(r"^\s*(?:’s|'s)\s+(?:\w+ ){0,2}$|^(?:’|')\s+$")
FROM = re.compile(  # "of the union", ", from the union", ", a lecturer at the", ", owner of the"
    r"^(?:\s+of|,\s+(?:of|from|at|for)|,\s+(?:(?:an?|the)\s+)?(?:[a-z-]+\s+){1,4}(?:of|from|at|for))"
    r"\s+(?:the\s+)?(?:[\d,.]+\S*\s)?$"
)
WHOSE = re.compile(r"^,\s+(?:the\s+)?$")  # "Ann Vale, the union's treasurer"
WHAT = re.compile(r"^,\s+an?\s+$")  # "Ann Vale, a Tarn Party councillor"
ROLE = re.compile(r"^\s+(?:(?:[a-z-]+|M[A-Z]?P) ){0,3}$")  # "Labour MP", "Tory MEP"
BRACKET = re.compile(r"^\s*\(\s*$")


def ties(parse: Parse, mentions: Sequence[Mention], lexicon: Lexicon) -> Iterator[Tie]:
    """Ties of one document between neighbouring mentions, and of verbs that enact."""
    found = sorted((m for m in mentions if not parse.in_furniture(m.span)), key=lambda m: m.span)
    for tie in (*_neighbours(parse, found, lexicon), *posts(parse, found, lexicon)):
        yield _of_party(tie, lexicon)
    yield from _contained(parse, found)
    yield from _spokespeople(parse, found, lexicon)
    yield from _verbs(parse, found, lexicon)


def _neighbours(parse: Parse, found: Sequence[Mention], lexicon: Lexicon) -> Iterator[Tie]:
    text = parse.document.text
    adherents = {a for k in gazetteer(lexicon).parties for a in k.adherents}
    roles = lexicon.heads["Office"] | lexicon.heads["Role"]
    for i, one in enumerate(found):
        for other in found[i + 1 : i + 4]:
            if other.span.start < one.span.end or other.span.start - one.span.end > 40:
                continue
            gap = text[one.span.end : other.span.start]
            span = Span(one.span.start, other.span.end)
            kinds = (one.kind, other.kind)
            if kinds == ("Organisation", "Person"):
                party = one.iri is not None and parse.text(one.span) in adherents
                direct = gap.strip() in {"", "'s", "’s", "'", "’"}
                if not (direct or _ends_in_role(gap, roles)):
                    continue  # "Labour regards Mr Vale" makes him no member
                if party and (direct or ROLE.match(gap)):
                    yield Tie(other, "memberOf", one, span, 0.85)
                elif OF.match(gap) or (ROLE.match(gap) and gap.strip()):
                    yield Tie(other, "affiliatedWith", one, span, 0.75)
            elif kinds == ("Person", "Organisation") and (FROM.match(gap) or BRACKET.match(gap)):
                predicate = "memberOf" if parse.text(other.span) in adherents else "affiliatedWith"
                yield Tie(one, predicate, other, span, 0.7)
            elif kinds == ("Person", "Organisation") and WHOSE.match(gap):
                if re.match(r"['’]s? [a-z]", text[other.span.end :]):
                    yield Tie(one, "affiliatedWith", other, span, 0.7)
            elif kinds == ("Person", "Organisation") and WHAT.match(gap):
                after = re.match(r" ([a-z-]+)\b(?! [a-z])", text[other.span.end :])
                if after and (after[1],) in roles:
                    yield Tie(one, "affiliatedWith", other, span, 0.7)
            elif kinds == ("Hospital", "Place") and re.match(r"^,? (?:in|at) (?:the )?$", gap):
                yield Tie(one, "locatedIn", other, span, 0.8)
            elif kinds == ("Organisation", "Place") and re.match(r"^ in (?:the )?$", gap):
                yield Tie(one, "locatedIn", other, span, 0.6)
        if one.kind == "Office":
            yield from _party_in_title(parse, one, found, lexicon)


def _of_party(tie: Tie, lexicon: Lexicon) -> Tie:
    """Who works or speaks for a party is its member, also of one that no list names."""
    words = tie.object.name.split()
    is_party = len(words) > 1 and (words[-1].lower(),) in lexicon.heads["Party"]
    if is_party and words[-1][0].isupper() and tie.predicate == "affiliatedWith":
        return replace(tie, predicate="memberOf")
    return tie


def _ends_in_role(gap: str, roles: frozenset[Words]) -> bool:
    """Whether the words before a name say what the person is: "union boss Ann Vale"."""
    words = tuple(gap.lower().split())
    return any(words[-n:] in roles for n in (1, 2, 3) if len(words) >= n)


def _party_in_title(
    parse: Parse, office: Mention, found: Sequence[Mention], lexicon: Lexicon
) -> Iterator[Tie]:
    """ "Labour leader Ann Vale", "Conservative MP for X, Bo Orme": the title names the party."""
    text = parse.document.text
    start = max(0, office.span.start - 25)
    words = text[start : office.span.end]
    for known in gazetteer(lexicon).parties:
        for name in known.adherents:
            at = words.rfind(name)
            if at < 0 or not re.fullmatch(r"[\w\s]*", words[at : office.span.start - start] or " "):
                continue
            person = next(
                (
                    m
                    for m in found
                    if m.kind == "Person"
                    and re.fullmatch(r",?\s", text[office.span.end : m.span.start] or "x")
                ),
                None,
            )
            if person is not None:
                party = Span(start + at, start + at + len(name))
                mention = Mention(party, known.name, "Organisation", known.iri)
                yield Tie(person, "memberOf", mention, Span(party.start, person.span.end), 0.85)


def _contained(parse: Parse, found: Sequence[Mention]) -> Iterator[Tie]:
    """A policy whose words name a hospital or body affects it; a unit "in X" is located there."""
    for policy in (m for m in found if m.kind == "Policy"):
        for other in found:
            if other.kind in {"Hospital"} and policy.span.overlaps(other.span):
                low, high = (
                    min(policy.span.start, other.span.start),
                    max(policy.span.end, other.span.end),
                )
                yield Tie(policy, "affects", other, Span(low, high), 0.75)


def _spokespeople(parse: Parse, found: Sequence[Mention], lexicon: Lexicon) -> Iterator[Tie]:
    for person in found:
        words = parse.text(person.span)
        if person.kind != "Person" or "spokes" not in words.lower():
            continue
        for known in lexicon.known:
            named = (label for label in known.labels if words.startswith(f"{label} "))
            if known.kind == "Organisation" and (label := next(named, None)):
                span = Span(person.span.start, person.span.start + len(label))
                body = Mention(span, known.name, "Organisation", known.iri)
                yield Tie(person, "affiliatedWith", body, person.span, 0.9)
        for body in found:
            if body.kind == "Organisation" and (
                person.span.covers(body.span) or 0 <= body.span.start - person.span.end <= 1
            ):
                yield Tie(person, "affiliatedWith", body, person.span, 0.9)


def _verbs(parse: Parse, found: Sequence[Mention], lexicon: Lexicon) -> Iterator[Tie]:
    by_token: dict[int, list[Mention]] = {}
    for mention in found:
        by_token.setdefault(parse.tokens(mention.span).root.i, []).append(mention)
    for token in parse.doc:
        if (
            token.pos_ != "VERB"
            or parse.quotation_at(token.idx) is not None
            or grammar.is_negated(token)
        ):
            continue
        subject = grammar.subject_of(token)
        agents = (
            [m for m in by_token.get(subject.i, ()) if m.kind in AGENTS]
            if subject is not None
            else []
        )
        if not agents or subject is None:
            continue
        sentence = _sentence(token)
        lemma = token.lemma_.lower()
        for target in _objects(token):
            for mention in by_token.get(target.i, ()):
                if mention.kind == "Person" and lemma in SUCCEEDS and agents[0].kind == "Person":
                    yield Tie(agents[0], "succeeded", mention, sentence, 0.7)
                elif mention.kind == "Policy" and not grammar.is_unreal(token):
                    side = _side(token, lexicon)
                    if side is not None:
                        yield Tie(agents[0], side, mention, sentence, 0.65)
        if agents[0].kind == "Person" and lemma in ATTENDS:
            for event in found:
                same = token.sent.start_char <= event.span.start < token.sent.end_char
                if event.kind == "Event" and same:
                    yield Tie(agents[0], "tookPartIn", event, sentence, 0.65)


def _side(verb: Token, lexicon: Lexicon) -> Polarity | None:
    """The side that an act of office takes towards its object."""
    keys = grammar.verb_keys(verb)
    if keys & lexicon.evaluations["striking"]:
        return "opposes"
    return "supports" if keys & lexicon.evaluations["enacting"] else None


def _objects(verb: Token) -> Iterator[Token]:
    """What a verb acts on: its object, or that of "for" or "against" behind it."""
    for child in verb.children:
        if child.dep_ == "dobj":
            yield child
            yield from (c for c in child.children if c.dep_ == "conj")
        elif child.dep_ == "prep" and child.lower_ in {"for", "against"}:
            yield from (c for c in child.children if c.dep_ == "pobj")


def _sentence(token: Token) -> Span:
    text = token.sent.text
    lead, tail = len(text) - len(text.lstrip()), len(text) - len(text.rstrip())
    return Span(token.sent.start_char + lead, token.sent.end_char - tail)
