"""Days, ISO weeks, months and years as columns of a timeline."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

By = Literal["day", "week", "month", "year"]
STEPS: tuple[By, ...] = get_args(By)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A stretch of days, both inclusive. ``label`` is ISO 8601, with S (semaine) for the week."""

    first: date
    last: date
    label: str


def period_of(day: date, by: By) -> Period:
    """The day, ISO week (from Monday), month or year that a day is in."""
    if by == "day":
        return Period(day, day, day.isoformat())
    if by == "week":
        year, week, weekday = day.isocalendar()
        monday = day.toordinal() - weekday + 1
        # the last week of the calendar of Python ends on a Friday
        sunday = min(monday + 6, date.max.toordinal())
        label = f"{year:04}-S{week:02}"
        return Period(date.fromordinal(monday), date.fromordinal(sunday), label)
    if by == "month":
        last = monthrange(day.year, day.month)[1]
        return Period(day.replace(day=1), day.replace(day=last), day.isoformat()[:7])
    return Period(date(day.year, 1, 1), date(day.year, 12, 31), day.isoformat()[:4])


def adjoin(earlier: Period, later: Period) -> bool:
    """Does the later period begin on the day after the earlier one?"""
    return later.first.toordinal() - earlier.last.toordinal() == 1
