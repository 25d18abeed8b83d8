"""What a picture of positions over time shows, as plain data."""

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
