"""Mentions -> the entities of one article: variants of a name meet, namesakes stay apart.

One candidate or none: a surname that two people of the article share is nobody's.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from onrecord.lexicon import Lexicon
from onrecord.model import Entity, Kind, Mention, Span
from onrecord.parsing.parse import Parse
from onrecord.slugs import slug

SMALL = {
    "the",
    "a",
    "an",
    "of",
    "for",
    "to",
    "in",
    "on",
    "and",
    "by",
    "at",
    "its",
    "their",
    "his",
    "her",
    "our",
}
INITIALS_SKIP = {"of", "the", "and", "for", "in", "to", "&"}
SETS = {"female", "male", "woman", "man"}  # of first-names.ttl; its others are short forms
ANY = {"decision", "system", "change", "plan", "proposal", "policy", "regime", "structure", "model"}
# Words that set a thing apart from the one that is there now.
OTHER = {"old", "previous", "former", "earlier", "other", "another", "alternative", "rival"}
Key = tuple[Span, Kind]


@dataclass(frozen=True, slots=True)
class Cast:
    """The entities of an article, and which of them each mention means."""

    entities: tuple[Entity, ...]
    by_mention: Mapping[Key, str]

    def named(self, entity: str | None) -> Entity | None:
        return next((e for e in self.entities if e.id == entity), None)

    def at(self, mention: Mention) -> str | None:
        return self.by_mention.get((mention.span, mention.kind))


def cast(parse: Parse, mentions: Iterable[Mention], lexicon: Lexicon) -> Cast:
    """Groups mentions into entities; a mention that could mean two of them joins neither."""
    found = sorted(mentions, key=lambda m: (m.span, m.kind))
    keys = {id(m): _key(m) for m in found}
    people = {k[1] for m in found if (k := keys[id(m)])[0] == "Person" and " " in k[1]}
    hospitals = {k[1] for m in found if (k := keys[id(m)])[0] == "Hospital"}
    bodies = {m.name for m in found if m.kind == "Organisation"}
    titles: dict[str, set[str]] = {}
    for mention in found:
        titles.setdefault(keys[id(mention)][1], set()).update(_honorifics(parse, mention))
    things = [m for m in found if m.kind == "Policy" and not parse.is_deed(m.span)]
    grouped: dict[tuple[Kind, str], list[Mention]] = {}
    for mention in found:
        kind, key = keys[id(mention)]
        if kind == "Person" and " " not in key:
            full = _full_names(key, people, lexicon)
            title = _honorifics(parse, mention)
            full = [f for f in full if _may_be(title, f.split()[0], lexicon)]
            full = sorted({_longer(f, people, lexicon) for f in full})
            if len(full) > 1:
                full = [f for f in full if title & titles.get(f, set())] or full
            if len(full) > 1:
                continue
            key = full[0] if full else key
        elif kind == "Person" and mention.iri is None:
            key = _longer(key, people, lexicon)
        elif kind in {"Organisation", "Place"}:
            hospital = [
                h for h in hospitals if h.startswith(f"{key} ") and key not in {"the", "royal"}
            ]
            if len(hospital) == 1 and len(key) > 3:
                kind, key = "Hospital", hospital[0]
            elif mention.iri is None and " " not in key and len(_surnames(key, people)) == 1:
                kind, key = "Person", _surnames(key, people)[0]
            elif kind == "Organisation" and mention.iri is None and mention.name.islower():
                called = _called(key, found, mention)
                if len(called) > 1:
                    continue
                key = called.pop() if called else key
            elif mention.iri is None and (spelt := _spelt_out(mention.name, bodies)):
                key = _plain(spelt)
        elif kind == "Office" and mention.iri is None and " " not in key:
            posts = {k[1] for k in keys.values() if _is_post(k, key)}
            key = posts.pop() if len(posts) == 1 else key
        elif kind == "Policy" and mention.iri is None and " " not in key:
            fuller = _fuller(mention, things, keys)
            if fuller is None and key in ANY:
                continue  # "the decision" without a word which one
            key = fuller or key
        grouped.setdefault((kind, key), []).append(mention)
    return _entities(parse, grouped)


def _entities(parse: Parse, grouped: Mapping[tuple[Kind, str], list[Mention]]) -> Cast:
    entities: list[Entity] = []
    by_mention: dict[Key, str] = {}
    used: set[str] = set()
    for (kind, _), group in sorted(grouped.items(), key=lambda item: item[1][0].span):
        name = _canonical(kind, group)
        plain = slug(name)
        further = (f"{plain}-{kind.lower()}{n}" for n in ("", *range(2, len(used) + 3)))
        identifier = next(i for i in chain((plain,), further) if i not in used)
        used.add(identifier)
        spans = tuple(sorted({m.span for m in group}))
        surfaces = {" ".join(parse.text(s).split()) for s in spans} - {name}
        iri = next((m.iri for m in group if m.iri), None)
        entities.append(Entity(identifier, kind, name, spans, tuple(sorted(surfaces)), iri))
        by_mention.update({(m.span, m.kind): identifier for m in group})
    return Cast(tuple(entities), by_mention)


def _key(mention: Mention) -> tuple[Kind, str]:
    if mention.iri is not None and mention.kind != "Person":  # whose surname alone means them
        return mention.kind, mention.iri
    if mention.kind == "Policy":
        return mention.kind, " ".join(_bag(mention.name))
    return mention.kind, _plain(mention.name)


@lru_cache(maxsize=1000)
def _plain(name: str) -> str:
    words = re.sub(r"['’]s$|['’]$", "", name.lower().replace("’", "'")).split()
    while words and words[0] in {"the", "a", "an"}:
        words = words[1:]
    return " ".join(words)


@lru_cache(maxsize=1000)
def _bag(name: str) -> tuple[str, ...]:
    """Content words in order, without plural endings: one key for a policy's variants."""
    words = (w for w in re.findall(r"[\w&/-]+", name.lower()) if w not in SMALL)
    return tuple(re.sub(r"(?<=\w{3})s$", "", w) for w in words)


def _honorifics(parse: Parse, mention: Mention) -> set[str]:
    """The title that a person's name comes with: "Sen. Harmon" is not Sheriff Harmon."""
    first = parse.text(mention.span).split()[0].rstrip(".").lower()
    return (
        {first}
        if mention.kind == "Person" and not mention.name.lower().startswith(first)
        else set()
    )


def _full_names(part: str, people: Iterable[str], lexicon: Lexicon) -> list[str]:
    """Full names of the article that end in a surname, else those with that first name."""
    ending = sorted(p for p in people if p.split()[-1] == part)
    first = sorted(p for p in people if p.split()[0] == part)
    return ending or first or sorted(p for p in people if is_short(part, p.split()[0], lexicon))


def is_short(one: str, other: str, lexicon: Lexicon) -> bool:
    """Whether one first name is a short form of the other, or both are of a third."""
    full = _full_forms(lexicon)
    nobody: frozenset[str] = frozenset()
    return not full.get(one.lower(), nobody).isdisjoint(full.get(other.lower(), nobody))


@lru_cache(maxsize=4)
def _full_forms(lexicon: Lexicon) -> Mapping[str, frozenset[str]]:
    """The first names that a name is short for, each of itself as well."""
    found: dict[str, set[str]] = {}
    for full, short in lexicon.first_names.items():
        for words in short | {(full,)} if full not in SETS else ():
            if len(words) == 1:
                found.setdefault(words[0], set()).add(full)
    return {name: frozenset(fulls) for name, fulls in found.items()}


def _longer(key: str, people: Iterable[str], lexicon: Lexicon) -> str:
    """The one fuller or other form of a full name: "Andy Vale" and "Andrew J. Vale" are one."""
    first, *middle, last = key.split()
    alike = {
        p
        for p in people
        if p.split()[-1] == last
        and (p.split()[0] == first or is_short(first, p.split()[0], lexicon))
        and _agree(middle, p.split()[1:-1])
    } | {key}
    return max(sorted(alike), key=len) if len(alike) == 2 else key


def _agree(middle: list[str], other: list[str]) -> bool:
    """Whether middle names may be one person's: one has none, or they begin alike."""
    return all(a[0] == b[0] for a, b in zip(middle, other, strict=False))


def _may_be(titles: set[str], first: str, lexicon: Lexicon) -> bool:
    """Whether a title's gender allows a first name: "Mr Field" is not Nora Field."""
    names = lexicon.first_names
    for title_words, name_words in (("woman", "male"), ("man", "female")):
        titled = any((t,) in names.get(title_words, ()) for t in titles)
        if titled and (first,) in names.get(name_words, ()):
            return False
    return True


def _called(noun: str, found: Iterable[Mention], bare: Mention) -> set[str]:
    """The bodies before some "panel" that have the word in their name."""
    return {
        _key(m)[1]
        for m in found
        if m.kind == "Organisation"
        and m.span.start < bare.span.start
        and " " in m.name
        and noun in m.name.lower().split()
    }


def _is_post(key: tuple[Kind, str], word: str) -> bool:
    """Whether a key is that of a fuller title with this word: "water commissioner"."""
    return key[0] == "Office" and key[1] != word and word in key[1].split()


def _fuller(
    bare: Mention, things: list[Mention], keys: Mapping[int, tuple[Kind, str]]
) -> str | None:
    """The policy that "the bill" means: the nearest one before it whose words end alike.

    Not what is done to one: "scrapping the bill".
    """
    word = keys[id(bare)][1]
    named = [
        m
        for m in things
        if m.span != bare.span
        and len({*_bag(m.name)} - OTHER) > 1  # "the old system" is not "the system"
    ]
    alike = [m for m in named if word in _bag(_head_word(m.name))]
    before = [m for m in alike if m.span.start < bare.span.start]
    chosen = before[-1] if before else alike[0] if alike else None
    return keys[id(chosen)][1] if chosen is not None else None


def _head_word(name: str) -> str:
    """The head of a noun phrase: the word before its first preposition."""
    return re.split(r"\s(?:of|to|in|on|for|against)\s", name)[0].split()[-1]


def _surnames(word: str, people: Iterable[str]) -> list[str]:
    """People of the article whose surname a lone "organisation" or "place" is."""
    return sorted(p for p in people if p.split()[-1] == word)


def _spelt_out(acronym: str, bodies: Iterable[str]) -> str | None:
    """The one body of the article whose initials these capitals are."""
    if not (acronym.isupper() and 2 <= len(acronym) <= 6):
        return None
    found = [
        b
        for b in bodies
        if "".join(w[0] for w in b.split() if w.lower() not in INITIALS_SKIP) == acronym
        and " " in b
    ]
    return found[0] if len(found) == 1 else None


def _canonical(kind: Kind, group: list[Mention]) -> str:
    """The list's name, else the longest name of a person or body, else the first one."""
    known = next((m for m in group if m.iri is not None), None)
    if known is not None:
        return known.name
    if kind in {"Person", "Organisation", "Hospital"}:
        return max(
            (" ".join(m.name.split()) for m in group), key=lambda n: (len(n.split()), len(n))
        )
    return " ".join(group[0].name.split())
