"""The backbone of a weighted network: the edges that chance would not make so heavy.

The disparity filter of Serrano, Boguñá and Vespignani (2009), Extracting the multiscale backbone of complex
weighted networks, PNAS 106(16): an edge of weight w at a node of degree k and strength s has
alpha = (1 - w / s)^(k - 1), the chance of a share as large if the node spread its strength at random. An edge
has the smaller alpha of its two ends. At an end of degree 1 it is 1: such an edge says nothing there.
"""

from __future__ import annotations

from dataclasses import replace

import networkx as nx
import numpy as np
from scipy.sparse import csr_array  # type: ignore[import-untyped]

from kg.discourse.counts import Floats, Ints
from kg.discourse.matrix import Matrix
from kg.errors import QueryInvalid


def disparity(matrix: Matrix) -> Floats:
    """The alpha of each cell that is not 0, in the order of ``matrix.places()``."""
    row, column, cells = matrix.places()
    weights = np.abs(cells)
    at_row = _alpha(row, weights, len(matrix.rows))
    return np.minimum(at_row, _alpha(column, weights, len(matrix.columns)))


def backbone_matrix(matrix: Matrix, alpha: float | None = None) -> Matrix:
    """The matrix with its alphas; with a limit in (0, 1], only the cells below it. The labels stay.

    Raises QueryInvalid for a wrong limit.
    """
    found = disparity(matrix)
    if alpha is None:
        return replace(matrix, alpha=found)
    _check(alpha)
    row, column, cells = matrix.places()
    kept = found < alpha
    cut = csr_array((cells[kept], (row[kept], column[kept])), shape=matrix.cells.shape)
    cut.sort_indices()
    return replace(matrix, cells=cut, alpha=found[kept])


def backbone(graph: nx.Graph[str], alpha: float | None = None) -> nx.Graph[str]:
    """A copy of the graph whose edges have their ``alpha``; with a limit in (0, 1], only those below it.

    All nodes stay. Weights are those of the attribute ``weight``. Raises QueryInvalid for a wrong limit.
    """
    if alpha is not None:
        _check(alpha)
    copy: nx.Graph[str] = graph.copy()
    place = {node: number for number, node in enumerate(copy)}
    edges = list(copy.edges(data="weight", default=1.0))
    one = np.array([place[source] for source, _, _ in edges], dtype=np.int64)
    other = np.array([place[target] for _, target, _ in edges], dtype=np.int64)
    weights = np.array([abs(weight) for *_, weight in edges], dtype=np.float64)
    both = _alpha(np.concatenate([one, other]), np.concatenate([weights, weights]), len(place))
    found = np.minimum(both[: len(edges)], both[len(edges) :])
    for (source, target, _), value in zip(edges, found.tolist(), strict=True):
        if alpha is not None and value >= alpha:
            copy.remove_edge(source, target)
        else:
            copy.edges[source, target]["alpha"] = value
    return copy


def _alpha(node: Ints, weights: Floats, nodes: int) -> Floats:
    strength = np.bincount(node, weights=weights, minlength=nodes)[node]
    degree = np.bincount(node, minlength=nodes)[node]
    share = np.divide(weights, strength, out=np.zeros_like(weights), where=strength > 0)
    return np.asarray(np.maximum(0.0, 1 - share) ** (degree - 1), dtype=np.float64)


def _check(alpha: float) -> None:
    if not 0 < alpha <= 1:
        raise QueryInvalid(f"{alpha}: no level of a backbone; it is above 0 and at most 1, such as 0.05")
