"""Steps of days, weeks, months and years on the calendar."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Literal, get_args

Unit = Literal["days", "weeks", "months", "years"]
UNITS: tuple[Unit, ...] = get_args(Unit)

_DAYS: dict[Unit, int] = {"days": 1, "weeks": 7}
_MONTHS: dict[Unit, int] = {"months": 1, "years": 12}


def shift(day: date, number: int, unit: Unit) -> date:
    """So many units later, or earlier; the last day of a month that is too short; within the calendar."""
    if unit in _DAYS:
        ordinal = day.toordinal() + number * _DAYS[unit]
        return date.fromordinal(min(max(ordinal, 1), date.max.toordinal()))
    months = day.year * 12 + day.month - 1 + number * _MONTHS[unit]
    year, month = divmod(months, 12)
    if not date.min.year <= year <= date.max.year:
        return date.min if year < date.min.year else date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def between(first: date, last: date, unit: Unit) -> int:
    """Whole units from one day to another, toward zero: negative where the other is earlier."""
    if unit in _DAYS:
        days = last.toordinal() - first.toordinal()
        return int(days / _DAYS[unit])
    # a month is whole when its day is reached; 32 is more than any day of a month
    days = _packed(last) - _packed(first)
    return int(days / (32 * _MONTHS[unit])) if unit == "months" else int(int(days / 32) / 12)


def _packed(day: date) -> int:
    return (day.year * 12 + day.month) * 32 + day.day
