"""Pictures of derived networks, with French titles."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from kg.discourse import Kind, Matrix, Moment, Options
from kg.errors import OutputUnusable
from kg.plot import FORMATS, Series, SeriesPoint, draw_matrix, draw_network, draw_series

_VARIABLES = {
    "actor": "acteurs",
    "person": "personnes",
    "organization": "organisations",
    "side": "camps",
    "concept": "propositions",
    "source": "médias",
    "author": "auteurs",
    "document": "documents",
    "section": "rubriques",
}
_QUALIFIERS = {
    "ignore": "nombre de positions",
    "combine": "1 soutien, 2 opposition, 3 les deux",
    "subtract": "soutien moins opposition",
}
_SHARED = {
    "ignore": "positions sur les mêmes",
    "congruence": "accord sur les",
    "conflict": "désaccord sur les",
    "subtract": "accord moins désaccord sur les",
}


def drawable(path: Path) -> Path:
    """The path itself; raises OutputUnusable for an ending that is no picture's."""
    if path.suffix.lower() not in FORMATS:
        raise OutputUnusable(
            f"{path}: no picture has this ending; name a file that ends in {' or '.join(FORMATS)}"
        )
    return path


def plot_network(graph: Any, options: Options, kind: Kind, path: Path, events: int) -> None:
    """The network as nodes and lines."""
    draw_network(graph, path, title=_title(options, kind), note=f"{events} positions")


def plot_matrix(matrix: Matrix, options: Options, kind: Kind, path: Path, events: int) -> None:
    """The matrix as a heat map with dendrograms."""
    title, note = _title(options, kind), f"{events} positions"
    draw_matrix(matrix.rows, matrix.columns, matrix.cells, path, title=title, note=note)


def plot_moments(moments: Iterable[Moment], options: Options, groups: str, path: Path) -> None:
    """The balance of each window over time."""
    points = tuple(
        SeriesPoint(day=moment.middle, value=moment.polarisation.balance, count=moment.events)
        for moment in moments
        if moment.middle
    )
    label = "deux camps" if groups == "camps" else "camps déclarés"
    rows = _VARIABLES.get(options.rows, options.rows)
    draw_series(
        (Series(label=label, points=points),),
        path,
        title=f"Polarisation : {rows}",
        measure="équilibre (0 à 1)",
    )


def _title(options: Options, kind: Kind) -> str:
    rows, columns = (_VARIABLES.get(name, name) for name in (options.rows, options.columns))
    if kind == "two-mode":
        return f"{rows.capitalize()} et {columns} : {_QUALIFIERS[options.qualifier]}"
    return f"{rows.capitalize()} : {_SHARED[options.qualifier]} {columns}"
