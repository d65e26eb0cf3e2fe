"""How a debate is divided: camps of actors, and numbers that say how deep the division goes."""

from collections.abc import Sequence

import networkx as nx
import numpy as np

from onrecord.discourse.weights import Matrix, congruence, one_mode

SEED = 1  # of Louvain's random order: any, but always the same


def camps(x: Matrix) -> tuple[list[int], float]:
    """The community of each row, and the modularity of the division (Newman 2006).

    Louvain (Blondel et al. 2008) as networkx has it, on agreement in excess of conflict divided
    by average activity; what is negative is left out, as the DNA manual advises. The largest
    community is 1; a row that agrees with nobody is one of its own. Modularity is 0 without ties.
    """
    ties = np.clip(one_mode(x, "subtract", "average"), 0, None)
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(ties)))
    rows, columns = np.nonzero(np.triu(ties))
    graph.add_weighted_edges_from(
        zip(rows.tolist(), columns.tolist(), ties[rows, columns].tolist(), strict=True)
    )
    found = nx.community.louvain_communities(graph, seed=SEED)
    ordered = sorted(found, key=lambda one: (-len(one), min(one)))
    number = {row: n for n, community in enumerate(ordered, start=1) for row in community}
    quality = nx.community.modularity(graph, ordered) if graph.number_of_edges() else 0.0
    return [number[row] for row in range(len(ties))], round(float(quality), 6)


def division(x: Matrix) -> Matrix:
    """How evenly each column's rows are split: 0 where all are on one side, 1 at half and half.

    Esteban and Ray's (1994) polarisation of two groups at distance 1 with alpha = 1, scaled to
    1 at its greatest: 4 p (1 - p), p being the share of those for. Who takes both sides counts
    to each by how often.
    """
    p, _ = _shares(x)
    return 4 * p * (1 - p)


def polarisation(x: Matrix) -> float:
    """The mean `division` of what at least two speak of, each as often as rows speak of it."""
    _, speakers = _shares(x)
    weights = np.where(speakers > 1, speakers, 0)
    total = float(weights.sum())
    return round(float((division(x) * weights).sum()) / total, 6) if total else 0.0


def _shares(x: Matrix) -> tuple[Matrix, Matrix]:
    """The share for each column among the rows that speak of it, and their number."""
    every = x[0] + x[1]
    share = np.divide(x[1], every, out=np.zeros_like(every), where=every > 0)
    speakers = (every > 0).sum(axis=0).astype(np.float64)
    p = np.divide(share.sum(axis=0), speakers, out=np.zeros_like(speakers), where=speakers > 0)
    return p, speakers


def ei_index(x: Matrix, groups: Sequence[str | None]) -> float | None:
    """Agreement across groups less that within, over both (Krackhardt and Stern 1988).

    -1: all agreement stays within groups; 1: all of it goes across. Rows without a group are
    left out. None if there is no agreement to share out.
    """
    names = sorted({group for group in groups if group is not None})
    place = {name: number for number, name in enumerate(names)}
    known = np.array([group is not None for group in groups], dtype=bool)
    codes = np.array([place.get(group or "", -1) for group in groups])
    ties = congruence(x)[np.ix_(known, known)]
    same = codes[known][:, None] == codes[known][None, :]
    inside, across = float(ties[same].sum()), float(ties[~same].sum())
    return round((across - inside) / (across + inside), 6) if across + inside else None
