"""Pajek's .net: numbered vertices with labels, arcs or edges with signed values.

A two-mode network says so in its first line, first mode first. The kind of an edge is its label
(parameter l). Positions are those of `layout`, between 0 and 1. Pajek reads UTF-8 if the file begins with
a byte-order mark (http://mrvar.fdv.si/pajek/Unicode-Pajek.htm); a comment stands beside it, since other
readers do not know the mark and would miss the line.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.netfiles.layout import Place, layout
from kg.netfiles.ties import axes, number, signed
from kg.netfiles.view import Edge, View

_MARK = "\ufeff"


def pajek_lines(view: View) -> Iterator[str]:
    """The lines of a Pajek network, parallel edges as they are."""
    rows, columns = axes(view)
    two_mode = rows is not columns
    order = [*rows, *columns] if two_mode else rows
    place = {name: position + 1 for position, name in enumerate(order)}
    names, points = view.names(), _unit(view)
    yield f"{_MARK}% newskg"
    yield f"*Vertices {len(order)}" + (f" {len(rows)}" if two_mode else "")
    for name in order:
        x, y = points[name]
        yield f'{place[name]} "{_quoted(names[name])}" {x:.4f} {y:.4f} 0.5'
    yield "*Arcs" if view.directed else "*Edges"
    for edge in view.edges():
        ends = sorted((place[edge.source], place[edge.target])) if two_mode else None
        source, target = ends or (place[edge.source], place[edge.target])
        yield f"{source} {target} {number(signed(edge))}{_label(edge)}"


def _label(edge: Edge) -> str:
    kind = str(edge.data.get("kind", ""))
    return f' l "{_quoted(kind)}"' if kind else ""


def _quoted(text: str) -> str:
    """Pajek knows no escapes."""
    return " ".join(text.replace('"', "'").replace("\\", "/").split())


def _unit(view: View) -> dict[str, Place]:
    points = list(layout(view.graph).values())
    reach = max((abs(value) for point in points for value in point), default=0.0) or 1.0
    return {
        name: (0.5 + 0.48 * x / reach, 0.5 + 0.48 * y / reach)
        for (name, _), (x, y) in zip(view.nodes(), points, strict=True)
    }
