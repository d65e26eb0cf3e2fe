"""A network -> the files that other programs read: GraphML, GEXF, a matrix, a list of edges.

GraphML and GEXF carry typed attributes and open in Gephi and visone. An edge of weight 0 is
written to no file but the matrix. The same network gives the same bytes.
"""

from collections.abc import Callable, Iterable, Iterator

import networkx as nx
import numpy as np

from onrecord import xml_graphs
from onrecord.discourse.choices import Format
from onrecord.discourse.network import Network, Node, Wanted
from onrecord.discourse.weights import Mask, Matrix, conflict, congruence, shared
from onrecord.files.spreadsheet import table
from onrecord.xml_graphs import storable

Scalar = str | int | float
Edge = tuple[int, int, dict[str, Scalar]]


def files(found: Iterable[Network], formats: Iterable[Format]) -> Iterator[tuple[str, str]]:
    """Name and text of each file: one a network and format, and a summary of all networks.

    Of a window, places where nobody said anything have a line in the summary and no file.
    """
    found, formats = list(found), list(formats)
    for network in found:
        for name in formats if network.rows or len(found) == 1 else ():
            ending, written = _FORMATS[name]
            yield f"{_stem(network)}{ending}", written(network)
    for network in found[:1]:
        window = f"-{network.wanted.window}" if network.wanted.window else ""
        dates = _dates(network.wanted.since, found[-1].wanted.until)
        yield f"{_settings(network.wanted)}{window}{dates}-summary.csv", summary(found)


def _settings(wanted: Wanted) -> str:
    """What was asked for, short: the mode and qualifier, and the rest where it is no default."""
    plain = Wanted(wanted.mode, wanted.qualifier)
    told = [getattr(wanted, name) for name in ("normalise", "duplicates", "by")]
    usual = [getattr(plain, name) for name in ("normalise", "duplicates", "by")]
    more = [one for one, other in zip(told, usual, strict=True) if one != other]
    return "-".join((wanted.mode, wanted.qualifier, *more, *["policies"] * wanted.policies_only))


def _stem(network: Network) -> str:
    return f"{_settings(network.wanted)}{_dates(network.wanted.since, network.wanted.until)}"


def _dates(since: str | None, until: str | None) -> str:
    return (f"-from-{since}" if since else "") + (f"-to-{until}" if until else "")


def graphml(network: Network) -> str:
    return "\n".join(nx.generate_graphml(_graph(network))) + "\n"


def gexf(network: Network) -> str:
    return xml_graphs.gexf(_graph(network))


def matrix(network: Network) -> str:
    """A matrix with names over its columns and before its rows, as DNA and UCINET read it."""
    rows, columns = _names(network.rows), _names(network.columns)
    lines: list[list[Scalar]] = [["", *columns]]
    for name, numbers in zip(rows, network.weights.tolist(), strict=True):
        lines.append([name, *(_number(value) for value in numbers)])
    return _csv(lines)


def edge_list(network: Network) -> str:
    """One line an edge: both names, the weight, and what it is counted from."""
    rows, columns = _names(network.rows), _names(network.columns)
    edges = list(_edges(network))
    told = ["congruence", "conflict", "agree_on", "disagree_on"]
    if network.wanted.mode == "two-mode":
        told = ["supporting", "opposing"]
    lines: list[list[Scalar]] = [["source", "target", "weight", *told, "source_iri", "target_iri"]]
    for i, j, data in edges:
        ends = network.rows[i].iri, network.columns[j].iri
        cells = (data["weight"], *(data[name] for name in told))
        lines.append([rows[i], columns[j], *cells, *ends])
    return _csv(lines)


def summary(found: Iterable[Network]) -> str:
    """One line a network: its dates, its size, how it falls into camps, how divided it is."""
    lines: list[list[Scalar]] = [
        ["from", "to", "nodes", "edges", "statements", "camps", "modularity", "polarisation",
         "ei_index_of_parties"]
    ]  # fmt: skip
    for one in found:
        camps = [node.camp for node in one.rows]
        shared = {camp for camp in camps if camps.count(camp) > 1}
        nodes = len(one.rows) + (len(one.columns) if one.wanted.mode == "two-mode" else 0)
        edges = int(np.count_nonzero(_upper(one)))
        lines.append(
            [one.wanted.since or "", one.wanted.until or "", nodes, edges, int(one.x.sum()),
             len(shared), one.modularity, one.polarisation,
             "" if one.ei_index is None else one.ei_index]
        )  # fmt: skip
    return _csv(lines)


def _graph(network: Network) -> "nx.Graph[str]":
    """Who both speaks and is spoken of is two nodes of a two-mode network."""
    graph: nx.Graph[str] = nx.Graph()
    keys = {node: storable(node.iri) for node in network.rows}
    taken = set(keys.values())
    for node in network.columns:
        keys.setdefault(
            node,
            f"{storable(node.iri)}#target" if node.iri in taken else storable(node.iri),
        )
    for node, key in keys.items():
        graph.add_node(key, **_attributes(node))
    for number, (i, j, data) in enumerate(_edges(network)):
        clean = {name: storable(v) if isinstance(v, str) else v for name, v in data.items()}
        graph.add_edge(keys[network.rows[i]], keys[network.columns[j]], id=str(number), **clean)
    return graph


def _attributes(node: Node) -> dict[str, Scalar]:
    told: dict[str, Scalar | None] = {
        "label": storable(node.label),
        "kind": node.kind,
        "mode": "actor" if node.is_actor else "concept",
        "supporting": node.supporting,
        "opposing": node.opposing,
        "statements": node.supporting + node.opposing,
        "camp": node.camp,
        "division": node.division,
        "party": None if node.party is None else storable(node.party),
    }
    return {name: value for name, value in told.items() if value is not None}


def _upper(network: Network) -> Matrix:
    """The weights that are edges: all of two modes, each pair of one mode once."""
    two = network.wanted.mode == "two-mode"
    return network.weights if two else np.triu(network.weights, k=1)


def _edges(network: Network) -> Iterator[Edge]:
    """Every edge of another weight than 0, with the counts behind it."""
    rows, columns = np.nonzero(_upper(network))
    places = zip(rows.tolist(), columns.tolist(), strict=True)
    x = network.x
    if network.wanted.mode == "two-mode":
        for i, j in places:
            supporting, opposing = int(x[1, i, j]), int(x[0, i, j])
            yield (
                i,
                j,
                {
                    "weight": float(network.weights[i, j]),
                    "supporting": supporting,
                    "opposing": opposing,
                    "side": _side(supporting, opposing),
                },
            )
        return
    agreed, opposed = congruence(x), conflict(x)
    for i, j in places:
        same, apart = shared(x, i, j)
        yield (
            i,
            j,
            {
                "weight": float(network.weights[i, j]),
                "congruence": int(agreed[i, j]),
                "conflict": int(opposed[i, j]),
                "side": _side(int(agreed[i, j]), int(opposed[i, j])),
                "agree_on": _list(network, same),
                "disagree_on": _list(network, apart),
            },
        )


def _side(more: int, less: int) -> str:
    """As the page names lines: "supports" where more agree, "opposes" where more disagree."""
    return "mixed" if more == less else "supports" if more > less else "opposes"


def _list(network: Network, chosen: Mask) -> str:
    return " | ".join(network.over[k] for k in np.flatnonzero(chosen).tolist())


def _names(nodes: tuple[Node, ...]) -> list[str]:
    """Labels; where two share one, with the end of the IRI that tells them apart."""
    labels = [node.label for node in nodes]
    shared = {label for label in labels if labels.count(label) > 1}
    return [
        f"{node.label} ({node.iri.rpartition('/')[2]})" if node.label in shared else node.label
        for node in nodes
    ]


def _number(value: float) -> Scalar:
    return int(value) if value == int(value) else value


def _csv(rows: Iterable[Iterable[Scalar]]) -> str:
    return table(rows, "\n")


_FORMATS: dict[Format, tuple[str, Callable[[Network], str]]] = {
    "graphml": (".graphml", graphml),
    "gexf": (".gexf", gexf),
    "csv-matrix": ("-matrix.csv", matrix),
    "csv-edges": ("-edges.csv", edge_list),
}
