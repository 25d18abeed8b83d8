"""The days on which an article may have appeared, and the roles that were held then."""

from __future__ import annotations

from datetime import date

from kg.records import Role
from kg.register.periods import first_day, last_day, overlap

Days = tuple[date, date] | None  # the first and the last of them; None: unknown


def days_of(published: str | None) -> Days:
    """The days that a date of publication allows: a day, a month or a year."""
    first, last = first_day((published or "")[:10]), last_day((published or "")[:10])
    return None if first is None or last is None else (first, last)


def held(role: Role, days: Days) -> bool:
    """May a role have been held when the article appeared?"""
    return days is None or overlap(role.start, role.end, *days)
