"""A matrix as a heat map, like rows and columns side by side, with the dendrograms that say how alike.

Clustered by average linkage over Euclidean distances (UPGMA, Sokal and Michener 1958), leaves in the
order that puts the nearest side by side (Bar-Joseph, Gifford and Jaakkola 2001), by scipy. Signed values
have a diverging scale about 0 whose ends the colour-blind tell apart.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from scipy.cluster.hierarchy import dendrogram, leaves_list, linkage  # type: ignore[import-untyped]

from kg.errors import DataInvalid
from kg.plain import clean, shorten
from kg.plot.canvas import save

Array: TypeAlias = "np.ndarray[Any, np.dtype[np.float64]]"

_MOST = 400  # rows and columns; of more, those with the largest values are shown
_NAMED = 60  # names on an axis
_WRITTEN = 15  # rows and columns up to which the values stand in the cells
_LABEL, _TITLE = 34, 84  # characters


def draw_matrix(
    rows: Sequence[str],
    columns: Sequence[str],
    values: Any,
    path: Path,
    *,
    title: str = "",
    note: str = "",
) -> None:
    """Draw a matrix with its names as SVG or PNG.

    ``values`` is whatever numpy takes for a matrix of rows × columns, or a sparse matrix of scipy. A matrix
    whose rows and columns have the same names keeps them in one order. Raises DataInvalid where the
    shape is another or a value is not finite, and as `kg.plot.canvas.save`.
    """
    made = values.toarray() if hasattr(values, "toarray") else values
    matrix: Array = np.asarray(made, dtype=np.float64)
    if not matrix.size and not (rows and columns):
        matrix = matrix.reshape(len(rows), len(columns))
    if matrix.shape != (len(rows), len(columns)) or not np.isfinite(matrix).all():
        raise DataInvalid(
            f"a matrix of {len(rows)} × {len(columns)} finite values is needed to draw it, not {matrix.shape}"
        )
    save(lambda: _figure(list(rows), list(columns), matrix, title, note), path)


def _figure(rows: list[str], columns: list[str], matrix: Array, title: str, note: str) -> Figure:
    square, said = rows == columns, [note] if note else []
    if max(len(rows), len(columns)) > _MOST:
        kept_rows = _largest(matrix)
        kept_columns = kept_rows if square else _largest(matrix.T)
        said.append(
            f"{len(kept_rows)} lignes sur {len(rows)}, {len(kept_columns)} colonnes sur {len(columns)}"
        )
        rows, columns = [rows[n] for n in kept_rows], [columns[n] for n in kept_columns]
        matrix = matrix[np.ix_(kept_rows, kept_columns)]
    down = _tree(matrix)
    across = down if square else _tree(matrix.T)
    row_order, column_order = _leaves(down, len(rows)), _leaves(across, len(columns))
    figure = Figure(figsize=_size(len(rows), len(columns)), layout="constrained")
    FigureCanvasAgg(figure)
    grid = figure.subplots(
        2, 2, width_ratios=[1, 7], height_ratios=[1, 7], gridspec_kw={"wspace": 0.01, "hspace": 0.01}
    )
    grid[0][0].set_axis_off()
    _draw_tree(grid[1][0], down, len(rows), beside=True)
    _draw_tree(grid[0][1], across, len(columns), beside=False)
    heat: Axes = grid[1][1]
    _draw_heat(figure, heat, matrix[np.ix_(row_order, column_order)])
    _draw_names(heat, [rows[n] for n in row_order], [columns[n] for n in column_order])
    heading = textwrap.fill(shorten(clean(title), 3 * _TITLE), _TITLE)
    figure.suptitle(heading, x=0.01, ha="left", fontsize=13, fontweight="bold")
    if said:
        figure.supxlabel(shorten(clean(", ".join(said)), 2 * _TITLE), x=0.01, ha="left", fontsize=9)
    return figure


def _size(rows: int, columns: int) -> tuple[float, float]:
    """In inches: a cell has room for a name as far as there are not too many."""
    return (
        5.5 + 0.3 * min(max(columns, 4), 40),
        3.2 + 0.26 * min(max(rows, 4), 45),
    )


def _largest(matrix: Array) -> list[int]:
    """The rows with the largest sums of absolute values, in their order."""
    sums = np.abs(matrix).sum(axis=1)
    return sorted(np.argsort(-sums, kind="stable")[:_MOST].tolist())


# ---- trees


def _tree(matrix: Array) -> Array | None:
    """The linkage of the rows; None where there are fewer than two."""
    if len(matrix) < 2 or not matrix.shape[1]:
        return None
    found: Array = linkage(matrix, method="average", metric="euclidean", optimal_ordering=True)
    return found


def _leaves(tree: Array | None, count: int) -> list[int]:
    return list(range(count)) if tree is None else [int(leaf) for leaf in leaves_list(tree)]


def _draw_tree(axes: Axes, tree: Array | None, count: int, *, beside: bool) -> None:
    axes.set_axis_off()
    if tree is None:
        return
    found = dendrogram(tree, no_plot=True)
    # leaves stand at 5, 15, 25 …
    along = [[(place - 5) / 10 for place in places] for places in found["icoord"]]
    lines = [
        list(zip(height, place, strict=True)) if beside else list(zip(place, height, strict=True))
        for place, height in zip(along, found["dcoord"], strict=True)
    ]
    axes.add_collection(LineCollection(lines, colors="#707070", linewidths=0.8))
    top = float(tree[:, 2].max()) or 1.0
    if beside:
        axes.set_xlim(top * 1.03, 0)
        axes.set_ylim(count - 0.5, -0.5)
    else:
        axes.set_xlim(-0.5, count - 0.5)
        axes.set_ylim(0, top * 1.03)


# ---- cells


def _draw_heat(figure: Figure, axes: Axes, matrix: Array) -> None:
    if not matrix.size:
        axes.set_axis_off()
        return
    largest = float(np.abs(matrix).max()) or 1.0
    signed = bool((matrix < 0).any())
    image = axes.imshow(
        matrix, aspect="auto", interpolation="nearest",
        cmap="PuOr" if signed else "Blues", vmin=-largest if signed else 0.0, vmax=largest,
    )  # fmt: skip
    figure.colorbar(image, ax=axes, fraction=0.03, pad=0.01)
    if max(matrix.shape) <= _WRITTEN:
        for row, values in enumerate(matrix.tolist()):
            for column, value in enumerate(values):
                if value:
                    dark = abs(value) > 0.6 * largest
                    axes.text(
                        column, row, f"{value:.3g}".replace("-", "−"), ha="center", va="center", fontsize=8,
                        color="white" if dark else "black",
                    )  # fmt: skip


def _draw_names(axes: Axes, rows: list[str], columns: list[str]) -> None:
    axes.yaxis.tick_right()
    for names, set_ticks, rotation in ((rows, axes.set_yticks, 0), (columns, axes.set_xticks, 60)):
        step = -(-len(names) // _NAMED) or 1
        shown = range(0, len(names), step)
        labels = [shorten(clean(names[n]), _LABEL) for n in shown]
        small = 8 if len(names) <= 40 else 6.5
        placed: dict[str, Any] = {"ha": "right", "rotation_mode": "anchor"} if rotation else {}
        set_ticks(list(shown), labels, rotation=rotation, fontsize=small, **placed)
    axes.tick_params(length=0)
