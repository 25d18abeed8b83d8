"""Matrix → NetworkX graph, with what is known of each node and edge.

Attributes are str, int, float and bool only, and every element has all of them. An edge's ``weight`` is above
0, because Gephi deletes edges of weight 0 and warns of negative ones; its ``sign`` is 1 or -1 where cells can
be negative (subtract), else 0.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import networkx as nx

from kg.discourse.counts import code, count
from kg.discourse.event import Event, identifier, value
from kg.discourse.matrix import Matrix
from kg.discourse.one_mode import one_mode_cells
from kg.discourse.options import Kind, Options, check
from kg.discourse.select import select
from kg.discourse.two_mode import two_mode_cells
from kg.discourse.windows import Slice

_OF_ORGANIZATION = ("organization_kind", "organization_side")
_OF_HOLDER = ("kind", "side")


def network_matrix(events: Sequence[Event], kind: Kind, options: Options | None = None) -> Matrix:
    """The matrix of a discourse network; raises QueryInvalid for options that make none."""
    options = options or Options()
    check(options, kind)
    counts = count(code(select(events, options).events, events, options))
    return two_mode_cells(counts, options) if kind == "two-mode" else one_mode_cells(counts, options)


def two_mode(events: Sequence[Event], options: Options | None = None) -> nx.Graph[str]:
    """The two-mode network of events: bipartite (0: rows, 1: columns), an edge a cell that is not 0.

    Raises QueryInvalid for options that make none.
    """
    options = options or Options()
    return to_graph(network_matrix(events, "two-mode", options), events, options)


def one_mode(events: Sequence[Event], options: Options | None = None) -> nx.Graph[str]:
    """The one-mode network of events: rows, joined by the columns that they share.

    Raises QueryInvalid for options that make none.
    """
    options = options or Options()
    return to_graph(network_matrix(events, "one-mode", options), events, options)


def slice_graph(slice_: Slice, options: Options | None = None) -> nx.Graph[str]:
    """The network of one window; nodes and edges are described by its own events.

    The attributes of the graph tell its number and its days.
    """
    graph = to_graph(slice_.matrix, slice_.events, options or Options())
    graph.graph |= {
        "window": slice_.number,
        "date_start": slice_.first.isoformat(),
        "date_middle": slice_.middle.isoformat(),
        "date_end": slice_.last.isoformat(),
        "statements": len(slice_.events),
    }
    return graph


@dataclass(slots=True)
class _Tally:
    """What the events of a node, or of a cell, have in them."""

    positions: Counter[str] = field(default_factory=Counter)
    days: list[date] = field(default_factory=list)

    def attributes(self) -> dict[str, Any]:
        """Counts by position; first and last day, "" where none is known."""
        return {
            "statements": self.positions.total(),
            **{position: self.positions[position] for position in ("support", "oppose", "neutral")},
            "dated": bool(self.days),
            "date_start": min(self.days).isoformat() if self.days else "",
            "date_end": max(self.days).isoformat() if self.days else "",
        }

    def add(self, event: Event, day: date | None) -> None:
        """One more event."""
        self.positions[event.position] += 1
        if day is not None:
            self.days = [min([day, *self.days]), max([day, *self.days])]


def to_graph(matrix: Matrix, events: Sequence[Event], options: Options) -> nx.Graph[str]:
    """A matrix as a graph; ``events`` are those it was made of, or all (the options select again)."""
    chosen = select(events, options).events
    rows = _nodes(chosen, events, options.rows, options)
    columns = {} if matrix.one_mode else _nodes(chosen, events, options.columns, options)
    graph: nx.Graph[str] = nx.Graph()
    graph.graph["kind"] = "one-mode" if matrix.one_mode else "two-mode"
    for name in ("rows", "columns", "qualifier", "normalization", "duplicates"):
        graph.graph[name] = getattr(options, name)
    mode = {} if matrix.one_mode else {"bipartite": 0}
    for label in matrix.rows:
        graph.add_node(label, **_node(label, options.rows, rows), **mode)
    if matrix.one_mode:
        for one, other, cell, alpha in matrix.entries():
            graph.add_edge(one, other, **_edge(cell, options.qualifier), **alpha)
        return graph
    names = {label: _apart(label, options.columns, matrix.rows, matrix.columns) for label in matrix.columns}
    for label in matrix.columns:
        graph.add_node(names[label], **_node(label, options.columns, columns), bipartite=1)
    tallies = _tallies(
        chosen, options, lambda event: (value(event, options.rows), value(event, options.columns))
    )
    for row, column, cell, alpha in matrix.entries():
        known = tallies.get((row, column), _Tally())
        graph.add_edge(row, names[column], **_edge(cell, options.qualifier, known), **alpha)
    return graph


def _apart(label: str, variable: str, rows: tuple[str, ...], columns: tuple[str, ...]) -> str:
    """The name of the node of a column, other than that of any row or column."""
    taken = frozenset(rows)
    if label not in taken:
        return label
    name = f"{label} ({variable})"
    while name in taken or name in columns:
        name += "′"
    return name


def _tallies(chosen: Iterable[Event], options: Options, key: Any) -> dict[Any, _Tally]:
    found: dict[Any, _Tally] = {}
    for event in chosen:
        found.setdefault(key(event), _Tally()).add(event, event.day(options.dates))
    return found


@dataclass(slots=True)
class _Known:
    tally: _Tally
    described: Counter[tuple[str, str, str]]


def _nodes(
    chosen: Sequence[Event], events: Sequence[Event], variable: str, options: Options
) -> Mapping[str, _Known]:
    """Label → its tally, and how often it is described as (id, category, side)."""
    tallies = _tallies(chosen, options, lambda event: value(event, variable))
    described: dict[str, Counter[tuple[str, str, str]]] = {}
    for event in events if options.isolates else chosen:
        kind, side = _OF_ORGANIZATION if variable == "organization" else _OF_HOLDER
        holds = variable in ("actor", "person", "organization")
        what = (
            identifier(event, variable),
            getattr(event, kind) if holds else "",
            getattr(event, side) if holds else value(event, variable) if variable == "side" else "",
        )
        described.setdefault(value(event, variable), Counter())[what] += 1
    return {label: _Known(tallies.get(label, _Tally()), seen) for label, seen in described.items()}


def _node(label: str, variable: str, known: Mapping[str, _Known]) -> dict[str, Any]:
    found = known.get(label)
    often = found.described if found else Counter({("", "", ""): 1})
    name, category, side = min(often, key=lambda what: (-often[what], what))
    return {
        "label": label,
        "kind": variable,
        "category": category,
        "side": side,
        "identifier": name,
        **(found.tally if found else _Tally()).attributes(),
    }


def _edge(cell: float, qualifier: str, tally: _Tally | None = None) -> dict[str, Any]:
    kind = "statements" if qualifier == "ignore" else qualifier
    sign = (1 if cell > 0 else -1) if qualifier == "subtract" else 0
    own = {"label": kind, "kind": kind, "weight": abs(cell), "sign": sign}
    return own if tally is None else own | tally.attributes()
