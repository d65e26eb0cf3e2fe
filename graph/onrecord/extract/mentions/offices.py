"""Offices: titles by their last words, with the words that say of what."""

import re
from collections.abc import Iterator, Sequence

from onrecord.extract.mentions.words import POSSESSIVE, any_of, head_nouns
from onrecord.extract.owners import posts
from onrecord.lexicon import Lexicon
from onrecord.model import Mention, Span
from onrecord.parsing.gazetteer import gazetteer
from onrecord.parsing.parse import Parse
from onrecord.parsing.tokens import Token, Tokens

OF_WHAT = re.compile(
    r" (?:of|for|at)(?: the| of)*(?: [A-Z][\w’'-]*)+"
    r"(?:, [A-Z][\w’'-]+\b(?! [A-Z])|(?:,? and|,? of| for)(?: the)?(?: [A-Z][\w’'-]+)+)*"
    r"| for (?:[a-z]+ ){1,2}(?=[.,;\n]|and |said|told)"
)
NOT_OF_TITLE = {
    "former", "then", "new", "current", "outgoing", "own", "late", "other", "first-term",
    "female", "male", "longtime", "veteran", "senior", "fellow", "ex", "previous", "next",
    "young", "old", "popular", "angry", "local", "independent", "first", "last", "a", "unnamed",
}  # fmt: skip
VERBAL_TITLES = {"head", "speaker", "judge", "chair", "whip"}  # as often something else
SHORT = {
    "gov": "governor", "sen": "senator", "rep": "representative", "lt": "lieutenant",
    "cllr": "councillor", "us": "US",
}  # fmt: skip
STYLED = re.compile(r"\b(?:(?:State|U\.?S\.?|Lt\.?) )?(Gov\.|Sen\.|Rep\.|Cllr\.?)(?= [A-Z])")
JOINT = re.compile(r"(?<![\s,])[\s,]*+(?:\band\s*+)?$")


def offices(parse: Parse, lexicon: Lexicon) -> Iterator[Mention]:
    """A title with the words that say of what: "governor of X", "MP for Y", "shadow Z minister".

    A bare title counts where it stands beside a name or stands for its holder ("the mayor").
    """
    heads = head_nouns(lexicon, "Office")
    if not heads:
        return
    text = parse.document.text
    parties = frozenset(
        word for known in gazetteer(lexicon).parties for a in known.adherents for word in a.split()
    )
    named = [span.start for label, span in parse.names if label == "PERSON"]
    for match in re.finditer(r"\b[Ss]ecretary of [Ss]tate\b(?! for)", text):
        yield Mention(Span(match.start(), match.end()), "Secretary of State", "Office")
    for match in any_of(heads, True).finditer(text):
        tokens = parse.tokens(Span(match.start(), match.end()))
        head = tokens.root
        if head.pos_ not in {"NOUN", "PROPN"} or head.lower_ in VERBAL_TITLES:
            continue
        start = _title_start(tokens[0], parties)
        after = OF_WHAT.match(text, match.end())
        if head.lower_.startswith("spokes") and (after or start == match.start()):
            continue  # whom they speak for is an affiliation, no post
        end = match.end() if after is None else after.end()
        end = min([end, *(b for b in named if match.end() < b < end)])
        bare = start == match.start() and end == match.end()
        if bare and not _stands_for_holder(tokens, parse):
            continue
        words = POSSESSIVE.sub("", JOINT.sub("", text[start:end]))
        if words:
            yield Mention(Span(start, start + len(words)), words, "Office")


def styles(parse: Parse, lexicon: Lexicon) -> Iterator[Mention]:
    """Offices shortened before a name: "Gov. Ann Vale", "State Sen. Bo Orme"."""
    for match in STYLED.finditer(parse.document.text):
        words = re.sub(r"\.", "", match[0].lower()).split()
        name = " ".join(SHORT.get(word, word) for word in words)
        yield Mention(Span(*match.span(1)), name, "Office")


def of_their_bodies(parse: Parse, found: Sequence[Mention], lexicon: Lexicon) -> Iterator[Mention]:
    """Posts beside a name by the body that owns them: "its director, Ann Vale" is "director of the
    Fuel Board", or all directors of a corpus would hold one office.
    """
    heads = lexicon.heads["Office"]
    ordered = sorted((m for m in found if not parse.in_furniture(m.span)), key=lambda m: m.span)
    for held in posts(parse, ordered, lexicon):
        words = parse.text(held.post).split()
        words = [w for w in words if (w.lower(),) not in lexicon.heads["Outsider"]]
        known = any(tuple(w.lower() for w in words[-n:]) in heads for n in (1, 2, 3))
        listed = any(m.iri and m.kind == "Office" and m.span.overlaps(held.post) for m in found)
        if known and not listed and not words[-1].lower().startswith("spokes"):
            name = f"{' '.join(words).lower()} of {held.body.name}"
            yield Mention(held.post, name, "Office")


def _title_start(first: Token, parties: frozenset[str]) -> int:
    """Where the words begin that narrow a title: "water commissioner", "Deputy Prime Minister"."""
    start = first.idx
    for i in range(first.i - 1, max(first.i - 4, first.sent.start - 1), -1):
        token = first.doc[i]
        narrows = token.dep_ in {"compound", "amod", "nmod"} and token.head.i > i
        is_place = token.ent_type_ in {"GPE", "LOC"}  # "New" of York
        if (
            token.text in parties
            or (token.lower_ in NOT_OF_TITLE and not is_place)
            or token.ent_type_ in {"PERSON", "NORP", "ORG", "DATE"}
        ):
            break
        if not narrows or token.pos_ not in {"NOUN", "PROPN", "ADJ"} or not token.text[0].isalpha():
            break
        start = token.idx
    return start


def _stands_for_holder(tokens: Tokens, parse: Parse) -> bool:
    """Whether a bare title is a person's: right before a name, or "the mayor"."""
    before = parse.words[tokens.start - 1] if tokens.start else None
    after = parse.words[tokens.end] if tokens.end < len(parse.words) else None
    named = after is not None and after.ent_type_ == "PERSON"
    return named or (before is not None and before.lower_ == "the" and tokens[0].text.islower())
