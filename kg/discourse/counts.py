"""Events as counts: how often each row value meets each column value at each level of the qualifier."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array  # type: ignore[import-untyped]

from kg.discourse.event import VALUES, Event, reader
from kg.discourse.options import Options

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

BOOLEAN = (0.0, 1.0)
INTEGER = (-1.0, 0.0, 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """The levels of a qualifier in their order: 0 and 1, -1 to 1, or texts."""

    kind: Literal["boolean", "integer", "text"]
    levels: tuple[float | str, ...]

    def numbers(self) -> Floats:
        """The levels of a scale that is not text."""
        return np.array([float(level) for level in self.levels])


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """Events as numbers: ``row``, ``column`` and ``level`` are places in the sorted labels and in the scale.

    ``day`` is the ordinal of the day, -1 for none. With ``isolates`` the labels hold those of all events.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    scale: Scale
    row: Ints
    column: Ints
    level: Ints
    day: Ints
    isolates: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """A sparse array rows × columns for each level of the scale: numbers of events, or sums of weights."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    scale: Scale
    arrays: tuple[Any, ...]

    def total(self) -> Any:
        """All levels together."""
        return sum(self.arrays[1:], start=self.arrays[0])


def code(selected: Sequence[Event], everything: Iterable[Event], options: Options) -> Coded:
    """The selected events as numbers; ``everything`` gives the labels of isolates."""
    row_of, column_of = reader(options.rows), reader(options.columns)
    row, column = list(map(row_of, selected)), list(map(column_of, selected))
    rows, columns = set(row), set(column)
    if options.isolates:
        for event in everything:
            rows.add(row_of(event))
            columns.add(column_of(event))
    row_labels, column_labels = tuple(sorted(rows - {""})), tuple(sorted(columns - {""}))
    scale, level = _levels(selected, options)
    days = (event.day(options.dates) for event in selected)
    return Coded(
        rows=row_labels,
        columns=column_labels,
        scale=scale,
        row=_places(row, row_labels),
        column=_places(column, column_labels),
        level=level,
        day=np.array([day.toordinal() if day else -1 for day in days], dtype=np.int64),
        isolates=options.isolates,
    )


def _levels(selected: Sequence[Event], options: Options) -> tuple[Scale, Ints]:
    """The levels of the position are all there, whether or not an event has them."""
    if options.qualifier_variable == "position":
        if options.neutral:
            places = [VALUES[event.position] + 1 for event in selected]
            return Scale(kind="integer", levels=INTEGER), np.array(places, dtype=np.int64)
        places = [int(event.position == "support") for event in selected]
        return Scale(kind="boolean", levels=BOOLEAN), np.array(places, dtype=np.int64)
    found = list(map(reader(options.qualifier_variable), selected))
    levels = tuple(sorted(set(found)))
    return Scale(kind="text", levels=levels), _places(found, levels)


def _places(values: Sequence[str], labels: tuple[str, ...]) -> Ints:
    place = {label: number for number, label in enumerate(labels)}
    return np.array([place[found] for found in values], dtype=np.int64)


def count(coded: Coded, chosen: Ints | None = None, weights: Floats | None = None) -> Counts:
    """The counts of all events, or of the chosen ones, each with its weight.

    Labels that no chosen event has are left out, unless isolates are asked for.
    """
    row, column, level = coded.row, coded.column, coded.level
    if chosen is not None:
        row, column, level = row[chosen], column[chosen], level[chosen]
    rows, columns = coded.rows, coded.columns
    if not coded.isolates:
        rows, row = _used(rows, row)
        columns, column = _used(columns, column)
    heights = np.ones(len(row)) if weights is None else weights
    arrays = []
    for number in range(len(coded.scale.levels)):
        at = level == number
        cells = csr_array((heights[at], (row[at], column[at])), shape=(len(rows), len(columns)))
        cells.sum_duplicates()
        arrays.append(cells)
    if not arrays:  # a qualifier of text that no event has
        arrays.append(csr_array((len(rows), len(columns))))
    return Counts(rows=rows, columns=columns, scale=coded.scale, arrays=tuple(arrays))


def _used(labels: tuple[str, ...], places: Ints) -> tuple[tuple[str, ...], Ints]:
    used, again = np.unique(places, return_inverse=True)
    return tuple(labels[place] for place in used), again.astype(np.int64)
