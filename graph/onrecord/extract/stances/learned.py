"""Sides by the trained model: it is asked about everything that a statement names."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from onrecord.extract.stances.leaning import ACTORS, TARGETS, between, clause
from onrecord.extract.stances.stand_ins import StandIn
from onrecord.lexicon import Lexicon
from onrecord.model import Attribution, Mention, Span
from onrecord.parsing.grammar import cues_in
from onrecord.parsing.parse import Parse
from onrecord.parsing.tokens import Tokens
from onrecord.stance_model import Head, Question

# Of the sides of policies that the coded articles name, the mean of both heads has more right
# (0.81) than the head for statements (0.75) or the one for mentions (0.81, but calls more sides).
HEADS: tuple[Head, ...] = ("statement", "mention")

TAKES_SIDES = {"supports", "opposes", "criticises", "praises"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a model is asked of one mention, and the words that are read."""

    mention: Mention
    at: Span
    question: Question
    evidence: Span


def asked(
    parse: Parse,
    attribution: Attribution,
    mentions: Sequence[Mention],
    meant: Sequence[StandIn],
    lexicon: Lexicon,
    counts: Callable[[Mention, Span], bool],
) -> Iterator[Asked]:
    """A question for every mention that the statement names, then for what it means.

    mentions: in the order of the text.
    counts: whether a side towards a mention, named or meant in these words, would be kept.
    """
    names = _definitions(lexicon)
    for mention, inside in _places(parse, attribution, mentions):
        if not counts(mention, mention.span):
            continue
        if mention.kind in ACTORS and _is_addressed(parse, attribution, mention, lexicon):
            continue
        question = ask(parse, attribution, mention, mention.span, names)
        evidence = clause(parse.root(mention.span), inside)
        yield Asked(mention, mention.span, question, evidence)
    for at, mention in ((s.at, s.mention) for s in meant if s.is_pronoun):
        if not counts(mention, at):
            continue
        question = ask(parse, attribution, mention, at, names)
        inside = next(part for part in attribution.content if part.covers(at))
        evidence = clause(parse.root(at), inside)
        yield Asked(mention, at, question, evidence)


def ask(
    parse: Parse, attribution: Attribution, mention: Mention, at: Span, names: Mapping[str, str]
) -> Question:
    """The sentence that names or means the target and, where it is another, the one with the cue.

    names: of concepts with their definitions, by IRI.
    """
    root = parse.root(at)
    sentences: list[Tokens] = [root.sent]
    if attribution.cue:
        told = parse.root(attribution.cue[0]).sent
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
    head = parse.root(mention.span)
    verb = head.head.head if head.dep_ == "pobj" else head.head
    cue = [t for span in attribution.cue for t in parse.tokens(span)]
    if verb not in cue or head.dep_ not in {"dobj", "dative", "pobj", "nsubj"}:
        return False
    acts = {hit.cue.act for hit in cues_in(cue, lexicon)}
    return bool(acts) and not acts & TAKES_SIDES


def _places(
    parse: Parse, attribution: Attribution, mentions: Sequence[Mention]
) -> Iterator[tuple[Mention, Span]]:
    """Targets that the statement names, each with the part of it that does: its content, or, in
    the sentence of its cue, all that lies between its parts.
    """
    parts = sorted((*attribution.cue, *attribution.content))
    covered = Span(parts[0].start, parts[-1].end)
    whole = Span(covered.start, max(part.end for part in parts))
    governed = None
    if attribution.cue and len(parts) > 1:
        sentence = parse.root(attribution.cue[0]).sent
        governed = Span(sentence.start_char, sentence.end_char)
    for mention in between(mentions, whole.start, whole.end):
        span = mention.span
        if mention.kind not in TARGETS or not whole.covers(span):
            continue
        if any(source.overlaps(span) for source in attribution.source):
            continue
        inside = next((part for part in attribution.content if part.covers(span)), None)
        if inside is not None:
            yield mention, inside
        elif governed is not None and governed.covers(span) and covered.covers(span):
            yield mention, covered


@lru_cache(maxsize=4)
def _definitions(lexicon: Lexicon) -> Mapping[str, str]:
    """Concepts with their definitions, by IRI."""
    return {c.iri: f"{c.label}: {c.definition}" for c in lexicon.concepts if c.definition}
