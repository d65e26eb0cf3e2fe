"""The tags of the entity model: begin and inside of each type, and outside (Ramshaw & Marcus 1995).

TYPES: "party" and "hospital" are told apart from other organisations, an election, war or meeting
("event") from the rest that is named ("other": nationalities, laws, works).
"""

TYPES = ("person", "organisation", "party", "place", "hospital", "event", "other")
OUTSIDE = 0
LABELS = 1 + 2 * len(TYPES)


def begins(kind: str) -> int:
    """The tag of a name's first word; the next number is that of its further words."""
    return 1 + 2 * TYPES.index(kind)


def type_of(tag: int) -> str | None:
    """The type of a tag; None outside."""
    return TYPES[(tag - 1) // 2] if tag else None


def is_inside(tag: int) -> bool:
    """A tag of a name's second or further word."""
    return tag > 0 and tag % 2 == 0
