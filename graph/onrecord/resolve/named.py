"""Whom a name in a source means: the name itself, or one in apposition to the source."""

import re

from onrecord.model import Kind, Mention, Span
from onrecord.parsing.tokens import Token
from onrecord.resolve import nominals
from onrecord.resolve.scene import Resolved, Scene

SPEAKS: tuple[Kind, ...] = ("Person", "Group", "Organisation", "Hospital")
NAMED, APPOSED = 0.97, 0.95
COMMON = {"NN", "NNS"}
SOME = {"some", "many", "most", "few", "several", "other", "certain", "only"}
NUMBER = r"(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten)"
SHARE = re.compile(
    rf"\b(?:{NUMBER} (?:in|out of)(?: every)? {NUMBER}|per ?cent|half|thirds?|quarters?)\b|%",
    re.I,
)
BETWEEN = re.compile(r", (?:(?:[A-Z][\w’'-]*|an?|the|[a-z]+) ){0,3}")


def named(scene: Scene, source: Span, head: Token) -> Resolved | None:
    """Whom a name in the source, or in apposition to it, means."""
    here = [m for m in scene.before(source.end) if m.span.end > source.start]
    for kind in SPEAKS:
        if kind in {"Group", "Organisation"} and is_part(scene, source, head):
            continue
        heading = [m for m in here if heads(scene, m, source, head, kind)]
        known = [who for m in heading if (who := scene.cast.at(m)) is not None]
        if known:  # "the board" is less of a name than "the Dairy Board"
            plain = kind == "Organisation" and scene.parse.text(heading[-1].span).islower()
            return Resolved(known[-1], nominals.BY_NAME if plain else NAMED)
        if heading and kind == "Person":
            return None  # a surname that two people share
    for mention in scene.mentions:
        if mention.kind in SPEAKS and _is_apposed(scene, source, mention):
            who = scene.cast.at(mention)
            if who is not None:
                return Resolved(who, APPOSED)
    return None


def is_part(scene: Scene, source: Span, head: Token) -> bool:
    """Whether a source is a share or a single one of those it names: "four in 10 Republican
    voters", "the Ohio Democrat", "some Democrats", "both women".
    """
    children = list(head.children)
    if SHARE.search(scene.parse.text(source)) or any(
        c.lower_ == "both" and c.dep_ in {"det", "predet"} for c in children
    ):
        return True
    adherents = scene.lexicon.heads.get("Adherent", ())
    counted = any(c.dep_ in {"nummod", "relcl", "predet"} or c.lower_ in SOME for c in children)
    whole = (head.lower_.removesuffix("s"),) in adherents or head.lower_ == "people"
    return (head.lower_,) in adherents or (counted and whole)


def heads(scene: Scene, mention: Mention, source: Span, head: Token, kind: Kind) -> bool:
    """Whether a mention is the source itself and no part of it: not Vale in "Vale's office"."""
    if mention.kind != kind or not source.overlaps(mention.span):
        return False
    if mention.span.start <= head.idx < mention.span.end:
        return True
    token = scene.head(mention)
    while token != head and token.dep_ in {"appos", "conj", "compound", "nmod", "flat"}:
        if token.dep_ in {"compound", "nmod"} and token.head.tag_ in COMMON:
            return False  # "the Vale campaign", "Vale supporters"
        token = token.head
    return kind in {"Person", "Office"} and token == head


def _is_apposed(scene: Scene, source: Span, mention: Mention) -> bool:
    """ "the minister, Ann Vale, said"; "Better Buses, the group that has asked for it, said"."""
    text = scene.parse.document.text
    if mention.span.start >= source.end:
        return (
            mention.kind == "Person"
            and scene.head(mention).dep_ == "appos"
            and BETWEEN.fullmatch(text, source.end, mention.span.start) is not None
        )
    if text[mention.span.end : source.start] != ", " or text[source.end : source.end + 1] != ",":
        return False
    first = scene.parse.tokens(source)[0]
    is_early = mention.span.start - first.sent.start_char <= len("the ")
    return is_early and first.lower_ in {"the", "a", "an"}
