"""Claims of cues -> attributions that stand together.

Claims compete for words; what is nested in another's content is told apart; what nobody claimed
and is surely content joins the content beside it.
"""

from dataclasses import dataclass, replace

from onrecord.attribution_model.decode import Found, Settings
from onrecord.attribution_model.scores import Floats


def resolve(found: list[Found], settings: Settings) -> list[Found]:
    """Attributions that stand together: no word in two contents or two cues, but for one wholly
    nested in another's content.
    """
    merged = _merge(found)
    top = [f for f in merged if _stands(f, settings)]
    kept: list[Found] = []
    taken = Taken(set(), set())
    for f in sorted(top, key=lambda f: (-f.evidence[0], f.anchor)):
        g = _trim(f, taken)
        if g is not None:
            kept.append(g)
            taken.source.update(g.source)
            taken.said.update(g.cue, g.content)
    if settings.nested:
        kept.extend(_nested(merged, kept, settings))
    return sorted(kept, key=lambda f: (f.anchor, f.nested))


def _stands(f: Found, settings: Settings) -> bool:
    if f.evidence[0] >= settings.threshold and f.evidence[-1] >= settings.margin:
        return True
    again = f.evidence[0] >= settings.second_look and f.tagged >= settings.second_tagged
    return again and f.evidence[-1] >= 0


def completed(found: list[Found], chances: Floats, least: float) -> list[Found]:
    """Sources, cues and contents with the words beside them that nobody claimed and that surely
    have that role.

    chances: (n, 3), as role_chances gives.  Mends contents that end where another cue stands in
    between.
    """
    taken = {w for f in found for w in (*f.source, *f.cue, *f.content)}
    sure = (chances >= least).T.tolist()
    out: list[Found] = []
    for f in found:
        roles: list[tuple[int, ...]] = []
        for role, words in enumerate((f.source, f.cue, f.content)):
            more = set() if f.nested else _beside(words, sure[role], taken)
            taken |= more
            roles.append(tuple(sorted({*words, *more})))
        source, cue, content = roles
        out.append(replace(f, source=source, cue=cue, content=content))
    return out


def _beside(words: tuple[int, ...], sure: list[bool], taken: set[int]) -> set[int]:
    """The runs of sure words that are not taken, before the first and after the last word."""
    out: set[int] = set()
    for word, step in ((words[-1], 1), (words[0], -1)) if words else ():
        while 0 <= word + step < len(sure) and sure[word + step] and word + step not in taken:
            word += step
            out.add(word)
    return out


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
    """Words that surer attributions hold: as their sources, and as their cues and contents."""

    source: set[int]
    said: set[int]


def _trim(f: Found, taken: Taken) -> Found | None:
    """`f` without words that are taken; None where its cue or most of its content is."""
    if f.anchor in taken.said or f.anchor in taken.source:
        return None
    cue, content = (
        tuple(w for w in words if w not in taken.said and w not in taken.source)
        for words in (f.cue, f.content)
    )
    if 2 * len(content) <= len(f.content):
        return None
    source = tuple(w for w in f.source if w not in taken.said)
    if (source, cue, content) == (f.source, f.cue, f.content):
        return f
    return replace(f, content=content, cue=cue, source=source)


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
