"""Whether a verb tells what is the case: not asked, denied, wished, planned or somebody's word."""

from onrecord.parsing import grammar
from onrecord.parsing.parse import Parse
from onrecord.parsing.tokens import Token

NARRATED = {"ROOT", "conj", "relcl", "advcl", "acl"}  # clauses in the narrator's own voice
UNTOLD = {"if", "whether", "unless", "until", "before", "lest"}
ALONGSIDE = {"after", "while", "on", "since", "when", "by"}
NO_MORE = {"longer", "almost", "nearly", "reportedly", "allegedly", "supposedly"}
TENSES = {"VBD", "VBZ", "VBP", "VBN", "VBG"}


def is_told(parse: Parse, verb: Token) -> bool:
    """As a fact of the present or past, by the article itself; "would", "to" and "?" tell none."""
    if verb.tag_ not in TENSES or parse.quotation_at(verb.idx) is not None:
        return False
    if verb.sent.text.rstrip().endswith("?") or grammar.is_negated(verb):
        return False
    clause = verb
    while clause.dep_ != "ROOT":
        if clause.dep_ == "pcomp" and clause.head.lower_ in ALONGSIDE:
            clause = clause.head.head  # "after being pictured at the rally, she approved it"
            continue
        if clause.dep_ not in NARRATED or not _is_plain(clause):
            return False
        clause = clause.head
        if clause.pos_ not in {"VERB", "AUX"}:
            return True  # a clause about a noun, wherever that stands
    return _is_plain(clause)


def _is_plain(clause: Token) -> bool:
    """No modal, infinitive or condition, and no word that takes it back."""
    words = {(c.dep_, c.lower_) for c in clause.children}
    modal = any(c.tag_ == "MD" or (c.tag_ == "TO" and c.dep_ == "aux") for c in clause.children)
    taken_back = any(w in NO_MORE for _, w in words) or any(
        w in UNTOLD for dep, w in words if dep in {"mark", "advmod"}
    )
    return not modal and not taken_back


def does(parse: Parse, verb: Token) -> bool:
    """Whether a verb is told of its subject as the one who acts."""
    passive = any(c.dep_ in {"nsubjpass", "auxpass"} for c in verb.children)
    return is_told(parse, verb) and not passive
