"""A network as a picture: who stands near whom, who counts, who agrees.

Diameters grow with statements or degree, colours are sides, communities or kinds (`kg.netfiles.look`),
the second mode is square. Agreement is a solid line and disagreement a dashed one, so that no colour is
needed to tell them apart. Names do not lie upon each other; of many nodes
only the largest have theirs. Nodes without edges are counted, not drawn.
"""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import networkx as nx
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import FancyArrowPatch
from matplotlib.textpath import text_to_path

from kg.netfiles import Graph, View, layout
from kg.netfiles.look import SIGNED, categories, colours, french_names, sizes
from kg.netfiles.ties import signed
from kg.plain import clean, shorten
from kg.plot.canvas import save
from kg.plot.labels import Box, Point, place_labels

_WIDTH, _HEIGHT, _FOOT, _HEAD = 864.0, 720.0, 74.0, 40.0  # points
_FRAME = Box(10.0, _FOOT, _WIDTH - 10.0, _HEIGHT - _HEAD)
_INSET = 42.0  # of the nodes from the frame: names need room
_SURE = 30  # of the largest nodes have their names, whatever these cover
_FEW, _TRIED = 40, 250  # nodes whose names are large; whose names are tried at all
_ARROWS = 400  # edges up to which they have heads
_GROUPS = 9  # in the legend
_LABEL, _TITLE = 34, 90  # characters
_FONT = "DejaVu Sans"  # comes with matplotlib


@dataclass(frozen=True, slots=True)
class _Scene:
    """All that is drawn, in points: nodes in the order of the graph."""

    view: View
    alone: int  # nodes without edges, left out
    places: dict[str, tuple[float, float]]
    diameters: dict[str, float]
    groups: dict[str, str]
    shades: dict[str, str]
    square: frozenset[str]


def draw_network(graph: Graph, path: Path, *, title: str = "", note: str = "") -> None:
    """Draw a network of one or two modes, weighted and signed or not, as SVG or PNG.

    Reads the attributes label, statements, side, community, kind and bipartite of nodes and weight and
    sign of edges, as far as they are there. Raises as `kg.plot.canvas.save` and `kg.netfiles.View`.
    """
    save(lambda: _figure(_scene(graph), title, note), path)


def _scene(graph: Graph) -> _Scene:
    joined = [node for node in graph if any(other != node for other in nx.all_neighbors(graph, node))]
    alone = len(graph) - len(joined) if joined else 0
    if alone:
        graph = graph.copy()
        graph.remove_nodes_from(set(graph) - set(joined))
    view = View(graph)
    names = [name for name, _ in view.nodes()]
    groups = categories(view)
    return _Scene(
        view=view,
        alone=alone,
        places=_fitted(dict(zip(names, layout(view.graph).values(), strict=True))),
        diameters=_diameters(view),
        groups=groups,
        shades=colours(groups.values()),
        square=_square(view),
    )


def _square(view: View) -> frozenset[str]:
    modes = view.modes
    if modes:
        return frozenset(modes[1])
    return frozenset(name for name, data in view.nodes() if data.get("kind") in {"claim", "concept"})


def _diameters(view: View) -> dict[str, float]:
    """Smaller the more there are, so that they cover at most a tenth of the picture."""
    found = sizes(view)
    area = sum(size * size for size in found.values()) or 1.0
    room = 0.1 * (_FRAME.right - _FRAME.left) * (_FRAME.top - _FRAME.bottom)
    scale = min(1.0, (room / area) ** 0.5)
    return {name: max(2.0, size * scale) for name, size in found.items()}


def _fitted(places: dict[str, tuple[float, float]]) -> dict[str, tuple[float, float]]:
    """In the frame, the longer side across."""
    if not places:
        return {}
    xs, ys = ([place[axis] for place in places.values()] for axis in (0, 1))
    if max(ys) - min(ys) > max(xs) - min(xs):
        places = {name: (y, -x) for name, (x, y) in places.items()}
        xs, ys = ([place[axis] for place in places.values()] for axis in (0, 1))
    width, height = _FRAME.right - _FRAME.left - 2 * _INSET, _FRAME.top - _FRAME.bottom - 2 * _INSET
    across, up = max(xs) - min(xs), max(ys) - min(ys)
    # both axes may be stretched apart by a quarter to use the room
    scale_x, scale_y = (room / reach if reach else 1.0 for room, reach in ((width, across), (height, up)))
    low = min(scale_x, scale_y)
    scale_x, scale_y = min(scale_x, 1.3 * low), min(scale_y, 1.3 * low)
    middle_x, middle_y = (_FRAME.left + _FRAME.right) / 2, (_FRAME.bottom + _FRAME.top) / 2
    centre_x, centre_y = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
    return {
        name: (middle_x + (x - centre_x) * scale_x, middle_y + (y - centre_y) * scale_y)
        for name, (x, y) in places.items()
    }


def _figure(scene: _Scene, title: str, note: str) -> Figure:
    figure = Figure(figsize=(_WIDTH / 72, _HEIGHT / 72))
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set_xlim(0, _WIDTH)  # a unit is a point
    axes.set_ylim(0, _HEIGHT)
    signs, heaviest = _draw_edges(axes, scene)
    _draw_nodes(axes, scene)
    named = _draw_names(axes, scene)
    heading = textwrap.fill(shorten(clean(title), 2 * _TITLE), _TITLE)
    axes.text(16, _HEIGHT - 12, heading, va="top", fontsize=13, fontweight="bold")
    _draw_legend(axes, scene, signs)
    said = [shorten(clean(note), _TITLE)] if note else []
    _draw_note(axes, [*said, *_explained(scene, heaviest, named)])
    return figure


# ---- edges


def _draw_edges(axes: Axes, scene: _Scene) -> tuple[set[int], float]:
    """The signs that occur and the largest weight. The heavy ones lie above."""
    edges = sorted(
        (
            (signed(edge), int(edge.data.get("sign", 0) or 0), edge.source, edge.target)
            for edge in scene.view.edges()
        ),
        key=lambda edge: abs(edge[0]),
    )
    heaviest = max((abs(edge[0]) for edge in edges), default=0.0) or 1.0
    thin = 1.0 if len(edges) <= 300 else max(0.25, (300 / len(edges)) ** 0.5)
    alpha = 0.75 if len(edges) <= 100 else max(0.25, 0.75 * (100 / len(edges)) ** 0.25)
    uneven = bool(edges) and abs(edges[0][0]) < heaviest
    arrows = scene.view.directed and len(edges) <= _ARROWS
    signs: set[int] = set()
    by_sign: dict[int, list[tuple[Sequence[tuple[float, float]], float]]] = {}
    for weight, told, source, target in edges:
        if source == target or not weight:
            continue
        sign = -1 if weight < 0 else told
        signs.add(sign)
        width = thin * (0.6 + 3.4 * (abs(weight) / heaviest) ** 0.5) if uneven else 1.2 * thin
        if arrows:
            _draw_arrow(axes, scene, (source, target), sign, width)
        else:
            by_sign.setdefault(sign, []).append(([scene.places[source], scene.places[target]], width))
    for sign, lines in sorted(by_sign.items(), reverse=True):
        axes.add_collection(
            LineCollection(
                [line for line, _ in lines],
                linewidths=[width for _, width in lines],
                colors=_shade(sign), linestyles=_style(sign), alpha=alpha, zorder=1,
            ),
            autolim=False,
        )  # fmt: skip
    return signs, heaviest


def _draw_arrow(axes: Axes, scene: _Scene, ends: tuple[str, str], sign: int, width: float) -> None:
    source, target = ends
    axes.add_patch(
        FancyArrowPatch(
            scene.places[source], scene.places[target],
            arrowstyle="-|>", mutation_scale=6 + 1.5 * width, connectionstyle="arc3,rad=0.06",
            shrinkA=scene.diameters[source] / 2, shrinkB=scene.diameters[target] / 2 + 0.5,
            linewidth=width, color=_shade(sign), linestyle=_style(sign), alpha=0.6, zorder=1,
        )
    )  # fmt: skip


def _shade(sign: int) -> str:
    return SIGNED.get(sign, "#a0a0a0")


def _style(sign: int) -> Literal["dashed", "solid"]:
    return "dashed" if sign < 0 else "solid"


# ---- nodes and names


def _draw_nodes(axes: Axes, scene: _Scene) -> None:
    for marker, chosen in (("o", False), ("s", True)):
        names = sorted(
            (name for name in scene.places if (name in scene.square) is chosen),
            key=lambda name: -scene.diameters[name],
        )  # the small ones above
        if not names:
            continue
        places = [scene.places[name] for name in names]
        axes.scatter(
            [x for x, _ in places], [y for _, y in places],
            s=[scene.diameters[name] ** 2 * (0.78 if chosen else 1.0) for name in names],
            c=[scene.shades[scene.groups[name]] for name in names],
            marker=marker, edgecolors="white", linewidths=0.7 if len(scene.places) < 400 else 0.25, zorder=2,
        )  # fmt: skip


def _draw_names(axes: Axes, scene: _Scene) -> int:
    """How many names are shown."""
    few = len(scene.places) <= _FEW
    font = FontProperties(family=_FONT, size=8.5 if few else 7.5)
    labels = {name: shorten(clean(scene.view.label(name, data)), _LABEL) for name, data in scene.view.nodes()}
    order = sorted(scene.places, key=lambda name: -scene.diameters[name])
    points = []
    for rank, name in enumerate(order):
        width = _width(labels[name], font) if rank < _TRIED and labels[name] else 0.0
        points.append(Point(*scene.places[name], scene.diameters[name] / 2, width, 10.0 if few else 9.0))
    shown = 0
    for name, box in zip(order, place_labels(points, _FRAME, sure=_SURE, crowded=not few), strict=True):
        if box is not None:
            shown += 1
            middle = (box.bottom + box.top) / 2
            axes.text(
                box.left, middle, labels[name], fontproperties=font, va="center_baseline", zorder=3,
                bbox={"facecolor": "white", "alpha": 0.65, "linewidth": 0, "pad": 0.4},
            )  # fmt: skip
    return shown


def _width(text: str, font: FontProperties) -> float:
    """In points; also of text without any outline."""
    width, _, _ = text_to_path.get_text_width_height_descent(text, font, ismath=False)
    return float(width) + 2.0


# ---- what it means


def _draw_legend(axes: Axes, scene: _Scene, signs: set[int]) -> None:
    counts = Counter(scene.groups.values())
    shown = sorted(counts, key=lambda group: (-counts[group], group))[:_GROUPS]
    squares = {scene.groups[name] for name in scene.square}
    handles = [
        Line2D([], [], linestyle="", marker="s" if group in squares else "o", markersize=8,
               color=scene.shades[group], label=f"{_group_name(group)} ({counts[group]})")
        for group in shown
        if len(counts) > 1 or group
    ]  # fmt: skip
    if len(counts) > _GROUPS:
        handles.append(Line2D([], [], linestyle="", label=f"et {len(counts) - _GROUPS} autres"))
    for sign, (agree, support) in ((1, ("accord", "soutient")), (-1, ("désaccord", "s’oppose"))):
        if sign in signs:
            word = support if scene.square else agree
            handles.append(
                Line2D([], [], color=_shade(sign), linestyle=_style(sign), linewidth=2, label=word)
            )
    if handles:
        axes.legend(
            handles=handles, loc="lower left", bbox_to_anchor=(0.008, 0.032), ncols=6, frameon=False,
            fontsize=9, columnspacing=1.4, handletextpad=0.5, borderaxespad=0,
        )  # fmt: skip


def _group_name(group: str) -> str:
    return french_names().get(group, shorten(clean(group), 24) or "sans catégorie")


def _explained(scene: _Scene, heaviest: float, named: int) -> list[str]:
    view = scene.view
    counted = view.node_types.get("statements") is int and any(d["statements"] for _, d in view.nodes())
    parts = [f"taille : {'nombre de déclarations' if counted else 'nombre de liens'}"]
    if any(abs(signed(edge)) != heaviest for edge in view.edges()):
        parts.append(f"épaisseur : poids (au plus {heaviest:.3g})")
    if named < len(scene.places):
        parts.append(f"{named} noms montrés sur {len(scene.places)}")
    if scene.alone:
        parts.append(f"sans {scene.alone} isolé{'s' if scene.alone > 1 else ''}")
    return parts


def _draw_note(axes: Axes, parts: Sequence[str]) -> None:
    words = ", ".join(parts)
    axes.text(16, 10, words[:1].upper() + words[1:], fontsize=8.5, color="#555555", va="bottom")
