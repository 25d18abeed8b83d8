"""Networks over time: moving windows of days to years or of events, and kernels; as in rDNA."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

import numpy as np

from kg.discourse.calendar import Unit, between, shift
from kg.discourse.counts import Coded, Floats, Ints, code, count
from kg.discourse.event import Event
from kg.discourse.kernels import Kernel, weigh
from kg.discourse.matrix import Matrix
from kg.discourse.one_mode import one_mode_cells
from kg.discourse.options import Kind, Options, check
from kg.discourse.select import Selection, select
from kg.discourse.two_mode import two_mode_cells
from kg.errors import QueryInvalid


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """How wide a window is. With a kernel, events count less the farther they are from its middle.

    ``indent`` begins and ends the kernels half a window within the range.
    """

    size: int
    unit: Unit | Literal["events"]
    kernel: Kernel | None = None
    indent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Slice:
    """One window: its number from 1, its first, middle and last day (inclusive), and its network.

    ``events`` are those within these days; with the gaussian kernel others count a little, too.
    """

    number: int
    first: date
    middle: date
    last: date
    events: tuple[Event, ...]
    matrix: Matrix


def windows(events: Sequence[Event], kind: Kind, options: Options, window: Window) -> Iterator[Slice]:
    """The network of each window in order of time; duplicates are left out before.

    Undated events are in none. Raises QueryInvalid for options that make no such network.
    """
    check(options, kind, kernel=window.kernel is not None)
    if window.size < 1:
        raise QueryInvalid(f"{window.size}: no size of a window; it is 1 or more")
    if window.kernel and window.unit == "events":
        raise QueryInvalid("a window of events has no kernel; choose days, weeks, months or years")
    selection = _dated(select(events, options), options)
    coded = code(selection.events, events, options)
    cut = _Cut(selection, coded, kind, options, window)
    if not selection.events:
        return iter(())
    if window.unit == "events":
        return cut.by_events()
    return cut.by_kernel(window.unit, window.kernel) if window.kernel else cut.by_time(window.unit)


def _dated(selection: Selection, options: Options) -> Selection:
    kept = tuple(event for event in selection.events if event.day(options.dates) is not None)
    return replace(selection, events=kept, undated=0)


class _Cut:
    def __init__(
        self, selection: Selection, coded: Coded, kind: Kind, options: Options, window: Window
    ) -> None:
        self.events, self.coded = selection.events, coded
        self.kind, self.options, self.window = kind, options, window
        days = coded.day
        self.first = options.since or (date.fromordinal(int(days[0])) if len(days) else date.min)
        self.last = options.until or (date.fromordinal(int(days[-1])) if len(days) else date.min)

    def by_events(self) -> Iterator[Slice]:
        """Half of the size before, and after, each event that has as many."""
        half = self.window.size // 2
        for number, middle in enumerate(range(half, len(self.events) - half), 1):
            chosen = np.arange(middle - half, middle + half + 1)
            first, at, last = (
                date.fromordinal(int(self.coded.day[place])) for place in (chosen[0], middle, chosen[-1])
            )
            yield self._slice(number, first, at, last, chosen)

    def by_time(self, unit: Unit) -> Iterator[Slice]:
        """One window a unit, of those that lie wholly within the range."""
        half, number = self.window.size // 2, 0  # (size - 1) / 2, halves rounded up
        for middle in self._middles(self.first, self.last, unit):
            first, last = shift(middle, -half, unit), shift(middle, half, unit)
            if self.first <= first and last <= self.last:
                number += 1
                yield self._slice(number, first, middle, last, self._within(first, last))

    def by_kernel(self, unit: Unit, kernel: Kernel) -> Iterator[Slice]:
        """One middle a unit; an odd size counts as the next even one."""
        size = self.window.size + self.window.size % 2
        begin, end = self.first, self.last
        if self.window.indent:
            begin, end = shift(begin, size // 2, unit), shift(end, -(size // 2), unit)
        ordinals, again = np.unique(self.coded.day, return_inverse=True)
        days = [date.fromordinal(int(ordinal)) for ordinal in ordinals]
        for number, middle in enumerate(self._middles(begin, end, unit), 1):
            apart = np.array([between(day, middle, unit) for day in days], dtype=np.float64)
            weights = weigh(kernel, 2 * apart / size)[again]
            chosen = np.flatnonzero(weights > 0)
            first, last = shift(middle, -(size // 2), unit), shift(middle, size // 2, unit)
            yield self._slice(number, first, middle, last, chosen, weights[chosen])

    def _middles(self, first: date, last: date, unit: Unit) -> Iterator[date]:
        step, middle = 0, first
        while middle <= last:
            yield middle
            step += 1
            following = shift(first, step, unit)
            if following <= middle:  # the end of the calendar
                return
            middle = following

    def _within(self, first: date, last: date) -> Ints:
        bounds = np.searchsorted(self.coded.day, [first.toordinal(), last.toordinal() + 1])
        return np.arange(bounds[0], bounds[1])

    def _slice(
        self, number: int, first: date, middle: date, last: date, chosen: Ints, weights: Floats | None = None
    ) -> Slice:
        inside = chosen if self.window.unit == "events" else self._within(first, last)
        return Slice(
            number=number,
            first=first,
            middle=middle,
            last=last,
            events=tuple(self.events[place] for place in inside),
            matrix=self._matrix(chosen, weights),
        )

    def _matrix(self, chosen: Ints, weights: Floats | None) -> Matrix:
        if self.kind == "two-mode":
            return two_mode_cells(count(self.coded, chosen, weights), self.options)
        if weights is None:
            return one_mode_cells(count(self.coded, chosen), self.options)
        # a pair of events adds the root of the product of their weights: the product of their roots
        counts = count(self.coded, chosen, np.sqrt(weights))
        whole = count(self.coded, chosen, weights).total()
        activity = np.asarray(whole.sum(axis=1), dtype=np.float64).ravel()
        return one_mode_cells(counts, self.options, activity)
