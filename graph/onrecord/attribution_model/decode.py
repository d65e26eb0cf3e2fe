"""Scores -> attributions that stand together.

Each likely cue claims the words it scores best; the claims then compete, and what is nested in
another's content is told apart.
"""

from dataclasses import dataclass, replace

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
    bare_quotations: also paragraphs of quotation without a cue (learned_quotes).
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


@dataclass(frozen=True, slots=True)
class Found:
    """One attribution in words: ascending word numbers of each role; `chance` is its raw score in
    0..1.
    """

    anchor: int
    source: tuple[int, ...]
    cue: tuple[int, ...]
    content: tuple[int, ...]
    chance: float
    nested: bool
    evidence: tuple[float, ...]


def candidates(scores: Scores, tables: Tables, paragraphs: Ints, settings: Settings) -> list[Found]:
    """Every cue worth a look, with the words it claims; they may still compete."""
    own, any_ = sigmoid(scores.cue), sigmoid(scores.nested)
    look = own >= settings.candidates
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
    return [
        _claim(
            int(cue),
            paths[i],
            words[i],
            np.exp(chances[i]),
            float(margins[i]),
            float(own[cue]),
            float(any_[cue]),
        )
        for i, cue in enumerate(cues)
    ]


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
            inside = at >= 0
            total[at[inside]] = np.logaddexp(total[at[inside]], row[inside])
        share = np.where(words >= 0, claim - total[np.maximum(words, 0)], 0.0)
        out[:, :, begin - 1 : begin + 1] = share[:, :, None]
    out[own < least] = 0.0
    return out


def _claim(
    cue: int,
    path: Ints,
    words: Ints,
    chances: Floats,
    margin: float,
    own: float,
    any_: float,
) -> Found:
    roles: list[tuple[int, ...]] = []
    sure: list[float] = []
    for begin, inner in ((B_SOURCE, I_SOURCE), (B_CUE, I_CUE), (B_CONTENT, I_CONTENT)):
        at = np.flatnonzero((path == begin) | (path == inner))
        if begin == B_SOURCE and len(at):
            at = _surest_run(at, path, chances)
        roles.append(tuple(int(words[i]) for i in at))
        sure.append(float((chances[at, begin] + chances[at, inner]).mean()) if len(at) else 0.0)
    best_source = float(chances[:, B_SOURCE].max())
    return Found(
        cue, roles[0], roles[1], roles[2], own, False, (own, any_, *sure, best_source, margin)
    )


def _surest_run(at: Ints, path: Ints, chances: Floats) -> Ints:
    """Of several sources of one cue the likeliest: none of PolNeAR dev's 2,066 is in parts."""
    runs = np.split(at, np.flatnonzero(path[at] == B_SOURCE))
    return max((r for r in runs if len(r)), key=lambda r: float(chances[r, path[r]].sum()))


def resolve(found: list[Found], settings: Settings) -> list[Found]:
    """Attributions that stand together: no word in two contents or two cues, but for one wholly
    nested in another's content.
    """
    merged = _merge(found)
    top = [
        f
        for f in merged
        if f.evidence[0] >= settings.threshold and f.evidence[-1] >= settings.margin
    ]
    kept: list[Found] = []
    taken = Taken(set(), set(), set())
    for f in sorted(top, key=lambda f: (-f.evidence[0], f.anchor)):
        g = _trim(f, taken)
        if g is not None:
            kept.append(g)
            taken.source.update(g.source)
            taken.cue.update(g.cue)
            taken.content.update(g.content)
    if settings.nested:
        kept.extend(_nested(merged, kept, settings))
    return sorted(kept, key=lambda f: (f.anchor, f.nested))


def _merge(found: list[Found]) -> list[Found]:
    """Two first words of one cue ("has", "said") are one attribution: the likelier stands for both.

    Their chances are added, since they are two ways of the same event.
    """
    out: list[Found] = []
    at: dict[int, int] = {}  # word of a cue -> its attribution's place in `out`
    for f in sorted(found, key=lambda f: (-f.evidence[0], f.anchor)):
        twin = next((at[w] for w in (f.anchor, *f.cue) if w in at), None)
        if twin is not None:
            g = out[twin]
            same = f.anchor in g.cue or g.anchor in f.cue
            if same and _share(f.content, g.content) >= 0.5:
                own, any_ = (
                    min(1.0, x + y) for x, y in zip(f.evidence, g.evidence[:2], strict=False)
                )
                out[twin] = replace(g, chance=own, evidence=(own, any_, *g.evidence[2:]))
                continue
        at.update(dict.fromkeys(f.cue, len(out)))
        out.append(f)
    return out


def _share(a: tuple[int, ...], b: tuple[int, ...]) -> float:
    """Jaccard of two word sets."""
    x, y = set(a), set(b)
    return len(x & y) / len(x | y) if x | y else 0.0


@dataclass(frozen=True, slots=True)
class Taken:
    """Words that surer attributions hold, by role."""

    source: set[int]
    cue: set[int]
    content: set[int]


def _trim(f: Found, taken: Taken) -> Found | None:
    """`f` without words that are taken; None where its cue or most of its content is."""

    def free(w: int) -> bool:
        return w not in taken.source and w not in taken.cue and w not in taken.content

    if not free(f.anchor):
        return None
    content = tuple(w for w in f.content if free(w))
    if 2 * len(content) <= len(f.content):
        return None
    source = tuple(w for w in f.source if w not in taken.cue and w not in taken.content)
    return replace(f, content=content, cue=tuple(w for w in f.cue if free(w)), source=source)


def _nested(merged: list[Found], kept: list[Found], settings: Settings) -> list[Found]:
    """Attributions whose every word lies in one kept content; they may not cross one another."""
    home = {w: k for k in kept for w in k.content}
    out: list[Found] = []
    used: set[int] = set()
    for f in sorted(merged, key=lambda f: (-f.evidence[1], f.anchor)):
        if f.evidence[1] < settings.nested_threshold or f.anchor not in home:
            continue
        outer = set(home[f.anchor].content)
        inside = {*f.cue, *f.content, *f.source}
        if inside <= outer and len(f.content) < len(outer) and not inside & used:
            out.append(replace(f, chance=f.evidence[1], nested=True))
            used |= {*f.cue, *f.content}
    return out
