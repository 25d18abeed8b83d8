"""What may stand in a column: SQLite keeps to no type, so that each value is checked where it is used."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

Value = int | float | str | bytes | None
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def text(value: Value) -> str:
    """A text; "" where there is none, and for bytes."""
    return "" if value is None or isinstance(value, bytes) else str(value)


def whole(value: Value) -> int | None:
    """A whole number; None for anything else."""
    return value if isinstance(value, int) else None


def moment(seconds: Value) -> str | None:
    """Seconds since 1970 as DNA shows them: a day, or a day and time where it is not midnight.

    DNA knows no time zones: what it keeps is the time on the clock, as if it were UTC. None for what is
    no date between the years 1 and 9999.
    """
    if not isinstance(seconds, int):
        return None
    try:
        found = (_EPOCH + timedelta(seconds=seconds)).replace(tzinfo=None)
    except OverflowError:
        return None
    midnight = (found.hour, found.minute, found.second) == (0, 0, 0)
    return found.date().isoformat() if midnight else found.isoformat()


def seconds(published: str | None) -> int | None:
    """The clock time of an ISO 8601 date or time, of the first day of a month or year; None for no date."""
    if published is None:
        return None
    for tail in ("", "-01", "-01-01"):
        try:
            found = datetime.fromisoformat(published + tail)
        except ValueError:
            continue
        return (found.replace(tzinfo=UTC, microsecond=0) - _EPOCH) // timedelta(seconds=1)
    return None
