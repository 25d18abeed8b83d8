"""GEXF 1.3 for Gephi, valid against the published schema.

Written here, because the GEXF 1.3 of networkx names a wrong schema namespace, dates itself and
leaves out the edge attribute ``kind``, by which Gephi tells edge types apart. `networkx.read_gexf`
reads the file back with the same nodes, edges and attributes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.netfiles.view import Attributes, Edge, View
from kg.netfiles.xml import TYPES, quoteattr, value_text


def gexf_lines(view: View) -> Iterator[str]:
    """The lines of a static GEXF file."""
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<gexf xmlns="http://gexf.net/1.3" version="1.3">'
    yield "<meta><creator>newskg</creator><description>Who said what, when</description></meta>"
    kind = "directed" if view.directed else "undirected"
    yield f'<graph mode="static" defaultedgetype="{kind}" idtype="string">'
    nodes = {name: kind for name, kind in view.node_types.items() if name != "label"}
    edges = {name: kind for name, kind in view.edge_types.items() if name not in {"label", "weight"}}
    yield from _declarations("node", nodes)
    yield from _declarations("edge", edges)
    yield f'<nodes count="{view.graph.number_of_nodes()}">'
    for name, data in view.nodes():
        label = view.label(name, data)
        yield f"<node id={quoteattr(name)} label={quoteattr(label)}>{_values(nodes, data)}</node>"
    yield "</nodes>"
    yield "<edges>"
    for edge in view.edges():
        yield f"<edge {_edge(edge)}>{_values(edges, edge.data)}</edge>"
    yield "</edges>"
    yield "</graph>"
    yield "</gexf>"


def _edge(edge: Edge) -> str:
    ends = f"id={quoteattr(edge.id)} source={quoteattr(edge.source)} target={quoteattr(edge.target)}"
    shown = {name: edge.data[name] for name in ("label", "kind", "weight") if name in edge.data}
    return " ".join([ends, *(f"{name}={quoteattr(value_text(value))}" for name, value in shown.items())])


def _declarations(element: str, types: Mapping[str, type]) -> Iterator[str]:
    yield f'<attributes class="{element}" mode="static">'
    for number, (name, kind) in enumerate(types.items()):
        yield f'<attribute id="{number}" title={quoteattr(name)} type="{TYPES[kind]}"/>'
    yield "</attributes>"


def _values(names: Mapping[str, type], data: Attributes) -> str:
    values = (
        f'<attvalue for="{number}" value={quoteattr(value_text(data[name]))}/>'
        for number, name in enumerate(names)
    )
    return f"<attvalues>{''.join(values)}</attvalues>"
