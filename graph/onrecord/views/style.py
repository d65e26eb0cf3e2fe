"""Shapes, colours and dashes by kind and by polarity: one table for the picture and its legend.

The colours are Okabe and Ito's (2008, "Color Universal Design"), told apart by readers with any
of the common colour-vision deficiencies. No meaning rests on colour alone: kinds also differ in
shape, lines in dash and in head (an arrow supports, a bar stops, a diamond does both).
"""

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KindStyle:
    """How nodes of one kind look. `shape` is vis-network's name of it."""

    label: str
    plural: str
    shape: str
    light: str
    dark: str
    shown: bool = True  # at first sight; the reader can switch it


@dataclass(frozen=True, slots=True)
class LineStyle:
    """How lines of one sort look. `head` is vis-network's name of the arrow, "" for none."""

    label: str
    light: str
    dark: str
    dashes: tuple[int, ...]  # pixels drawn and left out; empty is solid
    head: str
    width: float
    shown: bool = True


KINDS: dict[str, KindStyle] = {
    "Person": KindStyle("Person", "People", "dot", "#0072B2", "#3D9BDC"),
    "Organisation": KindStyle("Organisation", "Organisations", "square", "#56B4E9", "#8CCBF0"),
    "Group": KindStyle("Group", "Groups", "triangle", "#2E8FA8", "#63BFD4"),
    "Policy": KindStyle("Policy", "Policies", "diamond", "#CC79A7", "#E09CC3"),
    "Hospital": KindStyle("Hospital", "Hospitals", "hexagon", "#4A4A4A", "#C9CED6"),
    "Office": KindStyle("Office", "Offices", "triangleDown", "#8A8F98", "#8A93A1", shown=False),
    "Place": KindStyle("Place", "Places", "dot", "#A9AEB6", "#727B88", shown=False),
    "Event": KindStyle("Event", "Events", "star", "#8A8F98", "#8A93A1", shown=False),
    "Other": KindStyle("Other", "Others", "square", "#8A8F98", "#8A93A1"),  # only in answers
}

LINES: dict[str, LineStyle] = {
    "supports": LineStyle("supports", "#009E73", "#2CC79A", (), "arrow", 2.0),
    "opposes": LineStyle("opposes", "#D55E00", "#FF8A3D", (7, 4), "bar", 2.0),
    "mixed": LineStyle("is for and against", "#E69F00", "#F5BE41", (2, 3), "diamond", 2.0),
    "relation": LineStyle("other fact", "#9AA0A8", "#6F7886", (), "vee", 1.0),
    "doubtful": LineStyle("doubtful", "#6B7480", "#A9B3BE", (2, 5), "?", 2.0, shown=False),
    "answer": LineStyle("in the answer", "#6A51A3", "#B6A4E0", (), "", 1.0),  # only in answers
    "agrees": LineStyle("agree", "#009E73", "#2CC79A", (), "", 2.0),
    "disagrees": LineStyle("disagree", "#D55E00", "#FF8A3D", (7, 4), "", 2.0),
    "balanced": LineStyle("agree as often as not", "#E69F00", "#F5BE41", (2, 3), "", 2.0),
}

SIDES = ("agrees", "disagrees", "balanced")  # between two actors, in a picture of their own

# A relation of these names says for or against, too, and is drawn as that.
LEANINGS = {
    "supports": "supports",
    "backs": "supports",
    "opposes": "opposes",
    "criticises": "opposes",
}


def line(tie: str, polarity: str) -> str:
    """The key in `LINES` for an edge of a network."""
    if tie == "alignment":
        return {"supports": "agrees", "opposes": "disagrees"}.get(polarity, "balanced")
    if tie == "answer":
        return "answer"
    return polarity if polarity in LINES else "relation"


def grounded(colour: str) -> tuple[str, str]:
    """A party's colour as it stands out from a light ground, and from a dark one."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    is_pale = 0.299 * red + 0.587 * green + 0.114 * blue > 180  # luma, ITU-R BT.601
    return _mixed(colour, 0, 0.25) if is_pale else colour, _mixed(colour, 255, 0.25)


def _mixed(colour: str, other: int, share: float) -> str:
    """A colour with a share of black (0) or white (255)."""
    parts = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(part + (other - part) * share):02x}" for part in parts)


def size(statements: int) -> float:
    """A node's radius: its area grows with the number of statements, within what is readable."""
    return round(min(9 + 3.2 * math.sqrt(statements), 30), 1)
