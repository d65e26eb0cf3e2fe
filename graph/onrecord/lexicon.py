"""What the ontology tells the text side: plain values, handed down as one argument."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from onrecord.model import Concept, Kind, Polarity, Scheme

Frame = Literal["clause", "infinitive", "object", "noun", "phrase"]
Words = tuple[str, ...]
FRAMES: tuple[Frame, ...] = ("clause", "infinitive", "object", "noun", "phrase")


@dataclass(frozen=True, slots=True)
class Cue:
    """A word or phrase that reports speech, and the speech act it stands for (acts.ttl)."""

    words: Words  # lemmas, lower case: ("call", "for")
    act: str
    frame: Frame
    towards_object: Polarity | None  # the side it takes towards its object


@dataclass(frozen=True, slots=True)
class ContentForm:
    """A form of what is said that shows the speech act (act-forms.ttl)."""

    name: str
    act: str
    rank: int  # lowest first
    reads: tuple[Words, ...]  # patterns, any of which does
    unless: tuple[Words, ...] = ()  # patterns that rule it out
    over: frozenset[str] = frozenset({"asserts"})  # acts of a cue that it decides before
    cues: frozenset[str] = frozenset()  # lemmas, one of which the cue must have; none: any cue


@dataclass(frozen=True, slots=True)
class Known:
    """A thing that a list knows by name: an office, a party, a body, a person."""

    iri: str
    kind: Kind
    name: str
    labels: tuple[str, ...]  # every name, the canonical one included
    adherents: tuple[str, ...] = ()  # what its members are called: "Tory", "Labour MP"
    same_as: tuple[str, ...] = ()  # its IRIs elsewhere
    codes: tuple[str, ...] = ()  # what else identifies it: "scheme:value", or a code as it stands
    place: str | None = None  # where a hospital is
    colour: str | None = None  # "#rrggbb", as a party is drawn


@dataclass(frozen=True, slots=True)
class Tenure:
    """Who held an office, or was in a body, from when to when.

    ISO dates or parts of one; an end of None is open, a start of "" is not known.
    """

    office: str  # IRI of the office or body
    holder: str  # name
    start: str
    end: str | None  # None: it lasts, or its end is not known
    source: str = ""  # where the dates are on record
    known_until: str | None = None  # how far the source goes, where there is no end
    holder_iri: str | None = None  # Known.iri, where a list says which person of that name


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """All words the extractors know; built by `vocabulary.lexicon`. Equal only to itself."""

    cues: Mapping[tuple[Frame, Words], Cue]
    heads: Mapping[str, frozenset[Words]]  # by kind; "Course" holds verbs
    evaluations: Mapping[str, frozenset[Words]]  # good, bad, wanting, furthering...: lemmas
    concepts: tuple[Concept, ...]
    known: tuple[Known, ...]
    tenures: tuple[Tenure, ...]
    first_names: Mapping[str, frozenset[Words]]  # "female", "male": lower case
    denied: Mapping[str, str] = field(default_factory=dict)  # act: what its denial does
    forms: tuple[ContentForm, ...] = ()  # by rank
    word_classes: Mapping[str, frozenset[Words]] = field(default_factory=dict)  # of the forms
    furniture: tuple[str, ...] = ()  # lines of furniture.txt
    schemes: tuple[Scheme, ...] = ()
    faults: tuple[tuple[str, str], ...] = ()  # file, and which record of it was left out and why


@lru_cache(maxsize=64)
def heads_of(lexicon: Lexicon, *kinds: str) -> frozenset[Words]:
    """The head nouns of several kinds together: the same set each time, which is joined once."""
    return frozenset[Words]().union(*(lexicon.heads.get(kind, ()) for kind in kinds))
