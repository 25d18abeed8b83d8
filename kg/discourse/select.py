"""Which events count: dates, filters, events without a value, duplicates, in that order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kg.discourse.event import Event, identifier, known, reader, value
from kg.discourse.options import Duplicates, Options

_PERIODS: Mapping[Duplicates, Callable[[date], Hashable]] = {
    "week": lambda day: day.isocalendar()[:2],  # the ISO week with its year
    "month": lambda day: (day.year, day.month),
    "year": lambda day: day.year,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """The events that count, by day, statement and stance; ``undated`` of them are in no time window.

    ``duplicates`` counts those left out as such.
    """

    events: tuple[Event, ...]
    undated: int = 0
    duplicates: int = 0


def select(events: Iterable[Event], options: Options) -> Selection:
    """The events that the options ask for; raises QueryInvalid for an unknown variable."""
    found = sorted(
        filter(_wanted(options), events),
        key=lambda event: (event.day(options.dates) or date.max, event.statement, event.number),
    )
    kept = _without_duplicates(found, options)
    return Selection(
        events=tuple(kept),
        undated=sum(event.day(options.dates) is None for event in kept),
        duplicates=len(found) - len(kept),
    )


def unmatched(events: Iterable[Event], options: Options) -> tuple[tuple[str, str], ...]:
    """The pairs of `Options.exclude` and `Options.only` that no event has: likely misspelt."""
    wanted = dict.fromkeys((*options.exclude, *options.only))
    for event in events:
        for pair in [pair for pair in wanted if _has(event, *pair)]:
            del wanted[pair]
    return tuple(wanted)


def _wanted(options: Options) -> Callable[[Event], bool]:
    only: defaultdict[str, list[str]] = defaultdict(list)
    for variable, wanted in options.only:
        only[known(variable)].append(wanted)
    for variable, _ in options.exclude:
        known(variable)
    needed = [reader(options.rows), reader(options.columns)]
    if options.qualifier != "ignore":
        needed.append(reader(options.qualifier_variable))
    timed = options.since is not None or options.until is not None

    def passes(event: Event) -> bool:
        return (
            (not timed or _in_range(event.day(options.dates), options))
            and (options.neutral or event.position != "neutral")
            and (options.copies or not event.copy)
            and event.confidence >= options.confidence
            and not any(_has(event, *pair) for pair in options.exclude)
            and all(any(_has(event, variable, one) for one in values) for variable, values in only.items())
            and all(read(event) for read in needed)
        )

    return passes


def _in_range(day: date | None, options: Options) -> bool:
    return day is not None and (options.since or date.min) <= day <= (options.until or date.max)


def _has(event: Event, variable: str, wanted: str) -> bool:
    found = value(event, variable)
    return found == wanted or (bool(wanted) and identifier(event, variable) == wanted)


def _without_duplicates(found: Sequence[Event], options: Options) -> list[Event]:
    """The first of those that say the same in the same document or period.

    An event without a date has no week, month or year, and is no duplicate by them.
    """
    if options.duplicates == "include":
        return list(found)
    row, column, level = (
        reader(name) for name in (options.rows, options.columns, options.qualifier_variable)
    )
    seen: set[Hashable] = set()
    kept: list[Event] = []
    for event in found:
        scope = _scope(event, options)
        if scope is not None:
            said = "" if options.qualifier == "ignore" else level(event)
            key = (row(event), column(event), said, scope)
            if key in seen:
                continue
            seen.add(key)
        kept.append(event)
    return kept


def _scope(event: Event, options: Options) -> Hashable | None:
    if options.duplicates == "acrossrange":
        return "everywhere"
    if options.duplicates == "document":
        return event.document
    day = event.day(options.dates)
    return None if day is None else _PERIODS[options.duplicates](day)
