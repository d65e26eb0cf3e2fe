"""Which body a post beside a name belongs to: mentions name the post by it, relations tie to it.

"Its director, Ann Vale", "the union's lawyer, Ann Vale", "the board backed it, but chief
executive Ann Vale ...": the body is the one that owns the post.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from onrecord.lexicon import Lexicon, Words, heads_of
from onrecord.model import Mention, Span
from onrecord.parsing.parse import Parse
from onrecord.parsing.tokens import Tokens

OWNED = re.compile(r"(?P<owner>\b[Ii]ts|\b[Tt]heir|['’]s?)\s+$")
OWNERS = {"Organisation", "Place"}  # "Cork's mayor"
OF_OTHER = re.compile(r",? (?:of|from|at|for) (?:the )?[A-Z]")
THE_NOUN = re.compile(r"\b[Tt]he ([a-z]+)$")
LEAD = 3  # words of a post before its head
WORD, LONGEST = re.compile(r"\w+"), 60  # characters of a word
SUBJECTS = {"nsubj", "nsubjpass"}
BESIDE, ITS, OWN = 0.6, 0.65, 0.75  # bare posts, posts with "its", posts with the body's name


@dataclass(frozen=True, slots=True)
class Post:
    """A person, the words for a post right before the name, and whose post that is."""

    person: Mention
    post: Span  # without the comma
    body: Mention  # or, of a post with the owner's name, a place
    confidence: float


def posts(parse: Parse, found: Sequence[Mention], lexicon: Lexicon) -> Iterator[Post]:
    """Posts with their bodies; `found` in text order.  None where two bodies could be meant."""
    heads, own = heads_of(lexicon, "Office", "Role"), lexicon.heads["Post"]
    text = parse.document.text
    bodies = [m for m in found if m.kind == "Organisation"]
    for person in (m for m in found if m.kind == "Person"):
        line = text.rfind("\n", 0, person.span.start) + 1
        before = text[line : person.span.start]
        match = _title(before, heads) if _ends_in(before, heads) else None
        if match is None:
            continue
        start = line + match.start()
        owner = OWNED.search(text, line, start)
        if owner is None and OF_OTHER.match(text, person.span.end):
            continue  # "chief executive Ann Vale of the board"
        if owner is None:
            bare = _title(before, own)
            body = only(parse, bodies, line + bare.start()) if bare is not None else None
            start, confidence = line + (bare or match).start(), BESIDE
        elif owner["owner"].lower() in {"its", "their"}:
            body, confidence = only(parse, bodies, owner.start()), ITS
        else:
            ends = {owner.start(), owner.end() - 1}
            body = next((m for m in found if m.kind in OWNERS and m.span.end in ends), None)
            body, confidence = body or _again(text[line : owner.start()], bodies, line), OWN
        if body is not None:
            end = start + len(text[start : person.span.start].rstrip(" ,"))
            yield Post(person, Span(start, end), body, confidence)


def _again(before: str, bodies: Sequence[Mention], line: int) -> Mention | None:
    """ "The union's" of the one body named before, "the Seamen's Union", that ends in this noun."""
    noun = THE_NOUN.search(before)
    if noun is None:
        return None
    end = line + noun.start()
    named = [b for b in bodies if b.span.end <= end and b.name.lower().endswith(f" {noun[1]}")]
    return named[-1] if len({b.name for b in named}) == 1 else None


def only(parse: Parse, bodies: Sequence[Mention], end: int) -> Mention | None:
    """The one body named before a place in its sentence, else in the sentence before.

    That one may close the paragraph before, if the body is what it is about: its subject.
    """
    paragraph = parse.document.text.rfind("\n", 0, end) + 1
    sentence = parse.sentence_at(end)
    if sentence is None:
        return None
    for start, stop in ((sentence.start_char, end), (_before(sentence), sentence.start_char)):
        near = [b for b in bodies if max(start, paragraph) <= b.span.start and b.span.end <= stop]
        if near:
            return near[-1] if len({b.name for b in near}) == 1 else None
    opens = not parse.document.text[paragraph:end].strip()
    return _subject_of_the_last(parse, bodies, paragraph) if opens else None


def _subject_of_the_last(parse: Parse, bodies: Sequence[Mention], paragraph: int) -> Mention | None:
    """The one body in the sentence that ends right before a paragraph, if it is the subject."""
    stop = len(parse.document.text[:paragraph].rstrip())
    if not stop:
        return None
    last = parse.tokens(Span(stop - 1, stop))[0].sent
    near = [b for b in bodies if last.start_char <= b.span.start and b.span.end <= stop]
    if len({b.name for b in near}) != 1:
        return None
    leads = [b for b in near if parse.root(b.span).dep_ in SUBJECTS]
    return leads[0] if leads else None


def _before(sentence: Tokens) -> int:
    """Where the sentence before this one begins."""
    first = sentence[0]
    return first.doc[first.i - 1].sent.start_char if first.i else 0


def _ends_in(before: str, heads: frozenset[Words]) -> bool:
    """Whether the last word of some text is the last one of a head: a look, not a search."""
    words = WORD.findall(before.rstrip()[-LONGEST:])
    return bool(words) and words[-1].casefold() in _last_words(heads)


@lru_cache(maxsize=8)
def _last_words(heads: frozenset[Words]) -> frozenset[str]:
    runs = (WORD.findall(head[-1]) for head in heads)
    return frozenset(words[-1].casefold() for words in runs if words)


def _title(before: str, heads: frozenset[Words]) -> re.Match[str] | None:
    """A post right before a name: up to three words, then one of the heads, perhaps a comma."""
    title, most = _titles(heads)
    words = before.rsplit(maxsplit=most)  # it has no more than so many, and the first is the rest
    return title.search(before, len(words[0]) if len(words) > most else 0)


@lru_cache(maxsize=8)
def _titles(heads: frozenset[Words]) -> tuple[re.Pattern[str], int]:
    """The pattern of such posts, and how many words they have at most."""
    names = "|".join(sorted((re.escape(" ".join(h)) for h in heads), key=len, reverse=True))
    lead = rf"(?:(?!(?:{names})\b)[a-z][\w-]*\s+){{0,{LEAD}}}"
    pattern = re.compile(rf"(?<!['’])\b{lead}(?i:{names}),?\s+$")
    return pattern, LEAD + max(map(len, heads), default=0)
