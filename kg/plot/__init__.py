"""Pictures of results, by matplotlib: the same input gives the same bytes.

Chart, ChartRow, Mark                  positions over time, as plain data
draw_timeline(chart, path)             as SVG or PNG
draw_network(graph, path)              a network of one or two modes
draw_matrix(rows, columns, values, path)    a matrix with dendrograms
Series, SeriesPoint, draw_series(series, path)    figures over time, such as polarisation
"""

from __future__ import annotations

from kg.plot.canvas import FORMATS
from kg.plot.chart import Chart, ChartRow, Mark, Series, SeriesPoint
from kg.plot.matrix import draw_matrix
from kg.plot.network import draw_network
from kg.plot.series import draw_series
from kg.plot.timeline import draw_timeline

__all__ = [
    "FORMATS",
    "Chart",
    "ChartRow",
    "Mark",
    "Series",
    "SeriesPoint",
    "draw_matrix",
    "draw_network",
    "draw_series",
    "draw_timeline",
]
