"""Two-mode networks: rows by columns, after Leifeld (2017) and Leifeld and Haunss (2012)."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.sparse import csr_array, diags_array  # type: ignore[import-untyped]

from kg.discourse.counts import Counts
from kg.discourse.matrix import Matrix, tidy
from kg.discourse.options import Normalization, Options, Qualifier
from kg.errors import QueryInvalid

_MOST_LEVELS = 50  # of a combination: a float holds 2^53 exactly


def two_mode_cells(counts: Counts, options: Options) -> Matrix:
    """The cells of a two-mode network (formulas: docs/networks.md).

    Raises QueryInvalid where the qualifier has too many levels to be combined.
    """
    cells = _cells(counts, options.qualifier)
    cells = _normalized(cells, counts, options.qualifier, options.normalization)
    return Matrix(rows=counts.rows, columns=counts.columns, cells=tidy(cells, options.min_weight))


def _cells(counts: Counts, qualifier: Qualifier) -> Any:
    arrays, scale = counts.arrays, counts.scale
    if qualifier == "combine":
        if len(arrays) > _MOST_LEVELS:
            raise QueryInvalid(f"combine: {len(arrays)} levels are too many; {_MOST_LEVELS} can be combined")
        weights = [2.0 ** (len(arrays) - 1 - place) for place in range(len(arrays))]
        return _sum([array.sign() for array in arrays], weights)
    if qualifier == "subtract" and scale.kind == "boolean":
        return _sum(list(arrays), [-1.0, 1.0])
    if qualifier == "subtract" and scale.kind == "integer":
        return _sum(list(arrays), scale.numbers().tolist())
    return csr_array(counts.total(), copy=True)


def _sum(arrays: list[Any], weights: list[float]) -> Any:
    weighted = [array * weight for array, weight in zip(arrays, weights, strict=True)]
    return csr_array(sum(weighted[1:], start=weighted[0]))


def _normalized(cells: Any, counts: Counts, qualifier: Qualifier, normalization: Normalization) -> Any:
    """Each row (activity) or column (prominence) divided by what it has in all; 0 where that is 0."""
    if normalization == "no":
        return cells
    axis = 1 if normalization == "activity" else 0
    whole = (cells > 0).astype(np.float64) if qualifier == "combine" else counts.total()
    sums = np.asarray(whole.sum(axis=axis), dtype=np.float64).ravel()
    share = diags_array(np.divide(1.0, sums, out=np.zeros_like(sums), where=sums != 0))
    return csr_array(share @ cells if axis == 1 else cells @ share)
