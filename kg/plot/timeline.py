"""A chart of positions over time as SVG or PNG.

Two runs give the same bytes: the settings are those that matplotlib comes with and not the user's,
the ids in the SVG are salted with a constant, and neither date nor program stands in the file.
"""

from __future__ import annotations

import textwrap
import warnings
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.dates import AutoDateFormatter, AutoDateLocator, date2num
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from kg.atomic import atomic
from kg.errors import OutputUnusable
from kg.plain import clean, shorten
from kg.plot.chart import Chart, Mark
from kg.records import Position

FORMATS: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        ".svg": {"format": "svg", "metadata": {"Date": None, "Creator": None}},
        ".png": {"format": "png", "metadata": {"Software": None}, "dpi": 144},
    }
)
"""Ending of a file's name → how it is saved."""

# position → marker, colour (told apart by the colour-blind, after Okabe and Ito 2008), share of a row's
# height from its middle, French word
_STYLES: Mapping[Position, tuple[str, str, float, str]] = MappingProxyType(
    {
        "support": ("^", "#0072b2", -0.22, "soutient"),
        "oppose": ("v", "#d55e00", 0.22, "s’oppose"),
        "neutral": ("o", "#808080", 0.0, "neutre"),
    }
)
_SMALLEST, _LARGEST = 45.0, 320.0  # area of a marker in square points
_LABEL, _TITLE = 42, 84  # characters of a line
_LAST_DAY = date2num(date.max)
_FIRST_DAY = date2num(date.min)


def draw_timeline(chart: Chart, path: Path) -> None:
    """Draw positions over time: actors as rows, time as x, ▲ for support and ▼ for oppose.

    The area of a marker grows with its count, which stands beside it where it is more than one.
    Raises OutputUnusable for an ending that is not in `FORMATS`, and where the file cannot be
    written.
    """
    how = FORMATS.get(path.suffix.lower())
    if how is None:
        raise OutputUnusable(f"{path}: no format for this ending; name a file that ends in {_endings()}")
    with mpl.rc_context(), warnings.catch_warnings(), atomic(path) as file:
        mpl.rcdefaults()
        mpl.rcParams["svg.hashsalt"] = "newskg"
        mpl.rcParams["text.parse_math"] = False  # names come from the web: "$" is no formula
        # a letter that the font lacks is drawn as a box, which is enough to say so
        warnings.filterwarnings("ignore", message="Glyph", category=UserWarning)
        _figure(chart).savefig(file, **how)


def _endings() -> str:
    return " or ".join(FORMATS)


def _figure(chart: Chart) -> Figure:
    figure = Figure(figsize=(11, 1.9 + 0.56 * max(1, len(chart.rows))), layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    largest = max((mark.count for row in chart.rows for mark in row.marks), default=1)
    for number, row in enumerate(chart.rows):
        for mark in row.marks:
            _draw_mark(axes, number, mark, largest)
        if row.aside:
            beside = axes.get_yaxis_transform()
            axes.text(
                1.01, number, shorten(clean(row.aside), _LABEL), transform=beside, va="center", fontsize=8
            )
    _draw_time(axes, [mark for row in chart.rows for mark in row.marks])
    labels = [shorten(clean(row.label), _LABEL) for row in chart.rows]
    axes.set_yticks(range(len(labels)), labels)
    axes.set_ylim(max(1, len(labels)) - 0.5, -0.5)
    axes.grid(axis="y", color="#e4e4e4", linewidth=0.8)
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)
    title = textwrap.fill(shorten(clean(chart.title), 3 * _TITLE), _TITLE)
    figure.suptitle(title, x=0.01, ha="left", fontsize=13, fontweight="bold")
    _draw_legend(figure, shorten(clean(chart.note), 2 * _TITLE))
    return figure


def _draw_mark(axes: Axes, row: int, mark: Mark, largest: int) -> None:
    marker, colour, shift, _ = _STYLES[mark.position]
    middle = (date2num(mark.first) + date2num(mark.last)) / 2
    share = (mark.count - 1) / (largest - 1) if largest > 1 else 0.0
    area = _SMALLEST + share * (_LARGEST - _SMALLEST)
    axes.scatter([middle], [row + shift], s=area, marker=marker, color=colour, linewidths=0, alpha=0.9)
    if mark.count > 1:
        axes.annotate(
            str(mark.count),
            (middle, row + shift),
            xytext=(area**0.5 / 2 + 2, 0),
            textcoords="offset points",
            va="center",
            fontsize=8,
        )


def _draw_time(axes: Axes, marks: list[Mark]) -> None:
    """The axis of time, a little longer than what it shows; none where nothing has a date."""
    if not marks:
        axes.set_xticks([])
        return
    first, last = date2num(min(m.first for m in marks)), date2num(max(m.last for m in marks))
    room = max(3.5, (last - first) * 0.04)  # a week at least: no parts of days as ticks
    axes.set_xlim(max(_FIRST_DAY, first - room), min(_LAST_DAY, last + room))
    locator = AutoDateLocator(minticks=3, maxticks=9)
    formatter = AutoDateFormatter(locator)
    # length of a step in days, rounded up → how its ticks are written
    formatter.scaled = {7.0: "%Y-%m-%d", 31.0: "%Y-%m", 366.0: "%Y"}
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(formatter)


def _draw_legend(figure: Figure, note: str) -> None:
    shown = [
        Line2D([], [], linestyle="", marker=marker, color=colour, markersize=8, label=word)
        for marker, colour, _, word in _STYLES.values()
    ]
    figure.legend(
        handles=shown, loc="outside lower left", ncols=len(shown), frameon=False, title=note or None,
        alignment="left", fontsize=9, title_fontsize=9,
    )  # fmt: skip
