"""Edges as Gephi takes them: weights above 0, and, in time, one edge a source, target and kind."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kg.netfiles.spells import Spell, merged, spell_of
from kg.netfiles.view import Attributes, Edge, Value, View


class Drawn(NamedTuple):
    """An edge and the days on which it is there; none where it has no date."""

    edge: Edge
    spells: tuple[Spell, ...] = ()


def drawn_edges(view: View) -> Iterator[Drawn]:
    """Edges without those of weight 0; a negative weight becomes positive, with the sign turned."""
    for edge in view.edges():
        weight = edge.data.get("weight", 1.0)
        if not weight:
            continue
        if isinstance(weight, int | float) and weight < 0:
            turned: Attributes = {"weight": -weight, "sign": -int(edge.data.get("sign") or 1)}
            edge = edge._replace(data={**edge.data, **turned})
        yield Drawn(edge)


def one_a_kind(edges: Iterable[Drawn], *, directed: bool) -> Iterator[Drawn]:
    """One edge a source, target and kind, or sign where there is no kind, in the order of the first."""
    groups: dict[tuple[Value, ...], list[Edge]] = {}
    for edge, _ in edges:
        ends = (edge.source, edge.target)
        if not directed and ends[1] < ends[0]:
            ends = (ends[1], ends[0])
        kind = edge.data["kind"] if "kind" in edge.data else edge.data.get("sign", 0)
        groups.setdefault((*ends, kind), []).append(edge)
    for group in groups.values():
        found = (spell_of(edge.data) for edge in group)
        spells = merged(spell for spell in found if spell)
        data = {**_agreed(group), "dated": bool(spells)}
        if spells and len(group) > 1:
            days = {"date_start": spells[0].start_text, "date_end": spells[-1].end_text}
            data |= {name: day for name, day in days.items() if name in data}
        yield Drawn(group[0]._replace(data=data), spells)


def _agreed(group: list[Edge]) -> Attributes:
    """Weights added up; of the others what all say, else the empty value."""
    first = group[0].data
    data: Attributes = {
        name: value if all(edge.data[name] == value for edge in group) else type(value)()
        for name, value in first.items()
    }
    if "weight" in first:
        data["weight"] = type(first["weight"])(math.fsum(float(edge.data["weight"]) for edge in group))
    return data
