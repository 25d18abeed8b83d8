"""How central the nodes of a network are, as attributes for Gephi and others.

degree and strength count; ``degree_centrality`` and ``betweenness`` are in [0, 1]: in a two-mode network
divided by what a node of its mode can have at most (Borgatti and Halgin 2011, Analyzing affiliation
networks), else as in Freeman (1979).
"""

from __future__ import annotations

import networkx as nx
import numpy as np
from scipy.sparse.linalg import eigsh  # type: ignore[import-untyped]

from kg.discourse.counts import Floats

_DIGITS = 9  # what differs behind them differs between machines
_SMALL = 64  # nodes, below which the matrix is solved whole


def mark_centralities(graph: nx.Graph[str], *, paths: bool = True) -> None:
    """Give each node degree, strength, degree_centrality, eigenvector and (with ``paths``) betweenness.

    Strength is the sum of weights. A path is shorter where weights are greater: a step is 1 / weight long.
    Betweenness takes time with nodes × edges.
    """
    columns = {node for node, data in graph.nodes(data=True) if data.get("bipartite") == 1}
    two_mode = graph.graph.get("kind") == "two-mode"
    strength = dict(graph.degree(weight="weight"))
    vector = eigenvector(graph)
    between = _betweenness(graph, columns if two_mode else None) if paths else {}
    for node in graph:
        attributes = graph.nodes[node]
        degree = graph.degree[node]
        others = len(graph) - 1
        if two_mode:
            others = len(graph) - len(columns) if node in columns else len(columns)
        attributes["degree"] = degree
        attributes["strength"] = round(float(strength[node]), _DIGITS)
        attributes["degree_centrality"] = round(degree / others, _DIGITS) if others else 0.0
        attributes["eigenvector"] = vector[node]
        if paths:
            attributes["betweenness"] = between[node]


def eigenvector(graph: nx.Graph[str]) -> dict[str, float]:
    """Eigenvector centrality by weight (Bonacich 1972), the greatest 1; 0 for all where there is no edge.

    Where a network falls apart, the part with the greatest eigenvalue alone is above 0.
    """
    names = list(graph)
    if graph.number_of_edges() == 0:
        return dict.fromkeys(names, 0.0)
    cells = nx.to_scipy_sparse_array(graph, nodelist=names, weight="weight", format="csr")
    # a shift, without which the two ends of the spectrum of a two-mode network are equally far from 0
    vector = np.abs(leading(cells.astype(np.float64)))
    greatest = vector.max()
    return {
        name: round(float(score), _DIGITS) + 0.0 for name, score in zip(names, vector / greatest, strict=True)
    }


def leading(cells: object) -> Floats:
    """The eigenvector of the algebraically largest eigenvalue of a symmetric sparse array."""
    size = cells.shape[0]  # type: ignore[attr-defined]
    if size <= _SMALL:
        _, vectors = np.linalg.eigh(cells.toarray())  # type: ignore[attr-defined]
        return np.asarray(vectors[:, -1], dtype=np.float64)
    # a start of its own: ARPACK would draw one at random; not constant, lest it be orthogonal to the answer
    start = 1 + np.arange(size, dtype=np.float64) / size
    _, vectors = eigsh(cells, k=1, which="LA", v0=start, tol=1e-10, maxiter=100 * size)
    return np.asarray(vectors[:, 0], dtype=np.float64)


def _betweenness(graph: nx.Graph[str], columns: set[str] | None) -> dict[str, float]:
    steps: nx.Graph[str] = nx.Graph()
    steps.add_nodes_from(graph)
    for one, other, weight in graph.edges(data="weight", default=1.0):
        steps.add_edge(one, other, length=1 / weight)
    raw = nx.betweenness_centrality(steps, weight="length", normalized=False)
    n, m = len(graph) - len(columns or ()), len(columns or ())
    most = dict.fromkeys(graph, (len(graph) - 1) * (len(graph) - 2) / 2)
    if columns is not None:
        most = {node: _most(m, n) if node in columns else _most(n, m) for node in graph}
    return {node: round(raw[node] / most[node], _DIGITS) if most[node] > 0 else 0.0 for node in graph}


def _most(own: int, other: int) -> float:
    """The greatest betweenness that a node of a mode can have (Borgatti and Halgin 2011)."""
    if own == 0 or other == 0:
        return 0.0
    whole, rest = divmod(own - 1, other)
    return (
        other**2 * (whole + 1) ** 2
        + other * (whole + 1) * (2 * rest - whole - 1)
        - rest * (2 * whole - rest + 3)
    ) / 2
