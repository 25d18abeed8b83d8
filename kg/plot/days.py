"""The axis of time that the charts share."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from matplotlib.axes import Axes
from matplotlib.dates import AutoDateFormatter, AutoDateLocator, date2num

_LAST_DAY = date2num(date.max)
_FIRST_DAY = date2num(date.min)


def draw_time(axes: Axes, days: Sequence[date]) -> None:
    """The axis of time, a little longer than what it shows; none where nothing has a date."""
    if not days:
        axes.set_xticks([])
        return
    first, last = date2num(min(days)), date2num(max(days))
    room = max(3.5, (last - first) * 0.04)  # a week at least: no parts of days as ticks
    axes.set_xlim(max(_FIRST_DAY, first - room), min(_LAST_DAY, last + room))
    locator = AutoDateLocator(minticks=3, maxticks=9)
    formatter = AutoDateFormatter(locator)
    # length of a step in days, rounded up → how its ticks are written
    formatter.scaled = {7.0: "%Y-%m-%d", 31.0: "%Y-%m", 366.0: "%Y"}
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(formatter)
