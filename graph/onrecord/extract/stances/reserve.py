"""With what reserve a side is taken: the condition it hangs on, and words that hedge it."""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from onrecord.lexicon import Lexicon, Words
from onrecord.model import Attribution, Span
from onrecord.parsing.parse import Parse
from onrecord.parsing.tokens import Token

SUBJECTS = {"nsubj", "nsubjpass", "expl"}


def condition(parse: Parse, at: Span, lexicon: Lexicon) -> Span | None:
    """The clause that a side hangs on: "if the money is found"; None where there is none.

    at: where the target is named or meant. "Even if" concedes, and a clause without a subject
    ("if elected") speaks of no policy. A target inside the clause does not hang on it.
    """
    head = parse.root(at)
    above = list(_above(head))
    for token in head.sent:
        words = _read_at(token, lexicon.evaluations["condition"])
        if words is None or (token.i > 0 and token.doc[token.i - 1].lower_ == "even"):
            continue
        clause = _clause(token.doc[token.i + len(words) - 1])
        if clause is None or clause in above or _governor(clause) not in above:
            continue
        if any(t.dep_ in SUBJECTS for t in clause.subtree):
            inside = [t for t in clause.subtree if not t.is_punct]
            end = max(inside, key=lambda t: t.i)
            return Span(token.idx, end.idx + len(end))
    return None


def is_hedged(parse: Parse, attribution: Attribution, at: Span, lexicon: Lexicon) -> bool:
    """Whether words of reserve stand over the mention: "might be right", "minded to back"."""
    hedges = lexicon.evaluations["hedging"]
    cue = [parse.root(span) for span in attribution.cue]
    chain = [*_above(parse.root(at)), *cue]
    over = {t.i: t for node in chain for t in (node, *node.children)}
    return any(
        _read_at(token, hedges) is not None and not _is_refusal(token) for token in over.values()
    )


def _is_refusal(token: Token) -> bool:
    """ "Could not support it" is no reserve; "might not" is."""
    return token.lower_ == "could" and any(c.dep_ == "neg" for c in token.head.children)


def _read_at(token: Token, phrases: frozenset[Words]) -> Words | None:
    """The longest of the phrases that stands here, its words as they are or as lemmas."""
    by_first = _by_first(phrases)
    near = (*by_first.get(token.lower_, ()), *by_first.get(token.lemma_.lower(), ()))
    here = [words for words in near if _reads(token, words)]
    return max(here, key=lambda words: (len(words), words)) if here else None


@lru_cache(maxsize=16)
def _by_first(phrases: frozenset[Words]) -> Mapping[str, list[Words]]:
    found: dict[str, list[Words]] = {}
    for words in phrases:
        found.setdefault(words[0], []).append(words)
    return found


def _reads(token: Token, words: Words) -> bool:
    if token.i + len(words) > len(token.doc):
        return False
    here = token.doc[token.i : token.i + len(words)]
    return all(w in (t.lower_, t.lemma_.lower()) for t, w in zip(here, words, strict=True))


def _clause(opener: Token) -> Token | None:
    """The verb of the clause that a conjunction opens."""
    if opener.pos_ == "VERB" and opener.dep_ in {"advcl", "prep", "acl"}:  # "provided that ..."
        return opener
    verb: Token = opener.head
    if opener.dep_ == "mark" or (opener.dep_ == "advmod" and verb.dep_ == "advcl"):
        return verb
    return next((c for c in opener.children if c.dep_ in {"acl", "advcl", "relcl"}), None)


def _governor(clause: Token) -> Token:
    """The verb that a clause belongs to: "was right", of "as long as tenants agree"."""
    node: Token = clause.head
    while node.pos_ not in {"VERB", "AUX"} and node.head != node:
        node = node.head
    return node


def _above(node: Token) -> Iterator[Token]:
    yield node
    while node.head != node:
        node = node.head
        yield node
