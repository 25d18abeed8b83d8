"""Groups of points: agglomerative clustering with average linkage on the cosine distance.

It was chosen by measurement among it, HDBSCAN and k-means with the silhouette (docs/codebook.md): what
belongs nowhere stays alone. Its matrix of distances grows with the square of the points, so of many
points it joins small heaps that k-means made.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kg.discover.vectors import Vectors, steadily, unit

Members = NDArray[np.int64]

LEVELS = (0.9, 0.75, 0.6, 0.45, 0.3)
"""Mean cosine distances at which groups still become one, from broad groups to narrow ones."""
_NEAREST_CENTRE = 0.45  # cosine to the centre of its group below which a point leaves it
_MOST_POINTS = 4000  # distances of so many take 64 MB, and as much again while they are joined
_HEAPS = 2000
_DIGITS = 6


def levels_of(vectors: Vectors, smallest: int) -> list[list[Members]]:
    """For each of `LEVELS` the groups with at least so many members: their rows, the most central first.

    A group of one level is, but for what was too far from its centre, the union of groups of the next. Rows
    of zeros are in no group.
    """
    rows = np.flatnonzero(np.linalg.norm(vectors, axis=1) > 0.5)
    if len(rows) < max(2, smallest):
        return [[] for _ in LEVELS]
    with steadily():
        levels = [_groups(vectors, rows, labels) for labels in _labels(vectors[rows])]
    return [[group for group in level if len(group) >= smallest] for level in levels]


def _labels(points: Vectors) -> list[NDArray[np.int64]]:
    """For each level a number for each point: that of its group."""
    if len(points) <= _MOST_POINTS:
        return _joined(points)
    from sklearn.cluster import MiniBatchKMeans  # type: ignore[import-untyped]

    heaps = MiniBatchKMeans(
        min(_HEAPS, len(points)), random_state=0, n_init=1, batch_size=8192, max_iter=20
    ).fit(points)
    used, heap_of_points = np.unique(heaps.labels_, return_inverse=True)
    return [labels[heap_of_points] for labels in _joined(unit(heaps.cluster_centers_[used]))]


def _joined(points: Vectors) -> list[NDArray[np.int64]]:
    from scipy.cluster.hierarchy import fcluster, linkage  # type: ignore[import-untyped]
    from scipy.spatial.distance import pdist  # type: ignore[import-untyped]

    distances = np.round(np.clip(pdist(points, metric="cosine"), 0.0, 2.0), _DIGITS)
    tree = linkage(distances, method="average")
    return [np.asarray(fcluster(tree, level, criterion="distance"), dtype=np.int64) for level in LEVELS]


def _groups(vectors: Vectors, rows: Members, labels: NDArray[np.int64]) -> list[Members]:
    order = np.argsort(labels, kind="stable")
    bounds = np.flatnonzero(np.diff(labels[order])) + 1
    return [_around_centre(vectors, rows[members]) for members in np.split(order, bounds)]


def _around_centre(vectors: Vectors, members: Members) -> Members:
    centre = vectors[members].mean(axis=0)
    nearness = np.round(vectors[members] @ centre / (np.linalg.norm(centre) or 1.0), _DIGITS)
    order = np.lexsort((members, -nearness))
    kept: Members = members[order[nearness[order] >= _NEAREST_CENTRE]]
    return kept
