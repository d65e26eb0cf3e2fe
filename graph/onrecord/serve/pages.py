"""The pages of articles: the list of all, and one with what is on record marked in its text."""

import re
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path
from string import Template

import pyoxigraph as ox

from onrecord.files import staging
from onrecord.identifiers import ONR
from onrecord.rdf import store
from onrecord.serve import article, cards
from onrecord.serve.answer import HTML, Answer, fault
from onrecord.serve.article import Article
from onrecord.serve.assets import text as front
from onrecord.serve.marks import Part, Piece, pieces
from onrecord.views.context import context
from onrecord.views.record import Passage

ON_A_PAGE = 200
_ID = re.compile("[0-9a-f]{12,64}")
_AT = re.compile(r"(\d{1,9})-(\d{1,9})")
_DOUBTFUL = " doubtful"  # added to a side: how a mark looks
_ASKED = "asked"  # the key of a passage that the address names by its characters
_LIST = f"""
PREFIX onr: <{ONR}>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?hash ?title ?outlet ?date (COUNT(?said) AS ?statements) WHERE {{
    ?article a onr:Document ; onr:sha256 ?hash ; rdfs:label ?title .
    OPTIONAL {{ ?article dct:publisher ?outlet }}
    OPTIONAL {{ ?article dct:issued ?date }}
    OPTIONAL {{ ?said prov:wasQuotedFrom ?article }}
}} GROUP BY ?hash ?title ?outlet ?date ORDER BY ?title ?hash"""


def documents(folder: Path, number: int) -> Answer:
    """A page of the list of all articles. Raises StoreError if there is no build."""
    held, _ = store.opened(staging.settle(folder))
    rows = [
        [value.value if isinstance(value, ox.Literal) else "" for value in row]
        for row in held.query(_LIST, use_default_graph_as_union=True)  # type: ignore[union-attr]
    ]
    start = (number - 1) * ON_A_PAGE
    shown = rows[start : start + ON_A_PAGE]
    if number > 1 and not shown:
        return fault(404, f"There is no page {number} of the list. Open /documents.")
    listed = "".join(
        f'<tr><td><a href="/documents/{hash[:12]}">{escape(title)}</a></td>'
        f'<td>{escape(outlet)}</td><td>{escape(date)}</td><td class="count">{said}</td></tr>\n'
        for hash, title, outlet, date, said in shown
    )
    summary = f"{len(rows):,} articles"
    if len(rows) > len(shown):
        summary += f"; these are {start + 1:,} to {start + len(shown):,}"
    others = "".join(_turn(number + step, word, len(rows)) for step, word in _TURNS)
    return _page("documents.html", summary=summary, rows=listed, turns=others)


_TURNS = ((-1, "Back"), (1, "More"))


def _turn(number: int, word: str, articles: int) -> str:
    if not 0 <= (number - 1) * ON_A_PAGE < articles:
        return ""
    return f'<a class="plain" href="/documents?page={number}">{word}</a> '


def document(folder: Path, id: str, at: str | None = None) -> Answer:
    """One article with what is on record marked in it.

    Args:
        folder: of the build.
        id: how the hash of its text begins.
        at: characters START-END that are marked as well, if any.

    Raises StoreError if there is no build.
    """
    found = article.find(folder, id) if _ID.fullmatch(id) else None
    if found is None:
        return fault(404, "This build has no such article. /documents lists those that it has.")
    about, told = found.document, cards.cards(found.record)
    parts = [Part(p.start, p.end, card.key, role) for card in told for role, p in card.passages]
    if at is not None and (asked := _AT.fullmatch(at)):
        parts.append(Part(int(asked[1]), int(asked[2]), _ASKED, "words"))
    sides = {card.key: card.side + _DOUBTFUL * card.doubtful for card in told}
    origin = ", ".join(filter(None, (about.outlet, about.published, about.author)))
    return _page(
        "document.html",
        title=escape(about.title),
        origin=escape(origin or "No outlet, date or author is known."),
        paths=escape(", ".join(about.paths)),
        hash=escape(about.sha256 or ""),
        link=cards.outside(about.url),
        note="" if found.text is not None else _GONE,
        text="".join(_body(found, parts, sides)),
        summary=_counted(told),
        cards="\n".join(card.html for card in told),
    )


_GONE = (
    '<p class="note" role="note">The article is not where it was when this was built, or has been '
    "changed since. What follows is all that the graph keeps of it: the words on record and what "
    "stands right beside them.</p>"
)


def _body(found: Article, parts: list[Part], sides: dict[str, str]) -> Iterator[str]:
    if found.text is not None:
        yield from (_piece(piece, sides) for piece in pieces(found.text, parts))
        return
    for said in sorted(found.record.statements.values(), key=lambda s: (_start(s.content), s.iri)):
        key = cards.tail(said.iri)
        yield f'<p id="{escape(key)}">'
        for words, role in context(said.content, said.source, said.cues):
            if role == "words":
                yield _link(escape(words), (key,), sides)
            else:
                yield escape(words)
        yield "</p>\n"


def _start(passages: Iterable[Passage]) -> int:
    return min((passage.start for passage in passages), default=0)


def _piece(piece: Piece, sides: dict[str, str]) -> str:
    anchors = "".join(f'<span id="{escape(key)}"></span>' for key in piece.begins)
    words = escape(piece.text)
    if piece.words:
        return anchors + _link(words, piece.words, sides, piece.around)
    if piece.around:
        return f'<span data-around="{escape(" ".join(piece.around))}">{words}</span>'
    return words


def _link(
    words: str, keys: tuple[str, ...], sides: dict[str, str], around: tuple[str, ...] = ()
) -> str:
    """A mark; it leads to the shortest of the statements that it belongs to."""
    also = f' data-around="{escape(" ".join(around))}"' if around else ""
    readings = [sides.get(key, "asked") for key in keys]
    side = readings[0]
    if side.endswith(_DOUBTFUL) and not all(each.endswith(_DOUBTFUL) for each in readings):
        side += " also"  # the words of a statement that is not doubtful, too
    of, side = escape(" ".join(keys)), escape(side)
    return f'<a class="mark {side}" href="#{escape(keys[0])}" data-of="{of}"{also}>{words}</a>'


def _counted(told: list[cards.Card]) -> str:
    said = sum(card.is_statement for card in told)
    doubtful = sum(card.is_statement and card.doubtful for card in told)
    doubts = f" ({doubtful} doubtful)" if doubtful else ""
    return f"{said} statement{'' if said == 1 else 's'}{doubts}, {len(told) - said} other facts"


def _page(name: str, **values: str) -> Answer:
    return Answer(Template(front("serve", name)).substitute(values).encode(), HTML)
