"""The days on which an article may have appeared, and the roles that were held then."""

from __future__ import annotations

from datetime import date

from kg.records import Role
from kg.register.periods import overlap

Days = tuple[date, date] | None  # the first and the last of them; None: unknown


def held(role: Role, days: Days) -> bool:
    """May a role have been held when the article appeared?"""
    return days is None or overlap(role.start, role.end, *days)
