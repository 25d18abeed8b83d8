"""What pictures of things over time show, as plain data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kg.records import Position


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """So many statements of a position within a stretch of days, both inclusive."""

    first: date
    last: date
    position: Position
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartRow:
    """A row and its marks. ``aside`` says what has no place on the axis, right of the row."""

    label: str
    marks: tuple[Mark, ...]
    aside: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """The rows from top to bottom under a title; ``note`` stands below them."""

    title: str
    rows: tuple[ChartRow, ...]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesPoint:
    """A figure on a day and the number of events that it rests on; None where there is no figure."""

    day: date
    value: float | None
    count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Figures over time, in the order of their days."""

    label: str
    points: tuple[SeriesPoint, ...]
