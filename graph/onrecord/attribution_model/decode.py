"""Scores -> what each likely cue claims: the words that it scores best."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from onrecord.attribution_model.paths import FORBIDDEN, viterbi
from onrecord.attribution_model.scores import (
    B_CONTENT,
    B_CUE,
    B_SOURCE,
    I_CONTENT,
    I_CUE,
    I_SOURCE,
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
    lean = np.float32(settings.tag_weight) * (scores.tags[:, B_CONTENT:] - scores.tags[:, :1])
    logits[B_CONTENT:] += lean.T.take(np.maximum(words, 0), 1)
    logits[B_CONTENT:] -= np.float32(settings.barrier) * _between(own, cues, words)
    chances = log_softmax(logits)
    emissions = chances.copy()
    if settings.rivalry:
        weight = np.float32(settings.rivalry)
        least = settings.candidates
        for begin in (B_CUE, B_CONTENT):
            claims = logits[begin : begin + 2]
            share = _rivalry(claims, words, own[cues], len(paragraphs), least)
            emissions[begin : begin + 2] += weight * share
    for begin, bias in (
        (B_SOURCE, settings.source_bias),
        (B_CUE, settings.cue_bias),
        (B_CONTENT, settings.content_bias),
    ):
        emissions[begin : begin + 2] += np.float32(bias)
    np.copyto(emissions[1:], FORBIDDEN, where=words < 0)
    emissions[:, :, REACH] = FORBIDDEN
    emissions[B_CUE, :, REACH] = 0.0
    paths, margins = viterbi(np.moveaxis(emissions, 0, 2), settings.restart, settings.source_bonus)
    known = np.stack([own[cues], any_[cues], np.exp(chances[B_SOURCE]).max(axis=1), margins])
    return list(_found(cues, known, paths, words, chances, role_chances(scores)[:, 2]))


def role_chances(scores: Scores) -> Floats:
    """(n, 3): that a word is of a source, of a cue, of a content, whosever."""
    tags = np.exp(log_softmax(np.ascontiguousarray(scores.tags.T)))
    out: Floats = np.stack([tags[b] + tags[i] for b, i in ROLES], axis=1)
    return out


def _between(own: Floats, cues: Ints, words: Ints) -> Floats:
    """(c, w): how many other cues, by their chances, stand between each cue and word.

    Only 0.7 % of PolNeAR's contents reach over another attribution's cue.
    """
    total = np.concatenate([[0.0], np.cumsum(np.where(own >= 0.3, own, 0.0))])
    at = np.maximum(words, 0)
    middle = cues[:, None]
    after = total[at] - total[np.minimum(middle + 1, len(own))]
    before = total[middle] - total[np.minimum(at + 1, len(own))]
    out: Floats = np.where(at > middle, after, before).clip(0).astype(np.float32)
    return out


def _rivalry(claims: Floats, words: Ints, own: Floats, n: int, least: float) -> Floats:
    """(c, w): log of each cue's share of a word among all cues, for the labels of one role; their
    logits are `claims` (2, c, w).

    A cue weighs as much as its own chance; what is nested rather than its own does not compete (0
    throughout).
    """
    rivals = own >= least
    words = words[rivals]
    claim = np.logaddexp(claims[0, rivals], claims[1, rivals])
    claim += np.log(np.maximum(own[rivals], 1e-6))[:, None]
    total = np.full(n, -1e9, dtype=np.float32)
    for row, at in zip(claim, words, strict=True):
        inside = at >= 0
        row, at = row[inside], at[inside]
        here = total[at[0] : at[-1] + 1]  # the words around a cue stand in a row
        np.logaddexp(here, row, here)
    out = np.zeros(claims.shape[1:], dtype=np.float32)
    out[rivals] = np.where(words >= 0, claim - total[words], 0.0)
    return out


def _found(
    cues: Ints, known: Floats, paths: Ints, words: Ints, chances: Floats, said: Floats
) -> Iterator[Found]:
    """What each cue claims by its path.

    known: (4, c) own and any chance of the cue, best chance of a source, margin.  paths: (c, w)
    labels.  words: (c, w).  chances: (LABELS, c, w) in logs.  said: (n,) chance of each word of the
    text that it is somebody's content.
    """
    rows, at = paths.nonzero()
    group = rows * len(ROLES) + (paths[rows, at] - 1) // 2
    order = group.argsort(kind="stable")  # all of a cue's role in a row
    rows, at = rows[order], at[order]
    labels, numbers = paths[rows, at], words[rows, at]
    begins = labels - (labels - 1) % 2
    sure = np.exp(chances[begins, rows, at]) + np.exp(chances[begins + 1, rows, at])
    each, tagged = np.exp(chances[labels, rows, at]), said[numbers]
    kinds, listed = labels.tolist(), numbers.tolist()
    ends = np.bincount(group, minlength=len(paths) * len(ROLES)).cumsum().tolist()
    runs = [slice(*pair) for pair in pairwise((0, *ends))]
    roles = (runs[role :: len(ROLES)] for role in range(len(ROLES)))
    for cue, (own, any_, best, margin), *claimed in zip(
        cues.tolist(), known.T.tolist(), *roles, strict=True
    ):
        claimed[0] = _surest(claimed[0], kinds, each)
        source, own_words, content = (tuple(listed[run]) for run in claimed)
        evidence = (own, any_, *(_mean(sure[run]) for run in claimed), best, margin)
        is_said = _mean(tagged[claimed[-1]])
        yield Found(cue, source, own_words, content, own, False, evidence, is_said)


def _surest(run: slice, labels: list[int], chances: Floats) -> slice:
    """Of several sources of one cue the likeliest: none of PolNeAR dev's 2,066 is in parts."""
    begins = [at for at in range(run.start, run.stop) if labels[at] == B_SOURCE]
    if len(begins) < 2:
        return run
    parts = [slice(*pair) for pair in pairwise((run.start, *begins[1:], run.stop))]
    return max(parts, key=lambda part: float(chances[part].sum()))


def _mean(x: Floats) -> float:
    return float(np.add.reduce(x) / len(x)) if len(x) else 0.0
