"""What one mark in an article stands for, in words: who, how, for or against what, how sure."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from urllib.parse import quote, urlsplit

from onrecord.slugs import plain_words
from onrecord.views.doubt import is_doubtful
from onrecord.views.record import Passage, Record, Relation, Stance, Statement

_FORMS = {"direct": "direct quote", "indirect": "reported speech", "mixed": "partly quoted"}
_SIDES = {"supports": "for", "opposes": "against"}
_DOUBT = ' <span class="tag doubtful">? doubtful</span>'  # as on the page of the whole record


@dataclass(frozen=True, slots=True)
class Card:
    """One statement or one other fact of an article."""

    key: str  # the last part of its IRI, and what an address names it by
    side: str  # supports, opposes, mixed, silent (takes no side), fact
    passages: tuple[tuple[str, Passage], ...]  # each with its role: words, source, cue
    html: str
    doubtful: bool = False

    @property
    def is_statement(self) -> bool:
        return self.side != "fact"


def cards(record: Record) -> list[Card]:
    """A card for each statement and each relation of an article, in the order of the text."""
    (article,) = record.documents
    found = [_statement(record, said) for said in record.statements.values()]
    found += [_relation(record, tie, article) for tie in record.relations]
    return sorted(found, key=lambda card: (_start(card), card.key))


def tail(iri: str) -> str:
    """What follows the last / or # of an IRI."""
    return iri.replace("#", "/").rpartition("/")[2]


def outside(url: str | None) -> str:
    """A link to the published article, only if its address is one of the web."""
    try:
        is_web = urlsplit(url or "").scheme in ("http", "https")
    except ValueError:
        return ""
    if not url or not is_web:
        return ""
    return f' · <a href="{escape(url)}" rel="noopener noreferrer">as published</a>'


def _start(card: Card) -> int:
    return min((p.start for role, p in card.passages if role == "words"), default=0)


def _statement(record: Record, said: Statement) -> Card:
    sides = {stance.polarity for stance in said.stances}
    side = "mixed" if len(sides) > 1 else next(iter(sides), "silent")
    who = _name(record, said.speaker)
    if said.speaker is None and said.source_text:
        who += f" (“{escape(said.source_text)}”)"
    how = [said.act, _FORMS.get(said.form, said.form), _sure(said.confidence)]
    doubtful = is_doubtful(said)
    lines = [
        f"<blockquote>{escape(said.words)}</blockquote>",
        f"<p>{escape(' · '.join(filter(None, how)))}{_DOUBT if doubtful else ''}</p>",
        *(f"<p>{line}</p>" for line in _stances(record, said)),
    ]
    if said.said_on:
        lines.append(f"<p>Said in {escape(said.said_on)}, as this article reports.</p>")
    roles = (("words", said.content), ("source", said.source), ("cue", said.cues))
    passages = tuple((role, p) for role, of_role in roles for p in of_role)
    html = _card(tail(said.iri), side, who, lines, passages, doubtful)
    return Card(tail(said.iri), side, passages, html, doubtful)


def _stances(record: Record, said: Statement) -> Iterator[str]:
    for stance in said.stances:
        words = " … ".join(passage.exact for passage in stance.evidence)
        side = _SIDES.get(stance.polarity, stance.polarity)
        yield (
            f'Read as <strong class="{escape(stance.polarity)}-ink">{escape(side)}</strong> '
            f"{_name(record, stance.target)}"
            + (f", from “{escape(words)}”" if words and words != said.words else "")
            + f"{_weighed(stance)}"
        )


def _weighed(stance: Stance) -> str:
    sure = f" ({_sure(stance.confidence)})" if stance.confidence is not None else ""
    if stance.weight == 0:
        return f"{sure}. Counts for nothing: second-hand, or under a condition."
    if stance.weight != 1:
        return f"{sure}. Counts {stance.weight:g}: hedged, or read with little confidence."
    return f"{sure}."


def _relation(record: Record, tie: Relation, article: str) -> Card:
    here = tuple(("words", p) for p in tie.evidence if p.document == article)
    words = " … ".join(p.exact for _, p in here)
    ends = _name(record, tie.subject), _name(record, tie.object)
    what = f"{ends[0]} {escape(plain_words(tie.predicate))} {ends[1]}"
    lines = [f"<blockquote>{escape(words)}</blockquote>", f"<p>{_sure(tie.confidence)}</p>"]
    return Card(tail(tie.iri), "fact", here, _card(tail(tie.iri), "relation", what, lines, here))


def _card(
    key: str,
    side: str,
    heading: str,
    lines: list[str],
    passages: tuple[tuple[str, Passage], ...],
    doubtful: bool = False,
) -> str:
    where = ", ".join(f"{p.start}–{p.end}" for role, p in passages if role == "words")
    look = escape(side) + " doubtful" * doubtful
    return (
        f'<article class="card {look}" data-card="{escape(key)}"><h3>{heading}</h3>'
        f'{"".join(lines)}<p class="from">characters {where} · '
        f'<a href="#{escape(key)}">in the text</a></p></article>'
    )


def _sure(confidence: float | None) -> str:
    return "" if confidence is None else f"confidence {confidence:.2f}"


def _name(record: Record, iri: str | None) -> str:
    """A name as a link to where it stands in the page of the whole record."""
    if iri is None:
        return "someone unnamed"
    entity = record.entities.get(iri)
    # The page's own short name: the last two steps of the IRI.
    short = "/".join(iri.replace("#", "/").rstrip("/").split("/")[-2:])
    name = escape(entity.name if entity else short)
    return f'<a href="/graph#{quote(short, safe="")}">{name}</a>'
