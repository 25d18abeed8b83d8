"""When nodes and edges are there: spells of inclusive days, from the attributes date_start and date_end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from kg.netfiles.view import Edge, Value, View

OPEN = (date.min, date.max)
"""Bounds that are not known."""


class Spell(NamedTuple):
    """Both days belong to it."""

    start: date
    end: date

    @property
    def start_text(self) -> str:
        """The first day in ISO 8601, "" where it is open."""
        return "" if self.start == date.min else self.start.isoformat()

    @property
    def end_text(self) -> str:
        """The last day in ISO 8601, "" where it is open."""
        return "" if self.end == date.max else self.end.isoformat()


def spell_of(data: Mapping[str, Value]) -> Spell | None:
    """The spell of an element, open on the side where it has no day.

    None where neither is a day of the calendar (ISO 8601), or where it ends before it starts.
    """
    start, end = _day(data.get("date_start")), _day(data.get("date_end"))
    spell = Spell(start or OPEN[0], end or OPEN[1])
    return spell if (start or end) and spell.start <= spell.end else None


def merged(spells: Iterable[Spell]) -> tuple[Spell, ...]:
    """The same days as spells that neither overlap nor adjoin, in order."""
    done: list[Spell] = []
    for spell in sorted(spells):
        if done and spell.start.toordinal() <= done[-1].end.toordinal() + 1:
            done[-1] = Spell(done[-1].start, max(done[-1].end, spell.end))
        else:
            done.append(spell)
    return tuple(done)


def node_spells(view: View, edges: Iterable[tuple[Edge, tuple[Spell, ...]]]) -> dict[str, tuple[Spell, ...]]:
    """The days of each node that has any: its own and those of its edges, which never outlive their ends."""
    found: dict[str, list[Spell]] = {}
    for name, data in view.nodes():
        own = spell_of(data)
        if own:
            found[name] = [own]
    for edge, spells in edges:
        if spells:
            for end in (edge.source, edge.target):
                found.setdefault(end, []).extend(spells)
    return {name: merged(spells) for name, spells in found.items()}


def _day(value: Value | None) -> date | None:
    if not isinstance(value, str):
        return None
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None
