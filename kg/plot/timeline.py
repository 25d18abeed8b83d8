"""A chart of positions over time as SVG or PNG."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.dates import date2num
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from kg.plain import clean, shorten
from kg.plot.canvas import save
from kg.plot.chart import Chart, Mark
from kg.plot.days import draw_time
from kg.records import Position

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


def draw_timeline(chart: Chart, path: Path) -> None:
    """Draw positions over time: actors as rows, time as x, ▲ for support and ▼ for oppose.

    The area of a marker grows with its count, which stands beside it where it is more than one.
    Raises OutputUnusable for an ending that is not in `FORMATS`, and where the file cannot be
    written.
    """
    save(lambda: _figure(chart), path)


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
    draw_time(axes, [day for row in chart.rows for mark in row.marks for day in (mark.first, mark.last)])
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


def _draw_legend(figure: Figure, note: str) -> None:
    shown = [
        Line2D([], [], linestyle="", marker=marker, color=colour, markersize=8, label=word)
        for marker, colour, _, word in _STYLES.values()
    ]
    figure.legend(
        handles=shown, loc="outside lower left", ncols=len(shown), frameon=False, title=note or None,
        alignment="left", fontsize=9, title_fontsize=9,
    )  # fmt: skip
