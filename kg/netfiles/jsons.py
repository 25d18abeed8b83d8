"""Networks as JSON: node-link for D3 and networkx, and Cytoscape's.

The parts are those of networkx's ``node_link_data`` and ``cytoscape_data``, whose counterparts read them
back, but they are written an element at a time, and Cytoscape gets places for the nodes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from kg.netfiles.layout import layout
from kg.netfiles.view import View


def node_link_lines(view: View) -> Iterator[str]:
    """What `networkx.node_link_graph(data, edges="edges")` reads; keys of edges are their ids."""
    multi = view.graph.is_multigraph()
    head = f'"directed": {_json(view.directed)}, "multigraph": {_json(multi)}, "graph": {{}}'
    yield f'{{{head}, "nodes": ['
    yield from _listed({**data, "id": name} for name, data in view.nodes())
    yield '], "edges": ['
    yield from _listed(
        {**edge.data, "source": edge.source, "target": edge.target, **({"key": edge.id} if multi else {})}
        for edge in view.edges()
    )
    yield "]}"


def cytoscape_lines(view: View) -> Iterator[str]:
    """Cytoscape's .cyjs; ``name`` is what it shows of a node, y grows downwards."""
    multi = view.graph.is_multigraph()
    head = f'"data": [], "directed": {_json(view.directed)}, "multigraph": {_json(multi)}'
    yield f'{{{head}, "elements": {{"nodes": ['
    places = layout(view.graph).values()
    yield from _listed(
        {
            "data": {**data, "id": name, "value": name, "name": view.label(name, data)},
            "position": {"x": x, "y": 0.0 - y},
        }
        for (name, data), (x, y) in zip(view.nodes(), places, strict=True)
    )
    yield '], "edges": ['
    yield from _listed(
        {
            "data": {
                **edge.data,
                "id": f"e:{edge.id}",  # nodes and edges share their ids in Cytoscape
                "source": edge.source,
                "target": edge.target,
                **({"key": edge.id} if multi else {}),
            }
        }
        for edge in view.edges()
    )
    yield "]}}"


def _listed(elements: Iterable[dict[str, Any]]) -> Iterator[str]:
    """One a line, with commas between."""
    before: str | None = None
    for element in elements:
        if before is not None:
            yield f"{before},"
        before = _json(element)
    if before is not None:
        yield before


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
