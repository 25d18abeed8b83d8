"""Pictures of results, by matplotlib: the same chart gives the same bytes.

Chart, ChartRow, Mark     what to draw, as plain data
draw_timeline(chart, path)    as SVG or PNG
"""

from __future__ import annotations

from kg.plot.chart import Chart, ChartRow, Mark
from kg.plot.timeline import FORMATS, draw_timeline

__all__ = ["FORMATS", "Chart", "ChartRow", "Mark", "draw_timeline"]
