"""Expressions of time and the days they cover (EDTF, Library of Congress, levels 0 and 1)."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from kg.records import DateBasis
from kg.register.periods import first_day, last_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """The days that words cover, first and last; the season if they name one; whether they contradict."""

    first: date
    last: date
    season: int | None = None  # 21 spring … 24 winter, as EDTF numbers them
    conflict: bool = False  # the weekday is not that of the date


@dataclass(frozen=True, slots=True, kw_only=True)
class Expression:
    """An expression of time: code points, the days it covers (None: unresolved), its basis.

    ``conflict``: its weekday and its date contradict each other; the date was kept.
    """

    start: int
    end: int
    first: date | None
    last: date | None
    basis: DateBasis
    season: int | None = None
    conflict: bool = False

    @property
    def is_day(self) -> bool:
        """Does it give one day?"""
        return self.first is not None and self.first == self.last

    @property
    def edtf(self) -> str | None:
        """The EDTF literal of the days covered: a day, month, season, year or an interval of days."""
        if self.first is None or self.last is None:
            return None
        if self.season is not None:
            return f"{self.first.year:04}-{self.season}"
        if self.first == self.last:
            return self.first.isoformat()
        if self.first.day == 1 and self.last == month_end(self.first.year, self.first.month):
            return self.first.isoformat()[:7]
        if (self.first.month, self.first.day) == (1, 1) and self.last == date(self.first.year, 12, 31):
            return f"{self.first.year:04}"
        return f"{self.first.isoformat()}/{self.last.isoformat()}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """What expressions are counted from.

    ``day``: on it the text was written; ``near``: about then, where only the month or year is known
    but the text names a day in it; ``latest``: not after that day. All None: nothing is known.
    """

    day: date | None = None
    near: date | None = None
    latest: date | None = None

    @property
    def last(self) -> date | None:
        """The last day on which the text can have been written."""
        return self.day or self.latest

    @property
    def about(self) -> date | None:
        """The day, or one close to it."""
        return self.day or self.near


def published_days(published: str | None) -> tuple[date, date] | None:
    """The first and last day that a date of publication allows: a day, a month or a year; None for others."""
    try:
        first, last = first_day((published or "")[:10]), last_day((published or "")[:10])
    except ValueError:
        return None
    return None if first is None or last is None else (first, last)


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def safe_date(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
