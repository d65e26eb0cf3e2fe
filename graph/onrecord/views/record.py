"""What a graph puts on record, as plain frozen values that all views share.

The names are the ontology's. Unlike the types of `onrecord.model`, which point into one text,
these point at one another by IRI and carry the words with them, so that a view needs no corpus.
"""

from dataclasses import dataclass
from typing import get_args

from pydantic import TypeAdapter

from onrecord.model import Kind

KINDS: tuple[str, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Document:
    """An article; what its file does not state is None."""

    iri: str
    title: str
    outlet: str | None = None
    author: str | None = None
    published: str | None = None
    url: str | None = None
    sha256: str | None = None
    paths: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """Exact words of a document, at code points `start` to `end`, with what stands around."""

    iri: str
    document: str
    start: int
    end: int
    exact: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Stance:
    """What a statement is read as being for or against."""

    iri: str
    polarity: str  # supports, opposes
    target: str
    confidence: float | None
    evidence: tuple[Passage, ...]
    weight: float = 1.0  # what it counts for in a position


@dataclass(frozen=True, slots=True)
class Statement:
    """One utterance with its passages: the words, and who says so by which verb."""

    iri: str
    document: str
    speaker: str | None
    source_text: str
    cue: str
    words: str
    act: str
    form: str
    date: str | None  # when it was said, else when the document was published
    said_on: str | None
    confidence: float | None
    content: tuple[Passage, ...]
    source: tuple[Passage, ...]
    cues: tuple[Passage, ...]
    stances: tuple[Stance, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """A document with what it says, and the passages of it that relations rest on."""

    document: Document
    statements: tuple[Statement, ...] = ()  # sorted by IRI
    passages: tuple[Passage, ...] = ()


_ARTICLE = TypeAdapter(Article)


def dumps(article: Article) -> str:
    """An article as JSON."""
    return _ARTICLE.dump_json(article, exclude_defaults=True).decode("utf-8")


def loads(text: str) -> Article:
    """An article as it was."""
    return _ARTICLE.validate_json(text)


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, body, policy, place...: anything that can be a node."""

    iri: str
    kind: str
    name: str
    aliases: tuple[str, ...] = ()
    definition: str = ""
    broader: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    colour: str | None = None  # "#rrggbb", as a list of parties gives it


@dataclass(frozen=True, slots=True)
class Position:
    """Where a holder stands on a target, with the arithmetic and the statements behind it."""

    iri: str
    holder: str
    target: str
    polarity: str  # supports, opposes, mixed
    supporting: int
    opposing: int
    first: str | None
    last: str | None
    statements: tuple[str, ...]
    weights: tuple[float, float] = (0.0, 0.0)  # for and against
    doubtful: bool = False  # it would not stand as it does without its doubtful statements
    firm: str | None = None  # what it then comes to, if to anything
    doubtful_statements: int = 0


@dataclass(frozen=True, slots=True)
class Relation:
    """A fact between two entities; `predicate` is the local name of its shortcut."""

    iri: str
    subject: str
    predicate: str
    object: str
    confidence: float | None
    evidence: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Alignment:
    """How often two actors stand on the same side of the same target."""

    iri: str
    actors: tuple[str, str]
    agreements: int
    disagreements: int
    targets: tuple[str, ...]
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Change:
    """Two statements of one holder that take opposite sides of one target, the earlier first."""

    iri: str
    holder: str
    target: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Record:
    """All of a graph; every mapping is keyed and sorted by IRI."""

    documents: dict[str, Document]
    entities: dict[str, Entity]
    statements: dict[str, Statement]
    positions: tuple[Position, ...]
    relations: tuple[Relation, ...]
    alignments: tuple[Alignment, ...]
    changes: tuple[Change, ...] = ()
