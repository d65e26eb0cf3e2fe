"""The page's legend: what each shape and line means, how many there are, and switches for them."""

from onrecord.views import style
from onrecord.views.network import Network
from onrecord.views.payload import Line


def colours() -> str:
    """The colours of the table in style.py as properties, for light and for dark."""
    table: dict[str, style.KindStyle | style.LineStyle] = {**style.KINDS, **style.LINES}
    pairs = (f"--{name.lower()}:light-dark({x.light},{x.dark});" for name, x in table.items())
    return f":root{{{''.join(pairs)}}}\n"


def kinds(net: Network) -> str:
    """A switch for every kind of node that the network has."""
    present = [str(data["kind"]) for _, data in net.nodes(data=True)]
    voices = {statement.speaker for statement in net.graph["record"].statements.values()}
    speak = {data["kind"] for node, data in net.nodes(data=True) if node in voices}
    wanted = set(style.KINDS) if "answer" in net.graph else speak
    return "\n".join(
        _chip("kind", kind, look.plural, present.count(kind), _is_shown(kind, wanted), _shape(kind))
        for kind, look in style.KINDS.items()
        if kind in present
    )


def _is_shown(kind: str, wanted: set[str]) -> bool:
    """A minor kind, too, where one of it speaks, or was asked for: neither may be hidden."""
    return style.KINDS[kind].shown or kind in wanted


def lines(drawn: list[Line]) -> str:
    """A switch for every sort of line that is drawn."""
    present = [line.sort for line in drawn]
    present += ["doubtful" for line in drawn if line.doubtful]
    return "\n".join(
        _chip("line", sort, look.label, present.count(sort), look.shown, _stroke(sort))
        for sort, look in style.LINES.items()
        if sort in present
    )


def sides() -> str:
    """A switch for each way in which two actors can side; the page counts them."""
    return "\n".join(
        _chip("line", sort, style.LINES[sort].label, 0, True, _stroke(sort)) for sort in style.SIDES
    )


def _chip(group: str, name: str, label: str, count: int, shown: bool, drawing: str) -> str:
    return (
        f'<label class="chip"><input type="checkbox" data-{group}="{name}"'
        f"{' checked' if shown else ''}>{drawing}<span>{label}</span>"
        f'<span class="count">{count}</span></label>'
    )


def _shape(kind: str) -> str:
    """The kind's shape as it is drawn in the picture."""
    outline = {
        "dot": '<circle cx="8" cy="8" r="6"/>',
        "square": '<rect x="2.5" y="2.5" width="11" height="11"/>',
        "triangle": '<path d="M8 2 14.5 13.5H1.5Z"/>',
        "triangleDown": '<path d="M8 14 14.5 2.5H1.5Z"/>',
        "diamond": '<path d="M8 .8 15.2 8 8 15.2.8 8Z"/>',
        "hexagon": '<path d="M4.2 1.8h7.6L15.4 8l-3.6 6.2H4.2L.6 8Z"/>',
        "star": '<path d="M8 .8 10 6h5.4L11 9.4l1.7 5.4L8 11.6l-4.7 3.2L5 9.4.6 6H6Z"/>',
    }[style.KINDS[kind].shape]
    cross = '<path class="cross" d="M8 4.5v7M4.5 8h7"/>' if kind == "Hospital" else ""
    return (
        f'<svg class="swatch fill-{kind.lower()}" viewBox="0 0 16 16" aria-hidden="true">'
        f"{outline}{cross}</svg>"
    )


def _stroke(sort: str) -> str:
    """The line's dash and head as they are drawn in the picture."""
    look = style.LINES[sort]
    head = {
        "arrow": '<path class="head" d="M20 2.5 29 7l-9 4.5Z"/>',
        "bar": '<path d="M27 1.5v11"/>',
        "diamond": '<path class="head" d="M18 7l5.5-4.5L29 7l-5.5 4.5Z"/>',
        "vee": '<path class="head" d="M20 2.5 29 7l-9 4.5 3-4.5Z"/>',
        "?": '<text x="21" y="11.5">?</text>',
        "": "",
    }[look.head]
    dash = f' stroke-dasharray="{" ".join(map(str, look.dashes))}"' if look.dashes else ""
    return (
        f'<svg class="swatch line stroke-{sort}" viewBox="0 0 30 14" aria-hidden="true">'
        f'<path d="M1 7h{20 if look.head else 28}"{dash}/>{head}</svg>'
    )
