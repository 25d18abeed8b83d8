"""Figures over time, such as polarisation, above the number of events that they rest on."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.dates import date2num
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from kg.netfiles.look import PALETTE
from kg.plain import clean, shorten
from kg.plot.canvas import save
from kg.plot.chart import Series
from kg.plot.days import draw_time

_LABEL, _TITLE = 40, 84  # characters of a line
_LINES = (("-", "o"), ("--", "s"), ("-.", "^"), (":", "D"))  # told apart without colour


def draw_series(
    series: Sequence[Series], path: Path, *, title: str = "", measure: str = "polarisation", note: str = ""
) -> None:
    """Draw figures over time as lines, with the events of each day as bars below.

    ``measure`` names what is on the axis. A line has a gap where there is no figure. The
    bars are those of the first series. Raises as `kg.plot.canvas.save`.
    """
    save(lambda: _figure(series, title, measure, note), path)


def _figure(series: Sequence[Series], title: str, measure: str, note: str) -> Figure:
    counts = [(point.day, point.count) for one in series[:1] for point in one.points if point.count]
    figure = Figure(figsize=(11, 5.2 if counts else 4.4), layout="constrained")
    FigureCanvasAgg(figure)
    rows = figure.subplots(
        2 if counts else 1, 1, sharex=True, squeeze=False, height_ratios=[3, 1] if counts else [1]
    )
    upper: Axes = rows[0][0]
    for number, one in enumerate(series):
        _draw_line(upper, one, number)
    upper.set_ylabel(shorten(clean(measure), _LABEL))
    days = [point.day for one in series for point in one.points]
    if counts:
        lower: Axes = rows[1][0]
        lower.bar(
            [date2num(day) for day, _ in counts], [count for _, count in counts],
            width=_step(days) * 0.8, color="#b0b0b0",
        )  # fmt: skip
        lower.set_ylabel("événements")
        lower.yaxis.set_major_locator(MaxNLocator(nbins=3, integer=True))
    for axes in figure.axes:
        axes.grid(axis="y", color="#e4e4e4", linewidth=0.8)
        axes.set_axisbelow(True)
        axes.spines[["top", "right"]].set_visible(False)
    draw_time(figure.axes[-1], days)
    heading = textwrap.fill(shorten(clean(title), 3 * _TITLE), _TITLE)
    figure.suptitle(heading, x=0.01, ha="left", fontsize=13, fontweight="bold")
    if len(series) > 1 or note:
        handles, _ = upper.get_legend_handles_labels()
        figure.legend(
            handles=handles if len(series) > 1 else [], loc="outside lower left", ncols=4, frameon=False,
            title=shorten(clean(note), 2 * _TITLE) or None, alignment="left", fontsize=9, title_fontsize=9,
        )  # fmt: skip
    return figure


def _draw_line(axes: Axes, series: Series, number: int) -> None:
    line, marker = _LINES[number % len(_LINES)]
    values = [float("nan") if point.value is None else point.value for point in series.points]
    many = len(values) > 80
    axes.plot(
        [date2num(point.day) for point in series.points], values,
        linestyle=line, marker="" if many else marker, markersize=4, linewidth=1.8,
        color=PALETTE[number % len(PALETTE)], label=shorten(clean(series.label), _LABEL),
    )  # fmt: skip


def _step(days: Sequence[date]) -> float:
    """The days between two bars, at least one."""
    ordered = sorted(set(days))
    gaps = [later.toordinal() - earlier.toordinal() for earlier, later in pairwise(ordered)]
    return float(min(gaps, default=1))
