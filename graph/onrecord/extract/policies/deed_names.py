"""Names for what is to be done: "scrap its levy" is named "scrapping the levy".

As a node the words as they stand read wrongly ("Orme supports scrap its levy") and a pronoun points
to nobody. The words themselves stay in the evidence.
"""

import re

from onrecord.parsing.tokens import Token

VOWELS = "aeiou"
STRESSED = re.compile(
    r"(?:[^f]fer|cur|control|(?<!li)(?<!vo)mit|pel|quip)$"
)  # refer, permit; not limit
ONE_SYLLABLE = re.compile(r"[^aeiou]*(?:qu)?[aeiou][^aeiouwxy]")  # cut, plan, quit; not open, build


def name_of(verb: Token, target: Token, last: Token) -> str:
    """A verb with its object to the last word, as a name: a gerund, and "the" for "their".

    What stands between commas before the object is left out: "invest in, and praise, schools".
    The object may stand before the verb: "that the files be deleted".
    """
    name = verb.lower_ if verb.tag_ == "VBG" else gerund(verb.lemma_.lower())
    name += verb.whitespace_ if target.i > verb.i else " "
    for token in verb.doc[verb.i + 1 : target.left_edge.i]:
        if token.text == ",":
            name += " "
            break
        name += token.text + token.whitespace_
    for token in verb.doc[target.left_edge.i : last.i + 1]:
        name += ("the" if token.tag_ == "PRP$" else token.text) + token.whitespace_
    return " ".join(name.split())


def gerund(verb: str) -> str:
    """ "scrapping" of "scrap"; British spelling."""
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    if verb.endswith("e") and verb[-2:] not in {"ee", "oe", "ye", "be"}:
        return verb[:-1] + "ing"
    if ONE_SYLLABLE.fullmatch(verb) or STRESSED.search(verb):
        return verb + verb[-1] + "ing"
    if verb.endswith("l") and verb[-2:-1] in VOWELS and verb[-3:-2] not in VOWELS:
        return verb + "ling"  # cancel, travel
    return verb + "ing"
