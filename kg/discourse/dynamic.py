"""The networks of many windows as one graph in time, for programs that have a timeline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

import networkx as nx

from kg.discourse.network import slice_graph
from kg.discourse.options import Options
from kg.discourse.windows import Slice


def in_time(slices: Sequence[Slice], options: Options) -> nx.MultiGraph[str]:
    """All windows together: an edge for each window that has it, from its middle until the next one's.

    Windows overlap; these days do not, and leave no gap. The weights of the edges of a
    pair add up to the mean of its windows. Nodes are described by the first window that has them.
    """
    graphs = [slice_graph(one, options) for one in slices]
    often = Counter(_pair(one, other) for graph in graphs for one, other in graph.edges())
    whole: nx.MultiGraph[str] = nx.MultiGraph()
    for number, graph in enumerate(graphs):
        start = slices[number].middle
        end = max(start, _before(slices[number + 1].middle)) if number + 1 < len(slices) else start
        spell = {"dated": True, "date_start": start.isoformat(), "date_end": end.isoformat()}
        for node, data in graph.nodes(data=True):
            if node not in whole:
                whole.add_node(node, **data | spell)
            whole.nodes[node]["date_end"] = spell["date_end"]
        for one, other, data in graph.edges(data=True):
            weight = data["weight"] / often[_pair(one, other)]
            key = f"{one}>{other}@{slices[number].number}"
            whole.add_edge(one, other, key=key, **data | spell | {"weight": weight})
    return whole


def _pair(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one <= other else (other, one)


def _before(day: date) -> date:
    return day - timedelta(days=1)
