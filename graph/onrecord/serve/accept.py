"""Which of the forms that can be sent a client wants most (RFC 9110, section 12.5.1)."""

from collections.abc import Iterable


def best(accept: str | None, offered: Iterable[str]) -> str | None:
    """The media type of those offered that an Accept header likes most, the first among equals.

    None where it takes none of them. Without a header everything is taken.
    """
    if accept is None or not accept.strip():
        return next(iter(offered))
    wishes = [wish for part in accept.split(",") if (wish := _wish(part))]
    likings = [(_liking(kind, wishes), kind) for kind in offered]
    most = max(liking for liking, _ in likings)
    return next(kind for liking, kind in likings if liking == most) if most > 0 else None


def _wish(part: str) -> tuple[str, float] | None:
    """A media range with its weight; None for what is no media range."""
    range_, *parameters = (piece.strip().lower() for piece in part.split(";"))
    if range_.count("/") != 1:
        return None
    weight = 1.0
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                weight = float(value)
            except ValueError:
                return None
    return (range_, weight) if 0 <= weight <= 1 else None


def _liking(kind: str, wishes: Iterable[tuple[str, float]]) -> float:
    """The weight of the most exact range that covers a media type."""
    ranges = (kind, f"{kind.partition('/')[0]}/*", "*/*")
    covering = [(ranges.index(range_), -weight) for range_, weight in wishes if range_ in ranges]
    return -min(covering)[1] if covering else 0.0
