"""Who does what a verb tells: a name, or a pronoun or title whose holder is found later."""

from collections.abc import Iterator, Sequence

from onrecord.model import Mention
from onrecord.parsing import grammar
from onrecord.parsing.parse import Parse, span_of
from onrecord.parsing.tokens import Token

AGENTS = {"Person", "Organisation", "Group", "Office"}
PRONOUNS = {"he", "she"}


def agents(parse: Parse, verb: Token, found: Sequence[Mention]) -> Iterator[Mention]:
    """The subject's mentions, or by-agent's; "he" and "she" as a mention of a person."""
    subject = _subject(verb)
    for token in grammar.coordinated(subject) if subject is not None else ():
        yield from named(parse, token, found)


def named(parse: Parse, token: Token, found: Sequence[Mention]) -> Iterator[Mention]:
    """Mentions that a noun heads, people first; a name in apposition to a title stands for it."""
    if token.lower_ in PRONOUNS:
        yield Mention(span_of(token), token.text, "Person")
        return
    heads = (token, *(c for c in token.children if c.dep_ == "appos"))
    here = [m for t in heads for m in found if m.kind in AGENTS and _heads(parse, m, t)]
    people = [m for m in here if m.kind == "Person"]
    yield from people[:1] or here[:1]


def _heads(parse: Parse, mention: Mention, token: Token) -> bool:
    inside = mention.span.start <= token.idx < mention.span.end
    return inside and parse.root(mention.span) == token


def _subject(verb: Token) -> Token | None:
    """A passive verb's own subject, else who acts."""
    own = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
    return own if own is not None else grammar.subject_of(verb)
