"""Sides by the trained model: it is asked about everything that a statement names."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Span as Tokens

from onrecord.extract.stances.leaning import ACTORS, TARGETS, clause
from onrecord.extract.stances.stand_ins import stand_ins
from onrecord.grammar import cues_in
from onrecord.lexicon import Lexicon
from onrecord.model import Attribution, Mention, Span
from onrecord.parse import Parse
from onrecord.stance_model import Answer, Head, Question, StanceModel

# Of the sides of policies that the coded articles name, the mean of both heads has more right
# (0.81) than the head for statements (0.75) or the one for mentions (0.81, but calls more sides).
HEADS: tuple[Head, ...] = ("statement", "mention")

TAKES_SIDES = {"supports", "opposes", "criticises", "praises"}


@dataclass(frozen=True, slots=True)
class Asked:
    """One mention, what the model says of it, and the words that were read."""

    mention: Mention
    at: Span
    answer: Answer
    evidence: Span


def asked(
    parse: Parse,
    attribution: Attribution,
    mentions: Sequence[Mention],
    lexicon: Lexicon,
    model: StanceModel,
) -> Iterator[Asked]:
    """The model's answer for every mention that the statement names, then for what it means."""
    names = {c.iri: f"{c.label}: {c.definition}" for c in lexicon.concepts if c.definition}
    for mention in mentions:
        inside = _place(parse, attribution, mention)
        if inside is None or mention.kind not in TARGETS:
            continue
        if mention.kind in ACTORS and _is_addressed(parse, attribution, mention, lexicon):
            continue
        question = ask(parse, attribution, mention, mention.span, names)
        evidence = clause(parse.tokens(mention.span).root, inside)
        answer = model.answer(question, HEADS)
        yield Asked(mention, mention.span, answer, evidence)
    for meant in stand_ins(parse, attribution, mentions, lexicon):
        at, mention = meant.at, meant.mention
        if not meant.is_pronoun:
            continue
        question = ask(parse, attribution, mention, at, names)
        inside = next(part for part in attribution.content if part.covers(at))
        evidence = clause(parse.tokens(at).root, inside)
        yield Asked(mention, at, model.answer(question, HEADS), evidence)


def ask(
    parse: Parse, attribution: Attribution, mention: Mention, at: Span, names: Mapping[str, str]
) -> Question:
    """The sentence that names or means the target and, where it is another, the one with the cue.

    names: of concepts with their definitions, by IRI.
    """
    root = parse.tokens(at).root
    sentences: list[Tokens] = [root.sent]
    if attribution.cue:
        told = parse.tokens(attribution.cue[0]).root.sent
        if told.start != root.sent.start:
            sentences.append(told)
    sentences.sort(key=lambda s: int(s.start))
    text, places = "", []
    for sentence in sentences:
        words = parse.document.text[sentence.start_char : sentence.end_char].rstrip()
        places.append((sentence.start_char, len(text), len(words)))
        text += words.replace("\n", " ") + " "

    def moved(span: Span) -> Iterator[tuple[int, int]]:
        for start, at, length in places:
            a, b = max(span.start - start, 0), min(span.end - start, length)
            if a < b:
                yield at + a, at + b

    return Question(
        text.rstrip(),
        tuple(moved(at)),
        tuple(place for span in attribution.source for place in moved(span)),
        names.get(mention.iri or "", mention.name),
    )


def _is_addressed(
    parse: Parse, attribution: Attribution, mention: Mention, lexicon: Lexicon
) -> bool:
    """Whether the mention is only spoken to: "told the board that", "called on drivers to"."""
    head = parse.tokens(mention.span).root
    verb = head.head.head if head.dep_ == "pobj" else head.head
    cue = [t for span in attribution.cue for t in parse.tokens(span)]
    if verb not in cue or head.dep_ not in {"dobj", "dative", "pobj", "nsubj"}:
        return False
    acts = {hit.cue.act for hit in cues_in(cue, lexicon)}
    return bool(acts) and not acts & TAKES_SIDES


def _place(parse: Parse, attribution: Attribution, mention: Mention) -> Span | None:
    """The part of the statement that names the mention: its content, or what its cue governs."""
    if any(s.overlaps(mention.span) for s in attribution.source):
        return None
    parts = sorted((*attribution.cue, *attribution.content))
    inside = next((s for s in attribution.content if s.covers(mention.span)), None)
    if inside is not None or len(parts) < 2:
        return inside
    between = Span(parts[0].start, parts[-1].end)
    sentence = parse.tokens(attribution.cue[0]).root.sent if attribution.cue else None
    if sentence is None or not between.covers(mention.span):
        return None
    here = Span(sentence.start_char, sentence.end_char)
    return between if here.covers(mention.span) else None
