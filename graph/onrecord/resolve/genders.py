"""Who is "he" and who is "she": by what the text says of a person, else by first name.

A surname alone tells nothing, but grammar may: "Quell and his aides", "Quell defended himself".
"""

from collections.abc import Collection, Iterable, Mapping

from onrecord.lexicon import Lexicon
from onrecord.model import Entity
from onrecord.parsing.parse import Parse
from onrecord.parsing.tokens import Token

HE, SHE = {"he", "him", "his", "himself"}, {"she", "her", "hers", "herself"}
GENDERED = HE | SHE
WORDS = {"woman": "she", "man": "he"}
BORNE = {"female": "she", "male": "he"}


def gender_of(word: str) -> str | None:
    """ "he" or "she", for any form of the two pronouns."""
    lowered = word.lower()
    return "he" if lowered in HE else "she" if lowered in SHE else None


def by_name(parse: Parse, entity: Entity, called: Collection[str], lexicon: Lexicon) -> str | None:
    """By title ("Dame"), else by what the text calls a person ("mother"), else by first name."""
    words = lexicon.first_names
    titles = {parse.text(s).split()[0].lower().rstrip(".") for s in entity.mentions}
    nouns = {*called, entity.name.split()[-1].lower()}
    first = {entity.name.split()[0].lower()}
    for kinds, given in ((WORDS, titles), (WORDS, nouns), (BORNE, first)):
        told = {
            gender
            for kind, gender in kinds.items()
            if any((word,) in words.get(kind, frozenset()) for word in given)
        }
        if len(told) == 1:
            return told.pop()
    return None


def by_pronouns(pronouns: Iterable[Token], names: Mapping[int, str]) -> dict[str, str]:
    """The gender of those whom pronouns mean by grammar alone, where all of these agree.

    names: who is named at a token, by its index.
    """
    found: dict[str, set[str]] = {}
    for token in pronouns:
        gender = gender_of(token.text)
        who = names.get(at.i) if gender is not None and (at := _bound_to(token)) else None
        if gender is not None and who is not None:
            found.setdefault(who, set()).add(gender)
    return {who: genders.pop() for who, genders in found.items() if len(genders) == 1}


def _bound_to(pronoun: Token) -> Token | None:
    """The one noun that a pronoun can mean: "Quell and his aides", "Quell defended himself"."""
    head = pronoun.head
    if pronoun.dep_ == "poss" and head.dep_ == "conj":
        return head.head
    if pronoun.lower_.endswith("self") and pronoun.dep_ in {"dobj", "dative"}:
        return next((c for c in head.children if c.dep_ == "nsubj"), None)
    return None
