"""What is done by saying it: a statement's speech act (ontology/acts.ttl, act-forms.ttl).

The word that reports it tells first ("warned", "denied"). Where that is neutral ("said", "told")
what is said does, by the act it names or by its form, then by the sides that it takes.
"""

from collections.abc import Iterator, Sequence

from onrecord.extract.acts.forms import Form, Sentence, as_sentence, fits, forms
from onrecord.extract.acts.naming import named_act
from onrecord.extract.acts.words import Word, sentences
from onrecord.lexicon import FRAMES, Lexicon
from onrecord.model import Attribution, Kind, Polarity
from onrecord.parsing.grammar import cues_in, is_negated
from onrecord.parsing.parse import Parse

NEUTRAL = "asserts"
TURNS = {"but", "yet", "however", "still"}

Side = tuple[Polarity, Kind]  # taken, and of what kind its target is


def act_of_cue(parse: Parse, said: Attribution, lexicon: Lexicon) -> str:
    """The speech act of the cue, or of its denial ("does not support" opposes).

    A quotation made of questions asks, whatever the cue.
    """
    words = [parse.text(span).rstrip("”\"’' ") for span in said.content]
    if said.form == "direct" and all(w.endswith("?") and ". " not in w for w in words):
        return "asks"
    if not said.cue:
        return NEUTRAL
    hits = parse.once(cues_in, said.cue[0], lexicon)
    chosen = min(hits, key=lambda hit: FRAMES.index(hit.cue.frame), default=None)
    if chosen is None:
        return NEUTRAL
    act = chosen.cue.act
    return lexicon.denied.get(act, act) if is_negated(chosen.token) else act


def act_of(
    parse: Parse, said: Attribution, cue: str, sides: Sequence[Side], lexicon: Lexicon
) -> str:
    """The speech act of a statement whose cue has the act `cue` and that takes these sides."""
    lemmas = {token.lemma_.lower() for span in said.cue for token in parse.tokens(span)}
    fitting = [f for f in forms(lexicon) if cue in f.over and (not f.cues or f.cues & lemmas)]
    if cue != NEUTRAL and not fitting:
        return cue
    told = [as_sentence(words) for words in sentences(parse, said, lexicon)]
    if cue == NEUTRAL and told and _asks_back(told[-1].words):
        return "asks"
    for part in _points(told):
        if cue == NEUTRAL and (act := named_act(parse, said, [s.words for s in part], lexicon)):
            return act
        for form in fitting:
            if _has(part, form):
                return form.act
    return _by_sides(sides) if cue == NEUTRAL else cue


def _points(told: list[Sentence]) -> Iterator[list[Sentence]]:
    """The sentences from the last "But" on, then all: what is conceded counts less."""
    turns = [i for i, one in enumerate(told) if one.words[0].token.lower_ in TURNS]
    if turns and turns[-1] > 0:
        yield told[turns[-1] :]
    yield told


def _asks_back(words: Sequence[Word]) -> bool:
    """Whether a turn's last sentence is a yes-or-no question: others are often rhetorical."""
    return words[-1].token.text == "?" and words[0].token.pos_ == "AUX"


def _has(told: Sequence[Sentence], form: Form) -> bool:
    return any(fits(form, sentence) for sentence in told)


def _by_sides(sides: Sequence[Side]) -> str:
    """What is done by taking these sides: against anything it is blame, else praise or support."""
    if not sides:
        return NEUTRAL
    if any(polarity == "opposes" for polarity, _ in sides):
        return "criticises"
    return "praises" if all(kind != "Policy" for _, kind in sides) else "supports"
