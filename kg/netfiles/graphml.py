"""GraphML, for igraph, Cytoscape, yEd, visone, R and others.

Written as a stream: the writers of networkx build the whole document first, which takes three
times the time and eight times the memory. The id of an edge is its key in networkx.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.netfiles.view import Attributes, View
from kg.netfiles.xml import TYPES, escape, quoteattr, value_text

_HEAD = (
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    ' xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns'
    ' http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">'
)


def graphml_lines(view: View) -> Iterator[str]:
    """The lines of a GraphML file. A node or edge has all attributes, in the order of their declaration."""
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield _HEAD
    yield from _keys("node", view.node_types)
    yield from _keys("edge", view.edge_types)
    yield f'<graph edgedefault="{"directed" if view.directed else "undirected"}">'
    for name, data in view.nodes():
        yield f"<node id={quoteattr(name)}>{_values('n', data)}</node>"
    for edge in view.edges():
        ends = f"id={quoteattr(edge.id)} source={quoteattr(edge.source)} target={quoteattr(edge.target)}"
        yield f"<edge {ends}>{_values('e', edge.data)}</edge>"
    yield "</graph>"
    yield "</graphml>"


def _keys(element: str, types: Mapping[str, type]) -> Iterator[str]:
    for number, (name, kind) in enumerate(types.items()):
        title = quoteattr(name)
        yield f'<key id="{element[0]}{number}" for="{element}" attr.name={title} attr.type="{TYPES[kind]}"/>'


def _values(letter: str, data: Attributes) -> str:
    return "".join(
        f'<data key="{letter}{number}">{escape(value_text(value))}</data>'
        for number, value in enumerate(data.values())
    )
