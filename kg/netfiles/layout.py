"""Places for the nodes of a network: neighbours together, hubs apart, the same on every machine.

The forces are those of ForceAtlas2 (Jacomy, Venturini, Heymann and Bastian 2014, PLoS ONE 9(6)): nodes
repel by the product of their degrees + 1 over their distance, edges pull in proportion to it, gravity
holds components together; steps get smaller as in Fruchterman and Reingold (1991). The layouts of networkx
begin at random and sum by BLAS, whose last digits differ between processors; a layout is chaotic, so
that files would. Here nothing is drawn by lot and sums have one order.

Above `LARGE` nodes, those of highest degree are laid out so, joined also where they share a neighbour;
the others come to stand beside their neighbours. That takes time linear in the edges.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any, TypeAlias

import numpy as np

from kg.netfiles.view import Graph

Place: TypeAlias = tuple[float, float]
Links: TypeAlias = dict[tuple[int, int], float]
Array: TypeAlias = "np.ndarray[Any, np.dtype[np.float64]]"

LARGE = 1_000
"""Nodes above which only the hubs are laid out by forces."""

_STEPS = 600
_GRAVITY = 0.1
_REPULSION = 8.0
_OPPOSED = 0.1  # an edge of disagreement pulls so much less
_SPACING = 30.0  # units between neighbouring nodes; sizes are 4 to 30
_GOLDEN = math.pi * (3 - math.sqrt(5))
_SHARED = 12  # of a node's hubs are joined by it


def layout(graph: Graph) -> dict[Any, Place]:
    """Node → x, y, rounded to a tenth. Reads the edge attributes weight and sign."""
    nodes = list(graph)
    links = _links(graph, {node: number for number, node in enumerate(nodes)})
    degree = _degrees(len(nodes), links)
    if len(nodes) <= LARGE:
        places = _forces(len(nodes), links, degree)
    else:
        places = _around_hubs(len(nodes), links, degree)
    return {node: (_rounded(x), _rounded(y)) for node, (x, y) in zip(nodes, _scaled(places), strict=True)}


def _links(graph: Graph, number: Mapping[Any, int]) -> Links:
    """Pairs of different nodes with how strongly they pull, the mean about 1."""
    links: Links = {}
    for source, target, data in graph.edges(data=True):
        if source != target:
            one, other = sorted((number[source], number[target]))
            weight = float(data.get("weight", 1.0))
            opposed = weight < 0 or data.get("sign", 0) == -1
            pull = math.sqrt(abs(weight)) * (_OPPOSED if opposed else 1.0)
            links[one, other] = links.get((one, other), 0.0) + pull
    mean = sum(links.values()) / len(links) if links else 1.0
    return {pair: min(4.0, pull / mean) for pair, pull in links.items()} if mean > 0 else links


def _degrees(count: int, links: Iterable[tuple[int, int]]) -> list[int]:
    degree = [0] * count
    for one, other in links:
        degree[one] += 1
        degree[other] += 1
    return degree


def _spiral(number: float) -> Place:
    """The points of a sunflower: even, without a pattern. Rounded: libraries differ in the last digit."""
    radius = math.sqrt(number + 0.5)
    return (
        round(radius * math.cos(number * _GOLDEN), 6),
        round(radius * math.sin(number * _GOLDEN), 6),
    )


def _order(count: int, links: Iterable[tuple[int, int]], degree: list[int]) -> list[int]:
    """Breadth first from the highest degree of each component, so that neighbours start near."""
    beside: list[list[int]] = [[] for _ in range(count)]
    for one, other in links:
        beside[one].append(other)
        beside[other].append(one)
    order: list[int] = []
    seen = [False] * count
    for start in sorted(range(count), key=lambda node: (-degree[node], node)):
        if seen[start]:
            continue
        seen[start] = True
        queue = [start]
        for node in queue:
            for near in sorted(beside[node], key=lambda node: (-degree[node], node)):
                if not seen[near]:
                    seen[near] = True
                    queue.append(near)
        order.extend(queue)
    return order


def _forces(count: int, links: Links, degree: list[int]) -> list[Place]:
    if count < 2:
        return [(0.0, 0.0)] * count
    start: list[Place] = [(0.0, 0.0)] * count
    for place, node in enumerate(_order(count, links, degree)):
        start[node] = _spiral(place)
    x, y = (np.array(axis, dtype=np.float64) for axis in zip(*start, strict=True))
    one = np.array([pair[0] for pair in links], dtype=np.intp)
    other = np.array([pair[1] for pair in links], dtype=np.intp)
    pull = np.array(list(links.values()), dtype=np.float64)
    mass = np.array(degree, dtype=np.float64) + 1.0
    reach = math.sqrt(count)
    for step in range(_STEPS):
        dx, dy = x[None, :] - x[:, None], y[None, :] - y[:, None]
        push = _REPULSION * mass[:, None] / (dx * dx + dy * dy + 0.01)
        # down the columns: row after row, in one order everywhere
        fx, fy = np.add.reduce(push * dx, axis=0), np.add.reduce(push * dy, axis=0)
        ax, ay = (x[other] - x[one]) * pull, (y[other] - y[one]) * pull
        fx += (_gather(one, ax, count) - _gather(other, ax, count)) / mass - _GRAVITY * x
        fy += (_gather(one, ay, count) - _gather(other, ay, count)) / mass - _GRAVITY * y
        length = np.sqrt(fx * fx + fy * fy) + 1e-9
        # far at first, then finer
        limit = reach * (0.25 * (1 - step / _STEPS) ** 2 + 0.002)
        move = np.minimum(length * 0.1, limit) / length
        x, y = x + fx * move, y + fy * move
    return list(zip(x.tolist(), y.tolist(), strict=True))


def _gather(ends: np.ndarray[Any, np.dtype[np.intp]], force: Array, count: int) -> Array:
    """The sum of the forces at each node, edge after edge."""
    return np.bincount(ends, weights=force, minlength=count).astype(np.float64)


def _around_hubs(count: int, links: Links, degree: list[int]) -> list[Place]:
    ranked = sorted(range(count), key=lambda node: (-degree[node], node))[:LARGE]
    hub = {node: number for number, node in enumerate(sorted(ranked))}
    beside: list[list[int]] = [[] for _ in range(count)]
    for one, other in links:
        beside[one].append(other)
        beside[other].append(one)
    among: Links = {}
    for (one, other), pull in links.items():
        if one in hub and other in hub:
            among[hub[one], hub[other]] = pull
    for node in range(count):
        if node not in hub:
            near = sorted({hub[other] for other in beside[node] if other in hub})[:_SHARED]
            for pair in pairwise(near):
                among[pair] = min(4.0, among.get(pair, 0.0) + 0.5)
    spread = math.sqrt(count / LARGE)
    core = _forces(len(hub), among, _degrees(len(hub), among))
    places = {node: (core[n][0] * spread, core[n][1] * spread) for node, n in hub.items()}
    return _beside(count, beside, places, degree)


def _beside(count: int, beside: list[list[int]], places: dict[int, Place], degree: list[int]) -> list[Place]:
    """The other nodes between their neighbours, round after round from the hubs outwards."""
    taken: dict[int, int] = {}
    wave = sorted(places)
    while wave:
        reached = sorted({near for node in wave for near in beside[node] if near not in places})
        found: dict[int, Place] = {}
        for node in reached:
            near = [other for other in beside[node] if other in places]
            anchor = max(near, key=lambda other: (degree[other], -other))
            turn = taken.get(anchor, 0)
            taken[anchor] = turn + 1
            dx, dy = _spiral(turn + 1)
            middle_x = math.fsum(places[other][0] for other in near) / len(near)
            middle_y = math.fsum(places[other][1] for other in near) / len(near)
            found[node] = (middle_x + 0.7 * dx, middle_y + 0.7 * dy)
        places.update(found)
        wave = reached
    outside = max((math.sqrt(x * x + y * y) for x, y in places.values()), default=0.0)
    for turn, node in enumerate(node for node in range(count) if node not in places):
        x, y = _spiral(turn)
        radius = math.sqrt(x * x + y * y)
        places[node] = (x * (1 + outside / radius), y * (1 + outside / radius))
    return [places[node] for node in range(count)]


def _scaled(places: list[Place]) -> list[Place]:
    """In units of Gephi, about the origin: so large that nodes have room on average."""
    if len(places) < 2:
        return places
    middle = [math.fsum(axis) / len(places) for axis in zip(*places, strict=True)]
    moved = [(x - middle[0], y - middle[1]) for x, y in places]
    spread = math.sqrt(math.fsum(x * x + y * y for x, y in moved) / len(moved))
    scale = _SPACING * math.sqrt(len(moved)) / spread if spread > 0 else 1.0
    return [(x * scale, y * scale) for x, y in moved]


def _rounded(value: float) -> float:
    return round(value, 1) + 0.0  # no -0.0
