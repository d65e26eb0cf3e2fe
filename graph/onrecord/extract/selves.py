"""Where the words of a statement speak of the speaker: "I", and in reported speech "she"."""

from onrecord.lexicon import Lexicon, heads_of
from onrecord.model import Attribution
from onrecord.parsing import grammar
from onrecord.parsing.parse import Parse
from onrecord.parsing.tokens import Token

FIRST = {"i", "we"}
THIRD = {"he": "his", "she": "her", "they": "their", "it": "its"}
SAID = {"ccomp", "conj", "parataxis", "ROOT", "xcomp", "dep", "advcl"}  # clauses that are said
TITLES = {"mr", "mrs", "ms", "miss", "mx", "dr", "sir", "dame", "lord", "lady"}
ASIDE = {"advcl", "relcl", "acl", "prep", "pcomp"}


def reported_self(parse: Parse, said: Attribution, lexicon: Lexicon) -> str | None:
    """The pronoun that reported speech has for its speaker: its first subject, if that is one.

    "Ms Vale said (that, if asked,) she would go": she.  Nothing where it cannot be the source by
    number or kind.
    """
    if not said.source:
        return None
    tokens = parse.tokens(said.content[0])
    subject = next(
        (t for t in tokens if t.dep_ in grammar.SUBJECTS and not _is_aside(t, said)), None
    )
    if subject is None or subject.lower_ not in THIRD:
        return None
    source = parse.tokens(said.source[0])
    head = source.root
    if head.pos_ == "PRON":
        return subject.lower_ if head.lower_ in {subject.lower_, "who"} else None
    if head.tag_ in {"NNS", "NNPS"}:
        return "they" if subject.lower_ == "they" else None
    posts = heads_of(lexicon, "Office", "Role")
    titled = any(t.lower_.rstrip(".") in TITLES for t in source)
    is_person = titled or head.ent_type_ == "PERSON" or (head.lemma_.lower(),) in posts
    return None if subject.lower_ == "it" and is_person else subject.lower_


def _is_aside(subject: Token, said: Attribution) -> bool:
    """Whether a subject is one of a side clause: "provided the council pays, ..."."""
    verb = subject.head
    while said.content[0].start <= verb.idx < said.content[0].end:
        if verb.dep_ in ASIDE:
            return True
        if verb.head == verb:
            return False
        verb = verb.head
    return False


def is_self(parse: Parse, said: Attribution, subject: Token, pronoun: str | None) -> bool:
    """Whether a subject is the speaker: "I", "we", or `pronoun` in a main clause of what is said.

    Not where somebody else is said to say it: "critics say I oppose it".
    """
    if subject.dep_ not in grammar.SUBJECTS or _is_others(said, subject.head, pronoun):
        return False
    if subject.lower_ in FIRST:
        return True
    quoted = said.form == "direct" or parse.quotation_at(subject.idx) is not None
    return subject.lower_ == pronoun and subject.head.dep_ in SAID and not quoted


def _is_others(said: Attribution, verb: Token, pronoun: str | None) -> bool:
    """Whether a clause stands below a verb of the content that has another subject."""
    while verb.dep_ in SAID and verb.head != verb:
        above, verb = verb, verb.head
        if not any(part.start <= verb.idx < part.end for part in said.content):
            return False
        own = next((c for c in verb.children if c.dep_ in grammar.SUBJECTS), None)
        other = own is not None and own.lower_ not in FIRST | {pronoun}
        if above.dep_ == "ccomp" and above.i > verb.i and other:
            return True
    return False
