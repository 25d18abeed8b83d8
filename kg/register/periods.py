"""Days, months and years as a register gives them, and the days they begin and end on."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

_BOUND = re.compile(r"([12]\d{3})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)


def is_bound(text: str) -> bool:
    """Is it an ISO day, month or year from 1000 to 2999, or empty?"""
    try:
        first_day(text)
    except ValueError:
        return False
    return True


def first_day(text: str) -> date | None:
    """The first day of an ISO day, month or year; None for "". Raises ValueError for anything else."""
    if not text:
        return None
    year, month, day = _parts(text)
    return date(year, month or 1, day or 1)


def day_within(text: str | None) -> date | None:
    """An ISO day, or the first day of a month; None for a year alone, and for anything else."""
    try:
        return first_day(text) if text and len(text) > len("2022") else None
    except ValueError:  # a page says what it likes
        return None


def last_day(text: str) -> date | None:
    """The last day of an ISO day, month or year; None for "". Raises ValueError for anything else."""
    if not text:
        return None
    year, month, day = _parts(text)
    month = month or 12
    return date(year, month, day or monthrange(year, month)[1])


def _parts(text: str) -> tuple[int, int | None, int | None]:
    found = _BOUND.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} is no day, month or year")
    year, month, day = found.groups()
    return int(year), int(month) if month else None, int(day) if day else None


def overlap(start: date | None, end: date | None, first: date, last: date) -> bool:
    """Do two periods share a day? The bounds of the first may be open (None)."""
    return (start or date.min) <= last and first <= (end or date.max)


def agree(one: str, other: str) -> bool:
    """Can both be the same bound? "2015" and "2015-08-10" can; an empty one says nothing."""
    return one.startswith(other) or other.startswith(one)


def finer(one: str, other: str) -> str:
    """Of two bounds that agree, the one that says more."""
    return max(one, other, key=len)


def disjoint(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Do two periods (start, end) share no day, or only the one on which the first ends?"""
    (a, b), (c, d) = one, other
    return (last_day(b) or date.max) <= (first_day(c) or date.min) or (
        (last_day(d) or date.max) <= (first_day(a) or date.min)
    )
