"""What GraphML and GEXF of every network have in common."""

import re

import networkx as nx


def gexf(graph: "nx.Graph[str]") -> str:
    """GEXF 1.2 of a graph with scalar attributes, valid by its schema and the same in every build:
    without networkx's day of writing and the graph's empty name.
    """
    lines = "\n".join(nx.generate_gexf(graph, version="1.2draft"))
    return re.sub(r' lastmodifieddate="[^"]*"|(?<=mode="static") name=""(?=>)', "", lines) + "\n"


def storable(text: str) -> str:
    """Without the characters that XML 1.0 forbids even as references."""
    return re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", text)
