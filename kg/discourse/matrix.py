"""A network as a sparse matrix with labels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

NOTHING = 1e-12
"""What is nearer to 0 than this is what floating-point arithmetic left over."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Matrix:
    """Rows × columns; in a one-mode network both are the same labels, and the matrix is symmetric.

    ``cells`` is a scipy csr_array of floats with sorted indices and no stored zeros; ``alpha`` goes with
    its data, where a backbone was asked for (`kg.discourse.backbone`).
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Any
    one_mode: bool = False
    alpha: NDArray[np.float64] | None = None

    def dense(self) -> NDArray[np.float64]:
        """All cells, rows × columns: for small networks."""
        return np.asarray(self.cells.toarray(), dtype=np.float64)

    def places(self) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
        """Row, column and value of each cell that is not 0, in order; of a one-mode network both halves."""
        row = np.repeat(np.arange(len(self.rows)), np.diff(self.cells.indptr))
        return row, self.cells.indices.astype(np.int64), self.cells.data

    def entries(self) -> Iterator[tuple[str, str, float, dict[str, float]]]:
        """Row, column and value of the cells that are not 0, in order; each pair of a one-mode network once.

        Behind them, where there is one, their alpha by name.
        """
        row, column, cells = self.places()
        kept = np.flatnonzero(row < column) if self.one_mode else range(len(cells))
        for place in kept:
            alpha = {} if self.alpha is None else {"alpha": float(self.alpha[place])}
            yield self.rows[row[place]], self.columns[column[place]], float(cells[place]), alpha


def tidy(cells: Any, least: float = 0.0) -> Any:
    """The csr array in place, without cells that are nothing or nearer to 0 than the least."""
    cells.data[np.abs(cells.data) < max(least, NOTHING)] = 0.0
    cells.eliminate_zeros()
    cells.sort_indices()
    return cells
