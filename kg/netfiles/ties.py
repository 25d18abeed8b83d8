"""Networks as numbers between names, for the formats that hold nothing else.

A tie has one value: weight × sign (the weight alone where the sign is 0 or not given), added up over
parallel edges. Ties of which nothing is left are dropped.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from kg.netfiles.view import Edge, View


def signed(edge: Edge) -> float:
    """Weight × sign; 1 where the network has no weights."""
    weight = float(edge.data.get("weight", 1.0))
    return -weight if edge.data.get("sign", 0) == -1 else weight


def ties(view: View) -> dict[tuple[str, str], float]:
    """(source, target) → value, in the order of the edges; of an undirected pair one order only.

    In a two-mode network that is undirected the source is of the first mode.
    """
    modes = view.modes
    first = set(modes[0]) if modes else set()
    parts: dict[tuple[str, str], list[float]] = {}
    for edge in view.edges():
        ends = (edge.source, edge.target)
        turn = ends[1] in first if modes else (ends[1], ends[0]) in parts
        if not view.directed and turn:
            ends = (ends[1], ends[0])
        parts.setdefault(ends, []).append(signed(edge))
    values = {ends: math.fsum(found) for ends, found in parts.items()}
    return {ends: value for ends, value in values.items() if value}


def axes(view: View) -> tuple[list[str], list[str]]:
    """The ids of rows and columns of a matrix: either mode, or all nodes twice."""
    modes = view.modes
    if modes and (not view.directed or not _any_back(view, set(modes[0]))):
        return modes
    names = [name for name, _ in view.nodes()]
    return names, names


def matrix(view: View) -> Iterator[tuple[str, list[float]]]:
    """Each row of the matrix with its id, symmetric where the network is undirected and one-mode."""
    rows, columns = axes(view)
    place = {name: number for number, name in enumerate(columns)}
    cells: dict[str, list[tuple[int, float]]] = {}
    for (source, target), value in ties(view).items():
        cells.setdefault(source, []).append((place[target], value))
        if not view.directed and rows is columns and source != target:
            cells.setdefault(target, []).append((place[source], value))
    for name in rows:
        row = [0.0] * len(columns)
        for column, value in cells.get(name, ()):
            row[column] += value
        yield name, row


def number(value: float) -> str:
    """3 for 3.0, else the shortest text that is read as the same number."""
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


def _any_back(view: View, rows: set[str]) -> bool:
    return any(edge.target in rows for edge in view.edges())
