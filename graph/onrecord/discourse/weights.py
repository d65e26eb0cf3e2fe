"""Counts of statements -> edge weights (DNA manual, "Construction of One-Mode Networks").

Throughout, `x[k]` is a matrix of counts, rows by columns: how often a row (an actor) took side k
of a column (a concept), k being 0 for against and 1 for. For a network of concepts the rows are
concepts and the columns actors. All sums are matrix products: a thousand rows by two hundred
columns take 0.1 s.
"""

from typing import TypeAlias, get_args

import numpy as np
from numpy.typing import NDArray

from onrecord.discourse.choices import Normalise, Qualifier

Matrix: TypeAlias = NDArray[np.float64]
Mask: TypeAlias = NDArray[np.bool_]
QUALIFIERS: tuple[Qualifier, ...] = get_args(Qualifier)
ONE_MODE: tuple[Normalise, ...] = ("no", "average", "jaccard", "cosine")
TWO_MODE: tuple[Normalise, ...] = ("no", "activity", "prominence")


def congruence(x: Matrix) -> Matrix:
    """How often two rows take the same side: the sum over j and k of x[k,i,j] x[k,i',j]."""
    return _undiagonal(x[0] @ x[0].T + x[1] @ x[1].T)


def conflict(x: Matrix) -> Matrix:
    """How often two rows take opposite sides: the sum over j and k of x[k,i,j] x[1-k,i',j]."""
    across = x[0] @ x[1].T
    return _undiagonal(across + across.T)


def one_mode(x: Matrix, qualifier: Qualifier, normalise: Normalise = "no") -> Matrix:
    """The weight between each two rows.

    "subtract" is congruence less conflict; "ignore" asks only whether both speak of the column.
    Raises ValueError for a normalisation that is none of one-mode networks.
    """
    if qualifier == "congruence":
        raw = congruence(x)
    elif qualifier == "conflict":
        raw = conflict(x)
    elif qualifier == "subtract":
        raw = congruence(x) - conflict(x)
    else:
        raw = congruence(x) + conflict(x)
    return _divided(raw, _one_mode_divisor(x, normalise))


def two_mode(x: Matrix, qualifier: Qualifier, normalise: Normalise = "no") -> Matrix:
    """The weight between each row and column: statements for less those against, or all of them.

    Raises ValueError for a qualifier or normalisation that is none of two-mode networks.
    """
    if qualifier not in ("subtract", "ignore"):
        raise ValueError(qualifier)
    every: Matrix = x[0] + x[1]
    raw: Matrix = x[1] - x[0] if qualifier == "subtract" else every
    if normalise == "no":
        return raw
    if normalise == "activity":
        return _divided(raw, every.sum(axis=1)[:, None])
    if normalise == "prominence":
        return _divided(raw, every.sum(axis=0)[None, :])
    raise ValueError(normalise)


def shared(x: Matrix, i: int, j: int) -> tuple[Mask, Mask]:
    """The columns on which two rows take the same side, and those on which opposite sides."""
    one, other = x[:, i] > 0, x[:, j] > 0
    same: Mask = (one[0] & other[0]) | (one[1] & other[1])
    apart: Mask = (one[0] & other[1]) | (one[1] & other[0])
    return same, apart


def _one_mode_divisor(x: Matrix, normalise: Normalise) -> Matrix:
    """What each weight is divided by; n is the number of statements of a row.

    average: the mean of both n. jaccard: what only the one says, what only the other says, and
    what both say (a side of a column each), the last multiplied. cosine: the product of both n,
    as DNA has it; it is not the cosine of the two rows.
    """
    n: Matrix = x.sum(axis=(0, 2))
    one, other = n[:, None], n[None, :]
    if normalise == "no":
        return np.ones((1, 1))
    if normalise == "average":
        return np.add(one, other) / 2
    if normalise == "cosine":
        return np.multiply(one, other)
    if normalise == "jaccard":
        said = (x > 0).astype(np.float64)
        too = x[0] @ said[0].T + x[1] @ said[1].T  # of the row's n, what the other says too
        only = one - too
        both: Matrix = only + only.T + x[0] @ x[0].T + x[1] @ x[1].T
        return both
    raise ValueError(normalise)


def _divided(raw: Matrix, divisor: Matrix) -> Matrix:
    """0 where there is nothing to divide by, as in DNA."""
    divisor = np.broadcast_to(divisor, raw.shape)
    return np.divide(raw, divisor, out=np.zeros_like(raw), where=divisor != 0)


def _undiagonal(matrix: Matrix) -> Matrix:
    np.fill_diagonal(matrix, 0)
    return matrix
