"""Scores -> what each likely cue claims: the words that it scores best."""

from dataclasses import dataclass

import numpy as np

from onrecord.attribution_model.paths import FORBIDDEN, viterbi
from onrecord.attribution_model.scores import (
    B_CONTENT,
    B_CUE,
    B_SOURCE,
    I_CONTENT,
    I_CUE,
    I_SOURCE,
    LABELS,
    REACH,
    Floats,
    Ints,
    Scores,
    Tables,
    log_softmax,
    pair_logits,
    sigmoid,
)

ROLES = ((B_SOURCE, I_SOURCE), (B_CUE, I_CUE), (B_CONTENT, I_CONTENT))


@dataclass(frozen=True, slots=True)
class Settings:
    """Knobs of decoding; the defaults were chosen on PolNeAR dev (see LOG.md).

    threshold: least probability of a cue.  candidates: least probability to be looked at at all.
    source_bias, cue_bias, content_bias: added to the scores of their labels (higher: more recall).
    restart: added for each further part of a content.  source_bonus: added for having a source.
    tag_weight: weight of "this is somebody's content" in a cue's content scores.
    barrier: taken from a content's scores for each other cue between its cue and the word.
    rivalry: weight of the log chance that a word is this cue's and no other's.
    margin: least lead of having a content over having none.
    nested: also find attributions inside others' contents, from nested_threshold on.
    bare_quotations: also paragraphs of quotation without a cue (quotes).
    completed: words beside a source, cue or content that nobody claimed join it from this chance on
    that they have that role.
    second_look, second_tagged: a cue of at least the one chance stands, too, if its content is
    somebody's with the other chance (mean over its words).
    """

    threshold: float = 0.45
    candidates: float = 0.15
    source_bias: float = 0.8
    cue_bias: float = 0.5
    content_bias: float = 0.8
    restart: float = -2.0
    source_bonus: float = 2.0
    tag_weight: float = 0.3
    barrier: float = 1.0
    rivalry: float = 1.0
    margin: float = 0.0
    nested: bool = True
    nested_threshold: float = 0.6
    bare_quotations: bool = True
    completed: float = 0.6
    second_look: float = 0.1
    second_tagged: float = 0.8


@dataclass(frozen=True, slots=True)
class Found:
    """One attribution in words: ascending word numbers of each role; `chance` is its raw score in
    0..1, `tagged` the mean chance that a word of its content is somebody's content.
    """

    anchor: int
    source: tuple[int, ...]
    cue: tuple[int, ...]
    content: tuple[int, ...]
    chance: float
    nested: bool
    evidence: tuple[float, ...]
    tagged: float = 1.0


def candidates(scores: Scores, tables: Tables, paragraphs: Ints, settings: Settings) -> list[Found]:
    """Every cue worth a look, with the words it claims; they may still compete."""
    own, any_ = sigmoid(scores.cue), sigmoid(scores.nested)
    look = own >= min(settings.candidates, settings.second_look)
    if settings.nested:
        look |= any_ >= settings.candidates
    cues = np.flatnonzero(look).astype(np.int64)
    if not len(cues):
        return []
    logits, words = pair_logits(scores, tables, paragraphs, cues)
    lean = scores.tags[:, B_CONTENT:] - scores.tags[:, :1]
    logits[:, :, B_CONTENT:] += np.float32(settings.tag_weight) * lean[np.maximum(words, 0)]
    logits[:, :, B_CONTENT:] -= np.float32(settings.barrier) * _between(own, cues, words)
    chances = log_softmax(logits)
    emissions = chances.copy()
    if settings.rivalry:
        emissions[:, :, 1:] += _rivalry(
            logits, words, own[cues], len(paragraphs), settings.candidates
        ) * np.float32(settings.rivalry)
    for begin, bias in (
        (B_SOURCE, settings.source_bias),
        (B_CUE, settings.cue_bias),
        (B_CONTENT, settings.content_bias),
    ):
        emissions[:, :, begin : begin + 2] += np.float32(bias)
    emissions[words < 0, 1:] = FORBIDDEN
    emissions[:, REACH, :] = FORBIDDEN
    emissions[:, REACH, B_CUE] = 0.0
    paths, margins = viterbi(emissions, settings.restart, settings.source_bonus)
    said = role_chances(scores)[:, 2]
    cue_chances = zip(own[cues].tolist(), any_[cues].tolist(), strict=True)
    chances = np.exp(chances)
    best_sources = chances[:, :, B_SOURCE].max(axis=1).tolist()
    further = zip(margins.tolist(), best_sources, cue_chances, strict=True)
    rows = zip(cues.tolist(), paths, words, chances, further, strict=True)
    return [_claim(*row, said) for row in rows]


def role_chances(scores: Scores) -> Floats:
    """(n, 3): that a word is of a source, of a cue, of a content, whosever."""
    tags = np.exp(log_softmax(scores.tags))
    out: Floats = np.stack([tags[:, b] + tags[:, i] for b, i in ROLES], axis=1)
    return out


def _between(own: Floats, cues: Ints, words: Ints) -> Floats:
    """(c, w, 1): how many other cues, by their chances, stand between each cue and word.

    Only 0.7 % of PolNeAR's contents reach over another attribution's cue.
    """
    total = np.concatenate([[0.0], np.cumsum(np.where(own >= 0.3, own, 0.0))])
    at = np.maximum(words, 0)
    middle = cues[:, None]
    after = total[at] - total[np.minimum(middle + 1, len(own))]
    before = total[middle] - total[np.minimum(at + 1, len(own))]
    out: Floats = np.where(at > middle, after, before).clip(0)[:, :, None].astype(np.float32)
    return out


def _rivalry(logits: Floats, words: Ints, own: Floats, n: int, least: float) -> Floats:
    """(c, w, 6): log of each cue's share of a word among all cues, for cue and content labels; 0
    for sources, which may be shared.

    A cue weighs as much as its own chance; what is nested rather than its own does not compete (0
    throughout).
    """
    out = np.zeros((*logits.shape[:2], LABELS - 1), dtype=np.float32)
    for begin in (B_CUE, B_CONTENT):
        claim = (
            np.logaddexp(logits[:, :, begin], logits[:, :, begin + 1])
            + np.log(np.maximum(own, 1e-6))[:, None]
        )
        total = np.full(n, -1e9, dtype=np.float32)
        for row, at in zip(claim[own >= least], words[own >= least], strict=True):
            row, at = row[at >= 0], at[at >= 0]
            here = total[at[0] : at[-1] + 1]  # the words around a cue stand in a row
            np.logaddexp(here, row, here)
        share = np.where(words >= 0, claim - total[np.maximum(words, 0)], 0.0)
        out[:, :, begin - 1 : begin + 1] = share[:, :, None]
    out[own < least] = 0.0
    return out


def _claim(
    cue: int,
    path: Ints,
    words: Ints,
    chances: Floats,
    further: tuple[float, float, tuple[float, float]],
    said: Floats,
) -> Found:
    margin, best_source, cue_chances = further
    roles: list[tuple[int, ...]] = []
    sure: list[float] = []
    claimed = path.nonzero()[0]
    role = (path[claimed] - 1) // 2
    for number, (begin, inner) in enumerate(ROLES):
        at = claimed[role == number]
        if begin == B_SOURCE and len(at):
            at = _surest_run(at, path, chances)
        roles.append(tuple(words[at].tolist()))
        both = chances[at, begin] + chances[at, inner]
        sure.append(float(np.add.reduce(both) / len(at)) if len(at) else 0.0)
    content_chances = said[words[at]]  # the last role is the content's
    tagged = float(np.add.reduce(content_chances) / len(at)) if len(at) else 0.0
    evidence = (*cue_chances, *sure, best_source, margin)
    source, words_of_cue, content = roles
    return Found(cue, source, words_of_cue, content, cue_chances[0], False, evidence, tagged)


def _surest_run(at: Ints, path: Ints, chances: Floats) -> Ints:
    """Of several sources of one cue the likeliest: none of PolNeAR dev's 2,066 is in parts."""
    begins = np.flatnonzero(path[at] == B_SOURCE)
    if len(begins) == 1 and begins[0] == 0:
        return at
    runs = np.split(at, begins)
    return max((r for r in runs if len(r)), key=lambda r: float(chances[r, path[r]].sum()))
