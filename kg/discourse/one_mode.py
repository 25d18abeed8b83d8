"""One-mode networks: rows that share columns, after Leifeld (2017) and Leifeld and Haunss (2012).

All levels of the qualifier stand side by side in one sparse array, so that each kind of network is one
product of two such arrays. It is made in blocks of rows: what is held is the network and one block, never
rows × rows × levels.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from scipy.sparse import csr_array, hstack  # type: ignore[import-untyped]

from kg.discourse.counts import Counts, Floats, Ints
from kg.discourse.matrix import NOTHING, Matrix
from kg.discourse.options import Normalization, Options, Qualifier

_BLOCK = 2_000_000  # cells of a block, at most

Divisor = Callable[[Ints, Ints], Floats]
"""By what to divide the cells at these rows and columns."""


def one_mode_cells(counts: Counts, options: Options, activity: Floats | None = None) -> Matrix:
    """The cells of a one-mode network over the rows (formulas: docs/networks.md).

    ``activity`` is what `average` takes as the size of a row instead of its sum (with a kernel).
    """
    levels = csr_array(hstack(counts.arrays, format="csr"))
    left, right = _factors(counts, levels, options.qualifier)
    divisor = _divisor(left, levels, options.normalization, activity)
    textual = counts.scale.kind == "text" and options.qualifier in ("conflict", "subtract")
    product = _unlike(levels, options.qualifier) if textual else _product(left, right)
    size, number = len(counts.rows), max(1, _BLOCK // max(1, len(counts.rows)))
    data, columns, lengths = [], [], [np.zeros(1, dtype=np.int64)]
    for start in range(0, size, number):
        block = product(start, min(size, start + number))
        block.sort_indices()
        here = start + np.repeat(np.arange(block.shape[0]), np.diff(block.indptr))
        there, cells = block.indices, np.asarray(block.data, dtype=np.float64)
        if divisor is not None:
            by = divisor(here, there)
            cells = np.divide(cells, by, out=np.zeros_like(cells), where=by != 0)
        kept = (here != there) & (np.abs(cells) >= max(options.min_weight, NOTHING))
        data.append(cells[kept])
        columns.append(there[kept].astype(np.int32))
        lengths.append(np.bincount(here[kept] - start, minlength=block.shape[0]))
    if not data:
        return Matrix(rows=counts.rows, columns=counts.rows, cells=csr_array((0, 0)), one_mode=True)
    ends = np.cumsum(np.concatenate(lengths))
    if ends[-1] <= np.iinfo(np.int32).max:  # scipy has one type for both; the narrow one halves the indices
        ends = ends.astype(np.int32)
    cells = csr_array((_joined(data), _joined(columns), ends), shape=(size, size))
    return Matrix(rows=counts.rows, columns=counts.rows, cells=cells, one_mode=True)


def _joined(parts: list[Any]) -> Any:
    """The parts as one array; they are let go."""
    whole = np.concatenate(parts)
    parts.clear()
    return whole


def _factors(counts: Counts, levels: Any, qualifier: Qualifier) -> tuple[Any, Any]:
    """Two arrays whose product, one times the other transposed, is the network.

    The second has at each level the sum of all levels, each by how like (or unlike) the two are.
    """
    if qualifier == "ignore":
        total = csr_array(counts.total())
        return total, total
    if counts.scale.kind == "text":
        return levels, levels
    numbers = counts.scale.numbers()
    unlike = np.abs(numbers[:, None] - numbers[None, :]) / (numbers.max() - numbers.min())
    weights = {"congruence": 1 - unlike, "conflict": unlike, "subtract": 1 - 2 * unlike}[qualifier]
    weighted = [
        sum(
            (array * weight for array, weight in zip(counts.arrays[1:], row[1:], strict=True)),
            start=counts.arrays[0] * row[0],
        )
        for row in weights
    ]
    second = csr_array(hstack(weighted, format="csr"))
    second.eliminate_zeros()
    return levels, second


def _product(left: Any, right: Any) -> Callable[[int, int], Any]:
    other = csr_array(right.T)
    return lambda start, stop: csr_array(left[start:stop] @ other)


def _unlike(levels: Any, qualifier: Qualifier) -> Callable[[int, int], Any]:
    """Text: what one says and the other does not. Two that share nothing are in conflict: no cell is 0."""
    sums, there = np.asarray(levels.sum(axis=1)).ravel(), levels.sign()
    across, again = csr_array(levels.T), csr_array(there.T)

    def block(start: int, stop: int) -> Any:
        mine, sign = levels[start:stop], there[start:stop]
        shared = (mine @ again + sign @ across).toarray()
        conflict = sums[start:stop, None] + sums[None, :] - shared
        return csr_array((mine @ across).toarray() - conflict if qualifier == "subtract" else conflict)

    return block


def _divisor(left: Any, levels: Any, normalization: Normalization, activity: Floats | None) -> Divisor | None:
    sums = np.asarray(levels.sum(axis=1), dtype=np.float64).ravel()
    if normalization == "average":
        size = sums if activity is None else activity
        return lambda here, there: (size[here] + size[there]) / 2
    if normalization == "cosine-dna":
        return lambda here, there: sums[here] * sums[there]
    if normalization == "cosine":  # of the vectors that are multiplied
        length = np.sqrt(np.asarray((left * left).sum(axis=1), dtype=np.float64).ravel())
        return lambda here, there: length[here] * length[there]
    if normalization == "jaccard":
        return _jaccard(levels, sums)
    return None


def _jaccard(levels: Any, sums: Floats) -> Divisor:
    """m10 + m01 + m11 at the given cells: both rows' sums, what they share counted as a product."""
    there_sign = csr_array(levels.sign().T)
    across, sign = csr_array(levels.T), levels.sign()

    def divisor(here: Ints, there: Ints) -> Floats:
        if not len(here):
            return np.zeros(0)
        first, last = int(here[0]), int(here[-1]) + 1
        mine = levels[first:last]
        shared = csr_array(mine @ there_sign + sign[first:last] @ across - mine @ across)
        return sums[here] + sums[there] - _at(shared, here - first, there)

    return divisor


def _at(array: Any, rows: Ints, columns: Ints) -> Floats:
    """The values of a csr array at these cells, 0 where nothing is stored."""
    array.sort_indices()
    width = np.int64(array.shape[1])
    stored = np.repeat(np.arange(array.shape[0]), np.diff(array.indptr)) * width + array.indices
    wanted = rows * width + columns
    place = np.minimum(np.searchsorted(stored, wanted), max(0, len(stored) - 1))
    if not len(stored):
        return np.zeros(len(wanted))
    return np.where(stored[place] == wanted, array.data[place], 0.0)
