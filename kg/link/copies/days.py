"""When something appeared, as a number to sort by."""

from __future__ import annotations

from datetime import UTC, date, datetime

UNKNOWN = 1 << 40
"""Later than any moment."""
_DAY = 24 * 60


def appeared(published: str | None) -> int:
    """Minutes since the year 1 (UTC where the time has an offset); a bare day comes after its times.

    `UNKNOWN` for anything coarser than a day.
    """
    if (day := day_of(published)) is None or published is None:
        return UNKNOWN
    if len(published) <= 10:
        return (day.toordinal() + 1) * _DAY - 1
    try:
        moment = datetime.fromisoformat(published)
        moment = moment.astimezone(UTC) if moment.tzinfo else moment
    except (ValueError, OverflowError):
        return (day.toordinal() + 1) * _DAY - 1
    return moment.toordinal() * _DAY + moment.hour * 60 + moment.minute


def day_of(published: str | None) -> date | None:
    """The day of an ISO 8601 text; None where it gives none."""
    try:
        return date.fromisoformat(published[:10]) if published and len(published) >= 10 else None
    except ValueError:
        return None
